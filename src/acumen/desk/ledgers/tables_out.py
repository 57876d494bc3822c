"""Out: questions, forecasts, steps and hours as a CSV that spreadsheets open, and what is due as a calendar (.ics, RFC 5545).

What may not be seen yet is in neither. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
line's end) gets an apostrophe before it; figures are figures. Times are in UTC. A question is the same event in every
calendar that is written, by its id.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

from acumen.desk.book import Book
from acumen.desk.loop.due_dates import days_of_plans
from acumen.desk.state.questions import Reading
from acumen.history import ends_of, plan_states, read_hours_told, said_of_steps, since
from acumen.inputs.days import END_OF_DAY, day_meant, in_zone
from acumen.inputs.forecast_text import LEVELS as FORECAST_LEVELS
from acumen.planfile.scalars import write_chance
from acumen.records import UNKNOWN_DAY
from acumen.results.dates import DayDue
from acumen.results.forecasts import ShownForecast, ShownQuestion

What: TypeAlias = Literal["questions", "forecasts", "steps", "hours", "due"]
Cell: TypeAlias = str | float | bool | datetime | None
_HEADS = {
    "questions": "question claim form unit domain asked_at due_at state outcome known_at",
    "forecasts": (
        "forecast question claim domain due_at person said_at chance low median high says manner outcome known_at"
    ),
    "steps": "plan step domain said_at chance low_hours high_hours ended taken_hours known_at",
    "hours": "title domain said_at low_hours high_hours taken_hours known_at",
}
HEADS = {what: tuple(names.split()) for what, names in _HEADS.items()}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LEVELS = {0.05: "low", 0.5: "median", 0.95: "high"}
ME = "me"  # who has no name of their own in the ledger
SUMMARIES = {"ship": "ships", "worked": "{} worked?", "begin": "begin {}", "part": "begin {}, or leave it out"}
N_OCTETS = 75  # of a line of a calendar


def write_table(book: Book, what: What) -> Iterator[bytes]:
    """A CSV with a mark of UTF-8 before it, line by line."""
    rows = {"questions": _questions, "forecasts": _forecasts, "steps": _steps, "hours": _hours}[what](book)
    yield b"\xef\xbb\xbf" + _line(HEADS[what])
    for row in rows:
        yield _line([_say(cell) for cell in row])


def write_calendar(book: Book) -> Iterator[bytes]:
    """Every open question with a date as an event of that day, or at its time where one was said; and days of plans."""
    yield _fold("BEGIN:VCALENDAR")
    yield from map(_fold, ("VERSION:2.0", "PRODID:-//acumen//due//EN", "CALSCALE:GREGORIAN"))
    for one in _shown(book):
        if one.state == "open" and one.due_at is not None:
            yield from map(_fold, _event(one, one.due_at, book))
    for day in days_of_plans(book):
        yield from map(_fold, _day_event(day, book))
    yield _fold("END:VCALENDAR")


def _shown(book: Book) -> list[ShownQuestion]:
    reading = Reading(book)
    found = [reading.show(one, viewer=reading.people.me) for one in reading.all().each()]
    return sorted(found, key=lambda one: (one.asked_at, one.question))


def _event(one: ShownQuestion, due_at: datetime, book: Book) -> Iterator[str]:
    day = day_meant(due_at, one.asked_at, book.now.tzinfo)
    is_day = in_zone(due_at, book.now.tzinfo).time() == END_OF_DAY
    yield "BEGIN:VEVENT"
    yield f"UID:{one.question}@acumen"
    yield f"DTSTAMP:{_stamp(one.asked_at)}"
    if is_day:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{_stamp(due_at)}"
    yield f"SUMMARY:{_escape(one.claim or '(words redacted)')}"
    yield f"DESCRIPTION:{_escape(f'acumen resolve {one.short} VALUE')}"
    yield "END:VEVENT"


def _day_event(one: DayDue, book: Book) -> Iterator[str]:
    """A day of a plan: the same event whenever it is written, so that a calendar moves it."""
    what = "" if one.what is None else f"-{one.what}"
    yield "BEGIN:VEVENT"
    yield f"UID:{one.adopted}-{one.kind}{what}@acumen"
    yield f"DTSTAMP:{_stamp(book.now)}"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escape(f'{one.plan}: {SUMMARIES[one.kind].format(one.what)}')}"
    yield f"DESCRIPTION:{_escape(f'acumen ship --plan {one.named}')}"
    yield "END:VEVENT"


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escape(text: str) -> str:
    """As RFC 5545, 3.3.11 has texts."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(sign, escaped)
    return text


