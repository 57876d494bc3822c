"""Which records somebody may not see yet: whatever was said by others of what is open and of which they have said nothing.

Also what was undone, or said of something that was: it was never shown, and is not shown for being taken back.
"""

from collections.abc import Callable
from typing import Any

from acumen.history.elicited import Facts
from acumen.history.idea_facts import outcome_mistake
from acumen.history.replay import History
from acumen.history.resolution import Resolution
from acumen.history.rubric_scores import hidden_marks
from acumen.history.validity import resolution_mistake


def find_hidden(history: History, *, writer: str) -> frozenset[str]:
    """Ids of forecasts, ratings and marks that the owner of the ledger of `writer` may not see, whether they count or not."""
    desk = Resolution(history.marks, writer=writer)
    found = {*hidden_marks(history, writer=writer)}
    for question in history.questions.by_id.values():
        found |= _hidden(desk, question, resolution_mistake)
    for idea in history.ratings.by_id.values():
        found |= _hidden(desk, idea, lambda told, _: outcome_mistake(told))
    return frozenset(found)


def _hidden(desk: Resolution, facts: Facts[Any, Any, Any], settles: Callable[[Any, Any], str | None]) -> set[str]:
    asked, me = facts.subject, desk.people.me
    was_known = any(asked is None or settles(one.record, asked.record) is None for one in facts.outcomes)
    opened = desk.opened(facts, was_known=was_known)
    seats = ((one.id, desk.seat(one)) for one in facts.sayings)
    return {id_ for id_, (person, criterion) in seats if person != me and not opened.to(me, criterion)}
