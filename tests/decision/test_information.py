"""The laws of the value of information, and its figures in the standard's example."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acumen.decision import Limits
from acumen.decision.hypotheses.information import evsi, perfect, result_bits, split, told, value
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.tree_structure import OPEN, TRUE
from tests.decision.test_informed import EXAMPLE_10
from tests.oracles.random_problems import seeded
from tests.oracles.random_shared import random_shared, random_worth
from tests.oracles.shared_brute_force import first_action_values

EXACT = Limits(max_places=100_000)


@st.composite
def questions(draw: st.DrawFn) -> tuple[SharedProblem, float]:
    """A random problem with four worlds at most, and a worth."""
    rng = seeded(draw(st.integers(0, 10_000)))
    shared = random_shared(rng, max_actions=5)
    return shared, random_worth(rng, shared)


def exact_evsi(shared: SharedProblem, action: int, worth: float) -> float:
    found = evsi(shared, action, now=value(shared, worth=worth), limits=EXACT).evsi
    assert found.lower == pytest.approx(found.upper, abs=1e-8 * worth)
    return found.lower


def ended(shared: SharedProblem, action: int) -> tuple[int, ...]:
    return tuple(TRUE if at == action else OPEN for at in range(shared.n_nodes + len(shared.probes)))


def evppi(shared: SharedProblem, classes: list[int], worth: float) -> float:
    return perfect(shared, classes, now=value(shared, worth=worth), limits=EXACT).lower


@settings(max_examples=60)
@given(questions())
def test_a_probe_is_worth_at_most_knowing_the_world_and_never_less_than_nothing(
    question: tuple[SharedProblem, float],
) -> None:
    shared, worth = question
    slack = 1e-8 * max(1.0, worth)
    n_worlds = len(shared.belief)
    evpi = evppi(shared, list(range(n_worlds)), worth)
    assert evpi >= 0.0
    now = value(shared, worth=worth).lower or 0.0
    for action in range(shared.n_nodes, shared.n_nodes + len(shared.probes)):
        # a probe's worth is beside the plan without it, the world's beside the plan with all its probes
        without = value(shared, worth=worth, statuses=ended(shared, action), limits=EXACT).lower or 0.0
        assert -slack <= exact_evsi(shared, action, worth) <= evpi + (now - without) + slack


@settings(max_examples=60)
@given(questions())
def test_being_told_more_is_worth_more(question: tuple[SharedProblem, float]) -> None:
    shared, worth = question
    slack = 1e-8 * max(1.0, worth)
    n_worlds = len(shared.belief)
    nothing, parity = [0] * n_worlds, [world % 2 for world in range(n_worlds)]
    figures = [evppi(shared, classes, worth) for classes in (nothing, parity, list(range(n_worlds)))]
    assert figures[0] == pytest.approx(0.0, abs=slack)
    assert figures[0] <= figures[1] + slack
    assert figures[1] <= figures[2] + slack


@settings(max_examples=40)
@given(questions(), st.floats(0.0, 1.0))
def test_a_useless_probe_is_worth_nothing_and_a_perfect_one_what_it_reveals(
    question: tuple[SharedProblem, float], chance: float
) -> None:
    shared, worth = question
    slack = 1e-8 * max(1.0, worth)
    if not shared.probes:
        return
    probe, n_worlds = shared.n_nodes, len(shared.belief)
    useless = replace(shared, chances={**shared.chances, probe: (chance,) * n_worlds})
    assert exact_evsi(useless, probe, worth) == pytest.approx(0.0, abs=slack)
    first = [int(world > 0) for world in range(n_worlds)]
    sure = replace(shared, chances={**shared.chances, probe: tuple(1.0 - kind for kind in first)})
    without = (*(0 for _ in range(shared.n_nodes)), 1, *(0 for _ in shared.probes[1:]))
    now = value(sure, worth=worth, statuses=without)
    revealed = perfect(sure, first, now=now, statuses=without, limits=EXACT)
    assert exact_evsi(sure, probe, worth) == pytest.approx(revealed.lower, abs=slack)


@settings(max_examples=40)
@given(questions())
def test_figures_that_are_only_known_between_bounds_hold_the_exact_ones(question: tuple[SharedProblem, float]) -> None:
    shared, worth = question
    rough = Limits(max_places=1, max_histories=0)
    now, exact = value(shared, worth=worth, limits=rough), value(shared, worth=worth)
    slack = 1e-8 * max(1.0, worth)
    for action in shared.actions:
        within, figure = evsi(shared, action, now=now, limits=rough).evsi, evsi(shared, action, now=exact).evsi
        assert within.lower - slack <= figure.lower <= within.upper + slack


def test_being_told_a_step_is_the_value_of_both_plans_in_which_its_end_is_certain() -> None:
    for seed in range(30):
        rng = seeded(seed)
        shared = random_shared(rng, max_actions=5)
        worth = random_worth(rng, shared)
        step = shared.problem.steps[0]
        best, _ = first_action_values(shared, worth=worth)
        total = 0.0
        for is_won in (True, False):
            prob, after, _ = told(shared, step, (0,) * (shared.n_nodes + len(shared.probes)), is_won=is_won)
            if prob > 0.0:
                total += prob * first_action_values(after, worth=worth)[0]
        assert exact_evsi(shared, step, worth) == pytest.approx(max(0.0, total - best), abs=1e-8 * max(1.0, worth))


def test_the_probes_of_example_10() -> None:
    now = value(EXAMPLE_10, worth=56.0)
    found = evsi(EXAMPLE_10, 2, now=now)
    with_one_left = 0.59 * (56 * 0.52 / 0.59 - 20) + 0.41 * (
        0.16 / 0.41 * 16.4 - 1
    )  # told positive: go; negative: look again
    assert found.evsi.lower == pytest.approx(with_one_left - 16.4)  # without it the other is not worth its hour
    assert perfect(EXAMPLE_10, (0, 1), now=now).lower == pytest.approx(0.65 * 36 - 18.534)
    noise = -0.8 * math.log2(0.8) - 0.2 * math.log2(0.2)
    mixed = -0.59 * math.log2(0.59) - 0.41 * math.log2(0.41)
    assert result_bits(EXAMPLE_10, 2, (0, 1)) == pytest.approx(mixed - noise)
    assert 0.0 < found.goal_bits < 1.0


def test_classes_split_a_belief_into_beliefs() -> None:
    (first, both), (second, alone) = split((0.2, 0.3, 0.5), (0, 1, 0))
    assert (first, second) == pytest.approx((0.7, 0.3))
    assert both == pytest.approx((0.2 / 0.7, 0.0, 0.5 / 0.7))
    assert alone == pytest.approx((0.0, 1.0, 0.0))
