"""Steps that can only start once they are of no use: taken for failed before anything is bracketed."""

from dataclasses import replace

from acumen.decision import DecisionProblem, Kind, Limits, solve
from acumen.decision.bounds.bounds import without_idle
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, view
from benchmarks.drawn_plans import Shape, draw_tree
from tests.decision.trees import ALL, ANY, Tree, build, plain

N_PLANS = 60
HALF = plain(0.5, 1.0)


def idle(tree: Tree, needs: dict[int, int], true: tuple[int, ...] = ()) -> list[int]:
    """Steps taken for failed that are open, where these need those and some are true; numbers are those of the preorder."""
    nodes = list(build(tree).nodes)
    for step, need in needs.items():
        nodes[step] = replace(nodes[step], needs=(need,))
    problem = DecisionProblem(nodes=tuple(nodes))
    seen = view(problem, "net", tuple(TRUE if node in true else OPEN for node in range(len(nodes))))
    found = without_idle(seen).truths
    return [step for step in problem.steps if seen.truths[step] == OPEN and found[step] == FALSE]


def test_what_waits_for_another_way_to_the_goal_comes_too_late() -> None:
    assert idle(ANY(HALF, ALL(HALF, HALF)), {3: 1}) == [3]


def test_what_waits_for_a_part_of_another_way_does_not_until_the_rest_of_that_way_is_done() -> None:
    tree = ANY(ALL(HALF, HALF), HALF)
    assert idle(tree, {4: 2}) == []
    assert idle(tree, {4: 2}, true=(3,)) == [4]
    assert idle(ANY(ALL(HALF, HALF, HALF), HALF), {5: 2}, true=(3,)) == []


def test_what_comes_too_late_for_its_group_is_kept_where_another_step_needs_it() -> None:
    tree = ALL(ANY(HALF, HALF), HALF)
    assert idle(tree, {3: 2}) == [3]
    assert idle(tree, {3: 2, 4: 3}) == []


def test_small_plans_with_such_steps_are_still_bracketed_by_bounds_that_hold() -> None:
    n_idle = 0
    for seed in range(N_PLANS):
        shape = Shape(n_steps=7, depth=3, root=(Kind.ANY, Kind.ALL)[seed % 2], left=0.3, needs=0.6)
        problem, worth = draw_tree(seed, shape)
        seen = view(problem, "net", (OPEN,) * len(problem.nodes))
        n_idle += without_idle(seen).truths != seen.truths
        truth = solve(problem, worth=worth, limits=Limits(gap=0.0))
        forced = solve(problem, worth=worth, limits=Limits(max_states=6, max_explored=6, gap=0.0))
        slack = 3e-5 * worth
        assert truth.status == "exact"
        assert forced.lower - slack <= truth.value <= forced.upper + slack, seed
    assert n_idle > N_PLANS // 6
