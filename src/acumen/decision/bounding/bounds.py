"""Problems that are too big to sweep: a policy from collapsing subtrees, and a proof of how far from the optimum it can be.

net     below: what the policy attains. Above: curves of the members (exact where a member is small), combined by Whittle's
        product (`any`) or by chords (`all`); where `needs` tie too many steps together, with the needs left out, which
        only adds freedom.
hours   above: what the policy attains. Below: Whittle's product at a stake so large that nobody retires; for a goal that is
        an `all`, on its mirror image (success and failure exchanged). Where `needs` are in the way: 0.

When nothing better is found the bounds are the trivial ones (0, the worth), and look as wide as they are.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from acumen.decision.bounding.collapse import NO_START, Macro, Start, collapse, macro, small
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.decision.shape import (
    TRUE,
    Branch,
    Chain,
    Copies,
    Entangled,
    Part,
    Single,
    View,
    attempt_of,
    likeness,
    normal_form,
    view,
)
from acumen.decision.sweep.automaton import TooManyStatesError
from acumen.decision.sweep.curves import Curve, all_of, any_of, at, hull
from acumen.decision.sweep.layout import lay_out
from acumen.decision.sweep.sweeping import Option, Swept, sweep
from acumen.decision.sweep.tables import tabulate

CURVE_TOLERANCE = 1e-6  # of the stake
CURVE_POINTS = 120
CURVE_STATES = 400_000  # of what is swept at every stake of a curve
FEW_POINTS, MANY_STATES = 24, 3_000  # curves of more states have fewer points
MAX_APART = 6  # members of an `all` for which every way to bring them together is tried
JOINT_VISITS = 1_000_000
JOINT_STATES = 1_000_000  # of the sweeps behind a policy or a bound: more would buy little
LARGE = 64.0  # the first stake tried for a bound on hours, in multiples of all the hours there are
N_STAKES = 5
ROUNDING = 1e-12  # of the stake: what a difference of two figures as large as the stake may be off by


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """What is known of a problem that is too big. `swept` and `first`: where its policy came from; values as in sweeps."""

    attained: float
    bound: float
    chance: float
    first: int  # the step to start with, or -1
    patience_hours: float
    swept: Swept | None


def bracket(seen: View, worth: float, limits: Limits) -> Bracket:
    """A policy and a bound. For the objective hours values are negative hours, as in sweeps."""
    effort = replace(
        limits, max_states=min(limits.max_states, JOINT_STATES), max_visits=min(limits.max_visits, JOINT_VISITS)
    )
    policy = _policy(seen, worth, effort)
    bound = _net_bound(seen, worth, effort) if seen.objective == "net" else -_hours_bound(seen, effort)
    return replace(policy, bound=max(policy.attained, bound))


def _policy(seen: View, worth: float, limits: Limits) -> Bracket:
    for taken in (seen, replace(seen, takes_first=True)):
        try:
            return _swept_policy(collapse(taken, worth, limits), worth, limits)
        except TooManyStatesError:
            pass
        if seen.objective == "net":
            try:
                return _macro_policy(macro(taken, normal_form(taken), worth, limits), worth)
            except TooManyStatesError:
                pass
    if seen.objective == "net":
        return Bracket(attained=0.0, bound=worth, chance=0.0, first=-1, patience_hours=math.inf, swept=None)
    hours = sum(_most_hours(node) for node, useful in zip(seen.problem.nodes, seen.is_useful, strict=True) if useful)
    return Bracket(attained=-hours, bound=0.0, chance=math.nan, first=_open(seen), patience_hours=math.inf, swept=None)


def _open(seen: View) -> int:
    """A step that may be started now: whoever is to find the goal out does some step, so none may be told to stop."""
    nodes = zip(seen.problem.nodes, seen.is_useful, strict=True)
    return next(
        (
            number
            for number, (node, useful) in enumerate(nodes)
            if useful and node.kind == Kind.STEP and all(seen.truths[need] == TRUE for need in node.needs)
        ),
        -1,
    )


def _most_hours(node: Node) -> float:
    """The most that a step's hours can add to an expectation."""
    if node.attempt is None:
        return 0.0
    return max(node.attempt.success.mean_hours, node.attempt.failure.mean_hours)


