"""What holds of everything that people are asked: forecasts, ratings of ideas, scores by a rubric. One suite over all three."""

from collections.abc import Callable, Iterator

import msgspec
import pytest

from acumen.desk.book import Book
from acumen.desk.elicitation.agreement import compare_tastes
from acumen.desk.elicitation.idea_add import add_idea
from acumen.desk.elicitation.idea_list import list_ideas
from acumen.desk.elicitation.idea_next import next_idea
from acumen.desk.elicitation.idea_outcome import look_back, turn_out
from acumen.desk.elicitation.idea_rate import rate_idea
from acumen.desk.elicitation.people import people
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.elicitation.rubric_mark import mark_criteria
from acumen.desk.elicitation.rubric_show import show_criteria
from acumen.desk.elicitation.rubric_trend import criteria_trend
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.redact import redact
from acumen.desk.loop.due_dates import due
from acumen.desk.loop.log import log
from acumen.desk.loop.undo import undo
from acumen.errors import UsageError
from acumen.history import History, read_ideas, read_marks, read_questions
from acumen.history.elicited import Elicited
from acumen.ledger.memory import MemoryLedger
from acumen.records import Manner
from tests.desk.elicitation.books import later, new_book

CLAIM = "The checker passes"
ADA = "Ada"


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A way of asking people: how to ask, say a figure from 1 to 8, settle, and read."""

    ask: Callable[[Book], str]  # by somebody who will say nothing more of it
    say: Callable[..., str]  # (book, figure, person=, manner=, on=): the id of the saying
    settle: Callable[[Book], str] | None  # the id of the outcome; None: nothing is ever known of it
    void: Callable[[Book], str] | None
    sayings: Callable[[History, str], list[Elicited]]
    figure: Callable[[Elicited], float]
    reads: Callable[[Book, str | None], list[object]]


def _ask_question(book: Book) -> str:
    return predict(book, CLAIM, "50%", person="Asker").question


def _forecast(
    book: Book, figure: int, *, person: str | None = None, manner: Manner | None = None, on: str | None = None
) -> str:
    return predict(book, CLAIM, f"{figure}7%", person=person, manner=manner, on=on).forecast


def _ask_idea(book: Book) -> str:
    idea = add_idea(book, CLAIM, person="Asker").shown.idea
    rate_idea(book, idea, 5, person="Asker")
    return idea


def _rate(
    book: Book, figure: int, *, person: str | None = None, manner: Manner | None = None, on: str | None = None
) -> str:
    return rate_idea(book, CLAIM, f"{figure}.7/10", person=person, manner=manner, on=on).rating


def _ask_scores(book: Book) -> str:
    return mark_criteria(book, {"working": 5}, person="Asker").given[0].id


def _score(
    book: Book, figure: int, *, person: str | None = None, manner: Manner | None = None, on: str | None = None
) -> str:
    return mark_criteria(book, {"speed": f"{figure}.7"}, person=person, manner=manner, on=on).given[0].id


def _turn_out(book: Book) -> str:
    found = turn_out(book, CLAIM, 40).outcome_id
    assert found is not None
    return found


KINDS = {
    "forecast": Kind(
        ask=_ask_question,
        say=_forecast,
        settle=lambda book: resolve(book, CLAIM, "yes").resolution,
        void=lambda book: resolve(book, CLAIM, "void").resolution,
        sayings=lambda history, writer: [
            one for question in read_questions(history, writer=writer).each() for one in question.forecasts
        ],
        figure=lambda one: round(10 * (one.chance - 0.07), 1),  # type: ignore[attr-defined]
        reads=lambda book, person: [
            due(book, person=person),
            list_questions(book, state="all", person=person),
            list_questions(book, search=CLAIM, state="all", person=person),
        ],
    ),
    "rating": Kind(
        ask=_ask_idea,
        say=_rate,
        settle=_turn_out,
        void=None,
        sayings=lambda history, writer: [
            one for idea in read_ideas(history, writer=writer).each() for one in idea.ratings
        ],
        figure=lambda one: round(one.score - 0.7, 1),  # type: ignore[attr-defined]
        reads=lambda book, person: [
            list_ideas(book, person=person),
            list_ideas(book, search=CLAIM, person=person),
            next_idea(book, person=person),
            look_back(book, person=person),
            *([compare_tastes(book, ADA)] if person is None and ADA in str(people(book)) else []),
        ],
    ),
    "score": Kind(
        ask=_ask_scores,
        say=_score,
        settle=None,
        void=None,
        sayings=lambda history, writer: list(read_marks(history, writer=writer).marks),
        figure=lambda one: round(one.score - 0.7, 1),  # type: ignore[attr-defined]
        reads=lambda book, person: [show_criteria(book, person=person), criteria_trend(book, person=person)],
    ),
}
ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
SETTLED = pytest.mark.parametrize("kind", [KINDS["forecast"], KINDS["rating"]], ids=["forecast", "rating"])


def shown(kind: Kind, book: Book, person: str | None = None) -> Iterator[str]:
    """Everything that a person may be shown, in text and in JSON."""
    told = [*kind.reads(book, person), people(book), *([log(book, n=None)] if person is None else [])]
    for one in told:
        yield str(one)
        yield one.to_json()  # type: ignore[attr-defined]


def sees(kind: Kind, book: Book, figure: int, person: str | None = None) -> bool:
    """Whether a figure is in anything that is shown."""
    spellings = (f"{figure}7 %", f"0.{figure}7", f"{figure}.7")
    return any(one in text for text in shown(kind, book, person) for one in spellings)


def counting(kind: Kind, book: Book) -> list[tuple[float, bool, bool, bool]]:
    """Of what the owner said and counts: the figure, whether it is superseded, late, withdrawn."""
    history = book.recall()
    me = read_questions(history, writer=book.ledger.writer).people.me
    return [
        (kind.figure(one), one.is_superseded, one.is_late, one.withdrawn_at is not None)
        for one in kind.sayings(history, book.ledger.writer)
        if one.person == me
    ]


@ALL
def test_what_others_say_is_hidden_until_ones_own_is_said(kind: Kind) -> None:
    book = new_book()
    kind.ask(book)
    kind.say(book, 8, person=ADA)
    assert not sees(kind, book, 8)
    assert sees(kind, book, 8, ADA)
    kind.say(later(book, 1), 3)
    assert sees(kind, book, 8)
    assert sees(kind, book, 3, ADA)


@SETTLED
def test_what_is_known_hides_nothing(kind: Kind) -> None:
    book = new_book()
    kind.ask(book)
    kind.say(book, 8, person=ADA)
    assert kind.settle is not None
    kind.settle(later(book, 1))
    assert sees(kind, later(book, 1), 8)


@ALL
def test_what_is_said_anew_takes_the_place_of_what_was_said_and_a_gut_stands_beside_it(kind: Kind) -> None:
    book = new_book()
    kind.ask(book)
    kind.say(book, 3)
    kind.say(later(book, 1), 4)
    kind.say(later(book, 1), 8, person=ADA)
    kind.say(later(book, 2), 6, manner="gut")
    found = counting(kind, book)
    assert [figure for figure, *_ in found] == [3, 4, 6]
    if kind.settle is not None:
        assert [is_superseded for _, is_superseded, *_ in found] == [True, False, False]


@SETTLED
def test_what_is_said_when_it_is_known_is_refused_or_late(kind: Kind) -> None:
    book = new_book()
    kind.ask(book)
    kind.say(book, 3)
    assert kind.settle is not None
    kind.settle(later(book, 2))
    with pytest.raises(UsageError, match="that is open"):
        kind.say(later(book, 3), 4) if kind is KINDS["rating"] else predict(
            later(book, 3), list_questions(book, state="all").questions[0].short, "40%"
        )
    outcome = kind.settle(later(book, 4)) if kind is KINDS["rating"] else None
    assert [is_late for *_, is_late, _ in counting(kind, book)] == [False]
    assert outcome is None or [is_late for *_, is_late, _ in counting(kind, later(book, 5))] == [False]


@ALL
def test_what_is_withdrawn_in_time_counts_no_more(kind: Kind) -> None:
    book = new_book()
    kind.ask(book)
    kind.say(book, 3)
    undo(later(book, 1), kind.say(later(book, 1), 4))
    assert [figure for figure, *_ in counting(kind, book)] == [3]
    assert [is_superseded for _, is_superseded, *_ in counting(kind, book)] == [False]


@SETTLED
def test_what_is_withdrawn_when_it_is_known_counts_all_the_same(kind: Kind) -> None:
    book = new_book()
    kind.ask(book)
    lost = kind.say(book, 3)
    assert kind.settle is not None
    outcome = kind.settle(later(book, 1))
    undo(later(book, 2), lost)
    assert counting(kind, book) == [(3.0, False, False, True)]
    undo(later(book, 3), outcome)
    assert counting(kind, book) == [(3.0, False, False, True)], "to reopen is no way round"


# What was seen stays seen, and what was not is not shown for being taken back.


def a_copy(book: Book) -> Book:
    """Another ledger with the same records."""
    copy = Book(MemoryLedger(writer="f" * 24), now=book.now)
    take_over(copy, export(book), source="copy.jsonl")
    return copy


def blind(kind: Kind, book: Book) -> list[bool | None]:
    """Whether what the owner said, and counts, was said blind."""
    history, me = book.recall(), people(book).people[0].person
    return [one.is_blind for one in kind.sayings(history, book.ledger.writer) if one.person == me]


@ALL
def test_taking_back_what_others_said_shows_it_to_nobody(kind: Kind) -> None:
    book = new_book()
    asked = kind.ask(book)
    said = kind.say(book, 8, person=ADA)
    correction = undo(book, said).id
    assert not sees(kind, book, 8)
    assert not sees(kind, a_copy(book), 8)
    undo(book, correction)
    assert not sees(kind, book, 8)
    undo(book, asked)
    assert not sees(kind, book, 8)


TAKEN_BACK: dict[str, Callable[[Book, str], object]] = {
    "undone": undo,
    "redacted": lambda book, id_: redact(book, id_, why="x", is_all=True),
    "undone and redacted": lambda book, id_: (undo(book, id_), redact(book, id_, why="x", is_all=True)),
    "let count again": lambda book, id_: undo(book, undo(book, id_).id),
}
BACK = pytest.mark.parametrize("take_back", TAKEN_BACK.values(), ids=TAKEN_BACK)


@ALL
@BACK
def test_taking_back_ones_own_hides_nothing_again_and_what_follows_is_not_blind(
    kind: Kind, take_back: Callable[[Book, str], object]
) -> None:
    book = new_book()
    kind.ask(book)
    kind.say(book, 8, person=ADA)
    mine = kind.say(book, 3)
    assert blind(kind, book) == [True]
    assert sees(kind, book, 8)
    take_back(book, mine)
    assert sees(kind, book, 8)
    assert sees(kind, a_copy(book), 8)
    kind.say(book, 2)
    assert blind(kind, book)[-1] is False


@SETTLED
@BACK
def test_taking_back_what_became_of_it_hides_nothing_again_and_what_follows_is_not_blind(
    kind: Kind, take_back: Callable[[Book, str], object]
) -> None:
    for settle in filter(None, (kind.settle, kind.void)):
        book = new_book()
        kind.ask(book)
        kind.say(book, 8, person=ADA)
        outcome = settle(later(book, 1))
        assert sees(kind, later(book, 1), 8)
        take_back(later(book, 1), outcome)
        assert sees(kind, later(book, 1), 8)
        assert sees(kind, a_copy(later(book, 1)), 8)
        if take_back is not TAKEN_BACK["let count again"]:
            kind.say(later(book, 2), 3)
            assert blind(kind, book) == [False]


@ALL
def test_who_was_named_in_what_was_undone_is_nobody_else_for_that(kind: Kind) -> None:
    book = new_book()
    kind.ask(book)
    kind.say(book, 8)
    undo(book, kind.say(book, 3, person=ADA))
    kind.say(book, 2, person=ADA)
    history = book.recall()
    assert [one.is_blind for one in kind.sayings(history, book.ledger.writer)][-1] is False


@ALL
def test_no_error_says_what_is_hidden(kind: Kind) -> None:
    book = new_book()
    kind.ask(book)
    said = kind.say(book, 8, person=ADA)
    undo(book, said)
    for attempt in (
        lambda: undo(book, said),
        lambda: redact(book, said, why="x"),
        lambda: resolve(book, "8", "yes"),
        lambda: rate_idea(book, "8", 3),
        lambda: due(book, person="8"),
    ):
        with pytest.raises(UsageError) as raised:
            attempt()
        assert not {"87 %", "0.87", "8.7"} & set(f"{raised.value} {raised.value.hint}".split())
