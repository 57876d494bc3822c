"""Chances: `95%`, `0.95`, odds `19:1`, `7/10`, and bare figures whose scale has to be known.

The *scale* of a bare figure is what it is a part of: 1, 100 (percent) or 10. One that a person types is a part of 1 up to
1, and in percent from 2 on; `1` may be either.
"""

import re
from decimal import Decimal
from typing import Literal, TypeAlias

from acumen.borders.patterns import pattern
from acumen.readings.misread import Misread, is_short, shorten
from acumen.readings.numbers import Mark, half_width, misplaced_comma
from acumen.readings.numbers import read_as as read_number_as

Scale: TypeAlias = Literal[1, 10, 100]
SCALES: tuple[Scale, ...] = (1, 100, 10)
HINT = "write `95%`, `0.95` or odds `19:1`"
_PERCENT = pattern(r"(.+?)\s*(?:[%٪]|percent|per cent|pct)", re.IGNORECASE)
_ODDS = pattern(r"([^:]+):([^:]+)")
_PART = pattern(r"(.+?)\s*(?:/|\bof\b|\bin\b)\s*(100?)")
_PERCENT_FROM = 2  # of bare figures; between 1 and this they are more likely a slip than a percentage


def read_as(text: str, mark: Mark, scale: Scale) -> float | None:
    """The chance in 0..1, a bare figure being a part of `scale`; None where it is none."""
    text = half_width(text.strip())
    bare = read_number_as(text, mark)
    if bare is not None:
        return _within(bare, Decimal(scale))
    if not is_short(text):
        return None
    if found := _PERCENT.fullmatch(text):
        number = read_number_as(found[1], mark)
        return None if number is None else _within(number, Decimal(100))
    if found := _PART.fullmatch(text):
        number = read_number_as(found[1], mark)
        return None if number is None else _within(number, Decimal(found[2]))
    if found := _ODDS.fullmatch(text):
        odds = read_number_as(found[1], mark), read_number_as(found[2], mark)
        if odds[0] is None or odds[1] is None or min(odds[0], odds[1]) < 0 or max(odds[0], odds[1]) <= 0:
            return None
        return float(odds[0] / (odds[0] + odds[1]))
    return None


def _within(number: Decimal, whole: Decimal) -> float | None:
    return abs(float(number / whole)) if 0 <= number <= whole else None  # -0.0 is 0


def is_bare(text: str, mark: Mark) -> bool:
    """Whether it is a figure that does not say what it is a part of."""
    return read_number_as(text, mark) is not None


def read_chance(text: str) -> float | Misread:
    """As it is typed, in a plan or at a terminal."""
    text = text.strip()
    bare = read_number_as(text, ".")
    if bare is not None and text.lstrip("+") == "1":
        return Misread(code="chance-ambiguous", message="expected a chance, found '1'", hint="write `1%` or `100%`")
    found = read_as(text, ".", 100 if bare is not None and bare >= _PERCENT_FROM else 1)
    if found is not None:
        return found
    if bare is not None or _is_outside(text):
        hint = f"write `{text}%`" if bare is not None and 1 < bare <= 100 else HINT  # noqa: PLR2004
        message = f"expected a chance from 0 to 1 (100 %), found {shorten(text)}"
        return Misread(code="chance-outside", message=message, hint=hint)
    figure, sign = (text[:-1].rstrip(), text[-1]) if text.endswith("%") else (text, "")
    comma = misplaced_comma(figure, sign)
    hint = comma.hint if comma else HINT
    return Misread(code="chance-unreadable", message=f"expected a chance, found {shorten(text)}", hint=hint)


def _is_outside(text: str) -> bool:
    """Whether it is a percentage or odds, beyond what they may be."""
    if not is_short(text):
        return False
    if found := _PERCENT.fullmatch(text) or _PART.fullmatch(text):
        return read_number_as(found[1], ".") is not None
    if found := _ODDS.fullmatch(text):
        odds = [read_number_as(part, ".") for part in found.groups()]
        return all(one is not None for one in odds) and any(one is not None and one != 0 for one in odds)
    return False
