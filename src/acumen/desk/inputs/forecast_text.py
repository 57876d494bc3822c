"""What a text says of a question: a chance, quantiles of a number, or a chance for each of several choices."""

import math
import re

import msgspec

from acumen.borders.figures import SIZES_SAID, is_sayable
from acumen.desk.inputs.matching import fold
from acumen.errors import UsageError
from acumen.history.validity import are_chances, are_quantiles
from acumen.records import Form

LEVELS = {2: (0.05, 0.95), 3: (0.05, 0.5, 0.95)}  # what two or three figures of a number stand for
INTERVAL = re.compile(r"(\S+)\s+to\s+(\S+)")
WAYS = "a chance (`70%`, `7:3`), a number (`4 to 12`, or `10, 25, 60`: its 5 %, 50 %, 95 %), or `a=20%, b=80%`"


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three; `choices` are the names that `chances` belong to."""

    form: Form
    chance: float | None = None
    quantiles: tuple[tuple[float, float], ...] | None = None
    chances: tuple[float, ...] | None = None
    choices: tuple[str, ...] | None = None


def read_saying(text: str | float) -> Saying:
    """Read what somebody says; UsageError where it says nothing."""
    if not isinstance(text, str):
        return _chance(repr(float(text)))
    text = text.strip()
    if "=" in text:
        return _by_name(text)
    if found := INTERVAL.fullmatch(text):
        return _number(text, (found[1], found[2]))
    if "," in text:
        return _number(text, tuple(part.strip() for part in text.split(",")))
    return _chance(text)


def _chance(text: str) -> Saying:
    """A chance, read as in plan files."""
    from acumen.planfile.scalars import Misread, read_chance  # noqa: PLC0415 -- brings YAML, which others don't need

    if text == "1":
        raise UsageError("expected a chance, found '1'", hint="write `100%` or `1%`")
    chance = read_chance(text)
    if isinstance(chance, Misread):
        hint = chance.hint if chance.code == "chance-outside" else f"say {WAYS}"
        raise UsageError(chance.message, hint=hint)
    return Saying(form="yes-no", chance=chance)


def _number(text: str, figures: tuple[str, ...]) -> Saying:
    """Two or three figures that ascend."""
    levels = LEVELS.get(len(figures))
    if levels is None:
        raise UsageError(f"expected `low to high` or three figures of a number, found {text!r}", hint=f"say {WAYS}")
    return _quantiles(text, tuple(zip(levels, (_figure(one, text) for one in figures), strict=True)))


def _quantiles(text: str, quantiles: tuple[tuple[float, float], ...]) -> Saying:
    if not are_quantiles(quantiles):
        raise UsageError(f"expected figures that ascend, found {text!r}", hint="write the smallest first")
    return Saying(form="number", quantiles=quantiles)


def _figure(text: str, whole: str) -> float:
    try:
        value = float(text.replace("−", "-"))  # the sign of what acumen prints, to be said again
    except ValueError:
        value = math.nan
    if math.isfinite(value) and not is_sayable(value):
        raise UsageError(
            f"expected a figure of {SIZES_SAID}, found {text!r}", hint="take a larger or smaller unit: --unit"
        )
    if not math.isfinite(value):
        raise UsageError(f"expected a figure, found {text!r} in {whole!r}", hint=f"say {WAYS}")
    return value


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
