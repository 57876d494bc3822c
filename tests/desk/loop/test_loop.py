"""The verbs of the loop, one after another, on a book in memory."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from acumen.desk.book import Book
from acumen.desk.elicitation.predict import predict
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.log import log
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.undo import undo
from acumen.desk.plans.solve import solve
from acumen.errors import LedgerError, PlanError, UsageError
from acumen.history import timeline
from acumen.ledger import Head
from acumen.records import AdviceGiven, Interval, PlanAdopted, PlanRevised, Record, StepStarted
from tests.desk.loop.books import START, TEXT, WAYS, later, new_book, past, written

ROOT = Path(__file__).parents[3]
PROBED = """\
plan: probed
worth: 56
goal: {step: main, chance: {h: 100%, otherwise: 0%}, hours: 20}
hypotheses:
  h: {claim: It holds, chance: 65%}
probes:
  - {probe: ask, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}
  - {probe: again, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}
"""


def test_adopting_writes_the_plan_once() -> None:
    book = new_book()
    first = adopt(book, TEXT)
    assert (first.plan, first.is_new, first.n_steps) == ("small", True, 2)
    again = adopt(later(book), TEXT)
    assert (again.id, again.is_new, again.changes) == (first.id, False, ())
    assert (written(book, PlanAdopted), written(book, PlanRevised)) == (1, 0)


def test_adopting_an_edit_shows_what_changed_and_keeps_what_happened() -> None:
    book = new_book(TEXT)
    start(book)
    done(later(book), "succeeded", hours=3)
    edited = TEXT.replace("80%", "70%").replace("worth: 80", "worth: 90").replace("step: test,", "step: trial,")
    changed = adopt(book, edited.replace("needs: [test]", "needs: [trial]"))
    whats = {change.what: (change.old_text, change.new_text) for change in changed.changes}
    assert whats["worth"] == ("80", "90")
    assert whats["real.chance"] == ("80%", "70%")
    assert whats["real.needs"] == ("test", "trial")
    assert whats["test"] == ("in the plan", None)
    assert whats["trial"] == (None, "60%, 2 to 6")
    assert changed.gone == ("test",)
    assert past(book, "test").ended == "succeeded"
    assert next_(book).answer.next == "trial"


def test_an_edit_of_the_short_name_is_adopted_under_the_old_one() -> None:
    book = new_book(TEXT)
    changed = adopt(book, TEXT.replace("plan: small", "plan: large"), name="small")
    assert not changed.is_new
    assert [state.plan for state in status(book).plans] == ["large"]


def test_a_plan_with_mistakes_is_not_adopted() -> None:
    book = new_book()
    with pytest.raises(PlanError):
        adopt(book, "plan: x\ngoal: {step: a, chance: 130%, hours: 1}\n")
    assert written(book, PlanAdopted) == 0


def test_next_is_the_answer_of_the_plan_and_the_advice_is_kept_when_it_changes() -> None:
    book = new_book(TEXT)
    first = next_(book)
    assert first.answer == solve(TEXT)
    assert first.noted is None, "adopting kept it"
    assert written(book, AdviceGiven) == 1
    undo(book, next(said.id for said in timeline(book.recall()) if isinstance(said.record, AdviceGiven)))
    assert next_(later(book)).noted is not None
    assert next_(later(book)).noted is None
    start(book)
    done(later(book), "succeeded")
    assert written(book, AdviceGiven) == 3
    assert next_(book).noted is None


def test_advice_in_thought_is_not_kept() -> None:
    book = new_book(TEXT)
    assert next_(book, worth=500).noted is None
    assert next_(book, objective="hours").noted is None
    assert written(book, AdviceGiven) == 1, "that of the adoption"


def test_kept_advice_names_the_head_it_was_computed_from_and_its_bounds() -> None:
    book = new_book(TEXT)
    answer = next_(book).answer
    (head,) = (Head(position=kept.position, hash=kept.hash) for kept in book.ledger.read(until=1))
    history = book.recall("plans")
    (facts,) = history.plans.by_id.values()
    record = facts.advice[0].record
    assert (record.position, record.hash) == (head.position, head.hash.hex())
    assert (record.next, record.value, record.lower, record.upper) == ("test", answer.value, answer.lower, answer.upper)
    assert record.patience_hours == answer.patience_hours


def test_starting_bets_what_the_plan_says_and_shows_the_patience() -> None:
    book = new_book(TEXT)
    begun = start(book)
    answer = solve(TEXT)
    assert (begun.step, begun.said_chance, begun.said_hours) == ("test", 0.6, Interval(low_hours=2.0, high_hours=6.0))
    assert begun.patience_hours == pytest.approx(answer.patience_hours)
    (saying,) = past(book, "test").sayings
    assert (saying.domain, saying.patience_hours) == ("code", begun.patience_hours)


def test_what_a_person_says_at_a_start_replaces_what_the_plan_says() -> None:
    book = new_book(WAYS)
    begun = start(book, "quick", chance="45%", hours="1 to 4", fails="3")
    assert (begun.said_chance, begun.said_hours, begun.said_fails_hours) == (
        0.45,
        Interval(low_hours=1.0, high_hours=4.0),
        3.0,
    )
    assert begun.advised == "commit"


def test_next_before_and_after_a_start_gives_the_same_patience() -> None:
    book = new_book(WAYS)
    begun = start(book, "quick")
    spend(later(book, 3), 3)
    (left,) = next_(book).answer.under_way
    assert left.patience_hours == pytest.approx(begun.patience_hours, rel=1e-6)
    assert next_(book).answer.next == "quick"
    assert (left.spent_hours, left.said_chance) == (3.0, 0.3)
    assert left.chance < 0.3


def test_the_text_of_next_says_in_a_sentence_how_long_the_step_still_deserves() -> None:
    book = new_book(WAYS)
    start(book, "quick")
    spend(later(book, 3), 3)
    text = str(next_(book))
    assert "leave it after 6.87 h unless it works" in text
    assert "said 30 %," in " ".join(text.split())
    assert "now 24.1 %" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_notebook_shows_what_is_under_way() -> None:
    book = new_book(WAYS)
    start(book, "quick")
    assert "Go on with it; leave it after 6.87 h" in next_(book)._repr_markdown_()


def test_no_control_character_of_a_plan_reaches_the_terminal() -> None:
    book = new_book(TEXT)
    changed = adopt(book, TEXT.replace("A small test", '"\\e[31m red \\n text"'))
    assert str(changed).isprintable() or all(line.isprintable() for line in str(changed).splitlines())
    assert "red" in str(changed)


def test_hours_that_were_not_told_count_as_none_and_it_says_so() -> None:
    book = new_book(TEXT)
    start(book)
    (left,) = next_(later(book, 30)).answer.under_way
    assert (left.spent_hours, left.is_told) == (0.0, False)
    assert "no hours told" in str(next_(book))
    assert "acumen spend HOURS" in str(next_(book))


def test_beyond_its_hours_next_asks_to_leave_or_to_say_anew() -> None:
    book = new_book(TEXT)
    start(book)
    spent = spend(later(book, 7), "7 h")
    assert spent.left is not None
    assert spent.left.is_over
    n_advice = written(book, AdviceGiven)
    text = str(next_(book))
    assert "acumen done test --left" in text
    assert "acumen start test --chance" in text
    assert written(book, AdviceGiven) == n_advice
    anew = start(book, chance="40%", hours="2 to 5")
    assert (anew.step, anew.is_anew) == ("test", True)
    assert next_(book).answer.next == "test"
    assert [saying.at_hours for saying in past(book, "test").sayings] == [0.0, 7.0]


def test_done_ends_the_step_under_way_and_says_what_comes_next() -> None:
    book = new_book(TEXT)
    start(book)
    told = done(later(book), "succeeded", hours="3.5")
    assert (told.step, told.total_hours, told.said_chance) == ("test", 3.5, 0.6)
    assert told.answer is not None
    assert told.answer.next == "real"
    assert str(told).splitlines()[0] == "test succeeded after 3.5 h (said 60 %, 2 to 6 h)."
    assert "Next: real" in str(told)


def test_hours_of_an_end_are_those_told_by_spend_unless_given() -> None:
    book = new_book(TEXT)
    start(book)
    spend(later(book), 2)
    spend(later(book), "30 min")
    assert done(book, "failed").total_hours == 2.5
    assert past(book, "test").hours == 2.5


def test_an_end_without_a_start_is_kept_and_said_to_be_without_a_forecast() -> None:
    book = new_book(TEXT)
    told = done(book, "failed", "test")
    assert (told.said_chance, told.total_hours) == (None, None)
    assert "never started" in str(told)
    assert "The goal of small has failed." in str(told)


def test_a_goal_that_is_reached_ends_the_plan() -> None:
    book = new_book(TEXT)
    for step in ("test", "real"):
        start(later(book))
        told = done(later(book), "succeeded", step)
    assert told.answer is not None
    assert (told.answer.next, told.answer.goal) == ("done", True)
    assert status(book).plans[0].goal is True
    with pytest.raises(UsageError, match="nothing is left to start"):
        start(book)


def test_a_past_day_counts_as_its_last_second_and_today_as_now() -> None:
    book = new_book(TEXT)
    later(book, 72)
    start(book, on=date(2026, 3, 3))
    assert past(book, "test").started_at == datetime(2026, 3, 3, 23, 59, 59, tzinfo=UTC)
    done(book, "failed", on="2026-03-05")
    assert past(book, "test").ended_at == book.now


def test_undoing_an_end_puts_the_step_under_way_again_and_can_itself_be_undone() -> None:
    book = new_book(TEXT)
    start(book)
    done(later(book), "succeeded")
    undone = undo(later(book))
    assert undone.text == "test succeeded"
    assert past(book, "test").is_under_way
    back = undo(book, undone.id)
    assert str(back).startswith("Counts again: test succeeded.")
    assert past(book, "test").ended == "succeeded"


def test_undo_passes_over_advice_and_goes_back_one_by_one() -> None:
    book = new_book(TEXT)
    start(book)
    next_(later(book))
    assert undo(book).text.startswith("started test")
    assert undo(book).kind == "plan-adopted"
    with pytest.raises(UsageError, match="nothing is there"):
        undo(book)
    with pytest.raises(UsageError, match="no plan is adopted"):
        next_(book)


def test_the_log_tells_what_was_written_and_what_was_undone() -> None:
    book = new_book(TEXT)
    start(later(book))
    spend(later(book), 2)
    undo(later(book))
    found = log(book)
    texts = [(entry.kind, entry.text, entry.is_undone) for entry in found.entries]
    assert texts[0] == ("plan-adopted", "adopted small", False)
    assert ("step-started", "started test: 60 %, 2 to 6 h", False) in texts
    assert ("time-spent", "2 h on test", True) in texts
    assert texts[-1][0] == "correction"
    assert "(undone)" in str(found)
    assert len(log(book, n=2).entries) == 2
    assert log(book, n=2).n_more == len(found.entries) - 2
    later(book, 48)
    assert log(book, since=date(2026, 3, 3)).entries == ()
    assert log(book, since="2026-03-02T10:30+00:00").n_more == 0
    assert len(log(book, "small", n=None).entries) == len(found.entries)


def test_the_log_hides_what_others_said_until_one_has_said_something_oneself() -> None:
    book = new_book(TEXT)
    predict(book, "It rains", "70%", person="Ann")
    (forecast,) = [entry for entry in log(book).entries if entry.kind == "forecast-made"]
    assert "70" not in forecast.text
    assert "once you have said yours" in forecast.text
    predict(later(book), "It rains", "60%")
    texts = [entry.text for entry in log(book).entries if entry.kind == "forecast-made"]
    assert texts == ["forecast 70 %: It rains", "forecast 60 %: It rains"]


def test_status_shows_plans_that_are_not_over() -> None:
    book = new_book(TEXT, WAYS)
    done(book, "failed", "test")
    lines = str(status(book)).splitlines()
    assert lines[0] == "ways"
    assert "Plans that are over: 1 (--plan NAME shows one, --json all)" in lines
    assert str(status(book, "small")).startswith("small")
    assert [plan.goal for plan in status(book).plans] == [False, None]


def test_status_counts_the_questions_that_wait() -> None:
    book = new_book()
    predict(book, "It rains", "70%", by="2026-03-04")
    assert (status(book).n_due, status(book).n_near, status(book).plans) == (0, 1, ())
    assert "1 past their date" in str(status(later(book, 72)))


def test_status_names_a_step_that_outlived_its_patience() -> None:
    book = new_book(WAYS)
    start(book, "quick")
    assert not status(book).plans[0].under_way[0].is_overdue
    spend(later(book, 7), 7)
    (plan,) = status(book).plans
    assert plan.under_way[0].is_overdue
    assert "leave it now (7 h spent" in str(status(book))
    assert (plan.n_steps, plan.n_untried, plan.total_hours) == (3, 2, 7.0)


def test_with_several_plans_the_one_that_is_meant_is_found_or_asked_for() -> None:
    book = new_book(TEXT, WAYS)
    with pytest.raises(UsageError) as caught:
        start(book)
    assert "small, ways" in caught.value.hint
    assert next_(book, "ways").answer.plan == "ways"
    begun = start(book, "quick")
    assert begun.plan == "ways"
    assert done(later(book), "left").plan == "ways"
    start(book, "test")
    history = book.recall("plans")
    by_id = next(iter(history.plans.by_id))
    assert next_(book, by_id[:6]).answer.plan == "small"


def test_a_probe_ends_positive_or_negative_and_moves_the_belief() -> None:
    book = new_book(PROBED)
    begun = start(book)
    assert (begun.step, begun.is_probe) == ("ask", True)
    assert "Started ask: 59 % (by hypothesis), 1 h." in str(begun)
    with pytest.raises(UsageError, match="way for the probe"):
        done(later(book), "succeeded")
    told = done(book, "positive", hours=1)
    assert told.answer is not None
    assert told.answer.next == "main"
    assert told.answer.beliefs[0].current == pytest.approx(0.65 * 0.8 / (0.65 * 0.8 + 0.35 * 0.2))


def _under_way(book: Book) -> Book:
    start(book, "quick")
    return later(book)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda book: start(_under_way(book), "quick"), "is under way"),
        (lambda book: start(_under_way(book), "quick", chance="20%"), "both a chance and hours"),
        (lambda book: start(book, "quik"), "expected a step"),
        (lambda book: start(book, "quick", chance="120%"), "chance"),
        (lambda book: start(book, "quick", hours="6 to 2"), "hours"),
        (lambda book: start(book, "quick", on="2026-04-01"), "has come"),
        (lambda book: start(book, "quick", on="soon"), "day"),
        (lambda book: spend(book, 2), "no step is under way"),
        (lambda book: spend(book, 2, "quick"), "not under way"),
        (lambda book: spend(_under_way(book), "2 to 3"), "one figure"),
        (lambda book: done(book, "succeeded"), "no step is under way"),
        (lambda book: done(_under_way(book), "positive"), "way for the step"),
        (lambda book: done(_under_way(book), "won"), "expected one of"),  # type: ignore[arg-type]
        (lambda book: done(_under_way(book), "failed", on="2026-03-01"), "worked on after that"),
        (
            lambda book: (spend(_under_way(book), 1), done(later(book, 24), "failed", on="2026-03-01")),
            "worked on after",
        ),
        (lambda book: (spend(_under_way(book), 4), done(book, "failed", hours=3)), "at least the 4 h"),
        (lambda book: (done(_under_way(book), "failed"), done(book, "failed", "quick")), "has ended already"),
        (lambda book: (done(_under_way(book), "failed"), start(book, "quick")), "attempted once"),
        (lambda book: (done(_under_way(book), "failed"), spend(book, 1, "quick")), "has ended"),
        (lambda book: (start(book, "quick"), start(book, "sure"), done(later(book), "failed")), "found 2"),
        (lambda book: next_(book, "wag"), "expected an adopted plan"),
        (lambda book: undo(book, "ffff"), "no record"),
        (lambda book: log(book, n=0), "1 entry or more"),
    ],
)
def test_what_can_not_be_is_refused_with_a_hint_and_nothing_is_written(
    act: Callable[[Book], Any], message: str
) -> None:
    book = new_book(WAYS)
    with pytest.raises(UsageError, match=message):
        act(book)
    n_ends = sum(entry.kind == "step-ended" for entry in log(book, n=None).entries)
    assert n_ends <= 1


def test_what_somebody_else_wrote_meanwhile_is_looked_at_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = new_book(WAYS)
    start(book, "quick")
    other = Book(book.ledger, now=book.now)
    write = book.write

    def interrupted(*records: Record, **options: object) -> tuple[str, ...]:
        monkeypatch.setattr(book, "write", write)
        done(other, "failed", "quick")
        return write(*records, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "write", interrupted)
    with pytest.raises(UsageError, match="has ended already"):
        done(book, "succeeded", "quick")
    assert past(book, "quick", "ways").ended == "failed"
    assert status(book).problems == ()


def test_a_step_that_does_not_deserve_another_hour_is_to_be_left_before_anything_else() -> None:
    book = new_book(WAYS)
    start(book, "quick")
    spend(later(book, 7), 7)
    found = next_(book)
    assert found.answer.next == "commit"
    lines = str(found).splitlines()
    assert lines[0].startswith("Leave quick: another hour costs more than it may bring (7 h spent; said 30 %,")
    assert "Next: commit" in lines
    assert lines[-1] == "Then: acumen done quick --left"


def test_a_step_whose_need_has_not_succeeded_can_not_be_started() -> None:
    book = new_book(TEXT)
    with pytest.raises(UsageError, match="needs test") as caught:
        start(book, "real")
    assert "adopt it again" in caught.value.hint
    assert written(book, StepStarted) == 0


def test_asking_needs_no_right_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    book = new_book(TEXT)

    def refuse(*_: object, **__: object) -> None:
        raise LedgerError("read-only")

    monkeypatch.setattr(book, "write", refuse)
    found = next_(book)
    assert (found.answer.next, found.noted) == ("test", None)


@pytest.mark.parametrize("verb", [next_, status, log])
def test_what_is_told_is_json_with_the_names_of_the_fields(verb: Callable[[Book], Any]) -> None:
    book = new_book(TEXT)
    start(book)
    written_out = json.loads(verb(book).to_json())
    assert isinstance(written_out, dict)
    if verb is next_:
        assert written_out["next"] == "test"
        assert written_out["under_way"][0]["id"] == "test"
        assert written_out["adopted"] == next(iter(book.recall("plans").plans.by_id))


def test_the_clock_of_the_book_is_the_only_clock() -> None:
    book = new_book(TEXT)
    start(later(book, 5))
    assert past(book, "test").started_at == START + timedelta(hours=5)


def test_the_session_in_python_that_is_documented_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(TEXT, encoding="utf-8")
    page = (ROOT / "docs" / "loop.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    said: dict[str, Any] = {}
    exec(compile(code, "docs/loop.md", "exec"), said)  # noqa: S102 - the documented session itself
    assert said["ended"].answer.next == "real"
    assert said["advice"].answer.next == said["begun"].step == "test"
    assert not status(said["book"]).plans[0].goal
    said["book"].ledger.close()


def test_more_hours_than_anybody_has_are_refused() -> None:
    book = new_book(TEXT)
    start(book, "test")
    with pytest.raises(UsageError, match="at most 1e9 hours"):
        spend(book, "1e308")


def test_an_undo_that_is_undone_names_what_counts_again() -> None:
    book = new_book(TEXT)
    back = undo(book, undo(book).id)
    assert back.text.startswith("adopted ")


def test_a_step_under_way_that_an_edit_takes_out_or_renames_is_said_to_have_been_under_way() -> None:
    book = new_book(TEXT)
    start(book, "test")
    told = adopt(later(book), TEXT.replace("step: test", "step: trial").replace("needs: [test]", "needs: [trial]"))
    assert (told.gone, told.gone_under_way) == (("test",), ("test",))
    assert "Was it renamed? Give it its old name again and adopt." in " ".join(str(told).split())
    done_first = new_book(TEXT)
    start(done_first, "test")
    done(done_first, "failed", hours=1.0)
    told = adopt(
        later(done_first), TEXT.replace("step: test", "step: trial").replace("needs: [test]", "needs: [trial]")
    )
    assert (told.gone, told.gone_under_way) == (("test",), ())
    assert "renamed" not in str(told)


def test_steps_are_counted_without_probes_wherever_they_are_counted() -> None:
    text = (
        "plan: p\nworth: 90\nhypotheses: {h: {claim: c, chance: 40%}}\n"
        "goal: {all: [{step: a, chance: {h: 80%, otherwise: 10%}, hours: 4}, {step: b, chance: 70%, hours: 2}]}\n"
        "probes: [{probe: look, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}]\n"
    )
    book = new_book()
    adopted = adopt(book, text)
    (plan,) = status(book).plans
    assert (adopted.n_steps, adopted.n_probes) == (plan.n_steps, plan.n_probes) == (2, 1)
    assert plan.n_untried == 3
    assert "2 steps, 1 probe" in str(status(book))
