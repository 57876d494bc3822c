"""Hours told of work done elsewhere teach what hours mean: the shift, not the width, never a chance; and go when undone."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from acumen.desk.book import Book
from acumen.desk.calibration.cache import learn
from acumen.desk.calibration.correct_one import mean_chance, mean_hours
from acumen.desk.calibration.data import settle
from acumen.desk.calibration.fit import MOST_TOLD, fit, told_steps
from acumen.desk.calibration.plain_ratio import find_ratio
from acumen.desk.calibration.report import score_record as report
from acumen.desk.elicitation.predict import predict
from acumen.history import ToldHours
from acumen.records import Correction, HoursTold, PersonNamed
from tests.desk.elicitation.books import new_book

SHIFT = math.log(1.6)


def tell(book: Book, n: int, *, is_interval: bool = False, sd: float = 0.4, seed: int = 0, **more: object) -> list[str]:
    """`n` works said at 1 to 8 hours, of which each takes 1.6 times as long in the middle, over the last `n` days."""
    rng = np.random.default_rng(seed)
    ids: list[str] = []
    for number in range(n):
        said = float(rng.choice([1.0, 2.0, 4.0, 8.0]))
        took = said * math.exp(SHIFT + sd * rng.standard_normal())
        figures = {"low_hours": said / 2.0, "high_hours": said * 2.0} if is_interval else {"said_hours": said}
        at = book.now - timedelta(days=n - number)
        record = HoursTold(taken_hours=took, said_at=at - timedelta(hours=12), **figures, **more)  # type: ignore[arg-type]
        ids += book.write(record, happened_at=at)
    return ids


@pytest.mark.parametrize("is_interval", [False, True])
def test_a_shift_is_recovered_within_its_interval(is_interval: bool) -> None:  # noqa: FBT001
    book = new_book()
    tell(book, 60, is_interval=is_interval)
    posterior = fit(settle(book)).hours.posterior
    mean, sd = posterior.moments("shift", "", "")
    assert abs(mean - SHIFT) < 2.5 * sd
    assert sd < 0.2
    meant = mean_hours(book, "4 to 12")
    assert meant.n == 60
    assert 1.3 < meant.middle_hours / math.sqrt(48.0) < 1.9


def test_single_figures_teach_nothing_about_widths() -> None:
    book = new_book()
    tell(book, 60, sd=0.9)
    posterior = fit(settle(book)).hours.posterior
    assert posterior.moments("stretch", "", "")[0] == pytest.approx(0.0, abs=1e-6)
    wide = new_book()
    tell(wide, 60, sd=0.9, is_interval=True)
    assert fit(settle(wide)).hours.posterior.moments("stretch", "", "")[0] > 0.3, "intervals do"


def test_the_width_of_a_figure_is_that_of_the_records_own_ratios() -> None:
    book = new_book()
    tell(book, 200, sd=0.4)
    steps = told_steps(settle(book).told)
    assert math.log(steps[0].high_hours / steps[0].low_hours) / (2.0 * 1.6449) == pytest.approx(0.4, rel=0.2)
    assert {step.is_figure for step in steps} == {True}


def test_hours_told_say_nothing_of_a_chance() -> None:
    book = new_book()
    tell(book, 40)
    assert learn(book) is not None
    said = mean_chance(book, "70%")
    assert (said.prob, said.n_all, said.weight) == (0.7, 0, 0.0)


def test_what_was_undone_or_belongs_to_somebody_else_teaches_nothing() -> None:
    book = new_book()
    (ada,) = book.write(PersonNamed(name="Ada"))
    tell(book, 5, person=ada)
    assert settle(book).told == ()
    ids = tell(book, 5)
    assert len(settle(book).told) == 5
    book.write(*(Correction(corrects=one) for one in ids))
    assert settle(book).told == ()
    assert learn(book) is None


@pytest.mark.parametrize(
    "record",
    [
        HoursTold(taken_hours=0.0, said_hours=2.0),
        HoursTold(taken_hours=1.0, said_hours=-2.0),
        HoursTold(taken_hours=1.0),
        HoursTold(taken_hours=1.0, low_hours=3.0, high_hours=2.0),
        HoursTold(taken_hours=1.0, low_hours=3.0, high_hours=3.0),
        HoursTold(taken_hours=math.inf, said_hours=3.0),
        HoursTold(taken_hours=1.0, said_hours=1e300),
        HoursTold(taken_hours=1.0, low_hours=1e-300, high_hours=1e300),
    ],
)
def test_a_record_of_others_that_says_hours_nobody_can_say_counts_for_nothing(record: HoursTold) -> None:
    book = new_book()
    book.write(record)
    assert settle(book).told == ()
    predict(book, "It rains", 0.7)
    assert learn(book) is None


def test_only_the_latest_enter_a_fit() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    one = ToldHours(
        id="x",
        person=None,
        writer="w",
        domain=None,
        low_hours=1.0,
        high_hours=1.0,
        taken_hours=2.0,
        said_at=at,
        known_at=at,
    )
    assert len(told_steps((one,) * (MOST_TOLD + 7))) == MOST_TOLD


def test_the_report_on_a_record_of_hours_alone_begins_with_the_plain_ratio() -> None:
    book = new_book()
    tell(book, 40)
    found = report(book)
    assert found.ratio is not None
    assert (found.ratio.n, found.n) == (40, 0)
    assert found.ratio.lower <= math.exp(SHIFT) <= found.ratio.upper
    assert str(found).startswith(f"You take {found.ratio.median:.2f}"[:12])
    assert "nothing has come out" not in str(found)
    assert report(book, domain="elsewhere").ratio is None


def test_the_middle_of_an_interval_that_was_said_is_what_hours_are_compared_with() -> None:
    book = new_book()
    figures, intervals = new_book(), book
    tell(intervals, 25, is_interval=True)
    tell(figures, 25)
    one, other = report(figures).ratio, report(intervals).ratio
    assert one is not None
    assert other is not None
    assert one.median == pytest.approx(other.median)


@pytest.mark.parametrize("n", [1, 5, 6, 20, 41, 300, 5_000])
def test_the_rank_that_ends_the_interval_of_a_median_is_that_of_the_binomial(n: int) -> None:
    from scipy.stats import binom

    ordered = np.arange(float(n)) / n
    low = max(0, int(binom.ppf(0.025, n, 0.5)) - 1)
    assert find_ratio(ordered).lower == pytest.approx(math.exp(low / n))
