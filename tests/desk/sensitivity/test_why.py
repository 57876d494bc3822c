import json
from pathlib import Path

import pytest

from acumen.desk.plans.changes import change
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.desk.sensitivity.what_if import compare
from acumen.desk.sensitivity.why import why
from acumen.pages.columns import width
from acumen.results.sensitivity import Why
from tests.desk.drawn_plans import draw_spec, read_spec

CACHE = Path(__file__).parents[3] / "examples" / "cache-paper.yaml"


def goal_of(*members: str) -> str:
    return "plan: p\nworth: 100\ngoal:\n  all:\n" + "".join(f"    - {member}\n" for member in members)


def test_json_has_the_answer_with_its_tips_and_everything_beside_it() -> None:
    written = json.loads(why(CACHE).to_json(), parse_constant=lambda word: pytest.fail(f"{word} in JSON"))
    names = {"answer", "holds_while", "scenarios", "worth_tips", "swings", "moves", "notes", "uncounted"}
    assert set(written) - {"schema"} == set(Why.__struct_fields__) == names
    assert set(written["answer"]["tips"][0]) == {"id", "input", "current", "at", "next"}
    assert len(written["swings"]) == 14


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("has_worth", [True, False])
def test_every_line_fits_a_terminal(seed: int, has_worth: bool) -> None:  # noqa: FBT001 (pytest hands it over by name)
    text = str(why(read_spec(draw_spec(seed, worth=has_worth))))
    assert max(map(width, text.splitlines())) <= 80
    assert text.startswith("Why ")


def test_long_names_are_cut_and_not_the_figures() -> None:
    steps = [{"step": "x" * 90 + str(n), "chance": "50%", "hours": f"1 to {9 + n}"} for n in range(3)]
    text = str(why(read_spec({"plan": "wide", "goal": {"any": steps}, "worth": 50})))
    table = [line for line in text.splitlines() if line.startswith("  xx") and " h" in line]
    assert table
    assert max(map(width, table)) <= 80


def test_why_stop_says_from_which_worth_a_start_pays_and_what_would_make_it_pay() -> None:
    found = why(CACHE, worth=200)
    assert "Worth: from 270 h on a start pays; the plan has 200 h." in str(found)
    assert [(tip.input, tip.next) for tip in found.worth_tips] == [("worth", "simulator")]
    assert found.worth_tips[0].at == pytest.approx(found.answer.break_even_worth, rel=1e-3)
    assert "Any one of these alone would turn it" in str(found)


def test_the_objective_hours_speaks_of_hours() -> None:
    text = str(why(CACHE, objective="hours"))
    assert "The expected hours, now 54.8 h" in text
    assert "Worth:" not in text


def test_a_way_that_changes_nothing_is_suggested_to_be_dropped() -> None:
    found = why(
        goal_of(
            "{step: first, chance: 50%, hours: 2}",
            "any: [{step: good, chance: 99%, hours: 1}, {step: dear, chance: 10%, hours: 90}]",
        )
    )
    drops = [move for move in found.moves if move.kind == "drop"]
    assert [move.id for move in drops] == ["dear"]
    assert drops[0].value == pytest.approx(found.answer.value)


def test_what_a_requirement_costs_is_the_difference_to_the_plan_without_it() -> None:
    found = why(CACHE)
    dearest = next(move for move in found.moves if move.kind == "requirement")
    plan = change(read_plan(CACHE), drops=[dearest.id])
    assert dearest.id == "rule"
    assert dearest.value == pytest.approx(solve(plan).value)


def test_half_the_hours_for_most_of_the_chance_is_said_of_groups_and_of_steps() -> None:
    text = goal_of(
        "any: {name: ways, of: [{step: quick, chance: 80%, hours: 2}, {step: slow, chance: 50%, hours: 40}]}",
        "{step: tail, chance: 20%, hours: 1 to 9, fails: 50 to 90}",
    )
    halves = {move.id: move for move in why(text).moves if move.kind == "half"}
    assert set(halves) == {"ways", "tail"}
    assert (halves["ways"].hours, halves["ways"].chance) == (2.0, 0.8)  # of 10 hours and 90 %
    assert "quick alone in ways" in halves["ways"].text
    assert halves["tail"].chance == pytest.approx(0.2, abs=0.01)


def test_a_step_that_most_others_need_is_named_with_how_many_need_it() -> None:
    text = goal_of(
        "{step: base, chance: 90%, hours: 9}",
        "{step: one, needs: [base], chance: 50%, hours: 2}",
        "{step: two, needs: [one], chance: 50%, hours: 2}",
        "{step: aside, chance: 50%, hours: 1}",
    )
    found = [move for move in why(text).moves if move.kind == "foundation"]
    assert [(move.id, move.n_steps) for move in found] == [("base", 2)]
    assert not [move for move in why(goal_of("{step: a, chance: 50%, hours: 1}")).moves if move.kind == "foundation"]


def test_a_way_that_others_need_is_never_suggested_to_be_dropped() -> None:
    found = why(
        goal_of(
            "any: [{step: good, chance: 99%, hours: 1}, {step: dear, chance: 10%, hours: 90}]",
            "{step: after, needs: [dear], chance: 90%, hours: 1}",
        )
    )
    assert "dear" not in {move.id for move in found.moves if move.kind == "drop"}


def test_without_a_worth_a_way_is_dropped_only_where_the_break_even_worth_does_not_rise() -> None:
    """Of quick alone it is 2 / .3 h, of sure alone 10 / .9 h; so the plan leans on quick, and can do without sure."""
    ways = "plan: p\ngoal: {any: [{step: quick, chance: 30%, hours: 2}, {step: sure, chance: 90%, hours: 10}]}\n"
    found = why(ways)
    assert found.answer.break_even_worth == pytest.approx(2 / 0.3)
    (drop,) = (move for move in found.moves if move.kind == "drop")
    assert (drop.id, drop.text) == ("sure", "Drop sure: the plan is worth the same without it.")


TIED = """\
plan: tied
worth: 300
goal:
  all:
    - {step: look, chance: {there: 70%, otherwise: 10%}, hours: 5}
    - {step: again, chance: {there: 80%, otherwise: 20%}, hours: 8, needs: [look]}
    - {step: report, chance: 85%, hours: 20 to 50, needs: [again]}
hypotheses:
  there: {claim: It is there, chance: 40%}
"""


def test_where_steps_share_a_hypothesis_longer_hours_are_worked_on_to_the_upper_end_that_is_said_then() -> None:
    plan = read_plan(TIED.encode())
    told = why(plan)
    hours = {swing.id: swing for swing in told.swings if swing.input == "hours"}
    assert set(hours) == {"look", "again", "report"}
    for swing in hours.values():
        for figure, value in ((swing.low, swing.value_low), (swing.high, swing.value_high)):
            said = f"{figure[0]} to {figure[1]}" if isinstance(figure, tuple) else str(figure)
            anew = compare(plan, settings={f"{swing.id}.hours": said}).as_changed
            assert value == pytest.approx(anew.value, abs=0.01), "the order stays as it is, and so does what is left"
