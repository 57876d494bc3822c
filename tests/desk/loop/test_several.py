"""Several plans at a time: compared, steps found across them, every printed command complete."""

import re
import shlex
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.desk.book import Book, open_book
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.advice import advise
from acumen.desk.loop.compare import N_ASKED, compare_plans
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.stop import stop
from acumen.desk.loop.undo import undo
from acumen.errors import UsageError
from acumen.pages import Hint, Section, Text
from acumen.pages.blocks import Span
from acumen.results.result import Result
from acumen.views.registry import view
from tests.desk.loop.books import START, TEXT, WAYS, later, new_book

EQUAL = TEXT.replace("plan: small", "plan: large").replace("worth: 80", "worth: 900")
POOR = TEXT.replace("plan: small", "plan: poor").replace("60%", "1%")
BIG = "plan: big\nworth: 90\ngoal:\n  all:\n" + "".join(
    f"    - {{step: s{n}, chance: 9{n % 10}%, hours: 1}}\n" for n in range(20)
)


def test_plans_are_ordered_by_worth_over_break_even_worth_from_where_they_stand() -> None:
    book = new_book(TEXT, POOR, EQUAL)
    found = next_(book)
    wanted = sorted(
        ("small", "large", "poor"),
        key=lambda plan: -(next_(book, plan).answer.worth or 0.0) / (next_(book, plan).answer.break_even_worth or 1.0),
    )
    assert [one.plan for one in found.plans] == wanted == ["large", "small", "poor"]
    assert found.answer == next_(book, "large").answer, "the best one in full"
    assert found.plans[-1].next == "stop"
    for one in found.plans[:2]:
        answer = next_(book, one.plan).answer
        assert answer.value is not None
        assert one.value_per_hour == pytest.approx(answer.value / answer.hours)
    assert next_(book, "small").plans == next_(new_book(TEXT)).plans == ()


def test_a_line_says_what_is_gone_on_with_and_what_is_overdue() -> None:
    book = new_book(TEXT, EQUAL)
    start(book, "test", plan="small")
    spend(later(book), 9.0)
    rows = {one.plan: one for one in next_(book).plans}
    assert (rows["small"].overdue_steps, rows["large"].overdue_steps) == (("test",), ())
    text = str(next_(book))
    assert text.splitlines()[0].endswith("pays most:")
    assert max(map(len, text.splitlines())) <= 80


def test_big_plans_and_those_beyond_the_twelve_smallest_have_no_figures_but_say_what_is_overdue() -> None:
    book = new_book(TEXT, BIG, EQUAL)
    start(book, "s1", plan="big")
    spend(later(book), 9.0, "s1", plan="big")
    found = next_(later(book))
    rows = [(one.plan, one.is_asked, one.overdue_steps) for one in found.plans]
    assert rows == [("large", True, ()), ("small", True, ()), ("big", False, ("s1",))]
    text = " ".join(str(found).split())
    assert text.startswith("3 plans are followed; large pays most of 2 compared:")
    assert "Those without figures are big, or many: ask for one by its name." in text
    many = new_book(*(TEXT.replace("plan: small", f"plan: small-{number}") for number in range(N_ASKED + 1)))
    asked = [row.is_asked for _, row in compare_plans(many, lambda one: advise(one).answer)]
    assert asked == [True] * N_ASKED + [False]


def test_a_plan_that_can_t_be_solved_is_listed_all_the_same() -> None:
    book = new_book(TEXT, EQUAL)

    def fail(_: object) -> None:
        raise UsageError("no", hint="none")

    rows = compare_plans(book, fail)  # type: ignore[arg-type]
    assert [(row.plan, row.next, row.value_per_hour) for _, row in rows] == [
        ("small", "test", None),
        ("large", "test", None),
    ]


def test_a_step_is_found_across_plans_by_its_beginning_and_asked_about_only_where_several_are_meant() -> None:
    book = new_book(TEXT, EQUAL, WAYS)
    assert start(book, "qui").plan == "ways"
    for step in ("test", "te"):
        with pytest.raises(UsageError, match="expected one plan, found 2") as error:
            start(book, step)
        assert "small" in error.value.hint
        assert "large" in error.value.hint
    start(book, "test", plan="la")
    assert spend(later(book), 1.0, "test").plan == "large", "there it is under way"
    assert done(later(book), "failed", "te", hours=2.0).plan == "large"
    assert start(book, "test").plan == "small", "the other is over"


def test_work_on_another_step_of_a_plan_is_no_reason_to_take_a_step_for_its_own() -> None:
    two = WAYS.replace("step: quick", "step: test")
    book = new_book(TEXT, two)
    start(book, "sure")
    with pytest.raises(UsageError, match="expected one plan, found 2"):
        start(later(book), "test")


@pytest.mark.parametrize(("word", "n"), [("s", 2), ("w", 0)])
def test_a_beginning_of_several_names_is_refused_with_them(word: str, n: int) -> None:
    book = new_book(TEXT, WAYS.replace("plan: ways", "plan: such"))
    with pytest.raises(UsageError, match=f"found {n} that begin" if n else "expected an adopted plan") as error:
        next_(book, word)
    assert "small" in error.value.hint
    with pytest.raises(UsageError, match="expected an adopted plan, found 'x'"):
        next_(book, "x")


