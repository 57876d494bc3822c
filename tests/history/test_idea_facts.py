import math
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.history import History, Idea, Ideas, dump, fold, load, read_ideas, read_marks
from acumen.history.entry import Said
from acumen.history.idea_facts import outcome_mistake
from acumen.history.replay import TYPES
from acumen.records import (
    Correction,
    Criterion,
    IdeaListed,
    IdeaTurnedOut,
    Manner,
    MarkGiven,
    PersonNamed,
    RatingGiven,
    Redaction,
    RubricAdopted,
    Sealed,
)
from tests.history.asking import ME, keep, plain, undo, write

TEN = (0.0, 10.0)


def read(sealed: list[Sealed]) -> Ideas:
    return read_ideas(fold(History(), keep(sealed)), writer=ME)


def only(sealed: list[Sealed]) -> Idea:
    (found,) = read(sealed).by_id.values()
    return found


def listed(id_: str = "i", day: float = 0.0, *, person: str | None = None) -> Sealed:
    return write(id_, IdeaListed(title="Prime", worth_hours=40.0, person=person), day)


def rated(
    id_: str,
    score: float,
    day: float,
    *,
    idea: str = "i",
    person: str | None = None,
    criterion: str | None = None,
    manner: Manner | None = None,
) -> Sealed:
    record = RatingGiven(idea=idea, score=score, scale=TEN, person=person, criterion=criterion, manner=manner)
    return write(id_, record, day)


def known(id_: str, day: float, hours: float | None = 9.0) -> Sealed:
    return write(id_, IdeaTurnedOut(idea="i", worth_hours=hours), day)


ADA = write("p", PersonNamed(name="Ada"), 0)
BEN = write("q", PersonNamed(name="Ben"), 0)


def test_ratings_stand_in_the_order_in_which_they_were_said_and_the_last_of_a_manner_stands() -> None:
    idea = only([rated("b", 2, 2), listed(), rated("a", 7, 1), rated("g", 5, 3, manner="gut")])
    assert [(one.id, one.is_superseded) for one in idea.ratings] == [("a", True), ("b", False), ("g", False)]
    assert [one.id for one in idea.latest(ME)] == ["g", "b"]


def test_others_are_hidden_until_one_has_rated_by_the_same_criterion_or_it_is_known() -> None:
    base = [ADA, BEN, listed(), rated("a", 7, 1, person="p"), rated("n", 3, 1, person="p", criterion="novel")]
    assert only(base).hidden_from(ME) == {"a", "n"}
    assert only(base).hidden_from("p") == frozenset()
    mine = [*base, rated("m", 5, 2)]
    assert only(mine).hidden_from(ME) == {"n"}
    assert only(mine).hidden_from("q") == {"a", "n", "m"}
    assert only([*base, known("k", 3)]).hidden_from(ME) == frozenset()


def test_the_worth_an_owner_says_is_hidden_from_others_until_they_have_rated() -> None:
    base = [ADA, listed()]
    assert not only(base).hides_worth_from(ME)
    assert only(base).hides_worth_from("p")
    assert only([*base, rated("n", 3, 1, person="p", criterion="novel")]).hides_worth_from("p")
    assert not only([*base, rated("a", 7, 1, person="p")]).hides_worth_from("p")


def test_a_rating_after_the_first_outcome_is_late_and_the_last_outcome_counts() -> None:
    idea = only([listed(), rated("a", 7, 1), known("k1", 2, 5.0), rated("b", 9, 3), known("k2", 4, 50.0)])
    assert [(one.id, one.is_late, one.is_superseded) for one in idea.ratings] == [
        ("a", False, False),
        ("b", True, False),
    ]
    assert idea.outcome is not None
    assert idea.outcome.worth_hours == 50.0


