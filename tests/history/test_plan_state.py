"""What records about a plan amount to: steps untried, under way, ended; conflicts as problems; in any order of arrival."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.history import (
    StepRow,
    dump,
    ended_steps,
    fold,
    goal_truth,
    load,
    lost_plans,
    open_plans,
    plan_states,
    read_people,
    truths,
)
from acumen.history.ended_steps import since
from acumen.history.entry import Said
from acumen.history.replay import TYPES
from acumen.history.steps import StepBet, StepPast
from acumen.records import (
    Correction,
    Group,
    Interval,
    Kept,
    PlanRevised,
    Step,
    StepEnded,
    StepStarted,
    TimeSpent,
    walk,
    without_words,
)
from tests.history.told import A_PLAN, PLAN, START, STEPS, Told, at, codes, recalled, state_of


def past(told: Told, step: str = "a") -> StepPast:
    found = told.state().step(step)
    assert found is not None
    return found


def test_a_plan_just_adopted_has_only_untried_steps() -> None:
    state = Told().state()
    assert [step.id for step in state.steps] == ["a", "b", "ask"]
    assert not any(step.sayings or step.ended for step in state.steps)
    assert (state.under_way, state.problems, state.n_revisions) == ((), (), 0)


def test_a_started_step_is_under_way_with_what_was_said() -> None:
    told = Told()
    told.start()
    step = past(told)
    assert step.is_under_way
    assert (step.hours, step.ended) == (None, None)
    (saying,) = step.sayings
    assert (saying.chance, saying.hours, saying.patience_hours) == (0.5, Interval(low_hours=2.0, high_hours=8.0), 6.0)
    assert (saying.is_anew, saying.at_hours) == (False, 0.0)


def test_hours_told_add_up_and_the_total_at_the_end_counts() -> None:
    told = Told()
    told.start()
    told.spend(1.5)
    told.spend(2.0)
    assert past(told).hours == 3.5
    told.end(hours=5.0)
    assert (past(told).hours, past(told).ended, codes(told.state())) == (5.0, "succeeded", [])


def test_a_commitment_that_took_longer_and_has_ended_is_no_problem_any_more() -> None:
    told = Told()
    told.start("b")
    told.spend(6.5, "b")
    assert codes(told.state()) == ["more-than-committed"]
    told.end("failed", "b", hours=7.0)
    assert codes(told.state()) == []


def test_hours_that_nobody_told_are_missing_and_never_zero() -> None:
    told = Told()
    told.start()
    told.end("failed")
    assert past(told).hours is None


def test_a_bet_said_anew_speaks_of_the_rest() -> None:
    told = Told()
    told.start()
    told.spend(3.0)
    told.start(is_anew=True)
    first, second = past(told).sayings
    assert (first.at_hours, second.at_hours, second.is_anew) == (0.0, 3.0, True)
    assert codes(told.state()) == []


def test_an_end_that_was_undone_leaves_the_step_under_way_and_undoing_that_ends_it_again() -> None:
    told = Told()
    told.start()
    end = told.end()
    undo = told.say(Correction(corrects=end))
    assert past(told).is_under_way
    told.say(Correction(corrects=undo))
    assert past(told).ended == "succeeded"


@pytest.mark.parametrize(
    ("code", "tell"),
    [
        ("ended-twice", lambda told: (told.start(), told.end(), told.end("failed"))),
        ("ended-without-start", lambda told: told.end()),
        ("started-twice", lambda told: (told.start(), told.start())),
        ("started-after-end", lambda told: (told.start(), told.end(), told.start())),
        ("anew-without-start", lambda told: told.start(is_anew=True)),
        ("spent-before-start", lambda told: told.spend(2.0)),
        ("spent-after-end", lambda told: (told.start(), told.end(), told.spend(2.0))),
        ("more-than-committed", lambda told: (told.start("b"), told.spend(6.5, "b"))),
        ("fewer-hours-than-told", lambda told: (told.start(), told.spend(3.0), told.end(hours=2.0))),
        ("wrong-end", lambda told: (told.start(), told.end("positive"))),
        ("wrong-end", lambda told: told.end("succeeded", "ask")),
        ("not-in-plan", lambda told: told.start("zzz")),
        ("in-the-future", lambda told: told.start(happened=at(99))),
        ("clock-backward", lambda told: (told.start(), told.spend(1.0, written=at(1)))),
        ("hours-outside", lambda told: (told.start(), told.spend(-1.0))),
        ("hours-outside", lambda told: (told.start(), told.end(hours=-1.0))),
        ("hours-outside", lambda told: (told.start(), told.spend(1e308))),
        ("hours-outside", lambda told: (told.start(), told.end(hours=1e308))),
        ("hours-outside", lambda told: told.say(a_start(Interval(low_hours=1e-9, high_hours=1e9)))),
        ("hours-outside", lambda told: told.say(a_start(Interval(low_hours=1e300, high_hours=1e301)))),
    ],
)
def test_what_can_not_be_is_a_problem_that_names_the_record(code: str, tell: object) -> None:
    told = Told()
    tell(told)  # type: ignore[operator]
    assert code in codes(told.state())
    assert all(1 < problem.where.line <= len(told.kept) for problem in told.state().problems)


@pytest.mark.parametrize("hours", [0.0, 0.25, 1e6])
def test_a_step_may_end_after_any_hours_from_none_on(hours: float) -> None:
    told = Told()
    told.start()
    told.end(hours=hours)
    assert codes(told.state()) == []
    assert past(told).hours == hours


def test_a_chance_outside_its_domain_does_not_count() -> None:
    told = Told()
    told.say(StepStarted(plan=PLAN, step="a", chance=1.5, hours=2.0))
    assert codes(told.state()) == ["chance-outside"]
    assert not past(told).is_under_way


def test_of_two_ends_the_first_that_happened_counts_whatever_arrived_first() -> None:
    told = Told()
    told.start()
    told.end("failed", happened=at(30), written=at(31))
    told.end("succeeded", happened=at(20), written=at(32))
    assert past(told).ended == "succeeded"
    assert codes(told.state()) == ["ended-twice"]


def test_a_commitment_said_anew_starts_counting_again() -> None:
    told = Told()
    told.start("b")
    told.spend(6.0, "b")
    told.start("b", is_anew=True)
    told.spend(5.0, "b")
    assert codes(told.state()) == []


def test_a_revision_changes_what_the_plan_says_and_keeps_what_happened() -> None:
    told = Told()
    told.start()
    told.end(hours=4.0)
    new = msgspec.structs.replace(A_PLAN, worth=90.0, goal=Group(kind="any", of=(STEPS[1],)), title="New")
    bare, words = without_words(
        msgspec.structs.replace(new, goal=msgspec.structs.replace(new.goal, of=(_free(STEPS[1]),)))
    )
    told.say(PlanRevised(adopted=PLAN, plan=bare, words=words))
    state = told.state()
    assert (state.plan.worth, state.plan.title, state.n_revisions) == (90.0, "New", 1)
    assert [step.id for step in state.steps] == ["b", "ask", "a"]
    assert past(told).ended == "succeeded"
    assert codes(state) == []


def _free(step: object) -> object:
    return msgspec.structs.replace(step, needs=())  # type: ignore[type-var]


def test_a_plan_whose_adoption_was_undone_is_gone_and_what_speaks_of_it_is_reported() -> None:
    told = Told()
    told.start()
    told.say(Correction(corrects=PLAN))
    history = recalled(told.kept)
    assert plan_states(history.plans, history.marks) == ()
    (problem,) = lost_plans(history.plans, history.marks)
    assert problem.code == "plan-not-adopted"


def rows_of(kept: list[Kept], writer: str = "me") -> list[StepRow]:
    history = recalled(kept)
    people = read_people(history.marks, writer=writer)
    return list(ended_steps(plan_states(history.plans, history.marks), people, person=people.me))


def test_a_step_that_ended_has_one_row_with_the_bet_at_its_start() -> None:
    told = Told()
    told.start(happened=at(1), written=at(2))
    told.spend(3.0)
    told.start(is_anew=True)
    assert rows_of(told.kept) == [], "it has not ended"
    told.end("failed", hours=7.0)
    (row,) = rows_of(told.kept)
    assert (row.key, row.chance, row.ended, row.domain) == (f"{PLAN} a", 0.5, "failed", "code")
    assert (row.low_hours, row.high_hours, row.hours, row.patience_hours) == (2.0, 8.0, 7.0, 6.0)
    assert (row.known_days - row.said_days) * 24 == pytest.approx(4.0)
    assert (row.is_open_ended, row.tells_hours, row.tells_chance, row.is_proven) == (True, True, True, True)
    assert not rows_of(told.kept, writer="other")


def test_what_was_written_down_after_it_was_known_is_not_proven() -> None:
    told = Told()
    told.start(happened=at(1), written=at(10))
    told.end(happened=at(5), written=at(11))
    (row,) = rows_of(told.kept)
    assert (row.ended, row.is_proven) == ("succeeded", False)


WRITERS = st.sampled_from(["me", "other"])
HOURS = st.sampled_from([0.0, 0.5, 1.0, 3.0, 7.0])
STEP_IDS = st.sampled_from(["a", "b", "ask", "zzz"])
RECORDS = st.one_of(
    st.builds(
        StepStarted,
        plan=st.just(PLAN),
        step=STEP_IDS,
        chance=st.sampled_from([0.2, 0.5]),
        hours=st.sampled_from([6.0, Interval(low_hours=1.0, high_hours=5.0)]),
        patience_hours=st.sampled_from([None, 2.0]),
        is_anew=st.booleans(),
    ),
    st.builds(TimeSpent, plan=st.just(PLAN), step=STEP_IDS, hours=HOURS),
    st.builds(
        StepEnded,
        plan=st.just(PLAN),
        step=STEP_IDS,
        ended=st.sampled_from(["succeeded", "failed", "left", "positive", "negative"]),
        hours=st.one_of(st.none(), HOURS),
    ),
    st.builds(Correction, corrects=st.integers(2, 12).map(lambda n: f"r{n}")),
    st.builds(
        PlanRevised,
        adopted=st.just(PLAN),
        plan=st.sampled_from([A_PLAN, msgspec.structs.replace(A_PLAN, worth=7.0, goal=STEPS[0])]),
    ),
)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Kept]:
    told = Told()
    for record, writer, hours in draw(st.lists(st.tuples(RECORDS, WRITERS, st.integers(0, 12)), max_size=14)):
        told.say(record, writer=writer, happened=at(hours))
    return told.kept


@given(kept=ledgers(), data=st.data())
def test_the_order_of_arrival_changes_nothing(kept: list[Kept], data: st.DataObject) -> None:
    arrived = data.draw(st.permutations(kept))
    assert state_of(arrived) == state_of(kept)
    assert rows_of(arrived) == rows_of(kept)


@given(kept=ledgers(), data=st.data())
def test_folding_on_from_a_dump_is_folding_from_the_start(kept: list[Kept], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(kept)))
    first = recalled(kept[:cut])
    history, *others = (fold(load(dump(first, name), name), kept[cut:]) for name in TYPES)
    for other in others:
        history.absorb(other)
    assert plan_states(history.plans, history.marks) == (state_of(kept),)


@given(kept=ledgers())
def test_every_record_counts_or_is_corrected_or_is_a_problem(kept: list[Kept]) -> None:
    history = recalled(kept)
    state = state_of(kept)
    corrected = history.marks.corrected()
    facts = history.plans.by_id[PLAN]
    reported = {problem.where.line for problem in state.problems}
    said: list[Said[StepStarted]] = [one for one in facts.starts if one.id not in corrected]
    counted = {saying.id for step in state.steps for saying in step.sayings}
    assert all(one.id in counted or one.position in reported for one in said)
    ends = [one for one in facts.ends if one.id not in corrected]
    counted_ends = {step.end_id for step in state.steps}
    assert all(one.id in counted_ends or one.position in reported for one in ends)


@given(kept=ledgers())
def test_a_plan_is_open_as_long_as_its_steps_leave_its_goal_open(kept: list[Kept]) -> None:
    history, state = recalled(kept), state_of(kept)
    steps = {step.id for step in walk(state.plan.goal) if isinstance(step, Step)}
    ended = {past.id: past.ended == "succeeded" for past in state.steps if past.ended and past.id in steps}
    is_open = goal_truth(state.plan, ended) is None
    assert open_plans(history.plans, history.marks) == ([PLAN] if is_open else [])
    assert truths(state.plan, ended)[id(state.plan.goal)] == goal_truth(state.plan, ended)


@pytest.mark.parametrize(
    ("ended", "truth"),
    [({}, None), ({"a": True}, None), ({"a": False}, False), ({"a": True, "b": True}, True), ({"b": True}, None)],
)
def test_the_truth_of_a_goal_follows_from_what_ended(ended: dict[str, bool], truth: bool | None) -> None:  # noqa: FBT001 (pytest hands it over by name)
    assert goal_truth(A_PLAN, ended) is truth


def test_a_step_whose_need_has_failed_has_failed() -> None:
    plan = msgspec.structs.replace(A_PLAN, goal=Group(kind="any", of=STEPS))
    assert goal_truth(plan, {"a": False}) is False


def a_start(hours: Interval) -> StepStarted:
    """A step begun on such hours."""
    return StepStarted(plan=PLAN, step="a", chance=0.5, hours=hours)


@pytest.mark.parametrize(
    ("at_hours", "hours", "expected"), [(0.0, 7.0, 7.0), (3.0, 10.0, 7.0), (3.0, 2.0, 0.0), (3.0, None, None)]
)
def test_hours_count_from_when_something_was_said(at_hours: float, hours: float | None, expected: float | None) -> None:
    bet = StepBet(
        id="b", position=1, writer="me", person=None, said_at=START, written_at=START, chance=0.5,
        hours=4.0, fails=None, domain=None, patience_hours=None, is_anew=True, at_hours=at_hours,
    )  # fmt: skip
    assert since(bet, hours) == expected
