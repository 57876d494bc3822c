from pathlib import Path

import pytest

import acumen
from acumen.desk.wording.scenarios import merge
from tests.desk.drawn_plans import draw_spec, read_spec

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))


@pytest.mark.parametrize("objective", ["net", "hours"])
@pytest.mark.parametrize("seed", range(10))
def test_what_each_way_to_end_adds_sums_to_the_value_shown_or_not(seed: int, objective: str) -> None:
    plan = read_spec(draw_spec(seed, n_most_steps=7))
    found = acumen.why(plan, objective=objective)  # type: ignore[arg-type]
    assert sum(way.chance for way in found.scenarios) == pytest.approx(1.0)
    assert sum(way.value or 0.0 for way in found.scenarios) == pytest.approx(found.answer.value, abs=1e-6)
    lines = [line for line in merge(found.scenarios, n_ends=2) if not line.is_part]
    assert sum(line.value or 0.0 for line in lines) == pytest.approx(found.answer.value, abs=1e-6)
    assert sum(line.chance for line in lines) == pytest.approx(1.0)


def test_parts_of_the_way_to_the_goal_sum_to_it() -> None:
    found = acumen.why(EXAMPLES[1])
    lines = merge(found.scenarios)
    assert lines[0].label.startswith("the goal is reached, in ")
    parts = [line for line in lines if line.is_part]
    assert sum(part.chance for part in parts) == pytest.approx(lines[0].chance)
    assert sum(part.value or 0.0 for part in parts) == pytest.approx(lines[0].value)
    assert "the goal is reached, in " in str(found)
    assert "Where the value, 22.5 h, comes from" in str(found)


def test_without_a_worth_the_ways_have_chances_and_hours_only() -> None:
    found = acumen.why(read_spec(draw_spec(1, worth=False)))
    assert {way.value for way in found.scenarios} == {None}
    assert "How it ends " in str(found)


def test_an_advice_too_big_to_be_laid_out_is_said_to_be_untold(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise acumen.UnsolvableError("too big")

    monkeypatch.setattr("acumen.desk.planning.why.follow", refuse)
    found = acumen.why(EXAMPLES[0])
    assert found.scenarios == ()
    assert any("too big to be laid out" in note for note in found.notes)
