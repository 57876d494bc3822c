"""What one saying has meant, and how far the record counts in that."""

import math
import shlex
from collections.abc import Iterator

from acumen.judgment.censored_outcomes import LEAST_ENDED
from acumen.pages import Block, Span, Text
from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.results.calibration import CalibratedChance, CalibratedHours
from acumen.views.earned import say_record
from acumen.views.origins import write_origins

USUAL_RATIO = 9.0  # of the ends of a single figure where nobody has said an interval


def write_chance(told: CalibratedChance) -> Iterator[Block]:
    """What it has meant, and where that comes from."""
    yield from _chance(told)
    yield from write_origins(told.origins, f"meant {100 * told.said:.10g}%{_domain(told.domain)}", indent=2)


def write_hours(told: CalibratedHours) -> Iterator[Block]:
    """What they have meant, and where that comes from."""
    yield from _hours(told)
    hours = f"'{told.said_low_hours:.12g} to {told.said_high_hours:.12g}'"
    typed = hours if told.figure is None else f"{told.figure:.12g}h"
    yield from write_origins(told.origins, f"meant {typed}{_domain(told.domain)}", indent=2)


def _domain(domain: str | None) -> str:
    """The option with which it was asked, so that the printed command asks the same."""
    return "" if domain is None else f" --domain {shlex.quote(domain)}"


def _chance(told: CalibratedChance) -> Iterator[Block]:
    """What it has meant: `Said 80 %; such sayings have meant 52 %, 9 in 10 between 40 % and 63 % (n = 60 in coding)`."""
    record = say_record(told.weight, n=told.n_all)
    if told.weight <= 0.0:
        yield Text(f"Said {say_prob(told.said)}; taken as it stands.")
    else:
        meant = Span(_percent(told.prob), "chance")
        between = f", 9 in 10 between {_percent(told.lower)} and {_percent(told.upper)}"
        count = _count(told.n, told.n_all, told.domain)
        yield Text((f"Said {say_prob(told.said)}; such sayings have meant ", meant, f"{between} ({count})."))
    yield Text(f"{record}.", indent=2)


def _hours(told: CalibratedHours) -> Iterator[Block]:
    """What they have meant: `Said 4 to 12 h; such sayings have meant 5 to 19 h, 10 h in the middle (n = 40 in coding)`."""
    between = _between(told.said_low_hours, told.said_high_hours)
    said = f"Said {between}"
    if told.figure is not None:
        said = f"Said {say_hours(told.figure)}, taken for {between}, {_say_width(told)}"
    record = say_record(told.weight, n=told.n_all, n_least=LEAST_ENDED, things=_things(told))
    count = _count(told.n, told.n_all, told.domain)
    if told.weight <= 0.0:
        shown = _between(told.candidate_low_hours, told.candidate_high_hours)
        so_far = f"; by what there is such sayings would mean {shown} ({count})" if told.n_all else ""
        yield Text(f"{said}; taken as it stands.")
        yield Text(f"{record}{so_far}.", indent=2)
        return
    meant = Span(_between(told.low_hours, told.high_hours), "hours")
    middle = f", {say_hours(told.middle_hours)} in the middle"
    yield Text((f"{said}; such sayings have meant ", meant, f"{middle} ({count})."))
    yield Text(f"{record}.", indent=2)


def _say_width(told: CalibratedHours) -> str:
    """How wide a single figure is taken to be: as intervals were, or, where nobody said any, by a factor of three."""
    is_unsaid = math.isclose(told.said_high_hours, USUAL_RATIO * told.said_low_hours)
    return "a third to three times that" if is_unsaid else "as wide as the intervals said of ended steps"


def _things(told: CalibratedHours) -> str:
    """What came out: steps of plans, or, where a table told of some, work of any kind."""
    return "pieces of work" if told.origins.n_by_source else "ended steps"


def _count(n: int, n_all: int, domain: str | None) -> str:
    """`n = 40 in coding, 55 in all`; where there are none of this kind, whose record it is."""
    if domain is not None and n == 0:
        return f"borrowed from other kinds of work: n = 0 in {domain}, {n_all:,} in all"
    where = "" if domain is None else f" in {domain}"
    return f"n = {n:,}{where}" + ("" if n == n_all else f", {n_all:,} in all")


def _between(low: float, high: float) -> str:
    return f"{say_number(low)} to {say_hours(high)}"


def _percent(prob: float) -> str:
    return say_prob(round(prob, 2)) if 0.01 <= prob <= 0.99 else say_prob(prob)  # noqa: PLR2004 -- would round to certain
