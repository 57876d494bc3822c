"""People: whose forecasts are kept here, and how many."""

from acumen.borders.signs import fold
from acumen.desk.book import Book
from acumen.desk.identity import ONESELF
from acumen.desk.state.questions import Reading
from acumen.errors import UsageError
from acumen.records import PersonNamed
from acumen.results.forecasts import PeopleKnown, Person


def people(book: Book) -> PeopleKnown:
    """Everybody who was named or said something."""
    reading = Reading(book)
    known = reading.people
    n_forecasts = dict.fromkeys((known.me, *known.names), 0)
    n_open: dict[str, int] = {}
    n_settled: dict[str, int] = {}
    for question in reading.all().each():
        for one in question.forecasts:
            n_forecasts[one.person] = n_forecasts.get(one.person, 0) + 1
        counts = n_open if question.is_open else n_settled
        if question.outcome is None or not question.outcome.is_void:
            for person in {one.person for one in question.forecasts}:
                counts[person] = counts.get(person, 0) + 1
    found = [
        Person(
            person=key,
            name=known.names.get(key),
            is_me=key == known.me,
            n_forecasts=n,
            n_open=n_open.get(key, 0),
            n_settled=n_settled.get(key, 0),
        )
        for key, n in n_forecasts.items()
    ]
    found.sort(key=lambda one: (not one.is_me, one.name is None, -one.n_forecasts, one.name or "", one.person))
    return PeopleKnown(people=tuple(found))


def call_me(book: Book, name: str) -> PeopleKnown:
    """Say under which name oneself stands in what is imported: what was said under it is one's own. Saying it twice is once."""

    def write() -> PeopleKnown:
        named = name_me(book, name)
        if named is not None:
            book.write(named)
        return people(book)

    return book.transact(write)


def name_me(book: Book, name: str) -> PersonNamed | None:
    """The record that says so; None where it has been said."""
    words = " ".join(name.split())
    if not words:
        raise UsageError(
            "expected a name, found nothing", hint="write the name under which you stand in what is imported"
        )
    if fold(words) in ONESELF:
        raise UsageError(f"expected a name that tells who, found {name!r}", hint="give your name")
    known = Reading(book).people
    return None if known.find(words) == known.me else PersonNamed(name=words, is_me=True)
