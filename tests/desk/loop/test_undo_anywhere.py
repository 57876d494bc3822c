"""Random histories of every kind of writing: an undo gives back all that was told before, wherever it stands, in every form."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from acumen.desk.book import Book
from acumen.desk.elicitation.idea_add import add_idea
from acumen.desk.elicitation.idea_list import list_ideas
from acumen.desk.elicitation.idea_outcome import look_back
from acumen.desk.elicitation.idea_rate import rate_idea
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.elicitation.rubric_mark import mark_criteria
from acumen.desk.elicitation.rubric_show import show_criteria
from acumen.desk.elicitation.rubric_trend import criteria_trend
from acumen.desk.ledgers.tables_out import write_calendar, write_table
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.done import done
from acumen.desk.loop.due_dates import due
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.stop import stop
from acumen.desk.loop.undo import undo
from acumen.errors import AcumenError, UsageError
from tests.desk.elicitation.books import picture_of
from tests.desk.loop.test_acts import ACTS, CLAIM, a_copy, prepared, seen

N_ACTS = 7
MORE: dict[str, Callable[[Book], object]] = {
    "stop": lambda book: stop(book, "small", why="gone"),
    "park": lambda book: stop(book, "guess", how="park"),
    "resume": lambda book: stop(book, "guess", how="resume"),
    "done otherwise": lambda book: done(book, "failed", "test", plan="small"),
    "start anew": lambda book: start(book, "test", plan="small", chance=0.4, hours="1 to 9"),
    "spend elsewhere": lambda book: spend(book, 1.5, "real", plan="guess"),
    "resolve what was new": lambda book: resolve(book, CLAIM, "no"),
    "void": lambda book: resolve(book, "Old question", "void"),
}
EVERY: dict[str, Callable[[Book], object]] = {**ACTS, **MORE}


def told(book: Book) -> Iterator[str]:
    """All that is told, as JSON, as text and in other forms, with tables, a picture, the calendar and what errors say."""
    yield from seen(book)
    for one in (status(book), list_questions(book, state="all"), list_ideas(book), show_criteria(book), due(book)):
        yield from (one.draw(form) for form in ("text", "html", "markdown"))
    yield from (str(look_back(book)), str(criteria_trend(book)), picture_of(list_ideas(book)))
    for name in ("questions", "forecasts", "steps", "hours"):
        yield b"".join(write_table(book, name)).decode()
    yield b"".join(write_calendar(book)).decode()
    yield from errors(book)


def errors(book: Book) -> Iterator[str]:
    """What is said to whoever asks wrongly; nothing is written by it."""
    for attempt in (
        lambda: resolve(book, "o", "4"),
        lambda: rate_idea(book, "o", "x"),
        lambda: start(book, "nothing"),
        lambda: done(book, "succeeded", "none", plan="small"),
        lambda: stop(book, "none"),
        lambda: predict(book, "Old question", "x"),
    ):
        with pytest.raises(AcumenError) as error:
            attempt()
        yield f"{error.value} {error.value.hint}"


def act(book: Book, rng: random.Random) -> tuple[str, list[str]] | None:
    """The id of something that was done, a minute later, and what was told before; None where it was refused."""
    book.now += timedelta(minutes=1)
    before, position = list(told(book)), book.ledger.head().position
    name = rng.choice(list(EVERY))
    try:
        EVERY[name](book)
    except AcumenError:
        assert book.ledger.head().position == position, f"{name} was refused and written"
        return None
    written = list(book.ledger.read(after=position))
    return (written[-1].sealed.open_envelope().id, before) if written else None


@pytest.mark.parametrize("seed", range(4))
def test_an_undo_anywhere_gives_back_what_was_told_before_and_its_undo_what_was_told_after(seed: int) -> None:
    rng, book, acts = random.Random(seed), prepared(), list[str]()
    predict(book, CLAIM, "50%")  # of what one has said something nothing is hidden
    add_idea(book, CLAIM)
    rate_idea(book, CLAIM, 5)
    mark_criteria(book, {"speed": 5, "working": 5}, of="Ada")
    while len(acts) < N_ACTS:
        done_ = act(book, rng)
        if done_ is None:
            continue
        id_, before = done_
        after = list(told(book))
        undone = undo(book)
        assert list(told(book)) == before
        undo(book, undone.id)
        assert list(told(book)) == after
        acts.append(id_)
    for id_ in rng.sample(acts, 3):  # in the midst, where more was built on it
        after = list(told(book))
        try:
            undone = undo(book, id_)
        except UsageError:  # a bet that is lost is not taken back
            continue
        list(told(book))
        undo(book, undone.id)
        assert list(told(book)) == after
    assert list(told(a_copy(book))) == list(told(book))
    assert verify(book).is_sound
