"""Plans that have been begun: what ended, what is under way, and the same advice before and after a start."""

import math

import pytest
from msgspec.structs import replace

from acumen.desk.plans.conditioning import begin, goal_of, left_of, told_by_end, told_by_going
from acumen.desk.plans.policy import follow
from acumen.desk.plans.policy_tree import tree
from acumen.desk.plans.problem import bet, pose
from acumen.desk.plans.progress import End, Going, Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.simulate import simulate
from acumen.desk.plans.solve import Limits, solve
from acumen.errors import UsageError
from acumen.records import Conditional, Interval, Plan, Step, walk
from tests.desk.drawn_plans import draw_spec, read_spec
from tests.desk.plan_texts import plan_text

SEEDS = range(60)


def step_of(plan: Plan, id_: str) -> Step:
    return next(node for node in walk(plan.goal) if isinstance(node, Step) and node.id == id_)


def going(plan: Plan, id_: str, hours: float) -> Going:
    step = step_of(plan, id_)
    return Going(chance=step.chance, hours=step.hours, fails=step.fails, since_hours=hours)


def under_way(plan: Plan, **hours: float) -> Progress:
    return Progress(under_way={id_: going(plan, id_, spent) for id_, spent in hours.items()})


def ended(**ends: bool) -> Progress:
    return Progress(ended={id_: End(is_true=is_true) for id_, is_true in ends.items()})


@pytest.mark.parametrize("seed", SEEDS)
def test_following_the_advice_and_asking_on_the_way_is_the_same_advice(seed: int) -> None:
    plan = read_spec(draw_spec(seed))
    before = solve(plan)
    if before.next == "stop":
        assert solve(plan, progress=Progress()).next == "stop"
        return
    attempt = pose(plan)
    number = next(n for n, node in enumerate(attempt.problem.nodes) if node.id == before.next)
    whole = attempt.attempt(number)
    ends = [attempt.attempt(number).success, attempt.attempt(number).failure]
    horizon = before.patience_hours or min(end.mean_hours for end in ends)
    for share in (0.0, 0.3, 0.9):
        spent = share * horizon
        alive = whole.chance * whole.success.survival(spent) + (1.0 - whole.chance) * whole.failure.survival(spent)
        if alive < 1e-6:
            continue
        now = solve(plan, progress=under_way(plan, **{before.next: spent}))
        won = solve(plan, progress=ended(**{before.next: True}))
        lost = solve(plan, progress=ended(**{before.next: False}))
        assert now.next == before.next
        if before.patience_hours is not None:
            assert now.patience_hours is not None
            assert spent + now.patience_hours == pytest.approx(before.patience_hours, rel=1e-4)
        assert None not in (before.value, now.value, won.value, lost.value)
        works, fails = whole.chance * whole.success.cdf(spent), (1.0 - whole.chance) * whole.failure.cdf(spent)
        tower = works * (won.value or 0.0) + fails * (lost.value or 0.0) + alive * (now.value or 0.0)
        tower -= whole.expected_spent_hours(spent)
        assert tower == pytest.approx(before.value, abs=1e-6 * (plan.worth or 1.0))
        assert (now.status, before.status) == ("exact", "exact")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_tree_and_the_answer_agree_midway(seed: int) -> None:
    plan = read_spec(draw_spec(seed))
    before = solve(plan)
    if before.next == "stop":
        return
    share = 0.5 * (before.patience_hours or 0.0)
    progress = under_way(plan, **{before.next: share})
    answer, whole = solve(plan, progress=progress), tree(plan, progress=progress)
    assert whole.next == answer.next
    assert whole.value == pytest.approx(answer.value, abs=1e-6 * (plan.worth or 1.0))
    assert whole.chance == pytest.approx(answer.chance, abs=1e-6)
    assert whole.reached + whole.failed + whole.stopped == pytest.approx(1.0)


def test_runs_from_midway_average_to_the_answer() -> None:
    plan = read_plan(plan_text(["any", (0.4, "2 to 20"), ["all", (0.6, "1 to 8"), (0.9, 5)]], worth=60))
    first = solve(plan).next
    progress = under_way(plan, **{first: 2.0})
    told = simulate(plan, progress=progress, runs=20_000, seed=3)
    answer = solve(plan, progress=progress)
    assert told.net_mean is not None
    assert told.net_se is not None
    assert abs(told.net_mean - (answer.value or 0.0)) < 4.0 * told.net_se
    assert abs(told.net_controlled - (answer.value or 0.0)) < 4.0 * (told.net_controlled_se or 0.0)  # type: ignore[operator]


