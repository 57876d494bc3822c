import pytest

from acumen.desk.plans.modes import fails_within, find_mode
from acumen.desk.plans.policy import follow
from acumen.desk.plans.progress import End, Progress
from acumen.desk.plans.read import read_plan
from acumen.results.modes import Mode
from tests.desk.plan_texts import plan_text

RISKY = plan_text(["all", (0.4, 2), (0.9, 30), (1.0, 8)], worth=400)  # a, then b, then c: fails soon in 60 %

LATE = plan_text(["all", (1.0, 20), ["any", (0.2, 3, {"needs": ["a"]}), (0.25, 7, {"needs": ["a"]})]], worth=900)


def mode_of(text: str, **more: object) -> Mode:
    found = find_mode(read_plan(text), **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_plan_is_de_risked_while_failure_is_likelier_than_not_to_show_soon() -> None:
    found = mode_of(RISKY)
    hours = 2 + 0.4 * (30 + 0.9 * 8)
    assert found.hours_left == pytest.approx(hours)
    assert found.name == "de-risking"
    assert found.fails_soon == pytest.approx(0.6)  # a's failure shows after 2 h, b's after 32 h
    assert found.doubt == pytest.approx(1 - 0.36)


def test_the_fewest_steps_that_hold_most_of_the_doubt_are_named_with_their_shares() -> None:
    found = mode_of(RISKY)
    assert [held.id for held in found.holders] == ["a"]
    assert found.holders[0].share == pytest.approx(0.6 / 0.64)


def test_what_is_left_once_the_risky_step_has_worked_is_hours() -> None:
    found = mode_of(RISKY, progress=Progress(ended={"a": End(is_true=True)}), told_hours=2.0)
    assert found.name == "executing"
    assert found.fails_soon == 0.0  # b's failure shows after 30 h of 37
    assert found.hours_left == pytest.approx(30 + 0.9 * 8)
    assert found.hours_in_all == pytest.approx(2 + 30 + 0.9 * 8)


def test_what_cannot_fail_is_put_off_until_the_rest_has_worked() -> None:
    assert mode_of(RISKY).put_off == ("c",)
    done = Progress(ended={"a": End(is_true=True), "b": End(is_true=True)})
    assert mode_of(RISKY, progress=done).put_off == ()


@pytest.mark.parametrize(("chance", "expected"), [(0.985, ("b",)), (0.95, ())])
def test_a_step_whose_certain_success_moves_the_value_by_less_than_a_tenth_of_its_hours_is_periphery(
    chance: float, expected: tuple[str, ...]
) -> None:
    # a first: V = .5·(100·p − 10) − 5; p = 1 in place of p is worth 50·(1 − p), a tenth of its hours is 1 h
    assert mode_of(plan_text(["all", (0.5, 5), (chance, 10)], worth=100)).periphery == expected


def test_a_plan_that_is_over_or_not_worth_starting_has_no_mode() -> None:
    plan = read_plan(RISKY)
    assert find_mode(plan, progress=Progress(ended={"a": End(is_true=False)})) is None
    assert find_mode(read_plan(plan_text(["all", (0.1, 50)], worth=100))) is None


def test_giving_up_counts_as_failing_when_it_shows() -> None:
    policy = follow(read_plan(plan_text(["any", (0.5, 4), (0.3, 9)], worth=40))).policy
    assert fails_within(policy, 13.0) == pytest.approx(0.5 * 0.7)
    assert fails_within(policy, 12.9) == 0.0


def test_it_is_said_after_how_many_hours_the_doubt_shows() -> None:
    found = mode_of(RISKY)
    assert found.holders[0].shows_after_hours == pytest.approx(2.0)
    # a sure 20 h, then b in 3 h or, where it fails, c in 7 h: c's failure shows after 30 h, always
    late = mode_of(LATE)
    assert late.name == "executing"
    assert late.doubt == pytest.approx(0.8 * 0.75)
    (held,) = late.holders
    assert held.shows_after_hours == pytest.approx(30.0)