def test_what_was_withdrawn_in_time_is_gone_and_a_lost_bet_can_not_be_taken_back() -> None:
    assert not only([listed(), rated("a", 7, 1), undo("c", "a", 1.5), known("k", 2)]).ratings
    late = only([listed(), rated("a", 7, 1), known("k", 2), undo("c", "a", 3)])
    assert [one.withdrawn_at is not None for one in late.ratings] == [True]
    assert not read([listed(), undo("c", "i", 1)]).by_id
    assert read([listed(), known("k", 2), undo("c", "i", 3)]).by_id


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (RatingGiven(idea="i", score=11.0, scale=TEN), "wrong-rating"),
        (RatingGiven(idea="i", score=1.0, scale=(3.0, 3.0)), "wrong-rating"),
        (RatingGiven(idea="nowhere", score=1.0, scale=TEN), "unknown-idea"),
        (IdeaTurnedOut(idea="i"), "wrong-outcome"),
        (IdeaTurnedOut(idea="i", worth_hours=-1.0), "wrong-outcome"),
        (IdeaTurnedOut(idea="i", score=3.0), "wrong-outcome"),
        (IdeaTurnedOut(idea="i", worth_hours=1.0, score=3.0, scale=TEN), "wrong-outcome"),
    ],
)
def test_what_says_nothing_is_a_problem_and_hides_nothing_else(record: RatingGiven | IdeaTurnedOut, code: str) -> None:
    found = read([listed(), rated("a", 7, 1), write("x", record, 2)])
    assert [(one.code, one.where.line) for one in found.problems] == [(code, 3)]
    assert [one.id for one in found.by_id["i"].ratings] == ["a"]
    assert not read([listed(), write("x", record, 2), undo("c", "x", 3)]).problems or code == "unknown-idea"


def test_ratings_of_an_idea_that_was_erased_are_no_problem() -> None:
    gone = write("r", Redaction(redacts="nowhere", is_all=True), 3)
    assert not read([rated("a", 7, 1, idea="nowhere"), gone]).problems


DAYS = st.floats(0, 9).map(lambda day: round(day, 1))
IDS = st.sampled_from(["i", "a0", "a1", "a2", "k0", "c0", "m0", "p"])


@st.composite
def some_records(draw: st.DrawFn) -> list[Sealed]:
    records = [listed("i", draw(DAYS), person=draw(st.sampled_from([None, "p"]))), ADA, BEN]
    for n in range(draw(st.integers(0, 3))):
        made = RatingGiven(
            idea=draw(st.sampled_from(["i", "j"])),
            score=draw(st.sampled_from([2.0, 9.0, 11.0])),
            scale=TEN,
            person=draw(st.sampled_from([None, "p", "q"])),
            criterion=draw(st.sampled_from([None, "novel"])),
            manner=draw(st.sampled_from([None, "gut"])),
        )
        records.append(write(f"a{n}", made, draw(DAYS), written=draw(DAYS), writer=draw(st.sampled_from([ME, "bb"]))))
    records += [known(f"k{n}", draw(DAYS), draw(st.sampled_from([1.0, -1.0]))) for n in range(draw(st.integers(0, 2)))]
    for n in range(draw(st.integers(0, 3))):
        marked = MarkGiven(
            rubric="r",
            criterion="speed",
            score=draw(st.sampled_from([3.0, 20.0])),
            scale=TEN,
            about=draw(st.sampled_from([None, "p"])),
            person=draw(st.sampled_from([None, "p"])),
        )
        records.append(write(f"m{n}", marked, 20 * draw(DAYS)))
    if draw(st.booleans()):
        adopted = RubricAdopted(rubric="r", scale=TEN, criteria=(Criterion(id="speed", weight=1.0),))
        records.append(write("u", adopted, draw(DAYS)))
    targets = draw(st.lists(IDS, max_size=2))
    withdrawn = [
        write(f"c{n}", Correction(corrects=id_), draw(DAYS), written=draw(DAYS)) for n, id_ in enumerate(targets)
    ]
    return records + withdrawn


def meant(history: History) -> Any:  # noqa: ANN401 -- plain data to compare
    """All that does not depend on where a record stands."""
    ideas, marks = read_ideas(history, writer=ME), read_marks(history, writer=ME)
    return plain((ideas, marks)), sorted(ideas.hidden_from(ME)), sorted(marks.hidden_from(ME)), list(ideas.by_id)


