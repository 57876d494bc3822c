"""Questions as somebody may see them: what others said of an open one is hidden until one has said something oneself.

Every verb shows questions in this form only, in text and in JSON, so that this is the one place where it is decided.
"""

from acumen.history import Forecast, People, Question
from acumen.results.forecasts import ShownForecast, ShownQuestion


def show(question: Question, people: People, *, viewer: str, short: str | None = None) -> ShownQuestion:
    """A question as the person with the key `viewer` may see it."""
    hidden = question.hidden_from(viewer)
    seen = [one for one in question.forecasts if one.id not in hidden]
    outcome = question.outcome
    return ShownQuestion(
        question=question.id,
        short=short or question.id,
        form=question.form,
        claim=question.claim,
        domain=question.domain,
        due_at=question.due_at,
        resolution=question.resolution,
        choices=question.choices,
        unit=question.unit,
        source=question.source,
        asked_at=question.asked_at,
        state="open" if outcome is None else "void" if outcome.is_void else "resolved",
        outcome=say_outcome(question),
        known_at=None if outcome is None else outcome.known_at,
        forecasts=tuple(_show_forecast(one, people, viewer) for one in seen),
        n_hidden=len(hidden),
        withdrawn_at=question.withdrawn_at,
    )


def _show_forecast(one: Forecast, people: People, viewer: str) -> ShownForecast:
    return ShownForecast(
        forecast=one.id,
        person=one.person,
        name=people.names.get(one.person),
        is_mine=one.person == viewer,
        is_owner=one.person == people.me,
        said_at=one.said_at,
        chance=one.chance,
        quantiles=one.quantiles,
        chances=one.chances,
        manner=one.manner,
        reason=one.reason,
        is_superseded=one.is_superseded,
        is_late=one.is_late,
        is_proven=one.is_proven,
        withdrawn_at=one.withdrawn_at,
    )


def say_outcome(question: Question) -> bool | float | str | None:
    """Yes or no, the number, or the name of the choice (its number where the name is gone)."""
    outcome = question.outcome
    if outcome is None or outcome.choice is None:
        return None if outcome is None else outcome.yes if outcome.number is None else outcome.number
    return str(outcome.choice) if question.choices is None else question.choices[outcome.choice]
