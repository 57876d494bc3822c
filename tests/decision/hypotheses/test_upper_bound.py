"""Leavable steps beside steps tied to a hypothesis: an answer that is called exact is what brute force finds."""

import pytest

from acumen.decision import Limits
from acumen.decision.hypotheses.leverage import break_even_shared
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from acumen.distributions import Attempt
from tests.decision.trees import ANY, build, plain
from tests.oracles.leavable_shared import first_action_values, random_tied
from tests.oracles.random_problems import seeded

MINIMAL = SharedProblem(
    problem=build(ANY(Attempt.open_ended(0.9, 2.0, 20.0), plain(0.5, 9.0), plain(0.5, 9.0))),
    probes=(),
    belief=(0.5, 0.5),
    chances={2: (1.0, 0.0), 3: (0.0, 1.0)},
)
SEARCH_ONLY = Limits(max_histories=0)


@pytest.mark.parametrize("worth", range(12, 21))
def test_the_step_that_may_be_left_is_not_dropped_from_the_upper_bound(worth: int) -> None:
    truth, firsts = first_action_values(MINIMAL, worth=float(worth))
    for limits in (None, SEARCH_ONLY):
        found = solve_shared(MINIMAL, worth=float(worth), limits=limits)
        assert found.status == "exact"
        assert found.value == pytest.approx(truth, abs=2e-6 * worth)
        assert found.next == 1
        assert {entry.step: entry.value for entry in found.ranked} == pytest.approx(firsts, abs=2e-6 * worth)


def test_the_break_even_worth_of_the_minimal_plan_is_where_brute_force_turns_positive() -> None:
    found = break_even_shared(MINIMAL)
    assert found is not None
    below, above = (first_action_values(MINIMAL, worth=found.worth * share)[0] for share in (0.99, 1.01))
    assert below == pytest.approx(0.0, abs=1e-9)
    assert above > 0.0


def test_random_plans_of_that_class_are_solved_as_by_brute_force() -> None:
    rng = seeded(5)
    for _ in range(60):
        shared, worth = random_tied(rng)
        truth, firsts = first_action_values(shared, worth=worth)
        found = solve_shared(shared, worth=worth, limits=SEARCH_ONLY)
        assert found.status == "exact"
        assert found.value == pytest.approx(truth, abs=2e-6 * worth)
        for entry in found.ranked:
            if entry.value is not None:
                assert entry.value == pytest.approx(firsts[entry.step], abs=2e-6 * worth)
                assert entry.value <= found.upper + 1e-9 * worth
