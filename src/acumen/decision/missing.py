"""What a plan misses: parts of an `all` that carry a cut may be missing at the end, for so many hours of worth.

    missing    the least sum of cuts which, taken as true, make a node true; inf where none does
    at best    the same if all that is open came true

    step       0 where it has succeeded, else inf                 at best: 0 while it is open
    any        the least of its members
    all        the sum over members of min(its own, its cut)

The goal is made where nothing can lower what it misses any more, and lost where not even at best it is made.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.tree_structure import FALSE, TRUE, view


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Of the goal: hours of worth that are missing as things stand, and if all that is open came true; which parts."""

    hours: float
    at_best_hours: float
    parts: tuple[int, ...]  # node numbers; () where it is not made at all

    @property
    def is_made(self) -> bool:
        """Whether something could be shipped as things stand."""
        return math.isfinite(self.hours)

    def goal(self, worth: float | None = None) -> bool | None:
        """True: made, and no better can come. False: it can't be made, or not for any of its worth. None: it is open."""
        least = math.inf if worth is None else worth
        if self.at_best_hours >= least:
            return False
        return True if self.hours <= self.at_best_hours else None


def find_missed(problem: DecisionProblem, cuts: Sequence[float], statuses: Sequence[int]) -> Missed:
    """What the goal misses where `statuses` stand. `cuts`: of every node, inf where it may not be missing."""
    now, best = _sums(problem, cuts, statuses)
    parts = _parts(problem, cuts, now) if math.isfinite(now[0]) else ()
    return Missed(hours=now[0], at_best_hours=best[0], parts=parts)


def _sums(problem: DecisionProblem, cuts: Sequence[float], statuses: Sequence[int]) -> tuple[list[float], list[float]]:
    """Of every node what it misses, and misses at best."""
    n_nodes = len(problem.nodes)
    truths = view(problem, "net", tuple(statuses[:n_nodes])).truths
    now, best = [math.inf] * n_nodes, [math.inf] * n_nodes
    for number in reversed(range(n_nodes)):  # members stand after their group
        node = problem.nodes[number]
        if node.kind == Kind.STEP:
            now[number] = 0.0 if truths[number] == TRUE else math.inf
            best[number] = math.inf if truths[number] == FALSE else 0.0
        elif node.kind == Kind.ANY:
            now[number], best[number] = (min(each[member] for member in node.members) for each in (now, best))
        else:
            now[number], best[number] = (
                sum(min(each[member], cuts[member]) for member in node.members) for each in (now, best)
            )
    return now, best


def _parts(problem: DecisionProblem, cuts: Sequence[float], missing: Sequence[float]) -> tuple[int, ...]:
    """The parts whose cuts are the least sum: of an `any` those of the member that misses least."""
    found, waiting = [], [0]
    while waiting:
        number = waiting.pop()
        node = problem.nodes[number]
        if node.kind == Kind.ANY:
            waiting.append(min(node.members, key=lambda member: missing[member]))
        elif node.kind == Kind.ALL:
            gone = [member for member in node.members if cuts[member] < missing[member]]
            found += gone
            waiting += [member for member in node.members if member not in gone]
    return tuple(sorted(found))


def without_parts(problem: DecisionProblem, cuts: Sequence[float], statuses: Sequence[int]) -> tuple[int, ...]:
    """Statuses as if every part that may be missing were there: what is left is what must be true in any case."""
    return _as_if_true(problem, [node for node, cut in enumerate(cuts) if math.isfinite(cut)], statuses)


def without_lost_parts(problem: DecisionProblem, cuts: Sequence[float], statuses: Sequence[int]) -> tuple[int, ...]:
    """The same of those parts that can't come any more, so that the rest of the tree has not failed with them."""
    _, best = _sums(problem, cuts, statuses)
    lost = [node for node, cut in enumerate(cuts) if math.isfinite(cut) and math.isinf(best[node])]
    return _as_if_true(problem, lost, statuses)


def _as_if_true(problem: DecisionProblem, parts: Sequence[int], statuses: Sequence[int]) -> tuple[int, ...]:
    inside, waiting = set[int](), list(parts)
    while waiting:
        node = waiting.pop()
        inside.add(node)
        waiting += problem.nodes[node].members
    steps = {node for node in inside if problem.nodes[node].kind == Kind.STEP}
    return tuple(TRUE if node in steps else status for node, status in enumerate(statuses))
