"""The oracles are judged first: printed figures of the standard, and the definition as a plain recursion."""

import math

import pytest

from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.distributions import Attempt, Fixed, LogNormal
from tests.oracles import brute_force, fine_time, random_problems
from tests.oracles.random_problems import Tree, number, seeded, set_needs

ALL, ANY = Kind.ALL, Kind.ANY
step = Attempt.plain


def all_of(*members: Tree) -> Tree:
    return ALL, members


def any_of(*members: Tree) -> Tree:
    return ANY, members


NET_EXAMPLES = [
    (all_of(any_of(step(0.3, 1), step(0.2, 7)), step(0.2, 8)), 111, 3.26, 1e-12),
    (all_of(any_of(step(0.5, 6), step(0.2, 2)), any_of(step(0.5, 7), step(0.4, 1))), 26, 2.52, 1e-12),
    (
        any_of(
            all_of(any_of(step(0.25, 8), step(0.95, 5)), any_of(step(0.2, 1), step(0.15, 9))),
            all_of(step(0.35, 8), step(0.9, 9)),
        ),
        54,
        13.04695,
        5e-6,
    ),
    (step(0.5, 10, 3), 80, 0.5 * 70 - 0.5 * 3, 1e-12),
]
HOURS_EXAMPLES = [
    (all_of(step(0.4, 8), any_of(all_of(step(0.4, 2), step(0.7, 9)), step(0.1, 2))), 8.416, 5e-4),
    (
        all_of(
            any_of(all_of(step(0.2, 1), step(0.5, 10)), all_of(step(0.1, 1), step(0.5, 6))),
            step(0.1, 5),
        ),
        3.464,
        5e-4,
    ),
]
SEVERAL_MAXIMA = Attempt.open_ended(0.5, 1, 100, Fixed(20.0))


@pytest.mark.parametrize(("tree", "worth", "expected", "tolerance"), NET_EXAMPLES)
def test_brute_force_gives_the_net_values_of_the_standard(
    tree: Tree, worth: float, expected: float, tolerance: float
) -> None:
    assert brute_force.net_value(number(tree), worth) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(("tree", "expected", "tolerance"), HOURS_EXAMPLES)
def test_brute_force_gives_the_hours_of_the_standard(tree: Tree, expected: float, tolerance: float) -> None:
    assert brute_force.hours_value(number(tree)) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("members", "first", "second"),
    [
        ((step(0.9, 0.5), step(0.4, 4.0)), 246 / 60, 252 / 60),
        ((step(0.9, 0.5), step(0.4, 2.0)), 138 / 60, 132 / 60),
        ((step(0.9, 12.0), step(0.65, 2.0)), 13.8, 9.8),
    ],
    ids=["hard at 240 min", "hard at 120 min", "A and B"],
)
def test_brute_force_gives_the_hours_of_steinhardts_cases_for_either_first_step(
    members: tuple[Attempt, Attempt], first: float, second: float
) -> None:
    problem = number(all_of(*members))
    assert brute_force.first_action_values(problem, 0.0, "hours") == pytest.approx({1: first, 2: second})
    assert brute_force.hours_value(problem) == pytest.approx(min(first, second))


def test_a_step_whose_needs_failed_counts_as_failed_and_drags_others_along() -> None:
    problem = number(any_of(all_of(step(0.5, 1)), step(0.5, 2), step(0.5, 4)))
    group, first, second, third = 1, 2, 3, 4
    needy = set_needs(problem, {second: (group,), third: (second,)})
    failed = brute_force.truth_of(needy, (brute_force.FAILED, brute_force.UNTRIED, brute_force.UNTRIED))
    assert failed == (brute_force.FALSE,) * 5
    assert brute_force.first_action_values(needy, 100.0, "net") == pytest.approx({first: 49.0})


def test_a_needed_step_is_worth_trying_inside_a_group_that_is_settled() -> None:
    problem = number(all_of(any_of(step(1.0, 1), step(0.5, 1)), step(1.0, 1)))
    needy = set_needs(problem, {4: (3,)})
    assert brute_force.net_value(needy, 10.0) == pytest.approx(0.5 * (10.0 - 1.0) - 1.0)
    assert brute_force.hours_value(needy) == pytest.approx(1.5)


def test_the_table_of_truth_says_what_the_rule_says_in_every_state() -> None:
    for problem, _ in _draw_plain(12, seed=5, max_steps=6):
        table = brute_force.truth_of_all_states(problem)
        for index in range(table.shape[1]):
            assert tuple(table[:, index]) == brute_force.truth_of(problem, _state(index, len(problem.steps)))


