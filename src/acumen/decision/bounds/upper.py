"""Above: what nobody who works at a problem too big to sweep can pass, for the objective net.

Curves of the members (exact where a member is small), combined by Whittle's product (`any`) or by the sum rule (`all`), with
what is needed revealed where `needs` tie too many steps together (`revealed.py`). At an `all` root as many members as fit are
swept jointly at the worth itself, and bundles of them combined by chords: the lower of the two counts.
"""

from collections.abc import Callable
from dataclasses import replace

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.curves import Curve, all_of, any_of, at, hull
from acumen.decision.backward_induction.layout import lay_out
from acumen.decision.backward_induction.sweeping import sweep_above
from acumen.decision.backward_induction.tables import tabulate_best_first
from acumen.decision.bounds.collapse import small
from acumen.decision.bounds.revealed import revealed_bound
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import Branch, Copies, Entangled, Part, View, likeness, normal_form

CURVE_TOLERANCE = 1e-6  # of the stake
CURVE_POINTS = 120
CURVE_STATES = 400_000  # of what is swept at every stake of a curve
FEW_POINTS, MANY_STATES = 24, 3_000  # curves of more states have fewer points
MAX_APART = 6  # members of an `all` for which every way to bring them together is tried
JOINT_STATES = 1_000_000  # of members of an `all` that are swept together: more would buy little
ROUNDING = 1e-12  # of the stake: what a difference of two figures as large as the stake may be off by


def net_bound(seen: View, worth: float, limits: Limits) -> tuple[float, tuple[str, ...]]:
    """An upper bound on the net value, at most the worth, and what it came from: see `revealed.py`, and "joint" here."""
    bound, how = revealed_bound(seen, worth, limits)
    if bound >= worth:
        how = frozenset({"worth"})
    if worth <= 0.0 or how & {"revealed", "dropped"}:
        return bound, tuple(sorted(how))
    effort = replace(limits, max_states=min(limits.max_states, JOINT_STATES))
    try:
        joint = _root_bound(seen, normal_form(seen), worth, effort)
    except TooManyStatesError:
        return bound, tuple(sorted(how))
    return (joint, ("joint",)) if joint < bound else (bound, tuple(sorted(how)))


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
            return at(part_curve(seen, branch.kind, bundle[0], worth, {}, rough), worth)
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
    return sweep_above(seen, layout, worth)[0]


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
                known[key] = part_curve(seen, branch.kind, inner, top_stake, known, limits)
            curves.append(known[key])
    return any_of(curves) if branch.kind == Kind.ANY else all_of(curves)


def part_curve(
    seen: View, kind: Kind, part: Part, top_stake: float, known: dict[object, Curve], limits: Limits
) -> Curve:
    """The same for one part of a group of `kind`."""
    if isinstance(part, Branch):
        return upper_curve(seen, part, top_stake, known, limits)
    if isinstance(part, Entangled):
        return _exact_curve(seen, Branch(kind, (part,), -1), top_stake, limits)
    return _exact_curve(seen, Branch(kind, (part,), -1), top_stake, Limits())  # a counter, however long


def _exact_curve(seen: View, branch: Branch, top_stake: float, limits: Limits) -> Curve:
    layout = lay_out(seen, branch, limits=limits)
    has_kinks_only = not any(node.attempt and node.attempt.may_be_left for node in seen.problem.nodes)
    tolerance = (ROUNDING if has_kinks_only else CURVE_TOLERANCE) * top_stake
    n_points = CURVE_POINTS if layout.n_states <= MANY_STATES else FEW_POINTS
    points = tabulate_best_first(
        lambda stake: sweep_above(seen, layout, stake), top_stake, tolerance, max_points=n_points
    )
    return hull([(stake, value) for stake, value, *_ in points])
