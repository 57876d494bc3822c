"""Everything said of steps and how it ended, as named columns for the maths: one row for each saying."""

from datetime import datetime
from typing import Any

import msgspec

from acumen.history.corrections import MarkFacts
from acumen.history.plan_state import PlanState, plan_states
from acumen.history.plans import AllPlanFacts
from acumen.history.steps import EndedHow, StepBet, StepPast
from acumen.records import Chance, Hours, Interval


class StepColumns(msgspec.Struct, frozen=True, kw_only=True):
    """Columns of equal length, (n_sayings,); rows in the order in which things were said.

    Hours and patience of a row count from when it was said: `hours` are those spent since then (None: not told),
    `patience_hours` is what was shown then and still to come. `chance` is None where it depends on hypotheses (`said` has it).
    `low_hours` and `high_hours` are equal for a commitment; `fails_low_hours`, `fails_high_hours` None without `fails`.
    """

    id: tuple[str, ...]  # of the record
    plan: tuple[str, ...]  # of the adoption
    step: tuple[str, ...]
    domain: tuple[str | None, ...]
    person: tuple[str | None, ...]  # None: the writer
    writer: tuple[str, ...]
    is_anew: tuple[bool, ...]  # said while under way, about the rest
    chance: tuple[float | None, ...]
    said: tuple[Chance, ...]
    low_hours: tuple[float, ...]
    high_hours: tuple[float, ...]
    is_open_ended: tuple[bool, ...]
    fails_low_hours: tuple[float | None, ...]
    fails_high_hours: tuple[float | None, ...]
    patience_hours: tuple[float | None, ...]
    ended: tuple[EndedHow | None, ...]  # None: still under way
    hours: tuple[float | None, ...]
    said_at: tuple[datetime, ...]
    known_at: tuple[datetime | None, ...]
    said_position: tuple[int, ...]
    known_position: tuple[int | None, ...]
    is_proven: tuple[bool, ...]  # written down before its end was, and before the end is said to have happened

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.id)


def step_columns(plans: AllPlanFacts, marks: MarkFacts, *, until: datetime | None = None) -> StepColumns:
    """Every saying of a chance and hours at a start; `until`: only what was said and known by then."""
    rows = [
        (state, past, saying)
        for state in plan_states(plans, marks)
        for past in state.steps
        for saying in past.sayings
        if until is None or saying.said_at <= until
    ]
    rows.sort(key=lambda row: (row[2].said_at, row[2].writer, row[2].id))
    cells = [_cells(state, _as_known(past, until), saying) for state, past, saying in rows]
    return StepColumns(**{name: tuple(cell[name] for cell in cells) for name in StepColumns.__struct_fields__})


def _as_known(past: StepPast, until: datetime | None) -> StepPast:
    """The step as it was known at a time."""
    if until is None or past.ended_at is None or past.ended_at <= until:
        return past
    return msgspec.structs.replace(past, ended=None, ended_at=None, ended_position=None, end_id=None, hours=None)


def _cells(state: PlanState, past: StepPast, saying: StepBet) -> dict[str, Any]:
    low_hours, high_hours = _ends(saying.hours)
    fails = (None, None) if saying.fails is None else _ends(saying.fails)
    return {
        "id": saying.id,
        "plan": state.id,
        "step": past.id,
        "domain": saying.domain,
        "person": saying.person,
        "writer": saying.writer,
        "is_anew": saying.is_anew,
        "chance": float(saying.chance) if isinstance(saying.chance, float | int) else None,
        "said": saying.chance,
        "low_hours": low_hours,
        "high_hours": high_hours,
        "is_open_ended": isinstance(saying.hours, Interval),
        "fails_low_hours": fails[0],
        "fails_high_hours": fails[1],
        "patience_hours": _since(saying, saying.patience_hours),
        "ended": past.ended,
        "hours": _since(saying, past.hours),
        "said_at": saying.said_at,
        "known_at": past.ended_at,
        "said_position": saying.position,
        "known_position": past.ended_position,
        "is_proven": _is_proven(past, saying),
    }


def _ends(hours: Hours) -> tuple[float, float]:
    return (hours.low_hours, hours.high_hours) if isinstance(hours, Interval) else (float(hours), float(hours))


def _since(saying: StepBet, hours: float | None) -> float | None:
    return None if hours is None else max(0.0, hours - saying.at_hours)


def _is_proven(past: StepPast, saying: StepBet) -> bool:
    """Position proves the order of writing; what the end itself claims must not contradict it."""
    if past.ended_position is None or past.ended_at is None:
        return False
    return saying.position < past.ended_position and saying.written_at <= past.ended_at
