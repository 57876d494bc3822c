"""What ends say about chances: the four cases, and that a fit on them recovers the truth where steps are left by policy."""

import numpy as np
import pytest
from scipy import optimize

from acumen.chance import Attempt
from acumen.chance.drawing import hours_at
from acumen.desk.loop.done import done
from acumen.desk.loop.evidence import ChanceEvidence, chance_evidence
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.history import step_columns
from acumen.history.steps import EndedHow
from tests.desk.loop.books import WAYS, later, new_book

WHOLE = Attempt.open_ended(0.3, 2.0, 8.0)


def evidence(ended: EndedHow | None, hours: float | None, step: str = "quick") -> ChanceEvidence:
    book = new_book(WAYS)
    start(book, step)
    if ended is None:
        if hours is not None:
            spend(later(book), hours)
    else:
        done(later(book), ended, hours=hours)
    history = book.recall("plans", "marks")
    return chance_evidence(step_columns(history.plans, history.marks))


@pytest.mark.parametrize(
    ("ended", "hours", "if_true", "if_false", "worked"),
    [
        ("succeeded", 3.0, 1.0, 0.0, True),
        ("succeeded", 7.9, 1.0, 0.0, False),
        ("succeeded", None, 1.0, 0.0, None),
        ("succeeded", 11.0, 0.0, 1.0, False),
        ("failed", 3.0, 0.0, 1.0, False),
        ("left", 4.0, WHOLE.success.survival(4.0), 1.0, False),
        ("left", 9.0, 0.0, 1.0, False),
        (None, 4.0, WHOLE.success.survival(4.0), 1.0, None),
    ],
)
def test_an_end_is_as_likely_as_the_hours_say(
    ended: EndedHow | None,
    hours: float | None,
    if_true: float,
    if_false: float,
    worked: bool | None,  # noqa: FBT001 (pytest hands it over by name)
) -> None:
    found = evidence(ended, hours)
    assert found.rows == (0,)
    assert found.chance == (0.3,)
    assert found.if_true == pytest.approx((if_true,))
    assert found.if_false == pytest.approx((if_false,))
    assert found.works_within == pytest.approx((WHOLE.works_within(6.8706),), abs=1e-4)
    assert found.worked_within == (worked,)


@pytest.mark.parametrize(
    ("ended", "hours", "step"), [("left", None, "quick"), (None, None, "quick"), ("left", 3.0, "commit")]
)
def test_what_says_nothing_has_no_row(ended: EndedHow | None, hours: float | None, step: str) -> None:
    assert evidence(ended, hours, step).rows == ()


def test_a_record_of_steps_that_were_left_by_policy_still_tells_the_true_chance() -> None:
    true_chance, patience, n = 0.5, 12.9, 4000
    whole = Attempt.open_ended(true_chance, 2.0, 20.0)
    rng = np.random.default_rng(7)
    works = rng.random(n) < true_chance
    hours = hours_at(whole.success, rng.random(n))
    succeeded = works & (hours <= patience)
    if_true = np.where(succeeded, 1.0, whole.success.survival(patience))
    if_false = np.where(succeeded, 0.0, whole.failure.survival(patience))

    def cost(chance: float) -> float:
        return -float(np.log(chance * if_true + (1.0 - chance) * if_false).sum())

    fitted = float(optimize.minimize_scalar(cost, bounds=(0.01, 0.99), method="bounded").x)
    error = np.sqrt(true_chance * (1.0 - true_chance) / n) / whole.success.cdf(patience)
    assert abs(fitted - true_chance) < 4.0 * error
    assert succeeded.sum() / n < true_chance - 0.02, "counting successes alone would be off"
