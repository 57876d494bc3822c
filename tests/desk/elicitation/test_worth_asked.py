"""The worth is found in at most five comparisons, to within a third, by anybody who has one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.desk.elicitation.asking import SaidEnoughError, hold
from acumen.desk.elicitation.worth_asked import RUNGS_HOURS, find_worth
from acumen.results.asking import PlanQuestion

MOST_QUESTIONS = 5


def find(worth: float) -> tuple[float, list[PlanQuestion]]:
    """What is found of somebody who would give so many hours, and what they were asked."""
    asked: list[PlanQuestion] = []

    def put(question: PlanQuestion) -> str:
        asked.append(question)
        assert question.hours is not None
        return "yes" if worth >= question.hours else "no"

    return hold(find_worth("g"), put), asked


@given(st.floats(RUNGS_HOURS[0], RUNGS_HOURS[-1]))
def test_what_somebody_would_give_is_found_to_within_a_third(worth: float) -> None:
    found, asked = find(worth)
    assert 3 / 4 < found / worth < 4 / 3
    assert len(asked) <= MOST_QUESTIONS
    assert [question.n_asked for question in asked] == list(range(len(asked)))


def test_who_says_yes_or_no_to_everything_is_beyond_either_end() -> None:
    assert find(1e9)[0] > RUNGS_HOURS[-1]
    assert 0.0 < find(0.0)[0] < RUNGS_HOURS[0]


@pytest.mark.parametrize(
    ("answers", "worth"),
    [
        (["?"], 160.0),
        (["y", "Maybe."], 960.0),
        (["6 weeks"], 240.0),
        (["no", "300 h"], 300.0),
        (["lots", "0", "-3 h", "?"], 160.0),
        (["2 to 4", "40"], 40.0),
    ],
)
def test_where_somebody_hesitates_or_says_a_figure_that_is_it(answers: list[str], worth: float) -> None:
    left = iter(answers)
    assert hold(find_worth("g"), lambda _: next(left)) == worth
    assert not list(left)


def test_an_answer_that_can_not_be_read_is_told_and_asked_again() -> None:
    talk = find_worth("g")
    first = next(talk)
    again = talk.send("lots")
    assert (again.about, again.hours, first.misread) == ("worth", first.hours, "")
    assert "found 'lots'" in again.misread
    assert "?" in again.hint
    assert talk.send("y").misread == ""


def test_who_says_no_more_ends_the_talk() -> None:
    with pytest.raises(SaidEnoughError):
        hold(find_worth("g"), lambda _: None)
