"""Steps that ended and that somebody bet on when they started them: one row each, from which the maths makes its arrays."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from acumen.history.entry import days
from acumen.history.people import People
from acumen.history.plan_state import PlanState
from acumen.history.steps import StepBet, StepPast
from acumen.records import Hours, Interval


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """A step with a plain chance that ended: what was said of it at its start, and what was seen. Days since 1970 (UTC).

    `hours` from the start on, None where nobody told; an open-ended step has `low_hours` < `high_hours`.
    """

    key: str  # plan and step: sayings about one step share it
    chance: float
    low_hours: float
    high_hours: float
    fails_low_hours: float | None
    fails_high_hours: float | None
    patience_hours: float | None
    ended: str  # succeeded, failed, left
    hours: float | None
    domain: str | None
    said_days: float
    known_days: float
    is_proven: bool  # written down before its end was, and before the end is said to have happened
    writer: str = ""

    @property
    def is_open_ended(self) -> bool:
        """Whether it could be left at any time."""
        return self.low_hours < self.high_hours

    @property
    def tells_hours(self) -> bool:
        """Whether its end says something about hours: an interval was said, and hours were told."""
        return self.is_open_ended and self.hours is not None and self.hours > 0.0

    @property
    def tells_chance(self) -> bool:
        """Whether its end says something about its chance; one left at an unknown hour does not."""
        return self.ended in ("succeeded", "failed") or self.tells_hours


def said_of_steps(states: Iterable[PlanState]) -> list[tuple[PlanState, StepPast, StepBet]]:
    """Every chance and hours said of a step, with its plan and what became of it, in the order in which it was said."""
    every = [(state, past, said) for state in states for past in state.steps for said in past.sayings]
    return sorted(every, key=lambda one: (one[2].said_at, one[2].writer, one[2].id))


def ended_steps(states: Iterable[PlanState], people: People, *, person: str) -> Iterator[StepRow]:
    """Those that a person (a key) bet on when they started them, in the order in which it was said."""
    for state, past, bet in said_of_steps(states):
        is_ended = not bet.is_anew and past.ended in ("succeeded", "failed", "left")
        if not is_ended or people.key(bet.person, bet.writer) != person:
            continue
        if isinstance(bet.chance, float | int) and past.ended_at is not None:
            yield _row(state, past, bet, bet.chance, past.ended_at)


def _row(state: PlanState, past: StepPast, bet: StepBet, chance: float, ended_at: datetime) -> StepRow:
    low_hours, high_hours = ends_of(bet.hours)
    fails = (None, None) if bet.fails is None else ends_of(bet.fails)
    return StepRow(
        key=f"{state.id} {past.id}",
        chance=float(chance),
        low_hours=low_hours,
        high_hours=high_hours,
        fails_low_hours=fails[0],
        fails_high_hours=fails[1],
        patience_hours=since(bet, bet.patience_hours),
        ended=str(past.ended),
        hours=since(bet, past.hours),
        domain=bet.domain,
        said_days=days(bet.said_at),
        known_days=days(ended_at),
        is_proven=past.ended_position is not None and bet.position < past.ended_position and bet.written_at <= ended_at,
        writer=bet.writer,
    )


def ends_of(hours: Hours) -> tuple[float, float]:
    """The lowest and the highest, equal for a commitment."""
    return (hours.low_hours, hours.high_hours) if isinstance(hours, Interval) else (float(hours), float(hours))


def since(bet: StepBet, hours: float | None) -> float | None:
    """Counted from when it was said."""
    return None if hours is None else max(0.0, hours - bet.at_hours)
