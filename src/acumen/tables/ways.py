"""The ways in which columns of chances, numbers, hours, moments and outcomes may be written."""

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import partial
from typing import Any, Literal, TypeVar

import msgspec

from acumen.borders.figures import is_figure
from acumen.borders.patterns import pattern
from acumen.borders.signs import fold
from acumen.readings import chances, hours, moments, numbers, outcomes
from acumen.readings.chances import Scale
from acumen.readings.moments import ORDERS, Order
from acumen.readings.numbers import MARKS, Mark
from acumen.records import Interval
from acumen.tables.columns import Column, Way, decide
from acumen.tables.table import MISSING, Table

FIRST_YEAR, LAST_YEAR = 1990, 2100  # within which a number may be a moment
OF_PROGRAMS = frozenset({"<na>", "nat", "#null!"})  # missing in columns that are no words, where one may be a name
END_OF_DAY = time(23, 59, 59)
WHOLE_PERCENT, TEN, MOST_DAYS = 100, 10.0, 1e6
SECONDS_PER_MINUTE, SECONDS_PER_HOUR, N_FIGURES = 60, 3600, 9
T = TypeVar("T")
_THREE_DECIMALS = pattern(r"[+-]?[0-9]{1,3}\.[0-9]{3}")
NAMES_OF_ORDERS = {"ymd": "year first", "dmy": "day first", "mdy": "month first"}
NAMES_OF_MARKS = {".": "decimal point", ",": "decimal comma"}
NAMES_OF_SCALES = {1: "0 to 1", 100: "percent", 10: "n of 10"}
_UNIT_WORDS = "s|secs?|seconds|sekunden|secondes|m|mins?|minutes|minuten|h|hrs|hours|stunden|heures|d|days|tage|jours"
UNIT_IN_NAME = pattern(rf"(?:[(\[]|_|\bin\s+|\s)({_UNIT_WORDS})[)\]]?$", re.IGNORECASE)
PERCENT_IN_NAME = pattern(r"%|percent|prozent|pourcent|por ?ciento|procent|per cento|\bpct\b", re.IGNORECASE)
_UNITS = {"sekunden": "s", "secondes": "s", "minuten": "min", "stunden": "h", "heures": "h", "tage": "d", "jours": "d"}
_LABELLED = pattern(r"([+-]?[0-9.,]+)\s*:\s*\S.*", re.DOTALL)
_OUT_OF = pattern(r"([0-9.,]+)\s*/\s*([0-9]+)")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says of how a table is written."""

    decimal: Mark | None = None
    dates: Order | None = None
    scale: Scale | None = None
    zone: tzinfo = UTC
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    void: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    is_sided: bool = False  # right means that the side of the forecast came true


class Reader:
    """A table and what is said of it; what one column shows is known of the next."""

    def __init__(self, table: Table, told: Told | None = None) -> None:
        """Nothing has been shown yet."""
        self.table = table
        self.told = told or Told()
        self.traits: list[str] = []

    def _decide(self, name: str, what: str, ways: Sequence[Way]) -> Column[Any]:
        missing = (MISSING | OF_PROGRAMS | self.told.missing) - self.told.yes - self.told.no - self.told.void
        column = decide(self.table, name, what, ways, traits=self.traits, missing=missing)
        if column.trait and column.trait not in self.traits:
            self.traits.append(column.trait)
        return column

    @property
    def _marks(self) -> tuple[Mark, ...]:
        return MARKS if self.told.decimal is None else (self.told.decimal,)

    def numbers(self, name: str, what: str = "a number") -> Column[float]:
        """Numbers of a size that can be computed with."""
        return self._decide(name, what, self._ways_by_mark(self._number))

    def _ways_by_mark(self, read: Callable[[str, Mark], Any], said: str = "") -> list[Way]:
        """A way for each sign that may stand before decimals."""
        return [
            Way(
                name=f"{said}, {NAMES_OF_MARKS[mark]}" if said and mark == "," else said or NAMES_OF_MARKS[mark],
                option=f"--decimal {mark}",
                trait=f"decimal {mark}",
                read=partial(_swapped, read, mark),
            )
            for mark in self._marks
        ]

    def scores(self, name: str) -> Column[float]:
        """Numbers, also with their label (`6: weak accept`) or out of how many (`8/10`, the same in all cells)."""
        texts = [text for text in self.table.texts(name) if text.lower() not in MISSING]
        wholes = {found[2] for text in texts if (found := _OUT_OF.fullmatch(text))}
        is_out_of = len(wholes) == 1 and all(map(_OUT_OF.fullmatch, texts))

        def read(text: str, mark: Mark) -> float | None:
            if is_out_of and (found := _OUT_OF.fullmatch(text)):
                return self._number(found[1], mark)
            labelled = _LABELLED.fullmatch(text)
            return self._number(labelled[1] if labelled else text, mark)

        return self._decide(name, "a score", self._ways_by_mark(read))

    def _number(self, text: str, mark: Mark) -> float | None:
        if self._is_doubtful(text, mark):
            return None
        found = numbers.read_as(text, mark)
        value = math.nan if found is None else float(found)
        return value if math.isfinite(value) and is_figure(value) else None

    def _is_doubtful(self, text: str, mark: Mark) -> bool:
        """`1.250` is no 1250 where cells are separated by commas: who writes thousands so separates by semicolons."""
        is_open = mark == "," and self.table.separator == "," and self.told.decimal is None
        return is_open and _THREE_DECIMALS.fullmatch(text) is not None

    def chances(self, name: str) -> Column[float]:
        """Chances, by the scale that fits them all."""
        cells = [text for text in dict.fromkeys(self.table.texts(name)) if text.lower() not in MISSING]
        is_percent = PERCENT_IN_NAME.search(name) is not None
        ways: list[Way] = []
        for mark in self._marks:
            bare = [float(value) for text in cells if (value := numbers.read_as(text, mark)) is not None]
            n_signed = sum(
                chances.read_as(text, mark, 1) is not None for text in cells if not chances.is_bare(text, mark)
            )
            is_mixed = bool(bare) and max(bare) > 1.0 and not is_percent
            for scale in self._scales(bare, is_percent=is_percent, n_signed=n_signed):
                said = NAMES_OF_SCALES[scale] if bare else "as written"
                option = "--percent" if scale == WHOLE_PERCENT else f"--scale {scale}"
                is_told = any(one.name == said for one in ways) or (mark == "," and self.told.decimal is None)
                ways.append(
                    Way(
                        name=said if mark == "." else f"{said}, {NAMES_OF_MARKS[mark]}",
                        option=f"--decimal {mark}{'' if scale == 1 else ' ' + option}" if is_told else option,
                        trait=f"decimal {mark}",
                        read=self._chance(mark, scale, is_mixed=is_mixed),
                    )
                )
        return self._decide(name, "a chance", ways)

    def _scales(self, bare: Sequence[float], *, is_percent: bool, n_signed: int) -> tuple[Scale, ...]:
        """What bare figures may be parts of."""
        if self.told.scale is not None:
            return (self.told.scale,)
        if not bare:
            return (1,)
        most, is_between = max(bare), any(0.0 < value < 1.0 for value in bare)
        if most > 1.0:
            if is_between and not is_percent:
                return (1, 100)
            return (100,) if most > TEN or is_percent else (100, 10)
        if is_between:
            return (1, 100) if is_percent or n_signed else (1,)
        return (100,) if is_percent and most == 0.0 else (1, 100)

    def _chance(self, mark: Mark, scale: Scale, *, is_mixed: bool) -> Any:  # noqa: ANN401 -- a reader
        """A reader; where some figures are above 1, those between 0 and 1 are parts of 100 only if somebody says so."""

        def read(text: str) -> float | None:
            found = chances.read_as(text, mark, scale)
            if found is None or scale == 1 or not is_mixed or self.told.scale is not None:
                return found
            bare = numbers.read_as(text, mark)
            return None if bare is not None and 0 < bare < 1 else found

        return read

    def hours(self, name: str, *, unit: str | None = None, is_unit_needed: bool = False) -> Column[float | Interval]:
        """Hours or intervals of them; a unit in the name of the column counts for figures without one.

        `is_unit_needed`: figures that look like seconds, as trackers export them, are hours only where somebody says so.
        """
        found = UNIT_IN_NAME.search(name)
        named = found[1].lower() if found else "h"
        used = unit or _UNITS.get(named, named)
        said = "hours" if used in {"h", "hrs", "hours"} else f"hours from {used}"

        def read(text: str, mark: Mark) -> float | Interval | None:
            return None if self._is_doubtful(text, mark) else hours.read_as(text, mark, used)

        if is_unit_needed and unit is None and found is None and self._are_like_seconds(name):
            seconds = partial(hours.read_as, mark=".", unit="s")
            bare = partial(hours.read_as, mark=".", unit="h")
            ways = [
                Way(name="hours from s", option="--unit s", read=seconds),
                Way(name="hours", option="--unit h", read=bare),
            ]
            return self._decide(name, "hours", ways)
        return self._decide(name, "hours", self._ways_by_mark(read, said))

    def _are_like_seconds(self, name: str) -> bool:
        """Whole minutes of seconds throughout, up to an hour of them or more: as hours that were months."""
        cells = {text for text in set(self.table.texts(name)) if text.lower() not in MISSING}
        return (
            bool(cells)
            and all(len(text) <= N_FIGURES and text.isdecimal() for text in cells)
            and all(int(text) % SECONDS_PER_MINUTE == 0 for text in cells)
            and max(map(int, cells)) >= SECONDS_PER_HOUR
        )

    def moments(self, name: str, *, is_end: bool = False, may_count: bool = False) -> Column[datetime]:
        """Moments; a day alone is its first second, or its last (`is_end`). `may_count`: plain numbers may be days."""
        orders = ORDERS if self.told.dates is None else (self.told.dates,)
        ways = [
            Way(
                name=NAMES_OF_ORDERS[order],
                option=f"--dates {order}",
                trait=f"dates {order}",
                read=partial(_swapped, partial(self._moment, is_end=is_end), order),
            )
            for order in orders
        ]
        cells = [text for text in dict.fromkeys(self.table.texts(name)) if text.lower() not in MISSING]
        are_numbers = bool(cells) and all(_PLAIN.fullmatch(text) for text in cells)
        if are_numbers and not all(moments.read_as(text, "ymd") for text in cells):
            ways = [Way(name=said, option="", read=read) for said, read in _stamps(self.told.zone, may_count=may_count)]
        return self._decide(name, "a date", ways)

    def _moment(self, text: str, order: Order, *, is_end: bool) -> datetime | None:
        found = moments.read_as(text, order)
        if found is None:
            return None
        if not isinstance(found, datetime):
            found = datetime.combine(found, END_OF_DAY if is_end else time())
        try:
            return (found if found.tzinfo else found.replace(tzinfo=self.told.zone)).astimezone(UTC)
        except (OverflowError, ValueError):
            return None

    def outcomes(self, name: str) -> Column[Literal["yes", "no", "void", "right", "wrong", "open"]]:
        """Yes, no, void, still open; and right or wrong, where it is said what that means."""
        texts = [text for text in dict.fromkeys(self.table.texts(name)) if text.lower() not in MISSING]
        has_figures = any(text in {"0", "1"} for text in texts)  # a letter beside them is no *oui*

        def read(text: str) -> str | None:
            return None if has_figures and fold(text) == "o" else self._outcome(text)

        column = self._decide(name, "an outcome", [Way(name="yes or no", option="", read=read)])
        sided = [text for text in texts if self._outcome(text) in {"right", "wrong"}]
        if sided and not self.told.is_sided:
            word = sided[0]
            problem = f"{word!r} may mean that it came true, or that the side of the forecast did"
            words = " ".join(filter(None, (self._option("yes", "right", sided), self._option("no", "wrong", sided))))
            hint = (
                f"say which: {words} where it is the claim that is judged, "
                "--sided where a forecast below 50 % is right if the claim did not come true"
            )
            open_values = (None,) * self.table.n_rows
            choices = (("the claim came true", words), ("the side of the forecast did", "--sided"))
            return msgspec.structs.replace(column, problem=problem, hint=hint, values=open_values, choices=choices)
        return column

    def _option(self, name: str, outcome: str, texts: Sequence[str]) -> str:
        """What says that the words of this outcome mean yes, or no; "" where there are none."""
        words = dict.fromkeys(fold(numbers.half_width(text)) for text in texts if self._outcome(text) == outcome)
        return f"--{name} {','.join(words)}" if words else ""

    def _outcome(self, text: str) -> str | None:
        text = numbers.half_width(text)
        word = fold(text)
        for words, outcome in (
            (self.told.yes, "yes"),
            (self.told.no, "no"),
            (self.told.void, "void"),
            (outcomes.OPEN, "open"),
        ):
            if word in words:
                return outcome
        figure = text.removesuffix("%")
        number = next((one for mark in MARKS if (one := numbers.read_as(figure, mark)) is not None), None)
        if number is not None:
            whole = 100 if text.endswith("%") else 1
            return "yes" if number == whole else "no" if number == 0 else None
        return outcomes.read_as(text)

    def words(self, name: str) -> Column[str]:
        """Names or sentences; a word for *missing* is one only where the other cells are not such names."""
        name = self.table.find(name)
        texts = self.table.columns[name]
        missing = missing_words(texts, self.told.missing)
        counts = Counter(texts)
        meant = {text: " ".join(text.split()) for text in counts if text and text not in missing}
        values = [meant.get(text) for text in texts]
        for row in self.table.wrong:
            values[row] = None
        n_missing = sum(counts[text] for text in missing)
        way = f"words ({n_missing:,} {listed_words(missing)} taken as missing)" if missing else "words"
        return Column(name=name, what="words", way=way, values=tuple(values), n_missing=values.count(None))


_PLAIN = pattern(r"[0-9]+(?:\.[0-9]+)?")


def _swapped(read: Callable[[str, Any], T], way: Any, text: str) -> T:  # noqa: ANN401 -- a mark or an order
    return read(text, way)


def listed_words(words: Collection[str]) -> str:
    """Words between commas."""
    return ", ".join(sorted(words))


def missing_words(texts: Sequence[str], told: Collection[str] = ()) -> frozenset[str]:
    """Which cells of a column of words stand for nothing: a word such as NA or None that looks unlike the others."""
    cells = list(dict.fromkeys(text for text in texts if text))
    such = [text for text in cells if text.lower() in MISSING]
    if told:
        return frozenset(text for text in cells if fold(text) in told)
    others = [text for text in cells if text.lower() not in MISSING]
    if len(such) != 1 or any(any(word in _names_of_nothing for word in other.lower().split()) for other in others):
        return frozenset()
    alike = sum(_shape(other) == _shape(such[0]) for other in others)
    return frozenset() if others and 2 * alike >= len(others) else frozenset(such)


_names_of_nothing = frozenset({"na", "nan", "null", "none"})


def _shape(text: str) -> str:
    """How a word looks: `UP`, `Title`, `low`, or more than a word."""
    if " " in text:
        return "words"
    if text.isupper():
        return f"UP{len(text) <= 3}"  # noqa: PLR2004 -- codes
    if text[:1].isupper():
        return "Title" if text[1:].islower() else "mIxed"
    return "low"


def _stamps(zone: tzinfo, *, may_count: bool) -> list[tuple[str, Callable[[str], datetime | None]]]:
    """What plain numbers may be as moments: each only where it lands within a sane span."""
    seconds = {"seconds since 1970": 1.0, "milliseconds since 1970": 1e3, "microseconds since 1970": 1e6}
    found: list[tuple[str, Callable[[str], datetime | None]]] = [
        (said, partial(_since_1970, per_second)) for said, per_second in seconds.items()
    ]
    found.append(("Excel's days", partial(_in_days, datetime(1899, 12, 30, tzinfo=zone))))
    if may_count:
        found.append(("days", partial(_counted, datetime(1970, 1, 1, tzinfo=UTC))))
    return found


def _since_1970(per_second: float, text: str) -> datetime | None:
    return _sane(lambda: datetime.fromtimestamp(float(text) / per_second, tz=UTC))


def _in_days(start: datetime, text: str) -> datetime | None:
    return _sane(lambda: start + timedelta(days=float(text)))


def _counted(start: datetime, text: str) -> datetime | None:
    return start + timedelta(days=float(text)) if float(text) < MOST_DAYS else None


def _sane(make: Callable[[], datetime]) -> datetime | None:
    try:
        at = make()
    except (OverflowError, ValueError, OSError):
        return None
    return at if FIRST_YEAR <= at.year <= LAST_YEAR else None