@given(some_records(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(records: list[Sealed], rng: random.Random) -> None:
    before = meant(fold(History(), keep(records)))
    rng.shuffle(records)
    assert meant(fold(History(), keep(records))) == before


@given(some_records(), st.data())
def test_folding_on_from_a_dump_is_folding_from_the_start(records: list[Sealed], data: st.DataObject) -> None:
    kept = keep(records)
    cut = data.draw(st.integers(0, len(kept)))
    half = fold(History(), kept[:cut])
    again, *others = (fold(load(dump(half, name), name), kept[cut:]) for name in TYPES)
    for other in others:
        again.absorb(other)
    whole = fold(History(), kept)
    assert read_ideas(again, writer=ME) == read_ideas(whole, writer=ME)
    assert read_marks(again, writer=ME) == read_marks(whole, writer=ME)


def _outcomes(records: list[Sealed]) -> list[Said[IdeaTurnedOut]]:
    return [said for facts in fold(History(), keep(records)).ratings.by_id.values() for said in facts.outcomes]


@given(some_records())
def test_nobody_sees_what_others_made_of_an_open_idea_they_have_not_rated(records: list[Sealed]) -> None:
    found = read(records)
    once_known = {
        said.record.idea for said in _outcomes(records)
    }  # what was shown then stays shown, whatever is undone
    for idea in found.each():
        for viewer in (ME, "p", "q"):
            seen = [one for one in idea.ratings if one.id not in idea.hidden_from(viewer)]
            assert all(idea.id in once_known or idea.has_said(viewer, one.criterion) for one in seen)
            assert all(one in seen for one in idea.ratings if one.person == viewer)


def test_marks_by_others_are_seen_once_one_has_marked_the_same_on_that_occasion() -> None:
    def marked(id_: str, day: float, person: str | None, criterion: str = "speed") -> Sealed:
        given_ = MarkGiven(rubric="r", criterion=criterion, score=5.0, scale=TEN, person=person)
        return write(id_, given_, day)

    def hidden(records: list[Sealed]) -> frozenset[str]:
        return read_marks(fold(History(), keep([ADA, *records])), writer=ME).hidden_from(ME)

    assert hidden([marked("a", 5, "p")]) == {"a"}
    assert hidden([marked("a", 5, "p"), marked("m", 5, None, "works")]) == {"a"}
    assert hidden([marked("a", 5, "p"), marked("m", 1, None)]) == frozenset()
    assert hidden([marked("a", 5, "p"), marked("m", 1, None), marked("b", 50, "p")]) == {"b"}
    assert hidden([marked("a", 5, "p"), marked("b", 50, "p"), marked("m", 60, None)]) == frozenset()


@pytest.mark.parametrize(
    "criteria",
    [
        (),
        (Criterion(id="a", weight=-1.0), Criterion(id="b", weight=2.0)),
        (Criterion(id="a", weight=1.0), Criterion(id="g", parts=(Criterion(id="a", weight=1.0),))),
        (Criterion(id="a"),),
    ],
)
def test_a_rubric_by_which_nobody_can_be_marked_is_a_problem_and_the_one_before_stays(
    criteria: tuple[Criterion, ...],
) -> None:
    good = write("g", RubricAdopted(rubric="r", scale=TEN, criteria=(Criterion(id="a", weight=1.0),)), 1)
    bad = write("b", RubricAdopted(rubric="r", scale=TEN, criteria=criteria), 2)
    found = read_marks(fold(History(), keep([good, bad])), writer=ME)
    assert [one.code for one in found.problems] == ["wrong-rubric"]
    assert found.rubric is not None
    assert found.rubric.id == "g"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"worth_hours": 0.0}, None),
        ({"worth_hours": 1e-9}, None),
        ({"worth_hours": -1e-9}, "expected hours of 0 or more"),
        ({"worth_hours": math.inf}, "expected hours of 0 or more"),
        ({"worth_hours": 1.0, "score": 3.0, "scale": (0.0, 10.0)}, "one of the two"),
        ({}, "one of the two"),
        ({"score": 3.0}, "the scale of a score"),
        ({"score": 0.0, "scale": (0.0, 10.0)}, None),
        ({"score": 10.0, "scale": (0.0, 10.0)}, None),
        ({"score": 10.1, "scale": (0.0, 10.0)}, "expected"),
    ],
)
def test_an_outcome_of_an_idea_may_be_worth_nothing_and_no_less(told: dict[str, Any], said: str | None) -> None:
    mistake = outcome_mistake(IdeaTurnedOut(idea="a", **told))
    assert mistake is None if said is None else said in (mistake or "")
