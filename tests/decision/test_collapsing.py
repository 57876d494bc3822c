"""Groups taken as steps: what is known of each way through one, and that the policy attains what is claimed for it."""

import pytest

from acumen.decision import DecisionProblem, Kind, Limits, Node
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses.macro_actions import collapsed
from acumen.decision.hypotheses.policy import follow_shared
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import explore
from acumen.distributions import Attempt
from benchmarks.hypotheses import instance
from tests.oracles.random_problems import seeded
from tests.oracles.random_shared import random_shared, random_worth


def two_ways_to_a_part() -> SharedProblem:
    """ALL(ANY(x, y), z), where x and y work in the second world only."""
    nodes = (
        Node(id="", kind=Kind.ALL, parent=-1, members=(1, 4)),
        Node(id="", kind=Kind.ANY, parent=0, members=(2, 3)),
        Node(id="x", kind=Kind.STEP, parent=1, attempt=Attempt.plain(0.5, 6.0)),
        Node(id="y", kind=Kind.STEP, parent=1, attempt=Attempt.plain(0.5, 4.0)),
        Node(id="z", kind=Kind.STEP, parent=0, attempt=Attempt.plain(0.8, 2.0)),
    )
    chances: dict[int, tuple[float, ...]] = {2: (0.1, 0.9), 3: (0.1, 0.6)}
    return SharedProblem(problem=DecisionProblem(nodes=nodes), probes=(), belief=(0.5, 0.5), chances=chances)


def test_a_way_through_a_group_has_its_chance_and_hours_in_every_world() -> None:
    shared = two_ways_to_a_part()
    found = collapsed(shared, (0,) * 5, 1000.0, Limits())
    assert found is not None
    rows = {found[0].chances[found[0].first_way + number]: way.hours for number, way in enumerate(found[0].ways)}
    y_then_x = next(hours for chances, hours in rows.items() if chances == pytest.approx((0.19, 0.96)))
    assert y_then_x in (pytest.approx((4 + 0.9 * 6, 4 + 0.4 * 6)), pytest.approx((6 + 0.9 * 4, 6 + 0.1 * 4)))
    assert found[0].problem.nodes[1].kind == Kind.STEP
    assert found[1] == (0,) * 5


def test_a_group_that_pays_in_no_world_counts_as_failed() -> None:
    shared = two_ways_to_a_part()
    found = collapsed(shared, (0,) * 5, 1.0, Limits())
    assert found is not None
    assert not found[0].ways
    assert found[1] == (0, 0, 2, 2, 0)


def test_the_policy_laid_out_attains_the_value_and_the_chance_that_are_claimed() -> None:
    n_judged = 0
    for seed in range(120):
        rng = seeded(seed)
        shared = random_shared(rng, max_actions=7)
        worth = random_worth(rng, shared)
        limits = Limits(max_states=8, max_histories=0, max_places=20)
        try:
            found = explore(shared, worth=worth, limits=limits)
        except TooManyStatesError:
            continue
        if found.search is None or not found.search.shared.ways:
            continue
        policy = follow_shared(shared, worth=worth, limits=limits)
        assert policy.value == pytest.approx(found.solution.value, abs=1e-6 * worth), seed
        assert policy.chance == pytest.approx(found.solution.chance, abs=1e-6), seed
        first = policy.situations[0].step if policy.situations else -1
        assert first == found.solution.next, seed
        assert all(entry.step < shared.n_nodes + len(shared.probes) for entry in found.solution.ranked)
        n_judged += 1
    assert n_judged > 10


def test_a_plan_of_thirty_steps_and_six_probes_is_known_to_five_percent() -> None:
    shared, worth = instance(9, 30, 6, 0.5)
    found = explore(shared, worth=worth, limits=Limits(max_places=20, max_histories=0), is_ranked=False).solution
    assert found.lower >= 0.95 * found.upper
    assert found.status == "bracketed"
