"""Hours divided over plans that stand anywhere: at their beginning, midway, over, parked, dated, without worth."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import acumen
from acumen.decision.portfolio import believed
from acumen.desk.book import Book
from acumen.desk.front.portfolios import portfolio as ask
from acumen.desk.ledgers.settings import set_
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.stop import stop
from acumen.desk.portfolio.clock import SaidHours, find_clock
from acumen.desk.portfolio.portfolio import portfolio
from acumen.errors import PlanError, UsageError
from acumen.ledger.memory import MemoryLedger
from acumen.pages.text import render
from acumen.planfile import read
from acumen.records import DaySpan
from acumen.results.portfolios import PortfolioDivided
from acumen.views.portfolios import write_portfolio

ROOT = Path(__file__).parents[3]
WINTER = ROOT / "examples" / "winter" / "winter.yaml"
MONDAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
TOOL = """plan: tool
worth: 75
goal: {any: [{step: patch, chance: 30%, hours: 8}, {step: rewrite, chance: 35%, hours: 14}]}
"""
THEORY = """plan: theory
worth: 260
goal: {all: [{step: lemma, chance: 40%, hours: 12}, {step: proof, chance: 50%, hours: 20}]}
"""
LATE = "plan: late\nworth: 90\nship: 2026-12-04\nhours: 20 per week\ngoal: {step: all-of-it, chance: 60%, hours: 12}\n"
OPEN = """plan: open
worth: 60
goal: {all: [{step: look, chance: 60%, hours: 2 to 9}, {step: build, chance: 80%, hours: 4 to 12}]}
"""


def book_of(*texts: str, now: datetime = NOW) -> Book:
    book = Book(ledger=MemoryLedger(writer="me"), now=now)
    for text in texts:
        adopt(book, text)
    return book


def asked(book: Book, *plans: str, hours: str | None = None, as_said: bool = False) -> PortfolioDivided:
    return ask(lambda: book, book.now, tuple(plans), hours=hours, as_said=as_said)


def test_the_winter_of_the_specification() -> None:
    told = asked(book_of(), str(WINTER))
    assert (told.status, told.plan, told.next) == ("exact", "tool", "patch")
    assert told.value == pytest.approx(82.1455)
    assert told.nothing_pays == pytest.approx(0.28756)
    assert [(one.plan, one.verdict) for one in told.plans] == [
        ("tool", "now"), ("theory", "next"), ("countdown", "then"), ("grant", "if left"), ("survey", "drop"),
    ]  # fmt: skip
    assert told.wanted_chance == 0.9
    met = next(one for one in told.frontier if one.chance >= 0.9)
    assert 1.0 - met.chance <= 0.1
    assert met.value == pytest.approx(73.049, abs=1e-3)
    assert (met.first_plan, met.worth_half, met.worth_tenth) == ("countdown", 75.0, 45.0)
    assert told.gain_hours == pytest.approx(10.343, abs=1e-3)
    assert told.loss_hours == pytest.approx(12.704, abs=1e-3)


def test_adopted_plans_count_from_where_they_stand() -> None:
    book = book_of(TOOL, THEORY)
    before = asked(book, hours="60")
    assert (before.plan, before.is_adopted, before.is_under_way) == ("tool", True, False)
    start(book, "patch", plan="tool")
    assert asked(book, hours="60").is_under_way
    done(book, "failed", "patch", plan="tool", hours=8)
    after = asked(book, hours="60", as_said=True)
    assert after.value == pytest.approx(portfolio([THEORY], hours=60, today=MONDAY).value + 0.35 * 75.0 - 14.0)
    start(book, "rewrite", plan="tool")
    done(book, "succeeded", "rewrite", plan="tool", hours=14)
    told = asked(book, hours="60")
    assert [one.plan for one in told.plans] == ["theory"]
    named = asked(book, "tool", "theory", hours="60")
    assert [(left.plan, left.reason) for left in named.without_share] == [("tool", "its goal is reached")]


@pytest.mark.parametrize("is_portfolio", [True, False])
def test_a_file_of_a_followed_plan_means_that_plan_in_a_portfolio_and_the_file_by_itself(
    tmp_path: Path, *, is_portfolio: bool
) -> None:
    book = book_of(TOOL)
    start(book, "patch")
    done(book, "failed", "patch", hours=9)
    (tmp_path / "tool.yaml").write_text(TOOL, encoding="utf-8")
    (tmp_path / "all.yaml").write_text("portfolio: all\nhours: 40\nplans: [tool.yaml]\n", encoding="utf-8")
    told = asked(book, str(tmp_path / ("all.yaml" if is_portfolio else "tool.yaml")), hours="40", as_said=True)
    assert (told.next, told.is_adopted) == (("rewrite", True) if is_portfolio else ("patch", False))
    assert any(note.startswith("tool counts") for note in told.notes)


def test_what_is_parked_or_stopped_or_says_no_worth_has_no_share_and_is_named() -> None:
    book = book_of(TOOL, THEORY, OPEN.replace("worth: 60\n", ""), LATE)
    stop(book, "tool", how="park", until="4w")
    stop(book, "late")
    told = asked(book, hours="60")
    assert [one.plan for one in told.plans] == ["theory"]
    assert {left.plan: left.reason.split(";", maxsplit=1)[0] for left in told.without_share} == {
        "tool": "it is parked",
        "open": "it does not say what it is worth",
    }
    assert asked(book, "late", "theory", hours="60").without_share[0].reason == "it was stopped"
    with pytest.raises(UsageError, match="no plan is left"):
        asked(book, "tool", hours="60")


def test_the_hours_are_those_of_the_plans_together_and_days_count_in_them() -> None:
    rich = "plan: rich\nworth: 100\ngoal: {step: r, chance: 90%, hours: 12}\n"
    slow = portfolio([rich, LATE], hours=26, today=MONDAY, until=date(2026, 12, 11))  # 13 h by the day it is due
    assert (slow.plan, [one.verdict for one in slow.plans]) == ("late", ["now", "next"])
    assert slow.value == pytest.approx(90.0 * 0.6 - 12.0 + 78.0)
    assert any("own hours a week" in note for note in slow.notes)
    too_slow = portfolio([rich, LATE], hours=22, today=MONDAY, until=date(2026, 12, 11))
    assert [(one.plan, one.verdict, one.is_too_long) for one in too_slow.plans] == [
        ("rich", "now", False), ("late", "drop", True),
    ]  # fmt: skip
    unsaid = portfolio([rich, LATE], hours=26, today=MONDAY)
    assert unsaid.until_day == date(2026, 12, 4)
    assert unsaid.notes[0].startswith("The hours are those until 2026-12-04, when late is due")
    passed = portfolio([rich, LATE], hours=26, today=date(2026, 12, 7), until=date(2026, 12, 18))
    assert [(left.plan, left.reason) for left in passed.without_share] == [
        ("late", "the day it was due, 2026-12-04, has passed")
    ]


def test_open_ended_plans_lie_between_bounds_and_say_how_long_a_step_deserves() -> None:
    told = portfolio([OPEN, TOOL], hours=20, today=MONDAY)
    assert told.status == "bracketed"
    assert told.lower <= told.upper
    assert all(one.lower <= one.upper for one in told.plans)
    assert told.plan == "open"
    assert told.patience_hours is not None


TIED = """plan: tied
worth: 60
hypotheses: {h: {claim: It holds, chance: 50%}}
goal:
  any:
    - {step: a, hours: 5, chance: {h: 80%, otherwise: 20%}}
    - {step: b, hours: 5, chance: {h: 60%, otherwise: 0%}}
