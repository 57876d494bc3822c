"""Problems whose steps share hypotheses, against brute force over all histories, pyAgrum, and the standard's examples."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from acumen.decision import STOP, DecisionProblem, Limits, Solution
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses import histories, worlds
from acumen.decision.hypotheses.leverage import break_even_shared
from acumen.decision.hypotheses.policy import follow_shared
from acumen.decision.hypotheses.problem import ProbeNode, SharedProblem
from acumen.decision.hypotheses.solve import explore, solve_shared
from acumen.decision.policies import simulation
from acumen.errors import UsageError
from tests.decision.trees import ALL, ANY, Tree, build, plain
from tests.oracles import influence_diagram, peers
from tests.oracles.random_problems import leavable_attempt, seeded
from tests.oracles.random_shared import random_shared, random_start, random_worth
from tests.oracles.shared_brute_force import first_action_values

N_RANDOM = 80


def shared_of(
    tree: Tree, belief: tuple[float, ...], chances: dict[int, tuple[float, ...]], *hours: float
) -> SharedProblem:
    """A problem with a probe for each of `hours`."""
    probes = tuple(ProbeNode(id=f"p{n}", attempt=plain(0.5, spent)) for n, spent in enumerate(hours))
    return SharedProblem(problem=build(tree), probes=probes, belief=belief, chances=chances)


EXAMPLE_9 = shared_of(ANY(plain(0.5, 6), plain(0.35, 4)), (0.5, 0.5), {1: (0.1, 0.9), 2: (0.1, 0.6)})
EXAMPLE_10 = shared_of(ALL(plain(0.65, 20)), (0.65, 0.35), {1: (1.0, 0.0), 2: (0.8, 0.2), 3: (0.8, 0.2)}, 1.0, 1.0)


def _solve(
    shared: SharedProblem, worth: float | None, limits: Limits, statuses: tuple[int, ...] | None = None
) -> Solution:
    """For the objective hours where there is no worth."""
    if worth is None:
        return solve_shared(shared, objective="hours", statuses=statuses, limits=limits)
    return solve_shared(shared, worth=worth, statuses=statuses, limits=limits)


def by_histories(shared: SharedProblem, worth: float | None, statuses: tuple[int, ...] | None = None) -> Solution:
    """The answer of the sweep over all histories."""
    return _solve(shared, worth, Limits(max_places=0), statuses)


def by_search(shared: SharedProblem, worth: float | None, statuses: tuple[int, ...] | None = None) -> Solution:
    """The answer of the search alone."""
    return _solve(shared, worth, Limits(max_histories=0, max_places=100_000), statuses)


def test_example_9_of_the_standard() -> None:
    for solution in (solve_shared(EXAMPLE_9, worth=21.0), by_histories(EXAMPLE_9, 21.0)):
        assert solution.value == pytest.approx(4.5, abs=1e-12)
        assert (solution.next, solution.status) == (1, "exact")
        values = {ranked.step: ranked.value for ranked in solution.ranked}
        assert values[2] == pytest.approx(4.175, abs=1e-12)  # the marginal ratio first


def test_example_10_of_the_standard() -> None:
    for solution in (solve_shared(EXAMPLE_10, worth=56.0), by_histories(EXAMPLE_10, 56.0)):
        assert solution.value == pytest.approx(18.534, abs=1e-12)
        assert (solution.next, solution.status) == (2, "exact")
        assert solution.lower == solution.upper == solution.value
        assert {ranked.step: ranked.value for ranked in solution.ranked}[1] == pytest.approx(16.4, abs=1e-12)


@pytest.mark.parametrize("solve", [by_search, by_histories])
def test_the_optimum_is_that_of_brute_force_over_all_histories(
    solve: Callable[[SharedProblem, float | None], Solution],
) -> None:
    for seed in range(N_RANDOM):
        rng = seeded(seed)
        shared = random_shared(rng, max_actions=6)
        worth = random_worth(rng, shared)
        for stake in (worth, None):
            best, firsts = first_action_values(shared, worth=stake)
            solution = solve(shared, stake)
            assert solution.status == "exact"
            assert solution.value == pytest.approx(best, abs=1e-9 * max(1.0, worth)), seed
            assert solution.lower == solution.upper == solution.value
            for ranked in solution.ranked:
                if ranked.value is not None:
                    assert ranked.value == pytest.approx(firsts[ranked.step], abs=1e-6 * max(1.0, worth)), seed
            if solution.next != STOP:
                assert firsts[solution.next] == pytest.approx(best, abs=1e-9 * max(1.0, worth))


def test_bounds_hold_the_truth_however_little_effort_is_allowed() -> None:
    n_bracketed = 0
    for seed in range(N_RANDOM):
        rng = seeded(seed)
        shared = random_shared(rng, max_actions=6)
        worth = random_worth(rng, shared)
        for stake in (worth, None):
            best, _ = first_action_values(shared, worth=stake)
            for n_places in (0, 1, 3):
                limits = Limits(max_places=n_places, max_histories=0)
                found = _solve(shared, stake, limits)
                slack = 1e-9 * max(1.0, worth)
                assert found.lower - slack <= best <= found.upper + slack, seed
                assert found.value == (found.lower if stake is not None else found.upper)
                n_bracketed += found.status == "bracketed"
    assert n_bracketed > N_RANDOM // 4


def test_a_problem_that_is_too_big_is_narrowed_and_its_bounds_still_hold_the_truth() -> None:
    n_narrowed = 0
    for seed in range(80):
        rng = seeded(seed)
        shared = random_shared(rng, max_actions=6)
        worth = random_worth(rng, shared)
        best, _ = first_action_values(shared, worth=worth)
        try:
            found = explore(shared, worth=worth, limits=Limits(max_states=6, max_histories=0))
        except TooManyStatesError:
            continue
        slack = 1e-9 * max(1.0, worth)
        assert found.solution.lower - slack <= best <= found.solution.upper + slack, seed
        if found.search is not None and found.search.limit is not None:
            n_narrowed += 1
            assert found.solution.status == "bracketed"
    assert n_narrowed > 10


def test_pyagrum_solves_the_same_influence_diagrams() -> None:
    questions = []
    for seed, n_actions in ((0, 3), (1, 3), (2, 3), (20, 4)):
        rng = seeded(seed)
        shared = random_shared(rng, max_actions=n_actions)
        questions.append((shared, random_worth(rng, shared)))
    assert max(len(shared.actions) for shared, _ in questions) == 4
    expected = peers.ask("influence diagrams", "pyagrum", lambda: influence_diagram.net_values(questions))
    for (shared, worth), figure in zip(questions, expected, strict=True):
        assert solve_shared(shared, worth=worth).value == pytest.approx(figure, abs=1e-7 * worth)


def test_a_start_midway_counts_what_is_believed_and_tries_nothing_again() -> None:
    n_probed = 0
    for seed in range(60):
        rng = seeded(1_000 + seed)
        shared = random_shared(rng, max_actions=5)
        worth, statuses = random_worth(rng, shared), random_start(rng, shared)
        begin = tuple(statuses[action] for action in shared.actions)
        best, _ = first_action_values(shared, worth=worth, start=begin)
        for found in (by_search(shared, worth, statuses=statuses), by_histories(shared, worth, statuses=statuses)):
            assert found.value == pytest.approx(best, abs=1e-9 * max(1.0, worth)), seed
            assert found.next == STOP or statuses[found.next] == 0
        n_probed += any(begin)
    assert n_probed > 10


def test_a_step_that_can_no_longer_matter_is_taken_for_what_it_tells() -> None:
    # The cheap step in the group that has been settled tells whether the dear one can work.
    tree = ALL(ANY(plain(1.0, 0), plain(0.5, 1)), plain(0.5, 30))
    shared = shared_of(tree, (0.5, 0.5), {3: (1.0, 0.0), 4: (1.0, 0.0)})
    solution = solve_shared(shared, worth=50.0, statuses=(0, 0, 1, 0, 0))
    assert solution.next == 3
    assert solution.value == pytest.approx(0.5 * (50 - 30) - 1)


def test_a_step_may_be_taken_for_the_sake_of_a_probe_that_needs_it() -> None:
    tree = ANY(plain(0.5, 30), plain(0.01, 2))
    shared = shared_of(tree, (0.5, 0.5), {1: (1.0, 0.0), 3: (1.0, 0.0)}, 0.5)
    probe = replace(shared.probes[0], needs=(2,))
    solution = solve_shared(replace(shared, probes=(probe,)), worth=40.0)
    best, _ = first_action_values(replace(shared, probes=(probe,)), worth=40.0)
    assert solution.value == pytest.approx(best)


def test_independent_steps_may_still_be_left() -> None:
    rng = seeded(5)
    for seed in range(15):
        shared = random_shared(seeded(seed), max_actions=5)
        nodes = tuple(
            node if node.attempt is None else replace(node, attempt=leavable_attempt(rng))
            for node in shared.problem.nodes
        )
        shared = replace(shared, problem=DecisionProblem(nodes=nodes))
        worth = random_worth(rng, shared)
        found, swept = by_search(shared, worth), by_histories(shared, worth)
        assert found.value == pytest.approx(swept.value, abs=1e-8 * max(1.0, worth))
        carried = tuple(
            node if node.attempt is None else replace(node, attempt=replace(node.attempt, may_be_left=False))
            for node in nodes
        )
        best, _ = first_action_values(replace(shared, problem=DecisionProblem(nodes=carried)), worth=worth)
        assert found.value >= best - 1e-8 * max(1.0, worth)


def test_compiled_sweeps_give_what_plain_ones_give(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = seeded(9)
    cases = []
    for seed in range(6):
        shared = random_shared(seeded(seed), max_actions=5)
        nodes = list(shared.problem.nodes)
        for number, node in enumerate(nodes):
            if node.attempt is not None and number % 2:
                nodes[number] = replace(node, attempt=leavable_attempt(rng))
        shared = replace(shared, problem=DecisionProblem(nodes=tuple(nodes)))
        worth = random_worth(rng, shared)
        cases.append((shared, worth, by_search(shared, worth), by_histories(shared, worth)))
    monkeypatch.setattr(worlds, "PATIENCE_SECONDS", -1.0)
    monkeypatch.setattr(histories, "PATIENCE_SECONDS", -1.0)
    for shared, worth, found, swept in cases:
        slack = 1e-6 * max(1.0, worth)
        compiled = by_search(shared, worth)
        assert compiled.value == pytest.approx(found.value, abs=slack)
        assert compiled.lower - slack <= found.value <= compiled.upper + slack
        assert by_histories(shared, worth).value == pytest.approx(swept.value, abs=slack)


def test_the_policy_laid_out_attains_the_value_and_simulation_agrees() -> None:
    for seed in range(40):
        rng = seeded(seed)
        shared = random_shared(rng, max_actions=6)
        worth = random_worth(rng, shared)
        solution = solve_shared(shared, worth=worth)
        policy = follow_shared(shared, worth=worth)
        assert policy.value == pytest.approx(solution.value, abs=1e-9 * max(1.0, worth)), seed
        assert sum(policy.end_probs.values()) == pytest.approx(1.0)
    policy = follow_shared(EXAMPLE_10, worth=56.0)
    runs = simulation.simulate(policy, 20_000, 1)
    drawn = simulation.estimate(runs.net(56.0))
    assert drawn.error is not None
    assert abs(drawn.mean - 18.534) < 4 * drawn.error


def test_starting_pays_from_the_break_even_worth_on() -> None:
    n_found = 0
    for seed in range(40):
        shared = random_shared(seeded(seed), max_actions=5)
        least = break_even_shared(shared)
        if least is None or least.worth <= 1e-6:
            continue
        n_found += 1
        assert solve_shared(shared, worth=least.worth * 0.999).value == pytest.approx(0.0, abs=1e-9)
        assert solve_shared(shared, worth=least.worth * 1.001).value > 0.0
        assert least.hours / least.chance == pytest.approx(least.worth)
    assert n_found > 20


def test_worlds_that_cannot_be_told_apart_are_one() -> None:
    twice = replace(
        EXAMPLE_9,
        belief=(0.2, 0.3, 0.5, 0.0),
        chances={1: (0.1, 0.1, 0.9, 0.5), 2: (0.1, 0.1, 0.6, 0.5)},
    )
    found = explore(twice, worth=21.0)
    assert found.solution.value == pytest.approx(4.5)
    assert found.search is not None
    assert len(found.search.shared.belief) == 2


def test_a_goal_that_is_known_is_worth_what_it_is() -> None:
    assert solve_shared(EXAMPLE_9, worth=21.0, statuses=(0, 1, 0)).value == 21.0
    assert solve_shared(EXAMPLE_9, worth=21.0, statuses=(0, 2, 2)).value == 0.0


@pytest.mark.parametrize(
    ("shared", "words"),
    [
        (replace(EXAMPLE_9, belief=(0.5, 0.6)), "a belief that sums to 1, found 1.1"),
        (replace(EXAMPLE_9, chances={1: (0.1, 1.2)}), "a chance from 0 to 1 in each world, found others for action 1"),
        (replace(EXAMPLE_9, belief=()), "expected 1 to 4,096 worlds, found 0"),
    ],
)
def test_beliefs_and_chances_that_are_none_are_refused(shared: SharedProblem, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        solve_shared(shared, worth=21.0)


def test_net_needs_a_worth() -> None:
    with pytest.raises(UsageError, match="expected a worth"):
        solve_shared(EXAMPLE_9)
