"""Below: the least hours until a goal that is too big to sweep is known true or false.

Whittle's product at a stake so large that nobody retires; for a goal that is an `all`, on its mirror image (success and
failure exchanged). Where `needs` are in the way of the mirror, or a part is too big, two cheaper proofs, the better of them:

    alone     Σ over parts of P(no other part settles the goal) · hours of the part by itself: then it has to be known
    proofs    whoever knows has paid for a proof: P(true) · the hours of the cheapest proof + P(false) · likewise
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.curves import any_of, at
from acumen.decision.backward_induction.layout import lay_out
from acumen.decision.backward_induction.sweeping import sweep
from acumen.decision.bounds.collapse import small
from acumen.decision.bounds.upper import ROUNDING, part_curve
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
    dependencies_first,
    normal_form,
    subtree,
    view,
)

LARGE = 64.0  # the first stake tried for a bound on hours, in multiples of all the hours there are
N_STAKES = 5
MAX_COINS = 12  # steps whose ends are told one by one for the chance of a goal: 2^12 worlds


def most_hours(node: Node) -> float:
    """The most that a step's hours can add to an expectation."""
    if node.attempt is None:
        return 0.0
    return max(node.attempt.success.mean_hours, node.attempt.failure.mean_hours)


def hours_bound(seen: View, limits: Limits) -> float:
    """A lower bound on the expected hours until the goal is known."""
    branch = normal_form(seen)
    cheap = max(_alone(seen, branch, limits), _proofs(seen))
    has_needs = any(node.needs and useful for node, useful in zip(seen.problem.nodes, seen.is_useful, strict=True))
    if branch.kind == Kind.ALL:
        if has_needs:
            return cheap
        seen = view(mirror(seen.problem), "hours", tuple((0, 2, 1)[truth] for truth in seen.truths))
        branch = normal_form(seen)
    run_to_end = replace(seen.problem, nodes=tuple(_committed(node) for node in seen.problem.nodes))
    free_to_stop = view(run_to_end, "net", seen.truths)
    try:
        return max(cheap, _retiring(free_to_stop, branch.kind, _apart(branch), small(limits)))
    except TooManyStatesError:
        return cheap


