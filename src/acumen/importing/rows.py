"""What was read from a table, before it is written down: questions by a key of their source, forecasts, outcomes."""

from datetime import datetime

import msgspec

from acumen.errors import Problem
from acumen.records import Form


class AskedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A question as its source puts it."""

    form: Form = "yes-no"
    claim: str | None = None
    resolution: str | None = None
    choices: tuple[str, ...] | None = None
    unit: str | None = None
    domain: str | None = None
    due_at: datetime | None = None
    asked_at: datetime | None = None  # None: with the first forecast


class SaidRow(msgspec.Struct, frozen=True, kw_only=True):
    """A forecast. `person` None: nobody is named."""

    key: str
    at: datetime
    person: str | None = None
    chance: float | None = None
    quantiles: tuple[tuple[float, float], ...] | None = None
    chances: tuple[float, ...] | None = None
    reason: str | None = None


class KnownRow(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome. `known_at` None: the table does not tell; it then counts as known with the question's last forecast."""

    key: str
    known_at: datetime | None = None
    yes: bool | None = None
    number: float | None = None
    choice: int | None = None
    is_void: bool = False


class HoursRow(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of work: hours said, one figure or two, and hours taken. `known_at` None: the table does not tell."""

    title: str | None = None
    said_hours: float | None = None
    low_hours: float | None = None
    high_hours: float | None = None
    taken_hours: float
    domain: str | None = None
    person: str | None = None
    said_at: datetime | None = None
    known_at: datetime | None = None


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was read from one table, in any order."""

    source: str  # what the ids depend on: the name of the service, or of the file
    asked: dict[str, AskedRow]
    said: tuple[SaidRow, ...]
    known: tuple[KnownRow, ...]
    hours: tuple[HoursRow, ...] = ()
    names_people: bool  # False: no row says who; they are the ledger's owner's, or of whoever is named for all
    n_rows: int  # of the table, forecasts in it or not
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()  # what could not be taken over
