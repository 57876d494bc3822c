"""Who speaks and who looks: names that people give, as the records of a book know them."""

from __future__ import annotations

import msgspec

from acumen.borders.signs import as_named, fold
from acumen.desk.book import Book
from acumen.errors import UsageError
from acumen.history import History, People
from acumen.history.entry import order
from acumen.records import PersonNamed

N_LEAST_CHARACTERS = 4
ONESELF = ("me", "you")  # what the owner is called where words are about him
N_SHOWN = 8


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks: their key, the `person` of what they say, and the record that names them where it is new."""

    key: str
    person: str | None = None
    named: PersonNamed | None = None


def sign(book: Book, history: History, people: People, name: str | None) -> Signer:
    """Who speaks under a name, myself unless given; a name that is new is to be written down with what it says."""
    if name is None:
        return Signer(key=people.me)
    if not name.strip():
        raise UsageError("expected a name, found nothing", hint="leave --as out to speak for yourself")
    key = find_person(people, name)
    if key is None and fold(name) in ONESELF:
        raise UsageError(
            f"expected a name that tells who, found {name!r}",
            hint="leave --as out to speak for yourself, or give a name",
        )
    if key is None:
        id_ = book.new_id()
        return Signer(key=people.recognise(name) or id_, person=id_, named=PersonNamed(name=" ".join(name.split())))
    if key == people.me:
        return Signer(key=key)
    gone = history.marks.corrected()
    named = [said for id_, said in history.marks.persons.items() if id_ not in gone and people.keys.get(id_) == key]
    return Signer(key=key, person=min(named, key=order).id)


def find_person(people: People, name: str) -> str | None:
    """The key of somebody who is known by that name; `me` is the owner where nobody is called so."""
    key = people.find(name)
    return people.me if key is None and fold(name) == "me" else key


def find_viewer(people: People, name: str | None) -> str:
    """The key of who looks, myself unless named (a beginning of one name will do); UsageError for somebody unknown."""
    key = people.me if name is None else find_person(people, as_named(name, people.names.values()))
    if key is None:
        known = ", ".join(sorted(people.names.values())[:N_SHOWN]) or "nobody is named yet"
        raise UsageError(f"expected the name of somebody known, found {name!r}", hint=f"known: {known}")
    return key


def shorten(book: Book, id_: str) -> str:
    """As much of an id as tells it from all others, at least four characters."""
    for n in range(N_LEAST_CHARACTERS, len(id_)):
        if len(book.ledger.match(id_[:n], limit=2)) < 2:  # noqa: PLR2004 -- itself and another
            return id_[:n]
    return id_
