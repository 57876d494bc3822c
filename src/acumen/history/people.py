"""Who is who: the same name is the same person, and what nobody signed was said by the ledger's writer."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from acumen.borders.signs import fold
from acumen.history.corrections import MarkFacts
from acumen.history.entry import order

PERSON = "person"  # the key of the setting that says under which name a writer stands
NAME = "~ "  # before names, so that they come after every id and writer and never stand for them


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Persons by key, which is the least of the ids and writers that stand for them; it depends on the set of records only."""

    me: str
    names: dict[str, str]  # by key, for those who have one, as it was first spelt
    named: dict[str, str]  # key by name, folded
    keys: dict[str, str]  # by the id of a person named, or a writer
    once: dict[str, datetime] = {}  # keys that were the owner's, until when: what was seen as theirs was seen

    def eyes(self, person: str, said_at: datetime | None) -> tuple[str, ...]:
        """Who sees what others say of it once this person has spoken of it: they, and the owner who was then they."""
        until = self.once.get(person)
        return (person,) if until is None or (said_at is not None and said_at > until) else (person, self.me)

    def key(self, person: str | None, writer: str) -> str:
        """The key of whoever is meant by a record of that writer with that `person`."""
        found = writer if person is None else person
        return self.keys.get(found, found)

    def find(self, name: str) -> str | None:
        """The key of the person of that name."""
        return self.named.get(fold_name(name))

    def recognise(self, name: str) -> str | None:
        """The key of whoever was ever named so, also in what was undone."""
        return self.keys.get(f"{NAME}{fold_name(name)}")


def fold_name(name: str) -> str:
    """What two spellings of a name have in common: neither capitals, spaces nor how accents are composed tell people apart."""
    return fold(name)


def read_people(marks: MarkFacts, *, writer: str) -> People:
    """Everybody who was named, seen from the ledger of `writer`.

    A name that its writer calls their own (`is_me`, or the setting `person`, of which the last counts) and imports that are
    `is_mine` tie names and writers together.
    """
    gone = marks.corrected()
    tree = _Forest()
    tree.add(writer)
    spelt: dict[str, str] = {}
    by_name: dict[str, str] = {}
    every = sorted(marks.persons.values(), key=order)
    for said in every:
        tree.add(said.id)
        if said.record.name is not None:  # who was named in what was undone is nobody else for that
            tree.join(said.id, f"{NAME}{fold_name(said.record.name)}")
        if said.record.is_me and said.id not in gone:
            tree.join(said.id, said.writer)
    named = [said for said in every if said.id not in gone]
    for imported in marks.imports.values():
        if imported.record.is_mine and imported.record.writer is not None and imported.id not in gone:
            tree.join(imported.writer, imported.record.writer)
    told = sorted(
        (said for said in marks.settings.values() if said.record.key == PERSON and said.id not in gone), key=order
    )
    called = {said.writer: said.record.value for said in told}  # the last of each writer's
    for one, name in called.items():
        if name is not None:
            tree.join(one, f"{NAME}{fold_name(name)}")
    keys = tree.keys()
    for said in named:
        if said.record.name is not None:
            spelt.setdefault(keys[said.id], " ".join(said.record.name.split()))
            by_name[fold_name(said.record.name)] = keys[said.id]
    for one, name in sorted(called.items()):
        if name is not None:
            spelt[keys[one]] = " ".join(name.split())
            by_name[fold_name(name)] = keys[one]
    once = {key: until for key, until in _once(marks, keys, keys[writer]) if key != keys[writer]}
    return People(me=keys[writer], names=spelt, named=by_name, keys=keys, once=once)


def _once(marks: MarkFacts, keys: dict[str, str], me: str) -> Iterable[tuple[str, datetime]]:
    """Who the owner said to be, and then not: keys with the moment of that, the last one last."""
    gone = marks.withdrawn()
    ties = [(said, said.id) for said in marks.persons.values() if said.record.is_me]
    ties += [(said, said.record.writer or "") for said in marks.imports.values() if said.record.is_mine]  # type: ignore[misc]
    found = [
        (keys[tied], gone[said.id])
        for said, tied in ties
        if said.id in gone and tied in keys and keys.get(said.writer) == me
    ]
    mine = [one for one in marks.settings.values() if one.record.key == PERSON and keys.get(one.writer) == me]
    told = sorted(mine, key=order)
    for said, after in zip(told, (*told[1:], None), strict=False):
        key = keys.get(f"{NAME}{fold_name(said.record.value or '')}")
        ends = [gone[said.id]] if said.id in gone else [after.happened_at] if after is not None else []
        if key is not None:
            found += [(key, end) for end in ends]
    return sorted(found, key=lambda one: one[1])


class _Forest:
    """Disjoint sets of texts (union by least member)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def add(self, one: str) -> str:
        """The least member of its set, which is itself when it is new."""
        above = self._above.setdefault(one, one)
        while above != self._above[above]:
            above = self._above[above]
        return above

    def join(self, one: str, other: str) -> None:
        """Make their sets one."""
        least, most = sorted((self.add(one), self.add(other)))
        self._above[most] = least

    def keys(self) -> dict[str, str]:
        return {one: self.add(one) for one in self._above}
