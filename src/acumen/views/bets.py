"""Bets in a few words: a chance and hours as they were said, and what is left of a step under way."""

from collections.abc import Sequence

from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.results.plans import OwnRange, Remaining


def say_moved(left: Remaining) -> str:
    """The hours told, how the chance has moved, and the hours that are left on average."""
    spent = f"{say_hours(left.spent_hours)} spent" if left.is_told else "no hours told"
    moved = f"{spent}; said {say_prob(left.said_chance)}, now {say_prob(left.chance)}"
    return moved if left.is_over else f"{moved}, about {say_hours(left.hours)} left"


def say_left(left: Remaining) -> str:
    """How long the step still deserves, and how its chance has moved, in one sentence that begins small."""
    told = say_moved(left)
    if left.is_overdue:
        spent, said = say_hours(left.spent_hours), say_prob(left.said_chance)
        return f"overdue: its {say_number(left.said_hours)} h are over without success ({spent} spent; said {said})"
    if left.is_over:
        said = say_prob(left.said_chance)
        return f"all {say_number(left.said_hours)} h are spent; it still owes its result (said {said})"
    if left.is_worth_it is False:
        return f"leave it now ({told})"
    if left.patience_hours is None or not left.is_open_ended:
        return f"carry it through ({told})"
    if left.is_worth_it is None and left.patience_hours <= left.spent_hours:
        return f"its patience of {say_hours(left.patience_hours)} is over ({told})"
    return f"leave it after {say_hours(left.patience_hours)} unless it works ({told})"


def say_own(own: OwnRange | None) -> str:
    """That the record has shortened a patience to below one's own range: ` (your own range goes to 60 h; …)`."""
    if own is None:
        return ""
    says = f"; your record says {say_hours(own.record_hours)}" if own.record_hours < own.said_hours else ""
    return f" (your own range goes to {say_hours(own.said_hours)}{says})"


def say_carry(*, is_probe: bool) -> str:
    """What to do with work that is not left midway; a probe has no success, but an answer."""
    return f"Carry it through until it has {'answered' if is_probe else 'worked or failed'}."


def option_of(plan: str, others: Sequence[str]) -> str:
    """The option that names a plan, where there are others that a command could mean."""
    return f" --plan {plan}" if others else ""
