import pytest

from acumen.decision import Kind
from acumen.desk.plans.problem import pose
from acumen.desk.plans.read import read_plan
from acumen.distributions import Attempt, Fixed, LogNormal
from acumen.errors import UnsolvableError
from tests.desk.plan_texts import plan_text

HYPOTHESES = """\
plan: shared
worth: 50
goal:
  all:
    - {step: x, chance: {h: 80%, otherwise: 20%}, hours: 2}
    - {step: y, chance: Y, hours: 3}
hypotheses:
  h: {claim: it holds, chance: 30%}
  k: {claim: which, states: {a: 20%, b: 50%, c: 30%}}
"""


def test_nodes_are_numbered_in_the_order_of_the_file_with_parents_members_and_needs() -> None:
    text = """\
plan: p
goal:
  all:
    - {step: a, chance: 50%, hours: 1}
    - any:
        name: ways
        of:
          - {step: b, chance: 50%, hours: 1, needs: [a]}
          - all: [{step: c, chance: 50%, hours: 1}]
    - {step: d, chance: 50%, hours: 1, needs: [ways, b]}
"""
    posed = pose(read_plan(text))
    nodes = posed.problem.nodes
    assert [node.id for node in nodes] == ["", "a", "ways", "b", "", "c", "d"]
    assert [node.kind for node in nodes] == [Kind.ALL, Kind.STEP, Kind.ANY, Kind.STEP, Kind.ALL, Kind.STEP, Kind.STEP]
    assert [node.parent for node in nodes] == [-1, 0, 0, 2, 2, 4, 0]
    assert [node.members for node in nodes] == [(1, 2, 6), (), (3, 4), (), (5,), (), ()]
    assert [node.needs for node in nodes] == [(), (), (), (1,), (), (), (2, 3)]
    assert posed.step(6).id == "d"


def test_a_goal_may_be_a_single_step() -> None:
    (node,) = pose(read_plan(plan_text((0.5, 3)))).problem.nodes
    assert (node.id, node.parent) == ("a", -1)


@pytest.mark.parametrize(
    ("hours", "more", "attempt"),
    [
        ("3", {}, Attempt.plain(0.5, 3.0)),
        ("3", {"fails": "1"}, Attempt.plain(0.5, 3.0, 1.0)),
        (
            "3",
            {"fails": "2 to 8"},
            Attempt(chance=0.5, success=Fixed(3.0), failure=LogNormal.from_interval(2.0, 8.0)),
        ),
        ("4 to 12", {}, Attempt.open_ended(0.5, 4.0, 12.0)),
        ("4 to 12", {"fails": "9"}, Attempt.open_ended(0.5, 4.0, 12.0, Fixed(9.0))),
        ("4 to 12", {"fails": "2 to 8"}, Attempt.open_ended(0.5, 4.0, 12.0, LogNormal.from_interval(2.0, 8.0))),
    ],
)
def test_hours_become_what_the_standard_says(hours: str, more: dict[str, str], attempt: Attempt) -> None:
    assert pose(read_plan(plan_text((0.5, hours, more)))).attempt(0) == attempt


def test_only_open_ended_work_may_be_left() -> None:
    posed = pose(read_plan(plan_text(["all", (0.5, "3", {"fails": "2 to 8"}), (0.5, "1 to 2")])))
    assert [posed.attempt(number).may_be_left for number in (1, 2)] == [False, True]


def test_a_hypothesis_of_one_step_is_averaged_over_and_the_answer_notes_it() -> None:
    text = HYPOTHESES.replace("Y", "{a: 10%, b: 40%, otherwise: 80%}")
    posed = pose(read_plan(text))
    assert posed.attempt(1).chance == pytest.approx(0.3 * 0.8 + 0.7 * 0.2, abs=1e-15)
    assert posed.attempt(2).chance == pytest.approx(0.2 * 0.1 + 0.5 * 0.4 + 0.3 * 0.8, abs=1e-15)
    assert "The chance of `x`, 38 %, is its average over `h`." in posed.notes


def test_of_several_cases_the_first_that_holds_counts() -> None:
    cases = (
        "[{when: {k: a}, then: 90%}, {when: {k: a, m: yes}, then: 5%}, {when: {m: yes}, then: 50%}, {otherwise: 10%}]"
    )
    text = HYPOTHESES.replace("Y", cases) + "  m: {claim: also, chance: 60%}\n"
    assert pose(read_plan(text)).attempt(2).chance == pytest.approx(0.2 * 0.9 + 0.8 * (0.6 * 0.5 + 0.4 * 0.1))


def test_a_shared_hypothesis_gives_each_step_a_chance_in_every_world() -> None:
    posed = pose(read_plan(HYPOTHESES.replace("Y", "{h: 50%, otherwise: 10%}")))
    assert posed.shared is not None
    assert posed.shared.chances[2] == (0.5, 0.1)
    assert [world["h"] for world in posed.ties.worlds] == ["yes", "no"]
    assert sum(posed.shared.belief) == pytest.approx(1.0)


def test_a_probe_about_a_hypothesis_in_use_becomes_an_action_after_the_nodes() -> None:
    probe = "probes:\n  - {probe: ask, about: h, hours: 1, positive: {h: 80%, otherwise: 20%}}\n"
    posed = pose(read_plan(HYPOTHESES.replace("Y", "50%") + probe))
    assert posed.shared is not None
    assert posed.shared.actions == (1, 2, 3)
    assert posed.action(3).id == "ask"
    assert posed.shared.chances[3] == (0.8, 0.2)


def test_too_many_combinations_of_states_are_refused_by_name() -> None:
    states = ", ".join(f"s{{0}}x{n}: 10%" for n in range(10))
    names = [f"h{number}" for number in range(4)]
    text = "plan: p\nworth: 9\ngoal:\n  all:\n"
    for number, name in enumerate(names):
        for step in ("a", "b"):
            text += f"    - {{step: {step}{number}, chance: [{{when: {{{name}: s{number}x0}}, then: 90%}}, "
            text += "{otherwise: 10%}], hours: 1}\n"
    text += "hypotheses:\n"
    for number, name in enumerate(names):
        text += f"  {name}: {{claim: c, states: {{{states.format(number)}}}}}\n"
    with pytest.raises(UnsolvableError, match="`h0`, `h1`, `h2` and `h3` have 10,000 combinations"):
        pose(read_plan(text))


def test_a_probe_about_what_no_step_depends_on_is_left_out_and_noted() -> None:
    probe = "probes:\n  - {probe: ask, about: k, hours: 1, positive: {a: 80%, otherwise: 20%}}\n"
    posed = pose(read_plan(HYPOTHESES.replace("Y", "50%") + probe))
    assert posed.notes[-1] == "The probe `ask` is left out: no step depends on `k`."
