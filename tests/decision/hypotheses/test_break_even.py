"""The break-even worth belongs to a plan, whatever worth it is asked at and from wherever it is sought."""

import pytest

from acumen.decision.hypotheses.leverage import break_even_shared
from acumen.decision.hypotheses.problem import ProbeNode, SharedProblem
from acumen.decision.leverage import break_even
from acumen.distributions import Attempt, Fixed, LogNormal
from tests.decision.trees import ALL, ANY, build, plain
from tests.oracles.leavable_shared import first_action_values
from tests.oracles.random_problems import set_needs

TREE = ALL(
    Attempt.open_ended(0.5, 5.44, 52.4, LogNormal.from_interval(1.22, 7.92)),
    ANY(
        ALL(
            Attempt.open_ended(0.13, 6.37, 47.8, Fixed(17.08)),
            Attempt.open_ended(0.25, 0.31, 3.27, LogNormal.from_interval(2.68, 18.28)),
        ),
        plain(0.35, 3.27),
    ),
)
ASKED = SharedProblem(
    problem=set_needs(build(TREE), {4: (1,), 5: (4,), 6: (3,)}),
    probes=(ProbeNode(id="q0", attempt=plain(0.5, 4.13)),),
    belief=(5 / 13, 1 / 13, 7 / 13),
    chances={1: (0.41, 0.6, 1.0), 7: (0.55, 0.09, 0.71)},
)


@pytest.mark.parametrize("from_worth", [None, 1_265.2, 1_300.0, 1e5, 1e9, 1e15])
def test_it_is_the_same_from_wherever_it_is_sought(from_worth: float | None) -> None:
    found = break_even_shared(ASKED, from_worth=from_worth)
    assert found is not None
    assert found.worth == pytest.approx(1_261.4279, abs=1e-3)
    assert found.worth == pytest.approx(found.hours / found.chance, rel=1e-12)


def test_brute_force_finds_nothing_below_it_and_something_above() -> None:
    assert first_action_values(ASKED, worth=1_260.0)[0] == 0.0
    assert first_action_values(ASKED, worth=1_263.0)[0] == pytest.approx(0.0379, abs=2e-3)


def test_work_without_an_end_and_a_heavy_tail_of_failure_breaks_even_where_it_does_with_an_end() -> None:
    late = build(Attempt.open_ended(0.25, 0.31, 3.27, LogNormal.from_interval(2.68, 18.28)))
    found = break_even(late)
    assert found is not None
    for worth in (100.0, 1e6, 1e12):
        other = break_even(late, from_worth=worth)
        assert other is not None
        assert other.worth == pytest.approx(found.worth, rel=1e-9)
