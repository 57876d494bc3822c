import math

import msgspec
import numpy as np
import pytest

from acumen.desk.calibration.data import Settled
from acumen.desk.calibration.fit import fit
from acumen.desk.calibration.scored_forecasts import outcome_within, said_within, score
from acumen.desk.calibration.scores_of_numbers import appraise_hours
from acumen.distributions import LogNormal
from acumen.history import StepRow
from tests.desk.calibration.rows import step


def settled(*steps: StepRow) -> Settled:
    return Settled(person="me", questions=(), steps=steps)


def test_a_step_bets_on_working_within_the_patience_shown_at_its_start() -> None:
    row = step(chance=0.8, patience=8.0)
    within = LogNormal.from_interval(2.0, 20.0, is_cut=True).cdf(8.0)
    assert said_within(row) == within
    assert score(settled(row))[0].prob == pytest.approx(0.8 * within)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (step(ended="succeeded", hours=5.0, patience=8.0), 1.0),
        (step(ended="succeeded", hours=9.0, patience=8.0), 0.0),
        (step(ended="failed", hours=3.0, patience=8.0), 0.0),
        (step(ended="left", hours=8.0, patience=8.0), 0.0),
        (step(ended="left", hours=12.9, patience=12.93), 0.0),
        (step(ended="left", hours=3.0, patience=8.0), None),
        (step(ended="left", hours=3.0, patience=None), None),
        (step(ended="succeeded", hours=None, patience=8.0), None),
        (step(ended="succeeded", hours=None, patience=None), 1.0),
        (step(ended="failed", hours=None, patience=None), 0.0),
    ],
)
def test_what_came_of_that_bet(row: StepRow, expected: float | None) -> None:
    assert outcome_within(row) == expected


def test_a_step_left_before_its_patience_is_no_outcome_for_the_score() -> None:
    assert score(settled(step(ended="left", hours=3.0, patience=8.0))) == ()


def test_a_commitment_shows_within_its_hours_or_not_at_all() -> None:
    assert said_within(step(low_hours=6.0, high_hours=6.0, patience=None)) == 1.0
    assert said_within(step(low_hours=6.0, high_hours=6.0, patience=5.0)) == 0.0


def test_a_correction_of_the_score_had_learnt_nothing_from_what_was_not_known_yet() -> None:
    rows = [step(number, chance=0.8, ended=("failed", "succeeded")[number % 2]) for number in range(60)]
    found = score(settled(*rows))
    assert found[0].corrected == pytest.approx(found[0].prob)
    flipped = [
        step(number, chance=0.8, ended="succeeded" if number >= 40 else rows[number].ended) for number in range(60)
    ]
    again = score(settled(*flipped))
    assert [row.corrected for row in again[:41]] == pytest.approx([row.corrected for row in found[:41]])
    assert found[-1].corrected < 0.65


@pytest.mark.parametrize("hours", [None, 5.0])
def test_what_the_gate_was_found_by_is_what_is_scored_where_no_step_tells_hours(hours: float | None) -> None:
    """With hours the fit weighs ends by the hours as corrected, and a score by those said: then nothing is taken over."""
    ends = ("succeeded", "failed", "succeeded")
    record = settled(*(step(number, chance=0.8, ended=ends[number % 3], hours=hours) for number in range(30)))
    learned = fit(record).chances
    assert [row.corrected for row in score(record, learned)] == [row.corrected for row in score(record)]
    marked = score(record, msgspec.structs.replace(learned, on_the_way=np.full(30, 0.25)))
    assert all(row.corrected == 0.25 for row in marked) is (hours is None)


def test_people_who_leave_by_their_patience_and_say_what_is_true_score_as_calibrated() -> None:
    """Simulate and recover: the mean of the outcomes is that of what was said, p·F(q), within three standard errors."""
    rng = np.random.default_rng(3)
    hours = LogNormal.from_interval(2.0, 20.0)
    rows = []
    for number in range(3_000):
        chance, patience = float(rng.uniform(0.2, 0.9)), float(rng.uniform(4.0, 15.0))
        takes = math.exp(hours.mu + hours.sigma * rng.normal()) if rng.random() < chance else math.inf
        ended = "succeeded" if takes <= patience else "left"
        rows.append(
            step(
                number, chance=chance, ended=ended, hours=min(takes, patience), patience=patience, fails=(900.0, 999.0)
            )
        )
    said = np.array([row.chance * said_within(row) for row in rows])
    seen = np.array([outcome_within(row) for row in rows], dtype=float)
    assert abs(float((seen - said).mean())) < 3.0 * math.sqrt(float((said * (1.0 - said)).mean()) / len(rows))


def test_intervals_of_hours_hold_what_they_claim_though_long_successes_were_never_seen() -> None:
    rng = np.random.default_rng(4)
    hours = LogNormal.from_interval(2.0, 20.0)
    rows = []
    for number in range(4_000):
        takes, patience = math.exp(hours.mu + hours.sigma * rng.normal()), float(rng.uniform(4.0, 15.0))
        if takes <= patience:
            rows.append(step(number, hours=takes, patience=patience, fails=(900.0, 999.0)))
    found = appraise_hours(rows)
    assert found is not None
    assert found.inside.lower < 0.9 < found.inside.upper
    assert abs(found.median_place - 0.5) < 3.0 * 0.5 / math.sqrt(found.n)
