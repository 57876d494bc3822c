"""Scenarios: the ways in which a policy ends, each with its probability and hours; together they are the whole policy.

A goal reached is told apart by the steps that made it true, a goal failed or given up by the step that was tried last.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import TypeAlias

from acumen.decision.policies.policy import REACHED, Policy
from acumen.decision.problem import DecisionProblem, Kind

MAX_HISTORIES = 20_000  # of all situations together

_History: TypeAlias = frozenset[int] | None  # the steps that have succeeded; None where that is no longer kept
_Sums: TypeAlias = tuple[float, float]  # probability; hours so far, times the probability
_End: TypeAlias = tuple[
    int, tuple[int, ...], tuple[int, ...], float
]  # how it ended, told by; what is missing, for how much


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A way to end, as in policy.py; `steps` are those that made the goal true, or the one tried last.

    `hours` is the mean of those that end so. No steps: ways too many to tell apart, or a policy that stops at once.
    """

    end: int
    steps: tuple[int, ...]
    prob: float
    hours: float
    parts: tuple[int, ...] = ()  # missing in a goal that is reached
    cut_hours: float = 0.0  # of worth, for those


def scenarios(policy: Policy, *, max_histories: int = MAX_HISTORIES) -> tuple[Scenario, ...]:
    """Every way to end, the likeliest first: probabilities sum to 1, probability times hours to the expected hours.

    Beyond `max_histories` the unlikelier pasts of a situation are taken together.
    """
    if not policy.situations:
        cut_hours = policy.start_cut_hours
        start = Scenario(end=policy.start, steps=(), prob=1.0, hours=0.0, parts=policy.start_parts, cut_hours=cut_hours)
        return (start,)
    n_kept = max(1, max_histories // len(policy.situations))
    here: list[dict[_History, _Sums]] = [{} for _ in policy.situations]
    here[0][frozenset()] = (1.0, 0.0)
    ended: dict[_End, _Sums] = defaultdict(lambda: (0.0, 0.0))
    for number, situation in enumerate(policy.situations):
        pasts, here[number] = _likeliest(here[number], n_kept), {}
        for past, (prob, hours) in pasts.items():
            works_prob = situation.works_prob
            won = None if past is None else past | {situation.step}
            for after, history, share, spent, parts, cut_hours in (
                (situation.won, won, works_prob, situation.won_hours, situation.won_parts, situation.won_cut_hours),
                (
                    situation.lost,
                    past,
                    1.0 - works_prob,
                    situation.lost_hours,
                    situation.lost_parts,
                    situation.lost_cut_hours,
                ),
            ):
                if share <= 0.0:
                    continue
                sums = (share * prob, share * (hours + prob * spent))
                if after >= 0:
                    here[after][history] = _added(here[after].get(history, (0.0, 0.0)), sums)
                else:
                    steps = _told_by(policy.problem, history, situation.step, parts, is_reached=after == REACHED)
                    end = (after, steps, parts, cut_hours)
                    ended[end] = _added(ended[end], sums)
    found = [
        Scenario(end=end, steps=steps, prob=prob, hours=hours / prob, parts=parts, cut_hours=cut_hours)
        for (end, steps, parts, cut_hours), (prob, hours) in ended.items()
        if prob > 0.0
    ]
    return tuple(sorted(found, key=lambda way: (-way.prob, way.steps)))


def _added(first: _Sums, second: _Sums) -> _Sums:
    return first[0] + second[0], first[1] + second[1]


def _likeliest(pasts: dict[_History, _Sums], n_kept: int) -> dict[_History, _Sums]:
    """The likeliest pasts, and all others as one."""
    if len(pasts) <= n_kept:
        return pasts
    order = sorted(pasts.items(), key=lambda entry: (-entry[1][0], sorted(entry[0] or ())))
    kept = dict(order[:n_kept])
    for _, sums in order[n_kept:]:
        kept[None] = _added(kept.get(None, (0.0, 0.0)), sums)
    return kept


def _told_by(
    problem: DecisionProblem, history: _History, last: int, parts: tuple[int, ...], *, is_reached: bool
) -> tuple[int, ...]:
    """The steps that a scenario is told by."""
    if not is_reached:
        return (last,)
    return () if history is None else tuple(sorted(_made_true(problem, history, parts)))


def _made_true(problem: DecisionProblem, succeeded: frozenset[int], parts: tuple[int, ...]) -> set[int]:
    """The steps that made the goal true, with what they needed: of an `any` the first member that is true."""
    truths = _truths(problem, succeeded, parts)
    found: set[int] = set()
    seen: set[int] = set()
    waiting = [0]
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        node = problem.nodes[number]
        waiting += node.needs
        if node.kind == Kind.STEP:
            found.add(number)
        else:
            true = [member for member in node.members if truths[member] and member not in parts]
            waiting += true if node.kind == Kind.ALL else true[:1]
    return found


def _truths(problem: DecisionProblem, succeeded: frozenset[int], parts: tuple[int, ...]) -> list[bool]:
    """Which nodes are true, or missing `parts`; members stand after their group, so from the last to the first."""
    truths = [False] * len(problem.nodes)
    for number in reversed(range(len(problem.nodes))):
        node = problem.nodes[number]
        if node.kind == Kind.STEP:
            truths[number] = number in succeeded
        else:
            members = (truths[member] for member in node.members)
            truths[number] = all(members) if node.kind == Kind.ALL else any(members)
        truths[number] = truths[number] or number in parts
    return truths
