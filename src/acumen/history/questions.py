"""Questions, what was forecast of them, and what they turned out to be."""

from typing import Any, ClassVar

import msgspec

from acumen.history.entry import Said
from acumen.records import ForecastMade, QuestionAsked, QuestionResolved


class QuestionFacts(msgspec.Struct, kw_only=True):
    """What was said of one question, in the order of arrival; `asked` is None until the question itself arrives."""

    asked: Said[QuestionAsked] | None = None
    forecasts: list[Said[ForecastMade]] = []
    resolutions: list[Said[QuestionResolved]] = []


class AllQuestionFacts(msgspec.Struct, kw_only=True):
    """By the id of the question."""

    TAKES: ClassVar = frozenset(kind.KIND for kind in (QuestionAsked, ForecastMade, QuestionResolved))

    by_id: dict[str, QuestionFacts] = {}

    def add(self, said: Said[Any]) -> None:
        """Keep what belongs here."""
        match said.record:
            case QuestionAsked():
                self._of(said.id).asked = said
            case ForecastMade():
                self._of(said.record.question).forecasts.append(said)
            case QuestionResolved():
                self._of(said.record.question).resolutions.append(said)

    def _of(self, question: str) -> QuestionFacts:
        return self.by_id.setdefault(question, QuestionFacts())