def _swept_policy(seen: View, worth: float, limits: Limits) -> Bracket:
    swept = sweep(seen, lay_out(seen, normal_form(seen), limits=limits), worth)
    best = swept.best(0)
    if best is None:
        return Bracket(attained=0.0, bound=0.0, chance=0.0, first=-1, patience_hours=math.inf, swept=swept)
    first, patience_hours = first_of(swept, best)
    return Bracket(
        attained=best.value,
        bound=0.0,
        chance=best.chance,
        first=first,
        patience_hours=patience_hours,
        swept=swept,
    )


def first_of(swept: Swept, option: Option) -> Start:
    """The step of an option and its patience; of a collapsed subtree, what it starts with at what is at stake."""
    attempt = attempt_of(swept.seen.problem, option.choice.step)
    if isinstance(attempt, Macro):
        return attempt.first(float(swept.lower[option.choice.won]) - float(swept.lower[option.choice.lost]))
    return swept.layout.real_step(swept.seen.truths, option.choice), option.patience_hours


def _macro_policy(whole: Macro, worth: float) -> Bracket:
    gain = whole.gain(worth)
    first, hours = whole.first(worth) if gain.value > 0.0 else NO_START
    return Bracket(attained=gain.value, bound=0.0, chance=gain.slope, first=first, patience_hours=hours, swept=None)


def _net_bound(seen: View, worth: float, limits: Limits) -> float:
    """An upper bound on the net value, at most the worth."""
    try:
        return min(worth, _root_bound(seen, normal_form(seen), worth, limits))
    except TooManyStatesError:
        free = _without_needs(seen)
        return min(worth, _root_bound(free, normal_form(free), worth, limits))


def _without_needs(seen: View) -> View:
    """The problem with its needs left out: whoever may start anything may also wait."""
    nodes = tuple(replace(node, needs=()) for node in seen.problem.nodes)
    return view(replace(seen.problem, nodes=nodes), seen.objective, seen.truths)


def _root_bound(seen: View, branch: Branch, worth: float, limits: Limits) -> float:
    """For an `all`, members are brought together as far as the limits admit and swept jointly at the worth itself."""
    rough = replace(small(limits), max_states=min(limits.max_states, CURVE_STATES))
    if branch.kind == Kind.ANY or len(branch.parts) == 1:
        return at(upper_curve(seen, branch, worth, {}, rough), worth)
    apart: list[Part] = []
    for part in branch.parts:
        apart.extend(part.of if isinstance(part, Copies) else (part,))

    def bound(bundle: tuple[Part, ...]) -> float | None:
        """Of some members as one; None where they are too many."""
        joined = _value_within(seen, Branch(branch.kind, bundle, -1), worth, limits)
        if joined is None and len(bundle) == 1:
            return at(_part_curve(seen, branch.kind, bundle[0], worth, {}, rough), worth)
        return joined

    return _least_product(apart, bound, worth) if len(apart) <= MAX_APART else _product(apart, bound, worth)


def _least_product(apart: list[Part], bound: Callable[[tuple[Part, ...]], float | None], worth: float) -> float:
    """The least product of chords over all ways to bring the members together in bundles."""
    shares: dict[int, float] = {}  # of the worth; a bundle is a mask of bits
    least = {0: 1.0}
    for mask in range(1, 2 ** len(apart)):
        value = bound(tuple(part for number, part in enumerate(apart) if mask >> number & 1))
        if value is not None:
            shares[mask] = value / worth
        products = [
            share * least[mask ^ bundle]
            for bundle, share in shares.items()
            if bundle & mask == bundle and mask ^ bundle < mask
        ]
        least[mask] = min(products)
    return least[2 ** len(apart) - 1] * worth


def _product(apart: list[Part], bound: Callable[[tuple[Part, ...]], float | None], worth: float) -> float:
    """The product of chords where members are brought together in their order, as many as fit."""
    product, bundle, value = 1.0, tuple[Part, ...](), worth
    for part in apart:
        joined = bound((*bundle, part)) if bundle else None
        if joined is None:
            product *= value / worth
            bundle, joined = (), bound((part,))
        bundle, value = (*bundle, part), worth if joined is None else joined
    return product * value


