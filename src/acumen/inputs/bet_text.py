"""A bet as it was said, written the way it is typed."""

from acumen.pages.number_format import say_prob
from acumen.planfile.scalars import write_chance, write_hours
from acumen.records import Chance, Conditional, Hours

__all__ = ["say_chance", "say_range", "write_chance", "write_hours"]  # the last two as a plan file has them


def say_chance(chance: Chance) -> str:
    """In percent, or that it depends."""
    return "a chance for each hypothesis" if isinstance(chance, Conditional) else say_prob(chance)


def say_range(hours: Hours) -> str:
    """`2 to 6 h`, or `6 h`."""
    return f"{write_hours(hours)} h"
