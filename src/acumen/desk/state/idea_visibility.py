"""Ideas as somebody may see them: what others made of an open one is hidden until one has rated it oneself.

Every verb shows ideas in this form only, in text and in JSON, so that this is the one place where it is decided.
"""

from __future__ import annotations

from acumen.history import Idea, People, Rating
from acumen.results.ideas import ShownIdea, ShownRating


def show(idea: Idea, people: People, *, viewer: str, short: str) -> ShownIdea:
    """An idea as the person with the key `viewer` may see it."""
    hidden = idea.hidden_from(viewer)
    is_worth_hidden = idea.hides_worth_from(viewer)
    outcome = idea.outcome
    return ShownIdea(
        idea=idea.id,
        short=short,
        title=idea.title,
        text=idea.text,
        domain=idea.domain,
        person=idea.person,
        owner=people.names.get(idea.person),
        is_mine=idea.person == viewer,
        listed_at=idea.listed_at,
        worth_hours=None if is_worth_hidden else idea.worth_hours,
        is_worth_hidden=is_worth_hidden and idea.worth_hours is not None,
        state="open" if outcome is None else "known",
        outcome_hours=None if outcome is None else outcome.worth_hours,
        outcome_score=None if outcome is None else outcome.score,
        outcome_scale=None if outcome is None else outcome.scale,
        known_at=None if outcome is None else outcome.known_at,
        ratings=tuple(_show(one, people, viewer) for one in idea.ratings if one.id not in hidden),
        n_hidden=len(hidden),
        withdrawn_at=idea.withdrawn_at,
    )


def _show(one: Rating, people: People, viewer: str) -> ShownRating:
    return ShownRating(
        rating=one.id,
        person=one.person,
        name=people.names.get(one.person),
        is_mine=one.person == viewer,
        is_owner=one.person == people.me,
        said_at=one.said_at,
        score=one.score,
        scale=one.scale,
        criterion=one.criterion,
        manner=one.manner,
        is_blind=one.is_blind,
        reason=one.reason,
        is_superseded=one.is_superseded,
        is_late=one.is_late,
        withdrawn_at=one.withdrawn_at,
    )
