"""Past the upper end: overdue, not failed; and what would make going on worth it is what going on then says of itself."""

import json

import pytest

from acumen.desk.book import Book
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.plans.overdue import scaled
from acumen.desk.plans.policy_tree import tree
from acumen.desk.plans.simulate import simulate
from acumen.desk.sensitivity.why import why
from acumen.desk.state.current_plan import choose, progress_of
from acumen.errors import UsageError
from acumen.records import Interval
from acumen.results.plans import Overdue
from tests.desk.loop.books import new_book

LINE = """
plan: line
worth: 240
goal: {all: [{step: repro, chance: 75%, hours: 8 to 30}, {step: after, chance: 60%, hours: 5 to 20}]}
"""
WAYS = LINE.replace("all:", "any:").replace("worth: 240", "worth: 60")
NEEDS = """
plan: needs
worth: 120
goal: {all: [{step: repro, chance: 75%, hours: 8 to 30}, {any: [{step: one, chance: 60%, hours: 4, needs: [repro]},
  {step: two, chance: 60%, hours: 5 to 20, needs: [repro]}]}]}
"""
TIED = """
plan: tied
worth: 120
goal: {any: [{step: repro, chance: {holds: 90%, otherwise: 40%}, hours: 8 to 30}, {step: after, chance: {holds: 80%, otherwise:
  30%}, hours: 5 to 20}]}
hypotheses: {holds: {claim: It holds, chance: 60%}}
"""
COMMITMENT = LINE.replace("8 to 30", "30")
PLANS = {"line": LINE, "ways": WAYS, "needs": NEEDS, "tied": TIED, "commitment": COMMITMENT}


def overdue_book(text: str, hours: float = 33.0) -> Book:
    book = new_book(text)
    start(book, "repro")
    spend(book, hours)
    return book


def only(book: Book) -> Overdue:
    (late,) = next_(book).overdue
    return late


@pytest.mark.parametrize("name", PLANS)
def test_at_the_chance_that_is_told_going_on_pays_and_at_one_percent_less_it_does_not(name: str) -> None:
    late = only(overdue_book(PLANS[name]))
    assert len(late.tipping) == 3
    for row in late.tipping:
        hours = (
            Interval(low_hours=row.more_hours[0], high_hours=row.more_hours[1])
            if isinstance(row.more_hours, tuple)
            else row.more_hours
        )
        assert row.chance is not None
        assert late.value_if_left is not None
        for percent, pays in ((round(100 * row.chance), True), (round(100 * row.chance) - 1, False)):
            book = overdue_book(PLANS[name])
            start(book, "repro", chance=f"{percent}%", hours=hours)
            answer = next_(book).answer
            assert answer.value is not None
            if name != "tied":  # where it tells of a hypothesis, a fresh saying moves the belief too
                assert (answer.value > late.value_if_left + 1e-7) is pays
            if name != "commitment":  # that is carried through, whatever it is worth
                assert answer.under_way[0].is_worth_it is pays


def test_the_longer_it_may_take_the_likelier_it_has_to_be() -> None:
    chances = [row.chance or 0.0 for row in only(overdue_book(WAYS)).tipping]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]


def test_a_goal_that_hangs_on_an_overdue_step_has_not_failed_in_any_verb() -> None:
    book = overdue_book(LINE)
    found = next_(book)
    assert found.answer.goal is None
    assert str(found).startswith("Next: say how much remains of repro, or leave it\n")
    assert status(book).plans[0].goal is None
    assert status(book).plans[0].under_way[0].is_overdue
    chosen = choose(book)
    plan, progress = chosen.believed, progress_of(chosen.state)
    shown = (tree(plan, progress=progress), simulate(plan, progress=progress, runs=10), why(plan, progress=progress))
    for one in (found, status(book), *shown):
        assert "failed:" not in str(one).lower().replace("overdue, not failed:", "")
        assert "has failed" not in str(one)
    assert all("taken as left until you say" in " ".join(str(one).split()) for one in shown)
    assert (shown[0].next, shown[1].next) == ("stop", "stop")


def test_the_rest_of_the_plan_stays_in_view() -> None:
    text = " ".join(str(next_(overdue_book(WAYS))).split())
    assert "As if it were left: Next: after" in text
    text = " ".join(str(next_(overdue_book(NEEDS))).split())
    assert "If it works after all: one" in text


def test_what_is_said_of_the_rest_ends_the_question() -> None:
    book = overdue_book(LINE)
    start(book, "repro", chance="50%", hours="2 to 8")
    found = next_(book)
    assert found.overdue == ()
    assert found.answer.next == "repro"


def test_a_commitment_is_overdue_only_beyond_its_hours() -> None:
    assert next_(overdue_book(COMMITMENT, 30.0)).overdue == ()
    assert next_(overdue_book(COMMITMENT, 31.0)).overdue != ()


