"""A plan given up, or resting."""

from datetime import datetime
from typing import ClassVar

from acumen.records.record import Record


class PlanStopped(Record, frozen=True, kw_only=True):
    """A plan is given up: its goal counts as not reached, and open-ended work under way as left."""

    KIND: ClassVar = "plan-stopped"
    WORDS: ClassVar = frozenset({"why"})
    plan: str
    why: str | None = None


class PlanParked(Record, frozen=True, kw_only=True):
    """A plan rests, until a moment or until it is resumed, which a later one says: the last counts."""

    KIND: ClassVar = "plan-parked"
    WORDS: ClassVar = frozenset({"why"})
    plan: str
    until: datetime | None = None
    is_resumed: bool = False
    why: str | None = None
