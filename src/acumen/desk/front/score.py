"""The report on a person, or on what acumen itself has said."""

from acumen.borders.signs import fold
from acumen.desk.book import Book
from acumen.desk.calibration.advice_record import score_advice
from acumen.desk.calibration.report import Basis, look
from acumen.desk.state.questions import Reading
from acumen.errors import UsageError
from acumen.results.calibration import AdviceScored, CalibrationReport

ACUMEN = "acumen"  # under which its own forecasts are asked for


def score(
    book: Book,
    *,
    domain: str | None = None,
    person: str | None = None,
    since: str | None = None,
    with_people: bool = False,
) -> tuple[CalibrationReport, Basis] | AdviceScored:
    """The report on a person, and what it was made from; of `acumen`, where nobody is called so, that on its own advice."""
    if person is None or fold(person) != ACUMEN or Reading(book).people.find(person) is not None:
        return look(book, domain=domain, person=person, since=since, with_people=with_people)
    if domain is not None or with_people:
        raise UsageError("what acumen says is of whole plans, in no domain", hint="leave --domain and --people out")
    return score_advice(book, since=since)
