"""A plan by questions is a plan: what was said stands there, what was not is found by `check`."""

import pytest

from acumen.desk.elicitation.asking import hold
from acumen.desk.elicitation.plan_asked import tell_plan
from acumen.errors import UsageError
from acumen.planfile import read
from acumen.planfile.drafts import Draft, write_draft
from acumen.records import Interval
from acumen.results.asking import PlanQuestion

WHOLE = {
    "goal": ["Paper is in"],
    "worth": ["6 w"],
    "before": ["Draft is read; figures are made", "experiments ran", "", "Experiments ran "],
    "hours": ["4 to 8", "20 to 40", "6 to 12", "5-10", "3", "90 min", "2"],
    "halfway": ["half of it stands"],
    "chance": ["95", "9/10", "80%", "60%", "0.9", "1:1"],
    "other way": ["use those of others"],
}


def tell(answers: dict[str, list[str]], *, n_questions: int = 1000) -> tuple[Draft, list[PlanQuestion]]:
    """What comes of answers to each kind of question; after so many, or where there is none, nothing more is said."""
    left = {about: iter(texts) for about, texts in answers.items()}
    asked: list[PlanQuestion] = []

    def put(question: PlanQuestion) -> str | None:
        asked.append(question)
        return None if len(asked) > n_questions else next(left.get(question.about, iter(())), None)

    return hold(tell_plan("p"), put), asked


def test_a_plan_goes_back_from_the_goal_and_what_takes_long_is_cut_in_two() -> None:
    draft, _ = tell(WHOLE)
    needs = {part.id: part.needs for part in draft.parts}
    assert needs == {
        "experiments-ran": (),
        "half-of-it-stands": ("experiments-ran",),
        "draft-is-read": ("half-of-it-stands",),
        "figures-are-made": ("experiments-ran",),
        "paper-is-in": ("draft-is-read", "figures-are-made"),
    }
    assert all(set(part.needs) <= set(list(needs)[:at]) for at, part in enumerate(draft.parts)), "each after its needs"
    by_id = {part.id: part for part in draft.parts}
    assert by_id["draft-is-read"].hours == Interval(low_hours=6.0, high_hours=12.0)
    assert by_id["paper-is-in"].chance == 0.95
    assert draft.worth == 240.0


def test_the_likeliest_to_fail_gets_another_way() -> None:
    draft, asked = tell(WHOLE)
    (question,) = (one for one in asked if one.about == "other way")
    assert question.chance == min(part.chance for part in draft.parts if part.chance is not None)
    (part,) = (one for one in draft.parts if one.other is not None)
    assert part.title == question.part
    assert part.other is not None
    assert (part.other.title, part.other.needs, part.other.chance) == ("use those of others", part.needs, 0.5)


def test_where_all_is_likely_nobody_is_asked_for_another_way() -> None:
    _, asked = tell({"goal": ["g"], "worth": ["9"], "before": [""], "hours": ["2"], "chance": ["90%"]})
    assert [one.about for one in asked] == ["goal", "worth", "before", "hours", "chance"]


@pytest.mark.parametrize("n_questions", range(1, 22))
def test_whenever_it_ends_the_text_is_a_plan_but_for_what_is_marked(n_questions: int) -> None:
    draft, _ = tell(WHOLE, n_questions=n_questions)
    text = write_draft(draft)
    plan, problems = read(text)
    assert len(problems) == draft.n_missing == text.count("# fill in")
    assert {problem.code for problem in problems} <= {"missing-value"}
    assert (plan is not None) is (draft.n_missing == 0)


def test_where_nothing_was_said_nothing_is_told() -> None:
    with pytest.raises(UsageError, match="nothing was said"):
        tell({})


@pytest.mark.parametrize(
    ("before", "found"),
    [("G", "found 'G'"), ("a\x1b[A", "expected some words"), ("x" * 121, "found 121"), ("ok; ...", "found '...'")],
)
def test_what_can_not_come_before_is_asked_again(before: str, found: str) -> None:
    talk = tell_plan("p")
    next(talk)
    talk.send("g")
    assert talk.send("9").about == "before"
    again = talk.send(before)
    assert again.about == "before"
    assert found in again.misread
    assert talk.send("- ").about == "hours"


def test_what_comes_later_can_not_come_before() -> None:
    talk = tell_plan("p")
    next(talk)
    for answer in ("g", "9", "a", "1", "50%", "b", "1", "50%"):
        question = talk.send(answer)
    assert (question.about, question.part) == ("before", "b")
    assert "expected what comes before" in talk.send("A").misread


@pytest.mark.parametrize(
    "title", ["yes", "100% sure", "stop", "otherwise", "null", "- x", "«日本»", "a: b #c", '"q" \\n', "e" * 100]
)
def test_whatever_words_stand_there_make_a_plan_that_reads_back(title: str) -> None:
    answers = {
        "goal": [title],
        "worth": ["9"],
        "before": [f"{title} 2", ""],
        "hours": ["1", "2"],
        "chance": ["99", "91"],
    }
    draft, _ = tell(answers)
    plan, problems = read(write_draft(draft))
    assert problems == ()
    assert plan is not None
    assert plan.title == title
    assert len({part.id for part in draft.parts}) == 2


def test_a_figure_that_is_typed_a_question_too_early_is_no_name_of_what_will_be_true() -> None:
    for figure in ("20 to 50", "70%", "3 h"):
        _, asked = tell(
            {"goal": [figure, "it is done"], "worth": ["9"], "before": [""], "hours": ["1"], "chance": ["99"]}
        )
        assert [one.about for one in asked][:2] == ["goal", "goal"]
        assert asked[1].misread is not None
        assert "in words what will be true" in asked[1].misread
