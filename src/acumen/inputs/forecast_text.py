"""What a text says of a question: a chance, quantiles of a number, or a chance for each of several choices."""

import math
import re
from collections.abc import Sequence

import msgspec

from acumen.borders.figures import SIZES_SAID, is_sayable
from acumen.borders.patterns import pattern
from acumen.errors import UsageError
from acumen.history.validity import are_chances, are_quantiles
from acumen.inputs.matching import fold
from acumen.readings.chances import HINT as CHANCE_HINT
from acumen.readings.chances import read_chance
from acumen.readings.hours import BETWEEN, HOURS_OF
from acumen.readings.misread import Misread
from acumen.readings.numbers import read_as as read_number_as
from acumen.readings.numbers import read_number
from acumen.records import Form

LEVELS = {2: (0.05, 0.95), 3: (0.05, 0.5, 0.95)}  # what two or three figures of a number stand for
LEAST_FIGURES = 2
WITH_UNIT = pattern(r"\s*(.*[0-9.])\s*([^\W\d_][^\s,=0-9]*)\s*")
WAYS = "a chance (`70%`, `7:3`), a number (`4 to 12`, or `10, 25, 60`: its 5 %, 50 %, 95 %), or `a=20%, b=80%`"


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three; `choices` are the names that `chances` belong to."""

    form: Form
    chance: float | None = None
    quantiles: tuple[tuple[float, float], ...] | None = None
    chances: tuple[float, ...] | None = None
    choices: tuple[str, ...] | None = None
    unit: str | None = None  # of a number, where one is written behind it


def read_saying(said: str | float | Sequence[float] | Sequence[str]) -> Saying:
    """Read what somebody says; UsageError where it says nothing, or may say two things."""
    if not isinstance(said, str):
        if isinstance(said, Sequence):
            return _number(str(said), tuple(map(str, said)))
        return _chance(str(said) if isinstance(said, int) else repr(float(said)))
    text = said.strip()
    if "=" in text:
        return _by_name(text)
    if len(ends := BETWEEN.split(text)) == LEAST_FIGURES and all(ends):
        return _number(text, tuple(ends))
    if "," in text:
        return _listed(text)
    return _chance(text)


def part_saying(words: Sequence[str]) -> tuple[str, str]:
    """A claim and what is said of it, from words that nobody put in quotes: the longest end that says something."""
    rest = " ".join(words[1:])
    if "=" in rest:
        if len(words) > LEAST_FIGURES and len(rest.partition("=")[0].split()) > 1:
            raise UsageError(f"expected a claim and a saying, found {' '.join(words)!r}", hint="put both in quotes")
        return words[0], rest
    for at in range(1, len(words)):
        try:
            read_saying(" ".join(words[at:]))
        except UsageError:
            continue
        return " ".join(words[:at]), " ".join(words[at:])
    return words[0], rest


def _chance(text: str) -> Saying:
    """A chance, read as in plan files."""
    chance = read_chance(text)
    if isinstance(chance, Misread):
        hint = f"say {WAYS}" if chance.hint == CHANCE_HINT and chance.code == "chance-unreadable" else chance.hint
        raise UsageError(chance.message, hint=hint)
    return Saying(form="yes-no", chance=chance)


def _listed(text: str) -> Saying:
    """Figures between commas; what may be one number with a comma between its thousands is refused."""
    if re.search(r",\s", text):
        return _number(text, tuple(re.split(r",\s+", text)))
    parts = tuple(text.split(","))
    whole = read_number_as(text, ".")
    if whole is None or len(parts) not in LEVELS:
        return _number(text, parts)
    hint = f"write `{', '.join(parts)}`, or a range around {whole}: `low to high`"
    raise UsageError(f"expected `low to high` or three figures of a number, found {text!r}", hint=hint)


def _number(text: str, figures: tuple[str, ...]) -> Saying:
    """Two or three figures that ascend, with a unit behind the last or behind each."""
    levels = LEVELS.get(len(figures))
    if levels is None:
        raise UsageError(f"expected `low to high` or three figures of a number, found {text!r}", hint=f"say {WAYS}")
    parted = [_part_unit(one) for one in figures]
    units = {unit for _, unit in parted if unit}
    if len(units) > 1 or (units and not parted[-1][1]):
        raise UsageError(f"expected one unit, behind the last figure, found {text!r}", hint="write `3 to 8 min`")
    quantiles = tuple(zip(levels, (_figure(one, text) for one, _ in parted), strict=True))
    return msgspec.structs.replace(_quantiles(text, quantiles), unit=next(iter(units), None))


def _part_unit(text: str) -> tuple[str, str]:
    """`8 min` as figure and unit."""
    found = WITH_UNIT.fullmatch(text)
    return (text, "") if found is None or _is_infinite(found[0]) else (found[1], found[2])


def _is_infinite(text: str) -> bool:
    return text.strip().lower() in {"nan", "inf"}


def _quantiles(text: str, quantiles: tuple[tuple[float, float], ...]) -> Saying:
    if not are_quantiles(quantiles):
        raise UsageError(f"expected figures that ascend, found {text!r}", hint="write the smallest first")
    return Saying(form="number", quantiles=quantiles)


def read_figure_said(text: str, whole: str | None = None) -> float:
    """A number as a person types it, of a size that can be scored; UsageError otherwise."""
    found = read_number(text)
    if isinstance(found, Misread):
        message = f"expected a figure, found {text!r}" + (f" in {whole!r}" if whole is not None else "")
        raise UsageError(message, hint=found.hint if found.code == "number-comma" else f"say {WAYS}")
    value = float(found)
    if not is_sayable(value):
        raise UsageError(
            f"expected a figure of {SIZES_SAID}, found {text!r}", hint="take a larger or smaller unit: --unit"
        )
    return value


def _figure(text: str, whole: str) -> float:
    return read_figure_said(text, whole)


def in_unit(saying: Saying, unit: str | None) -> Saying:
    """The saying in the unit of its question; UsageError where it can't be told in that."""
    if saying.unit is None or saying.quantiles is None or fold(saying.unit) == fold(unit or ""):
        return msgspec.structs.replace(saying, unit=None)
    ratio = convert(saying.unit, unit)
    quantiles = tuple((level, value * ratio) for level, value in saying.quantiles)
    return msgspec.structs.replace(saying, quantiles=quantiles, unit=None)


