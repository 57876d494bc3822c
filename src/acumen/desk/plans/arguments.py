"""What may be asked: arguments that many verbs take, looked at here so that a wrong one is reported in words."""

import math
from collections.abc import Sequence
from numbers import Integral, Real

from acumen.decision import Limits
from acumen.errors import UsageError
from acumen.inputs.step_bets import to_figure
from acumen.readings.hours import MAX_HOURS


def refuse_wrong(objective: object, worth: object, limits: object) -> None:
    """UsageError unless the objective is known, the worth None or hours above 0, the limits None or Limits."""
    if objective not in ("net", "hours"):
        raise UsageError(
            f"expected the objective net or hours, found {objective!r}",
            hint="write net for worth minus hours, hours for the fewest until it is known",
        )
    if worth is not None and (not is_hours(worth) or worth == 0):
        raise UsageError(f"expected a worth in hours above 0, found {worth!r}", hint="give a number: worth=400")
    if isinstance(worth, Real) and float(worth) > MAX_HOURS:
        raise UsageError(f"expected a worth of at most 1e9 hours, found {worth!r}", hint="give a number: worth=400")
    if limits is not None and not isinstance(limits, Limits):
        raise UsageError(f"expected Limits, found {limits!r}", hint="acumen.Limits(max_states=1_000_000)")


def read_worth(worth: str | float | None) -> float | None:
    """Hours that are worth something, from a text as in a plan (`12 w`); a figure as it is."""
    return to_figure(worth, "worth") if isinstance(worth, str) else worth


def is_hours(figure: object) -> bool:
    """Whether it is a finite number of 0 or more."""
    return not isinstance(figure, bool) and isinstance(figure, Real) and 0.0 <= float(figure) < math.inf


def read_all_hours(name: str, figures: object) -> tuple[float, ...]:
    """Several hours of 0 or more, each a figure or a text as in a plan; UsageError for anything else."""
    several = figures if isinstance(figures, Sequence) and not isinstance(figures, str) else None
    read = None if several is None else [to_figure(one, name) if isinstance(one, str) else one for one in several]
    if read is None or not all(map(is_hours, read)):
        raise UsageError(f"expected {name} to be hours of 0 or more, found {figures!r}", hint=f"{name}=(10, 50)")
    return tuple(map(float, read))


def refuse_unless_count(name: str, figure: object, *, least: int | None = 1) -> None:
    """UsageError unless it is a whole number, of `least` or more where that is given."""
    count = int(figure) if not isinstance(figure, bool) and isinstance(figure, Integral) else None
    if count is None or (least is not None and count < least):
        more = "" if least is None else f" of {least} or more"
        raise UsageError(
            f"expected {name} to be a whole number{more}, found {figure!r}", hint="write one without a point"
        )
