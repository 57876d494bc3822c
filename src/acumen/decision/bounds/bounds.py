"""Problems that are too big to sweep: a policy from collapsing subtrees, and a proof of how far from the optimum it can be.

net     below: what the policy attains. Above: `upper.py`.
hours   above: what the policy attains. Below: `until_known.py`.

When nothing better is found the bounds are the trivial ones (0, the worth), and look as wide as they are.
"""

import math
from dataclasses import dataclass, replace

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.layout import lay_out
from acumen.decision.backward_induction.sweeping import Option, Swept, sweep
from acumen.decision.bounds.collapse import (
    NO_START,
    Macro,
    Start,
    Through,
    collapse,
    macro,
    run_through,
)
from acumen.decision.bounds.until_known import hours_bound, most_hours, told_chance
from acumen.decision.bounds.upper import net_bound
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import TRUE, View, attempt_of, normal_form

JOINT_VISITS = 1_000_000
JOINT_STATES = 1_000_000  # of the sweeps behind a policy or a bound: more would buy little


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """What is known of a problem that is too big. `swept` and `first`: where its policy came from; values as in sweeps."""

    attained: float
    bound: float
    chance: float
    hours: float
    first: int  # the step to start with, or -1
    patience_hours: float
    swept: Swept | None
    bound_by: tuple[str, ...] = ()


def bracket(seen: View, worth: float, limits: Limits) -> Bracket:
    """A policy and a bound. For the objective hours values are negative hours, as in sweeps."""
    effort = replace(
        limits, max_states=min(limits.max_states, JOINT_STATES), max_visits=min(limits.max_visits, JOINT_VISITS)
    )
    if seen.objective == "hours":
        policy = _policy(seen, worth, effort)
        return replace(policy, bound=max(policy.attained, -hours_bound(seen, effort)), bound_by=("alone",))
    bound, bound_by = net_bound(seen, worth, limits)
    best: Bracket | None = None
    if any(useful and node.needs for node, useful in zip(seen.problem.nodes, seen.is_useful, strict=True)):
        best = _with_bets(seen, worth, limits)
    if best is None or bound - best.attained > limits.gap * bound:
        other = _policy(seen, worth, effort)
        best = other if best is None or other.attained > best.attained else best
    return replace(best, bound=max(best.attained, bound), bound_by=bound_by)


def _with_bets(seen: View, worth: float, limits: Limits) -> Bracket | None:
    """A policy that keeps what is needed; None where that has too many states."""
    from acumen.decision.bounds.cut_bets import bets_policy  # noqa: PLC0415 -- compiled, so only where needs are in the way

    try:
        return _read(bets_policy(seen, worth, limits))
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
        return Bracket(attained=0.0, bound=worth, chance=0.0, hours=0.0, first=-1, patience_hours=math.inf, swept=None)
    hours = sum(most_hours(node) for node, useful in zip(seen.problem.nodes, seen.is_useful, strict=True) if useful)
    chance = told_chance(seen)
    return Bracket(
        attained=-hours,
        bound=0.0,
        chance=0.0 if chance is None else chance,
        hours=hours,
        first=_open(seen),
        patience_hours=math.inf,
        swept=None,
    )


def _run_policy(seen: View, limits: Limits) -> Bracket:
    """Group after group, each until it is known."""
    bet = run_through(seen, normal_form(seen), limits)
    first, patience_hours = bet.first
    return Bracket(
        attained=-bet.hours,
        bound=0.0,
        chance=bet.chance,
        hours=bet.hours,
        first=first,
        patience_hours=patience_hours,
        swept=None,
    )


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


def _swept_policy(seen: View, worth: float, limits: Limits) -> Bracket:
    return _read(sweep(seen, lay_out(seen, normal_form(seen), limits=limits), worth))


def _read(swept: Swept) -> Bracket:
    """What a sweep has attained, and how it begins."""
    best = swept.best(0)
    if best is None:
        return Bracket(attained=0.0, bound=0.0, chance=0.0, hours=0.0, first=-1, patience_hours=math.inf, swept=swept)
    first, patience_hours = first_of(swept, best)
    return Bracket(
        attained=best.value,
        bound=0.0,
        chance=best.chance,
        hours=best.hours,
        first=first,
        patience_hours=patience_hours,
        swept=swept,
    )


def first_of(swept: Swept, option: Option) -> Start:
    """The step of an option and its patience; of a collapsed subtree, what it starts with at what is at stake."""
    start = swept.layout.real_step(swept.seen.truths, option.choice)
    attempt = attempt_of(swept.seen.problem, start)
    if isinstance(attempt, Macro):
        return attempt.first(float(swept.lower[option.choice.won]) - float(swept.lower[option.choice.lost]))
    return attempt.first if isinstance(attempt, Through) else (start, option.patience_hours)


def _macro_policy(whole: Macro, worth: float) -> Bracket:
    gain = whole.gain(worth)
    first, patience_hours = whole.first(worth) if gain.value > 0.0 else NO_START
    return Bracket(
        attained=gain.value,
        bound=0.0,
        chance=gain.slope,
        hours=gain.spent_hours,
        first=first,
        patience_hours=patience_hours,
        swept=None,
    )
