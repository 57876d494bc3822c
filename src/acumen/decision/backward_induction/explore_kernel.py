"""Exploring entangled members, compiled: the same states as `explore.py` finds, thousands of times as many.

A state is kept as two bits a step (0 untried, 1 succeeded, 2 failed), 32 steps a word, in the canonical form of `explore.py`;
states are found again in a hash table with open addressing. All loops, numbers and indexes, as in `kernels.py`.

A cluster comes as columns: `kinds` (n_nodes,) 0 step, 1 all, 2 any; members, needs and needers of node k between `first_…[k]`
and `first_…[k + 1]`; `parents`, n_nodes for the members themselves; `ranks` as in `explore.Cluster`; `numbers` in the problem.
The action of node k is known by `numbers[k]`, or, where cuts stand between `first_cut[k]` and `first_cut[k + 1]`, by one of the
numbers from there on: which, say the cut's nodes that are true, the first one counting 1, the next 2, then 4.
Node numbers are such that whatever a node depends on has a lower one.
"""

from typing import Any

import numpy as np

OPEN, TRUE, FALSE = 0, 1, 2
SETTLES, ENDED = -1, -2
ANY = 2
PER_WORD = 32
MANY = 5_000  # where fewer are allowed than that, all are tried; else it is foreseen how many there will be
FEW = 64  # part of the most states, from which on
LEAST_LEVELS, SURE_LEVELS, FLAT = 3, 6, 1e-3
DOUBTFUL, LIKELY, SURE = (
    4.0,
    2.0,
    1.3,
)  # times the most: what has to be foreseen from few levels, from more, from half of the states
STEADY = 0.85  # of the bend in how levels grow, what is left of it a level later


def group_truth(kind: int, codes: Any, members: Any, first: int, end: int) -> int:
    """The truth of a group of `kind` (1 all, 2 any) from those of its members."""
    decisive = TRUE if kind == ANY else FALSE
    is_open = False
    for at in range(first, end):
        code = codes[members[at]]
        if code == decisive:
            return decisive
        if code == OPEN:
            is_open = True
    return OPEN if is_open else TRUE + FALSE - decisive


def evaluate(codes: Any, kinds: Any, first_member: Any, members: Any, first_need: Any, needs: Any) -> None:
    """Give groups their truth, and steps whose needs have failed that of a failure."""
    for node in range(len(kinds)):
        if kinds[node] != 0:
            codes[node] = group_truth(kinds[node], codes, members, first_member[node], first_member[node + 1])
        elif codes[node] == OPEN:
            for at in range(first_need[node], first_need[node + 1]):
                if codes[needs[at]] == FALSE:
                    codes[node] = FALSE


def forget(codes: Any, parents: Any, first_needer: Any, needers: Any, useful: Any, fills: Any) -> None:
    """Give what can't matter any more the truth of the settled group around it."""
    n_nodes = len(codes)
    useful[n_nodes], fills[n_nodes] = 1, OPEN
    for node in range(n_nodes - 1, -1, -1):
        parent = parents[node]
        awaited = False
        for at in range(first_needer[node], first_needer[node + 1]):
            if useful[needers[at]] == 1:
                awaited = True
        useful[node], fills[node] = 0, OPEN
        if codes[node] == OPEN and (awaited or useful[parent] == 1):
            useful[node] = 1
            continue
        if fills[parent] != OPEN and not awaited:
            codes[node] = fills[parent]
        fills[node] = codes[node]


def list_steps(
    codes: Any,
    kinds: Any,
    first_need: Any,
    needs: Any,
    first_needer: Any,
    needers: Any,
    parents: Any,
    ranks: Any,
    numbers: Any,
    first: Any,
    found: Any,
) -> int:
    """Find the steps that may be started and could matter, in the order of their numbers in the problem; returns how many.

    Of plain siblings that nothing awaits only the first in ratio order.
    """
    n_found = 0
    for node in range(len(parents) + 1):
        first[node] = -1
    for node in range(len(kinds)):
        if codes[node] != OPEN or kinds[node] != 0:
            continue
        may_start, is_awaited = True, False
        for at in range(first_need[node], first_need[node + 1]):
            may_start &= codes[needs[at]] == TRUE
        if not may_start:
            continue
        for at in range(first_needer[node], first_needer[node + 1]):
            if codes[needers[at]] == OPEN:
                is_awaited = True
        if ranks[node] < 0 or is_awaited:
            found[n_found] = node
            n_found += 1
            continue
        parent = parents[node]
        if first[parent] < 0 or ranks[node] < ranks[first[parent]]:
            first[parent] = node
    for node in range(len(parents) + 1):
        if first[node] >= 0:
            found[n_found] = first[node]
            n_found += 1
    for at in range(1, n_found):
        node, back = found[at], at
        while back > 0 and numbers[found[back - 1]] > numbers[node]:
            found[back] = found[back - 1]
            back -= 1
        found[back] = node
    return n_found


