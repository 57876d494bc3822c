"""Forecasts in the words they are typed in, and whose they are."""

from acumen.desk.book import Book
from acumen.desk.elicitation import people as desk
from acumen.records import Manner
from acumen.results.forecasts import PeopleKnown, Predicted


def predict(
    book: Book,
    claim: str,
    says: tuple[str, ...],
    *,
    by: str | None = None,
    domain: str | None = None,
    resolution: str | None = None,
    unit: str | None = None,
    person: str | None = None,
    manner: Manner | None = None,
    why: str | None = None,
    on: str | None = None,
) -> Predicted:
    """Write down what somebody expects; a claim of several words, without quotes, ends where a saying begins."""
    from acumen.desk.elicitation.predict import predict as write_down
    from acumen.inputs.forecast_text import part_saying

    claim, said = part_saying((claim, *says))
    return write_down(
        book,
        claim,
        said,
        by=by,
        domain=domain,
        resolution=resolution,
        unit=unit,
        person=person,
        manner=manner,
        why=why,
        on=on,
    )


def people(book: Book, *, me: str | None = None) -> PeopleKnown:
    """Who is known; after having said which name is one's own, if that is said.

    >>> [one.name for one in acumen.ledger_people(book).people]
    [None, 'Ada']
    """
    return desk.people(book) if me is None else desk.call_me(book, me)
