"""Hours divided over plans: against closed figures, against plain recursion, and by laws."""

import math
from dataclasses import replace
from random import Random

import pytest

from acumen.decision import solve
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.solve import solve_dated
from acumen.decision.portfolio import prices
from acumen.decision.portfolio import solve as solving
from acumen.decision.portfolio.outcomes import outcomes, quantile
from acumen.decision.portfolio.problem import PlanBet, PortfolioProblem, SafeWork
from acumen.decision.portfolio.solve import PortfolioSolution, Wanted, make_policy, solve_portfolio
from acumen.decision.portfolio.tables import exact_cell, states_of
from acumen.decision.portfolio.trust import frontier
from acumen.distributions import Attempt
from acumen.errors import UsageError
from tests.decision.portfolio.plans import WINTER, bet, both, drawn, one_of, step, tree
from tests.oracles.portfolio_recursion import Bet, best
from tests.oracles.random_problems import random_leavable_problem, random_plain_problem, seeded
from tests.oracles.whole_hours import WholeHours, attempt

SUPPORT = (SafeWork(id="support", hours=40.0, returns=1.4),)
OF_ALL = tuple(range(len(WINTER)))


def divide(hours: float, *plans: PlanBet, safe: tuple[SafeWork, ...] = ()) -> PortfolioSolution:
    return solve_portfolio(PortfolioProblem(plans=plans, hours=hours, safe=safe))


def winter(hours: float = 60.0, safe: tuple[SafeWork, ...] = SUPPORT) -> PortfolioSolution:
    return divide(hours, *WINTER, safe=safe)


