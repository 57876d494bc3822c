"""Leaving a swamp: steps under way that have outlived their patience, and the untried ways that are worth more an hour."""

from acumen.desk.state.current_plan import Chosen
from acumen.history import StepPast
from acumen.results.loop import Overrun, UntriedWay
from acumen.results.plans import Answer, RankedStep

LEAST = 1e-9  # of a rate


def find_swamps(chosen: Chosen, answer: Answer) -> tuple[Overrun, ...]:
    """Every such step of a plan as it stands, with the ways out that `answer` prices."""
    if answer.goal is not None:
        return ()
    going = {past.id for past in chosen.state.under_way}
    lefts = {left.id: left for left in answer.under_way}
    swamps = []
    for past in chosen.state.under_way:
        left = lefts.get(past.id)
        is_given_up = left is not None and (left.is_worth_it is False or left.is_overdue)
        if has_outlived(past) or (is_given_up and past.hours is not None):
            swamp = _swamp(past, answer, going, is_given_up=is_given_up)
            if swamp.ways or left is None or not left.is_overdue:  # what is overdue is asked about all the same
                swamps.append(swamp)
    return tuple(swamps)


def has_outlived(past: StepPast) -> bool:
    """Whether the hours told have passed the patience shown when it was last bet on."""
    patience_hours = past.sayings[-1].patience_hours
    return past.hours is not None and patience_hours is not None and past.hours >= patience_hours


def _swamp(past: StepPast, answer: Answer, going: set[str], *, is_given_up: bool) -> Overrun:
    entries = {entry.id: entry for entry in answer.ranked}
    has_worth = answer.value is not None and answer.worth is not None
    rate = 0.0 if is_given_up else _rate(entries.get(past.id), answer.worth) or 0.0
    here = rate if has_worth else None
    ways = [
        UntriedWay(id=entry.id, title=entry.title, value_per_hour=_rate(entry, answer.worth))
        for entry in answer.ranked
        if entry.id not in going
    ]
    if here is not None:
        ways = [way for way in ways if way.value_per_hour is not None and way.value_per_hour > here + LEAST]
        ways.sort(key=lambda way: -(way.value_per_hour or 0.0))
    return Overrun(
        step=past.id,
        spent_hours=past.hours or 0.0,
        patience_hours=past.sayings[-1].patience_hours,
        before_hours=past.sayings[-1].at_hours,
        value_per_hour=here,
        ways=tuple(ways),
    )


def _rate(entry: RankedStep | None, worth: float | None) -> float | None:
    """Value by the expected hours of whoever starts so and acts well; None where it brings nothing, or nothing is known."""
    if entry is None or worth is None or entry.value is None or entry.chance is None or entry.value <= 0.0:
        return None
    hours = worth * entry.chance - entry.value
    return entry.value / hours if hours > 0.0 else None
