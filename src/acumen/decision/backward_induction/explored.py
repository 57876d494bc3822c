"""Exploring compiled: a cluster as columns, and the automaton of what was found. Imported only where it pays."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from acumen.decision.backward_induction import explore_kernel, sequence_kernel
from acumen.decision.backward_induction.automaton import Action, Automaton, Rows, walked
from acumen.decision.backward_induction.cluster import Cluster
from acumen.decision.backward_induction.compiled import bind
from acumen.decision.tree_structure import TIE

_WORD = 2**64 - 1

_NAMES = (  # of the kernels, each after those that it calls
    "group_truth",
    "evaluate",
    "forget",
    "list_steps",
    "pack",
    "unpack",
    "hashed",
    "find_slot",
    "rehash",
    "copy_row",
    "widened",
    "grown",
    "is_hopeless",
    "explore",
    "arrange",
)
_OF_SETS = ("is_ready", "list_sets", "sweep_sets")
_compiled: dict[str, Any] = {}
for _kernel, _names in ((explore_kernel, _NAMES), (sequence_kernel, _OF_SETS)):
    for _name in _names:
        _compiled[_name] = bind(getattr(_kernel, _name), **_compiled)


@lru_cache(maxsize=24)
def explored(
    cluster: Cluster, start: Sequence[int], *, takes_first: bool, max_states: int, max_visits: int
) -> Automaton | None:
    """All states of entangled members; None beyond the limits, which is remembered as well."""
    kinds = np.array([int(kind) for kind, _, _ in cluster.rules], np.int64)
    members = _in_rows([members for _, members, _ in cluster.rules])
    needs = _in_rows([needs for _, _, needs in cluster.rules])
    needers = _in_rows(cluster.needers)
    cuts = _in_rows(cluster.cuts or [()] * len(kinds))
    singles = (np.array(column, np.int64) for column in (cluster.parents, cluster.ranks, cluster.numbers))
    codes, tops = np.array(start, np.int8), np.array(cluster.tops, np.int64)
    found = _compiled["explore"](
        kinds,
        *members,
        *needs,
        *needers,
        *singles,
        *cuts,
        int(cluster.kind),
        tops,
        codes,
        takes_first,
        max_states,
        max_visits,
    )
    n_states = found[0]
    if n_states < 0:
        return None
    first, steps, wins, losses = _compiled["arrange"](*found, int((kinds == 0).sum()))
    return walked(Rows(first=first, steps=steps, wins=wins, losses=losses))


def sequenced(
    before: Sequence[int], chances: Sequence[float], hours: Sequence[float], max_sets: int
) -> list[int] | None:
    """Places of steps in the order of least expected hours until one fails; None beyond `max_sets` sets of steps."""
    n_words = (len(before) + 63) // 64
    masks = np.array([[mask >> 64 * word & _WORD for word in range(n_words)] for mask in before], np.uint64)
    order = _compiled["sweep_sets"](masks, np.array(chances), np.array(hours), max_sets, TIE)
    return [int(place) for place in order] if len(order) else None


def _in_rows(groups: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Where the numbers of each node begin, with one entry more, and the numbers."""
    first = np.zeros(len(groups) + 1, np.int64)
    first[1:] = np.cumsum([len(group) for group in groups])
    return first, np.array(list(chain.from_iterable(groups)), np.int64)


def joined(units: Sequence[Sequence[tuple[Action, ...]]]) -> tuple[Any, ...]:
    """`first_state`, `first_action`, `steps`, `wins`, `losses` of all units one after another, as the sweep wants them."""
    columns = [_columns(rows) for rows in units]
    n_states = np.array([len(column[0]) - 1 for column in columns])
    n_actions = np.array([len(column[1]) for column in columns])
    first_state = np.concatenate(([0], np.cumsum(n_states)))[:-1]
    offsets = np.concatenate(([0], np.cumsum(n_actions)))[:-1]
    starts = [column[0][:-1] + offset for column, offset in zip(columns, offsets, strict=True)]
    first_action = np.concatenate([*starts, [n_actions.sum()]])
    if len(columns) == 1:
        return (first_state, first_action, *columns[0][1:])
    return (first_state, first_action, *(np.concatenate([column[k] for column in columns]) for k in (1, 2, 3)))


def _columns(rows: Sequence[tuple[Action, ...]]) -> tuple[Any, Any, Any, Any]:
    if isinstance(rows, Rows):
        return rows.first, rows.steps, rows.wins, rows.losses
    first = np.zeros(len(rows) + 1, np.int64)
    first[1:] = np.cumsum([len(row) for row in rows])
    figures = np.array([(a.step, a.win, a.loss) for row in rows for a in row], np.int32).reshape(-1, 3)
    return first, figures[:, 0].copy(), figures[:, 1].copy(), figures[:, 2].copy()
