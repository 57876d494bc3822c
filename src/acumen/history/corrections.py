"""What is said about records and people rather than about plans and questions: names, corrections, redactions, imports."""

from typing import Any, ClassVar

import msgspec

from acumen.errors import Problem
from acumen.history.entry import Said
from acumen.records import (
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


class MarkFacts(msgspec.Struct, kw_only=True):
    """All of it, by the id of the record; filled by `replay`, read through the methods."""

    TAKES: ClassVar = frozenset(
        kind.KIND
        for kind in (PersonNamed, Correction, Redaction, Imported, Note, AnchorPlaced, SettingTold, SourceLeftOut)
    )

    persons: dict[str, Said[PersonNamed]] = {}
    corrections: dict[str, Said[Correction]] = {}
    redactions: dict[str, Said[Redaction]] = {}
    imports: dict[str, Said[Imported]] = {}  # without their ids
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
                bare = msgspec.structs.replace(said.record, ids=(), elsewhere=())  # long, and for `verify` alone
                self.imports[said.id] = msgspec.structs.replace(said, record=bare)
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
            section for name in self.__struct_fields__ if isinstance(section := getattr(self, name), dict)
        ]
        return [said for section in sections for said in section.values()]

    def corrected(self) -> frozenset[str]:
        """Ids of the records that do not count any more; a correction that was itself corrected does not count either."""
        by_target: dict[str, list[str]] = {}
        for id_, said in self.corrections.items():
            by_target.setdefault(said.record.corrects, []).append(id_)

        def counts(id_: str, seen: frozenset[str]) -> bool:
            return not any(counts(by, seen | {by}) for by in by_target.get(id_, ()) if by not in seen)

        return frozenset(target for target in by_target if not counts(target, frozenset()))
