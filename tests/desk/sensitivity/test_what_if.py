import json
from pathlib import Path

import pytest

from acumen.desk.plans.changes import change
from acumen.desk.plans.solve import Limits, solve
from acumen.desk.sensitivity.what_if import compare
from acumen.pages.columns import width
from tests.desk.drawn_plans import draw_spec, read_spec

CACHE = Path(__file__).parents[3] / "examples" / "cache-paper.yaml"


@pytest.mark.parametrize("seed", range(10))
def test_before_and_after_are_the_answers_of_the_two_plans(seed: int) -> None:
    plan = read_spec(draw_spec(seed))
    settings = {"s0.chance": "50%", "worth": "90"}
    found = compare(plan, settings=settings)
    assert found.as_it_is == solve(plan)
    assert found.as_changed == solve(change(plan, settings=settings))


def test_a_worth_given_beside_replaces_the_plans_before_the_changes() -> None:
    assert [compare(CACHE, worth=500).as_it_is.worth, compare(CACHE, worth=500).as_changed.worth] == [500, 500]
    found = compare(CACHE, worth=500, settings={"worth": 200})
    assert (found.as_it_is.worth, found.as_changed.worth) == (500, 200)
    assert [(made.old_text, made.new_text) for made in found.changes] == [("500", "200")]


def test_json_has_both_answers_and_the_changes_and_the_file_is_not_touched() -> None:
    text = CACHE.read_bytes()
    written = json.loads(compare(CACHE, settings={"rule.chance": "40%"}, drops=["own-trace"]).to_json())
    assert set(written) - {"schema"} == {"as_it_is", "as_changed", "changes"}
    assert (written["as_it_is"]["next"], written["as_changed"]["next"]) == ("simulator", "stop")
    assert [made["what"] for made in written["changes"]] == ["rule.chance", "own-trace"]
    assert (written["changes"][0]["old_text"], written["changes"][0]["new_text"]) == ("55%", "40%")
    assert written["changes"][1]["new_text"] is None
    assert CACHE.read_bytes() == text


def test_the_text_shows_value_chance_hours_next_and_patience_side_by_side() -> None:
    lines = str(compare(CACHE, settings={"rule.chance": "40%"})).splitlines()
    rows = {line[2:24].strip(): line[24:].split("  ") for line in lines if line.startswith("  ")}
    for label in ("next", "for up to", "value", "chance of the goal", "expected hours", "breaks even at"):
        assert len([cell for cell in rows[label] if cell.strip()]) >= 2
    assert "−9.83 h" in "".join(rows["value"])
    assert " ".join(rows["next"]).split() == ["simulator", "stop", "changed"]


def test_every_line_fits_a_terminal_whatever_the_names_are() -> None:
    steps = [{"step": "x" * 90 + str(n), "chance": "50%", "hours": "1 to 9"} for n in range(3)]
    plan = read_spec({"plan": "wide", "goal": {"any": steps}, "worth": 50})
    found = compare(plan, settings={f"{'x' * 90}0.hours": "2 to 3"}, drops=["x" * 90 + "1"])
    assert max(map(width, str(found).splitlines())) <= 80


def test_bounds_are_shown_where_one_of_the_two_is_not_exact() -> None:
    assert "at least, proven" in str(compare(CACHE, settings={"rule.chance": "80%"}, limits=Limits(max_states=2)))
    assert "at least, proven" not in str(compare(CACHE, settings={"rule.chance": "80%"}))


def test_without_a_worth_and_for_hours_the_figures_that_exist_are_compared() -> None:
    plan = read_spec(draw_spec(1, worth=False))
    least = str(compare(plan, settings={"s0.chance": "11%"}))
    assert "breaks even at" in least
    assert "leverage" not in least
    hours = str(compare(plan, settings={"s0.hours": "77"}, objective="hours"))
    assert hours.count("expected hours") == 1
