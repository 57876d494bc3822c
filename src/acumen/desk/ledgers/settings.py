"""Settings: how somebody wants things done, told once and kept as records. The last of each key counts; undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from acumen.borders.near import did_you_mean
from acumen.desk.book import Book
from acumen.errors import UsageError
from acumen.history import People, read_people, read_settings
from acumen.readings.misread import Misread
from acumen.readings.weeks import read_per_week, read_spans, read_weekdays, write_span, write_weekdays
from acumen.records import SettingTold
from acumen.results.ledgers import Setting, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A setting that there is. `read` gives what a text means, as it is kept; ValueError says what was expected."""

    name: str
    meaning: str  # in a few words, for the list
    example: str
    read: Callable[[str], str]
    otherwise: Callable[[People], str | None]  # what counts where nothing was set


def read_name(text: str) -> str:
    """A name, without needless spaces."""
    name = " ".join(text.split())
    if not name:
        raise ValueError("a name")
    return name


def read_hours(text: str) -> str:
    """Hours a week, as a plan has them."""
    read = read_per_week(text)
    if isinstance(read, Misread):
        raise ValueError("hours a week, such as `20 per week`,")  # noqa: TRY004 -- it is no type that is wrong
    return f"{read:.15g} per week"


def read_days(text: str) -> str:
    """Days of the week, as a plan has them."""
    read = read_weekdays(text)
    if isinstance(read, Misread):
        raise ValueError("days of the week, such as `mon to fri`,")  # noqa: TRY004
    return write_weekdays(read.numbers)


def read_off(text: str) -> str:
    """Days without work, with commas between them."""
    read = read_spans(text)
    if isinstance(read, Misread):
        raise ValueError("days, such as `2026-12-24 to 2027-01-02, 2027-02-03`,")  # noqa: TRY004
    return ", ".join(write_span(span) for span in read)


def _nothing(people: People) -> None:
    del people


KEYS = (
    Key(
        name="person",
        meaning="the name under which you stand in what is imported or said with --as",
        example="Ada Lovelace",
        read=read_name,
        otherwise=lambda people: people.names.get(people.me),
    ),
    Key(
        name="hours",
        meaning="your hours for any plan that has `ship` and no `hours`",
        example="20 per week",
        read=read_hours,
        otherwise=_nothing,
    ),
    Key(
        name="days",
        meaning="days of the week on which you work, for plans that say none",
        example="mon to fri",
        read=read_days,
        otherwise=_nothing,
    ),
    Key(
        name="off",
        meaning="days on which you do not work, for plans that say none",
        example="2026-12-24 to 2027-01-02",
        read=read_off,
        otherwise=_nothing,
    ),
)
BY_NAME = {key.name: key for key in KEYS}


def settings(book: Book) -> Settings:
    """Every key, and what counts.

    >>> [one.key for one in acumen.ledger_settings(book).settings]
    ['person', 'hours', 'days', 'off']
    """
    marks = book.recall("marks").marks
    people = read_people(marks, writer=book.ledger.writer)
    told = read_settings(marks, people)
    found = []
    for key in KEYS:
        said = told.get(key.name)
        value = None if said is None else said.record.value
        found.append(
            Setting(
                key=key.name,
                set_to=key.otherwise(people) if value is None else value,
                meaning=key.meaning,
                example=key.example,
                id=None if said is None or value is None else said.id,
                told_at=None if said is None or value is None else said.happened_at,
            )
        )
    found += [
        Setting(
            key=name,
            set_to=said.record.value,
            meaning="of a later acumen: kept, and nothing here",
            example="",
            id=said.id,
            told_at=said.happened_at,
            is_known=False,
        )
        for name, said in sorted(told.items())
        if name not in BY_NAME
    ]
    return Settings(settings=tuple(found), now=book.now)


def set_(book: Book, key: str, value: str) -> Settings:
    """Let `value` count for `key` from now on; saying it again is saying it once.

    UsageError where there is no such key, or it can't be that.

    >>> acumen.ledger_set(book, 'person', 'Ada Lovelace').settings[0].set_to
    'Ada Lovelace'
    """
    known = find_key(key)
    try:
        read = known.read(value)
    except ValueError as error:
        hint = f"write it like this: acumen ledger set {known.name} '{known.example}'"
        raise UsageError(f"expected {error} for {known.name}, found {value!r}", hint=hint) from None

    def write() -> Settings:
        stands = next(one for one in settings(book).settings if one.key == known.name)
        if stands.set_to != read or stands.id is None:
            book.write(SettingTold(key=known.name, value=read))
        return msgspec.structs.replace(settings(book), just_set=known.name, old_text=stands.set_to)

    return book.transact(write)


def find_key(name: str) -> Key:
    """The key of that name, or of which it is the only beginning."""
    wanted = name.strip().casefold()
    found = [key for key in KEYS if wanted and key.name.startswith(wanted)]
    if wanted in BY_NAME:
        return BY_NAME[wanted]
    if len(found) == 1:
        return found[0]
    meant = did_you_mean(wanted, BY_NAME, mark="")
    hint = f"{meant} there is: {', '.join(BY_NAME)}".lstrip()
    raise UsageError(f"expected a setting that there is, found {name!r}", hint=hint)
