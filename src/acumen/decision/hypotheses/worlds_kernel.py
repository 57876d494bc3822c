"""The sweep over all worlds at once, as loops and numbers only: plain Python over lists, or compiled over arrays.

States and digits are those of `kernels.py`; what the columns are is said in `worlds.py`.
"""

from typing import Any

from acumen.decision.backward_induction.kernels import gain, landing


def sweep_worlds(
    own: Any,
    upper: Any,
    attained: Any,
    chances: Any,
    spent: Any,
    bests: Any,
    digits: Any,
    rest: Any,
    radices: Any,
    strides: Any,
    nodes: Any,
    parents: Any,
    first_state: Any,
    first_action: Any,
    wins: Any,
    losses: Any,
    curves: Any,
    probs: Any,
    hours: Any,
    tables: Any,
    may_stop: bool,  # noqa: FBT001
    tolerance: float,
) -> None:
    """Fill all columns from the last state to the first; the digits as in `kernels.sweep`."""
    n_columns, n_worlds = len(own), len(upper)
    n_states = len(own[0]) - 1
    n_units = len(radices)
    slopes = [0.0] * n_columns
    costs = [0.0] * n_columns
    wons = [0] * n_columns
    losts = [0] * n_columns
    for state in range(n_states - 2, -1, -1):
        # As in `kernels.sweep`: one lower with borrowing, so that all that can follow has been filled in.
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
        for column in range(n_columns):
            own[column][state] = 0.0 if may_stop else -1e300
            bests[column][state] = -1
        for world in range(n_worlds):
            upper[world][state] = 0.0 if may_stop else -1e300
        for unit in range(n_units):
            digit = digits[unit]
            at = first_state[unit] + digit
            for action in range(first_action[at], first_action[at + 1]):
                stride, node = strides[unit], nodes[unit]
                won = landing(wins[action], digit, stride, node, state, n_states, rest, parents)
                lost = landing(losses[action], digit, stride, node, state, n_states, rest, parents)
                curve = curves[action]
                for column in range(n_columns):
                    prob = probs[action][column]
                    stake = own[column][won] - own[column][lost]
                    if curve < 0:
                        cost = hours[action][column]
                        value = own[column][lost] + prob * stake - cost
                    else:
                        more, prob, cost = gain(tables[curve], stake, 0)
                        value = own[column][lost] + more
                    start = probs[action][column]
                    slack = start * abs(own[column][won]) + (1.0 - start) * abs(own[column][lost])
                    slack = tolerance * (slack + hours[action][column])
                    if value > own[column][state] + slack and (curve < 0 or prob > 0.0):  # patience 0 is no start
                        own[column][state] = value
                        bests[column][state] = action
                        slopes[column], costs[column] = prob, cost
                        wons[column], losts[column] = won, lost
                    # The first columns are the worlds themselves: of each a bound too, by the same step with gains from above.
                    if column < n_worlds:
                        stake = upper[column][won] - upper[column][lost]
                        if curve < 0:
                            value = upper[column][lost] + prob * stake - cost
                        else:
                            value = upper[column][lost] + gain(tables[curve], stake, 1)[0]
                        upper[column][state] = max(upper[column][state], value)
        # What each column does here is known now. That action is followed in every world, whichever it was chosen for,
        # so that a policy is priced by what it attains and not by what it hoped for.
        for column in range(n_columns):
            action = bests[column][state]
            if action < 0:
                continue
            won, lost = wons[column], losts[column]
            for world in range(n_worlds):
                if curves[action] < 0:
                    prob, cost = probs[action][world], hours[action][world]
                else:
                    prob, cost = slopes[column], costs[column]
                value = attained[column][world][lost]
                value += prob * (attained[column][world][won] - value)
                attained[column][world][state] = value - cost
                chance = chances[column][world][lost]
                chances[column][world][state] = chance + prob * (chances[column][world][won] - chance)
                further = (1.0 - prob) * spent[column][world][lost] + prob * spent[column][world][won]
                spent[column][world][state] = cost + further
