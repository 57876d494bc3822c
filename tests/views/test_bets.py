"""What is left of a step under way, in one sentence: which of seven states it is in decides which."""

import pytest
from msgspec.structs import replace

from acumen.inputs.bet_text import say_chance
from acumen.records import Case, Conditional
from acumen.results.plans import Remaining
from acumen.views.bets import say_left

LEFT = Remaining(
    id="a",
    spent_hours=3.0,
    is_told=True,
    said_chance=0.6,
    said_hours=8.0,
    chance=0.5,
    hours=2.0,
    is_open_ended=True,
    is_over=False,
    patience_hours=7.0,
    is_worth_it=True,
)
MOVED = "3 h spent; said 60 %, now 50 %, about 2 h left"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, f"leave it after 7 h unless it works ({MOVED})"),
        ({"is_told": False}, f"leave it after 7 h unless it works ({MOVED.replace('3 h spent', 'no hours told')})"),
        ({"patience_hours": None}, f"carry it through ({MOVED})"),
        ({"is_open_ended": False}, f"carry it through ({MOVED})"),
        ({"is_worth_it": False}, f"leave it now ({MOVED})"),
        ({"is_worth_it": None, "patience_hours": 3.0}, f"its patience of 3 h is over ({MOVED})"),
        (
            {"is_over": True, "is_overdue": True, "is_worth_it": False},
            "overdue: its 8 h are over without success (3 h spent; said 60 %)",
        ),
        ({"is_over": True, "is_open_ended": False}, "all 8 h are spent; it still owes its result (said 60 %)"),
    ],
)
def test_every_state_has_its_sentence(changed: dict[str, object], said: str) -> None:
    assert say_left(replace(LEFT, **changed)) == said


def test_a_chance_is_percent_or_hangs_on_hypotheses() -> None:
    assert say_chance(0.6) == "60 %"
    by_hypothesis = Conditional(cases=(Case(when=(("h", "yes"),), then=0.9),), otherwise=0.1)
    assert say_chance(by_hypothesis) == "a chance for each hypothesis"
