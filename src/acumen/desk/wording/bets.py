"""Bets in a few words: a chance and hours as they were said, and what is left of a step under way."""

from acumen.desk.planning.progress import Left
from acumen.desk.wording.figures import say_hours, say_number, say_prob
from acumen.planfile.scalars import write_hours
from acumen.records import Chance, Conditional, Hours


def say_chance(chance: Chance) -> str:
    """In percent, or that it depends."""
    return "a chance by hypothesis" if isinstance(chance, Conditional) else say_prob(chance)


def say_range(hours: Hours) -> str:
    """`2 to 6 h`, or `6 h`."""
    return f"{write_hours(hours)} h"


def say_left(left: Left) -> str:
    """How long the step still deserves, and how its chance has moved, in one sentence that begins small."""
    spent = f"{say_hours(left.spent_hours)} spent" if left.is_told else "no hours told"
    moved = f"said {say_prob(left.said_chance)}, now {say_prob(left.chance)}"
    if left.is_over and left.is_open_ended:
        return f"it has had its {say_number(left.said_hours)} h without success ({spent}; {moved})"
    if left.is_over:
        return f"all {say_number(left.said_hours)} h are spent; it still owes its result (said {say_prob(left.said_chance)})"
    hours = f"about {say_hours(left.hours)} left"
    if left.is_worth_it is False:
        return f"leave it now ({spent}; {moved}, {hours})"
    if left.patience_hours is None or not left.is_open_ended:
        return f"carry it through ({spent}; {moved}, {hours})"
    if left.is_worth_it is None and left.patience_hours <= left.spent_hours:
        return f"its patience of {say_hours(left.patience_hours)} is over ({spent}; {moved}, {hours})"
    return f"leave it after {say_hours(left.patience_hours)} unless it works ({spent}; {moved}, {hours})"
