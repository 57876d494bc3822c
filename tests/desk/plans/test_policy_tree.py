import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from acumen.desk.plans.policy_tree import _depths, tree
from acumen.desk.plans.solve import solve
from acumen.errors import UsageError
from acumen.pages.columns import width
from acumen.results.plans import Arrow, Objective, Tree
from tests.desk.drawn_plans import draw_spec, read_spec
from tests.desk.plan_texts import plan_text
from tests.desk.solved import EXAMPLES, solved


def branches(told: Tree) -> list[tuple[float, Arrow]]:
    """(reach, branch) of every branch."""
    return [(act.reach * branch.chance, branch) for act in told.acts for branch in (act.if_it_works, act.if_not)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("objective", ["net", "hours"])
def test_branches_sum_to_1_and_the_expected_value_is_that_of_the_answer(example: Path, objective: Objective) -> None:
    told, answer = tree(example, worth=400, objective=objective), solved(example, worth=400, objective=objective)
    assert told.next == answer.next
    ends = {"done": 0.0, "failed": 0.0, "stop": 0.0}
    hours = 0.0
    for act in told.acts:
        assert act.if_it_works.chance + act.if_not.chance == pytest.approx(1.0, abs=1e-12)
    for prob, branch in branches(told):
        hours += prob * branch.hours
        if branch.number is None:
            ends[branch.next] += prob
    assert sum(ends.values()) == pytest.approx(1.0, abs=1e-12)
    assert ends == pytest.approx({"done": told.reached, "failed": told.failed, "stop": told.stopped}, abs=1e-12)
    missing_hours = sum(part.cut_hours * part.missing_prob for part in answer.parts)  # of what is reached
    value = (400 - missing_hours) * ends["done"] - hours if objective == "net" else hours
    assert value == pytest.approx(answer.value, abs=1e-6)
    assert (told.chance, told.hours) == pytest.approx((answer.chance, answer.hours), abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_in_drawn_plans_too_branches_sum_to_1_and_the_value_is_the_answers(seed: int) -> None:
    plan = read_spec(draw_spec(seed, n_most_steps=7))
    told, answer = tree(plan), solve(plan)
    value = answer.value if answer.anyway is None else answer.anyway.value
    assert all(act.if_it_works.chance + act.if_not.chance == pytest.approx(1.0, abs=1e-12) for act in told.acts)
    ends = [(prob, branch) for prob, branch in branches(told) if branch.number is None]
    assert not told.acts or sum(prob for prob, _ in ends) == pytest.approx(1.0, abs=1e-12)
    reached = sum(prob for prob, branch in ends if branch.next == "done")
    hours = sum(prob * branch.hours for prob, branch in branches(told))
    assert (plan.worth or 0.0) * reached - hours == pytest.approx(value, abs=1e-6 * (plan.worth or 1.0))


def test_what_is_come_to_from_two_sides_is_written_once_and_its_chances_add_up() -> None:
    told = tree(plan_text(["all", ["any", (0.5, 1), (0.5, 2)], (0.6, 3), (0.7, 9)], worth=1e6))
    assert len({act.id for act in told.acts}) == len(told.acts) == 4
    first = told.acts[0]
    assert (first.number, first.reach, first.depth) == (1, 1.0, 1)
    come_to = dict.fromkeys((act.number for act in told.acts), 0.0)
    for prob, branch in branches(told):
        if branch.number is not None:
            come_to[branch.number] += prob
    for act in told.acts[1:]:
        assert come_to[act.number] == pytest.approx(act.reach)
    assert sum(branch.number == shared for _, branch in branches(told) for shared in (_met(told),)) == 2


def _met(told: Tree) -> int:
    """The situation that two branches lead to."""
    numbers = [branch.number for _, branch in branches(told) if branch.number is not None]
    return next(number for number in numbers if numbers.count(number) > 1)


def test_a_depth_cuts_and_says_what_would_come() -> None:
    example = EXAMPLES[0]
    told = tree(example, depth=2)
    assert (told.depth, {act.depth for act in told.acts}) == (2, {1, 2})
    assert told.n_acts > len(told.acts)
    assert tree(example, depth=100).depth is None
    assert f"{len(told.acts)} of {told.n_acts} situations are shown" in str(told)
    assert "(not shown)" in str(told)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("worth", [None, 1.0, 400.0])
def test_the_text_fits_80_columns_and_numbers_what_it_refers_to(example: Path, worth: float | None) -> None:
    told = tree(example, worth=worth)
    text = str(told)
    assert max(map(width, text.splitlines())) <= 80
    written = [int(number) for number in re.findall(r"^ *(\d+)\. ", text, re.MULTILINE)]
    assert written == [act.number for act in told.acts] == list(range(1, len(told.acts) + 1))


def test_a_tree_of_more_situations_than_a_reader_holds_is_cut_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acumen.desk.plans.policy_tree.N_SHOWN", 3)
    told = tree(EXAMPLES[1])
    written = re.findall(r"^ *(\d+)\. ", str(told), re.MULTILINE)
    assert 1 <= len(written) <= 3
    assert f"{len(written)} of {told.n_acts} situations are shown" in str(told)
    assert len(told.acts) == told.n_acts


def test_a_goal_that_no_start_can_reach_is_a_tree_without_situations() -> None:
    told = tree(plan_text(["all", (0.0, 3)], worth=1.0))
    assert (told.next, told.acts, told.stopped, told.value) == ("stop", (), 1.0, 0.0)
    assert "Stop:" in str(told)
    assert "stop" in told.draw("mermaid")
    assert "stop" in told.draw("graphviz")


def test_where_the_advice_is_to_stop_the_tree_goes_on_all_the_same() -> None:
    told = tree(EXAMPLES[0], worth=1.0)
    assert told.next == "stop"
    assert told.acts
    assert "The advice is to stop" in str(told)


def test_diagrams_have_every_situation_and_every_branch() -> None:
    told = tree(EXAMPLES[0], worth=400)
    n_branches = sum(branch.chance > 0.0 for _, branch in branches(told))
    mermaid, graphviz = told.draw("mermaid"), told.draw("graphviz")
    assert mermaid.startswith("flowchart TD\n")
    assert mermaid.count("-->|") == graphviz.count(" -> ") == n_branches
    assert graphviz.startswith("digraph policy {\n")
    assert graphviz.endswith("\n}")
    for act in told.acts:
        assert f'  s{act.number}["{act.id}' in mermaid
        assert f'  s{act.number} [label="{act.id}' in graphviz


def test_names_can_not_break_out_of_a_diagram() -> None:
    told = tree(plan_text((0.5, 2), worth=99))
    (act,) = told.acts
    bad = msgspec.structs.replace(told, acts=(msgspec.structs.replace(act, id='a"];<b>\\'),))
    assert bad.draw("mermaid").splitlines()[1] == '  s1["a#34;#93;#59;#60;b#62;#92;"]'
    assert bad.draw("graphviz").splitlines()[2] == '  s1 [label="a\\"];<b>\\\\"];'


def test_without_a_worth_there_is_no_value() -> None:
    told = tree(plan_text(["all", (0.5, 2), (0.5, 10)]))
    assert (told.worth, told.value) == (None, None)
    assert any("break-even" in note for note in told.notes)


def test_a_depth_or_format_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="depth"):
        tree(EXAMPLES[0], depth=0)
    with pytest.raises(UsageError, match="format"):
        tree(EXAMPLES[0]).draw("png")  # type: ignore[arg-type]


def policy(*ways: tuple[int, int]) -> Any:  # noqa: ANN401 -- as much of a policy as is asked for
    return SimpleNamespace(situations=[SimpleNamespace(won=won, lost=lost) for won, lost in ways])


@pytest.mark.parametrize(
    ("ways", "depths"),
    [
        ([], []),
        ([(-1, -2)], [1]),
        ([(1, -2), (2, -2), (-1, -2)], [1, 2, 3]),
        ([(1, 2), (3, 2), (3, -2), (-1, -2)], [1, 2, 2, 3]),  # the shortest of two ways counts
        ([(1, 3), (2, -2), (3, -2), (-1, -1)], [1, 2, 3, 2]),
    ],
)
def test_a_situation_lies_as_deep_as_the_shortest_way_to_it(ways: list[tuple[int, int]], depths: list[int]) -> None:
    assert _depths(policy(*ways)) == depths
