"""What is left of a step under way by what was said of it, without solving the plan it is in."""

import msgspec

from acumen.desk.loop.plans import Chosen, going
from acumen.desk.planning.midway import whole_bet
from acumen.desk.planning.midway import left_of as left_by
from acumen.desk.planning.progress import Left
from acumen.history import StepPast


def left_of(chosen: Chosen, past: StepPast, spent_hours: float | None = None) -> Left | None:
    """Chance and hours left, with the patience that was shown; None for a probe or a chance that depends on hypotheses.

    `spent_hours`: in all, where they are more than the past knows of.
    """
    if not past.is_under_way:
        return None
    now = going(past)
    if spent_hours is not None:
        now = msgspec.structs.replace(now, since_hours=max(0.0, spent_hours - now.before_hours), is_told=True)
    whole = whole_bet(now)
    if whole is None:
        return None
    del chosen
    found = left_by(past.id, now, whole)
    return msgspec.structs.replace(found, patience_hours=past.sayings[-1].patience_hours)
