"""What sinks a plan that is not worth starting, and what would turn that: the weightiest steps, and single changes.

How many plans may be solved for this is a count, so that an answer can be repeated; what it does not reach is named.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from acumen.decision import Kind, Limits
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.policies.policy import FAILED, STOPPED
from acumen.decision.tree_structure import OPEN, TRUE, view
from acumen.desk.plans.anyway import ABOVE
from acumen.desk.plans.conditioning import begin, goal_of
from acumen.desk.plans.missing import still_open
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.questioned import LEAST_COST, Questioned, count_solves
from acumen.desk.plans.single_changes import N_LADDER, find_turns
from acumen.desk.plans.solving import find_break_even, find_policy
from acumen.errors import UnsolvableError
from acumen.records import Chance, Conditional, Node, Plan, Step
from acumen.results.anyway import Anyway, Sinker
from acumen.results.plans import Answer

QUICK_SECONDS, FULL_SECONDS = 0.5, 2.5  # about, of `next` and of `why`: how many are solved follows from the states
N_SINKS = 3
N_BREAK_EVEN, N_SHARED_BREAK_EVEN = 4, 60  # plans that a break-even worth takes, without and with shared hypotheses
N_NAMED = 3
LEAST_PROB = 1e-9
ODDS = (*(tenth / 10.0 for tenth in range(11, 101)), *map(float, range(11, 101)))


def teach(
    answer: Answer,
    plan: Plan,
    *,
    progress: Progress | None = None,
    limits: Limits | None = None,
    seconds: float = QUICK_SECONDS,
) -> Answer:
    """The answer with what sinks the plan and what would turn it, where it is to stop; any other as it is."""
    if answer.anyway is None or answer.worth is None:
        return answer
    posed = begin(pose(plan), progress)
    n_solves, each_seconds = count_solves(answer, posed, seconds)
    effort = replace(limits or Limits(), max_ranking=0)
    asking = Questioned(
        plan=plan,
        progress=progress,
        worth=answer.worth,
        limits=effort if posed.shared is not None else effort.quick,
        posed=posed,
        n_left=n_solves,
        skipped=[],
        each_seconds=each_seconds,
    )
    order = _by_weight(asking, answer.anyway)
    odds = _odds(asking)
    sinks = tuple(_sinkers(asking, answer.anyway, order, odds))
    turns = tuple(find_turns(asking, answer.anyway, order))
    notes: tuple[str, ...] = ()
    if asking.skipped:
        names = list(dict.fromkeys(asking.skipped))
        more = f" and {len(names) - N_NAMED} more" if len(names) > N_NAMED else ""
        why = f"to solve no more than {n_solves} plans" if n_solves else "as the plan is too big to be solved again"
        notes = (f"Not computed, {why}: {', '.join(names[:N_NAMED])}{more}.",)
    found = msgspec.structs.replace(answer.anyway, sinks=sinks, turns=turns, odds_factor=odds, notes=notes)
    return msgspec.structs.replace(answer, anyway=found)


def _open_steps(asking: Questioned) -> list[int]:
    """Steps that have not begun and can still matter."""
    posed = asking.posed
    statuses = posed.statuses or (OPEN,) * len(posed.nodes)
    seen = view(posed.problem, "net", still_open(posed, statuses))
    going = asking.progress.under_way if asking.progress else {}
    return [step for step in posed.problem.steps if seen.is_useful[step] and posed.step(step).id not in going]


def _done(posed: Posed, step: int) -> Posed:
    """The problem as if a step had succeeded, at no cost; what that would tell of hypotheses is left aside."""
    statuses = list(posed.statuses or (OPEN,) * (len(posed.nodes) + len(posed.ties.probes)))
    statuses[step] = TRUE
    return msgspec.structs.replace(posed, statuses=tuple(statuses))


def _by_weight(asking: Questioned, anyway: Anyway) -> list[int]:
    """Open steps, those first that would bring most if they were done, at the worth at which a start just pays.

    Where steps share hypotheses, or too few plans may be solved for that: those on which most hours and failures fall.
    """
    posed, steps = asking.posed, _open_steps(asking)
    if asking.n_left <= 0.0:
        return _by_hope(posed, steps)
    first = {step: posed.step(step).id == anyway.next for step in steps}
    if posed.shared is not None or asking.n_left < len(steps) + N_LADDER:
        shares = _shares(asking, anyway)
        if not shares:
            return _by_hope(posed, steps)
        return sorted(steps, key=lambda step: -shares.get(step, 0.0))
    gains: dict[int, float] = {}
    for step in steps:
        done = _done(posed, step)
        if goal_of(done):
            gains[step] = anyway.worth_from
            continue
        if asking.n_left <= 0.0:
            return _by_hope(posed, steps)
        found = asking.solve(done, anyway.worth_from * ABOVE)
        gains[step] = 0.0 if found is None else found.value
    return sorted(steps, key=lambda step: (-float(f"{gains[step]:.6g}"), not first[step], step))


def _by_hope(posed: Posed, steps: Sequence[int]) -> list[int]:
    """Steps that the goal can't do without first; of them those with most of the hours and of the doubt, by ln(1/p)."""
    nodes = posed.problem.nodes

    def is_needed(step: int) -> bool:
        above = nodes[step].parent
        while above >= 0 and nodes[above].kind == Kind.ALL:
            above = nodes[above].parent
        return above < 0

    doubts = {step: -math.log(max(LEAST_PROB, posed.attempt(step).chance)) for step in steps}
    hours = {step: posed.attempt(step).mean_hours for step in steps}
    all_doubt, all_hours = (sum(figures.values()) or 1.0 for figures in (doubts, hours))
    return sorted(steps, key=lambda one: (not is_needed(one), -doubts[one] / all_doubt - hours[one] / all_hours))


