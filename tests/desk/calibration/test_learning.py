"""What a record teaches: chances and hours together, remembered until something else comes out."""

from datetime import timedelta

import msgspec
import numpy as np
import pytest
from scipy.special import expit

from acumen.desk.calibration import cache as remembering
from acumen.desk.calibration.cache import learn
from acumen.desk.calibration.corrected_plan import mean
from acumen.desk.calibration.correlated_errors import draw_together
from acumen.desk.calibration.data import ONESELF, settle
from acumen.desk.calibration.fit import Learned, fit
from acumen.desk.elicitation.predict import predict
from acumen.desk.loop.undo import undo
from acumen.desk.plans.progress import Going, Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.records import ForecastMade, Interval, PersonNamed, QuestionAsked, QuestionResolved
from tests.desk.calibration.records import TWO_WAYS, evenly, forecast, settled_forecasts, steps_left_by_policy

SIX = """
plan: six
worth: 1000
goal: {all: [a, b, c, d, e, f]}
""".replace(
    "[a, b, c, d, e, f]", "[" + ", ".join(f"{{step: {x}, chance: 80%, hours: 1, domain: ml}}" for x in "abcdef") + "]"
)


def learned_from(n: int, n_true: int) -> Learned:
    found = learn(settled_forecasts(evenly(n, n_true)))
    assert found is not None
    return found


def test_nothing_is_learnt_from_an_empty_record() -> None:
    assert learn(settled_forecasts([])) is None


@pytest.mark.parametrize(
    ("n", "n_true", "low", "high"), [(60, 30, 0.5, 0.58), (5, 2, 0.74, 0.81), (60, 48, 0.79, 0.81)]
)
def test_eighty_percent_is_taken_for_what_it_has_meant(n: int, n_true: int, low: float, high: float) -> None:
    meant = mean(read_plan(TWO_WAYS), None, learned_from(n, n_true)).steps[0]
    assert meant.said_chance == 0.8
    assert low < (meant.chance or 0.0) < high
    assert meant.n == n


def test_an_underconfident_record_moves_chances_the_other_way() -> None:
    meant = mean(read_plan(TWO_WAYS), None, learned_from(60, 59)).steps[0]
    assert (meant.chance or 0.0) > 0.88


def test_steps_left_by_policy_recover_the_true_chance_and_not_that_of_successes_alone() -> None:
    patience_hours = 12.9
    found = []
    for seed in range(4):
        settled = settle(steps_left_by_policy(120, true_chance=0.5, patience_hours=patience_hours, seed=seed))
        learned = fit(settled)
        codes = learned.chances._codes([ONESELF], ["ml"])
        found.append(float(expit(learned.chances.posterior.predict(np.array([0.0]), codes).log_odds[0])))
        n_worked = sum(row.ended == "succeeded" for row in settled.steps)
        assert n_worked < 0.55 * len(settled.steps)
        assert {row.ended for row in settled.steps} == {"succeeded", "left"}
    se = 0.5 / np.sqrt(4 * 120)
    assert np.mean(found) == pytest.approx(0.5, abs=4 * se)


def test_others_sayings_and_steps_left_at_an_unknown_hour_teach_nothing() -> None:
    book = settled_forecasts([])
    (ann,) = book.write(PersonNamed(name="Ann"))
    (question,) = book.write(QuestionAsked(form="yes-no", claim="x"))
    book.write(ForecastMade(question=question, chance=0.9, person=ann))
    book.now += timedelta(hours=1)
    book.write(QuestionResolved(question=question, yes=False))
    assert settle(book).n == 0


def test_a_number_and_a_commitment_stay_as_they_are_where_hours_have_no_record() -> None:
    steps = mean(read_plan(TWO_WAYS.replace("hours: 7", "hours: 3 to 9")), None, learned_from(60, 30)).steps
    assert steps[0].said_hours is None
    assert steps[1].meant_hours == steps[1].said_hours == (3.0, 9.0)


def test_a_chance_that_depends_on_a_hypothesis_stays_as_it_is() -> None:
    text = (
        TWO_WAYS.replace("chance: 80%", "chance: {h: 80%, otherwise: 20%}")
        + "hypotheses: {h: {claim: x, chance: 50%}}\n"
    )
    plan = read_plan(text)
    meant = mean(plan, None, learned_from(60, 30))
    assert meant.steps[0].said_chance is None
    assert meant.plan.goal.of[0] == plan.goal.of[0]  # type: ignore[union-attr]


