import json
from pathlib import Path

import pytest

import acumen
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.policies import policy
from acumen.desk.plans.simulate import simulate
from acumen.errors import UnsolvableError, UsageError
from acumen.pages.columns import width
from acumen.results.plans import Objective, Simulated
from tests.desk.plan_texts import plan_text
from tests.desk.solved import EXAMPLES, solved

SERIES = plan_text(["all", (0.5, 2), (0.5, 10)])  # 7 hours for a chance of ¼
WORKED = plan_text((0.5, "2 to 40"), worth=80)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("objective", ["net", "hours"])
def test_the_simulation_of_an_example_agrees_with_its_answer(example: Path, objective: Objective) -> None:
    told, answer = simulate(example, worth=400, objective=objective), solved(example, worth=400, objective=objective)
    assert told.next == answer.next
    assert told.exact.chance == pytest.approx(answer.chance, abs=1e-9)
    assert told.exact.hours == pytest.approx(answer.hours, abs=1e-6)
    assert told.net_mean is not None
    assert told.net_se is not None
    assert told.exact.net is not None
    assert abs(told.net_mean - told.exact.net) < 4 * told.net_se
    assert told.hours_se is not None
    assert abs(told.hours_mean - told.exact.hours) <= 4 * told.hours_se  # both 0 where every run takes the same
    assert told.chance_se is not None
    assert abs(told.chance - told.exact.chance) < 4 * told.chance_se
    assert told.chance + told.failed + told.stopped == pytest.approx(1.0)
    assert sum(use.hours for use in told.steps) == pytest.approx(told.hours_mean)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("worth", [None, 1.0, 400.0])
def test_the_text_fits_80_columns(example: Path, worth: float | None) -> None:
    for objective in ("net", "hours"):
        text = str(simulate(example, runs=500, worth=worth, objective=objective))
        assert max(map(width, text.splitlines())) <= 80
        assert text == "\n".join(line.rstrip() for line in text.splitlines())


def test_the_same_seed_gives_the_same_json_and_another_one_another() -> None:
    one, same, other = (simulate(WORKED, runs=200, seed=seed).to_json() for seed in (1, 1, 2))
    assert one == same
    assert json.loads(one)["net_mean"] != json.loads(other)["net_mean"]


def test_json_has_the_names_of_the_fields() -> None:
    told = json.loads(simulate(WORKED, runs=50, seed=3).to_json())
    assert set(told) - {"schema"} == set(Simulated.__struct_fields__)
    assert {
        "net_mean",
        "net_se",
        "net_controlled",
        "net_controlled_se",
        "chance",
        "hours_quantiles",
        "runs",
        "seed",
    } <= set(told)
    assert set(told["hours_quantiles"]) == {"q05", "q25", "q50", "q75", "q95"}
    assert (told["runs"], told["seed"], told["version"]) == (50, 3, acumen.__version__)


def test_commitments_leave_the_controlled_mean_no_noise() -> None:
    told = simulate(SERIES, worth=40)
    assert told.net_controlled == pytest.approx(3.0)
    assert told.net_controlled_se == 0.0
    assert told.net_se is not None
    assert told.net_se > 0.1


def test_without_a_worth_the_advice_just_above_the_break_even_worth_is_followed() -> None:
    told = simulate(SERIES, runs=100)
    assert (told.worth, told.net_mean, told.net_se, told.net_quantiles, told.exact.net) == (None,) * 5
    assert (told.exact.chance, told.exact.hours) == pytest.approx((0.25, 7.0))
    assert any("break-even" in note for note in told.notes)
    assert "worth less hours" not in str(told)


def test_a_goal_out_of_reach_is_not_started() -> None:
    told = simulate(plan_text(["all", (0, 1), (0.5, 1)]), runs=10)
    assert (told.next, told.chance, told.hours_mean, told.stopped) == ("stop", 0.0, 0.0, 1.0)
    assert any("can't be reached" in note for note in told.notes)


def test_advice_to_stop_is_said_in_words() -> None:
    assert "going on all the same" in str(simulate(SERIES, worth=5, runs=10))
    assert "nothing is tried" in str(simulate(plan_text(["all", (0.0, 3)], worth=5), runs=10))


def test_the_hours_asked_about_are_answered() -> None:
    told = simulate(SERIES, worth=40, within=(2.0, 12.0))
    assert [entry.hours for entry in told.within] == [2.0, 12.0]
    assert (told.within[0].reached, told.within[1].reached) == (0.0, told.chance)
    assert told.within[0].failed == pytest.approx(0.5, abs=0.02)
    assert "12 h" in str(told)


def test_steps_are_listed_by_the_hours_they_take_and_idle_ones_named() -> None:
    told = simulate(plan_text(["any", (0.5, 2), (1.0, 10), (0.01, 500)], worth=40))
    assert [use.id for use in told.steps] == ["b", "a", "c"]
    assert (told.steps[2].tried_prob, told.steps[1].tried_prob) == (0.0, 1.0)
    assert "Never tried: c" in str(told)


def test_a_single_run_has_no_standard_errors() -> None:
    told = simulate(WORKED, runs=1)
    assert (told.net_se, told.hours_se, told.chance_se, told.net_controlled_se) == (None,) * 4
    assert str(told).startswith("1 run of")


def test_a_plan_too_big_to_be_followed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise TooManyStatesError

    monkeypatch.setattr(policy, "follow", refuse)
    with pytest.raises(UnsolvableError, match="can't be followed yet") as refused:
        simulate(SERIES, worth=40)
    assert "`next`" in refused.value.hint


@pytest.mark.parametrize("wrong", [{"worth": -1.0}, {"objective": "fame"}, {"within": (-1.0,)}, {"runs": 0}])
def test_what_is_out_of_range_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="expected"):
        simulate(SERIES, **{"worth": 40.0, **wrong})  # type: ignore[arg-type]
