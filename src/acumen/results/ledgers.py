"""What is done with a ledger as a whole: imported, verified, redacted."""

from datetime import datetime
from typing import ClassVar, Literal, TypeAlias

import msgspec

from acumen.errors import Problem, UsageError
from acumen.results.result import Result
from acumen.results.tables import ColumnProblem

Form: TypeAlias = Literal["file", "git"]


class TableImported(Result, frozen=True, kw_only=True):
    """What an import came to."""

    source: str
    n_rows: int  # of the table
    n_forecasts: int
    n_questions: int
    n_people: int  # who are named, and those of whom no row says who they are
    n_settled: int
    n_new: int  # records that were not here yet
    n_new_forecasts: int
    n_hours: int = 0  # pieces of work with hours said and taken
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    is_refused: bool = False  # some rows could not be taken in, so none was
    by_column: tuple[ColumnProblem, ...] = ()
    refused_file: str = ""  # where the rows that could not be taken in were written

    @property
    def is_taken(self) -> bool:
        """Whether anything was there to be taken in, and nothing stood in its way."""
        return not self.is_refused and self.n_forecasts + self.n_hours > 0


class Exported(Result, frozen=True, kw_only=True):
    """How many records went into which file."""

    file: str
    n_records: int  # of a table its rows, of a calendar its lines
    table: str | None = None  # what was written instead of the whole ledger


class LedgerHere(Result, frozen=True, kw_only=True):
    """A ledger that is there, and what it holds."""

    name: str
    n_records: int


class LedgerPath(Result, frozen=True, kw_only=True):
    """The file of the ledger, there or not."""

    path: str


class Anchored(Result, frozen=True, kw_only=True):
    """The head that was noted, and where. `record`: the id of the record of the place, where it is a new one."""

    form: Form
    place: str
    position: int
    hash: str
    day: str
    is_new: bool  # False: this very head was the last that was noted there
    record: str | None = None


class Demo(Result, frozen=True, kw_only=True):
    """Where the ledger is, what time it is there, and what to type: first `enter`, then any of `look`, at last `leave`."""

    ledger: str
    folder: str
    now: datetime
    n_records: int
    enter: str
    look: tuple[tuple[str, str], ...]
    leave: str


class Redacted(Result, frozen=True, kw_only=True):
    """What was taken away: of which record, whether its figures too, and where else the same words stand."""

    id: str
    kind: str
    position: int
    is_all: bool
    record: str  # id of the redaction
    also_in: tuple[str, ...] | None  # ids of records with the same words, in order; None of a call that is made again


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One key, and what counts: `set_to` None where nothing does. `told_at` None where that was not set but follows."""

    key: str
    set_to: str | None
    meaning: str
    example: str
    id: str | None = None  # of the record
    told_at: datetime | None = None
    is_known: bool = True  # False: of a later acumen; it is kept and does nothing here


class Settings(Result, frozen=True, kw_only=True):
    """Every key there is, then those that this acumen does not know. `just_set`: the key that was just set."""

    settings: tuple[Setting, ...]
    now: datetime
    just_set: str | None = None
    old_text: str | None = None  # what counted until then

    def __getitem__(self, key: str) -> str | None:
        """What counts for a key; UsageError for one there is not."""
        for one in self.settings:
            if one.key == key:
                return one.set_to
        known = ", ".join(one.key for one in self.settings)
        raise UsageError(f"expected a setting, found {key!r}", hint=f"there are: {known}")


class SourceKept(msgspec.Struct, frozen=True, kw_only=True):
    """A table or a ledger that was taken in. Several with one name are one."""

    name: str
    writers: tuple[str, ...]  # of its records
    n_forecasts: int
    left_out_by: str | None  # id of the record that leaves it out


class Sources(Result, frozen=True, kw_only=True):
    """All of them by name. `just_set`: the one that was just left out."""

    sources: tuple[SourceKept, ...]
    just_set: str | None = None


class LedgerImported(Result, frozen=True, kw_only=True):
    """What came in. `record`: the id of the record that says so; None where none was needed."""

    ledger: str
    source: str
    n_records: int
    n_new: int
    position: int  # of the source's head, and its hash
    hash: str
    is_copy: bool  # into an empty ledger: it has the source's head and writer now
    unread: dict[str, int]  # records that this acumen can't read, by kind and version; they are kept as they are
    record: str | None = None

    @property
    def is_taken(self) -> bool:
        """It is, or there was nothing new."""
        return True


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not what was written; `position` is 0 where it is the file rather than a record."""

    position: int
    message: str


class HeadCompared(msgspec.Struct, frozen=True, kw_only=True):
    """What a place says where heads are noted. `n` of this ledger's; None where there was no looking.

    `lost`: the heads (and days) that are not in the past of this ledger, as they are noted.
    """

    place: str
    n: int | None = None
    last_day: str | None = None  # day of the newest
    lost: tuple[tuple[str, str | None], ...] = ()
    n_unproven: int = (
        0  # heads of other ledgers that were taken in, some of whose records stand here with other envelopes
    )


class Verified(Result, frozen=True, kw_only=True):
    """What was found, the first fault first.

    `asked_head`: the head that was asked about, and in words what it is the head of.
    """

    BEFORE: ClassVar = ("is_sound",)

    ledger: str
    position: int
    hash: str
    n_redacted: int
    unread: dict[str, int]  # records that this acumen can't read, by kind and version; they are kept as they are
    faults: tuple[Fault, ...]
    asked_head: str | None = None
    asked_head_is: str | None = None
    n_others: int = 0  # records before it that stand here with other envelopes: nothing here proves that head then
    anchors: tuple[HeadCompared, ...] = ()  # places where heads are noted, as the records and the caller name them

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, and the heads that were asked about or noted are in the past of this ledger."""
        return not self.faults and self.is_proven

    @property
    def is_proven(self) -> bool:
        """Whether the head that was asked about, and all that were noted, are in the past of this ledger."""
        is_asked = self.asked_head is None or (self.asked_head_is is not None and self.n_others == 0)
        return is_asked and not any(compared.lost or compared.n_unproven for compared in self.anchors)
