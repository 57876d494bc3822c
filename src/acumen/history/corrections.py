"""What is said about records and people rather than about plans and questions: names, corrections, redactions, imports."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar, TypeAlias

import msgspec

from acumen.errors import Problem
from acumen.history.entry import Said, order
from acumen.records import (
    Act,
    AnchorPlaced,
    Correction,
    Imported,
    Note,
    PersonNamed,
    Redaction,
    SettingTold,
    SourceLeftOut,
)


class Erased(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A record whose figures were redacted too: that there was one, of which kind, and who wrote it."""

    id: str
    kind: str
    writer: str
    position: int


Gone: TypeAlias = tuple[dict[str, datetime], frozenset[str], frozenset[str]]


class MarkFacts(msgspec.Struct, kw_only=True, dict=True):
    """All of it, by the id of the record; filled by `replay`, read through the methods."""

    TAKES: ClassVar = frozenset(
        kind.KIND
        for kind in (PersonNamed, Act, Correction, Redaction, Imported, Note, AnchorPlaced, SettingTold, SourceLeftOut)
    )

    persons: dict[str, Said[PersonNamed]] = {}
    corrections: dict[str, Said[Correction]] = {}
    redactions: dict[str, Said[Redaction]] = {}
    imports: dict[str, Said[Imported]] = {}  # without their ids
    acts: dict[str, Said[Act]] = {}  # without their ids
    listed: dict[
        str, str
    ] = {}  # by act or import, the ids that it brought, a line each: a hundred thousand are one text
    notes: dict[str, Said[Note]] = {}
    anchors: dict[str, Said[AnchorPlaced]] = {}
    settings: dict[str, Said[SettingTold]] = {}
    left_out: dict[str, Said[SourceLeftOut]] = {}
    erased: list[Erased] = []
    problems: list[Problem] = []  # records that can't be read, times that can't be

    def add(self, said: Said[Any]) -> None:
        """Keep what belongs here."""
        match said.record:
            case PersonNamed():
                self.persons[said.id] = said
            case Correction():
                self.corrections[said.id] = said
            case Redaction():
                self.redactions[said.id] = said
            case Imported():
                bare = msgspec.structs.replace(said.record, ids=(), elsewhere=(), had=())  # long
                self.imports[said.id] = msgspec.structs.replace(said, record=bare)
                self.listed[said.id] = "\n".join(brought(said.record))
            case Act():
                self.acts[said.id] = msgspec.structs.replace(said, record=msgspec.structs.replace(said.record, ids=()))
                self.listed[said.id] = "\n".join(said.record.ids)
            case Note():
                self.notes[said.id] = said
            case AnchorPlaced():
                self.anchors[said.id] = said
            case SettingTold():
                self.settings[said.id] = said
            case SourceLeftOut():
                self.left_out[said.id] = said

    def each(self) -> list[Said[Any]]:
        """Every record that is kept here."""
        sections: list[dict[str, Said[Any]]] = [
            section
            for name in self.__struct_fields__
            if name != "listed" and isinstance(section := getattr(self, name), dict)
        ]
        return [said for section in sections for said in section.values()]

    def members(self, act: str) -> list[str]:
        """Ids of what an act or an import brought, in order; none of another record."""
        return self.listed.get(act, "").split("\n") if self.listed.get(act) else []

    def corrected(self) -> frozenset[str]:
        """Ids of the records that do not count any more; a correction that does not count itself changes nothing."""
        return self._gone()[1]

    def withdrawn(self) -> dict[str, datetime]:
        """When each of them was withdrawn: as it was written or said to be, whichever is later; of several times the first.

        What several acts have brought counts as long as one of them does.
        """
        return self._gone()[0]

    def unimported(self) -> frozenset[str]:
        """Those of them that came in with an import which was undone: as if it had never been."""
        return self._gone()[2]

    def _gone(self) -> Gone:
        size = len(self.corrections), len(self.listed)
        kept: tuple[tuple[int, int], Gone] | None = self.__dict__.get("_kept")
        if kept is None or kept[0] != size:
            kept = size, _Withdrawing(self).find()
            self.__dict__["_kept"] = kept
        return kept[1]


def brought(imported: Imported) -> Iterator[str]:
    """Ids of what came in with an import."""
    had = {place for first, last in imported.had for place in range(first, last + 1)}
    return (id_ for place, id_ in enumerate(imported.ids) if place not in had)


