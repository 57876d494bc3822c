"""Questions, what was forecast of them, and what they turned out to be."""

from typing import Any, ClassVar, TypeAlias

import msgspec

from acumen.history.elicited import ElicitedFacts
from acumen.history.entry import Said
from acumen.records import ForecastMade, QuestionAsked, QuestionResolved

QuestionFacts: TypeAlias = ElicitedFacts[QuestionAsked, ForecastMade, QuestionResolved]


class AllQuestionFacts(msgspec.Struct, kw_only=True):
    """By the id of the question."""

    TAKES: ClassVar = frozenset(kind.KIND for kind in (QuestionAsked, ForecastMade, QuestionResolved))

    by_id: dict[str, QuestionFacts] = {}

    def add(self, said: Said[Any]) -> None:
        """Keep what belongs here."""
        match said.record:
            case QuestionAsked():
                self._of(said.id).subject = said
            case ForecastMade():
                self._of(said.record.question).sayings.append(said)
            case QuestionResolved():
                self._of(said.record.question).outcomes.append(said)

    def _of(self, question: str) -> QuestionFacts:
        return self.by_id.setdefault(question, QuestionFacts())
