"""Figures and names as people read them: three digits, percent, texts cut to a width on the screen."""

import math

THOUSAND = 1_000.0
SMALLEST = 0.001
NEVER_LEFT_PROB = 0.001


def say_number(number: float) -> str:
    """Three digits, no trailing zeros, whole above a thousand: 0.02, 8, 52.9, 1,234."""
    size = abs(number)
    if not math.isfinite(number) or size >= 1e12:  # noqa: PLR2004 -- more digits than a line has room for
        return f"{number:.3g}"
    if round(size) >= THOUSAND:
        return f"{number:,.0f}"
    if 0.0 < size < SMALLEST:
        return f"<{SMALLEST}" if number > 0.0 else f"-{SMALLEST} to 0"
    n_decimals = 2 if size == 0.0 else max(0, 2 - math.floor(math.log10(size)))
    return _trim(f"{number:.{n_decimals}f}")


def say_hours(hours: float) -> str:
    """With its unit."""
    return f"{say_number(hours)} h"


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
    """How long a step deserves: hours, `nothing`, or `in full`."""
    if patience_hours == 0.0:
        return "nothing"
    return say_hours(patience_hours) if patience_hours is not None and is_left(leave_prob) else "in full"


def _trim(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def width(text: str) -> int:
    """Columns a text takes on a terminal: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(_width(character) for character in text)


def _width(character: str) -> int:
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 -- only names beyond ASCII need it

    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def clean(text: str) -> str:
    """One line without anything a terminal might take for a command."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def clip(text: str, n_columns: int) -> str:
    """At most `n_columns` wide, with `…` where something was cut off."""
    text = clean(text)
    if width(text) <= n_columns:
        return text
    kept, used = "", 0
    for character in text:
        used += width(character)
        if used > n_columns - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def pad(text: str, n_columns: int, *, is_right: bool = False) -> str:
    """Filled with spaces to `n_columns`, at the end or (`is_right`) at the start."""
    space = " " * max(0, n_columns - width(text))
    return space + text if is_right else text + space