def convert(found: str, wanted: str | None) -> float:
    """How many `wanted` one `found` is, of units of time; UsageError for others."""
    sizes = HOURS_OF.get(fold(found)), HOURS_OF.get(fold(wanted or ""))
    if sizes[0] is None or sizes[1] is None:
        asked = f"in {wanted}" if wanted else "without a unit"
        raise UsageError(f"expected figures {asked}, as the question was asked, found {found!r}", hint="leave it out")
    return float(sizes[0] / sizes[1])


def _by_name(text: str) -> Saying:
    """`a=20%, b=80%`: chances of choices; `10%=3, 90%=8`: quantiles by their level."""
    pairs = [tuple(part.strip() for part in one.rpartition("=")[::2]) for one in text.split(",")]
    names, values = tuple(name for name, _ in pairs), tuple(value for _, value in pairs)
    if all(re.fullmatch(r"[\d.]+\s*%", name) for name in names):
        levels = [_chance(name).chance or 0.0 for name in names]
        figures = [_figure(value, text) for value in values]
        return _quantiles(text, tuple(sorted(zip(levels, figures, strict=True))))
    if not all(names) or len({fold(name) for name in names}) < len(names):
        raise UsageError(f"expected a name before each `=`, each once, found {text!r}", hint="write `a=20%, b=80%`")
    chances = tuple(_chance(value).chance or 0.0 for value in values)
    if not are_chances(chances, n_choices=None):
        total = 100.0 * math.fsum(chances)
        message = (
            f"expected chances of two choices or more that sum to 100 %, found {text!r}, which sum to {total:.6g} %"
        )
        raise UsageError(message, hint="give every choice its chance; add one for `other`")
    return Saying(form="choice", chances=chances, choices=names)
