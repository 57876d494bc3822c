"""Policies for problems that are too big: subtrees collapsed into single bets, smallest first, until the rest can be swept.

A collapsed subtree is worked on without interruption until it is known or given up. So it is itself an attempt that may be
left: its gain is convex in the stake, and its tangents are attained by policies for the subtree alone. The value found is
attained, so it bounds the optimum from below (net), or from above (hours).
"""

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.layout import Layout, lay_out
from acumen.decision.backward_induction.sweeping import sweep, sweep_below, swept_below
from acumen.decision.backward_induction.tables import Point, tabulate_best_first
from acumen.decision.bounds.inside import Ordered, PartPolicy, SweptInside
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import Branch, Chain, Copies, Entangled, Part, Single, View, attempt_of, normal_form
from acumen.distributions import Attempt, Gain

SMALL_VISITS = 200_000
SMALL_STATES = 3_000  # what is swept again and again, for many stakes
MACRO_TOLERANCE = 1e-4  # of the worth
MACRO_POINTS = 40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Macro(Attempt):
    """A subtree as one attempt. `follow(stake)`: the policy that attains a point; `followed`: those asked for, by its stake."""

    points: tuple[Point, ...]
    follow: Callable[[float], PartPolicy]
    followed: dict[float, PartPolicy] = field(default_factory=dict)

    __eq__ = object.__eq__  # two subtrees with like figures are still two
    __hash__ = object.__hash__

    def gain(self, stake: float, *, elapsed_hours: float = 0.0) -> Gain:
        """The better tangent of the two points around the stake; attained."""
        del elapsed_hours
        at, value, slope, _, hours = self._point(stake)
        here = value + slope * (stake - at)
        if here <= 0.0:
            return Gain(value=0.0, slope=0.0, patience_hours=0.0, spent_hours=0.0)
        return Gain(value=here, slope=slope, patience_hours=math.inf, spent_hours=hours)

    def inside(self, stake: float) -> PartPolicy:
        """The policy of that tangent."""
        at = self._point(stake)[0]
        if at not in self.followed:  # a bet is worked on at few stakes, from many states
            self.followed[at] = self.follow(at)
        return self.followed[at]

    def _point(self, stake: float) -> Point:
        right = bisect_right(self.points, stake, key=lambda point: point[0])
        return max(self.points[max(0, right - 1) : right + 1], key=lambda p: p[1] + p[2] * (stake - p[0]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Through(Attempt):
    """A subtree worked through until it is known, as one commitment (objective hours), by the policy `through`."""

    through: PartPolicy

    __eq__ = object.__eq__  # as for Macro
    __hash__ = object.__hash__

    def inside(self, stake: float) -> PartPolicy:
        """The same whatever is at stake."""
        del stake
        return self.through


@dataclass(frozen=True, slots=True, kw_only=True)
class CollapsedBet:
    """What working through a subtree comes to, and how that is done: by a policy, or with one step."""

    chance: float
    hours: float
    inside: PartPolicy | None
    step: int = -1


def small(limits: Limits) -> Limits:
    """Limits for what is swept again and again."""
    n_states = min(SMALL_STATES, limits.max_states)
    return Limits(
        max_states=n_states,
        max_explored=min(n_states, limits.max_explored),
        max_visits=min(SMALL_VISITS, limits.max_visits),
    )


def collapse(seen: View, worth: float, limits: Limits) -> View:
    """The view with as many subtrees collapsed as the limits ask for; raises TooManyStatesError if all don't suffice."""
    branch = normal_form(seen)
    branches = _below(branch)
    sizes = {inner.node: _log_size(inner) for inner in branches}
    collapsed: set[int] = set()
    nodes = list(seen.problem.nodes)
    aim = math.log(limits.max_states)
    for inner in sorted(branches, key=lambda inner: sizes[inner.node]):
        now = replace(seen, problem=replace(seen.problem, nodes=tuple(nodes)))
        if _log_size(branch, collapsed) <= aim and _fits(now, limits):
            return now
        attempt = _as_attempt(seen, inner, worth, limits)
        nodes[inner.node] = replace(nodes[inner.node], kind=Kind.STEP, members=(), attempt=attempt)
        collapsed.add(inner.node)
    now = replace(seen, problem=replace(seen.problem, nodes=tuple(nodes)))
    if not _fits(now, limits):
        raise TooManyStatesError
    return now


def _fits(seen: View, limits: Limits) -> bool:
    try:
        layout = lay_out(seen, normal_form(seen), limits=limits)
    except TooManyStatesError:
        return False
    return layout.n_evaluations <= limits.max_expansions


def _below(branch: Branch) -> list[Branch]:
    """Every Branch below this one, inner ones first."""
    found: list[Branch] = []
    for part in branch.parts:
        for inner in part.of if isinstance(part, Copies) else (part,):
            if isinstance(inner, Branch):
                found.extend([*_below(inner), inner])
    return found


def _log_size(branch: Branch, collapsed: set[int] | None = None) -> float:
    """Ln of the number of states, copies counted apart and entangled steps not at all."""
    total = 0.0
    for part in branch.parts:
        if isinstance(part, Chain):
            total += math.log(len(part.steps) + 1)
            continue
        for inner in part.of if isinstance(part, Copies) else (part,):
            is_one = not isinstance(inner, Branch) or (collapsed is not None and inner.node in collapsed)
            total += math.log(2.0) if is_one or not isinstance(inner, Branch) else _log_size(inner, collapsed)
    return total


def _as_attempt(seen: View, branch: Branch, worth: float, limits: Limits) -> Attempt:
    """A Branch as one attempt: for the objective hours a commitment, for net a Macro."""
    if seen.objective == "hours":
        bet = run_through(seen, branch, limits)
        plain = Attempt.plain(bet.chance, bet.hours)
        return Through(chance=bet.chance, success=plain.success, failure=plain.failure, through=_through(bet))
    return macro(seen, branch, worth, limits)


def _through(bet: CollapsedBet) -> PartPolicy:
    return bet.inside or Ordered(Kind.ALL, ((bet.step, math.inf, None),))


def run_through(seen: View, branch: Branch, limits: Limits) -> CollapsedBet:
    """Chance and expected hours of finding out whether a Branch is true, inner branches without interruption."""
    try:
        swept = sweep(seen, lay_out(seen, branch, limits=small(limits)), 0.0)
        return CollapsedBet(
            chance=float(swept.chances[0]), hours=-float(swept.lower[0]), inside=SweptInside(swept=swept)
        )
    except TooManyStatesError:
        if _is_knot(branch):
            raise
    bets: list[CollapsedBet] = []
    for part in _parts(branch):
        if isinstance(part, Chain):
            attempts = [(step, attempt_of(seen.problem, step)) for step in part.steps]
            bets += [CollapsedBet(chance=a.chance, hours=a.mean_hours, inside=None, step=step) for step, a in attempts]
        else:
            inner = part if isinstance(part, Branch) else Branch(branch.kind, (part,), -1)
            bets.append(run_through(seen, inner, limits))
    is_any = branch.kind == Kind.ANY

    def ratio(bet: CollapsedBet) -> float:
        ends = bet.chance if is_any else 1.0 - bet.chance
        return bet.hours / ends if ends > 0.0 else (math.inf if bet.hours > 0.0 else 0.0)

    going_on, hours = 1.0, 0.0
    ordered = sorted(bets, key=ratio)
    for bet in ordered:
        hours += going_on * bet.hours
        going_on *= 1.0 - bet.chance if is_any else bet.chance
    inside = Ordered(branch.kind, tuple((bet.step, math.inf, bet.inside) for bet in ordered))
    return CollapsedBet(chance=1.0 - going_on if is_any else going_on, hours=hours, inside=inside)


def _is_knot(branch: Branch) -> bool:
    """Whether nothing is left to take apart."""
    return len(branch.parts) == 1 and isinstance(branch.parts[0], Entangled)


def _parts(branch: Branch) -> list[Chain | Single | Entangled | Branch]:
    """The parts of a Branch, copies apart."""
    found: list[Chain | Single | Entangled | Branch] = []
    for part in branch.parts:
        if isinstance(part, Copies):
            found.extend(part.of)
        else:
            found.append(part)
    return found


def macro(seen: View, branch: Branch, worth: float, limits: Limits, *, is_sparing: bool = False) -> Macro:
    """A Branch as an attempt that may be left: swept for every stake where it is small, else its parts in a fixed order.

    `is_sparing`: some of what is taken for failed in `seen` is only left out.
    """
    try:
        layout = lay_out(seen, branch, limits=small(limits))
    except TooManyStatesError:
        if _is_knot(branch):
            raise
        return _in_order(seen, branch, worth, limits, is_sparing=is_sparing)

    return swept_macro(seen, layout, worth, max_points=MACRO_POINTS, is_sparing=is_sparing)


def swept_macro(seen: View, layout: Layout, worth: float, *, max_points: int, is_sparing: bool) -> Macro:
    """What can be swept as an attempt that may be left, its tangents those of the sweeps at some stakes."""

    def gain_at(stake: float) -> tuple[float, float, float]:
        return sweep_below(seen, layout, stake)

    points = tabulate_best_first(gain_at, worth, MACRO_TOLERANCE * worth, max_points=max_points)

    def follow(stake: float) -> PartPolicy:
        return SweptInside(swept=swept_below(seen, layout, stake), is_sparing=is_sparing)

    return macro_of(points, follow)


def never() -> Macro:
    """A bet that nobody takes."""
    return macro_of([(0.0, 0.0, 0.0, 0.0, 0.0)], lambda stake: Ordered(Kind.ANY, ()))  # noqa: ARG005 -- whatever is at stake


def macro_of(points: list[Point], follow: Callable[[float], PartPolicy]) -> Macro:
    """The bet of these points."""
    _, _, slope, _, hours = points[-1]
    plain = Attempt.plain(slope, hours)
    return Macro(
        chance=slope,
        success=plain.success,
        failure=plain.failure,
        may_be_left=True,
        points=tuple(points),
        follow=follow,
    )


def _in_order(seen: View, branch: Branch, worth: float, limits: Limits, *, is_sparing: bool) -> Macro:
    """The parts of a Branch one after another, each without interruption, with the right to stop between them."""
    attempts: list[tuple[int, Attempt]] = []  # the step, or -1, and the attempt
    for part in _parts(branch):
        attempts.extend(_attempts(seen, branch.kind, part, worth, limits, is_sparing=is_sparing))
    is_any = branch.kind == Kind.ANY

    def run(stake: float) -> tuple[float, float, float, list[tuple[int, float]]]:
        """Value, chance, hours, and the numbers of the attempts with what is at stake in each, the last one first."""
        value, chance, hours = (0.0, 0.0, 0.0) if is_any else (stake, 1.0, 0.0)
        taken: list[tuple[int, float]] = []
        for _, number in sorted(_order(attempts, branch.kind, stake), reverse=True):
            at_stake = stake - value if is_any else value
            bet = attempts[number][1].gain(at_stake)
            if bet.value > 0.0:
                value = value + bet.value if is_any else bet.value
                chance = bet.slope + (1.0 - bet.slope) * chance if is_any else bet.slope * chance
                hours = bet.spent_hours + (1.0 - bet.slope if is_any else bet.slope) * hours
                taken.append((number, at_stake))
            elif not is_any:
                return 0.0, 0.0, 0.0, []
        return value, chance, hours, taken

    points = tabulate_best_first(lambda stake: run(stake)[:3], worth, MACRO_TOLERANCE * worth, max_points=MACRO_POINTS)

    def follow(stake: float) -> PartPolicy:
        *_, taken = run(stake)
        doings = tuple(_begun(*attempts[number], at_stake) for number, at_stake in reversed(taken))
        return Ordered(branch.kind, doings, is_sparing or len(taken) < len(attempts))

    return macro_of(points, follow)


def _begun(step: int, attempt: Attempt, stake: float) -> tuple[int, float, PartPolicy | None]:
    """A step with its patience, or a bet with how it is worked on."""
    if isinstance(attempt, Macro):
        return -1, math.inf, attempt.inside(stake)
    return step, attempt.gain(stake).patience_hours, None


def _order(attempts: list[tuple[int, Attempt]], kind: Kind, stake: float) -> list[tuple[float, int]]:
    """Ratios at the stake, with the number of each attempt: hours per chance of settling the group."""
    order = []
    for number, (_, attempt) in enumerate(attempts):
        gain = attempt.gain(stake)
        hours = gain.spent_hours
        settles = gain.slope if kind == Kind.ANY else 1.0 - gain.slope
        order.append((hours / settles if settles > 0.0 else (math.inf if hours > 0.0 else 0.0), number))
    return order


def _attempts(
    seen: View, kind: Kind, part: Part, worth: float, limits: Limits, *, is_sparing: bool
) -> list[tuple[int, Attempt]]:
    if isinstance(part, Chain):
        return [(step, attempt_of(seen.problem, step)) for step in part.steps]
    if isinstance(part, Single):
        return [(part.step, attempt_of(seen.problem, part.step))]
    inner = part if isinstance(part, Branch) else Branch(kind, (part,), -1)
    return [(-1, macro(seen, inner, worth, limits, is_sparing=is_sparing))]
