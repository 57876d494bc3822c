import json
import math
import re
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from acumen.desk.book import Book
from acumen.desk.calibration.report import look, score_record
from acumen.desk.calibration.scores_of_numbers import appraise_numbers
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.loop.done import done
from acumen.desk.loop.start import start
from acumen.errors import UsageError
from acumen.history import CountedForecast, Forecast, Outcome, Question
from acumen.history.elicited import OpenedFact
from acumen.judgment.scoring_rules import brier, log_loss
from acumen.results.calibration import CalibrationReport
from acumen.views.calibration_charts import draw
from tests.desk.calibration.rows import a_year, forecast, over_confident
from tests.desk.elicitation.books import later, new_book
from tests.desk.loop import books as loop_books

N_COLUMNS = 80
NOW = datetime(2027, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def year() -> CalibrationReport:
    return score_record(a_year(), with_people=True)


def read(told: CalibrationReport) -> str:
    text = str(told)
    assert max(len(line) for line in text.splitlines()) <= N_COLUMNS
    assert json.loads(told.to_json())["n"] == told.n
    return text


def test_with_nothing_it_says_how_to_begin() -> None:
    told = score_record(new_book())
    assert told.overall is None
    assert "nothing has come out yet" in read(told)
    assert "Begin: acumen predict" in read(told)


@pytest.mark.parametrize("n", [1, 2, 29])
def test_below_thirty_it_says_how_many_more_would_tell_and_nothing_else(n: int) -> None:
    told = score_record(over_confident(n))
    assert told.n == n
    assert told.overall is not None
    assert told.overall.brier_interval.value == pytest.approx(float(brier([0.8] * n, [k % 2 for k in range(n)]).mean()))
    assert told.overall.log_interval.value == pytest.approx(
        float(log_loss([0.8] * n, [k % 2 for k in range(n)]).mean())
    )
    outcomes = "1 outcome" if n == 1 else f"{n} outcomes"
    assert read(told) == f"{outcomes} so far: {30 - n} more would tell how good your chances are."
    assert told.record_verdict.n_more == 30 - n
    assert math.isnan(told.overall.brier_interval.lower)


def test_parts_of_the_brier_score_add_up(year: CalibrationReport) -> None:
    assert year.overall is not None
    for one in (year.overall, *year.domains, *year.horizons):
        sum_of_parts = one.miscalibration.value - one.discrimination.value + one.uncertainty.value
        assert sum_of_parts == pytest.approx(one.brier_interval.value)


def test_an_over_confident_record_is_corrected_and_that_is_seen_to_help() -> None:
    told = score_record(over_confident())
    text = read(told)
    assert dict(told.earned.meant_chances)[0.9] < 0.75
    assert told.correction[0].says == "better"
    assert text.startswith("You are too sure: said 80 %, came true 50 %, n 60.")
    assert "The record counts for nearly all: on 60 outcomes" in " ".join(text.split())


def test_a_record_that_is_as_said_is_left_as_it_is() -> None:
    book = new_book()
    for number in range(60):
        book = forecast(book, f"claim {number}", {None: "80%"}, "no" if number % 5 == 0 else "yes")
    told = score_record(book)
    assert told.earned.chances_weight == pytest.approx(0.0, abs=0.2)
    assert abs(told.correction[0].gain_log.value) < 0.005


def test_the_zone_of_best_taste_is_where_one_is_nearer_than_others(year: CalibrationReport) -> None:
    assert year.beside is not None
    assert [one.name for one in year.beside.best] == ["code"]
    assert {one.name: one.says for one in year.beside.domains} == {"code": "better", "biology": "worse"}
    assert "Zone of best taste, nearer than others: code (n 30)." in read(year)


def test_the_first_sentence_names_the_place_and_what_is_left_is_about_right() -> None:
    book = new_book()
    for number in range(80):
        infra = number % 2 == 0
        happened = number % 8 == 0 if infra else number % 10 != 1
        book = forecast(
            book,
            f"claim {number}",
            {None: "70%" if infra else "80%"},
            "yes" if happened else "no",
            domain="infra" if infra else "ops",
        )
    told = score_record(book)
    text = " ".join(read(told).split())
    assert text.startswith("You are too sure in infra: said 70 %, came true 25 %, n 40; elsewhere about right.")
    assert (told.record_verdict.says, told.record_verdict.off_domains) == ("too sure", ("infra",))
    assert [(one.name, one.says) for one in told.record_verdict.domains] == [
        ("infra", "too sure"),
        ("ops", "about right"),
    ]
    inside = score_record(book, domain="ops")
    assert " ".join(read(inside).split()).startswith(
        "About right in ops, as far as 40 outcomes can tell: said 80 %, came true 80 %, n 40"
    )


def test_what_was_said_is_set_beside_what_happened_with_counts() -> None:
    book = new_book()
    for number in range(40):
        book = forecast(book, f"claim {number}", {None: "90%" if number % 2 else "25%"}, "yes" if number % 4 else "no")
    buckets = score_record(book).buckets
    assert [(one.low, one.high, one.n) for one in buckets] == [(0.1, 0.3, 20), (0.9, 1.0, 20)]
    assert [one.came_true.value for one in buckets] == [0.5, 1.0]
    assert "10 to 30 %      20 25 %             50 % [29, 71]" in read(score_record(book))


def test_no_interval_leaves_out_its_figure_or_has_other_digits(year: CalibrationReport) -> None:
    assert year.overall is not None
    for one in (year.overall, *year.domains, *year.horizons):
        for part in (one.brier_interval, one.log_interval, one.miscalibration, one.uncertainty, one.tells_apart):
            assert part.lower <= part.value <= part.upper
        assert math.isnan(one.discrimination.lower)
    for figure, low, high in re.findall(r"(\d\.\d+) \[(-?\d\.\d+), (-?\d\.\d+)\]", read(year)):
        assert len({len(digits.split(".")[1]) for digits in (figure, low, high)}) == 1


def test_where_everyone_else_missed_and_one_did_not_is_counted_and_named() -> None:
    book = new_book()
    book = forecast(book, "alone right", {None: "70%", "Ben": "20%", "Cleo": "40%"}, "yes")
    book = forecast(book, "one other right", {None: "70%", "Ben": "20%", "Cleo": "60%"}, "yes")
    book = forecast(book, "alone wrong", {None: "70%", "Ben": "20%", "Cleo": "40%"}, "no")
    book = forecast(book, "nobody else", {None: "70%"}, "yes")
    beside = score_record(book).beside
    assert beside is not None
    assert (beside.overall.n, beside.n_hits, beside.n_misses) == (3, 1, 1)
    assert [one.claim for one in beside.alone] == ["alone right", "alone wrong"]
    assert "Everyone else missed" not in read(score_record(book)), "three questions tell nothing"


def test_where_others_miss_more_often_than_oneself_is_named() -> None:
    book = new_book()
    for number in range(32):
        book = forecast(
            book, f"claim {number}", {None: "80%", "Ben": "30%"}, "no" if number % 8 == 0 else "yes", domain="code"
        )
    told = score_record(book)
    assert told.beside is not None
    assert told.beside.right_alone.names == ("code",)
    assert "Where others miss and you do not: code." in read(told)
    assert "Everyone else missed and Ben did not: 4 questions" in read(score_record(book, person="Ben"))


def test_people_are_set_against_the_pool(year: CalibrationReport) -> None:
    assert year.people is not None
    assert [(one.is_me, one.name, one.against_pool.n) for one in year.people] == [(True, None, 60), (False, "Ben", 60)]
    assert "People against the pooled forecast" in read(year)
    code = score_record(a_year(), domain="code", with_people=True).people
    assert code is not None
    assert [one.against_pool.n for one in code] == [30, 30]
    assert code[0].against_pool.brier_pair[1] == pytest.approx(0.15**2)


def test_gut_and_considered_are_compared_on_the_same_questions() -> None:
    book = new_book()
    for number in range(30):
        asked = predict(book, f"claim {number}", "50%", manner="gut")
        predict(book, asked.shown.question, "90%" if number % 2 else "10%", manner="considered")
        book = later(book, 1.0)
        resolve(book, asked.shown.question, "yes" if number % 2 else "no")
    told = score_record(book)
    assert told.n == 30
    assert told.gut is not None
    assert list(told.gut.brier_pair) == pytest.approx([0.25, 0.01])
    assert "considered is better" in read(told)


def test_a_domain_a_person_and_a_day_narrow_it_down(year: CalibrationReport) -> None:
    book = a_year()
    assert score_record(book, domain="code").n == 30
    assert score_record(book, person="ben").n == year.n
    assert score_record(book, since=f"{book.now:%Y-%m-%d}").n == 0
    assert "said since" in read(score_record(book, since="2027-03-01"))
    with pytest.raises(UsageError, match="somebody known"):
        score_record(book, person="Nobody")
    with pytest.raises(UsageError, match="has come"):
        score_record(book, since="2999-01-01")


def test_numbers_are_scored_by_unit_and_by_what_falls_inside() -> None:
    book = new_book()
    for number, outcome in enumerate(("5", "50", "8", "3")):
        asked = predict(book, f"hours {number}", "4 to 12", unit="h")
        book = later(book, 1.0)
        resolve(book, asked.shown.question, outcome)
    numbers = score_record(book).number_scores
    assert numbers is not None
    assert (numbers.inside.value, numbers.below.value, numbers.above.value) == (0.5, 0.25, 0.25)
    assert numbers.claimed_inside == pytest.approx(0.9)
    assert [(unit, crps.n) for unit, crps in numbers.crps_by_unit] == [("h", 4)]
    pinballs = [0.05 * 1 + 0.05 * 7, 0.05 * 46 + 0.95 * 38, 0.05 * 4 + 0.05 * 4, 0.95 * 1 + 0.05 * 9]
    assert numbers.crps_by_unit[0][1].value == pytest.approx(sum(pinballs) / 4)
    assert read(score_record(book)) == "Numbers: 4 outcomes so far; 26 more would tell."


@pytest.mark.parametrize("said", ["-1e100 to 1e100", "1 to 2"])
def test_a_number_as_large_as_can_be_is_no_infinity_on_the_screen(said: str) -> None:
    book = new_book()
    for number in range(31):
        asked = predict(book, f"figure {number}", said, unit="m")
        book = later(book, 1.0)
        resolve(book, asked.shown.question, "1e100" if number else "-1e100")
    text = read(score_record(book))
    assert "CRPS" in text
    assert not re.search(r"\b(inf|nan)\b", text)
    numbers = score_record(book).number_scores
    assert numbers is not None
    assert all(math.isfinite(end) for _, one in numbers.crps_by_unit for end in (one.value, one.lower, one.upper))


def test_figures_beyond_what_may_be_said_today_stay_finite_too() -> None:
    """A ledger may hold what an earlier version took: the difference of two such is more than a float can hold."""
    asked = Question(
        id="",
        person="",
        position=1,
        form="number",
        asked_at=NOW,
        due_at=None,
        domain=None,
        claim=None,
        resolution=None,
        choices=None,
        unit=None,
        source=None,
        forecasts=(),
        outcome=None,
        opened=OpenedFact(was_known=True, spoke=frozenset()),
    )
    known = Outcome(
        id="", known_at=NOW, position=2, yes=None, number=None, choice=None, is_void=False, person="", source=None
    )
    made = Forecast(
        id="",
        person="",
        said_at=NOW,
        position=1,
        manner=None,
        reason=None,
        chance=None,
        chances=None,
        quantiles=((0.05, -1e308), (0.95, 1e308)),
        is_proven=True,
    )
    counted = [
        CountedForecast(
            question=replace(asked, id=str(at), outcome=replace(known, number=1e308 if at % 2 else -1e308)), made=made
        )
        for at in range(31)
    ]
    found = appraise_numbers(counted)
    assert found is not None
    assert all(math.isfinite(end) for _, one in found.crps_by_unit for end in (one.value, one.lower, one.upper))


def test_choices_are_scored_too() -> None:
    book = new_book()
    asked = predict(book, "which", "red=20%, blue=80%")
    book = later(book, 1.0)
    resolve(book, asked.shown.question, "red")
    choices = score_record(book).choice_scores
    assert choices is not None
    assert choices.brier_interval.value == pytest.approx(1.28)
    assert read(score_record(book)) == "Choices: 1 outcome so far; 29 more would tell."


def finished_plan() -> Book:
    book = loop_books.new_book(loop_books.TEXT)
    start(book, "test")
    book = loop_books.later(book, 4.0)
    done(book, "succeeded", step="test", hours=4.0)
    return book


def test_steps_of_a_plan_that_ended_count_beside_questions() -> None:
    told = score_record(finished_plan())
    assert told.n == 1
    assert [one.name for one in told.domains] == ["code"]
    assert told.hours_scores is not None
    assert told.hours_scores.n == 1
    read(told)


def test_it_says_that_it_improves_or_how_much_more_it_takes_to_tell(year: CalibrationReport) -> None:
    book = new_book()
    for number in range(80):
        happened = number % 3 == 0 if number < 40 else number % 10 != 0
        book = forecast(book, f"claim {number}", {None: "90%"}, "yes" if happened else "no", days=5.0)
    assert "Improving: Brier less what calibrated chances would score -" in read(score_record(book))
    assert year.trend is not None
    assert year.trend.says == "cannot tell yet"
    assert "Improving? Cannot tell yet: it takes 30 outcomes and a year; looked" in " ".join(read(year).split())


def test_every_chart_can_be_drawn_or_says_why_not() -> None:
    told, basis = look(a_year())
    for what in ("reliability", "skill", "time"):
        assert draw(told, basis, what).title
    with pytest.raises(UsageError, match="nothing to draw"):
        draw(told, basis, "hours")
    assert draw(*look(finished_plan()), "hours").title == "What your hours have meant"
    with pytest.raises(UsageError, match="nothing to draw"):
        draw(*look(new_book()), "reliability")
