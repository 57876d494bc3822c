"""What is to be expected of a state with so many hours left, roughly, and the step that looks best from there; compiled.

No state is kept: everything is read off the tree as it stands, so a plan may have any number of steps. What the figures of
a node mean, and of what kind of policy they are those, stands in `outlook.py`. Rows of `notes` are figures, columns nodes.
"""

import math
from typing import Any

from acumen.decision.dated.dense_kernel import appraise, pays

STEP, ALL = 0, 1  # kinds of nodes; any other is an `any`
OPEN, TRUE, FALSE = 0, 1, 2
STOP = -1
# rows of `notes`
PROB, COST, MEAN, VAR, LOST, LACK, NEED, BUDGET, USEFUL, KEY = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
# columns of `figures`, one row for each action
CHANCE, HOURS, LEAST, LATEST, TYPICAL, IS_FIXED = 0, 1, 2, 3, 4, 5
# rows of `shown` of an action, columns cells of hours: what comes of it if it has no more than so many
WITHIN, WON_HOURS, LOST_HOURS, SHOWN_MEAN, SHOWN_VAR = 0, 1, 2, 3, 4
TINY = 1e-12
AWAITED = 2.0  # of `USEFUL`: something useful needs it


def believe(digits: Any, figures: Any, belief: Any, telling: Any, chances: Any, weights: Any) -> None:
    """The chance of every action by what the telling ones have come to."""
    for world in range(len(belief)):
        weights[world] = belief[world]
    for column in range(len(digits)):
        if telling[column, 0] < 0.0 or digits[column] == OPEN:
            continue
        for world in range(len(belief)):
            told = telling[column, world]
            weights[world] *= told if digits[column] == TRUE else 1.0 - told
    total = weights.sum()
    for column in range(len(digits)):
        if telling[column, 0] < 0.0 or total <= 0.0:
            chances[column] = figures[column, CHANCE]
            continue
        mean = 0.0
        for world in range(len(belief)):
            mean += weights[world] * telling[column, world]
        chances[column] = min(1.0, mean / total)


def within(column: int, hours: float, figures: Any, shown: Any, cell_hours: float, found: Any) -> None:
    """What comes of an action that has so many hours: the rows of `shown` there, between two cells by a straight line."""
    last = shown.shape[2] - 1
    most = min(hours, figures[column, HOURS])
    at = last if figures[column, IS_FIXED] > 0.0 else max(0.0, min(most / cell_hours, last))
    low = min(int(at), last - 1)
    share = at - low
    for row in range(shown.shape[1]):
        found[row] = (1.0 - share) * shown[column, row, low] + share * shown[column, row, low + 1]


def need_hours(
    nodes: Any, kinds: Any, columns: Any, starts: Any, below: Any, counted: Any, cuts: Any, figures: Any, truths: Any,
    notes: Any,
) -> None:  # fmt: skip
    """The least hours that each node takes to come true, typically."""
    for node in nodes:
        if truths[node] != OPEN:
            notes[NEED, node] = 0.0 if truths[node] == TRUE else math.inf
            continue
        first, last = starts[node], starts[node + 1]
        if kinds[node] == STEP:
            hours = figures[columns[node], TYPICAL]
            for place in range(first, last):
                if counted[place]:
                    hours += notes[NEED, below[place]]
        elif kinds[node] == ALL:
            hours = 0.0
            for place in range(first, last):
                if cuts[below[place]] == math.inf:
                    hours += notes[NEED, below[place]]
        else:
            hours = math.inf
            for place in range(first, last):
                hours = min(hours, notes[NEED, below[place]])
        notes[NEED, node] = hours


def spread_hours(kinds: Any, starts: Any, below: Any, cuts: Any, hours: float, notes: Any) -> None:
    """The hours that each node may take so that the rest of what is needed beside it still fits."""
    for node in range(len(kinds)):
        notes[BUDGET, node] = hours
    for node in range(len(kinds)):
        if kinds[node] == STEP:
            continue
        rest = notes[NEED, node] if kinds[node] == ALL else 0.0
        for place in range(starts[node], starts[node + 1]):
            member = below[place]
            here = notes[BUDGET, node]
            if kinds[node] == ALL:
                here -= rest
                if cuts[member] == math.inf and notes[NEED, member] < math.inf:
                    here += notes[NEED, member]
            notes[BUDGET, member] = here


