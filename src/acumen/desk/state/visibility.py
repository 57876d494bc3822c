"""Questions and ideas as somebody may see them: what others said of an open one is hidden until one has said something oneself.

Every verb shows them in this form only, in text and in JSON, so that this is the one place where it is decided.
"""

from typing import Any, TypeVar

import msgspec

from acumen.history import Forecast, Idea, People, Question, Rating
from acumen.results.forecasts import ShownForecast, ShownQuestion
from acumen.results.ideas import ShownIdea, ShownRating

T = TypeVar("T", bound=msgspec.Struct)


def question_seen_by(viewer: str, question: Question, people: People, *, short: str) -> ShownQuestion:
    """A question as the person with the key `viewer` may see it."""
    hidden, outcome = question.hidden_from(viewer), question.outcome
    return _fill(
        ShownQuestion,
        question,
        question=question.id,
        short=short,
        settled_by=question.resolution,
        state="open" if outcome is None else "void" if outcome.is_void else "resolved",
        outcome=say_outcome(question),
        known_at=None if outcome is None else outcome.known_at,
        forecasts=tuple(
            _fill(ShownForecast, one, forecast=one.id, **_who(one, people, viewer))
            for one in question.forecasts
            if one.id not in hidden
        ),
        n_hidden=len(hidden),
    )


def idea_seen_by(viewer: str, idea: Idea, people: People, *, short: str) -> ShownIdea:
    """An idea as the person with the key `viewer` may see it."""
    hidden, outcome = idea.hidden_from(viewer), idea.outcome
    is_worth_hidden = idea.hides_worth_from(viewer)
    return _fill(
        ShownIdea,
        idea,
        idea=idea.id,
        short=short,
        owner=people.names.get(idea.person),
        is_mine=idea.person == viewer,
        worth_hours=None if is_worth_hidden else idea.worth_hours,
        is_worth_hidden=is_worth_hidden and idea.worth_hours is not None,
        state="open" if outcome is None else "known",
        outcome_hours=None if outcome is None else outcome.worth_hours,
        outcome_score=None if outcome is None else outcome.score,
        outcome_scale=None if outcome is None else outcome.scale,
        known_at=None if outcome is None else outcome.known_at,
        ratings=tuple(
            _fill(ShownRating, one, rating=one.id, **_who(one, people, viewer))
            for one in idea.ratings
            if one.id not in hidden
        ),
        n_hidden=len(hidden),
    )


def _who(one: Forecast | Rating, people: People, viewer: str) -> dict[str, Any]:
    """Whose saying it is, to whoever looks."""
    return {
        "name": people.names.get(one.person),
        "is_mine": one.person == viewer,
        "is_owner": one.person == people.me,
    }


def _fill(kind: type[T], fact: msgspec.Struct, **more: Any) -> T:  # noqa: ANN401 -- fields of any type
    """A result with the fields of a fact that it has too, and `more`."""
    return kind(**{name: getattr(fact, name) for name in kind.__struct_fields__ if name not in more}, **more)


def say_outcome(question: Question) -> bool | float | str | None:
    """Yes or no, the number, or the name of the choice (its number where the name is gone)."""
    outcome = question.outcome
    if outcome is None or outcome.choice is None:
        return None if outcome is None else outcome.yes if outcome.number is None else outcome.number
    return str(outcome.choice) if question.choices is None else question.choices[outcome.choice]
