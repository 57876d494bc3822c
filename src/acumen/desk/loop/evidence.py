"""What the end of a step says of its chance: how likely that end was if it works, and if it fails.

    succeeded                (1, 0)
    failed                   (0, 1)
    left after t hours       (S_s(t), S_f(t))      neither success nor failure had shown; leaving says no more than that
    under way after t hours  the same

    succeeded beyond b       (0, 1)                without `fails`, `a to b` bets on working by b

The density of the hours at which something showed is the same factor for every chance, so it is left out. Where no hours were
told, a step that was left says nothing: it has no row. A score judges the event "works within the patience shown", whose chance
stands beside. Source: docs/standard.md, "Leaving a step in time".
"""

import math

import msgspec

from acumen.chance import Attempt, LogNormal
from acumen.desk.planning.plan_problem import bet
from acumen.history import StepColumns
from acumen.records import Hours, Interval


class ChanceEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """Columns of equal length; `rows` are the places of the sayings in the step columns they were made from."""

    rows: tuple[int, ...]
    chance: tuple[float, ...]  # as it was said
    if_true: tuple[float, ...]  # P(this end | it works), up to a factor that both share
    if_false: tuple[float, ...]  # P(this end | it fails)
    works_within: tuple[float, ...]  # P(it works within the patience shown) by what was said
    worked_within: tuple[bool | None, ...]  # whether it did; None while that is not known


def chance_evidence(columns: StepColumns) -> ChanceEvidence:
    """One row for each saying with a plain chance whose end, or whose hours so far, say something about it."""
    found: list[tuple[int, float, float, float, float, bool | None]] = []
    for row in range(len(columns)):
        chance = columns.chance[row]
        if chance is None:
            continue
        whole = _bet(columns, row)
        likelihood = _likelihood(columns, row, whole)
        if likelihood is not None:
            patience_hours = columns.patience_hours[row]
            prob = whole.chance if patience_hours is None else whole.works_within(patience_hours)
            found.append((row, chance, *likelihood, prob, _worked(columns, row)))
    rows, chances, if_true, if_false, probs, worked = zip(*found, strict=True) if found else ((),) * 6
    return ChanceEvidence(
        rows=rows, chance=chances, if_true=if_true, if_false=if_false, works_within=probs, worked_within=worked
    )


def _bet(columns: StepColumns, row: int) -> Attempt:
    """The bet that was said."""
    low, high = columns.low_hours[row], columns.high_hours[row]
    fails_low, fails_high = columns.fails_low_hours[row], columns.fails_high_hours[row]
    hours = Interval(low_hours=low, high_hours=high) if columns.is_open_ended[row] else high
    fails = None if fails_low is None or fails_high is None else _hours(fails_low, fails_high)
    return bet(columns.chance[row] or 0.0, hours, fails)


def _hours(low: float, high: float) -> Hours:
    return Interval(low_hours=low, high_hours=high) if low < high else high


def _likelihood(columns: StepColumns, row: int, whole: Attempt) -> tuple[float, float] | None:
    ended, hours = columns.ended[row], columns.hours[row]
    if ended == "succeeded":
        is_late = hours is not None and whole.may_be_left and hours > _last_hours(whole)
        return (0.0, 1.0) if is_late else (1.0, 0.0)
    if ended == "failed":
        return 0.0, 1.0
    if hours is None or not whole.may_be_left:
        return None
    works, fails = whole.success.survival(hours), whole.failure.survival(hours)
    return (works, fails) if works > 0.0 or fails > 0.0 else (0.0, 1.0)  # beyond its hours it has failed


def _last_hours(whole: Attempt) -> float:
    """By when it works if it works; infinite where failure shows itself."""
    return whole.success.cut_hours if isinstance(whole.success, LogNormal) else math.inf


def _worked(columns: StepColumns, row: int) -> bool | None:
    """Whether it worked within the patience; None while it is under way, or where its hours are missing."""
    ended, hours, patience_hours = columns.ended[row], columns.hours[row], columns.patience_hours[row]
    if ended is None:
        return None
    if ended != "succeeded" or patience_hours is None:
        return ended == "succeeded"
    return None if hours is None else hours <= patience_hours