def weigh_step(
    node: int, chances: Any, columns: Any, starts: Any, below: Any, counted: Any, figures: Any, shown: Any,
    cell_hours: float, notes: Any, found: Any,
) -> None:  # fmt: skip
    """An open step, with what it needs elsewhere; nothing is tried that does not fit."""
    column = columns[node]
    notes[LACK, node] = 0.0
    if notes[NEED, node] > notes[BUDGET, node] * (1.0 + 1e-9):
        notes[PROB, node] = notes[COST, node] = notes[MEAN, node] = notes[VAR, node] = notes[LOST, node] = 0.0
        return
    rest = notes[NEED, node] - figures[column, TYPICAL]
    within(column, min(notes[BUDGET, node] - rest, figures[column, LATEST]), figures, shown, cell_hours, found)
    chance = chances[column]
    prob = chance * found[WITHIN]
    cost = chance * found[WON_HOURS] + (1.0 - chance) * found[LOST_HOURS]
    mean, var = found[SHOWN_MEAN], found[SHOWN_VAR]
    for place in range(starts[node], starts[node + 1]):
        if counted[place]:
            need = below[place]
            cost = notes[COST, need] + notes[PROB, need] * cost
            prob *= notes[PROB, need]
            mean += notes[MEAN, need]
            var += notes[VAR, need]
    notes[PROB, node], notes[COST, node], notes[MEAN, node], notes[VAR, node] = prob, cost, mean, var
    notes[LOST, node] = max(0.0, cost - prob * mean) / max(TINY, 1.0 - prob)


def sort_members(node: int, kind: int, starts: Any, below: Any, notes: Any, ranked: Any) -> int:
    """Members by the ratio in which siblings are best taken: hours by the chance that the group is settled by them."""
    n_ranked = 0
    for place in range(starts[node], starts[node + 1]):
        member = below[place]
        ends = 1.0 - notes[PROB, member] if kind == ALL else notes[PROB, member]
        key = notes[COST, member] / max(ends, TINY)
        at = n_ranked
        while at > 0 and notes[KEY, ranked[at - 1]] > key:
            ranked[at] = ranked[at - 1]
            at -= 1
        ranked[at] = member
        notes[KEY, member] = key
        n_ranked += 1
    return n_ranked


def weigh_all(node: int, starts: Any, below: Any, cuts: Any, notes: Any, ranked: Any) -> None:
    """All of the members, one after another until one fails; parts that may be missing where they pay."""
    n_ranked = sort_members(node, ALL, starts, below, notes, ranked)
    prob, cost, mean, var, lack = 1.0, 0.0, 0.0, 0.0, 0.0
    for place in range(n_ranked):
        member = ranked[place]
        if cuts[member] < math.inf:
            gain = max(0.0, (cuts[member] - notes[LACK, member]) * notes[PROB, member] - notes[COST, member])
            lack += cuts[member] - gain
            continue
        cost += prob * notes[COST, member]
        prob *= notes[PROB, member]
        mean += notes[MEAN, member]
        var += notes[VAR, member]
        lack += notes[LACK, member]
    notes[PROB, node], notes[COST, node], notes[MEAN, node], notes[VAR, node] = prob, cost, mean, var
    notes[LACK, node] = lack
    notes[LOST, node] = max(0.0, cost - prob * mean) / max(TINY, 1.0 - prob)


def weigh_any(node: int, starts: Any, below: Any, notes: Any, ranked: Any) -> None:
    """One member after another until one has come true."""
    n_ranked = sort_members(node, 2, starts, below, notes, ranked)
    left, cost, spent, mean, square, lack = 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for place in range(n_ranked):
        member = ranked[place]
        prob = left * notes[PROB, member]
        if notes[PROB, member] <= 0.0:
            continue
        cost += left * notes[COST, member]
        ends = spent + notes[MEAN, member]
        mean += prob * ends
        square += prob * (ends * ends + notes[VAR, member])
        lack += prob * notes[LACK, member]
        spent += notes[LOST, member]
        left -= prob
    prob = 1.0 - left
    share = max(prob, TINY)
    mean, square = mean / share, square / share
    notes[PROB, node], notes[COST, node], notes[MEAN, node] = prob, cost, mean
    notes[VAR, node] = max(0.0, square - mean * mean)
    notes[LACK, node] = lack / share
    notes[LOST, node] = max(0.0, cost - prob * mean) / max(TINY, left)


