"""The policy behind a bracket is followed to its end: it attains what the bracket says, begins as it says and goes on so."""

import math
from random import Random

import pytest

from acumen.decision import STOP, DecisionProblem, Kind, Limits, Solution, solve
from acumen.decision.bounds import cut_bets
from acumen.decision.bounds.inside import EveryStep
from acumen.decision.policies.policy import FAILED, REACHED, STOPPED, Policy, follow
from acumen.decision.policies.simulation import estimate, simulate
from acumen.decision.tree_structure import OPEN, Objective, truth, view
from benchmarks.drawn_plans import Shape, draw_tree
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.random_problems import (
    add_needs,
    random_leavable_problem,
    random_plain_problem,
    random_state,
    random_worth,
    seeded,
)

N_PLANS = 120
STATUS_OF = {REACHED: 1, FAILED: 2}


def limits(rng: Random) -> Limits:
    """So low that little is swept whole."""
    return Limits(
        max_states=rng.choice((1, 2, 3, 5, 8, 16)),
        max_explored=rng.choice((1, 2, 4, 12)),
        max_visits=rng.choice((20, 1_000)),
    )


def drawn(seed: int, monkeypatch: pytest.MonkeyPatch) -> tuple[DecisionProblem, float, tuple[int, ...], Limits]:
    """A small plan, often with needs and like steps, sometimes midway; and limits under which it is bracketed."""
    rng = seeded(seed)
    problem = random_leavable_problem(rng, max_steps=7) if seed % 3 else random_plain_problem(rng, max_steps=9)
    if seed % 4:
        problem = add_needs(rng, problem)
    statuses = [OPEN] * len(problem.nodes)
    if seed % 5 == 0:
        for step, end in zip(problem.steps, random_state(rng, problem), strict=True):
            statuses[step] = end
    monkeypatch.setattr(cut_bets, "MAX_STATES", rng.choice((1, 4, 30)))
    monkeypatch.setattr(cut_bets, "MAX_ORDERED", rng.choice((1, 8, 1_000)))
    return problem, random_worth(rng, problem), tuple(statuses), limits(rng)


def check_followed(policy: Policy, solution: Solution) -> None:
    """Chance and hours are one, and so is how it begins and goes on."""
    slack = 1e-7 * max(1.0, solution.worth or 0.0, solution.hours)
    assert policy.expected_hours == pytest.approx(solution.hours, abs=slack)
    assert policy.chance == pytest.approx(solution.chance, abs=1e-7)
    if not policy.situations:
        assert solution.next == STOP
        return
    first = policy.situations[0]
    assert first.step == solution.next
    assert first.patience_hours == pytest.approx(solution.patience_hours)
    for after, follows in ((first.won, solution.if_it_works), (first.lost, solution.if_not)):
        assert follows is not None
        if after >= 0:
            assert (policy.situations[after].step, follows.goal) == (follows.step, None)
        else:
            assert follows.step == STOP
            assert follows.goal == {REACHED: True, FAILED: False, STOPPED: None}[after]


@pytest.mark.parametrize("objective", ["net", "hours"])
def test_what_is_followed_attains_what_the_bracket_says(objective: Objective, monkeypatch: pytest.MonkeyPatch) -> None:
    n_bracketed = 0
    for seed in range(N_PLANS):
        problem, worth, statuses, effort = drawn(seed, monkeypatch)
        stake = worth if objective == "net" else None
        solution = solve(problem, objective=objective, worth=stake, statuses=statuses, limits=effort)
        policy = follow(problem, objective=objective, worth=stake, statuses=statuses, limits=effort)
        check_followed(policy, solution)
        n_bracketed += solution.status == "bracketed" and solution.next != STOP
    assert n_bracketed > N_PLANS // 8


def every_path(policy: Policy, statuses: tuple[int, ...]) -> list[tuple[int, tuple[int, ...]]]:
    """How it ends on every way that it may take, with the statuses there; a step is attempted once, when it may be."""
    found = []
    waiting = [(policy.start, statuses)]
    while waiting:
        number, now = waiting.pop()
        if number < 0:
            found.append((number, now))
            continue
        here = policy.situations[number]
        seen = view(policy.problem, policy.objective, now)
        assert seen.is_useful[here.step]
        assert all(seen.truths[need] == 1 for need in policy.problem.nodes[here.step].needs)
        waiting += [
            (after, (*now[: here.step], end, *now[here.step + 1 :]))
            for after, end, prob in ((here.won, 1, here.works_prob), (here.lost, 2, 1.0 - here.works_prob))
            if prob > 0.0
        ]
    return found


@pytest.mark.parametrize("objective", ["net", "hours"])
def test_every_way_through_attempts_what_may_be_started_and_ends_as_it_says(
    objective: Objective, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(N_PLANS, N_PLANS + 60):
        problem, worth, statuses, effort = drawn(seed, monkeypatch)
        stake = worth if objective == "net" else None
        policy = follow(problem, objective=objective, worth=stake, statuses=statuses, limits=effort)
        for end, now in every_path(policy, statuses):
            goal = view(problem, objective, now).truths[0]
            assert end == STOPPED or goal == STATUS_OF[end], seed
            assert goal != 1 or end == REACHED, seed


@pytest.mark.parametrize("root", [Kind.ALL, Kind.ANY])
def test_runs_of_thirty_steps_with_needs_attain_the_lower_bound(root: Kind) -> None:
    problem, worth = draw_tree(1, Shape(n_steps=30, depth=3, root=root, left=0.5, needs=0.1))
    effort = Limits(max_explored=100_000, max_ranking=0)
    solution = solve(problem, worth=worth, limits=effort)
    policy = follow(problem, worth=worth, limits=effort)
    assert solution.status == "bracketed"
    check_followed(policy, solution)
    net = estimate(simulate(policy, 20_000, 1).net(worth))
    assert net.error is not None
    assert abs(net.mean - solution.value) < 4.0 * net.error


def test_like_steps_are_told_apart_where_the_states_hold_them_as_one() -> None:
    tried = ANY(*(ALL(plain(0.5, 2), plain(0.6, 3)) for _ in range(3)))
    problem = build(ALL(tried, ANY(plain(0.4, 1), plain(0.3, 9)), ANY(plain(0.5, 4), plain(0.2, 6))))
    effort = Limits(max_states=40)
    solution = solve(problem, worth=300.0, limits=effort)
    policy = follow(problem, worth=300.0, limits=effort)
    assert solution.status == "bracketed"
    check_followed(policy, solution)
    assert {end for end, _ in every_path(policy, (OPEN,) * len(problem.nodes))} <= {REACHED, FAILED, STOPPED}
    assert len({here.step for here in policy.situations}) == len(problem.steps)


def test_what_is_too_big_for_any_order_is_worked_through_step_by_step() -> None:
    problem = build(ALL(ANY(plain(0.3, 1), plain(0.2, 7)), plain(0.2, 8)))
    seen = view(problem, "hours", (OPEN,) * len(problem.nodes))
    policy = EveryStep(seen)
    assert isinstance(policy.start, tuple)
    doing = policy.act(policy.start)
    assert doing is not None
    assert (doing.step, doing.patience_hours) == (2, math.inf)
    assert truth(Kind.ALL, [1, OPEN]) == OPEN
