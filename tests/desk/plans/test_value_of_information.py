import json
from pathlib import Path

import pytest

from acumen.desk.plans.policy_tree import tree
from acumen.desk.plans.simulate import simulate
from acumen.desk.plans.solve import Limits, solve
from acumen.desk.plans.value_of_information import probes
from acumen.desk.sensitivity.what_if import compare
from acumen.desk.sensitivity.why import why
from acumen.errors import UsageError
from acumen.results.plans import Figure

ROOT = Path(__file__).parents[3]
TWO_PROBES = ROOT / "examples" / "two-probes.yaml"
TWO_KINDS = """\
plan: two-kinds
worth: 60
goal:
  all:
    - {step: x, chance: {shared: 90%, otherwise: 20%}, hours: 10}
    - {step: y, chance: {shared: 80%, otherwise: 40%}, hours: 5}
    - {step: z, chance: {alone: 95%, otherwise: 30%}, hours: 2 to 8}
hypotheses:
  shared: {claim: both need it, chance: 60%}
  alone: {claim: only one needs it, chance: 70%}
probes:
  - {probe: ask, about: shared, hours: 1, positive: {shared: 90%, otherwise: 30%}}
"""

BIG = """\
plan: big
worth: 100
goal:
  all:
    - {step: doubtful, chance: 50%, hours: 4}
    - any: [{step: likely, chance: 70%, hours: 3}, {step: small, chance: 15%, hours: 1, needs: [doubtful]}]
    - {step: sure, chance: 99%, hours: 2}
"""


def test_the_answer_may_be_a_probe_and_says_where_each_end_takes_the_belief() -> None:
    answer = solve(TWO_PROBES)
    assert (answer.next, answer.status) == ("toy-case", "exact")
    assert answer.value == pytest.approx(18.534)
    (belief,) = answer.beliefs
    assert belief.hypothesis == "sound"
    assert belief.current == pytest.approx(0.65)
    assert belief.chance_if_it_works == pytest.approx(0.52 / 0.59)
    assert belief.chance_if_not == pytest.approx(0.13 / 0.41)
    assert "A probe: it tells about sound" in str(answer)
    assert "if negative         old-data" in str(answer)
    assert {ranked.id: ranked.about for ranked in answer.ranked}["build"] is None


def test_tree_and_simulation_follow_advice_with_probes() -> None:
    whole = tree(TWO_PROBES)
    assert whole.value == pytest.approx(18.534)
    assert [act.id for act in whole.acts] == ["toy-case", "build", "old-data", "build"]
    assert whole.acts[3].if_it_works.chance == pytest.approx(0.65)
    drawn = simulate(TWO_PROBES, runs=4_000)
    assert drawn.exact.net == pytest.approx(18.534)
    assert drawn.net_mean is not None
    assert drawn.net_se is not None
    assert abs(drawn.net_mean - 18.534) < 4 * drawn.net_se
    assert {step.id for step in drawn.steps} == {"build", "toy-case", "old-data"}


def _said(figure: Figure) -> str:
    return f"{figure[0]} to {figure[1]}" if isinstance(figure, tuple) else str(figure)


def test_swings_are_of_the_advice_as_it_stands_where_steps_share_hypotheses() -> None:
    found = why(TWO_PROBES)
    assert [(swing.id, swing.input) for swing in found.swings] == [("build", "hours")]  # its chance is the hypothesis's
    swing = found.swings[0]
    for hours, value in ((swing.low, swing.value_low), (swing.high, swing.value_high)):
        best = compare(TWO_PROBES, settings={"build.hours": _said(hours)}).as_changed.value
        assert value is not None
        assert best is not None
        assert 0.0 < value <= best + 1e-9
    assert any("tips are not looked for" in note for note in found.notes)


def test_information_about_a_hypothesis_that_one_step_depends_on_has_its_price_too() -> None:
    found = probes(TWO_KINDS)
    perfect = {entry.hypothesis_ids[0]: entry.evppi for entry in found.perfect}
    assert set(perfect) == {"shared", "alone"}
    assert perfect["alone"].lower > 0.0
    assert found.evpi is not None
    assert found.evpi.lower >= max(entry.lower for entry in perfect.values())
    told = {entry.id: entry for entry in found.results}
    assert 0.0 < told["ask"].evsi.lower <= perfect["shared"].lower
    assert told["ask"].bits is not None
    assert told["ask"].bits_per_hour == told["ask"].bits
    assert told["z"].bits is None
    assert [entry.evsi.lower for entry in found.results] == sorted((e.evsi.lower for e in found.results), reverse=True)


def test_what_one_step_alone_depends_on_is_worth_the_mean_of_both_plans_less_the_value() -> None:
    found = probes(TWO_KINDS)
    told = 0.0
    for prob, chance in ((0.7, "95%"), (0.3, "30%")):
        text = TWO_KINDS.replace("{alone: 95%, otherwise: 30%}", chance)
        told += prob * (solve(text).value or 0.0)
    perfect = {entry.hypothesis_ids[0]: entry.evppi.lower for entry in found.perfect}
    assert perfect["alone"] == pytest.approx(told - found.value, abs=1e-9)


def test_a_plan_without_hypotheses_prices_the_results_of_its_steps() -> None:
    found = probes(ROOT / "examples" / "cache-paper.yaml")
    assert found.evpi is None
    assert found.results[0].evsi.lower > 0.0
    assert all(entry.kind == "step" for entry in found.results)
    assert "No step depends on a hypothesis" in found.notes[-1]


def test_of_a_plan_too_big_to_be_exact_what_moves_it_most_is_priced_and_the_rest_is_named() -> None:
    low = Limits(max_states=3, max_explored=3, gap=0.0)
    found = probes(BIG, limits=low, n_priced=2)
    assert found.status == "bracketed"
    assert {entry.id for entry in found.results} == {"doubtful", "likely"}
    assert found.notes[-1].endswith("second or two: small, sure. --priced 4 has all.")
    whole = probes(BIG, limits=low, n_priced=4)
    assert {entry.id for entry in whole.results} == {"doubtful", "likely", "small", "sure"}
    assert not any("Not computed" in note for note in whole.notes)


def test_with_hypotheses_probes_are_priced_before_steps() -> None:
    low = Limits(max_states=2, max_explored=2, max_places=1, max_histories=0, gap=0.0)
    found = probes(TWO_KINDS, limits=low, n_priced=1)
    assert found.status == "bracketed"
    assert [entry.id for entry in found.results] == ["ask"]


def test_the_text_fits_80_columns_and_json_has_every_figure() -> None:
    for plan in (TWO_PROBES, TWO_KINDS):
        found = probes(plan)
        assert max(map(len, str(found).splitlines())) <= 80
        written = json.loads(found.to_json())
        assert {entry["id"] for entry in written["results"]} == {entry.id for entry in found.results}


def test_information_has_no_price_without_a_worth() -> None:
    with pytest.raises(UsageError, match="expected a worth of 0 hours or more, found none"):
        probes(TWO_KINDS.replace("worth: 60\n", ""))