def _fold(line: str) -> bytes:
    """At most 75 octets a line, never within a sign; what follows begins with a blank (3.1)."""
    parts, room = [b""], N_OCTETS
    for sign in line:
        octets = sign.encode()
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = N_OCTETS - 1
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"


def _line(cells: Iterable[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(list(cells))
    return text.getvalue().encode()


def _say(cell: Cell) -> str:
    if cell is None or cell == UNKNOWN_DAY:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
    if isinstance(cell, float | int):
        return repr(cell)
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _questions(book: Book) -> Iterator[Sequence[Cell]]:
    for one in _shown(book):
        head = (one.question, one.claim, one.form, one.unit, one.domain, one.asked_at, one.due_at)
        yield (*head, one.state, _came(one), one.known_at)


def _forecasts(book: Book) -> Iterator[Sequence[Cell]]:
    for one in _shown(book):
        for said in one.forecasts:
            by_level = {LEVELS.get(level): value for level, value in said.quantiles or ()}
            numbers = [by_level.get(name) for name in ("low", "median", "high")]
            person = (said.name or ME) if said.is_mine else said.name
            head = (said.forecast, one.question, one.claim, one.domain, one.due_at, person, said.said_at, said.chance)
            yield (*head, *numbers, _as_typed(said, one), said.manner, _came(one), one.known_at)


def _came(one: ShownQuestion) -> Cell:
    return "void" if one.state == "void" else one.outcome


def _as_typed(said: ShownForecast, one: ShownQuestion) -> str | None:
    """All that was said, to the last digit, as `acumen predict` and `acumen import --says` take it."""
    if said.chance is not None:
        return write_chance(said.chance)
    if said.chances is not None and one.choices is not None:
        named = zip(one.choices, said.chances, strict=True)
        return ", ".join(f"{name}={write_chance(chance)}" for name, chance in named)
    if said.quantiles is None:
        return None
    levels, values = zip(*said.quantiles, strict=True)
    unit = f" {one.unit}" if one.unit else ""
    if levels == FORECAST_LEVELS[2]:
        return f"{values[0]!r} to {values[1]!r}{unit}"
    if levels == FORECAST_LEVELS[3]:
        return ", ".join(map(repr, values)) + unit
    return ", ".join(f"{write_chance(level)}={value!r}" for level, value in said.quantiles)


def _steps(book: Book) -> Iterator[Sequence[Cell]]:
    history = book.recall("plans", "marks")
    names = {id_: facts.adopted.record.plan.plan for id_, facts in history.plans.by_id.items() if facts.adopted}
    for state, past, said in said_of_steps(plan_states(history.plans, history.marks)):
        chance = float(said.chance) if isinstance(said.chance, float | int) else None
        bet = (said.domain, said.said_at, chance, *ends_of(said.hours))
        yield (names.get(state.id), past.id, *bet, past.ended, since(said, past.hours), past.ended_at)


def _hours(book: Book) -> Iterator[Sequence[Cell]]:
    history = book.recall("plans", "marks")
    for _, past, said in said_of_steps(plan_states(history.plans, history.marks)):
        taken_hours = since(said, past.hours)
        if past.ended == "succeeded" and taken_hours and not said.is_anew:
            yield (past.id, said.domain, said.said_at, *ends_of(said.hours), taken_hours, past.ended_at)
    titles = {id_: said.record.title for id_, said in history.plans.told.items()}
    for one in read_hours_told(history.plans, history.marks):
        yield (titles[one.id], one.domain, one.said_at, one.low_hours, one.high_hours, one.taken_hours, one.known_at)
