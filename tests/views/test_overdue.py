"""The question about a step that has had its hours, in words."""

import pytest
from msgspec.structs import replace

from acumen.pages import text as terminal
from acumen.results.plans import Overdue, Then, Tipping
from acumen.views.overdue import write_overdue

LATE = Overdue(
    id="repro",
    spent_hours=33.0,
    said_chance=0.75,
    said_hours=(8.0, 30.0),
    if_it_works=Then(next="after", patience_hours=12.0, leave_chance=0.3),
    value_if_it_works=120.0,
    value_if_left=0.0,
    tipping=(Tipping(more_hours=(2.0, 7.5), chance=0.35), Tipping(more_hours=(8.0, 30.0), chance=None)),
)


def words(late: Overdue, plan: str = "") -> str:
    lines = terminal.lines(tuple(write_overdue(late, beside=plan)))
    assert max(map(len, lines)) <= 80
    return " ".join(" ".join(lines).split())


def test_it_asks_and_gives_the_threshold_in_the_command_that_goes_on() -> None:
    text = words(LATE)
    assert text.startswith("Next: say how much remains of repro, or leave it It is overdue, not failed")
    assert "35 % in 7.5 h more: acumen start repro --chance 35% --hours '2 to 7.5'" in text
    assert "'8 to 30'" not in text, "no chance is enough for that long"
    assert "Else: acumen done repro --left" in text
    assert text.endswith("If it works after all: after, for up to 12 h; the plan is then worth 120 h.")


def test_the_commands_name_the_plan_where_they_have_to() -> None:
    assert words(LATE, " --plan grok").count("--plan grok") == 2


@pytest.mark.parametrize(
    ("tipping", "said"),
    [
        ((Tipping(more_hours=4.0, chance=None),), "going on does not pay, however likely it is to work."),
        ((Tipping(more_hours=4.0, chance=1.0),), "(a certainty: nothing less pays)"),
        (
            (Tipping(more_hours=4.0, chance=None, break_even_worth=60.0),),
            "60 h in 4 h more: acumen start repro --chance 75%",
        ),
        ((), "acumen start repro --chance CHANCE --hours '8 to 30'"),
    ],
)
def test_what_it_would_take_depends_on_what_is_known(tipping: tuple[Tipping, ...], said: str) -> None:
    assert said in words(replace(LATE, tipping=tipping))


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (Then(next="done", goal=True), "the goal is reached"),
        (Then(next="failed", goal=False), "the goal has failed all the same"),
        (Then(next="stop"), "If it works after all: stop"),
    ],
)
def test_what_follows_a_late_success_is_said(then: Then, said: str) -> None:
    assert said in words(replace(LATE, if_it_works=then))
    assert "after all" not in words(replace(LATE, if_it_works=None))