def expect(
    digits: Any, chances: Any, used: float, nodes: Any, kinds: Any, columns: Any, fixed: Any, starts: Any, below: Any,
    counted: Any, cuts: Any, figures: Any, shown: Any, cell_hours: float, by_hours: Any, worths: Any, price: float,
    truths: Any, lacks: Any, notes: Any, ranked: Any, found: Any,
) -> float:  # fmt: skip
    """What a state is worth after so many hours, roughly: never less than to ship at once, or to give up."""
    appraise(digits, nodes, kinds, columns, fixed, starts, below, cuts, truths, lacks)
    now = max(0.0, pays(by_hours, worths, used, 1e-9) - lacks[0, 0])
    hours = by_hours[-1] - used
    if lacks[1, 0] >= lacks[0, 0] or hours < 0.0:
        return float(now)
    need_hours(nodes, kinds, columns, starts, below, counted, cuts, figures, truths, notes)
    spread_hours(kinds, starts, below, cuts, hours, notes)
    for node in nodes:
        if truths[node] != OPEN and (kinds[node] == STEP or truths[node] == FALSE):
            notes[PROB, node] = 1.0 if truths[node] == TRUE else 0.0
            notes[COST, node] = notes[MEAN, node] = notes[VAR, node] = notes[LOST, node] = notes[LACK, node] = 0.0
        elif kinds[node] == STEP:
            weigh_step(
                node, chances, columns, starts, below, counted, figures, shown, cell_hours, notes, found
            )  # fmt: skip
        elif kinds[node] == ALL:
            weigh_all(node, starts, below, cuts, notes, ranked)
        else:
            weigh_any(node, starts, below, notes, ranked)
    mean, var = notes[MEAN, 0], notes[VAR, 0]
    in_time = 1.0 if mean <= hours * (1.0 + 1e-9) else 0.0
    if var > TINY:
        in_time = 0.5 * math.erfc((mean - hours) / math.sqrt(2.0 * var))
    paid = max(0.0, pays(by_hours, worths, min(used + mean, by_hours[-1]), 1e-9) - notes[LACK, 0])
    return float(max(now, notes[PROB, 0] * in_time * paid - (1.0 + price) * notes[COST, 0]))


def mark_useful(nodes: Any, kinds: Any, parents: Any, starts: Any, below: Any, cuts: Any, truths: Any, lacks: Any,
    notes: Any) -> None:  # fmt: skip
    """Of every node whether its coming true may lower what the goal misses, or is needed by such a step."""
    for node in nodes:
        notes[USEFUL, node] = 0.0
    for place in range(len(nodes) - 1, -1, -1):
        node = nodes[place]
        parent = parents[node]
        if parent == -1:
            gains = lacks[1, node] < lacks[0, node]
        elif parent < -1:  # a probe: it is no part of the tree
            gains = truths[node] == OPEN
        elif kinds[parent] == ALL:
            gains = notes[USEFUL, parent] > 0.0 and min(lacks[1, node], cuts[node]) < min(lacks[0, node], cuts[node])
        else:
            gains = notes[USEFUL, parent] > 0.0 and lacks[1, node] < lacks[0, parent]
        if not gains and parent >= 0 and truths[node] == OPEN and notes[USEFUL, parent] == AWAITED:
            gains = truths[parent] == OPEN
            notes[USEFUL, node] = AWAITED if gains else notes[USEFUL, node]
        elif gains:
            notes[USEFUL, node] = max(notes[USEFUL, node], 1.0)
        if notes[USEFUL, node] > 0.0 and kinds[node] == STEP and truths[node] == OPEN:
            for needed in range(starts[node], starts[node + 1]):
                if truths[below[needed]] == OPEN:
                    notes[USEFUL, below[needed]] = AWAITED


