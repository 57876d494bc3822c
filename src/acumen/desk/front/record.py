"""What sayings have meant, in the words they are typed in; a table of past chances, by the names of its columns."""

from collections.abc import Sequence

from acumen.desk.book import Book
from acumen.desk.calibration.backtest_chances import ChanceColumns
from acumen.desk.calibration.backtest_chances import backtest_chances as test
from acumen.desk.calibration.backtest_hours import backtest_hours as test_hours
from acumen.desk.calibration.correct_one import mean_chance, mean_hours
from acumen.desk.front.written import OF_A_FILE, OF_OUTCOMES, takes_written
from acumen.errors import UsageError
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread
from acumen.results.backtests import ChancesBacktest
from acumen.results.calibration import CalibratedChance, CalibratedHours
from acumen.tables.table import Form
from acumen.tables.ways import Told


def meant(
    book: Book, text: str | float | Sequence[float], *, domain: str | None = None, person: str | None = None
) -> CalibratedChance | CalibratedHours:
    """What a chance has meant, or hours, whichever the text can be; a figure alone below 1 is a chance.

    >>> found = acumen.meant(book, '80%')
    >>> found.said, found.n
    (0.8, 37)
    """
    if isinstance(text, Sequence) and not isinstance(text, str):
        text = " to ".join(map(str, text))
    text = str(text)
    chance, hours = read_chance(text), read_hours(text)
    is_chance, is_hours = not isinstance(chance, Misread), not isinstance(hours, Misread)
    if is_chance and is_hours and not (isinstance(hours, float) and 0 < hours < 1):
        raise UsageError(f"expected a chance or hours, found {text!r}, which may be both", hint=_both(text, chance))
    if is_chance:
        return mean_chance(book, text, domain=domain, person=person)
    if is_hours:
        return mean_hours(book, text, domain=domain, person=person)
    raise UsageError(f"expected a chance or hours, found {text!r}", hint="write 70%, or hours: 4 to 12, '90 min'")


def _both(text: str, chance: float | Misread) -> str:
    """How to write either."""
    percent = f"{100 * chance:.3g}%" if isinstance(chance, float) else "70%"
    return f"write {percent}, or hours with a unit: {'1 h 30 min' if ':' in text else f'{text.strip()} h'}"


@takes_written(*OF_A_FILE, *OF_OUTCOMES, "is_sided")
def backtest_chances(
    path: str,
    *,
    prob: str,
    outcome: str,
    person: str | None = None,
    domains: tuple[str, ...] = (),
    question: str | None = None,
    at: str | None = None,
    known: str | None = None,
    split: str | None = None,
    is_percent: bool = False,
    form: Form | None = None,
    told: Told | None = None,
) -> ChancesBacktest:
    """Chances as said and as corrected by their record."""
    columns = ChanceColumns(
        prob=prob, outcome=outcome, person=person, domains=domains, question=question, at=at, known=known, split=split
    )
    return test(path, columns, is_percent=is_percent, form=form, told=told)


backtest_hours = takes_written(*OF_A_FILE)(test_hours)