def test_the_sweep_equals_the_definition_written_as_a_plain_recursion() -> None:
    for problem, worth in _draw_plain(120, seed=6, max_steps=4):
        start = (brute_force.UNTRIED,) * len(problem.steps)
        assert brute_force.net_value(problem, worth) == pytest.approx(_best_net(problem, worth, start), abs=1e-9)
        assert brute_force.hours_value(problem) == pytest.approx(_least_hours(problem, start), abs=1e-9)


def test_following_the_optimal_policy_attains_the_optimal_value() -> None:
    for problem, worth in _draw_plain(40, seed=7, max_steps=6):
        table = brute_force.sweep(problem, objective="net", worth=worth)
        chance, hours = brute_force.evaluate(problem, brute_force.optimal_policy(table, 1e-9))
        low, high = brute_force.optimal_chances(table, 1e-9)
        assert worth * chance - hours == pytest.approx(table.start_value, abs=1e-8)
        assert low - 1e-12 <= chance <= high + 1e-12
        known = brute_force.sweep(problem, objective="hours")
        assert brute_force.evaluate(problem, brute_force.optimal_policy(known, 1e-9))[1] == pytest.approx(
            known.start_value, abs=1e-8
        )


def test_a_policy_that_takes_what_is_not_available_is_refused() -> None:
    needy = set_needs(number(all_of(step(0.5, 1), step(0.5, 1))), {2: (1,)})
    with pytest.raises(ValueError, match="not available"):
        brute_force.evaluate(needy, lambda _: 2)


def test_mean_hours_agree_with_the_closed_form_and_with_draws() -> None:
    whole = LogNormal.from_interval(2, 40)
    cut = LogNormal.from_interval(2, 40, is_cut=True)
    rng = seeded(8)
    drawn = [hours for _ in range(60_000) if (hours := rng.lognormvariate(whole.mu, whole.sigma)) <= 40]
    mean = sum(drawn) / len(drawn)
    spread = math.sqrt(sum((hours - mean) ** 2 for hours in drawn) / len(drawn) ** 2)
    assert brute_force.mean_hours(whole) == pytest.approx(math.exp(whole.mu + whole.sigma**2 / 2))
    assert abs(brute_force.mean_hours(cut) - mean) < 4 * spread
    assert brute_force.mean_hours(Fixed(3.0)) == 3.0


@pytest.mark.parametrize(
    ("attempt", "stake", "value", "patience"),
    [
        (SEVERAL_MAXIMA, 51.9, (4.39998, 5.1e-6), (9.827, 5e-4)),
        (SEVERAL_MAXIMA, 53.0, (4.83350, 5.1e-6), (69.821, 5e-4)),
        (Attempt.open_ended(0.5, 2, 40), 80.0, (19.25, 5e-3), (21.0, 5e-2)),
    ],
)
def test_fine_time_gives_the_patience_and_the_value_of_the_standard(
    attempt: Attempt, stake: float, value: tuple[float, float], patience: tuple[float, float]
) -> None:
    found = fine_time.attempt_value(attempt, stake)
    assert found.lower == pytest.approx(value[0], abs=value[1])
    assert found.upper >= found.lower
    assert found.error < 1e-7 * stake
    assert fine_time.patience(attempt, stake) == pytest.approx(patience[0], abs=patience[1])


@pytest.mark.parametrize(
    ("stake", "patience", "value"),
    [(51.9, 9.827, 4.39998), (51.9, 67.679, 4.32984), (53.0, 69.821, 4.83350), (53.0, 10.086, 4.67430)],
)
def test_leaving_at_each_of_several_maxima_is_worth_what_the_standard_says(
    stake: float, patience: float, value: float
) -> None:
    assert fine_time.value_of_leaving_at(SEVERAL_MAXIMA, stake, patience) == pytest.approx(value, abs=5.1e-6)


def test_a_coarse_and_a_fine_grid_bracket_the_same_value() -> None:
    rng = seeded(9)
    for _ in range(15):
        attempt = random_problems.leavable_attempt(rng)
        stake = 200.0 * rng.random()
        coarse = fine_time.attempt_value(attempt, stake, n_instants=400)
        fine = fine_time.attempt_value(attempt, stake)
        assert coarse.lower <= fine.lower + 1e-9
        assert fine.lower <= fine.upper
        assert fine.lower <= coarse.upper + 1e-9
        assert fine.upper >= fine_time.value_to_the_end(attempt, stake) - 1e-9


