"""Figures and names as people read them: three digits, percent, texts cut to a width on the screen."""

import math

THOUSAND = 1_000.0
SMALLEST = 0.001
MINUTES = 60.0  # of an hour
HALF = 0.5
LARGE = 1e6  # more digits before the decimals than a column has room for
NEVER_LEFT_PROB = 0.001


def say_number(number: float) -> str:
    """Three digits, no trailing zeros, whole above a thousand: 0.02, 8, 52.9, 1,234, −3."""
    if number < 0.0:
        return f"−{SMALLEST} to 0" if number > -SMALLEST else f"−{say_number(-number)}"
    size = number
    if not math.isfinite(number) or size >= 1e12:  # noqa: PLR2004 -- more digits than a line has room for
        return f"{number:.3g}"
    if round(size) >= THOUSAND:
        return f"{number:,.0f}"
    if 0.0 < size < SMALLEST:
        return f"<{SMALLEST}"
    n_decimals = 2 if size == 0.0 else max(0, 2 - math.floor(math.log10(size)))
    return _trim(f"{number:.{n_decimals}f}")


def say_fixed(number: float, n_decimals: int, *, is_signed: bool = False) -> str:
    """With so many decimals, as beside others of its column; three digits of what is too large for that: 3.52e+28."""
    form = f"{'+' if is_signed else ''}.{n_decimals}f" if abs(number) < LARGE else f"{'+' if is_signed else ''}.3g"
    return f"{number:{form}}".replace("-", "−") if is_signed else f"{number:{form}}"


def say_hours(hours: float) -> str:
    """With its unit: 52.9 h, and in minutes below an hour, 21 min."""
    size = abs(hours)
    if size == 0.0 or size >= 1.0 or not math.isfinite(size):
        return f"{say_number(hours)} h"
    minutes = MINUTES * size
    said = "<1 min" if minutes < HALF else "1 h" if round(minutes) >= MINUTES else f"{round(minutes)} min"
    return said if hours > 0.0 else "−1 to 0 min" if minutes < HALF else f"−{said}"


def say_least(hours: float) -> str:
    """Hours of which less would not do: three digits, rounded up, so that what is said does."""
    if not (1.0 <= hours < LARGE):
        return say_hours(hours)
    unit = 10.0 ** (math.floor(math.log10(hours)) - 2)
    return say_hours(math.ceil(hours * (1.0 + 1e-9) / unit) * unit)


def say_change(figure: float, unit: str = " h") -> str:
    """With its sign and unit."""
    size = say_hours(abs(figure)) if unit == " h" else f"{say_number(abs(figure))}{unit}"
    return f"{'+' if figure >= 0.0 else '−'}{size}"


def say_prob(prob: float) -> str:
    """In percent; never 0 % or 100 % for what is neither."""
    percent = 100.0 * prob
    if 0.0 < percent < SMALLEST:
        return f"<{SMALLEST} %"
    if 99.95 <= percent < 100.0:  # noqa: PLR2004 -- would round to 100
        return ">99.9 %"
    return f"{say_number(percent)} %"


def is_left(leave_prob: float | None) -> bool:
    """Whether it is at all likely that a step has to be left, so that the patience is worth a word."""
    return leave_prob is not None and leave_prob >= NEVER_LEFT_PROB


def say_patience(patience_hours: float | None, leave_prob: float | None) -> str:
    """How long a step is to be tried: hours, `in full`, or `not now` where it would be left at once."""
    if patience_hours == 0.0:
        return "not now"
    return say_hours(patience_hours) if patience_hours is not None and is_left(leave_prob) else "in full"


def _trim(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def say_count(n: int, noun: str, plural: str | None = None) -> str:
    """`1 record`, `2,000 records`; `plural` where it is not the noun and an s."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def say_sd(move: float) -> str:
    """A signed move in sds: −0.07 sd."""
    return f"{'+' if move >= 0.0 else '−'}{abs(move):.2f} sd"


def say_bits(bits: float) -> str:
    """Bits with two decimals."""
    return f"{bits:.2f} bits"


def say_rank(percent: float) -> str:
    """A percentile as an ordinal: 47th, and 99.9th near the ends."""
    if 1.0 <= percent < 99.5:  # noqa: PLR2004 -- whole percent are enough in the middle
        whole = round(percent)
        ending = "th" if whole % 100 in (11, 12, 13) else ORDINALS.get(whole % 10, "th")
        return f"{whole}{ending}"
    return f"{percent:.2f}th"