"""
SHARED = """plan: shared
worth: 400
goal:
  all:
    - any:
        - {step: first, chance: {real: 60%, otherwise: 5%}, hours: 18}
        - {step: second, chance: {real: 45%, otherwise: 5%}, hours: 14}
    - {step: replicate, chance: {real: 85%, otherwise: 10%}, hours: 20}
    - {step: write, chance: 85%, hours: 30}
hypotheses:
  real: {claim: It is there, chance: 40%}
probes:
  - {probe: old-data, about: real, hours: 3, positive: {real: 70%, otherwise: 25%}}
"""


def test_what_a_step_tells_of_a_shared_hypothesis_counts() -> None:
    told = portfolio([TIED], hours=30, today=MONDAY)
    after = 0.1 / 0.5 * 0.6  # b, once a has failed
    assert told.value == pytest.approx(30.0 - 5.0 + 0.5 * max(0.0, 60.0 * after - 5.0))
    assert (told.status, told.averaged) == ("exact", ())


@pytest.mark.parametrize("text", [TIED, SHARED])
def test_alone_with_hours_enough_a_plan_with_hypotheses_is_worth_what_next_says(text: str) -> None:
    told = portfolio([text], hours=200, today=MONDAY)
    answer = acumen.solve(text)
    assert told.value == pytest.approx(answer.value)
    assert told.plans[0].value == told.value
    assert (told.next, told.status) == (answer.next, "exact")


def test_two_plans_whose_hours_suffice_are_worth_their_sum_hypotheses_or_not() -> None:
    told = portfolio([SHARED, TOOL], hours=200, today=MONDAY)
    assert told.value == pytest.approx(sum(acumen.solve(text).value or 0.0 for text in (SHARED, TOOL)))


def test_under_way_a_plan_with_hypotheses_is_worth_what_next_says() -> None:
    book = book_of(SHARED)
    start(book, "old-data")
    done(book, "positive", "old-data", hours=3)
    told = asked(book, hours="200", as_said=True)
    assert told.value == pytest.approx(next_(book, as_said=True).answer.value)


def test_of_a_plan_with_too_many_histories_the_chances_are_averaged_and_nothing_is_called_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(believed, "MAX_HISTORIES", 10)
    told = portfolio([SHARED], hours=200, today=MONDAY)
    value = acumen.solve(SHARED).value
    assert (told.averaged, told.status) == (("shared",), "bracketed")
    assert told.plans[0].value == pytest.approx(value)
    assert value is not None
    assert told.value < value <= told.upper + 1e-9
    page = render(tuple(write_portfolio(told)))
    assert page.startswith("shared may deserve more hours")
    assert "proven" not in page
    assert "exact" not in page


def test_a_step_that_has_had_its_hours_counts_as_left_and_that_is_said() -> None:
    book = book_of(OPEN, TOOL)
    start(book, "look", plan="open")
    spend(book, 9, plan="open")
    told = asked(book, hours="40", as_said=True)
    assert any(note.startswith("open: look has had its hours") for note in told.notes)
    assert [(one.plan, one.verdict) for one in told.plans] == [("tool", "now"), ("open", "drop")]


def test_safe_work_takes_what_no_plan_pays_more_for() -> None:
    poor = "plan: poor\nworth: 10\ngoal: {step: a, chance: 50%, hours: 8}\n"
    told = portfolio([poor], hours=20, today=MONDAY, safe=1.5)
    assert (told.plan, told.next, told.value) == (None, None, 10.0)
    assert [(work.name, work.hours) for work in told.safe_work] == [("safe", 20.0)]
    assert portfolio([poor], hours=20, today=MONDAY).value == 0.0


def test_hours_set_once_for_all_plans_are_divided_where_none_are_said(tmp_path: Path) -> None:
    book = book_of(TOOL, THEORY)
    set_(book, "hours", "8 per week")
    until = "2026-12-25"
    assert ask(lambda: book, book.now, (), until=until).hours_left == pytest.approx(32.0)
    assert ask(lambda: book, book.now, (), until=until, hours="10 per week").hours_left == pytest.approx(40.0)
    file = tmp_path / "w.yaml"
    file.write_text("portfolio: w\nhours: 60\nplans: [tool]\n", encoding="utf-8")
    assert asked(book, str(file)).hours_left == 60.0


FRIDAY_FOUR_WEEKS_ON = date(2026, 12, 25)


@pytest.mark.parametrize(
    ("said", "hours", "per_week"),
    [
        (SaidHours(hours=60.0), 60.0, 0.0),
        (SaidHours(per_week=8.0, last=FRIDAY_FOUR_WEEKS_ON), 32.0, 8.0),
        (SaidHours(hours=60.0, last=FRIDAY_FOUR_WEEKS_ON), 60.0, 15.0),
        (SaidHours(hours=60.0, told=20.0, last=FRIDAY_FOUR_WEEKS_ON), 40.0, 10.0),
        (SaidHours(per_week=8.0, first=date(2026, 12, 14), last=FRIDAY_FOUR_WEEKS_ON), 16.0, 8.0),
        (SaidHours(per_week=8.0, days=(0,), last=FRIDAY_FOUR_WEEKS_ON), 32.0, 8.0),
        (
            SaidHours(per_week=8.0, off=(DaySpan(first=MONDAY, last=date(2026, 12, 6)),), last=FRIDAY_FOUR_WEEKS_ON),
            24.0,
            8.0,
        ),
        (SaidHours(hours=0.0, last=FRIDAY_FOUR_WEEKS_ON), 0.0, 0.0),
    ],
)
def test_hours_in_all_are_spread_and_hours_a_week_added_up(said: SaidHours, hours: float, per_week: float) -> None:
    clock = find_clock(said, MONDAY)
    assert clock.hours == pytest.approx(hours)
    assert clock.per_week == pytest.approx(per_week)


DUE = """plan: due
worth: 90
ship: 2026-12-11
hours: 9 per week
goal: {all: [{step: a, chance: 80%, hours: 12}, {step: b, chance: 90%, hours: 8}]}
"""
EARLY = "plan: early\nworth: 30\nship: 2026-12-04\nhours: 9 per week\ngoal: {step: c, chance: 90%, hours: 5}\n"


def test_more_hours_in_each_week_never_bring_less_and_more_hours_are_those_of_weeks() -> None:
    last, by_hours = date(2026, 12, 25), {}
    for hours in (24, 32, 36, 40, 44, 48, 60):
        by_hours[hours] = portfolio([DUE, EARLY], hours=hours, today=MONDAY, until=last)
    values = [told.value for told in by_hours.values()]
    assert values == sorted(values)
    assert (by_hours[32].change_hours, by_hours[40].change_hours) == (5.0, 10.0)
    for few, many in ((24, 29), (32, 37), (36, 41), (44, 54)):
        told, more = (portfolio([DUE, EARLY], hours=one, today=MONDAY, until=last) for one in (few, many))
        assert told.gain_hours == pytest.approx(more.value - told.value)
    for told in by_hours.values():
        assert told.price_per_hour == pytest.approx(1.0 + (told.gain_hours or 0.0) / told.change_hours)
    assert any((told.gain_hours or 0.0) > 1.0 for told in by_hours.values())
    assert any((told.loss_hours or 0.0) > 1.0 for told in by_hours.values())


def test_a_plan_that_just_ends_by_its_day_with_more_hours_is_not_lost_on_coarse_cells() -> None:
    wide = DUE.replace("hours: 12}", "hours: 8 to 12}").replace("hours: 8}", "hours: 6 to 10}").replace("90%", "85%")
    last = date(2026, 12, 25)
    told, more = (portfolio([wide, EARLY], hours=one, today=MONDAY, until=last) for one in (32, 37))
    assert told.value + (told.gain_hours or 0.0) == pytest.approx(more.value)
    assert (told.gain_hours or 0.0) > 1.0
    assert "There are hours enough" not in str(told)


def test_safe_work_without_an_end_fills_more_hours_too() -> None:
    poor = "plan: poor\nworth: 10\ngoal: {step: a, chance: 50%, hours: 8}\n"
    assert portfolio([poor], hours=20, today=MONDAY, safe=1.5).gain_hours == pytest.approx(2.5)


def test_one_error_names_all_that_is_missing_and_one_last_day_is_taken_from_the_plans() -> None:
    with pytest.raises(UsageError, match="found none") as found:
        asked(book_of(TOOL))
    assert "--until DAY too" in str(found.value.hint)
    with pytest.raises(UsageError, match="found none") as found:
        asked(book_of(TOOL, DUE))
    assert "--until" not in str(found.value.hint)
    assert asked(book_of(TOOL, DUE, EARLY), hours="20 per week").until_day == date(2026, 12, 11)
    assert asked(book_of(TOOL), hours="20").until_day is None


@pytest.mark.parametrize(
    ("sure", "words"),
    [
        ("99.9%", "What the plans bring: 75 h in most cases, from the worst tenth to the best."),
        ("30%", "in half of all cases, the worst tenth too, at most 0 h; in the best tenth 75 h or more."),
        ("70%", "in half of all cases, the best tenth too, 75 h or more; in the worst tenth at most 0 h."),
    ],
)
def test_figures_that_are_the_same_are_said_once(sure: str, words: str) -> None:
    text = f"plan: one\nworth: 75\ngoal: {{step: patch, chance: {sure}, hours: 8}}\n"
    assert words in " ".join(str(portfolio([text], hours=20, today=MONDAY)).split())


def test_a_note_that_holds_of_several_plans_stands_once() -> None:
    told = portfolio([DUE, EARLY], hours=40, today=MONDAY)
    assert len([note for note in told.notes if "own hours a week" in note]) == 1


def test_that_hours_miss_each_by_themselves_is_said_once_where_a_day_counts_and_hours_may_miss() -> None:
    wide = DUE.replace("hours: 12}", "hours: 8 to 12}")
    assert not any("by themselves" in note for note in portfolio([DUE, EARLY], hours=40, today=MONDAY).notes)
    assert not any("by themselves" in note for note in portfolio([OPEN], hours=40, today=MONDAY).notes)
    two = portfolio([wide, wide.replace("plan: due", "plan: other")], hours=40, today=MONDAY)
    assert len([note for note in two.notes if "by themselves" in note]) == 1


def test_next_of_several_plans_names_the_portfolio_where_a_day_counts_and_hours_for_all_are_set() -> None:
    book, undated = book_of(TOOL, DUE), book_of(TOOL, THEORY)
    assert "acumen portfolio" not in str(next_(book))
    for one in (book, undated):
        set_(one, "hours", "8 per week")
    assert "By the days they are due: acumen portfolio" in str(next_(book))
    assert "acumen portfolio" not in str(next_(book, "due")) + str(next_(undated))
    assert asked(book).until_day == date(2026, 12, 11)


WRONG: dict[str, Callable[[], object]] = {
    "no plan is left": lambda: portfolio([], hours=10, today=MONDAY),
    "expected hours of 0 or more": lambda: portfolio([TOOL], hours=-1, today=MONDAY),
    "expected a list of plans": lambda: portfolio(TOOL, hours=10, today=MONDAY),
    "tool twice": lambda: portfolio([TOOL, TOOL], hours=10, today=MONDAY),
    "has passed": lambda: portfolio([TOOL], hours=10, today=MONDAY, until=date(2026, 11, 1)),
    "above 0, found 0": lambda: portfolio([TOOL], hours=10, today=MONDAY, safe=0.0),
    "a chance below 100 %": lambda: portfolio([TOOL], hours=10, today=MONDAY, trust=1.0),
    "no working day is left": lambda: find_clock(SaidHours(hours=9.0, last=date(2026, 12, 6)), date(2026, 12, 5)),
    "a week": lambda: find_clock(SaidHours(hours=900.0, last=date(2026, 12, 4)), MONDAY),
    "expected a last day": lambda: find_clock(SaidHours(per_week=9.0), MONDAY),
    "expected the hours": lambda: asked(book_of(TOOL)),
    "no plan is followed": lambda: asked(book_of(), hours="20"),
    "no plan is adopted": lambda: asked(book_of(), "tool", hours="20"),
    "no such file": lambda: asked(book_of(TOOL), "nowhere.yaml", hours="20"),
    "one portfolio alone": lambda: asked(book_of(TOOL), str(WINTER), "tool"),
    "hours in all or hours a week": lambda: asked(book_of(TOOL), hours="many"),
    "expected hours a week, found '500 per week'": lambda: asked(book_of(TOOL), hours="500 per week"),
}


@pytest.mark.parametrize("message", WRONG)
def test_what_can_t_be_divided_is_said_in_words(message: str) -> None:
    with pytest.raises(UsageError, match=message):
        WRONG[message]()


def test_a_plan_is_expected_and_a_portfolio_found() -> None:
    _, problems = read(WINTER.read_bytes())
    assert [problem.message for problem in problems] == ["expected a plan, found a portfolio"]


def test_no_hours_are_no_mistake() -> None:
    told = portfolio([TOOL], hours=0.0, today=MONDAY)
    assert (told.next, told.value, told.status) == (None, 0.0, "exact")
    assert str(told).startswith("No hours are left to divide")


def test_a_portfolio_with_mistakes_tells_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "w.yaml"
    file.write_text("portfolio: w\nhours: 3 to 5\nplans: [a, a]\nsafe: {s: {returns: 0}}\n", encoding="utf-8")
    with pytest.raises(PlanError) as found:
        asked(book_of(TOOL), str(file))
    assert [problem.code for problem in found.value.problems] == [
        "portfolio-hours", "portfolio-plan-twice", "portfolio-safe-returns",
    ]  # fmt: skip


def test_hours_told_since_the_first_day_are_taken_off(tmp_path: Path) -> None:
    file = tmp_path / "w.yaml"
    file.write_text(
        "portfolio: w\nfrom: 2026-11-30\nto: 2026-12-25\nhours: 60\nplans: [tool, theory]\n", encoding="utf-8"
    )
    book = book_of(TOOL, THEORY)
    start(book, "patch", plan="tool")
    book = Book(ledger=book.ledger, now=NOW + timedelta(days=3))
    done(book, "failed", "patch", plan="tool", hours=8)
    told = asked(book, str(file))
    assert (told.hours_left, told.spent_hours) == (52.0, 8.0)
    assert asked(book, str(file), hours="60").hours_left == 60.0
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("[tool,", "[{plan: tool, hours: 21},"), encoding="utf-8"
    )  # 13 of them are left, and 14 needed
    assert next(one for one in asked(book, str(file)).plans if one.plan == "tool").verdict == "drop"


def test_the_first_corner_brings_in_the_worst_tenth_and_in_half_of_all_cases_what_the_division_does() -> None:
    # five plans that pay 10 with 35 %: in the worst tenth (.65^5 = .116 bring nothing) none pays
    alike = [f"plan: p{n}\nworth: 10\ngoal: {{step: s{n}, chance: 35%, hours: 1}}\n" for n in range(5)]
    found = asked(book_of(*alike), hours="5")
    first = found.frontier[0]
    assert (first.worth_tenth, first.worth_half) == (found.worth_tenth, found.worth_half) == (0.0, 20.0)
    assert first.value == pytest.approx(found.value) == pytest.approx(5 * (3.5 - 1.0))


def test_a_plan_worth_less_than_an_hour_has_its_share() -> None:
    small = "plan: small\nworth: 0.9\ngoal: {step: s, chance: 50%, hours: 0.2}\n"
    found = asked(book_of(small), hours="5")
    assert found.value == pytest.approx(0.45 - 0.2)
    assert found.without_share == ()