KNAPSACK = (tree("two", step(1.0, 2), 5.0), tree("three", step(1.0, 3), 7.0))
STAGE = (tree("late", both(step(0.2, 1), step(0.9, 4)), 40.0), tree("plain", step(0.6, 4), 12.0))
CASES = {  # hours, plans, the best value, the bound by one price of an hour
    "a bet that can't end any more is not begun": (
        5.0, (tree("a", both(step(0.9, 3), step(0.9, 3)), 30.0), tree("b", step(0.5, 4), 12.0)), 2.0, 2.0,
    ),
    "one of two alike": (5.0, (tree("a", step(0.8, 3), 10.0), tree("b", step(0.8, 3), 10.0)), 5.0, 25.0 / 3.0),
    "the larger of two that don't fit together": (3.0, KNAPSACK, 4.0, 13.0 / 3.0),
    "the bet that is through before the hours are": (5.0, STAGE, 7.96, None),
    "both, where there are hours for both": (9.0, STAGE, 8.6, None),
    "two long bets rather than one safe thing": (
        10.0, (tree("safe", step(0.95, 5), 8.0), tree("x", step(0.2, 5), 60.0), tree("y", step(0.2, 5), 60.0)), 14.0, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_hours_go_where_they_are_known_to_pay_most(name: str) -> None:
    hours, plans, value, price_bound = CASES[name]
    found = divide(hours, *plans)
    assert found.value == pytest.approx(value, abs=1e-9)
    assert found.status == "exact"
    if price_bound is not None:
        by_price = prices.bound(found.policy.grid.problem, found.policy.grid.tables).value
        assert by_price == pytest.approx(price_bound, abs=1e-4)


def test_the_winter_of_five_bets_is_worth_what_the_specification_says() -> None:
    found = winter()
    assert found.value == pytest.approx(82.1455)
    assert found.status == "exact"
    assert found.next == (2, 1, math.inf)
    assert found.price == pytest.approx(2.125, abs=1e-4)
    assert found.alone == pytest.approx((31.4, 14.225, 23.075, 32.0, 18.0))
    assert found.indices == pytest.approx((2.353448, 1.704208, 2.8125, 2.6, 2.125), abs=1e-5)
    assert winter(70.0).value - found.value == pytest.approx(10.34, abs=0.01)
    assert winter(50.0).value - found.value == pytest.approx(-12.70, abs=0.01)
    by_price = prices.bound(found.policy.grid.problem, found.policy.grid.tables)
    assert by_price.value == pytest.approx(87.8, abs=1e-3)


def test_what_comes_of_the_winter_is_what_the_specification_says() -> None:
    found = outcomes(winter().policy)
    assert found.paying[:3] == pytest.approx((0.28756, 0.47198, 0.22198))
    assert found.hours == pytest.approx((14.05, 0.0, 12.116, 20.0, 10.758), abs=1e-3)
    assert found.pays == pytest.approx((0.234, 0.0, 0.4029, 0.2, 0.13448))
    assert found.safe_hours == pytest.approx((3.076,))
    assert found.worths is not None
    assert [quantile(found.worths, prob) for prob in (0.1, 0.5, 0.9)] == [0.0, 140.0, 260.0]
    assert sum(worth * prob for worth, prob in found.worths) - sum(found.hours) + 0.4 * found.safe_hours[0] == (
        pytest.approx(winter().value)
    )


def test_safety_costs_what_the_specification_says() -> None:
    corners = frontier(winter().policy.grid, Wanted(n=1, of=OF_ALL))
    by_chance = {round(corner.chance, 3): corner.net for corner in corners}
    assert by_chance[0.712] == pytest.approx(82.1455)
    assert by_chance[0.784] == pytest.approx(79.894, abs=1e-3)
    assert by_chance[0.92] == pytest.approx(73.049, abs=1e-3)
    chances, nets = [corner.chance for corner in corners], [corner.net for corner in corners]
    assert chances == sorted(chances)
    assert nets == sorted(nets, reverse=True)


def test_no_bonus_finds_a_policy_beyond_the_frontier() -> None:
    solution = divide(60.0, *WINTER[:4])
    wanted = Wanted(n=2, of=(0, 1, 2, 3))
    corners = frontier(solution.policy.grid, wanted, most=30)
    for bonus in (0.0, 17.0, 41.0, 90.0, 300.0):
        policy = make_policy(solution.policy.grid, replace(wanted, bonus=bonus))
        assert max(corner.net + bonus * corner.chance for corner in corners) == pytest.approx(policy.objective)


WHOLE = 1.0


def whole(rng: Random, n_plans: int) -> tuple[tuple[PlanBet, ...], tuple[Bet, ...]]:
    """Random small plans in whole hours, with needs, some of whose steps may be left, some due early or capped."""
    plans, told = [], []
    for place in range(n_plans):
        base = random_plain_problem(rng, max_steps=3, max_depth=2, with_needs=True)
        nodes, ends, mean_hours, leavable = list(base.nodes), {}, {}, set()
        for number in base.steps:
            chance, may_be_left = rng.choice([0.0, 0.3, 0.6, 0.9, 1.0]), rng.random() < 0.4
            took = tuple((hours, 0.5) for hours in rng.sample(range(1, 5), 2))
            failed = ((rng.randint(1, 4), 1.0),)
            one = attempt(chance, WholeHours(tuple(sorted(took))), WholeHours(failed), may_be_left=may_be_left)
            nodes[number] = replace(nodes[number], attempt=one)
            listed = [(hours, 1, chance * prob) for hours, prob in took] + [(failed[0][0], 2, 1.0 - chance)]
            ends[number] = tuple(end for end in listed if end[2] > 0.0)
            mean_hours[number] = one.mean_hours
            if may_be_left:
                leavable.add(number)
        problem = replace(base, nodes=tuple(nodes))
        worth = float(rng.randint(3, 30))
        last = float(rng.randint(2, 6)) if rng.random() < 0.3 else math.inf
        most = float(rng.randint(1, 5)) if rng.random() < 0.3 else math.inf
        plans.append(bet(f"p{place}", problem, worth, last_hours=last, most_hours=most))
        told.append(Bet(problem, worth, ends, mean_hours, frozenset(leavable), last, most))
    return tuple(plans), tuple(told)


@pytest.mark.parametrize("seed", range(15))
def test_the_sweep_agrees_with_plain_recursion(seed: int) -> None:
    rng = seeded(seed)
    plans, told = whole(rng, 2 + seed % 2)
    hours = rng.randint(3, 8)
    safe = (SafeWork(id="safe", hours=3.0, returns=1.5),) if seed % 2 else ()
    problem = PortfolioProblem(plans=plans, hours=float(hours), safe=safe)
    found = solving._solve(problem, states_of(problem), WHOLE, hours, is_whole=True)
    assert found.value == pytest.approx(best(told, hours, lambda left: problem.safe_value(float(left))), abs=1e-9)
    bonus = make_policy(found.policy.grid, Wanted(n=1, of=tuple(range(len(plans))), bonus=9.0)).objective
    assert bonus == pytest.approx(best(told, hours, lambda left: problem.safe_value(float(left)), 9.0), abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_plans_in_groups_attain_what_lies_below_all_together_and_the_bound_above(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = drawn(Random(seed), 5, most=9)
    exact = divide(25.0, *plans, safe=SUPPORT)
    assert exact.status == "exact"
    monkeypatch.setattr(solving, "MAX_JOINT", 0)
    monkeypatch.setattr(solving, "MAX_GROUP", 9_000)
    apart = divide(25.0, *plans, safe=SUPPORT)
    assert len(apart.policy.grid.groups) > 1
    assert apart.value <= exact.value + 1e-9
    assert apart.upper >= exact.value - 1e-9
    assert apart.value >= 0.9 * exact.value
    told = outcomes(apart.policy)
    spent = sum(told.hours) - sum(0.4 * hours for hours in told.safe_hours)
    paid = sum(prob * bet_.dated.worths[0] for prob, bet_ in zip(told.pays, plans, strict=True))
    assert paid - spent == pytest.approx(apart.value)
    assert sum(told.paying) == pytest.approx(1.0)
    safer = make_policy(apart.policy.grid, Wanted(n=1, of=tuple(range(len(plans))), bonus=15.0))
    found = outcomes(safer)
    assert found.wanted == pytest.approx(1.0 - found.paying[0])
    assert safer.objective - 15.0 * found.wanted <= apart.value + 1e-9


def test_twenty_four_plans_are_within_three_percent_of_the_bound() -> None:
    plans = drawn(Random(5), 24)
    found = divide(230.0, *plans)
    assert len(found.policy.grid.groups) > 1
    assert 0.97 * found.upper <= found.value <= found.upper


@pytest.mark.parametrize("seed", range(5))
def test_open_ended_plans_are_bracketed(seed: int) -> None:
    rng = seeded(100 + seed)
    plans = tuple(tree(f"p{n}", _tree(rng), float(rng.randint(10, 60))) for n in range(3))
    found = divide(30.0, *plans)
    assert found.lower <= found.upper
    finer = solving._solve(
        found.policy.grid.problem, states_of(found.policy.grid.problem), 30.0 / 256, 256, is_whole=False
    )
    assert finer.value <= found.upper + 1e-9
    assert finer.upper >= found.value - 1e-9


def _tree(rng: Random) -> Attempt:
    low = rng.uniform(1.0, 8.0)
    return Attempt.open_ended(rng.uniform(0.2, 0.9), low, low * rng.uniform(1.5, 6.0))


@pytest.mark.parametrize("seed", range(8))
def test_one_plan_alone_is_worth_what_it_is_worth_by_a_date(seed: int) -> None:
    rng = seeded(seed)
    problem = random_plain_problem(rng, max_steps=5)
    dated = DatedProblem(
        problem=problem,
        by_hours=(20.0,),
        worths=(50.0,),
        cuts=(math.inf,) * len(problem.nodes),
        due_hours=(math.inf,) * len(problem.nodes),
    )
    found = divide(20.0, PlanBet(id="one", dated=dated))
    by_date = solve_dated(dated)
    assert found.upper >= by_date.lower - 1e-9
    assert found.value <= by_date.upper + 1e-9
    assert found.status == "bracketed" or found.value == pytest.approx(by_date.value)


def test_with_hours_enough_every_plan_is_worth_what_it_is_worth_alone() -> None:
    found = divide(400.0, *WINTER)
    alone = [solve(one.dated.problem, worth=one.dated.worths[0]).value for one in WINTER]
    assert found.value == pytest.approx(math.fsum(alone))
    assert found.price == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_more_hours_and_better_plans_never_bring_less(seed: int) -> None:
    plans = drawn(Random(seed), 3, most=6)
    values = [divide(float(hours), *plans).value for hours in range(0, 24, 4)]
    assert values[0] == 0.0
    assert values == sorted(values)
    richer = replace(plans[0], dated=replace(plans[0].dated, worths=(plans[0].dated.worths[0] + 10.0,)))
    assert divide(12.0, richer, *plans[1:]).value >= divide(12.0, *plans).value - 1e-9


def test_the_order_of_the_plans_changes_no_value_and_breaks_ties() -> None:
    assert divide(60.0, *reversed(WINTER), safe=SUPPORT).value == pytest.approx(winter().value)
    twins = (tree("a", step(0.8, 3), 10.0), tree("b", step(0.8, 3), 10.0))
    found = divide(6.0, *twins).next
    assert found is not None
    assert found[0] == 0


def test_a_plan_has_no_more_hours_than_it_may_have() -> None:
    long = both(step(0.9, 4), step(0.9, 4))
    free, capped = tree("a", long, 40.0), tree("a", long, 40.0, most_hours=7.0)
    assert divide(20.0, free).value > 0.0
    assert divide(20.0, capped).value == 0.0
    alternatives = tree("a", one_of(step(0.5, 4), step(0.5, 4)), 40.0, most_hours=4.0)
    found = divide(20.0, alternatives)
    assert found.value == pytest.approx(16.0)
    assert outcomes(found.policy).hours == pytest.approx((4.0,))


def test_a_plan_pays_only_by_its_own_day() -> None:
    early = bet("early", tree("early", step(1.0, 4), 10.0).dated.problem, 10.0, last_hours=4.0)
    rich = tree("rich", step(1.0, 4), 30.0)
    found = divide(8.0, rich, early)
    assert found.value == pytest.approx(32.0)
    assert found.next == (1, 1, math.inf)
    assert divide(8.0, rich, replace(early, dated=replace(early.dated, by_hours=(3.0,)))).value == pytest.approx(26.0)


def test_safe_work_is_done_with_what_is_left_and_where_it_must_be() -> None:
    poor = tree("poor", step(0.1, 4), 10.0)
    found = divide(
        10.0, poor, safe=(SafeWork(id="s", hours=6.0, returns=1.5), SafeWork(id="t", hours=99.0, returns=2.0))
    )
    assert found.next is None
    assert found.value == pytest.approx(10.0)
    assert outcomes(found.policy).safe_hours == pytest.approx((0.0, 10.0))
    owed = SafeWork(id="s", hours=6.0, returns=0.5, least_hours=4.0)
    rich = tree("rich", step(1.0, 6), 20.0)
    found = divide(10.0, rich, safe=(owed,))
    assert found.value == pytest.approx(14.0 - 2.0)
    assert outcomes(found.policy).safe_hours == pytest.approx((4.0,))
    with pytest.raises(UsageError, match="safe work"):
        divide(3.0, rich, safe=(owed,))


def test_where_hours_are_no_multiples_of_one_another_the_value_lies_between_bounds() -> None:
    odd = tuple(tree(f"p{n}", step(0.6, math.pi * (n + 1)), 40.0) for n in range(3))
    problem = PortfolioProblem(plans=odd, hours=20.0)
    assert exact_cell(problem, 2_048) is None
    found = solve_portfolio(problem)
    # all three fit in 6π = 18.85 hours: each is begun while it is worth its hours
    value = math.fsum(24.0 - math.pi * (n + 1) for n in range(3))
    assert found.lower - 1e-9 <= value <= found.upper + 1e-9
    assert exact_cell(PortfolioProblem(plans=WINTER, hours=60.0), 2_048) == 2.0


def test_plans_with_shared_needs_and_open_ended_steps_are_solved_from_where_they_stand() -> None:
    problem = random_leavable_problem(seeded(3), max_steps=4, with_needs=True)
    one = bet("one", problem, 60.0)
    begun = replace(one, statuses=tuple(2 for _ in problem.nodes))
    assert divide(30.0, begun).next is None
    assert divide(30.0, begun, WINTER[2]).value == pytest.approx(divide(30.0, WINTER[2]).value, rel=0.02)