def test_the_grid_agrees_with_adaptive_integration_at_its_own_instants() -> None:
    rng = seeded(10)
    for _ in range(10):
        attempt = random_problems.leavable_attempt(rng)
        instants = fine_time.lay_grid(attempt)
        at = rng.randrange(len(instants.hours) // 3, 2 * len(instants.hours) // 3)
        on_grid = float(instants.chance[at] * 50.0 - instants.cost[at])
        hours = float(instants.hours[at])
        assert on_grid == pytest.approx(fine_time.value_of_leaving_at(attempt, 50.0, hours), abs=1e-7 * (1.0 + hours))


def test_fine_time_with_commitments_only_is_brute_force() -> None:
    for problem, worth in _draw_plain(30, seed=11, max_steps=4):
        found = fine_time.net_value(problem, worth)
        assert found.lower == pytest.approx(found.upper, abs=1e-9)
        assert found.lower == pytest.approx(brute_force.net_value(problem, worth), abs=1e-9)


def test_the_right_to_leave_is_never_worth_less_than_nothing() -> None:
    rng = seeded(12)
    gains = []
    for index in range(10):
        problem = random_problems.random_leavable_problem(rng, max_steps=4, with_needs=index % 2 == 0)
        worth = random_problems.random_worth(rng, problem)
        found = fine_time.net_value(problem, worth)
        gains.append(found.upper - brute_force.net_value(problem, worth))
        assert 0.0 <= found.error < 1e-6 * worth
    assert min(gains) >= -1e-9
    assert max(gains) > 0.1


def test_random_problems_repeat_and_hold_the_hard_cases() -> None:
    problems = [problem for problem, _ in _draw_plain(300, seed=13, max_steps=8)]
    assert problems == [problem for problem, _ in _draw_plain(300, seed=13, max_steps=8)]
    nodes = [node for problem in problems for node in problem.nodes]
    attempts = [node.attempt for node in nodes if node.attempt is not None]
    assert not any(random_problems.has_cycle(problem) for problem in problems)
    assert max(len(problem.steps) for problem in problems) == 8
    assert max(_depth(problem) for problem in problems) == 4
    assert {0.0, 1.0} <= {attempt.chance for attempt in attempts}
    assert any(attempt.success == Fixed(0.0) for attempt in attempts)
    assert any(len(node.members) == 1 for node in nodes)
    assert any(
        node.parent >= 0 and node.kind == _kind_of_parent(problem, node)
        for problem in problems
        for node in problem.nodes
    )
    kinds = {problem.nodes[need].kind for problem in problems for node in problem.nodes for need in node.needs}
    assert kinds == set(Kind)


def _draw_plain(count: int, *, seed: int, max_steps: int) -> list[tuple[DecisionProblem, float]]:
    rng = seeded(seed)
    drawn = []
    for index in range(count):
        problem = random_problems.random_plain_problem(rng, max_steps=max_steps, with_needs=index % 2 == 0)
        drawn.append((problem, random_problems.random_worth(rng, problem)))
    return drawn


def _state(index: int, n_steps: int) -> brute_force.State:
    return tuple(index // 3**position % 3 for position in range(n_steps))


def _kind_of_parent(problem: DecisionProblem, node: Node) -> Kind:
    return problem.nodes[node.parent].kind


def _depth(problem: DecisionProblem) -> int:
    """Levels of groups."""

    def measure(number_: int) -> int:
        members = problem.nodes[number_].members
        return 1 + max(map(measure, members)) if members else 0

    return measure(0)


def _outcomes(
    problem: DecisionProblem, state: brute_force.State
) -> list[tuple[Attempt, brute_force.State, brute_force.State]]:
    """Every attempt that may be made now, with the state it leads to when it works and when it fails."""
    truth = brute_force.truth_of(problem, state)
    found = []
    for position, number_ in enumerate(problem.steps):
        node = problem.nodes[number_]
        if state[position] == 0 and all(truth[need] == brute_force.TRUE for need in node.needs):
            assert node.attempt is not None
            before, after = state[:position], state[position + 1 :]
            found.append((node.attempt, (*before, 1, *after), (*before, 2, *after)))
    return found


def _best_net(problem: DecisionProblem, worth: float, state: brute_force.State) -> float:
    best = worth if brute_force.truth_of(problem, state)[0] == brute_force.TRUE else 0.0
    for attempt, won, lost in _outcomes(problem, state):
        gain = attempt.chance * (_best_net(problem, worth, won) - brute_force.mean_hours(attempt.success))
        loss = (1 - attempt.chance) * (_best_net(problem, worth, lost) - brute_force.mean_hours(attempt.failure))
        best = max(best, gain + loss)
    return best


def _least_hours(problem: DecisionProblem, state: brute_force.State) -> float:
    if brute_force.truth_of(problem, state)[0] != brute_force.UNKNOWN:
        return 0.0
    return min(
        attempt.chance * (brute_force.mean_hours(attempt.success) + _least_hours(problem, won))
        + (1 - attempt.chance) * (brute_force.mean_hours(attempt.failure) + _least_hours(problem, lost))
        for attempt, won, lost in _outcomes(problem, state)
    )
