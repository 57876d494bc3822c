"""How a chance and hours are written in a plan, so that they read back as the same floats; `readings` reads them."""

from decimal import Decimal

from acumen.records import Hours, Interval

_N_DIGITS = 15  # before or after the point; beyond, a figure is written with an exponent


def write_chance(chance: float) -> str:
    """As a percentage that reads back as the same float."""
    return _write_figure(Decimal(repr(chance)).scaleb(2)) + "%"


def write_hours(hours: Hours) -> str:
    """As plain hours or `low to high`."""
    if isinstance(hours, Interval):
        return f"{write_hours(hours.low_hours)} to {write_hours(hours.high_hours)}"
    return _write_figure(Decimal(repr(hours)))


def complement(chance: float) -> float:
    """One minus a chance, of the figure as it is written: 0.45 for 0.55."""
    return float(1 - Decimal(repr(chance)))


def _write_figure(figure: Decimal) -> str:
    if not figure.is_finite():
        return str(figure)
    figure = figure.normalize()
    return f"{figure:f}" if abs(figure.adjusted()) <= _N_DIGITS else f"{figure:e}"