def test_a_name_in_full_is_meant_though_another_begins_so() -> None:
    book = new_book(TEXT, TEXT.replace("plan: small", "plan: small-2"))
    assert next_(book, "SMALL").answer.plan == "small"
    assert next_(book, "small-").answer.plan == "small-2"


def commands_of(result: Result) -> Iterator[str]:
    """Every command that is printed, each place filled with each of its choices."""
    todo = list(view(result))
    while todo:
        block = todo.pop()
        if isinstance(block, Section):
            todo += block.blocks
        if isinstance(block, Hint):
            yield from filled(block.command, block.after)
            for more in re.findall(r"acumen ([a-z][^(),]*[^(), ])", block.after):
                yield from filled(more, block.after)
        spans = getattr(block, "text", ()) if isinstance(block, Text) else ()
        for span in spans if isinstance(spans, tuple) else ():
            if isinstance(span, Span) and span.role == "command":
                yield from filled(span.text, "")


def filled(command: str, after: str) -> Iterator[str]:
    command = f"acumen {command.removeprefix('acumen ')}"
    for place, word in (("HOURS", "0.5"), ("TOTAL", "30"), ("PLAN", "plan.yaml")):
        command = re.sub(rf"\b{place}\b", word, command)
    yield command
    ways = re.findall(r"--(?:succeeded|failed|left|positive|negative)", after)
    for way in ways:
        yield re.sub(r"--(?:succeeded|failed|left|positive|negative)", way, command)


@pytest.mark.parametrize("other", [EQUAL, POOR, WAYS])
def test_every_command_that_is_printed_with_two_plans_followed_runs_as_it_stands(
    other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ledger = tmp_path / "l.sqlite"
    monkeypatch.setenv("ACUMEN_LEDGER", str(ledger))
    monkeypatch.setenv("ACUMEN_NOW", "2026-03-20T09:00+00:00")
    (tmp_path / "plan.yaml").write_text(TEXT.replace("plan: small", "plan: third"))
    n_run = 0

    def check(result: Result) -> None:
        nonlocal n_run
        kept = ledger.read_bytes()
        for command in sorted(set(commands_of(result))):
            code = main(shlex.split(command)[1:])
            said = capsys.readouterr()
            assert code == 0, (command, said.err)
            n_run += 1
            ledger.write_bytes(kept)

    def at(hours: float) -> Book:
        return open_book(str(ledger), now=START + timedelta(hours=hours))

    name = next(line.removeprefix("plan: ") for line in other.splitlines() if line.startswith("plan: "))
    step = "quick" if other is WAYS else "test"
    acts: list[Callable[[Book], Result]] = [
        lambda book: adopt(book, TEXT),
        lambda book: adopt(book, other),
        next_,
        lambda book: next_(book, "small"),
        lambda book: next_(book, name),
        lambda book: start(book, "test", plan="small"),
        next_,
        lambda book: spend(book, 2.0, "test", plan="small"),
        lambda book: start(book, step, plan=name),
        lambda book: next_(book, name),
        status,
        lambda book: spend(book, 90.0, step, plan=name),
        lambda book: next_(book, name),
        status,
        lambda book: stop(book, name, how="park"),
        status,
        lambda book: stop(book, name, how="resume"),
        lambda book: stop(book, name),
        lambda book: done(book, "succeeded", "test", plan="small", hours=4.0),
    ]
    for hours, act in enumerate(acts):
        with at(float(hours)) as book:
            result = act(book)
        check(result)
    assert n_run > len(acts)


def test_where_all_plans_are_over_it_is_said_so() -> None:
    book = new_book(TEXT, EQUAL)
    for plan in ("small", "large"):
        stop(later(book), plan)
    with pytest.raises(UsageError, match="all 2 are over"):
        next_(later(book))


def test_a_step_that_no_plan_has_is_said_to_be_none_of_theirs() -> None:
    book = new_book(TEXT, EQUAL)
    for act in (lambda: start(book, "nomination"), lambda: done(book, "succeeded", "nomination")):
        with pytest.raises(UsageError, match="expected a step of one of the 2 plans, found 'nomination'") as error:
            act()
        assert "--plan" in error.value.hint
    with pytest.raises(UsageError) as error:
        start(book, "tset")
    assert "test" in error.value.hint


def test_a_step_that_two_plans_have_is_begun_where_it_is_not_begun_yet_and_what_is_told_names_the_plan() -> None:
    book = new_book(TEXT, EQUAL)
    start(book, "test", plan="small")
    assert start(later(book), "te").plan == "large", "said anew it would be with a chance and hours"
    told = spend(later(book), 1.0, "test", plan="large")
    assert str(told).splitlines()[0] == "test of large: 1 h spent in all."
    assert str(undo(later(book))).splitlines()[0] == "Undone: 1 h on test (plan large)."
    assert str(undo(new_book(TEXT), None)).startswith("Undone: adopted small.")


def test_a_plan_whose_parts_have_a_price_is_compared_by_what_it_pays_for_an_hour() -> None:
    parted = TEXT.replace("plan: small", "plan: parted").replace("needs: [test]", "cut: 20")
    book = new_book(EQUAL, parted)
    rows = {row.plan: row for _, row in compare_plans(book, lambda one: advise(one).answer)}
    answer = next_(book, "parted").answer
    assert answer.parts
    assert rows["parted"].leverage == pytest.approx(answer.leverage)