def test_what_ended_is_not_tried_again_and_its_need_is_met() -> None:
    plan = read_plan(plan_text(["all", (0.5, 2), (0.6, 4, {"needs": ["a"]})], worth=40))
    answer = solve(plan, progress=ended(a=True))
    assert answer.next == "b"
    assert [entry.id for entry in answer.ranked] == ["b"]
    assert answer.value == pytest.approx(0.6 * 40 - 4)


@pytest.mark.parametrize(("is_true", "word"), [(True, "done"), (False, "failed")])
def test_a_goal_that_is_known_leaves_nothing_to_decide(is_true: bool, word: str) -> None:  # noqa: FBT001 (pytest hands it over by name)
    plan = read_plan(plan_text(["all", (0.5, 2)], worth=40))
    progress = ended(a=is_true)
    answer = solve(plan, progress=progress)
    assert (answer.next, answer.goal, answer.ranked) == (word, is_true, ())
    assert goal_of(begin(pose(plan), progress)) is is_true
    assert solve(plan, progress=progress, worth=None, objective="hours").next == word


def test_a_step_beyond_its_hours_counts_as_left_and_says_so() -> None:
    plan = read_plan(plan_text(["any", (0.5, "2 to 8"), (0.5, 6)], worth=40))
    answer = solve(plan, progress=under_way(plan, a=8.5))
    (left,) = answer.under_way
    assert (left.is_over, left.chance, left.is_worth_it) == (True, 0.0, False)
    assert answer.next == "b"
    assert answer.value == pytest.approx(solve(plan, progress=ended(a=False)).value)


def test_a_fresh_bet_counts_its_hours_from_when_it_was_made() -> None:
    plan = read_plan(plan_text(["any", (0.5, "2 to 8")], worth=60))
    anew = Going(chance=0.4, hours=Interval(low_hours=1.0, high_hours=5.0), before_hours=8.0, since_hours=0.0)
    answer = solve(plan, progress=Progress(under_way={"a": anew}))
    alone = solve(read_plan(plan_text(["any", (0.4, "1 to 5")], worth=60)))
    assert answer.value == pytest.approx(alone.value)
    (left,) = answer.under_way
    assert left.patience_hours == pytest.approx(8.0 + (alone.patience_hours or math.nan))
    assert (left.spent_hours, left.said_hours) == (8.0, 13.0)


def test_two_steps_under_way_are_two_bets_on_their_rests() -> None:
    plan = read_plan(plan_text(["any", (0.4, "2 to 20"), (0.5, "3 to 12")], worth=60))
    answer = solve(plan, progress=under_way(plan, a=4.0, b=1.0))
    assert {left.id for left in answer.under_way} == {"a", "b"}
    for left, spent in zip(answer.under_way, (4.0, 1.0), strict=True):
        ranked = next(entry for entry in answer.ranked if entry.id == left.id)
        assert left.patience_hours == pytest.approx(spent + (ranked.patience_hours or 0.0))
    assert answer.status == "exact"
    alone = max(
        solve(
            plan, progress=Progress(ended={other: End(is_true=False)}, under_way={id_: going(plan, id_, spent)})
        ).value
        or 0.0
        for id_, other, spent in (("a", "b", 4.0), ("b", "a", 1.0))
    )
    assert (answer.value or 0.0) >= alone - 1e-9


def test_the_break_even_worth_midway_is_where_going_on_begins_to_pay() -> None:
    plan = read_plan(plan_text(["any", (0.5, "2 to 40"), (0.3, 20)], worth=200))
    progress = under_way(plan, a=6.0)
    least = solve(plan, progress=progress).break_even_worth
    assert least is not None
    assert (solve(plan, worth=least * 1.001, progress=progress).value or 0.0) > 0.0
    assert solve(plan, worth=least * 0.999, progress=progress).next == "stop"


def test_bounds_midway_hold_where_the_plan_is_too_big_for_the_limits() -> None:
    leaves = ["any", *(["all", (0.5, f"{n} to {4 * n}"), (0.6, n)] for n in (2, 3, 4))]
    plan = read_plan(plan_text(leaves, worth=90))
    progress = under_way(plan, a=1.5)
    exact, rough = solve(plan, progress=progress), solve(plan, progress=progress, limits=Limits(max_states=3))
    assert (exact.status, rough.status) == ("exact", "bracketed")
    assert None not in (exact.value, rough.lower, rough.upper, rough.value)
    assert (rough.lower or 0.0) <= (exact.value or 0.0) + 1e-6
    assert (exact.value or 0.0) <= (rough.upper or 0.0) + 1e-6
    assert rough.value == rough.lower


def test_without_a_worth_the_advice_midway_is_that_just_above_breaking_even() -> None:
    plan = read_plan(plan_text(["any", (0.5, "2 to 40"), (0.3, 20)]))
    answer = solve(plan, progress=under_way(plan, a=6.0))
    assert answer.status == "break-even"
    assert answer.break_even_worth == pytest.approx(
        solve(plan, worth=200, progress=under_way(plan, a=6.0)).break_even_worth, rel=1e-6
    )


