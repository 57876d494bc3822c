"""Numbers as people and programs of different countries write them.

The *mark* is what stands before the decimals, a point or a comma; the other one, spaces and apostrophes may stand between
thousands. `8400` means the same either way, `8,400` and `8.4` do not. A figure is held exactly, as a decimal.
"""

from decimal import Decimal
from typing import Literal, TypeAlias

from acumen.borders.patterns import pattern
from acumen.readings.misread import Misread, is_short, shorten

Mark: TypeAlias = Literal[".", ","]
MARKS: tuple[Mark, ...] = (".", ",")
_WHOLE = pattern(r"[+-]?[0-9]+(?:[eE][+-]?[0-9]{1,4})?")
_DECIMAL = {mark: pattern(rf"[+-]?(?:[0-9]+\{mark}?[0-9]*|\{mark}[0-9]+)(?:[eE][+-]?[0-9]{{1,4}})?") for mark in MARKS}
_GROUPED = {  # 8,400 · 8 400 · 1'250'000 · 1,00,000
    ".": pattern(
        r"[+-]?(?:[1-9][0-9]{0,2}(?:([,' ])[0-9]{3})(?:\1[0-9]{3})*|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]+)?"
    ),
    ",": pattern(r"[+-]?[1-9][0-9]{0,2}(?:([.' ])[0-9]{3})(?:\1[0-9]{3})*(?:,[0-9]+)?"),
}
_SPACES = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2019": "'", "−": "-"})
_FULL_WIDTH = {at: at - 0xFEE0 for at in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
ONE_COMMA = pattern(r"([+-]?[0-9]+),([0-9]+)")


def half_width(text: str) -> str:
    """Figures and signs of ASCII that are written as wide as Chinese ones, as Japanese machines do, in their usual width."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def read_as(text: str, mark: Mark) -> Decimal | None:
    """The number, with that sign before its decimals; None where it is none."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return Decimal(text) if is_short(text) else None
    if not text.isascii() or "'" in text or " " in text:
        text = half_width(text).translate(_SPACES)
    if not is_short(text):
        return None
    if _DECIMAL[mark].fullmatch(text):
        return Decimal(text.replace(mark, "."))
    if _GROUPED[mark].fullmatch(text):
        return Decimal("".join(sign for sign in text if sign in "0123456789+-" or sign == mark).replace(mark, "."))
    return None


def read_number(text: str) -> Decimal | Misread:
    """As it is typed: with a point before decimals, so that `8,400` is 8400; `8,4` is refused, as it may be 8.4 or 84."""
    with_point = read_as(text, ".")
    if with_point is not None:
        return with_point
    comma = misplaced_comma(text)
    if comma is not None:
        return comma
    with_comma = read_as(text, ",")  # `1.250,5`, `1.250.000`: no other meaning
    if with_comma is not None:
        return with_comma
    return Misread(
        code="number-unreadable", message=f"expected a number, found {shorten(text)}", hint="write it as 1250.5"
    )


def misplaced_comma(text: str, rest: str = "") -> Misread | None:
    """Both meanings of a number with a comma that parts no thousands, `rest` behind it; None where it is no such number."""
    found = ONE_COMMA.fullmatch(text.strip()) if is_short(text) else None
    if found is None:
        return None
    whole = int(found[1] + found[2])
    both = f"`{found[1]}.{found[2]}{rest}`" + (f", or `{whole}{rest}`" if found[1].lstrip("+-") != "0" else "")
    message = f"expected a number with a point before its decimals, found {shorten(text + rest)}"
    return Misread(code="number-comma", message=message, hint=f"write {both}, with a point")
