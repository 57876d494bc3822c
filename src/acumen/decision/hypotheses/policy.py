"""The policy of a problem whose steps share hypotheses, laid out as in `policy.py`: followed and simulated like any other.

In a situation the chance of a telling action is the one that follows from what has been told on the way to it.
"""

import math
from dataclasses import replace
from typing import TypeAlias

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses.policy_actions import Acting, Inside, act
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.search import Place, Search
from acumen.decision.hypotheses.solve import explore
from acumen.decision.limits import Limits
from acumen.decision.policies.policy import (
    FAILED,
    MAX_SITUATIONS,
    N_PATIENCE_DIGITS,
    REACHED,
    STOPPED,
    Policy,
    PolicyAct,
    Situation,
    laid_out,
    situation,
)
from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import FALSE, TRUE, Objective

Acts: TypeAlias = dict[int, tuple[Place | Inside, Acting] | int]  # by the identity of the place; a number where it ends


def extended(shared: SharedProblem) -> DecisionProblem:
    """The tree with the probes as nodes that belong to nothing, so that every action is a node."""
    probes = [Node(id=probe.id, kind=Kind.STEP, parent=-1, attempt=probe.attempt) for probe in shared.probes]
    return DecisionProblem(nodes=(*shared.problem.nodes, *probes))


def follow_shared(
    shared: SharedProblem,
    *,
    objective: Objective = "net",
    worth: float | None = None,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
    max_situations: int = MAX_SITUATIONS,
) -> Policy:
    """The policy from where `statuses` stand. Raises what `follow` raises."""
    found = explore(shared, objective=objective, worth=worth, statuses=statuses, limits=limits, is_ranked=False)
    problem = extended(shared)
    blank = laid_out(problem, objective, worth, ())
    if found.search is None and found.solution.status != "exact":
        raise TooManyStatesError
    if found.search is None:
        return replace(blank, start=REACHED if found.solution.chance else FAILED)
    acts = _reached(found.search, max_situations)
    first = acts[id(found.search.root)]
    if isinstance(first, int):
        return replace(blank, start=first)
    return laid_out(problem, objective, worth, _numbered(shared, found.search.root, acts))


def _reached(search: Search, max_situations: int) -> Acts:
    """What is done at every place that can be come to, by the identity of the place."""
    acts: Acts = {}
    waiting: list[Place | Inside] = [search.root]
    while waiting:
        place = waiting.pop()
        if id(place) in acts:
            continue
        if len(acts) >= max_situations:
            raise TooManyStatesError
        acting = act(search, place)
        if acting.action == STOP or acting.won is None or acting.lost is None:
            acts[id(place)] = _end(search, place) if isinstance(place, Place) else STOPPED
            continue
        acts[id(place)] = (place, acting)
        waiting += [acting.won, acting.lost]
    return acts


def _end(search: Search, place: Place) -> int:
    truth = search.truth(place)
    return REACHED if truth == TRUE else FAILED if truth == FALSE else STOPPED


def _numbered(shared: SharedProblem, root: Place, acts: Acts) -> list[Situation]:
    """Situations that differ in what is done or follows, the first one first."""
    found = _last_first(root, acts)
    numbers: dict[int, int] = {key: entry for key, entry in acts.items() if isinstance(entry, int)}
    alike: dict[tuple[float, ...], int] = {}
    rows: list[tuple[PolicyAct, float, int, int]] = []
    for place, acting in found:
        if acting.won is None or acting.lost is None:
            continue
        won, lost = numbers[id(acting.won)], numbers[id(acting.lost)]
        chance = _chance(shared, acting)
        mark = (acting.action, _short(acting.patience_hours), won, lost, _short(chance))
        if mark not in alike:
            alike[mark] = len(rows)
            rows.append((PolicyAct(acting.action, acting.patience_hours, -1, -1), chance, won, lost))
        numbers[id(place)] = alike[mark]
    last = numbers[id(root)]
    turned = [
        situation(
            replace(shared.attempt(entry.step), chance=chance),
            entry,
            last - won if won >= 0 else won,
            last - lost if lost >= 0 else lost,
        )
        for entry, chance, won, lost in rows[: last + 1]
    ]
    return turned[::-1]


def _last_first(root: Place, acts: Acts) -> list[tuple[Place | Inside, Acting]]:
    """Places with what is done there, each after whatever follows it."""
    order: dict[int, tuple[Place | Inside, Acting]] = {}
    waiting: list[tuple[Place | Inside, bool]] = [(root, False)]
    while waiting:
        place, is_ready = waiting.pop()
        entry = acts[id(place)]
        if isinstance(entry, int) or id(place) in order:
            continue
        if is_ready:
            order[id(place)] = entry
            continue
        waiting.append((place, True))
        waiting += [(after, False) for after in (entry[1].won, entry[1].lost) if after is not None]
    return list(order.values())


def _short(figure: float) -> float:
    return float(f"{figure:.{N_PATIENCE_DIGITS}g}")


def _chance(shared: SharedProblem, acting: Acting) -> float:
    """That the action works if it is carried to its end."""
    if math.isfinite(acting.patience_hours) or acting.action not in shared.chances:
        return shared.attempt(acting.action).chance
    return min(1.0, acting.works_prob)