def pack(codes: Any, kinds: Any, row: Any) -> int:
    """Write the steps' codes into the words of a row; returns how many steps are untried."""
    n_untried, place = 0, 0
    for word in range(len(row)):
        row[word] = 0
    for node in range(len(kinds)):
        if kinds[node] == 0:
            row[place // PER_WORD] |= np.uint64(codes[node]) << np.uint64(2 * (place % PER_WORD))
            n_untried += codes[node] == OPEN
            place += 1
    return n_untried


def unpack(row: Any, kinds: Any, codes: Any) -> None:
    """Read the steps' codes from a row."""
    place = 0
    for node in range(len(kinds)):
        if kinds[node] == 0:
            word = row[place // PER_WORD] >> np.uint64(2 * (place % PER_WORD))
            codes[node] = np.int8(word & np.uint64(3))
            place += 1


def hashed(row: Any) -> Any:
    """A number of a row, well mixed (the finalizer of MurmurHash3 on each word)."""
    mixed = np.uint64(0x9E3779B97F4A7C15)
    for word in range(len(row)):
        mixed ^= row[word]
        mixed ^= mixed >> np.uint64(33)
        mixed *= np.uint64(0xFF51AFD7ED558CCD)
        mixed ^= mixed >> np.uint64(33)
        mixed *= np.uint64(0xC4CEB9FE1A85EC53)
        mixed ^= mixed >> np.uint64(33)
    return np.int64(mixed & np.uint64(0x7FFFFFFFFFFFFFFF))


def find_slot(table: Any, states: Any, row: Any) -> Any:
    """The slot of the table in which a row stands, or the empty one where it belongs."""
    mask = len(table) - 1
    slot = hashed(row) & mask
    while table[slot] >= 0:
        number, is_same = table[slot], True
        for word in range(len(row)):
            if states[number, word] != row[word]:
                is_same = False
        if is_same:
            return slot
        slot = (slot + 1) & mask
    return slot


def rehash(states: Any, n_states: int, size: int) -> Any:
    """A table of a larger size with all rows in it."""
    table = np.full(size, -1, np.int32)
    for number in range(n_states):
        table[find_slot(table, states, states[number])] = number
    return table


def copy_row(target: Any, source: Any) -> None:
    """Copy a row, in a loop: that compiles much faster than a slice."""
    for place in range(len(target)):
        target[place] = source[place]


def widened(states: Any) -> Any:
    """Twice as many rows, the first ones copied."""
    n_rows, n_words = states.shape
    wider = np.zeros((2 * n_rows, n_words), np.uint64)
    for number in range(n_rows):
        for word in range(n_words):
            wider[number, word] = states[number, word]
    return wider


def grown(column: Any, n_kept: int) -> Any:
    """A column twice as long, the first entries copied."""
    longer = np.zeros(2 * len(column) + 1, column.dtype)
    for place in range(n_kept):
        longer[place] = column[place]
    return longer


def is_hopeless(levels: Any, n_levels: int, n_states: int, most: int) -> bool:
    """Whether the sizes of the levels so far, the start's 1 the first of them, carried on, add up to more than `most`.

    Sizes rise and fall like those of a bell. Up to its top the ratio of neighbours falls, by less and less; what stands beyond
    the top is taken to be as much as before it. What is predicted decides how much is tried, never what comes out.
    """
    if n_levels < LEAST_LEVELS or levels[n_levels - 1] == 0 or most < MANY or FEW * n_states <= most:
        return False
    last = np.log(levels[n_levels - 1] / levels[n_levels - 2])
    bend = np.log(levels[n_levels - 2] / levels[n_levels - 3])
    n_bends = 1
    if n_levels > LEAST_LEVELS:
        bend, n_bends = np.log(levels[n_levels - 3] / levels[n_levels - 4]), 2
    bend = min(0.0, (last - bend) / n_bends)
    total, size = 1.0 * n_states, 1.0 * levels[n_levels - 1]
    enough = most * (DOUBTFUL if n_levels < SURE_LEVELS else LIKELY if 2 * n_states < most else SURE)
    while last > 0.0 and total <= enough:
        bend *= STEADY
        last += bend
        if bend > -FLAT:
            return True
        size *= np.exp(last)
        total += size
    return bool(2.0 * total - size > enough)


def explore(
    kinds: Any,
    first_member: Any,
    members: Any,
    first_need: Any,
    needs: Any,
    first_needer: Any,
    needers: Any,
    parents: Any,
    ranks: Any,
    numbers: Any,
    first_cut: Any,
    cuts: Any,
    top_kind: int,
    tops: Any,
    start: Any,
    takes_first: bool,  # noqa: FBT001
    max_states: int,
    max_visits: int,
) -> Any:
    """(n_states, first_action, steps, wins, losses, n_untried): all states and their actions, in the order of finding them.

    −1 states where the limits are passed, or would be by what the levels promise.
    """
    n_nodes, n_steps = len(kinds), 0
    for node in range(n_nodes):
        n_steps += kinds[node] == 0
    n_words = (n_steps + PER_WORD - 1) // PER_WORD
    states = np.zeros((1024, n_words), np.uint64)
    table = np.full(4096, -1, np.int32)
    n_untried, first_action = np.zeros(1024, np.int16), np.zeros(1025, np.int64)
    steps, wins, losses = np.zeros(4096, np.int32), np.zeros(4096, np.int32), np.zeros(4096, np.int32)
    codes, after = start.copy(), start.copy()
    useful, fills = np.zeros(n_nodes + 1, np.int8), np.zeros(n_nodes + 1, np.int8)
    first, found, row = np.zeros(n_nodes + 1, np.int64), np.zeros(n_nodes + 1, np.int64), np.zeros(n_words, np.uint64)
    levels, n_levels, level_end = np.ones(n_nodes + 3), 1, 1
    n_untried[0] = pack(codes, kinds, states[0])
    table[find_slot(table, states, states[0])] = 0
    n_states, n_actions, state, n_visits = 1, 0, 0, 0
    while state < n_states:
        if state == level_end:
            levels[n_levels] = n_states - level_end
            n_levels, level_end = n_levels + 1, n_states
            if is_hopeless(levels, n_levels, n_states, max_states):
                return -1, first_action, steps, wins, losses, n_untried
        unpack(states[state], kinds, codes)
        evaluate(codes, kinds, first_member, members, first_need, needs)
        n_found = list_steps(
            codes, kinds, first_need, needs, first_needer, needers, parents, ranks, numbers, first, found
        )
        if takes_first:
            for at in range(n_found):
                found[0] = min(found[0], found[at])
            n_found = 1
        n_visits += (1 + 2 * n_found) * n_nodes
        if n_visits > max_visits:
            return -1, first_action, steps, wins, losses, n_untried
        first_action[state] = n_actions
        for at in range(n_found):
            if n_actions == len(steps):
                steps, wins, losses = grown(steps, n_actions), grown(wins, n_actions), grown(losses, n_actions)
            steps[n_actions] = numbers[found[at]]
            for cut in range(first_cut[found[at]], first_cut[found[at] + 1]):
                if codes[cuts[cut]] == TRUE:
                    steps[n_actions] += 1 << (cut - first_cut[found[at]])
            for truth in range(TRUE, FALSE + 1):
                copy_row(after, codes)
                after[found[at]] = truth
                evaluate(after, kinds, first_member, members, first_need, needs)
                around = group_truth(top_kind, after, tops, 0, len(tops))
                if around != OPEN:
                    target = SETTLES if around == (TRUE if top_kind == ANY else FALSE) else ENDED
                else:
                    forget(after, parents, first_needer, needers, useful, fills)
                    left = pack(after, kinds, row)
                    slot = find_slot(table, states, row)
                    target = table[slot]
                    if target < 0:
                        if n_states >= max_states:
                            return -1, first_action, steps, wins, losses, n_untried
                        if n_states == len(states):
                            states, n_untried = widened(states), grown(n_untried, n_states)
                            first_action = grown(first_action, n_states + 1)
                        target = n_states
                        copy_row(states[target], row)
                        n_untried[target] = left
                        n_states += 1
                        table[slot] = target
                        if 2 * n_states > len(table):
                            table = rehash(states, n_states, 4 * len(table))
                if truth == TRUE:
                    wins[n_actions] = target
                else:
                    losses[n_actions] = target
            n_actions += 1
        state += 1
    first_action[n_states] = n_actions
    return n_states, first_action, steps, wins, losses, n_untried


def arrange(n_states: int, first_action: Any, steps: Any, wins: Any, losses: Any, n_untried: Any, n_steps: int) -> Any:
    """The same with states in the order of how many steps have ended, so that every action leads to a later one.

    After them stands a state without actions, in which all have ended.
    """
    starts = np.zeros(n_steps + 2, np.int64)
    for state in range(n_states):
        starts[n_steps - n_untried[state] + 1] += 1
    for ended in range(n_steps + 1):
        starts[ended + 1] += starts[ended]
    place = np.empty(n_states, np.int32)
    origin = np.empty(n_states, np.int32)
    for state in range(n_states):
        ended = n_steps - n_untried[state]
        place[state] = starts[ended]
        origin[starts[ended]] = state
        starts[ended] += 1
    n_actions = first_action[n_states]
    first = np.zeros(n_states + 2, np.int64)
    to_step, to_win, to_loss = (
        np.empty(n_actions, np.int32),
        np.empty(n_actions, np.int32),
        np.empty(n_actions, np.int32),
    )
    at = 0
    for new in range(n_states):
        first[new] = at
        for action in range(first_action[origin[new]], first_action[origin[new] + 1]):
            won, lost = wins[action], losses[action]
            to_step[at] = steps[action]
            to_win[at] = place[won] if won >= 0 else (SETTLES if won == SETTLES else n_states)
            to_loss[at] = place[lost] if lost >= 0 else (SETTLES if lost == SETTLES else n_states)
            at += 1
    first[n_states], first[n_states + 1] = at, at
    return first, to_step, to_win, to_loss