def _apart(branch: Branch) -> list[Part]:
    """The parts of a Branch, copies each for itself."""
    return [inner for part in branch.parts for inner in (part.of if isinstance(part, Copies) else (part,))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alone:
    """A part by itself: its least hours until it is known, or less, and the chance that it doesn't settle the goal."""

    hours: float
    passes_prob: float


def _alone(seen: View, branch: Branch, limits: Limits) -> float:
    """Σ over parts: where no other settles the goal, this one has to be known, whatever one knows of the others."""
    found = [_by_itself(seen, branch.kind, part, small(limits)) for part in _apart(branch)]
    total = 0.0
    for number, part in enumerate(found):
        total += part.hours * math.prod(other.passes_prob for at_, other in enumerate(found) if at_ != number)
    return total


def _by_itself(seen: View, kind: Kind, part: Part, limits: Limits) -> _Alone:
    run = replace(seen, objective="hours")
    try:
        swept = sweep(run, lay_out(run, Branch(kind, (part,), -1), limits=limits), 0.0)
    except TooManyStatesError:
        return _Alone(hours=0.0, passes_prob=0.0)
    chance = min(1.0, max(0.0, float(swept.chances[0])))
    return _Alone(hours=-float(swept.lower[0]), passes_prob=chance if kind == Kind.ALL else 1.0 - chance)


def _proofs(seen: View) -> float:
    """Hours of the cheapest proof, weighed by the chance of the goal where that is told, else of the cheaper one."""
    true_hours, false_hours = _cheapest(seen, TRUE), _cheapest(seen, FALSE)
    if math.isinf(true_hours) or math.isinf(false_hours):  # it can come to one end only, whatever a rounded chance says
        return min(true_hours, false_hours)
    chance = told_chance(seen)
    if chance is None:
        return min(true_hours, false_hours)
    return chance * true_hours + (1.0 - chance) * false_hours


def _cheapest(seen: View, wanted: int) -> float:
    """Hours that whoever knows the goal to be `wanted` has spent at least; inf where it can't come to that.

    What is needed by several members may refute them all at once, so of those only the dearest counts.
    """
    problem, hours = seen.problem, [0.0] * len(seen.problem.nodes)
    has_needs = [False] * len(hours)
    for node in dependencies_first(problem, range(len(hours))):
        here, truth = problem.nodes[node], seen.truths[node]
        has_needs[node] = any(seen.truths[need] == OPEN for need in here.needs)
        has_needs[node] |= any(has_needs[member] for member in here.members)
        if truth != OPEN:
            hours[node] = 0.0 if truth == wanted else math.inf
        elif here.kind == Kind.STEP:
            attempt = attempt_of(problem, node)
            own = attempt.success.mean_hours if wanted == TRUE else attempt.failure.mean_hours
            if (attempt.chance if wanted == TRUE else 1.0 - attempt.chance) <= 0.0:
                own = math.inf
            ways = [hours[need] for need in here.needs] if wanted == FALSE else []
            hours[node] = min([own, *ways])
        else:
            all_count = (here.kind == Kind.ALL) == (wanted == TRUE)
            costs = [hours[member] for member in here.members]
            is_shared = wanted == FALSE and sum(has_needs[member] for member in here.members) > 0
            hours[node] = min(costs) if not all_count else max(costs) if is_shared else sum(costs)
    return hours[0]


def told_chance(seen: View) -> float | None:
    """The chance of the goal when all is tried that may have to be; None where too many steps are needed by others.

    The ends of the steps in what is needed are told, every way they may end; given those, all others are independent.
    """
    problem = seen.problem
    needed = {need for number, node in enumerate(problem.nodes) if seen.is_useful[number] for need in node.needs}
    inside = {below for need in needed if seen.truths[need] == OPEN for below in subtree(problem, need)}
    while True:  # what those steps need in their turn
        more = {below for node in inside for need in problem.nodes[node].needs for below in subtree(problem, need)}
        if more <= inside:
            break
        inside |= more
    coins = [node for node in inside if problem.nodes[node].kind == Kind.STEP and seen.truths[node] == OPEN]
    if len(coins) > MAX_COINS:
        return None
    order = dependencies_first(problem, range(len(problem.nodes)))
    total = 0.0
    for ends in product((True, False), repeat=len(coins)):
        told = dict(zip(coins, ends, strict=True))
        total += _told(seen, order, told)
    return min(1.0, total)


def _told(seen: View, order: Sequence[int], told: dict[int, bool]) -> float:
    """The probability that told steps end so and the goal is true."""
    problem, weight = seen.problem, 1.0
    probs = [0.0] * len(problem.nodes)
    for node in order:
        here = problem.nodes[node]
        if seen.truths[node] != OPEN:
            probs[node] = float(seen.truths[node] == TRUE)
        elif here.kind == Kind.STEP:
            chance = attempt_of(problem, node).chance
            if node in told:
                weight *= chance if told[node] else 1.0 - chance
                chance = float(told[node])
            probs[node] = chance * math.prod(probs[need] for need in here.needs)
        elif here.kind == Kind.ALL:
            probs[node] = math.prod(probs[member] for member in here.members)
        else:
            probs[node] = 1.0 - math.prod(1.0 - probs[member] for member in here.members)
    return weight * probs[0]


def _retiring(seen: View, kind: Kind, parts: Sequence[Part], limits: Limits) -> float:
    """∫₀^M ∏ (1 − Uᵢ′) − M · P(all false), for growing M: a bound at every M, and rising with it."""
    total = sum(most_hours(node) for node in seen.problem.nodes)
    best, top_stake = 0.0, LARGE * max(total, 1e-9)
    for _ in range(N_STAKES):
        curves = [part_curve(seen, kind, part, top_stake, {}, limits) for part in parts]
        all_false = math.prod(1.0 - _chance(seen, Branch(kind, (part,), -1), limits) for part in parts)
        cost = top_stake - at(any_of(curves), top_stake)
        bound = cost - top_stake * all_false - ROUNDING * top_stake
        if bound <= best * (1.0 + 1e-6):
            break
        best, top_stake = bound, 8.0 * top_stake
    return best


def _chance(seen: View, branch: Branch, limits: Limits) -> float:
    """The chance that a Branch is true when everything is tried that may have to be."""
    going_on = 1.0
    is_any = branch.kind == Kind.ANY
    for part in branch.parts:
        for inner in part.of if isinstance(part, Copies) else (part,):
            if isinstance(inner, Branch):
                chances = [_chance(seen, inner, limits)]
            elif isinstance(inner, Chain):
                chances = [attempt_of(seen.problem, step).chance for step in inner.steps]
            elif isinstance(inner, Single):
                chances = [attempt_of(seen.problem, inner.step).chance]
            elif isinstance(inner, Entangled):
                run = replace(seen, objective="hours")
                swept = sweep(run, lay_out(run, Branch(branch.kind, (inner,), -1), limits=limits), 0.0)
                chances = [float(swept.chances[0])]
            else:
                raise TypeError(inner)
            for chance in chances:
                going_on *= 1.0 - chance if is_any else chance
    return 1.0 - going_on if is_any else going_on


def _committed(node: Node) -> Node:
    """A step as a commitment: run to its end."""
    return node if node.attempt is None else replace(node, attempt=replace(node.attempt, may_be_left=False))


def mirror(problem: DecisionProblem) -> DecisionProblem:
    """Success and failure exchanged, and with them all and any: as many hours until the goal is known."""
    swap = {Kind.STEP: Kind.STEP, Kind.ALL: Kind.ANY, Kind.ANY: Kind.ALL}
    nodes = []
    for node in problem.nodes:
        attempt = node.attempt
        if attempt is not None:
            attempt = replace(
                attempt,
                chance=1.0 - attempt.chance,
                success=attempt.failure,
                failure=attempt.success,
                may_be_left=False,
            )
        nodes.append(replace(node, kind=swap[node.kind], attempt=attempt))
    return replace(problem, nodes=tuple(nodes))
