"""Pictures of plans: what they say, and that no word in them is left out."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import acumen
from acumen.views.plan_charts import N_BOXES
from tests.desk.drawn_plans import draw_spec, read_spec
from tests.desk.plan_texts import plan_text

EXAMPLES = Path(__file__).parents[2] / "examples"
CACHE, LONG = EXAMPLES / "cache-paper.yaml", EXAMPLES / "countdown-priming.yaml"


def words_of(chart: acumen.Chart) -> list[str]:
    root = ET.fromstring(chart.to_svg())  # noqa: S314 -- made here
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_of_a_long_tree_shows_the_likeliest_situations_by_the_numbers_of_the_text() -> None:
    whole = acumen.tree(LONG)
    words = words_of(whole.chart())
    shown = {int(found[1]): found[2] for word in words if (found := re.fullmatch(r"(\d+)\. ([^ ]+)", word))}
    assert len(shown) == N_BOXES
    by_number = {act.number: act for act in whole.acts}
    assert all(by_number[number].id == name for number, name in shown.items())
    hidden = [act for act in whole.acts if act.number not in shown]
    least = min(by_number[number].reach for number in shown)
    leading = {
        way.number for n in shown for way in (by_number[n].if_it_works, by_number[n].if_not) if way.number is not None
    }
    assert all(act.reach <= least for act in hidden if act.number in leading)
    assert {f"{act.number}. {act.id} …" for act in hidden if act.number in leading} <= set(words)
    assert "goal reached" in words
    assert any(f"The likeliest {N_BOXES} of {whole.n_acts} situations." in word for word in words)


def test_a_depth_that_was_asked_for_is_shown_in_full() -> None:
    whole = acumen.tree(LONG, depth=9)
    assert len(whole.acts) > N_BOXES
    words = words_of(whole.chart())
    assert all(f"{act.number}. {act.id}" in words for act in whole.acts)
    few = words_of(whole.chart(boxes=2))
    assert len([word for word in few if re.fullmatch(r"\d+\. [^ ]+", word)]) == 2
    with pytest.raises(acumen.UsageError, match="boxes"):
        whole.chart(boxes=0)


def test_the_ends_say_how_likely_they_are_and_what_was_asked() -> None:
    told = acumen.simulate(CACHE, runs=500, within=(30.0,))
    words = words_of(told.chart(marks=(30.0,)))
    assert f"within 30 h: {100 * told.within[0].reached:.0f} % reached" in words
    assert f"goal reached {100 * told.curve.reached_curve[-1]:.0f} %" in words
    assert "What a run brings" in words
    without = acumen.simulate(plan_text(["all", (0.5, 2), (0.5, 10)]), runs=100)
    assert "What a run brings" not in words_of(without.chart())


def test_reasons_show_the_inputs_that_move_most_and_parts_that_sum_to_the_value() -> None:
    found = acumen.why(CACHE)
    words = words_of(found.chart())
    widest = next(swing for swing in found.swings if swing.input == "chance")
    assert any(word.startswith(f"{widest.id}, chance ") for word in words)
    assert any(word.startswith("What moves the value of cache-paper, now ") for word in words)
    assert "Where the value of cache-paper comes from" in words
    assert [word for word in words if word.startswith("the goal is reached")]


@pytest.mark.parametrize("objective", ["net", "hours"])
@pytest.mark.parametrize("has_worth", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_every_plan_can_be_drawn(seed: int, has_worth: bool, objective: str) -> None:  # noqa: FBT001 (pytest hands it over by name)
    plan = read_spec(draw_spec(seed, worth=has_worth))
    found = acumen.why(plan, objective=objective)  # type: ignore[arg-type]
    svg = found.chart().to_svg()
    assert "What moves the" in svg
    has_parts = found.answer.next != "stop" and (has_worth or objective == "hours") and len(found.scenarios) > 1
    assert ("adds to the" in svg) is has_parts
    if found.answer.next != "stop":
        assert "What to do in" in acumen.tree(plan, objective=objective).chart().to_svg()  # type: ignore[arg-type]
        assert "How drawn-" in acumen.simulate(plan, objective=objective, runs=50).chart().to_svg()  # type: ignore[arg-type]


def test_parts_are_drawn_alone_where_no_input_was_moved() -> None:
    import msgspec

    found = msgspec.structs.replace(acumen.why(CACHE), swings=())
    words = words_of(found.chart())
    assert "Where the value of cache-paper comes from" in words
    assert not [word for word in words if word.startswith("What moves")]


def test_advice_to_stop_cannot_be_drawn_and_says_so() -> None:
    hopeless = plan_text(["all", (0.0, 3)], worth=5)
    with pytest.raises(acumen.UsageError, match="the advice is to stop"):
        acumen.tree(hopeless).chart()
    with pytest.raises(acumen.UsageError, match="takes no hours"):
        acumen.simulate(hopeless, runs=10).chart()
    with pytest.raises(acumen.UsageError, match="no input moves the value"):
        acumen.why(hopeless).chart()
