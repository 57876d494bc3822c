"""Which column of a table holds what, and how its cells are written: told on the command line, guessed, or kept in a file."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import Any, Self

import msgspec

from acumen.borders.signs import fold
from acumen.errors import UsageError
from acumen.pages.commands import write_command
from acumen.readings.chances import Scale
from acumen.readings.moments import Order
from acumen.readings.numbers import Mark
from acumen.tables.table import Form
from acumen.tables.ways import Told

COLUMNS = (
    "question", "prob", "says", "low", "median", "high", "hours", "taken", "outcome", "person", "at", "known", "by", "domain",
)  # fmt: skip


class Mapping(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Names of columns by what they hold, and how cells are written, where that is not to be found out."""

    question: str | None = None  # the claim, or what tells questions apart
    prob: str | None = None
    says: str | None = None  # a chance, an interval or named chances, as `acumen predict` takes them
    low: str | None = None  # of a number or of hours: 5 % lie below
    median: str | None = None
    high: str | None = None  # 5 % lie above
    hours: str | None = None  # said of a piece of work
    taken: str | None = None  # hours it took
    outcome: str | None = None
    person: str | None = None
    at: str | None = None
    known: str | None = None
    by: str | None = None
    domain: str | None = None
    unit: str | None = None  # of hours: s, min, h, d; of numbers: any
    scale: Scale | None = None
    decimal: Mark | None = None
    dates: Order | None = None
    zone: str | None = None
    separator: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    is_sided: bool = False
    is_done_when_known: bool = False  # work without a day on which it ended is not done yet, whatever it took so far

    @property
    def is_of_hours(self) -> bool:
        """Whether it tells hours said and taken."""
        return self.taken is not None

    @property
    def form(self) -> Form:
        """How the file is written."""
        return Form(separator=self.separator, encoding=self.encoding, sheet=self.sheet)

    def told(self) -> Told:
        """How cells are written; UsageError for a zone that there is not."""
        words = [frozenset(map(fold, said)) for said in (self.yes, self.no, self.void, self.missing)]
        return Told(
            decimal=self.decimal,
            dates=self.dates,
            scale=self.scale,
            zone=UTC if self.zone is None else _find_zone(self.zone),
            yes=words[0],
            no=words[1],
            void=words[2],
            missing=words[3],
            is_sided=self.is_sided,
        )

    def columns(self) -> dict[str, str]:
        """The columns that are named, by what they hold."""
        return {what: name for what in COLUMNS if (name := getattr(self, what)) is not None}

    def said(self, option: str) -> Self:
        """The same with what an option says: `--dates dmy`, `--decimal , --percent`, `--yes right,correct --no wrong`."""
        changes: dict[str, Any] = {}
        for one in option.removeprefix("--").split(" --"):
            name, _, value = one.partition(" ")
            words: dict[str, dict[str, Any]] = {
                "percent": {"scale": 100},
                "sided": {"is_sided": True},
                "scale": {"scale": value},
                "yes": {"yes": tuple(value.split(","))},
                "no": {"no": tuple(value.split(","))},
            }
            changes |= words.get(name, {name: value})
        return msgspec.convert({**msgspec.structs.asdict(self), **changes}, type(self), strict=False)

    def command(self, file: str) -> str:
        """What to type to take the file in so."""
        options: dict[str, tuple[str | None, ...]] = {f"--{what}": (name,) for what, name in self.columns().items()}
        options |= {
            "--unit": (self.unit,),
            "--percent": ("" if self.scale == 100 else None,),  # noqa: PLR2004
            "--scale": (str(self.scale) if self.scale in {1, 10} else None,),
            "--decimal": (self.decimal,),
            "--dates": (self.dates,),
            "--zone": (self.zone,),
            "--separator": ("tab" if self.separator == "\t" else self.separator,),
            "--encoding": (self.encoding,),
            "--sheet": (self.sheet,),
            "--sided": ("" if self.is_sided else None,),
            **{f"--{name}": (",".join(getattr(self, name)) or None,) for name in ("yes", "no", "void", "missing")},
        }
        return write_command("acumen import", file, options)


def _find_zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- only where one is named

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not there, a folder, no name of a file
        raise UsageError(f"expected a time zone, found {name!r}", hint="write it as Europe/Berlin") from None


def read_mapping(text: bytes, *, source: str) -> Mapping:
    """What `write_mapping` wrote; UsageError where it is something else."""
    try:
        return msgspec.json.decode(text, type=Mapping)
    except msgspec.MsgspecError as error:
        raise UsageError(
            f"can't read {source} as a mapping: {error}", hint="`acumen import FILE … --map NEW` writes one"
        ) from None


def write_mapping(mapping: Mapping) -> bytes:
    """As JSON, with the names that the options have."""
    return msgspec.json.format(msgspec.json.encode(mapping), indent=2) + b"\n"
