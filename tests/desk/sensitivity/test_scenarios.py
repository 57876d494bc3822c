from pathlib import Path

import pytest

import acumen
from acumen.pages.number_format import say_hours
from acumen.results.sensitivity import ScenarioShown
from acumen.views.scenarios import merge
from tests.desk.drawn_plans import draw_spec, read_spec

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))


@pytest.mark.parametrize("objective", ["net", "hours"])
@pytest.mark.parametrize("seed", range(10))
def test_what_each_way_to_end_adds_sums_to_the_value_shown_or_not(seed: int, objective: str) -> None:
    plan = read_spec(draw_spec(seed, n_most_steps=7))
    found = acumen.why(plan, objective=objective)  # type: ignore[arg-type]
    assert sum(way.chance for way in found.scenarios) == pytest.approx(1.0)
    value = found.answer.value if found.answer.anyway is None else found.answer.anyway.value
    assert sum(way.value or 0.0 for way in found.scenarios) == pytest.approx(value, abs=1e-5)
    lines = [line for line in merge(found.scenarios, n_ends=2) if not line.is_part]
    assert sum(line.value or 0.0 for line in lines) == pytest.approx(value, abs=1e-5)
    assert sum(line.chance for line in lines) == pytest.approx(1.0)


def test_parts_of_the_way_to_the_goal_sum_to_it() -> None:
    found = acumen.why(EXAMPLES[0])
    lines = merge(found.scenarios)
    assert lines[0].label.startswith("the goal is reached, in ")
    parts = [line for line in lines if line.is_part]
    assert sum(part.chance for part in parts) == pytest.approx(lines[0].chance)
    assert sum(part.value or 0.0 for part in parts) == pytest.approx(lines[0].value)
    assert "the goal is reached, in " in str(found)
    assert f"Where the value, {say_hours(found.answer.value or 0.0)}, comes from" in str(found)


def test_ways_that_were_not_told_apart_come_last_and_are_not_counted() -> None:
    def way(chance: float, *steps: str) -> ScenarioShown:
        return ScenarioShown(end="done", step_ids=steps, chance=chance, hours=2.0, value=chance)

    lines = merge([way(0.5), *(way(0.1 - 0.01 * k, "all", f"s{k}") for k in range(5))])
    assert [line.label for line in lines] == [
        "the goal is reached, in more than 5 ways", "by s0", "by s1", "by s2", "in many other ways",
    ]  # fmt: skip
    assert sum(line.chance for line in lines[1:]) == pytest.approx(lines[0].chance)
    (one,) = merge([way(0.5, "a")])
    assert one.label == "the goal is reached"


def test_a_way_that_is_part_of_another_is_without_any_more() -> None:
    ways = [
        ScenarioShown(end="done", step_ids=steps, chance=0.5, hours=1.0, value=1.0) for steps in (("a", "b"), ("a",))
    ]
    assert [line.label for line in merge(ways)][1:] == ["by b", "without any more"]


def test_without_a_worth_the_ways_have_chances_and_hours_only() -> None:
    found = acumen.why(read_spec(draw_spec(1, worth=False)))
    assert {way.value for way in found.scenarios} == {None}
    assert "How it ends " in str(found)


def test_an_advice_too_big_to_be_laid_out_is_said_to_be_untold(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise acumen.UnsolvableError("too big")

    monkeypatch.setattr("acumen.desk.sensitivity.why.follow", refuse)
    found = acumen.why(EXAMPLES[0])
    assert found.scenarios == ()
    assert any("too big to be laid out" in note for note in found.notes)
