"""Which records somebody may not see yet: whatever was said by others of what is open and of which they have said nothing.

Also what was undone, or said of something that was: it was never shown, and is not shown for being taken back.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from acumen.history.elicited import ElicitedFacts
from acumen.history.entry import Said
from acumen.history.idea_facts import outcome_mistake
from acumen.history.replay import History
from acumen.history.resolution import Resolution
from acumen.history.rubric_scores import hidden_marks
from acumen.history.validity import resolution_mistake
from acumen.records import ForecastMade, MarkGiven, RatingGiven


class Hiding:
    """Tells of a forecast, rating or mark, whether it counts or not, if the owner of a ledger may not see it."""

    def __init__(self, history: History, *, writer: str) -> None:
        """Hold a history, seen from the ledger of `writer`."""
        self._history, self._writer = history, writer

    def hides(self, said: Said[Any]) -> bool:
        """Whether a record is hidden; one that nobody is asked for never is."""
        match said.record:
            case ForecastMade():
                by_id = self._history.questions.by_id
                return self._is_hidden(said, said.record.question, by_id, resolution_mistake)
            case RatingGiven():
                ideas = self._history.ratings.by_id
                return self._is_hidden(said, said.record.idea, ideas, lambda told, _: outcome_mistake(told))
            case MarkGiven():
                return said.id in self._marks
        return False

    @cached_property
    def _desk(self) -> Resolution:
        return Resolution(self._history.marks, writer=self._writer)

    @cached_property
    def _marks(self) -> frozenset[str]:
        return hidden_marks(self._history, writer=self._writer)

    def _is_hidden(
        self,
        said: Said[Any],
        subject: str,
        by_id: Mapping[str, ElicitedFacts[Any, Any, Any]],
        settles: Callable[[Any, Any], str | None],
    ) -> bool:
        desk, me = self._desk, self._desk.people.me
        person, criterion = desk.seat(said)
        facts = by_id[subject]
        asked = facts.subject
        was_known = any(asked is None or settles(one.record, asked.record) is None for one in facts.outcomes)
        return person != me and not desk.opened(subject, facts, was_known=was_known).to(me, criterion)
