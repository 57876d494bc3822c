"""Problems that are too big to sweep: a policy from collapsing subtrees, and a proof of how far from the optimum it can be.

net     below: what the policy attains. Above: `upper.py`.
hours   above: what the policy attains. Below: `until_known.py`.

When nothing better is found the bounds are the trivial ones (0, the worth), and look as wide as they are.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.layout import lay_out
from acumen.decision.backward_induction.sweeping import Swept, as_looked_up, sweep
from acumen.decision.bounds.collapse import Macro, collapse, macro, run_through
from acumen.decision.bounds.inside import LEFT, EveryStep, PartPolicy, SweptInside, appraised, enter
from acumen.decision.bounds.until_known import hours_bound, most_hours, told_chance
from acumen.decision.bounds.upper import net_bound
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, View, normal_form, view

JOINT_VISITS = 1_000_000
JOINT_STATES = 1_000_000  # of the sweeps behind a policy or a bound: more would buy little


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """What is known of a problem that is too big; values as in sweeps. `inside`: the policy that attains it; None: it stops.

    `swept`: where the policy came from, if it was swept as a whole.
    """

    attained: float
    bound: float
    chance: float
    hours: float
    inside: PartPolicy | None
    swept: Swept | None
    bound_by: tuple[str, ...] = ()
    is_near: bool = False  # could be narrowed, and is as close as is asked for


@lru_cache(maxsize=4)
def bracket(seen: View, worth: float, limits: Limits) -> Bracket:
    """A policy and a bound. For the objective hours values are negative hours, as in sweeps.

    The last few are kept: what is followed was solved before.
    """
    effort = replace(
        limits, max_states=min(limits.max_states, JOINT_STATES), max_visits=min(limits.max_visits, JOINT_VISITS)
    )
    if seen.objective == "hours":
        policy = _policy(seen, worth, effort)
        return replace(policy, bound=max(policy.attained, -hours_bound(seen, effort)), bound_by=("alone",))
    seen = without_idle(seen)
    bound, bound_by = net_bound(seen, worth, limits)
    best: Bracket | None = None
    if any(useful and node.needs for node, useful in zip(seen.problem.nodes, seen.is_useful, strict=True)):
        best = _with_bets(seen, worth, limits, (1.0 - limits.gap) * bound)
    if best is None or bound - best.attained > limits.gap * bound:
        other = _policy(seen, worth, effort)
        best = other if best is None or other.attained > best.attained else best
    return replace(best, bound=max(best.attained, bound), bound_by=bound_by)


def without_idle(seen: View) -> View:
    """The view in which steps that may start only once they are of no use any more have failed: no policy has a place for them.

    What a step needs makes all above it true as far up as they are `any`, or an `all` of which the rest is true. Where one of
    those is around the step too, and nothing needs the step or what is around it below there, it comes too late.
    """
    nodes, truths = seen.problem.nodes, seen.truths
    awaited = {need for node in nodes for need in node.needs}

    def made_true(node: int) -> set[int]:
        found = {node}
        while (up := nodes[node].parent) >= 0 and (
            nodes[up].kind == Kind.ANY or all(truths[other] == TRUE for other in nodes[up].members if other != node)
        ):
            node = up
            found.add(node)
        return found

    def is_idle(step: int) -> bool:
        for need in nodes[step].needs:
            true = made_true(need) if truths[need] == OPEN else set()
            around = step
            while around >= 0 and around not in true and (0 in true or around not in awaited):
                around = nodes[around].parent
            if around in true:
                return True
        return False

    idle = {step for step in seen.problem.steps if truths[step] == OPEN and is_idle(step)}
    statuses = tuple(FALSE if node in idle else truth for node, truth in enumerate(truths))
    found = replace(view(seen.problem, seen.objective, statuses), takes_first=seen.takes_first)
    return found if idle and found.truths[0] == OPEN else seen


def _with_bets(seen: View, worth: float, limits: Limits, enough: float) -> Bracket | None:
    """A policy that keeps what is needed, opened no further than to be worth `enough`; None where that has too many states."""
    from acumen.decision.bounds.cut_bets import bets_policy  # noqa: PLC0415 -- compiled, so only where needs are in the way

    try:
        return _read(bets_policy(seen, worth, limits, enough=enough))
    except TooManyStatesError:
        return None


def _policy(seen: View, worth: float, limits: Limits) -> Bracket:
    for taken in (seen, replace(seen, takes_first=True)):
        try:
            return _swept_policy(collapse(taken, worth, limits), worth, limits)
        except TooManyStatesError:
            pass
        try:
            if seen.objective == "net":
                return _macro_policy(macro(taken, normal_form(taken), worth, limits), worth)
            return _run_policy(taken, limits)
        except TooManyStatesError:
            pass
    if seen.objective == "net":
        return Bracket(attained=0.0, bound=worth, chance=0.0, hours=0.0, inside=None, swept=None)
    policy = EveryStep(seen)
    figures = appraised(policy)
    if figures is None:
        hours = sum(most_hours(node) for node, useful in zip(seen.problem.nodes, seen.is_useful, strict=True) if useful)
        figures = told_chance(seen) or 0.0, hours
    chance, hours = figures
    return Bracket(attained=-hours, bound=0.0, chance=chance, hours=hours, inside=policy, swept=None)


def _run_policy(seen: View, limits: Limits) -> Bracket:
    """Group after group, each until it is known."""
    bet = run_through(seen, normal_form(seen), limits)
    return Bracket(attained=-bet.hours, bound=0.0, chance=bet.chance, hours=bet.hours, inside=bet.inside, swept=None)


def _swept_policy(seen: View, worth: float, limits: Limits) -> Bracket:
    swept = sweep(seen, lay_out(seen, normal_form(seen), limits=limits), worth)
    return _read(SweptInside(swept=as_looked_up(swept), seen=seen))


def _read(policy: SweptInside) -> Bracket:
    """What a sweep has attained, and how it is followed."""
    swept = policy.swept
    if enter(policy) == LEFT:
        return Bracket(attained=0.0, bound=0.0, chance=0.0, hours=0.0, inside=None, swept=swept)
    return Bracket(
        attained=float(swept.lower[0]),
        bound=0.0,
        chance=float(swept.chances[0]),
        hours=float(swept.spent[0]),
        inside=policy,
        swept=swept,
    )


def _macro_policy(whole: Macro, worth: float) -> Bracket:
    gain = whole.gain(worth)
    return Bracket(
        attained=gain.value,
        bound=0.0,
        chance=gain.slope,
        hours=gain.spent_hours,
        inside=whole.inside(worth) if gain.value > 0.0 else None,
        swept=None,
    )
