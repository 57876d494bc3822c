"""What was promised of a date, and alarms that it, or the hours said, no longer hold."""

from datetime import date
from typing import ClassVar, Literal

from acumen.records.record import Record


class BaselineSet(Record, frozen=True, kw_only=True):
    """What was promised of a plan's date: the chance of it as it stood then. Another date, or another promise, is another."""

    KIND: ClassVar = "baseline-set"
    plan: str
    ship: date
    hours_until: float  # of work until the end of that day
    on_time: float
    acumen: str  # version
    value: float | None = None
    tripwires: tuple[tuple[str, date], ...] = ()  # (step, the day by which it has to have worked)
    is_asked: bool = False  # somebody asked for it; else acumen wrote it of itself


class AlarmRung(Record, frozen=True, kw_only=True):
    """That a date came into danger, or that hours run over what was said; each level of it rings once a baseline.

    Of a date: 1 below even odds, 2 below half of what was promised. Of hours: 1 an e-value of 10, 2 of 100.
    """

    KIND: ClassVar = "alarm-rung"
    plan: str
    baseline: str
    what: Literal["date", "hours"]
    level: int
    on_time: float
    e_value: float