def test_a_step_under_way_is_corrected_and_what_was_said_anew_is_not() -> None:
    first = Going(chance=0.8, hours=8.0, since_hours=1.0)
    anew = Going(chance=0.8, hours=8.0, before_hours=2.0)
    progress = Progress(under_way={"risky": first, "other": anew})
    meant = mean(read_plan(TWO_WAYS), progress, learned_from(60, 30)).progress
    assert meant is not None
    assert meant.under_way["risky"].chance == pytest.approx(0.56, abs=0.02)
    assert meant.under_way["other"] == anew


def test_misses_that_go_together_raise_the_chance_of_all() -> None:
    plan, learned = read_plan(SIX), learned_from(20, 10)
    meant = mean(plan, None, learned)
    chance = (meant.steps[0].chance or 0.0) ** 6
    together = draw_together(plan, meant, learned, solve(meant.plan))
    assert together is not None
    assert together.chance > 1.05 * chance
    assert together == draw_together(plan, meant, learned, solve(meant.plan)), "the same seed, the same figure"


def test_what_was_learnt_is_remembered_until_something_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    book = settled_forecasts(evenly(30, 10))
    before = learn(book)
    assert before is not None

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("settled again though nothing had come out")

    with monkeypatch.context() as patch:
        patch.setattr(remembering, "settle", refuse)
        again = learn(book)
        assert again is not None
        assert again.chances.correct(0.8, domain="ml") == before.chances.correct(0.8, domain="ml")
        book.write(QuestionAsked(form="yes-no", claim="new"))
        assert learn(book) is not None
    forecast(book, 31, True, chance=0.8, domain="ml")  # noqa: FBT003
    after = learn(book)
    assert after is not None
    assert after.chances.n == 31


def test_a_forecast_told_after_its_question_was_settled_is_learnt_from() -> None:
    book = settled_forecasts(evenly(30, 10))
    before = learn(book)
    assert before is not None
    (question, *_) = book.recall("questions").questions.by_id
    predict(book, question, "1%", on="2026-10-01")
    after = learn(book)
    assert after is not None
    assert after.chances.n == before.chances.n + 1


def test_what_cannot_be_read_any_more_is_learnt_anew() -> None:
    book = settled_forecasts(evenly(30, 10))
    before = learn(book)
    assert before is not None
    head = book.ledger.head()
    kept = msgspec.msgpack.decode(book.ledger.get_cached(remembering.NAME) or b"", type=remembering.Remembered)
    for body in (b"", b"\xc1", msgspec.msgpack.encode({"chances": 1})):
        broken = msgspec.msgpack.encode(msgspec.structs.replace(kept, body=body))
        book.ledger.put_cached(remembering.NAME, broken, at=head)
        after = learn(book)
        assert after is not None
        assert after.chances.n == before.chances.n


def test_an_outcome_taken_back_is_forgotten() -> None:
    book = settled_forecasts(evenly(30, 10))
    assert learn(book) is not None
    undo(book)
    found = learn(book)
    assert found is not None
    assert found.chances.n == 29


def test_what_is_remembered_is_that_of_this_week() -> None:
    book = settled_forecasts(evenly(30, 10))
    before = learn(book)
    book.now += timedelta(days=365)
    after = learn(book)
    assert before is not None
    assert after is not None
    closer = after.chances.correct(0.8, domain="ml").prob
    assert closer > before.chances.correct(0.8, domain="ml").prob, "old outcomes fade"


def test_draws_of_hours_stay_within_what_a_plan_may_say() -> None:
    book = steps_left_by_policy(40, true_chance=0.5, patience_hours=12.9, seed=1)
    plan = read_plan(TWO_WAYS.replace("hours: 8", "hours: 2 to 20"))
    learned = learn(book)
    assert learned is not None
    meant = mean(plan, None, learned)
    together = draw_together(plan, meant, learned, solve(meant.plan, worth=40.0))
    assert together is not None
    assert 0.0 < together.chance < 1.0
    assert isinstance(plan.goal.of[0].hours, Interval)  # type: ignore[union-attr]
