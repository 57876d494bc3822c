"""Hours and worths have ends that nobody's figures come to, the same in a file, at the terminal and in Python."""

import pytest

import acumen
from acumen.desk.plans.solve import solve
from acumen.desk.sensitivity.why import why
from acumen.errors import PlanError, UsageError
from acumen.inputs.step_bets import to_hours
from acumen.readings.hours import MAX_HOURS, MAX_SPREAD, MIN_SPREAD, read_hours, within_limits
from acumen.readings.misread import Misread
from acumen.records import Interval, Plan, Step

TEXT = "{{plan: p, worth: {worth}, goal: {{step: s, chance: 60%, hours: {hours}}}}}\n"


@pytest.mark.parametrize("hours", ["3 to 3.0000000000000004", "1 to 1.0000000000000002"])
def test_an_interval_with_next_to_nothing_between_its_ends_is_to_be_a_plain_number(hours: str) -> None:
    misread = read_hours(hours)
    assert isinstance(misread, Misread)
    assert misread.code == "hours-too-narrow"
    assert f"write a plain number, `{hours.split(maxsplit=1)[0]}`" in misread.hint
    with pytest.raises(PlanError):
        solve(TEXT.format(worth=9, hours=hours))
    low, high = (float(figure) for figure in hours.split(" to "))
    step = Step(id="s", chance=0.6, hours=Interval(low_hours=low, high_hours=high))
    with pytest.raises(PlanError):
        solve(Plan(plan="p", worth=9.0, goal=step))
    for said in (hours, Interval(low_hours=low, high_hours=high)):
        with pytest.raises(UsageError, match="a billionth"):
            to_hours(said)


def test_a_narrow_interval_that_is_allowed_is_worth_what_the_figure_is() -> None:
    for high in ("1.00000001", "1.0000001", "1.001"):
        answer = solve(
            f"{{plan: p, worth: 9, goal: {{step: s, chance: 50%, hours: 1 to {high}, fails: 0.5 to 0.5000001}}}}\n"
        )
        assert answer.value == pytest.approx(4.5 - 0.75, abs=1e-3)
        assert answer.status == "exact"


def test_a_worth_beyond_what_anybody_has_is_refused_everywhere() -> None:
    for worth in ("1e308", "1.0000001e9"):
        with pytest.raises(PlanError):
            solve(TEXT.format(worth=worth, hours=3))
        with pytest.raises(UsageError, match="at most 1e9"):
            solve(TEXT.format(worth=9, hours=3), worth=float(worth))
        with pytest.raises(PlanError):
            solve(Plan(plan="p", worth=float(worth), goal=Step(id="s", chance=0.6, hours=3.0)))
    assert solve(TEXT.format(worth=9, hours=3), worth=MAX_HOURS).next == "s"
    assert acumen.solve(TEXT.format(worth="1e9", hours=3)).value == pytest.approx(0.6e9 - 3.0, rel=1e-15)


def test_what_if_of_the_program_stays_within_the_limits_of_a_plan() -> None:
    text = (
        "{plan: p, worth: 1e6, goal: {all: [{step: s1, chance: 60%, hours: 1 to 1000000}, "
        "{step: s2, chance: 50%, hours: 1e3 to 1e9}, {step: s3, chance: 40%, hours: 5}, "
        "{step: s4, chance: 90%, hours: 1e9}, {step: s5, chance: 90%, hours: 1 to 1.0000000011}]}}\n"
    )
    found = why(text)
    assert {swing.id for swing in found.swings} == {"s1", "s2", "s3", "s4", "s5"}


@pytest.mark.parametrize(("low", "high"), [(1.0, 1e12), (1e-9, 1e9), (5.0, 5.0), (3e9, 4e9), (7.0, 6.0), (0.0, 1.0)])
def test_computed_hours_are_brought_back_to_what_may_be_said(low: float, high: float) -> None:
    found = within_limits(low, high)
    assert found.low_hours > 0.0
    assert MIN_SPREAD * found.low_hours <= found.high_hours <= min(MAX_HOURS, MAX_SPREAD * found.low_hours)