def mark_startable(
    digits: Any, used: float, starts: Any, below: Any, actions: Any, figures: Any, truths: Any, notes: Any, marks: Any
) -> None:
    """A mark of 0 for every action that may be started, could matter and could end in time; the others stay nan."""
    for column in range(len(digits)):
        node = actions[column]
        is_ready = digits[column] == OPEN and truths[node] == OPEN and notes[USEFUL, node] > 0.0
        for place in range(starts[node], starts[node + 1]):
            is_ready = is_ready and truths[below[place]] == TRUE
        if is_ready and used + figures[column, LEAST] <= figures[column, LATEST] * (1.0 + 1e-9):
            marks[column] = 0.0


def choose(
    digits: Any, used: float, nodes: Any, kinds: Any, parents: Any, columns: Any, fixed: Any, starts: Any, below: Any,
    counted: Any, cuts: Any, actions: Any, figures: Any, shown: Any, cell_hours: float, belief: Any, telling: Any,
    by_hours: Any, worths: Any, price: float, chances: Any, weights: Any, truths: Any, lacks: Any, notes: Any,
    ranked: Any, found: Any, first_values: Any,
) -> tuple[int, float, float]:  # fmt: skip
    """The action that looks best, by what is to be expected once it has ended: its column, its stake, what comes after.

    The stake is what its success is worth more than its failure; the last figure the hours that the rest then needs, inf
    where there is no rest. `first_values` takes what each action that may be started is worth; nan where it may not be.
    """
    believe(digits, figures, belief, telling, chances, weights)
    appraise(digits, nodes, kinds, columns, fixed, starts, below, cuts, truths, lacks)
    best = max(0.0, pays(by_hours, worths, used, 1e-9) - lacks[0, 0])
    chosen, best_stake, best_rest = STOP, 0.0, math.inf
    first_values[:] = math.nan
    if lacks[1, 0] >= lacks[0, 0]:
        return chosen, best_stake, best_rest
    mark_useful(nodes, kinds, parents, starts, below, cuts, truths, lacks, notes)
    mark_startable(digits, used, starts, below, actions, figures, truths, notes, first_values)
    for column in range(len(digits)):
        if math.isnan(first_values[column]):
            continue
        chance = chances[column]
        within(column, figures[column, LATEST] - used, figures, shown, cell_hours, found)
        prob, mean = chance * found[WITHIN], found[SHOWN_MEAN]
        cost = chance * found[WON_HOURS] + (1.0 - chance) * found[LOST_HOURS]
        lost_hours = max(0.0, cost - prob * mean) / max(TINY, 1.0 - prob)
        won, lost = 0.0, 0.0
        for end in (TRUE, FALSE):
            digits[column] = end
            if telling[column, 0] >= 0.0:
                believe(digits, figures, belief, telling, chances, weights)
            hours = used + (mean if end == TRUE else lost_hours)
            lost = expect(
                digits, chances, hours, nodes, kinds, columns, fixed, starts, below, counted, cuts, figures, shown,
                cell_hours, by_hours, worths, price, truths, lacks, notes, ranked, found,
            )  # fmt: skip
            if end == TRUE:
                won = lost
        rest = notes[NEED, 0] if lacks[1, 0] < lacks[0, 0] else math.inf
        digits[column] = OPEN
        if telling[column, 0] >= 0.0:
            believe(digits, figures, belief, telling, chances, weights)
        here = prob * won + (1.0 - prob) * lost - (1.0 + price) * cost
        first_values[column] = here
        if here > best + 1e-9 * (won + cost):
            best, chosen, best_stake, best_rest = here, column, won - lost, rest
    return chosen, best_stake, best_rest


def choose_many(
    states: Any, used: Any, nodes: Any, kinds: Any, parents: Any, columns: Any, fixed: Any, starts: Any, below: Any,
    counted: Any, cuts: Any, actions: Any, figures: Any, shown: Any, cell_hours: float, belief: Any, telling: Any,
    by_hours: Any, worths: Any, price: float, chances: Any, weights: Any, truths: Any, lacks: Any, notes: Any,
    ranked: Any, found: Any, first_values: Any,
    chosen: Any, stakes: Any, rests: Any,
) -> None:  # fmt: skip
    """`choose` for every row."""
    for row in range(len(used)):
        chosen[row], stakes[row], rests[row] = choose(
            states[row], used[row], nodes, kinds, parents, columns, fixed, starts, below, counted, cuts, actions,
            figures, shown, cell_hours, belief, telling, by_hours, worths, price, chances, weights, truths, lacks, notes,
            ranked, found, first_values,
        )  # fmt: skip
