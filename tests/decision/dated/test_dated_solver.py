"""One person and a date, against closed figures, against plain recursion, and by laws."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from acumen.decision import solve
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated import by_hours, by_hours_left, dense
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.runs import KnownStates, run
from acumen.decision.dated.solve import DatedSolution, explore_merged, solve_dated
from acumen.decision.dated.states import explore
from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import attempt_of
from acumen.distributions import Attempt, Fixed, LogNormal
from acumen.errors import UsageError
from tests.oracles.dated_recursion import Work, best
from tests.oracles.random_problems import random_leavable_problem, random_plain_problem, seeded
from tests.oracles.whole_hours import WholeHours, attempt, rounded_up

INF = math.inf


def flat(kind: Kind, *attempts: Attempt) -> DecisionProblem:
    members = tuple(range(1, len(attempts) + 1))
    steps = (Node(id=f"s{n}", kind=Kind.STEP, parent=0, attempt=one) for n, one in enumerate(attempts, 1))
    return DecisionProblem(nodes=(Node(id="", kind=kind, parent=-1, members=members), *steps))


def by(problem: DecisionProblem, hours: float, worth: float, cuts: Sequence[float] = ()) -> DatedProblem:
    n_nodes = len(problem.nodes)
    return DatedProblem(
        problem=problem,
        by_hours=(hours,),
        worths=(worth,),
        cuts=tuple(cuts) or (INF,) * n_nodes,
        due_hours=(INF,) * n_nodes,
    )


def on_whole_hours(dated: DatedProblem) -> by_hours_left.Grid:
    """Where all hours are whole, cells of an hour round nothing."""
    return by_hours_left.sweep(dated, explore_merged(dated, None), round(dated.last_hours), is_up=True)


def test_the_longer_way_is_taken_where_only_one_fits() -> None:
    problem = flat(Kind.ANY, Attempt.plain(0.1, 1.0), Attempt.plain(0.6, 6.0))
    solution = solve_dated(by(problem, 6.0, 100.0))
    assert solution.next == 2
    assert solution.value == pytest.approx(54.0)
    assert solution.status == "exact"


LEAVING = {4: (16.457, 16.322), 5: (18.066, 17.911), 6: (18.991, 18.725), 7: (19.507, 19.078), 8: (19.788, 19.170)}


@pytest.mark.parametrize("hours", LEAVING)
def test_the_date_shortens_how_long_a_step_deserves(hours: int) -> None:
    success = rounded_up(LogNormal(mu=math.log(2.0), sigma=1.0, cut_hours=10.0))
    failure = WholeHours(((10, 1.0),))
    problem = flat(Kind.ANY, attempt(0.6, success, failure, may_be_left=True), Attempt.plain(0.6, 3.0))
    grid = on_whole_hours(by(problem, float(hours), 30.0))
    both, first = LEAVING[hours]
    assert grid.value[0, 0] == pytest.approx(both, abs=6e-4)
    value, leave_after = grid.first[1]
    assert value == pytest.approx(first, abs=6e-4)
    assert leave_after == pytest.approx(min(hours - 3, 5))


def parts(spread: tuple[tuple[float, float], ...]) -> tuple[DecisionProblem, tuple[float, ...]]:
    made = []
    figures = ((0.97, 30, INF), (0.95, 20, INF), (0.9, 20, 50.0), (1.0, 12, 25.0), (0.7, 16, 90.0))
    for chance, hours, _ in figures:
        probs: dict[int, float] = {}
        for factor, prob in spread:
            probs[round(factor * hours)] = probs.get(round(factor * hours), 0.0) + prob
        duration = WholeHours(tuple(probs.items()), is_free=True)
        made.append(attempt(chance, duration, duration, may_be_left=False))
    return flat(Kind.ALL, *made), (INF, *(cut for _, _, cut in figures))


@pytest.mark.parametrize(("hours", "uncut", "cut"), [(80, 24.9, 259.2), (100, 98.1, 308.2), (160, 230.1, 338.9)])
def test_a_part_is_best_left_out_when_it_is_needed(hours: int, uncut: float, cut: float) -> None:
    problem, cuts = parts(((0.6, 0.3), (1.0, 0.45), (1.8, 0.25)))
    assert on_whole_hours(by(problem, float(hours), 400.0)).value[0, 0] == pytest.approx(uncut, abs=0.06)
    assert on_whole_hours(by(problem, float(hours), 400.0, cuts)).value[0, 0] == pytest.approx(cut, abs=0.06)


def drawn(seed: int) -> tuple[DatedProblem, dict[int, Work]]:
    """A random tree with needs, cuts, due days, falling worth, and hours that are whole."""
    rng = seeded(seed)
    base = random_plain_problem(rng, with_needs=True)
    nodes, works = list(base.nodes), {}
    for step in base.steps:
        chance, may_be_left = rng.choice([0.0, 0.3, 0.6, 0.9, 1.0]), rng.random() < 0.5
        success, failure = (
            tuple(sorted((hours, 1.0 / n) for hours in rng.sample(range(1, 6), n))) for n in (rng.randint(1, 2), 1)
        )
        one = attempt(chance, WholeHours(success), WholeHours(failure), may_be_left=may_be_left)
        nodes[step] = replace(nodes[step], attempt=one)
        ends = [(hours, 1, chance * prob) for hours, prob in success] + [
            (hours, 2, (1.0 - chance) * prob) for hours, prob in failure
        ]
        works[step] = Work(tuple(end for end in ends if end[2] > 0.0), one.mean_hours, may_be_left)
    needed = {need for node in nodes for need in node.needs}
    cuts = [
        float(rng.randint(1, 8))
        if node.parent >= 0 and nodes[node.parent].kind == Kind.ALL and n not in needed and rng.random() < 0.4
        else INF
        for n, node in enumerate(nodes)
    ]
    last = rng.randint(3, 12)
    early = rng.randint(1, last)
    due = [float(rng.randint(1, last)) if node.kind == Kind.STEP and rng.random() < 0.2 else INF for node in nodes]
    dated = DatedProblem(
        problem=DecisionProblem(nodes=tuple(nodes)),
        by_hours=(float(early), float(last)),
        worths=(25.0, 15.0),
        cuts=tuple(cuts),
        due_hours=tuple(due),
    )
    return dated, works


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_the_grid_agrees_with_plain_recursion(first: int) -> None:
    for seed in range(first, first + 20):
        dated, works = drawn(seed)
        if len(works) > 5:
            continue
        days = (dated.problem, works, int(dated.last_hours), dated.worth_at, dated.cuts, dated.due_hours)
        expected = best(*days)
        assert on_whole_hours(dated).value[0, 0] == pytest.approx(expected, abs=1e-9), seed


def random_dated(seed: int, *, is_plain: bool) -> DatedProblem:
    rng = seeded(seed)
    problem = (random_plain_problem if is_plain else random_leavable_problem)(rng, with_needs=seed % 2 == 0)
    hours = sum(attempt_of(problem, step).mean_hours for step in problem.steps)
    return by(problem, max(0.5, rng.uniform(0.2, 0.8) * hours), rng.uniform(1.0, 5.0) * hours + 1.0)


@pytest.mark.parametrize("seed", range(12))
def test_fixed_hours_are_solved_alike_by_states_alone_and_on_a_grid(seed: int) -> None:
    dated = random_dated(seed, is_plain=True)
    exact, states = solve_dated(dated), explore_merged(dated, None)
    assert exact.status == "exact"
    below = by_hours_left.sweep(dated, states, 64, is_up=True).value[0, 0]
    above = by_hours_left.sweep(dated, states, 64, is_up=False).value[0, 0]
    assert below - 1e-9 <= exact.value <= above + 1e-9


@pytest.mark.parametrize("seed", range(8))
def test_a_date_far_off_is_no_date(seed: int) -> None:
    dated = random_dated(seed, is_plain=True)
    far = solve_dated(replace(dated, by_hours=(20.0 * dated.by_hours[0],)))
    expected = solve(dated.problem, worth=dated.worths[0]).value
    assert far.lower - 1e-9 <= expected <= far.upper + 1e-9
    if far.status == "exact":
        assert far.value == pytest.approx(expected, abs=1e-6 * dated.worths[0])


@pytest.mark.parametrize("seed", range(6))
def test_runs_attain_the_value_and_bounds_hold(seed: int) -> None:
    dated = random_dated(seed, is_plain=False)
    solution = solve_dated(dated, undated_upper=solve(dated.problem, worth=dated.worths[0]).upper)
    runs = run(dated, solution.policy, 20_000, seed=seed)
    error = runs.error(runs.net)
    assert solution.lower <= solution.value <= solution.upper
    assert float(runs.net.mean()) >= solution.value - 4.0 * error
    assert float(runs.net.mean()) <= solution.upper + 4.0 * error


@pytest.mark.parametrize("seed", range(6))
def test_more_hours_and_a_higher_worth_bring_no_less(seed: int) -> None:
    dated = random_dated(seed, is_plain=seed % 2 == 0)
    value = solve_dated(dated)
    later = solve_dated(replace(dated, by_hours=(dated.by_hours[0] * 1.3,)))
    dearer = solve_dated(replace(dated, worths=(dated.worths[0] * 1.3,)))
    assert later.upper >= value.value - 1e-9
    assert dearer.upper >= value.value - 1e-9


def test_parts_that_cost_nothing_to_miss_are_as_good_as_true() -> None:
    problem = flat(Kind.ALL, Attempt.plain(0.5, 2.0), Attempt.plain(0.5, 3.0))
    solution = solve_dated(by(problem, 10.0, 20.0, (INF, 0.0, 0.0)))
    assert (solution.next, solution.value, solution.on_time) == (STOP, 20.0, 1.0)


def test_what_can_not_end_by_the_date_is_not_started() -> None:
    problem = flat(Kind.ALL, Attempt.plain(0.9, 5.0))
    assert solve_dated(by(problem, 5.0, 100.0)).value == pytest.approx(85.0)
    late = solve_dated(by(problem, 4.99, 100.0))
    assert (late.next, late.value, late.ranked) == (STOP, 0.0, ())


def test_a_due_day_counts_for_its_step_alone() -> None:
    problem = flat(Kind.ALL, Attempt.plain(1.0, 2.0), Attempt.plain(1.0, 3.0))
    dated = replace(by(problem, 10.0, 100.0), due_hours=(INF, INF, 3.0))
    solution = solve_dated(dated)
    assert (solution.next, solution.value) == (2, 95.0)  # the one that is due first, though both cost alike
    assert solve_dated(replace(dated, due_hours=(INF, INF, 2.9))).value == 0.0


def test_worth_that_falls_makes_late_worth_something() -> None:
    problem = flat(Kind.ALL, Attempt.plain(1.0, 6.0))
    dated = replace(by(problem, 5.0, 100.0), by_hours=(5.0, 7.0, 9.0), worths=(100.0, 60.0, 20.0))
    solution = solve_dated(dated)
    assert (solution.value, solution.on_time) == (54.0, 0.0)


def spread_of(share: float) -> tuple[float, float]:
    """Sd of the log of the hours of a single step, and of twelve one after another."""
    step = Attempt.open_ended(1.0, 8.0, 12.5, failure=LogNormal.from_interval(8.0, 12.5))
    problem = flat(Kind.ALL, *[step] * 12)
    dated = by(problem, 200.0, 10_000.0)
    states = explore(dated, None, is_merged=True, max_states=10_000)

    class AllInOrder(KnownStates):
        """Each step in full, one after another."""

        def look(self, rows: np.ndarray, used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            untried = states.codes[rows] == 0
            return np.where(untried.any(axis=1), untried.argmax(axis=1), STOP), np.full(len(used), INF)

    runs = run(dated, AllInOrder(states=states), 20_000, seed=1, share=share)
    ended = np.sort(runs.ended_at, axis=1)
    return float(np.log(ended[:, 0]).std()), float(np.log(ended[:, -1]).std())


def test_misses_that_go_together_widen_the_sum_and_no_step() -> None:
    alone, apart = spread_of(0.0)
    same, together = spread_of(0.15)
    assert same == pytest.approx(alone, rel=0.03)  # of a step: nothing changes
    expected = math.sqrt((0.15 + 0.85 / 12) / (1.0 / 12))
    assert together / apart == pytest.approx(expected, rel=0.03)


def test_days_have_to_rise_and_worths_to_fall() -> None:
    problem = flat(Kind.ALL, Attempt.plain(1.0, 2.0))
    with pytest.raises(UsageError, match="hours that rise"):
        replace(by(problem, 5.0, 1.0), by_hours=(5.0, 4.0), worths=(2.0, 1.0))
    with pytest.raises(UsageError, match="a worth for each"):
        replace(by(problem, 5.0, 1.0), by_hours=(5.0, 6.0))


def test_the_solution_does_not_depend_on_the_order_of_equal_steps() -> None:
    first, second = Attempt.open_ended(0.4, 2.0, 6.0), Attempt.open_ended(0.7, 5.0, 15.0)
    found: list[DatedSolution] = [
        solve_dated(by(flat(Kind.ANY, *order), 12.0, 60.0)) for order in ((first, second), (second, first))
    ]
    assert found[0].value == pytest.approx(found[1].value, rel=1e-12)
    assert isinstance(attempt_of(flat(Kind.ANY, first), 1).failure, Fixed)


@pytest.mark.parametrize("seed", range(12))
def test_all_states_at_once_are_worth_what_those_that_can_be_reached_are(seed: int) -> None:
    rng = seeded(seed)
    problem = random_plain_problem(rng, with_needs=True)
    total = sum(attempt_of(problem, step).mean_hours for step in problem.steps)
    plain = by(problem, 0.5 * total, 3.0 * total)
    cuts = tuple(
        float(rng.randint(1, 8)) if node.parent >= 0 and problem.nodes[node.parent].kind == Kind.ALL else INF
        for node in problem.nodes
    )
    due = tuple(rng.choice([INF, 0.3 * total]) for _ in problem.nodes)
    dated = replace(plain, by_hours=(0.4 * total, 0.6 * total), worths=(3.0 * total, total), cuts=cuts, due_hours=due)
    begun = tuple(rng.choice([0, 0, 0, 1, 2]) if node.kind == Kind.STEP else 0 for node in problem.nodes)
    for statuses in (None, begun):
        expected = by_hours.values(dated, explore(dated, statuses, is_merged=False, max_states=10**6))
        states, found = dense.solve_all(dated, statuses, max_states=10**6)
        for name in ("value", "on_time", "whole", "ever", "hours"):
            assert getattr(found, name)[0] == pytest.approx(getattr(expected, name)[0], abs=1e-9), name
        assert {step: one[0] for step, one in found.first.items()} == pytest.approx(
            {step: one[0] for step, one in expected.first.items()}
        )
        assert len(states.codes) == len(found.value) <= len(expected.value)


def test_more_states_than_the_limit_are_refused() -> None:
    with pytest.raises(TooManyStatesError):
        dense.solve_all(
            by(flat(Kind.ALL, *(Attempt.plain(0.5, 1.0) for _ in range(9))), 5.0, 9.0), None, max_states=19_682
        )


@pytest.mark.parametrize("factor", [1.0 / 256, 1.0 / 8, 16.0])
@pytest.mark.parametrize("seed", range(3))
def test_with_hours_and_worths_in_another_unit_every_chance_stays_and_every_hour_is_so_many(
    seed: int, factor: float
) -> None:
    problem = random_plain_problem(seeded(seed), max_steps=4)

    def scaled(by_: float) -> DatedSolution:
        nodes = tuple(
            node if node.attempt is None else replace(node, attempt=_times(node.attempt, by_)) for node in problem.nodes
        )
        whole = by(DecisionProblem(nodes=nodes), 25.0 * by_, 60.0 * by_, [5.0 * by_] * len(nodes))
        return solve_dated(whole)

    one, other = scaled(1.0), scaled(factor)
    assert other.value == pytest.approx(one.value * factor, rel=1e-9)
    assert (other.next, other.status) == (one.next, one.status)
    assert one.hours is not None
    assert (other.on_time, other.whole, other.hours) == pytest.approx((one.on_time, one.whole, one.hours * factor))


def _times(attempt: Attempt, factor: float) -> Attempt:
    success, failure = (Fixed(one.mean_hours * factor) for one in (attempt.success, attempt.failure))
    return replace(attempt, success=success, failure=failure)
