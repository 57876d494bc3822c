"""Questions of the dialogue are short, say what may be answered, and fit the screen."""

import pytest

from acumen.pages.columns import N_COLUMNS, width
from acumen.results.asking import PlanQuestion
from acumen.views import registry

LONG = "漢" * 120
QUESTIONS = {
    "goal": PlanQuestion(about="goal"),
    "worth": PlanQuestion(about="worth", part="g", hours=160.0),
    "before": PlanQuestion(about="before", part=LONG),
    "hours": PlanQuestion(about="hours", part=LONG, so_far=(LONG, "y")),
    "halfway": PlanQuestion(about="halfway", part="x", so_far=(), hours=40.0),
    "chance": PlanQuestion(about="chance", part="x"),
    "other way": PlanQuestion(about="other way", part=LONG, so_far=("y",), chance=0.3),
}
SAID = {
    "goal": "such as",
    "worth": "4 weeks of work (160 h)",
    "before": "Enter: nothing",
    "hours": "and “y” to",
    "halfway": "from today to “x”",
    "chance": "such as 70%",
    "other way": "30 %",
}


@pytest.mark.parametrize("about", QUESTIONS)
def test_a_question_fits_and_says_what_may_be_answered(about: str) -> None:
    registry.install()
    text = QUESTIONS[about].draw()
    assert max(map(width, text.splitlines())) <= N_COLUMNS
    assert SAID[about] in " ".join(text.split())


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1.0, "1 h of work"),
        (8.0, "1 day of work (8 h)"),
        (12.0, "1.5 days of work (12 h)"),
        (2560.0, "64 weeks of work (2,560 h)"),
    ],
)
def test_hours_are_said_as_weeks_and_days(hours: float, said: str) -> None:
    registry.install()
    assert f"Would you give {said} for it?" in PlanQuestion(about="worth", hours=hours, n_asked=1).draw()


def test_how_it_goes_is_said_once() -> None:
    registry.install()
    first, again = (PlanQuestion(about="goal", misread=misread).draw() for misread in ("", "expected some words"))
    assert "Ctrl-D" in first
    assert "Ctrl-D" not in again
    assert again.startswith("expected some words")
