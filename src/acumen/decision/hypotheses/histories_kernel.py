"""The sweep over histories, as loops and numbers only: plain Python over lists, or compiled over arrays.

A history is a number in base 3 with a digit for each action: 0 untried, 1 succeeded or positive, 2 failed or negative.
"""

from typing import Any

from acumen.decision.backward_induction.kernels import gain

LOST = 2
NEVER = -1e300  # in the place of a value: nothing may be attempted


def sweep_histories(
    values: Any,
    digits: Any,
    order: Any,
    kinds: Any,
    first_member: Any,
    members: Any,
    first_need: Any,
    needs: Any,
    owner: Any,
    truths: Any,
    first_wait: Any,
    waits: Any,
    is_telling: Any,
    curves: Any,
    belief: Any,
    likelihoods: Any,
    products: Any,
    probs: Any,
    won_hours: Any,
    lost_hours: Any,
    tables: Any,
    worth: float,
    may_stop: bool,  # noqa: FBT001
    side: int,
) -> None:
    """Fill `values` (3^n_actions,) from the last history to the first; `digits` and `truths` are room to work in.

    values[h] is what can be had after history h times the probability of h, as far as telling actions make it. Nodes
    stand in `order` with what they depend on first; `owner` is the action of a node, -1 for groups and what has ended.
    likelihoods[a, d, w] is the chance in world w of digit d of action a; products[a] gathers them from action a on.
    """
    n_actions, n_worlds = len(digits), len(belief)
    for world in range(n_worlds):
        products[n_actions][world] = belief[world]
    changed = n_actions - 1
    for action in range(n_actions):
        digits[action] = LOST
    for history in range(len(values) - 1, -1, -1):
        for action in range(changed, -1, -1):
            for world in range(n_worlds):
                products[action][world] = products[action + 1][world] * likelihoods[action][digits[action]][world]
        weight = 0.0
        for world in range(n_worlds):
            weight += products[0][world]
        if weight > 0.0:
            for node in order:
                if kinds[node] == 0:
                    if owner[node] >= 0:
                        truths[node] = digits[owner[node]]
                    if truths[node] == 0:
                        for at in range(first_need[node], first_need[node + 1]):
                            if truths[needs[at]] == LOST:
                                truths[node] = LOST
                    elif owner[node] >= 0:  # ended before its needs were met: a history that can't come
                        for at in range(first_need[node], first_need[node + 1]):
                            if truths[needs[at]] != 1:
                                weight = 0.0
                else:
                    decisive = 3 - kinds[node]  # `all` (1) is false when one member is, `any` (2) true
                    found = 3 - decisive
                    for at in range(first_member[node], first_member[node + 1]):
                        if truths[members[at]] == decisive:
                            found = decisive
                        elif truths[members[at]] == 0 and found != decisive:
                            found = 0
                    truths[node] = found
        best = 0.0
        if weight > 0.0 and truths[0] != 0:
            if truths[0] == 1:
                best = worth * weight
        elif weight > 0.0:
            best = 0.0 if may_stop else NEVER
            stride = 1
            for action in range(n_actions):
                is_open = digits[action] == 0
                for at in range(first_wait[action], first_wait[action + 1]):
                    if truths[waits[at]] != 1:
                        is_open = False
                if is_open:
                    won, lost = values[history + stride], values[history + 2 * stride]
                    if is_telling[action] == 1:
                        share = 0.0
                        for world in range(n_worlds):
                            share += products[0][world] * likelihoods[action][1][world]
                        value = won + lost - share * won_hours[action] - (weight - share) * lost_hours[action]
                    elif curves[action] < 0:
                        prob = probs[action]
                        value = prob * (won - weight * won_hours[action])
                        value += (1.0 - prob) * (lost - weight * lost_hours[action])
                    else:
                        value = lost + weight * gain(tables[curves[action]], (won - lost) / weight, side)[0]
                    best = max(best, value)
                stride *= 3
            if best == NEVER:
                best = 0.0
        values[history] = best
        changed = 0
        while changed < n_actions and digits[changed] == 0:
            digits[changed] = 2
            changed += 1
        if changed < n_actions:
            digits[changed] -= 1