class _Withdrawing:
    """Which corrections count, and what follows for the members of acts.

    A correction counts unless one that counts corrects it, or all acts that brought it are corrected by ones that count. It is
    decided from those that nothing corrects on, without recursion, as a chain may be of any length; those that
    correct one another in a circle, which only ill-meant records do, all count.
    """

    def __init__(self, marks: MarkFacts) -> None:
        self._marks = marks
        self._by_target: dict[str, list[Said[Correction]]] = {}
        for said in marks.corrections.values():
            self._by_target.setdefault(said.record.corrects, []).append(said)
        self._acts_of: dict[str, list[str]] = {}  # of corrections that acts brought, where an act was corrected
        is_any_act = not marks.listed.keys().isdisjoint(self._by_target)
        for act in marks.listed if is_any_act else ():
            for id_ in marks.corrections.keys() & set(marks.members(act)):
                self._acts_of.setdefault(id_, []).append(act)
        self._is_out: dict[str, bool] = {}
        undecided = [said.id for said in sorted(marks.corrections.values(), key=order, reverse=True)]
        while undecided:
            left = [id_ for id_ in undecided if not self._decide(id_)]
            if len(left) == len(undecided):
                break
            undecided = left

    def _decide(self, id_: str) -> bool:
        """Say whether a correction counts, where those that bear on it are decided."""
        by_act = [
            [one for one in self._by_target.get(act, ()) if id_ not in one.record.leaves]
            for act in self._acts_of.get(id_, ())
        ]
        states = [self._state(self._by_target.get(id_, ())), *map(self._state, by_act)]
        is_lost = bool(by_act) and all(state is True for state in states[1:])
        is_kept = not by_act or any(state is False for state in states[1:])
        if states[0] is True or is_lost:
            self._is_out[id_] = True
        elif states[0] is False and is_kept:
            self._is_out[id_] = False
        return id_ in self._is_out

    def _state(self, by: Iterable[Said[Correction]]) -> bool | None:
        """Whether one of these counts; None: not known yet."""
        found = [self._is_out.get(one.id) for one in by]
        return True if False in found else None if None in found else False

    def find(self) -> Gone:
        """When each record was withdrawn; which those are; which of them came in with an import that was."""
        found = {target: at for target in self._by_target if (at := self._gone_at(target)) is not None}
        lost: dict[str, datetime] = {}
        unimported: set[str] = set()
        for act in [act for act in self._marks.listed if act in found]:
            here: dict[str, datetime] = {}
            members = self._marks.members(act)
            for one in sorted(self._counting(act), key=_at, reverse=True):
                leaves = set(one.record.leaves)
                here |= dict.fromkeys([id_ for id_ in members if id_ not in leaves] if leaves else members, _at(one))
            twice = {id_: max(here[id_], lost[id_]) for id_ in lost.keys() & here.keys()}
            lost |= here
            lost |= twice
            unimported |= here.keys() if act in self._marks.imports else set()
        while kept := self._still_listed(lost):
            for id_ in kept:
                del lost[id_]
        gone = lost | found | {id_: min(found[id_], lost[id_]) for id_ in found.keys() & lost.keys()}
        return gone, frozenset(gone), frozenset(id_ for id_ in unimported if id_ in lost)

    def _still_listed(self, lost: dict[str, datetime]) -> set[str]:
        """Of these those that another act has brought, which counts, or whose correction leaves them."""
        kept: set[str] = set()
        for act in self._marks.listed if lost else ():
            if act in lost:
                continue
            left = [one.record.leaves for one in self._counting(act)]
            if all(left):  # uncorrected, or each correction leaves something
                listed = left[0] if left else self._marks.members(act)
                kept |= {id_ for id_ in listed if id_ in lost and all(id_ in leaves for leaves in left)}
        return kept

    def _counting(self, target: str) -> list[Said[Correction]]:
        return [one for one in self._by_target.get(target, ()) if not self._is_out.get(one.id, False)]

    def _gone_at(self, target: str) -> datetime | None:
        """When a record was corrected by itself; None where it was not."""
        return min(map(_at, self._counting(target)), default=None)


def _at(said: Said[Correction]) -> datetime:
    return max(said.happened_at, said.written_at)
