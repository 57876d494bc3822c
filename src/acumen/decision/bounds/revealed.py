"""Above, where `needs` tie groups together: what is needed is revealed step by step, and the products are kept.

Whoever is told how a step will end can do no worse. Told that it succeeds (its chance is 1, its hours stay), nothing waits for
it any more; told that it fails, all that needs it fails too. In either case the members are tied less, and the value is at most

    U(m) = p · U(m | it succeeds) + (1 − p) · U(m | it fails),

a curve as any other. A needed group is revealed by its steps, one after another, until it is certain. Where too much would have
to be revealed the need is let go, which only adds freedom. Source: information relaxations, Brown, Smith & Sun 2010,
doi:10.1287/opre.1090.0796.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.curves import Curve, all_of, any_of, at, hull, lower_envelope
from acumen.decision.backward_induction.layout import Layout, lay_out
from acumen.decision.backward_induction.sweeping import sweep_above
from acumen.decision.backward_induction.tables import tabulate_best_first
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.decision.tree_structure import (
    FALSE,
    OPEN,
    TRUE,
    Branch,
    Chain,
    Copies,
    Entangled,
    Part,
    Single,
    View,
    attempt_of,
    branch_of_members,
    dependencies_first,
    subtree,
    truth,
    view,
)

JOINT_STATES = 20_000  # of members that are swept together at every stake
KNOT_STATES, DEEP_STATES = 60_000, 12_000  # of members that needs tie, before anything is revealed and after
WIDE = 40  # steps of a knot that may be started at once: after something is revealed no such knot is explored
MANY_STATES = 3_000  # beyond, a curve has fewer points
POINTS, FEW_POINTS = 30, 16
CURVE_TOLERANCE = 1e-5  # of the stake
MAX_DEPTH = 6  # steps revealed one after another
MAX_TOLD = 64  # in all
MAX_STEPS = 12  # of a needed group


@dataclass(slots=True, kw_only=True)
class Revealing:
    """One bound in the making: curves known so far, and what it came from."""

    top_stake: float
    limits: Limits
    known: dict[object, Curve] = field(default_factory=dict)
    n_told: int = 0
    how: set[str] = field(default_factory=set)  # product, sum, revealed, dropped


def revealed_bound(
    seen: View, worth: float, limits: Limits, known: dict[object, Curve] | None = None
) -> tuple[float, frozenset[str]]:
    """An upper bound on the net value, at most the worth, and what it came from; `known`: curves kept for problems alike."""
    making = Revealing(top_stake=worth, limits=limits, known={} if known is None else known)
    goal = seen.problem.nodes[0]
    if goal.kind == Kind.STEP or worth <= 0.0:
        return worth, frozenset()
    curve = _members_curve(making, seen, goal.kind, goal.members, MAX_DEPTH)
    return min(worth, at(curve, worth)), frozenset(making.how)


def _members_curve(making: Revealing, seen: View, kind: Kind, members: Sequence[int], depth: int) -> Curve:
    """Of some members of a group of `kind`, as if they were all of it."""
    around = truth(kind, [seen.truths[member] for member in members])
    if around != OPEN:
        return [(0.0, 0.0), (making.top_stake, making.top_stake if around == TRUE else 0.0)]
    return _branch_curve(making, seen, branch_of_members(seen, kind, tuple(members)), depth)


def _branch_curve(making: Revealing, seen: View, branch: Branch, depth: int) -> Curve:
    parts = [inner for part in branch.parts for inner in (part.of if isinstance(part, Copies) else (part,))]
    key = (branch.kind, tuple(sorted(repr(_content(seen, part)) for part in parts)), depth)
    found = making.known.get(key)
    if found is None:
        found = making.known[key] = _combined(making, seen, branch, parts, depth)
    return found


def _content(seen: View, part: Part) -> object:
    """All that the curve of a part depends on."""
    if isinstance(part, Single):
        return attempt_of(seen.problem, part.step)
    if isinstance(part, Chain):
        return tuple((attempt_of(seen.problem, s).chance, attempt_of(seen.problem, s).mean_hours) for s in part.steps)
    if isinstance(part, Branch):
        return (part.kind, tuple(sorted(repr(_content(seen, inner)) for inner in part.parts)))
    if isinstance(part, Copies):
        return tuple(_content(seen, inner) for inner in part.of)
    nodes = seen.problem.nodes
    inside = [node for member in part.members for node in subtree(seen.problem, member)]
    return tuple((n, _alone(nodes[n]), seen.truths[n], seen.is_useful[n], seen.is_kept(n)) for n in inside)


def _alone(node: Node) -> object:
    """All that a node says of itself."""
    return node.kind, node.members, node.attempt, node.needs


def _combined(making: Revealing, seen: View, branch: Branch, parts: Sequence[Part], depth: int) -> Curve:
    exact = _exact(making, seen, branch, depth, JOINT_STATES)
    if exact is not None:
        return exact
    if len(parts) == 1:
        return _part_curve(making, seen, branch.kind, parts[0], depth)
    curves = [_part_curve(making, seen, branch.kind, part, depth) for part in parts]
    if branch.kind == Kind.ANY:
        making.how.add("product")
        whole = any_of(curves)
    else:
        making.how.add("sum")
        whole = all_of(curves)
    bundled = _bundled(making, seen, branch, parts, curves, depth)
    return whole if bundled is None else lower_envelope([whole, bundled])


def _bundled(
    making: Revealing, seen: View, branch: Branch, parts: Sequence[Part], curves: Sequence[Curve], depth: int
) -> Curve | None:
    """Small members brought together greedily, the smallest first, each bundle with its exact curve; None where none fit."""
    kind = branch.kind
    sized = sorted((_n_states(making, seen, kind, part, depth), number) for number, part in enumerate(parts))
    bundles: list[tuple[list[int], float]] = []
    for size, number in sized:
        room = next((k for k, (_, taken) in enumerate(bundles) if taken * size <= JOINT_STATES), None)
        if room is None:
            bundles.append(([number], size))
        else:
            bundles[room] = ([*bundles[room][0], number], bundles[room][1] * size)
    if len(bundles) == len(parts):
        return None
    combined: list[Curve] = []
    for numbers, _ in bundles:
        joint = None
        if len(numbers) > 1:
            bundle = Branch(kind, tuple(parts[number] for number in sorted(numbers)), -1)
            joint = _exact(making, seen, bundle, depth, JOINT_STATES)
        combined.extend([joint] if joint is not None else [curves[number] for number in numbers])
    return any_of(combined) if kind == Kind.ANY else all_of(combined)


def _n_states(making: Revealing, seen: View, kind: Kind, part: Part, depth: int) -> float:
    """How many states a part has; a great many where they are too many to be swept."""
    layout = _layout(making, seen, Branch(kind, (part,), -1), depth)
    return 10.0 * JOINT_STATES if layout is None else layout.n_states


def _layout(making: Revealing, seen: View, branch: Branch, depth: int) -> Layout | None:
    """The states of some members; None where they are too many."""
    if depth < MAX_DEPTH and any(_is_wide(seen, part) for part in branch.parts):
        return None
    most = min(KNOT_STATES if depth == MAX_DEPTH else DEEP_STATES, making.limits.max_explored)
    limits = replace(making.limits, max_states=min(KNOT_STATES, making.limits.max_states), max_explored=most)
    try:
        return lay_out(seen, branch, limits=limits)
    except TooManyStatesError:
        return None


def _is_wide(seen: View, part: Part) -> bool:
    """Whether so many tied steps may be started that there are sure to be too many states."""
    if isinstance(part, Branch):
        return any(_is_wide(seen, inner) for inner in part.parts)
    if not isinstance(part, Entangled):
        return False
    nodes, inside = seen.problem.nodes, [n for member in part.members for n in subtree(seen.problem, member)]
    startable = (
        nodes[n].kind == Kind.STEP and seen.is_useful[n] and all(seen.truths[need] == TRUE for need in nodes[n].needs)
        for n in inside
    )
    return sum(startable) > WIDE


def _part_curve(making: Revealing, seen: View, kind: Kind, part: Part, depth: int) -> Curve:
    if isinstance(part, Branch):
        return _branch_curve(making, seen, part, depth)
    if not isinstance(part, Entangled):
        return _counter(making, seen, kind, part)
    key = (kind, repr(_content(seen, part)), depth)
    if key not in making.known:
        exact = _exact(making, seen, Branch(kind, (part,), -1), depth, KNOT_STATES)
        making.known[key] = exact if exact is not None else _told(making, seen, part, depth)
    return making.known[key]


def _counter(making: Revealing, seen: View, kind: Kind, part: Part) -> Curve:
    """Of plain steps in their order, however many, or of a step that may be left."""
    layout = lay_out(seen, Branch(kind, (part,), -1), limits=Limits())
    return _tabulated(lambda stake: sweep_above(seen, layout, stake), making.top_stake, POINTS)


def _exact(making: Revealing, seen: View, branch: Branch, depth: int, n_states: int) -> Curve | None:
    """The curve itself, from above; None where its states are too many. The last ones are kept for plans alike."""
    key = (_likeness(seen, branch), depth < MAX_DEPTH, n_states, making.top_stake, making.limits)
    if key not in _EXACT:
        if len(_EXACT) >= MAX_KEPT:
            _EXACT.clear()
        _EXACT[key] = _swept_curve(making, seen, branch, depth, n_states)
    return _EXACT[key]


_EXACT: dict[object, Curve | None] = {}  # what is swept again for a plan of which little has changed
MAX_KEPT = 500


def _likeness(seen: View, branch: Branch) -> str:
    """All that the states and curve of some members depend on, in their order: a kept curve is the one that would be swept."""
    return repr((branch.kind, tuple(_content(seen, part) for part in branch.parts), seen.objective, seen.takes_first))


def _swept_curve(making: Revealing, seen: View, branch: Branch, depth: int, n_states: int) -> Curve | None:
    layout = _layout(making, seen, branch, depth)
    if layout is None or layout.n_states > n_states:
        return None
    n_points = POINTS if layout.n_states <= MANY_STATES else FEW_POINTS
    return _tabulated(lambda stake: sweep_above(seen, layout, stake), making.top_stake, n_points)


def _tabulated(gain_at: Callable[[float], tuple[float, float, float]], top_stake: float, n_points: int) -> Curve:
    points = tabulate_best_first(gain_at, top_stake, CURVE_TOLERANCE * top_stake, max_points=n_points)
    return hull([(stake, value) for stake, value, *_ in points])


def _told(making: Revealing, seen: View, part: Entangled, depth: int) -> Curve:
    """Two worlds, in one of which a needed step succeeds; or the freedom of one who need not wait for it."""
    needed = _to_reveal(seen, part)
    step = _first_step(seen, needed)
    if depth == 0 or making.n_told >= MAX_TOLD or step is None:
        making.how.add("dropped")
        return _members_curve(making, _let_go(seen, {needed}), part.kind, part.members, depth)
    making.n_told += 1
    making.how.add("revealed")
    prob = attempt_of(seen.problem, step).chance
    curves: list[tuple[float, Curve]] = []
    for weight, world in ((prob, _succeeds), (1.0 - prob, _fails)):
        if weight > 0.0:
            curves.append((weight, _members_curve(making, world(seen, step), part.kind, part.members, depth - 1)))
    return _mixture(curves)


def _mixture(curves: Sequence[tuple[float, Curve]]) -> Curve:
    """The weighted sum of curves that end at one stake."""
    stakes = sorted({stake for _, curve in curves for stake, _ in curve})
    return hull([(stake, sum(weight * at(curve, stake) for weight, curve in curves)) for stake in stakes])


def _to_reveal(seen: View, part: Entangled) -> int:
    """What is needed across members and takes the fewest steps to be told; of those what most wait for."""
    nodes = seen.problem.nodes
    home = {node: member for member in part.members for node in subtree(seen.problem, member)}
    waiting: dict[int, int] = {}
    for node, member in home.items():
        for need in nodes[node].needs:
            if seen.is_useful[node] and seen.truths[need] == OPEN and home.get(need, member) != member:
                waiting[need] = waiting.get(need, 0) + 1
    return min(waiting, key=lambda need: (len(_untold(seen, need)), -waiting[need], need))


def _untold(seen: View, node: int) -> list[int]:
    """Steps of a node that are open and not certain; where there are none, such steps that those of the node wait for."""
    problem = seen.problem
    for nodes in (subtree(problem, node), sorted(dependencies_first(problem, (node,)))):
        steps = (inner for inner in nodes if problem.nodes[inner].kind == Kind.STEP and seen.truths[inner] == OPEN)
        found = [step for step in steps if attempt_of(problem, step).chance < 1.0]
        if found:
            return found
    return []


def _first_step(seen: View, needed: int) -> int | None:
    """The step of what is needed that is likeliest to decide it; None where it has too many."""
    steps = _untold(seen, needed)
    if not 0 < len(steps) <= MAX_STEPS:
        return None
    is_any = seen.problem.nodes[needed].kind == Kind.ANY

    def decides(step: int) -> tuple[float, int]:
        chance = attempt_of(seen.problem, step).chance
        return (-chance if is_any else chance, step)

    return min(steps, key=decides)


def _succeeds(seen: View, step: int) -> View:
    """The view of one who knows that a step succeeds if it is tried, and waits for nothing that is certain."""
    nodes = list(seen.problem.nodes)
    nodes[step] = replace(nodes[step], attempt=replace(attempt_of(seen.problem, step), chance=1.0))
    told = replace(seen, problem=DecisionProblem(nodes=tuple(nodes)))
    return _let_go(told, _certain(told))


def _certain(seen: View) -> set[int]:
    """Nodes that are true, or will be if all that is certain is tried."""
    problem, found = seen.problem, set[int]()
    for node in dependencies_first(problem, range(len(problem.nodes))):
        here = problem.nodes[node]
        if seen.truths[node] != OPEN:
            is_certain = seen.truths[node] == TRUE
        elif here.kind == Kind.STEP:
            is_certain = attempt_of(problem, node).chance >= 1.0 and all(need in found for need in here.needs)
        else:
            members = [member in found for member in here.members]
            is_certain = any(members) if here.kind == Kind.ANY else all(members)
        if is_certain:
            found.add(node)
    return found


def _fails(seen: View, step: int) -> View:
    """The view of one who knows that a step fails, and never tries it."""
    statuses = list(seen.truths)
    statuses[step] = FALSE
    return view(seen.problem, seen.objective, tuple(statuses))


def _let_go(seen: View, needed: set[int]) -> View:
    """The view in which nothing waits for these nodes."""
    nodes = tuple(
        node if needed.isdisjoint(node.needs) else replace(node, needs=tuple(n for n in node.needs if n not in needed))
        for node in seen.problem.nodes
    )
    return view(DecisionProblem(nodes=nodes), seen.objective, seen.truths)
