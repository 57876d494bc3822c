"""Entangled members of a group as an explicit automaton: the states that can be reached, found from the first.

A state is the truth of every step, 0 untried, 1 succeeded, 2 failed, in canonical form: steps whose needs have failed have
failed, and what can no longer matter to anyone takes the truth of the settled group around it, so that it tells nothing.
"""

import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from acumen.decision.backward_induction.automaton import SETTLES, Action, Automaton, TooManyStatesError, walked
from acumen.decision.backward_induction.cluster import Cluster
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import (
    FALSE,
    OPEN,
    TRUE,
    Entangled,
    View,
    attempt_of,
    dependencies_first,
    in_ratio_order,
    is_leavable,
    subtree,
    truth,
)

PLAIN_STATES, PLAIN_VISITS = 2_000, 200_000  # what is explored in plain Python, before compiled code pays
_ENDED = -2  # of a successor: the members have ended without settling their group

Codes: TypeAlias = tuple[int, ...]


def explore(seen: View, part: Entangled, *, max_states: int, max_visits: int) -> Automaton:
    """All states of entangled members, from as they stand to ended. Raises TooManyStatesError beyond the limits."""
    cluster = gather(seen, part)
    start = canonical(cluster, [seen.truths[node] for node in cluster.numbers])
    if isinstance(start, int):
        raise TypeError("members that are settled from the start")
    return _automaton(cluster, start, takes_first=seen.takes_first, max_states=max_states, max_visits=max_visits)


def _automaton(cluster: Cluster, start: Codes, *, takes_first: bool, max_states: int, max_visits: int) -> Automaton:
    """In plain Python where that is quick, else compiled; which of the two makes no difference to what comes out."""
    if "acumen.decision.backward_induction.explored" not in sys.modules:
        n_states, n_visits = min(max_states, PLAIN_STATES), min(max_visits, PLAIN_VISITS)
        found = _explored_plainly(cluster, start, takes_first=takes_first, max_states=n_states, max_visits=n_visits)
        if found is not None:
            return found
        if (n_states, n_visits) == (max_states, max_visits):
            raise TooManyStatesError
    from acumen.decision.backward_induction.explored import explored  # noqa: PLC0415 -- costs half a second

    found = explored(cluster, start, takes_first=takes_first, max_states=max_states, max_visits=max_visits)
    if found is None:
        raise TooManyStatesError
    return found


@lru_cache(maxsize=16)
def _explored_plainly(
    cluster: Cluster, start: Codes, *, takes_first: bool, max_states: int, max_visits: int
) -> Automaton | None:
    """None beyond the limits. The last few are kept, also of those: the same states are asked for again and again."""
    rows: dict[Codes, list[tuple[int, Codes | int, Codes | int]]] = {}
    queue: list[Codes] = [start]
    n_visits = 0
    while queue:
        codes = queue.pop()
        if codes in rows:
            continue
        steps = open_steps(cluster, codes)
        if takes_first:
            steps = [min(steps)]  # what others depend on comes first, then the order of the file
        n_visits += (1 + 2 * len(steps)) * len(codes)
        if len(rows) >= max_states or n_visits > max_visits:
            return None
        row = [(s, _after(cluster, codes, s, TRUE), _after(cluster, codes, s, FALSE)) for s in steps]
        rows[codes] = row
        queue.extend(
            after for _, *afters in row for after in afters if not isinstance(after, int) and after not in rows
        )
    return _numbered(cluster, rows)


def _numbered(cluster: Cluster, found: dict[Codes, list[tuple[int, Codes | int, Codes | int]]]) -> Automaton:
    """States in the order of how many steps have ended: every action ends one."""
    order = sorted(found, key=lambda codes: len(codes) - codes.count(OPEN))
    index: dict[Codes | int, int] = {codes: number for number, codes in enumerate(order)}
    index[SETTLES], index[_ENDED] = SETTLES, len(order)
    rows = [
        tuple(Action(cluster.numbers[step], index[won], index[lost]) for step, won, lost in found[codes])
        for codes in order
    ]
    return walked((*rows, ()))


