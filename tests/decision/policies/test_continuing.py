"""One step under way: what going on and leaving are worth beside each other."""

import math
from dataclasses import replace

import pytest

from acumen.decision import solve
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.policies.continuing import UnderWayStep, break_even_by, go_on
from acumen.decision.solution import STOP, Solution
from acumen.distributions import Attempt, carry_on
from tests.decision.trees import ANY, build, plain

WHOLE = Attempt.open_ended(0.5, 2.0, 40.0)


def begun(after_hours: float, worth: float, rival: Attempt) -> UnderWayStep:
    """`WHOLE` after some hours, in an `any` with a rival that may be tried once it has been given up."""
    rest = carry_on(WHOLE, after_hours)
    assert rest is not None
    problem = build(ANY(rest, rival))
    won = solve(problem, worth=worth, statuses=(0, 1, 0))
    lost = solve(problem, worth=worth, statuses=(0, 2, 0))
    return UnderWayStep(step=1, attempt=rest, won=won, lost=lost, left=lost, goals=(True, None))


@pytest.mark.parametrize("after_hours", [1.0, 12.0, 25.0, 39.0])
@pytest.mark.parametrize("worth", [30.0, 60.0, 300.0])
def test_going_on_is_worth_what_follows_failure_and_the_gain_on_the_rest(after_hours: float, worth: float) -> None:
    here = begun(after_hours, worth, plain(0.4, 6.0))
    solution = go_on(here)
    gain = here.attempt.gain(worth - here.lost.value)
    assert solution.value == pytest.approx(here.lost.value + gain.value, rel=1e-12)
    assert solution.value == pytest.approx(worth * solution.chance - solution.hours, abs=1e-9 * worth)
    own = next(entry for entry in solution.ranked if entry.step == 1)
    assert own.regret is not None
    if gain.patience_hours > 0.0:
        assert (solution.next, own.regret) == (1, 0.0)
        assert solution.patience_hours == gain.patience_hours
        other = next(entry for entry in solution.ranked if entry.step == 2)
        assert other.regret == pytest.approx(solution.value - here.lost.value, rel=1e-9)
    else:
        assert solution.next == here.left.next != 1


def test_a_commitment_that_no_longer_pays_is_left_and_says_what_going_on_would_cost() -> None:
    rest = carry_on(plain(0.1, 30.0), 1.0)
    assert rest is not None
    problem = build(ANY(rest, plain(0.5, 2.0)))
    won, lost = (solve(problem, worth=20.0, statuses=(0, truth, 0)) for truth in (1, 2))
    solution = go_on(UnderWayStep(step=1, attempt=rest, won=won, lost=lost, left=lost, goals=(True, None)))
    own = next(entry for entry in solution.ranked if entry.step == 1)
    going_on = 0.1 * 20.0 + 0.9 * 8.0 - 29.0
    assert solution.next == 2
    assert solution.value == pytest.approx(8.0)
    assert own.value == pytest.approx(going_on)
    assert own.regret == pytest.approx(8.0 - going_on)


def test_the_break_even_worth_of_what_may_go_on_is_found_from_above() -> None:
    def at(worth: float) -> Solution:
        return solve(build(plain(0.25, 5.0)), worth=worth)

    found = break_even_by(at, 1e6)
    assert found is not None
    assert found.worth == pytest.approx(20.0)
    assert break_even_by(lambda worth: replace(at(worth), next=STOP), 1e6) is None
    with pytest.raises(TooManyStatesError):
        break_even_by(lambda worth: replace(at(worth), status="bracketed"), 1e6)
    assert math.isinf(found.patience_hours)


def test_the_break_even_worth_of_what_is_next_to_impossible_is_found_from_a_worth_too_small() -> None:
    found = break_even_by(lambda worth: solve(build(plain(1e-12, 5.0)), worth=worth), 1e6)
    assert found is not None
    assert found.worth == pytest.approx(5e12)