def test_the_objective_hours_goes_on_to_the_end() -> None:
    plan = read_plan(plan_text(["any", (0.5, "2 to 8"), (0.5, 6)]))
    answer = solve(plan, objective="hours", progress=under_way(plan, a=3.0))
    rest = begin(pose(plan), under_way(plan, a=3.0)).attempt(1)
    assert answer.next == "a"
    assert answer.value == pytest.approx(rest.mean_hours + (1.0 - rest.chance) * 6.0)
    follow(plan, objective="hours", progress=under_way(plan, a=3.0))


SHARED = """\
plan: shared
worth: 56
goal:
  any:
    - {step: main, chance: {h: 90%, otherwise: 10%}, hours: 5 to 30, fails: 10 to 40}
    - {step: other, chance: {h: 20%, otherwise: 60%}, hours: 15}
hypotheses:
  h: {claim: It holds, chance: 65%}
probes:
  - {probe: ask, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}
"""


def belief(progress: Progress) -> float:
    (found,) = solve(read_plan(SHARED), progress=progress).beliefs
    return found.current


def test_what_ended_tells_about_the_hypothesis() -> None:
    assert belief(Progress()) == pytest.approx(0.65)
    assert belief(ended(ask=True)) == pytest.approx(0.65 * 0.8 / (0.65 * 0.8 + 0.35 * 0.2))
    assert belief(ended(ask=False)) == pytest.approx(0.65 * 0.2 / (0.65 * 0.2 + 0.35 * 0.8))
    assert belief(ended(main=False)) == pytest.approx(0.65 * 0.1 / (0.65 * 0.1 + 0.35 * 0.9))


def test_a_step_left_or_under_way_tells_that_nothing_has_shown_by_then() -> None:
    plan = read_plan(SHARED)
    whole = pose(plan).attempt(1)
    works, fails = whole.success.survival(20.0), whole.failure.survival(20.0)
    yes, no = 0.65 * (0.9 * works + 0.1 * fails), 0.35 * (0.1 * works + 0.9 * fails)
    assert belief(under_way(plan, main=20.0)) == pytest.approx(yes / (yes + no))
    left = End(is_true=False, is_left=True, going=going(plan, "main", 20.0))
    assert belief(Progress(ended={"main": left})) == pytest.approx(yes / (yes + no))


def test_a_fresh_saying_keeps_what_the_hours_before_it_have_told() -> None:
    plan = read_plan(SHARED)
    before = going(plan, "main", 20.0)
    anew = before.anew(0.3, Interval(low_hours=1.0, high_hours=4.0))
    assert (anew.before_hours, anew.since_hours, anew.spent_hours) == (20.0, 0.0, 20.0)
    as_told = belief(Progress(under_way={"main": before}))
    assert as_told != pytest.approx(0.65)
    assert belief(Progress(under_way={"main": anew})) == pytest.approx(as_told)
    later = replace(anew, since_hours=1.0)
    assert belief(Progress(under_way={"main": later})) == pytest.approx(as_told)  # 30 % whatever the world
    assert belief(Progress(ended={"main": End(is_true=False, is_left=True, going=later)})) == pytest.approx(as_told)
    for is_true in (True, False):
        end = belief(Progress(ended={"main": End(is_true=is_true, going=later)}))
        assert end == pytest.approx(belief(ended(main=is_true)))  # an end tells the whole of it, once
    known = replace(anew, earlier=(replace(before, known_hours=20.0),))
    assert belief(Progress(under_way={"main": known})) == pytest.approx(0.65)  # it is in the belief already


def test_a_fresh_saying_of_what_was_overdue_keeps_that_it_had_not_worked_within_its_hours() -> None:
    plan = read_plan(SHARED.replace(", fails: 10 to 40", ""))
    overdue = going(plan, "main", 31.0)

    def believed(progress: Progress) -> float:
        return solve(plan, progress=progress).beliefs[0].current

    as_told = believed(Progress(under_way={"main": overdue}))
    assert as_told == pytest.approx(0.65 * 0.1 / (0.65 * 0.1 + 0.35 * 0.9))
    anew = overdue.anew(0.3, Interval(low_hours=10.0, high_hours=30.0))
    again = replace(anew, since_hours=30.0).anew(0.2, Interval(low_hours=1.0, high_hours=3.0))
    for now in (anew, replace(anew, since_hours=5.0), again):
        assert believed(Progress(under_way={"main": now})) == pytest.approx(as_told)
        left = End(is_true=False, is_left=True, going=now)
        assert believed(Progress(ended={"main": left})) == pytest.approx(as_told)
    known = replace(anew, earlier=(replace(overdue, known_hours=31.0),))
    assert believed(Progress(under_way={"main": known})) == pytest.approx(0.65)  # it is in the belief already