def test_work_whose_failure_shows_of_itself_is_never_overdue() -> None:
    book = overdue_book(LINE.replace("8 to 30", "8 to 30, fails: 4 to 20"), 60.0)
    assert next_(book).overdue == ()
    assert not status(book).plans[0].under_way[0].left.is_overdue  # type: ignore[union-attr]


def test_without_a_worth_it_tells_from_which_worth_on_going_on_pays() -> None:
    late = only(overdue_book(LINE.replace("worth: 240\n", "")))
    worths = [row.break_even_worth or 0.0 for row in late.tipping]
    assert [row.chance for row in late.tipping] == [None, None, None]
    assert 0.0 < worths[0] < worths[1] < worths[2]


def test_in_hours_nothing_is_left_so_it_asks_without_a_threshold() -> None:
    found = next_(overdue_book(LINE), objective="hours")
    assert found.overdue[0].tipping == ()
    assert "acumen start repro --chance CHANCE --hours '8 to 30'" in " ".join(str(found).split())


def test_where_nothing_hangs_on_it_no_chance_is_enough() -> None:
    book = new_book(WAYS.replace("worth: 60", "worth: 0.1"))
    start(book, "repro")
    spend(book, 33.0)
    found = next_(book)
    assert {row.chance for row in found.overdue[0].tipping} == {None}
    assert "going on does not pay, however likely" in " ".join(str(found).split())


def test_json_has_the_table_and_says_which_step_is_overdue() -> None:
    found = json.loads(next_(overdue_book(LINE)).to_json())
    assert [row["more_hours"] for row in found["overdue"][0]["tipping"]] == [[2.0, 7.5], [4.0, 15.0], [8.0, 30.0]]
    assert found["under_way"][0]["is_overdue"] is True
    assert found["goal"] is None


def test_with_another_plan_open_the_commands_name_theirs() -> None:
    book = overdue_book(LINE)
    book_of_two = new_book(LINE, "plan: other\nworth: 9\ngoal: {step: repro, chance: 90%, hours: 1 to 2}\n")
    for one, has_name in ((book, False), (book_of_two, True)):
        if has_name:
            start(one, "repro", plan="line")
            spend(one, 33.0, "repro", plan="line")
        text = " ".join(str(next_(one, "line")).split())
        assert ("acumen done repro --left --plan line" in text) is has_name


def test_nothing_is_started_of_itself_while_the_question_is_open() -> None:
    with pytest.raises(UsageError, match="has had its hours"):
        start(overdue_book(LINE))


@pytest.mark.parametrize(
    ("share", "hours"), [(0.25, (2.0, 7.5)), (0.5, (4.0, 15.0)), (1.0, (8.0, 30.0)), (1 / 3, (2.7, 10.0))]
)
def test_hours_are_scaled_in_the_shape_of_those_said(share: float, hours: tuple[float, float]) -> None:
    said = Interval(low_hours=8.0, high_hours=30.0)
    assert scaled(said, share) == Interval(low_hours=hours[0], high_hours=hours[1])
    narrow = scaled(Interval(low_hours=10.0, high_hours=10.1), 0.25)
    assert isinstance(narrow, Interval)
    assert narrow.low_hours < narrow.high_hours
    assert scaled(10.0, 0.25) == 2.5


def test_with_two_overdue_that_the_goal_needs_each_is_asked_as_if_the_other_began_anew() -> None:
    book = overdue_book(LINE)
    start(book, "after")
    spend(book, 25.0, "after")
    found = next_(book)
    thresholds = {late.id: late.tipping[-1].chance for late in found.overdue}
    assert set(thresholds) == {"repro", "after"}
    for id_, threshold in thresholds.items():
        assert threshold is not None
        values = []
        for percent in (round(100 * threshold), round(100 * threshold) - 1):
            again = overdue_book(LINE)
            start(again, "after")
            spend(again, 25.0, "after")
            for step, said, hours in (("repro", "75%", "8 to 30"), ("after", "60%", "5 to 20")):
                start(again, step, chance=f"{percent}%" if step == id_ else said, hours=hours)
            values.append(next_(again).answer.value or 0.0)
        assert values[0] > 0.0 == values[1]
    assert "as if the other overdue steps began anew" in " ".join(str(found).split())
    assert "however likely" not in str(found)


def test_of_an_overdue_step_that_hangs_on_a_hypothesis_it_is_said_what_was_believed_of_it_when_it_was_begun() -> None:
    text = TIED.replace(
        "{any: [{step: repro", "{all: [{step: first, chance: {holds: 90%, otherwise: 20%}, hours: 2}, {step: repro"
    )
    book = new_book(text)
    start(book, "first")
    done(book, "succeeded", hours=2.0)
    begun = start(book, "repro")
    belief = 0.6 * 0.9 / (0.6 * 0.9 + 0.4 * 0.2)
    assert begun.left is not None
    assert begun.left.said_chance == pytest.approx(0.9 * belief + 0.4 * (1.0 - belief))
    told = spend(book, 33.0)
    assert told.left is not None
    assert told.left.is_overdue
    assert told.left.said_chance == pytest.approx(begun.left.said_chance)
