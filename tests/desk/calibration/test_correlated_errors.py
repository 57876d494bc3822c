"""What the advice comes to as the misses of all steps go together, of every kind of plan."""

import json

import pytest

from acumen.desk.calibration.cache import learn
from acumen.desk.calibration.corrected_plan import mean
from acumen.desk.calibration.correlated_errors import draw_together
from acumen.desk.loop.done import done
from acumen.desk.loop.next import next_
from acumen.desk.loop.start import start
from acumen.desk.plans.policy import follow
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.pages import text as terminal
from acumen.results.calibration import CorrelatedOutcome
from acumen.views.corrected_plan import write_meant
from tests.desk.calibration.records import adopt as follow_plan
from tests.desk.calibration.records import evenly, settled_forecasts
from tests.desk.loop.books import later

ASK_FIRST = """
plan: ask-first
worth: 45
goal: {step: main, chance: {holds: 100%, otherwise: 0%}, hours: 10 to 30}
hypotheses: {holds: {claim: The effect is real, chance: 65%}}
probes: [{probe: look, about: holds, hours: 1, positive: {holds: 80%, otherwise: 20%}}]
"""
TWO_STEPS = """
plan: two-steps
worth: 60
goal: {all: [{step: a, chance: 80%, hours: 2 to 6}, {step: b, chance: 80%, hours: 2 to 6}]}
"""


def test_a_policy_that_asks_a_probe_first_is_appraised_too() -> None:
    book = settled_forecasts([])
    follow_plan(book, TWO_STEPS)
    for step, hours in (("a", 5.9), ("b", 6.5)):
        start(book, step)
        done(later(book, 10.0), "succeeded", step, hours=hours)
        later(book, 20.0)
    later(book)
    follow_plan(book, ASK_FIRST)
    found = next_(book, "ask-first")
    assert (found.answer.next, found.answer.goal) == ("look", None)
    assert not any("left out" in note for note in found.answer.notes)
    assert "chance_together" in json.loads(found.to_json())


def test_chances_that_hang_on_a_hypothesis_come_out_as_they_were_as_no_record_moves_them() -> None:
    learned = learn(settled_forecasts(evenly(60, 30)))
    assert learned is not None
    plan = read_plan(ASK_FIRST.replace("10 to 30", "20"))
    meant, answer = mean(plan, None, learned), solve(plan)
    drawn = draw_together(plan, meant, learned, answer)
    assert drawn is not None
    assert drawn.chance == pytest.approx(answer.chance, abs=1e-12)
    assert drawn.hours == pytest.approx(answer.hours, abs=1e-9)
    assert drawn.chance_sd == pytest.approx(0.0, abs=1e-12)


def test_where_the_advice_is_to_stop_the_way_that_would_pay_first_is_appraised() -> None:
    learned = learn(settled_forecasts(evenly(30, 15)))
    assert learned is not None
    plan = read_plan(
        "plan: p\nworth: 12\ngoal: {all: ["
        + ", ".join(f"{{step: s{n}, chance: 80%, hours: 4}}" for n in range(3))
        + "]}"
    )
    meant = mean(plan, None, learned)
    answer = solve(meant.plan)
    assert answer.next == "stop"
    drawn = draw_together(plan, meant, learned, answer)
    assert drawn is not None
    assert not drawn.is_begun
    assert drawn.chance > drawn.chance_alone == pytest.approx(follow(meant.plan, worth=1e4).policy.chance)


@pytest.mark.parametrize(
    ("is_begun", "chance", "value", "turns"),
    [
        (True, 0.56, -2.0, True),
        (True, 0.56, 2.0, False),
        (True, 0.51, -2.0, False),
        (False, 0.56, 2.0, True),
        (False, 0.56, -2.0, False),
        (True, 0.56, None, False),
    ],
)
def test_a_second_chance_is_told_only_where_it_is_another_and_turns_start_into_stop(
    is_begun: bool,  # noqa: FBT001
    chance: float,
    value: float | None,
    turns: bool,  # noqa: FBT001
) -> None:
    learned = learn(settled_forecasts(evenly(60, 30)))
    assert learned is not None
    plan = read_plan(TWO_STEPS)
    meant, answer = mean(plan, None, learned), solve(plan)
    together = CorrelatedOutcome(
        is_begun=is_begun, chance_alone=0.5, chance=chance, hours=4.0, value=value, chance_sd=0.1, n_draws=200, seed=0
    )
    assert together.turns is turns
    page = tuple(write_meant(answer, answer, meant.steps, together, n_chances=60, n_hours=0))
    said = " ".join(terminal.render(page).split())
    assert ("come together" in said) is turns
