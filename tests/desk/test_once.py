"""A call that has an id of its own is done once, however often it is made: the same answer, and nothing written."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

import acumen
from acumen.desk.book import Book, Draw, open_book
from acumen.desk.front import ideas as front_ideas
from acumen.desk.front import ledgers as front
from acumen.desk.ledgers.export import export
from acumen.errors import ConflictError, UsageError
from acumen.ledger.memory import MemoryLedger
from acumen.records import AdviceGiven, Call, Reader, draw_bytes

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
PLAN = """
plan: p
worth: 60
goal: {any: [{step: a, chance: 60%, hours: 2 to 6}, {step: b, chance: {h: 70%, otherwise: 20%}, hours: 5}]}
hypotheses: {h: {claim: it holds, chance: 40%}}
probes: [{probe: look, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}]
"""
TABLE = "question,prob,known,outcome\nIt rains,70%,2026-01-02,yes\nIt snows,20%,2026-01-03,no\n"


def book_at(now: datetime = NOW, draw: Draw = draw_bytes) -> Book:
    return open_book(None, now=now, draw=draw)


def begun(draw: Draw = draw_bytes) -> Book:
    """A book with a plan whose step is under way, a forecast, an idea."""
    book = book_at(draw=draw)
    acumen.adopt(book, PLAN)
    acumen.start(book, "a")
    acumen.predict(book, "It works", "70%")
    acumen.ideas_add(book, "Look twice")
    return book


def later(book: Book, days: int = 3) -> Book:
    return Book(book.ledger, now=book.now + timedelta(days=days))


WRITING: dict[str, Callable[[Book], Any]] = {
    "adopt": lambda book: acumen.adopt(book, PLAN.replace("plan: p", "plan: other")),
    "revise": lambda book: acumen.adopt(book, PLAN.replace("60%", "50%")),
    "start": lambda book: acumen.start(book, "b"),
    "spend": lambda book: acumen.spend(book, "90 min", "a"),
    "done": lambda book: acumen.done(book, "succeeded", "a", hours=3),
    "stop": lambda book: acumen.stop(book, why="nobody pays"),
    "predict": lambda book: acumen.predict(book, "It is fast", "60%", by="tomorrow"),
    "predict by another": lambda book: acumen.predict(book, "It works", "40%", person="Ada"),
    "resolve": lambda book: acumen.resolve(book, "It works", "yes"),
    "undo": acumen.undo,
    "evidence add": lambda book: acumen.evidence_add(book, "h", if_true="60%", if_false="20%"),
    "ideas add": lambda book: acumen.ideas_add(book, "Another"),
    "ideas rate": lambda book: acumen.ideas_rate(book, "Look twice", 7),
    "ideas outcome": lambda book: front_ideas.outcome(book, "Look twice", "5 h"),
    "criteria rate": lambda book: acumen.criteria_rate(book, {"speed": "6"}),
    "ledger set": lambda book: acumen.ledger_set(book, "person", "Ada Lovelace"),
    "ledger people": lambda book: acumen.ledger_people(book, me="Ada"),
}


def n_records(book: Book) -> int:
    return book.ledger.head().position


def said_in(book: Book) -> list[str]:
    return [kept.open_envelope().id for kept in book.ledger.read()]


@pytest.mark.parametrize("name", list(WRITING))
def test_the_same_call_again_writes_nothing_and_answers_the_same(name: str) -> None:
    book = begun()
    before = n_records(book)
    first = WRITING[name](book.once("k")).to_json()
    there = said_in(book)
    assert len(there) > before + 1, "what was said, and that it was said once"
    assert WRITING[name](later(book).once("k")).to_json() == first
    assert WRITING[name](book.once("k")).to_json() == first
    assert said_in(book) == there
    with pytest.raises(ConflictError, match="given to another call"):
        acumen.predict(later(book).once("k"), "Something else", "10%")
    assert said_in(book) == there


@pytest.mark.parametrize("name", list(WRITING))
def test_a_call_with_an_id_writes_what_it_writes_without_one(name: str) -> None:
    plain, once = begun(), begun()
    WRITING[name](plain)
    WRITING[name](once.once("k"))
    opened = [[Reader().open(kept.sealed).record for kept in book.ledger.read()] for book in (plain, once)]
    kinds = [[one.KIND for one in records if one is not None and not isinstance(one, Call)] for records in opened]
    assert kinds[0] == kinds[1]


def test_other_content_under_the_same_id_is_refused_in_whatever_it_differs() -> None:
    book = begun()
    acumen.predict(book.once("k"), "It is fast", "60%", by="tomorrow")
    there = said_in(book)
    for claim, prob, by in (
        ("It is fast", "61%", "tomorrow"),
        ("It is slow", "60%", "tomorrow"),
        ("It is fast", "60%", None),
    ):
        with pytest.raises(ConflictError, match="given to another call"):
            acumen.predict(book.once("k"), claim, prob, by=by)
    assert said_in(book) == there
    acumen.predict(book.once("l"), "It is fast", "61%")


def test_a_call_that_wrote_nothing_has_used_up_nothing() -> None:
    book = begun()
    with pytest.raises(UsageError):
        acumen.done(book.once("k"), "succeeded", "nothing")
    assert acumen.spend(book.once("k"), 1, "a").added_hours == 1.0


def test_what_was_undone_is_not_written_again_by_a_late_retry() -> None:
    book = begun()
    first = acumen.spend(book.once("k"), 1, "a").to_json()
    acumen.undo(book)
    assert acumen.spend(book.once("k"), 1, "a").to_json() == first
    assert acumen.status(book).plans[0].total_hours == 0.0


def test_the_id_of_a_call_survives_a_copy_and_a_merge(tmp_path: Path) -> None:
    book = begun()
    first = acumen.spend(book.once("k"), 1, "a").to_json()
    file = tmp_path / "l.jsonl"
    file.write_bytes(b"".join(export(book)))
    merged, copied = book_at(), book_at()
    acumen.predict(merged, "Said here before", "50%")
    for other in (merged, copied):
        acumen.import_(other, str(file))
        there = said_in(other)
        assert acumen.spend(later(other).once("k"), 1, "a").to_json() == first
        assert said_in(other) == there


def test_two_ledgers_that_used_the_same_id_can_be_merged(tmp_path: Path) -> None:
    book, other = begun(), book_at()
    acumen.spend(book.once("1"), 1, "a")
    mine = acumen.predict(other.once("1"), "Said here before", "50%").to_json()
    file = tmp_path / "l.jsonl"
    file.write_bytes(b"".join(export(book)))
    acumen.import_(other, str(file))
    assert acumen.predict(other.once("1"), "Said here before", "50%").to_json() == mine


def test_an_import_with_an_id_is_written_once(tmp_path: Path) -> None:
    book = begun()
    file = tmp_path / "t.csv"
    file.write_text(TABLE, encoding="utf-8")
    columns: dict[str, Any] = {"question": "question", "prob": "prob", "known": "known", "outcome": "outcome"}
    first = front.import_(book.once("k"), str(file), **columns)
    there = said_in(book)
    assert front.import_(later(book).once("k"), str(file), **columns).to_json() == first.to_json()
    assert said_in(book) == there
    file.write_text(TABLE + "It hails,1%,2026-01-04,no\n", encoding="utf-8")
    with pytest.raises(ConflictError):
        front.import_(book.once("k"), str(file), **columns)
    assert said_in(book) == there


def test_of_two_who_make_the_call_at_once_one_writes_and_both_are_answered(tmp_path: Path) -> None:
    path = str(tmp_path / "l.sqlite")
    with open_book(path, now=NOW) as book:
        acumen.adopt(book, PLAN)
        acumen.start(book, "a")
        before = n_records(book)
    barrier, told, failed = threading.Barrier(4), list[dict[str, Any]](), list[BaseException]()

    def call(number: int) -> None:
        try:
            with open_book(path, now=NOW + timedelta(seconds=number)) as mine:
                once = mine.once("k")
                barrier.wait(timeout=60)
                told.append(json.loads(acumen.spend(once, 1, "a").to_json()))
        except BaseException as error:  # noqa: BLE001 -- told below
            failed.append(error)

    threads = [threading.Thread(target=call, args=(number,), daemon=True) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=120)
    assert failed == []
    assert len({one["id"] for one in told}) == 1
    assert {one["total_hours"] for one in told} == {1.0}
    with open_book(path, now=NOW) as book:
        assert n_records(book) == before + 2


@pytest.mark.parametrize("is_all", [False, True])
def test_words_are_taken_away_once_and_a_retry_says_so_again(is_all: bool) -> None:  # noqa: FBT001 -- pytest's own
    book = begun()
    id_ = acumen.predict(book, "They fail", "20%", why="Ada told me").forecast
    first = acumen.ledger_redact(book.once("k"), id_, why="a name", is_all=is_all)
    there = said_in(book)
    again = acumen.ledger_redact(later(book).once("k"), id_, why="a name", is_all=is_all)
    assert said_in(book) == there
    assert first.also_in == ()
    assert again == msgspec.structs.replace(first, also_in=None)
    for why, whole in (("another reason", is_all), ("a name", not is_all)):
        with pytest.raises(ConflictError, match="given to another call"):
            acumen.ledger_redact(later(book).once("k"), id_, why=why, is_all=whole)
    assert said_in(book) == there
    with pytest.raises(UsageError, match="no words to take away"):
        acumen.ledger_redact(book.once("l"), id_, why="a name", is_all=is_all)


def test_a_head_is_noted_once_and_a_retry_notes_the_same_though_more_was_written(tmp_path: Path) -> None:
    book, file = begun(), tmp_path / "heads.txt"
    for key in ("k", "l"):  # a place that is known already is anchored as well
        first = acumen.ledger_anchor(book.once(key), str(file)).to_json()
        there, noted = said_in(book), file.read_text(encoding="utf-8")
        assert json.loads(first)["position"] == len(there)
        acumen.predict(book, f"It works {key}", "70%")
        there = said_in(book)
        assert acumen.ledger_anchor(later(book).once(key), str(file)).to_json() == first
        assert (said_in(book), file.read_text(encoding="utf-8")) == (there, noted)
        with pytest.raises(ConflictError, match="given to another call"):
            acumen.ledger_anchor(book.once(key), str(tmp_path / "other.txt"))
    assert acumen.ledger_verify(book, files=(str(file),)).is_sound


def test_a_head_that_was_not_noted_as_the_first_call_broke_off_is_noted_by_the_retry(tmp_path: Path) -> None:
    book, file = begun(), tmp_path / "heads.txt"
    first = acumen.ledger_anchor(book.once("k"), str(file)).to_json()
    noted = file.read_text(encoding="utf-8")
    file.unlink()
    assert acumen.ledger_anchor(later(book).once("k"), str(file)).to_json() == first
    assert file.read_text(encoding="utf-8") == noted


@pytest.mark.parametrize("key", ["", "  ", "x" * 201])
def test_an_id_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="expected an id"):
        book_at().once(key)


def test_adopting_is_one_act_with_what_acumen_says_of_the_goal() -> None:
    book = Book(MemoryLedger(), now=NOW)
    acumen.adopt(book, PLAN)
    assert n_records(book) == 3, "the plan, the forecast, and that they are one"
    acumen.undo(book)
    history = book.recall("plans", "marks")
    (facts,) = history.plans.by_id.values()
    assert [one.id in history.marks.corrected() for one in facts.advice] == [True]
    assert facts.adopted is not None
    assert facts.adopted.id in history.marks.corrected()
    with pytest.raises(UsageError, match="no plan is adopted"):
        acumen.next_(book)


def test_an_adoption_that_was_built_on_is_not_taken_back_in_half() -> None:
    book = begun()
    records = [(kept.open_envelope(), Reader().open(kept.sealed).record) for kept in book.ledger.read()]
    act = next(envelope.id for envelope, record in records if record is not None and record.KIND == "act")
    advice = next(envelope.id for envelope, record in records if isinstance(record, AdviceGiven))
    with pytest.raises(UsageError, match="built on"):
        acumen.undo(book, act)
    assert acumen.undo(book, advice).n_records == 1
