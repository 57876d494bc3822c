"""What one person has said and how it came out, as the rows that judgment learns from."""

import msgspec

from acumen.desk.book import Book
from acumen.desk.state.sources import REDACTED
from acumen.history import (
    CountedForecast,
    History,
    People,
    StepRow,
    ToldHours,
    count_forecasts,
    drop_forecasts,
    ended_steps,
    plan_states,
    read_hours_told,
    read_left_out,
    read_people,
    read_questions,
    read_sources,
)
from acumen.history.corrections import MarkFacts

ONESELF = ""  # the name of the one person of a record, where a correction is learnt by person


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one person that came out. Questions: yes or no only, each with its last sayings and earlier ones."""

    person: str  # key
    questions: tuple[CountedForecast, ...]
    steps: tuple[StepRow, ...]
    told: tuple[ToldHours, ...] = ()  # hours said and taken of work done elsewhere
    sources: dict[str, str] = {}  # name by writer, of what was taken in from elsewhere
    left_out: tuple[str, ...] = ()  # names of sources of which nothing is here

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come out."""
        return not (self.n or self.told)

    @property
    def n(self) -> int:
        """How many sayings of a chance came out."""
        return len(self.questions) + len(self.steps)


def settle(book: Book, *, person: str | None = None) -> Settled:
    """What `person` (a key; oneself unless given) has said that is settled by now, without what is left out."""
    history = book.recall("plans", "questions", "marks")
    people = read_people(history.marks, writer=book.ledger.writer)
    key = people.me if person is None else person
    out = find_left_out(book, history.marks, people)
    names = name_sources(book, history.marks)
    return Settled(
        person=key,
        questions=_questions(book, history, key, out),
        steps=tuple(
            row
            for row in ended_steps(plan_states(history.plans, history.marks), people, person=key)
            if row.tells_chance and row.writer not in out
        ),
        told=tuple(
            one
            for one in read_hours_told(history.plans, history.marks)
            if people.key(one.person, one.writer) == key and one.writer not in out
        ),
        sources=names,
        left_out=name_left_out(names, out),
    )


def name_sources(book: Book, marks: MarkFacts) -> dict[str, str]:
    """Names of what was taken in, by its writer."""
    return {one: name or REDACTED for one, name in read_sources(marks).items() if one != book.ledger.writer}


def name_left_out(names: dict[str, str], out: frozenset[str]) -> tuple[str, ...]:
    """Names of what counts for nothing."""
    return tuple(sorted({name for one, name in names.items() if one in out}))


def find_left_out(book: Book, marks: MarkFacts, people: People) -> frozenset[str]:
    """Writers whose sayings count for nothing: left out for good, or in what is asked now."""
    return book.without | frozenset(read_left_out(marks, people))


def _questions(book: Book, history: History, key: str, out: frozenset[str]) -> tuple[CountedForecast, ...]:
    questions = drop_forecasts(read_questions(history, writer=book.ledger.writer), out)
    return tuple(row for row in count_forecasts(questions, form="yes-no") if row.made.person == key)
