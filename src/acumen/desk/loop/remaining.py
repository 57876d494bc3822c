"""What is left of a step under way by what was said of it, without solving the plan it is in."""

import msgspec

from acumen.desk.plans.conditioning import left_of as left_by_saying
from acumen.desk.state.current_plan import going
from acumen.history import StepPast
from acumen.results.plans import Remaining


def left_of(past: StepPast, spent_hours: float | None = None) -> Remaining | None:
    """Chance and hours left, and the patience that was shown; None where it is not under way, or by hypotheses.

    `spent_hours`: in all, where they are more than the past knows of.
    """
    if not past.is_under_way:
        return None
    now = going(past)
    if spent_hours is not None:
        now = msgspec.structs.replace(now, since_hours=max(0.0, spent_hours - now.before_hours), is_told=True)
    left = left_by_saying(past.id, now)
    return None if left is None else msgspec.structs.replace(left, patience_hours=past.sayings[-1].patience_hours)
