"""Where one stretch of chances, or of time, ends and the next begins."""

import pytest
from msgspec.structs import replace

from acumen.desk.calibration.scored_forecasts import Scored
from acumen.desk.calibration.scores import EDGES, HORIZONS, LONGER, by_bucket, by_horizon

ROW = Scored(
    key="q", kind="question", prob=0.5, corrected=0.5, outcome=1.0, domain=None, manner=None, horizon_days=1.0,
    said_days=0.0, known_days=1.0, is_proven=True, is_standing=True,
)  # fmt: skip


@pytest.mark.parametrize("place", range(len(EDGES) - 1))
def test_a_stretch_of_chances_holds_its_lower_end_and_the_last_its_upper_too(place: int) -> None:
    low, high = EDGES[place : place + 2]
    ends = [low, (low + high) / 2, *([high] if high == 1.0 else [])]
    rows = [replace(ROW, key=str(n), prob=prob, outcome=float(n == 0)) for n, prob in enumerate(ends)]
    (bucket,) = by_bucket(rows)
    assert (bucket.low, bucket.high, bucket.n) == (low, high, len(ends))
    assert bucket.said == pytest.approx(sum(ends) / len(ends))
    assert bucket.came_true.value == pytest.approx(1 / len(ends))


def test_only_stretches_in_which_something_was_said_are_shown_in_their_order() -> None:
    rows = [replace(ROW, key=str(n), prob=prob) for n, prob in enumerate((0.95, 0.05, 0.62))]
    assert [bucket.low for bucket in by_bucket(rows)] == [0.0, 0.5, 0.9]


@pytest.mark.parametrize(("days", "name"), HORIZONS)
def test_a_horizon_holds_its_last_moment_and_nothing_beyond(days: float, name: str) -> None:
    names = [*(name for _, name in HORIZONS), LONGER]
    assert list(by_horizon([replace(ROW, horizon_days=days)])) == [name]
    assert list(by_horizon([replace(ROW, horizon_days=days + 1e-6)])) == [names[names.index(name) + 1]]
