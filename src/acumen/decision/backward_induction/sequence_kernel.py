"""The sets of steps that can have succeeded, swept for the order of least expected hours, compiled.

See `sequencing.py`. A set is a row of words of 64 steps; hashing and growing are those of `explore_kernel.py`.
"""

from typing import Any

import numpy as np

from acumen.decision.backward_induction.explore_kernel import copy_row, find_slot, is_hopeless, rehash, widened


def is_ready(before: Any, place: int, done: Any) -> bool:
    """Whether a step is untried and all before it has succeeded; `done` is a row of words."""
    if done[place // 64] >> np.uint64(place % 64) & np.uint64(1):
        return False
    is_missing = False
    for word in range(len(done)):
        is_missing |= before[place, word] & done[word] != before[place, word]
    return not is_missing


def list_sets(before: Any, max_sets: int) -> Any:
    """The sets of steps that can have succeeded, smaller ones first, and the table to find them in; none beyond `max_sets`."""
    n_steps, n_words = before.shape
    sets, table, row = np.zeros((1024, n_words), np.uint64), np.full(4096, -1, np.int32), np.zeros(n_words, np.uint64)
    table[find_slot(table, sets, row)] = 0
    levels, n_levels, level_end = np.ones(n_steps + 3), 1, 1
    n_sets, at = 1, 0
    while at < n_sets:
        if at == level_end:
            levels[n_levels] = n_sets - level_end
            n_levels, level_end = n_levels + 1, n_sets
            if is_hopeless(levels, n_levels, n_sets, max_sets):
                return 0, sets, table
        for place in range(n_steps):
            if not is_ready(before, place, sets[at]):
                continue
            copy_row(row, sets[at])
            row[place // 64] |= np.uint64(1) << np.uint64(place % 64)
            slot = find_slot(table, sets, row)
            if table[slot] >= 0:
                continue
            if n_sets >= max_sets:
                return 0, sets, table
            if n_sets == len(sets):
                sets = widened(sets)
            copy_row(sets[n_sets], row)
            table[slot] = n_sets
            n_sets += 1
            if 2 * n_sets > len(table):
                table = rehash(sets, n_sets, 4 * len(table))
        at += 1
    return n_sets, sets, table


def sweep_sets(before: Any, chances: Any, hours: Any, max_sets: int, tie: float) -> Any:
    """Places in the order of least expected hours until one fails; empty beyond `max_sets` sets.

    `before` (n_steps, n_words): masks of what has to have succeeded, 64 steps a word.
    """
    n_steps, n_words = before.shape
    n_sets, sets, table = list_sets(before, max_sets)
    if n_sets == 0:
        return np.empty(0, np.int64)
    row = np.zeros(n_words, np.uint64)
    costs, choices = np.zeros(n_sets), np.full(n_sets, -1, np.int16)
    for at in range(n_sets - 1, -1, -1):
        for place in range(n_steps):
            if not is_ready(before, place, sets[at]):
                continue
            copy_row(row, sets[at])
            row[place // 64] |= np.uint64(1) << np.uint64(place % 64)
            cost = hours[place] + chances[place] * costs[table[find_slot(table, sets, row)]]
            if choices[at] < 0 or cost < costs[at] - tie * costs[at]:
                costs[at], choices[at] = cost, place
    order, at = np.zeros(n_steps, np.int64), 0
    for position in range(n_steps):
        place = choices[at]
        order[position] = place
        copy_row(row, sets[at])
        row[place // 64] |= np.uint64(1) << np.uint64(place % 64)
        at = table[find_slot(table, sets, row)]
    return order
