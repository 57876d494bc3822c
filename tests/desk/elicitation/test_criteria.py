from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.elicitation.rubric_mark import mark_criteria
from acumen.desk.elicitation.rubric_show import rubric_text, show_criteria
from acumen.desk.elicitation.rubric_trend import criteria_trend
from acumen.desk.elicitation.rubric_use import use_rubric
from acumen.desk.loop.undo import undo
from acumen.desk.state.rubrics import ready, weights_of
from acumen.errors import PlanError, UsageError
from acumen.inputs.rubric import RESEARCH
from acumen.results.rubrics import CriteriaShown, CriterionShown

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
EVERYTHING = {"speed": 7, "working": 6, "day-to-day": 5, "long-range": 4, "communication": 8, "other": 5}


def new_book() -> Book:
    return open_book(None, now=NOW)


def row(shown: CriteriaShown, criterion: str) -> CriterionShown:
    return next(one for one in shown.rows if one.criterion == criterion)


def test_the_ready_rubric_has_the_weights_it_is_meant_to_have() -> None:
    rubric = ready()
    weights = weights_of(rubric.rubric, rubric.criteria)
    assert weights == pytest.approx(
        {"speed": 0.45, "working": 0.25, "day-to-day": 0.1, "long-range": 0.1, "communication": 0.05, "other": 0.05}
    )
    assert sorted(weights.values()) == pytest.approx(sorted(RESEARCH.weights().values()))
    shown = show_criteria(new_book())
    assert row(shown, "quick").weight == pytest.approx(0.7)
    assert row(shown, "direction").weight == pytest.approx(0.2)
    assert shown.is_ready


def test_marks_are_weighted_into_groups_and_a_total_only_where_all_is_marked() -> None:
    book = new_book()
    told = mark_criteria(book, {"speed": 7, "making things work": "6"})
    assert told.unmarked == ("day-to-day direction", "long-range direction", "communication", "other")
    assert row(told.shown, "quick").my_score == pytest.approx((45 * 7 + 25 * 6) / 70)
    assert row(told.shown, "total").my_score is None
    full = mark_criteria(book, EVERYTHING).shown
    assert row(full, "total").my_score == pytest.approx(
        RESEARCH.score(dict(zip(RESEARCH.weights(), (7, 6, 5, 4, 8, 5), strict=True)))
    )
    assert not full.is_ready, "marking adopts it"


def test_no_text_and_no_json_gives_away_hidden_marks() -> None:
    told = []
    for score in (1, 9):
        book = new_book()
        mark_criteria(book, {"speed": 5})
        book.now += timedelta(days=100)
        mark_criteria(book, {"speed": score, "other": score}, person="Ada")
        answers = (show_criteria(book), criteria_trend(book))
        told.append([str(one) for one in answers])
        for one in answers:
            assert one.n_hidden == 2
            shown = one.to_json()
            assert all(f'"{key}": {score}.0' not in shown for key in ("mine", "others", "first", "last"))
    assert told[0] == told[1]


def test_somebody_else_is_marked_by_their_name_and_the_owner_by_none_or_me() -> None:
    book = new_book()
    mark_criteria(book, {"speed": 3}, of="Ada")
    mark_criteria(book, {"speed": 8}, of="ada", person="Ada")
    ada = show_criteria(book, of="Ada")
    assert (row(ada, "speed").my_score, row(ada, "speed").others_score, ada.name) == (3.0, 8.0, "Ada")
    mark_criteria(book, {"speed": 6}, person="Ada")
    mark_criteria(book, {"speed": 5}, of="me")
    mine = show_criteria(book)
    assert (row(mine, "speed").my_score, row(mine, "speed").others_score, mine.is_me) == (5.0, 6.0, True)
    with pytest.raises(UsageError, match="somebody known"):
        show_criteria(book, of="Zoe")