def _shares(asking: Questioned, anyway: Anyway) -> dict[int, float]:
    """The share of hours that falls on each step of the policy, and of failures that show in it; none where it is too big."""
    asking.n_left -= 1.0
    worth = anyway.worth_from * ABOVE
    try:
        policy = find_policy(asking.posed, objective="net", worth=worth, limits=asking.limits.quick)
    except (UnsolvableError, TooManyStatesError):
        return {}
    found: dict[int, float] = {}
    for here, reach in zip(policy.situations, policy.reach_probs, strict=True):
        hours = here.works_prob * here.won_hours + (1.0 - here.works_prob) * here.lost_hours
        fails = (1.0 - here.works_prob) * (here.lost < 0) + here.works_prob * (here.won in (FAILED, STOPPED))
        share = hours / max(policy.expected_hours, 1e-9) + fails / max(1.0 - policy.chance, 1e-9)
        found[here.step] = found.get(here.step, 0.0) + reach * share
    return found


def _sinkers(asking: Questioned, anyway: Anyway, order: Sequence[int], odds: float | None) -> Iterator[Sinker]:
    """The steps that weigh most, with the worth from which on a start would pay if they were done."""
    posed = asking.posed
    n_each = N_BREAK_EVEN if posed.shared is None else N_SHARED_BREAK_EVEN
    for step in _apart(posed, order)[:N_SINKS]:
        here, attempt = posed.step(step), posed.attempt(step)
        worth: float | None = None
        done = _done(posed, step)
        if goal_of(done):
            worth = 0.0
        elif asking.may(n_each, f"what {here.id} costs"):
            asking.n_left -= n_each * (1.0 if posed.shared is None else LEAST_COST)
            worth = _least(asking, done, anyway.worth_from)
        if worth is None or worth < anyway.worth_from * (1.0 - 1e-6):
            yield Sinker(
                id=here.id,
                title=here.title,
                chance=attempt.chance,
                hours=attempt.mean_hours,
                break_even_worth=worth,
                needed_chance=None if odds is None else _odds_times(attempt.chance, odds),
            )


def _apart(posed: Posed, order: Sequence[int]) -> list[int]:
    """The same with one member of each `any`: if it were done, so would be the others."""
    nodes, seen, found = posed.problem.nodes, set[int](), list[int]()
    for step in order:
        ways = nodes[step].parent
        if ways < 0 or nodes[ways].kind != Kind.ANY or ways not in seen:
            seen.add(ways)
            found.append(step)
    return found


def _least(asking: Questioned, posed: Posed, from_worth: float) -> float | None:
    try:
        found = find_break_even(posed, from_worth=from_worth, limits=asking.limits)
    except (UnsolvableError, TooManyStatesError):
        return None
    return None if found is None else found.worth


def _odds(asking: Questioned) -> float | None:
    """The least factor on the odds of all chances with which the plan starts."""
    if not asking.may(N_LADDER + 1, "all chances together"):
        return None
    found = asking.least(ODDS, lambda factor: asking.starts(_likelier(asking.plan, factor)), "all chances together")
    return None if found is None else ODDS[found]


def _likelier(plan: Plan, factor: float) -> Plan:
    """The plan with the odds of every step's chance times a factor."""

    def likelier(chance: Chance) -> Chance:
        if isinstance(chance, Conditional):
            cases = tuple(msgspec.structs.replace(case, then=_odds_times(case.then, factor)) for case in chance.cases)
            otherwise = None if chance.otherwise is None else _odds_times(chance.otherwise, factor)
            return msgspec.structs.replace(chance, cases=cases, otherwise=otherwise)
        return _odds_times(chance, factor)

    def through(node: Node) -> Node:
        if isinstance(node, Step):
            return msgspec.structs.replace(node, chance=likelier(node.chance))
        return msgspec.structs.replace(node, of=tuple(map(through, node.of)))

    return msgspec.structs.replace(plan, goal=through(plan.goal))


def _odds_times(prob: float, factor: float) -> float:
    if prob in (0.0, 1.0):
        return prob
    odds = factor * prob / (1.0 - prob)
    return odds / (1.0 + odds)
