"""Ideas, what was made of them and what they turned out to be; rubrics, and marks given by their criteria."""

from typing import Any, ClassVar, TypeAlias

import msgspec

from acumen.history.elicited import ElicitedFacts
from acumen.history.entry import Said
from acumen.records import IdeaListed, IdeaTurnedOut, MarkGiven, RatingGiven, RubricAdopted

IdeaFacts: TypeAlias = ElicitedFacts[IdeaListed, RatingGiven, IdeaTurnedOut]


class AllRatingFacts(msgspec.Struct, kw_only=True):
    """Ideas by id; rubrics and marks in the order of arrival."""

    TAKES: ClassVar = frozenset(
        kind.KIND for kind in (IdeaListed, RatingGiven, IdeaTurnedOut, RubricAdopted, MarkGiven)
    )

    by_id: dict[str, IdeaFacts] = {}
    rubrics: list[Said[RubricAdopted]] = []
    marks: list[Said[MarkGiven]] = []

    def add(self, said: Said[Any]) -> None:
        """Keep what belongs here."""
        match said.record:
            case IdeaListed():
                self._of(said.id).subject = said
            case RatingGiven():
                self._of(said.record.idea).sayings.append(said)
            case IdeaTurnedOut():
                self._of(said.record.idea).outcomes.append(said)
            case RubricAdopted():
                self.rubrics.append(said)
            case MarkGiven():
                self.marks.append(said)

    def _of(self, idea: str) -> IdeaFacts:
        return self.by_id.setdefault(idea, IdeaFacts())