def gather(seen: View, part: Entangled) -> Cluster:
    """Number the nodes of the members so that dependencies come first."""
    nodes = seen.problem.nodes
    inside = {node for member in part.members for node in subtree(seen.problem, member)}
    order = [node for node in dependencies_first(seen.problem, sorted(inside)) if node in inside]
    local = {node: number for number, node in enumerate(order)}
    needs = tuple(tuple(local[n] for n in nodes[node].needs if n in local) for node in order)
    needers: list[list[int]] = [[] for _ in order]
    for number, numbers in enumerate(needs):
        for need in numbers:
            needers[need].append(number)
    ranks = _ranks(seen, part, order)
    return Cluster(
        kind=part.kind,
        numbers=tuple(order),
        rules=tuple(
            (nodes[node].kind, tuple(local[member] for member in nodes[node].members), needs[number])
            for number, node in enumerate(order)
        ),
        parents=tuple(len(order) if node in part.members else local[nodes[node].parent] for node in order),
        needers=tuple(tuple(group) for group in needers),
        tops=tuple(local[member] for member in part.members),
        ranks=tuple(ranks[node] for node in order),
    )


def _ranks(seen: View, part: Entangled, inside: Sequence[int]) -> dict[int, int]:
    problem = seen.problem
    ranks = dict.fromkeys(inside, -1)
    families: dict[tuple[int, Kind], list[int]] = {}
    for node in sorted(inside):
        if problem.nodes[node].kind == Kind.STEP and not is_leavable(attempt_of(problem, node), seen.objective):
            parent = -1 if node in part.members else problem.nodes[node].parent
            kind = part.kind if parent == -1 else problem.nodes[parent].kind
            families.setdefault((parent, kind), []).append(node)
    for (_, kind), steps in families.items():
        ranks.update((step, rank) for rank, step in enumerate(in_ratio_order(problem, kind, steps)))
    return ranks


def _after(cluster: Cluster, codes: Codes, step: int, truth: int) -> Codes | int:
    changed = list(codes)
    changed[step] = truth
    return canonical(cluster, changed)


def canonical(cluster: Cluster, codes: list[int]) -> Codes | int:
    """The state that the truths of the steps amount to; SETTLES or _ENDED when the members are done with."""
    for node, (kind, members, needs) in enumerate(cluster.rules):
        if kind != Kind.STEP:
            codes[node] = truth(kind, [codes[member] for member in members])
        elif needs and codes[node] == OPEN:
            for need in needs:
                if codes[need] == FALSE:
                    codes[node] = FALSE
    around = truth(cluster.kind, [codes[top] for top in cluster.tops])
    if around != OPEN:
        return SETTLES if around == (TRUE if cluster.kind == Kind.ANY else FALSE) else _ENDED
    return _without_the_useless(cluster, codes)


def _without_the_useless(cluster: Cluster, codes: list[int]) -> Codes:
    """Give what can't matter any more the truth of the settled group around it. Parents and needers have higher numbers."""
    n_nodes = len(codes)
    is_useful = [False] * n_nodes + [True]
    fills = [OPEN] * (n_nodes + 1)
    for node in range(n_nodes - 1, -1, -1):
        parent = cluster.parents[node]
        is_awaited = False
        for needer in cluster.needers[node]:
            if is_useful[needer]:
                is_awaited = True
        if codes[node] == OPEN and (is_awaited or is_useful[parent]):
            is_useful[node] = True
            continue
        if fills[parent] != OPEN and not is_awaited:
            codes[node] = fills[parent]
        fills[node] = codes[node]
    return tuple(codes)


def open_steps(cluster: Cluster, codes: Codes) -> list[int]:
    """Steps that may be started and could matter; of plain siblings that nothing awaits, the first in ratio order.

    In canonical form whatever is untried could matter.
    """
    found: list[int] = []
    first: dict[int, int] = {}
    for node, (kind, _, needs) in enumerate(cluster.rules):
        if codes[node] != OPEN or kind != Kind.STEP or any(codes[need] != TRUE for need in needs):
            continue
        if cluster.ranks[node] < 0 or any(codes[needer] == OPEN for needer in cluster.needers[node]):
            found.append(node)
            continue
        parent = cluster.parents[node]
        if parent not in first or cluster.ranks[node] < cluster.ranks[first[parent]]:
            first[parent] = node
    return sorted([*found, *first.values()], key=lambda node: cluster.numbers[node])
