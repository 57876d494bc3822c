"""How hours taken go with hours said, in a sentence."""

import math

from acumen.pages.number_format import say_number
from acumen.results.calibration import PlainRatio

JUST = 0.005  # of a log ratio: told as exactly what was said


def say_ratio(one: PlainRatio, *, things: str, takes: str = "You take") -> str:
    """`You take 1.3 times what you say`, with n and interval."""
    what = "you say" if takes.startswith("You") else "was said"
    times = f"what {what}" if abs(math.log(one.median)) < JUST else f"{say_number(one.median)} times what {what}"
    return (
        f"{takes} {times}: the median of {one.n:,} {things}, 95 % interval {say_number(one.lower)} to "
        f"{say_number(one.upper)}. One in ten takes {say_number(one.one_in_ten)} times as long as said, or longer."
    )