def test_what_is_no_mark_is_refused_with_what_to_do() -> None:
    book = new_book()
    for scores, message in (
        ({}, "found nothing"),
        ({"speed": 11}, "from 0 to 10"),
        ({"speed": "3/5"}, "rubric's scale"),
        ({"direction": 3}, "without parts"),
        ({"sped": 3}, "expected a criterion of empirical-research"),
        ({"working": 3, "making things work": 4}, "each criterion once"),
    ):
        with pytest.raises(UsageError, match=message):
            mark_criteria(book, scores)
    assert book.ledger.head().position == 0, "nothing is written for a mistake"


def test_a_rubric_is_edited_and_adopted_and_marks_by_the_same_criteria_go_on(tmp_path: Path) -> None:
    book = new_book()
    mark_criteria(book, EVERYTHING)
    file = tmp_path / "mine.yaml"
    file.write_text(rubric_text(book).replace("weight: 45", "weight: 145"), encoding="utf-8")
    used = use_rubric(book, str(file))
    assert row(used, "speed").weight == pytest.approx(145 / 200)
    assert row(used, "speed").my_score == pytest.approx(7.0)
    position = book.ledger.head().position
    assert use_rubric(book, str(file)) == used
    assert book.ledger.head().position == position, "adopted once"
    assert rubric_text(book) == file.read_text(encoding="utf-8")
    undo(book)
    assert row(show_criteria(book), "speed").weight == pytest.approx(0.45)


def test_a_rubric_that_can_not_be_read_says_where() -> None:
    with pytest.raises(PlanError) as caught:
        use_rubric(new_book(), "rubric: mine\ncriteria:\n  - {criterion: a, weight: many}\n")
    assert [(one.code, one.where.line) for one in caught.value.problems] == [("bad-weight", 3)]
    assert str(caught.value).startswith("1 mistake in the rubric\n")


def test_one_rating_gives_no_verdict_and_a_long_rise_gives_one() -> None:
    book = new_book()
    mark_criteria(book, {"speed": 2}, on="2024-02-01")
    (once,) = [one for one in criteria_trend(book).rows if one.n]
    assert (once.n, once.per_year, once.tendency) == (1, None, "cannot tell")
    assert "one rating: cannot tell" in str(criteria_trend(book))
    assert "One rating: cannot tell" in str(show_criteria(book))
    for day, score in (("2025-02-01", 4), ("2025-08-01", 5), ("2026-02-01", 7), ("2026-08-01", 8)):
        mark_criteria(book, {"speed": score}, on=day)
    rising = next(one for one in criteria_trend(book).rows if one.criterion == "speed")
    assert (rising.tendency, rising.first_score, rising.last_score) == ("rising", 2.0, 8.0)
    assert rising.per_year == pytest.approx(2.4, abs=0.2)


def test_the_total_counts_on_days_when_one_rater_marked_everything() -> None:
    book = new_book()
    for day, more in (("2026-01-01", 0), ("2026-05-01", 0), ("2026-09-01", 1)):
        mark_criteria(book, {name: score + more for name, score in EVERYTHING.items()}, on=day)
    mark_criteria(book, {"speed": 1}, on="2026-10-01")
    total = criteria_trend(book).rows[0]
    assert (total.criterion, total.n) == ("total", 3)
    assert total.last_score == pytest.approx((total.first_score or 0.0) + 1.0)


def test_every_answer_fits_the_screen() -> None:
    book = new_book()
    name = "Somebody with quite a long name, and a title to go with it"
    answers = [
        mark_criteria(book, EVERYTHING, person=name, why="so"),
        mark_criteria(book, EVERYTHING),
        show_criteria(book),
        criteria_trend(book),
    ]
    answers += [mark_criteria(book, EVERYTHING, of=name), show_criteria(book, of=name), criteria_trend(book, of=name)]
    book.now += timedelta(days=90)
    answers += [mark_criteria(book, EVERYTHING, manner="gut"), criteria_trend(book)]
    for told in answers:
        assert max(map(len, str(told).splitlines())) <= 80, str(told)
