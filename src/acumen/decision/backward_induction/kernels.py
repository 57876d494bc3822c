"""The one sweep that solves everything, written once: loops, numbers and indexes only.

It is run as plain Python over lists when the problem is small, and compiled over arrays when that pays: `compiled.py` binds
the same code.

A state is a mixed-radix number with one digit per unit; every action raises it. The last number, n − 1, means that the root
is exhausted (all its parts ended in the way that doesn't settle it), and the entry after it, n, that the root was settled.
"""

from typing import Any

STOPPED, NOTHING_YET = -1, -2  # in the place of the step that is best so far


def landing(target: int, digit: int, stride: int, node: int, state: int, n_states: int, rest: Any, parents: Any) -> int:
    """The state after a unit of group `node` moves from `digit` to `target`; -1: the move settles the group.

    `rest[g]` is what the digits below group g lack to their maxima, in strides: 0 where g is exhausted or settled. Kinds
    alternate, so a group that is exhausted settles its parent, and one that is settled is merely done with for its parent.
    """
    if target >= 0:
        move = (target - digit) * stride
        if rest[node] > move:
            return state + move
        if node == 0:
            return n_states - 1
        node = int(parents[node])
    while node > 0:
        parent = int(parents[node])
        if rest[parent] > rest[node]:
            return state + int(rest[node])
        if parent == 0:
            return n_states - 1
        node = int(parents[parent])
    return n_states


def gain(table: Any, stake: float, side: int) -> tuple[float, float, float]:
    """Value, slope and hours of an attempt that may be left: here one `Attempt.gain`, compiled a look-up in a table."""
    del side
    best = table.gain(stake)
    return best.value, best.slope, best.spent_hours


def sweep(
    values: Any,
    chances: Any,
    spent: Any,
    digits: Any,
    rest: Any,
    radices: Any,
    strides: Any,
    nodes: Any,
    parents: Any,
    first_state: Any,
    first_action: Any,
    steps: Any,
    wins: Any,
    losses: Any,
    probs: Any,
    hours: Any,
    curves: Any,
    tables: Any,
    may_stop: bool,  # noqa: FBT001
    tolerance: float,
    side: int,
) -> None:
    """Fill `values`, `chances` and `spent` (n_states + 1 entries, the last two given) from the last state to the first.

    values[s] is the most that can still be had from state s, net of the hours from there on; chances[s] the chance of the
    goal under the actions chosen, spent[s] their expected hours. On a tie (within `tolerance` of the terms a value is made of)
    stopping comes first, then the step that stands first. `probs`, `hours` and `curves` have an entry for each step's number.
    """
    n_states = len(values) - 1
    n_units = len(radices)
    for state in range(n_states - 2, -1, -1):
        # The digits of a state one lower, with borrowing; `rest` follows them up the tree. Every action raises the number,
        # so whatever can come after this state has its value already.
        unit = 0
        while digits[unit] == 0:
            digits[unit] = radices[unit] - 1
            node = nodes[unit]
            while node >= 0:
                rest[node] -= digits[unit] * strides[unit]
                node = parents[node]
            unit += 1
        digits[unit] -= 1
        node = nodes[unit]
        while node >= 0:
            rest[node] += strides[unit]
            node = parents[node]
        best = 0.0
        best_chance = 0.0
        best_spent = 0.0
        best_step = STOPPED if may_stop else NOTHING_YET
        for unit in range(n_units):
            digit = digits[unit]
            at = first_state[unit] + digit
            for action in range(first_action[at], first_action[at + 1]):
                stride, node = strides[unit], nodes[unit]
                won = landing(wins[action], digit, stride, node, state, n_states, rest, parents)
                lost = landing(losses[action], digit, stride, node, state, n_states, rest, parents)
                step = steps[action]
                prob = probs[step]
                cost = hours[step]
                if curves[step] < 0:
                    value = prob * values[won] + (1.0 - prob) * values[lost] - cost
                else:
                    value, prob, cost = gain(tables[curves[step]], values[won] - values[lost], side)
                    value += values[lost]
                # Worse, and not earlier either: no tie can be won, so the slack need not be computed.
                if value < best and step > best_step != NOTHING_YET:
                    continue
                # Rounding is that of the terms, not of their difference, so that is what a tie is measured by.
                slack = probs[step] * abs(values[won]) + (1.0 - probs[step]) * abs(values[lost])
                slack = tolerance * (slack + hours[step])
                if best_step == NOTHING_YET or value > best + slack or (value > best - slack and step < best_step):
                    best = value
                    best_chance = prob * chances[won] + (1.0 - prob) * chances[lost]
                    best_spent = cost + prob * spent[won] + (1.0 - prob) * spent[lost]
                    best_step = step
        values[state] = best
        chances[state] = best_chance
        spent[state] = best_spent