def _value_within(seen: View, branch: Branch, worth: float, limits: Limits) -> float | None:
    """The exact value of some members of a group, from above; None where the limits forbid it."""
    try:
        layout = lay_out(seen, branch, limits=limits)
    except TooManyStatesError:
        return None
    if layout.n_evaluations > limits.max_expansions:
        return None
    return float(sweep(seen, layout, worth).upper[0])


def upper_curve(seen: View, branch: Branch, top_stake: float, known: dict[object, Curve], limits: Limits) -> Curve:
    """An upper bound on the net value of a Branch at every stake up to `top_stake`. `known`: curves of like parts."""
    try:
        return _exact_curve(seen, branch, top_stake, limits)
    except TooManyStatesError:
        pass
    curves: list[Curve] = []
    for part in branch.parts:
        for inner in part.of if isinstance(part, Copies) else (part,):
            key = (branch.kind, likeness(seen.problem, inner))
            if key not in known:
                known[key] = _part_curve(seen, branch.kind, inner, top_stake, known, limits)
            curves.append(known[key])
    return any_of(curves) if branch.kind == Kind.ANY else all_of(curves)


def _part_curve(
    seen: View, kind: Kind, part: Part, top_stake: float, known: dict[object, Curve], limits: Limits
) -> Curve:
    if isinstance(part, Branch):
        return upper_curve(seen, part, top_stake, known, limits)
    if isinstance(part, Entangled):
        return _exact_curve(seen, Branch(kind, (part,), -1), top_stake, limits)
    return _exact_curve(seen, Branch(kind, (part,), -1), top_stake, Limits())  # a counter, however long


def _exact_curve(seen: View, branch: Branch, top_stake: float, limits: Limits) -> Curve:
    layout = lay_out(seen, branch, limits=limits)
    uppers: dict[float, float] = {0.0: 0.0}

    def gain_at(stake: float) -> tuple[float, float]:
        swept = sweep(seen, layout, stake)
        uppers[stake] = float(swept.upper[0])
        return float(swept.lower[0]), float(swept.chances[0])

    has_kinks_only = not any(node.attempt and node.attempt.may_be_left for node in seen.problem.nodes)
    tolerance = (ROUNDING if has_kinks_only else CURVE_TOLERANCE) * top_stake
    points = tabulate(
        gain_at, top_stake, tolerance, max_points=CURVE_POINTS if layout.n_states <= MANY_STATES else FEW_POINTS
    )
    return hull([(stake, uppers[stake]) for stake, *_ in points])


def _hours_bound(seen: View, limits: Limits) -> float:
    """A lower bound on the expected hours until the goal is known."""
    has_needs = any(node.needs and useful for node, useful in zip(seen.problem.nodes, seen.is_useful, strict=True))
    branch = normal_form(seen)
    if branch.kind == Kind.ALL:
        if has_needs:
            return 0.0
        seen = view(mirror(seen.problem), "hours", tuple((0, 2, 1)[truth] for truth in seen.truths))
        branch = normal_form(seen)
    run_to_end = replace(seen.problem, nodes=tuple(_committed(node) for node in seen.problem.nodes))
    free_to_stop = view(run_to_end, "net", seen.truths)
    parts = [p for part in branch.parts for p in (part.of if isinstance(part, Copies) else (part,))]
    try:
        return _retiring(free_to_stop, branch.kind, parts, small(limits))
    except TooManyStatesError:
        return 0.0


def _retiring(seen: View, kind: Kind, parts: Sequence[Part], limits: Limits) -> float:
    """∫₀^M ∏ (1 − Uᵢ′) − M · P(all false), for growing M: a bound at every M, and rising with it."""
    total = sum(_most_hours(node) for node in seen.problem.nodes)
    best, top_stake = 0.0, LARGE * max(total, 1e-9)
    for _ in range(N_STAKES):
        curves = [_part_curve(seen, kind, part, top_stake, {}, limits) for part in parts]
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
