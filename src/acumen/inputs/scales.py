"""Scores, scales and worths, read from words."""

from __future__ import annotations

import math

from acumen.borders.patterns import pattern
from acumen.errors import UsageError
from acumen.history.idea_facts import is_scale, score_mistake
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread
from acumen.results.ideas import Scale

USUAL: Scale = (0.0, 10.0)
SCALE = pattern(r"\s*(-?[\d.]+)\s*(?:to|\.\.|–|-)\s*(-?[\d.]+)\s*")
OF = pattern(r"\s*([\d.]+)\s*/\s*([\d.]+)\s*")


def read_scale(text: str) -> Scale:
    """`0 to 10`, `1-5`."""
    found = SCALE.fullmatch(text)
    scale = None if found is None else (_number(found[1]), _number(found[2]))
    if scale is None or not is_scale(scale):
        raise UsageError(f"expected a scale from low to high, found {text!r}", hint="write it as '1 to 5'")
    return scale


def read_score(text: str | float, scale: Scale) -> tuple[float, Scale]:
    """A figure on the scale, or `8/10`, which is on the scale from 0 to 10; UsageError where it is off its scale."""
    found = OF.fullmatch(text) if isinstance(text, str) else None
    score, on = (_number(text), scale) if found is None else (_number(found[1]), (0.0, _number(found[2])))
    mistake = f"expected a score, found {text!r}" if math.isnan(score) else score_mistake(score, on)
    if mistake is not None:
        raise UsageError(mistake, hint="another scale is told by --scale '1 to 5'; `8/10` is 8 of 0 to 10")
    return score, on


def read_worth(text: str | float) -> float:
    """Hours of 0 or more, also `2 d`, `nothing`."""
    if isinstance(text, str):
        if text.strip().lower() == "nothing":
            return 0.0
        found = read_hours(text)
        if isinstance(found, float):
            return found
        said = found.message if isinstance(found, Misread) else f"expected one figure, found {text!r}"
        raise UsageError(said, hint="write hours, or a figure with its unit: 400, '2 d'")
    if not (math.isfinite(text) and text >= 0.0):
        raise UsageError(
            f"expected hours of 0 or more, found {text}", hint="write 400, or a figure with its unit: '2 d'"
        )
    return float(text)


def _number(text: str | float) -> float:
    """NaN where it is none that is finite."""
    try:
        figure = float(text)
    except ValueError:
        return math.nan
    return figure if math.isfinite(figure) else math.nan
