"""People: whose forecasts are kept here, and how many."""

import msgspec

from acumen.borders.signs import fold
from acumen.desk.keeping.book import Book
from acumen.desk.keeping.signing import ONESELF
from acumen.desk.questions.reading import Reading
from acumen.desk.wording.notebook import fence
from acumen.errors import UsageError
from acumen.records import PersonNamed


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, and how much they said."""

    person: str  # key
    name: str | None
    is_me: bool
    n_forecasts: int
    n_open: int  # questions they forecast that are open
    n_settled: int  # and that were settled to a value


class PeopleKnown(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody, oneself first, then by how much they said; those without a name are counted together at the end."""

    people: tuple[Person, ...]

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen people` prints."""
        from acumen.desk.wording.kept.questions import write_people  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_people(self))

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        return fence(str(self))


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
    words = " ".join(name.split())
    if not words:
        raise UsageError("expected a name, found nothing")
    if fold(words) in ONESELF:
        raise UsageError(f"expected a name that tells who, found {name!r}", hint="give your name")
    reading = Reading(book)
    if reading.people.find(words) != reading.people.me:
        book.write(PersonNamed(name=words, is_me=True))
    return people(book)