def test_a_step_left_without_hours_tells_nothing() -> None:
    untold = Going(chance=0.5, hours=3.0, is_told=False)
    assert belief(Progress(ended={"main": End(is_true=False, is_left=True, going=untold)})) == pytest.approx(0.65)


def test_ends_that_the_hypotheses_rule_out_are_refused_with_a_hint() -> None:
    plan = read_plan(SHARED.replace("h: 90%, otherwise: 10%", "h: 100%, otherwise: 100%"))
    with pytest.raises(UsageError, match="can't be"):
        solve(plan, progress=ended(main=False, other=False))


def test_a_probe_under_way_is_carried_through_with_the_hours_that_are_left() -> None:
    plan = read_plan(SHARED)
    before = solve(plan)
    assert before.next == "ask"
    positive = Going(chance=plan.probes[0].positive, hours=1.0, since_hours=0.4)
    now = solve(plan, progress=Progress(under_way={"ask": positive}))
    assert now.next == "ask"
    assert now.value == pytest.approx((before.value or 0.0) + 0.4, abs=1e-6)


WORLDS = (0.9, 0.4, 0.0)  # the chance of a step in every world


@pytest.mark.parametrize("fails", [None, Interval(low_hours=3.0, high_hours=15.0)])
@pytest.mark.parametrize(("known_hours", "since"), [(0.5, 9.0), (5.0, 9.0), (9.0, 9.0), (5.0, 13.0), (12.5, 13.0)])
def test_what_was_known_when_the_belief_was_set_counts_once(
    known_hours: float, since: float, fails: Interval | None
) -> None:
    said = Conditional(cases=(), otherwise=0.5)
    whole = Going(chance=said, hours=Interval(low_hours=2.0, high_hours=12.0), fails=fails, since_hours=since)
    planned = bet(0.5, whole.hours, fails)

    def told(since_hours: float, known: float) -> list[float]:
        return told_by_going(WORLDS, planned, replace(whole, since_hours=since_hours, known_hours=known))

    before = told(known_hours, 0.0)  # in the belief by then
    after = [first * then for first, then in zip(before, told(since, known_hours), strict=True)]
    assert after == pytest.approx(told(since, 0.0), rel=1e-12)
    for is_true, is_left in ((True, False), (False, False), (False, True)):
        ends = [
            told_by_end(WORLDS, planned, End(is_true=is_true, is_left=is_left, going=replace(whole, known_hours=known)))
            for known in (known_hours, 0.0)
        ]
        assert ends[0] is not None
        assert ends[1] is not None
        assert [first * then for first, then in zip(before, ends[0], strict=True)] == pytest.approx(ends[1], rel=1e-12)


def test_what_is_assumed_of_a_step_is_not_said_any_more_once_it_has_ended() -> None:
    text = (
        "plan: p\nworth: 90\ngoal: {any: [{step: a, chance: {h: 80%, otherwise: 20%}, hours: 2 to 8}, {step: b, chance: {h: "
        "60%, otherwise: 30%}, hours: 3 to 9}, {step: c, chance: {k: 60%, otherwise: 30%}, hours: 3}]}\n"
        "hypotheses: {h: {claim: It holds, chance: 60%}, k: {claim: That too, chance: 50%}}\n"
    )
    plan = read_plan(text)
    carried, average = "carried to the end here", "is its average over"
    for ends, said in (
        ({}, ("`a` and `b` are", "`c`")),
        ({"a": False}, ("`b` is", "`c`")),
        ({"c": False}, ("`a` and `b` are", "")),
        ({"a": False, "b": False}, ("", "`c`")),
    ):
        told = " ".join(solve(plan, progress=ended(**ends)).notes)
        for words, who in zip((carried, average), said, strict=True):
            assert (words in told) is bool(who), (ends, told)
            assert who in told


@pytest.mark.parametrize(
    ("since_hours", "fails", "is_over", "is_overdue"),
    [(5.9, None, False, False), (6.0, None, True, False), (6.1, None, True, True), (6.1, 8.0, False, False)],
)
def test_a_commitment_is_over_at_its_hours_and_overdue_beyond_them(
    since_hours: float,
    fails: float | None,
    is_over: bool,  # noqa: FBT001
    is_overdue: bool,  # noqa: FBT001
) -> None:
    left = left_of("a", Going(chance=0.7, hours=6.0, fails=fails, since_hours=since_hours))
    assert left is not None
    assert (left.is_over, left.is_overdue) == (is_over, is_overdue)
