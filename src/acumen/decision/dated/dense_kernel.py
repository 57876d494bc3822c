"""Every combination of what steps may have come to, from the last to the first, as `compiled.py` takes it.

A state is a number in base 3, a digit for each open step: 0 untried, 1 succeeded, 2 failed. Steps lead to larger numbers.
What figures mean stands in `by_hours.py` and `states.py`.
"""

import math
from typing import Any

STEP, ALL = 0, 1  # kinds of nodes; any other is an `any`
OPEN, TRUE, FALSE = 0, 1, 2


def appraise(
    digits: Any,
    nodes: Any,
    kinds: Any,
    columns: Any,
    fixed: Any,
    starts: Any,
    below: Any,
    cuts: Any,
    truths: Any,
    lacks: Any,
) -> None:
    """Truth of every node, and what it misses now (row 0 of `lacks`) and were all that is open to come true (row 1)."""
    for node in nodes:
        first, last = starts[node], starts[node + 1]
        if kinds[node] == STEP:
            truth = fixed[node] if columns[node] < 0 else digits[columns[node]]
            if truth == OPEN:
                for place in range(first, last):
                    if truths[below[place]] == FALSE:
                        truth = FALSE
            truths[node] = truth
            lacks[0, node] = 0.0 if truth == TRUE else math.inf
            lacks[1, node] = math.inf if truth == FALSE else 0.0
            continue
        decisive = FALSE if kinds[node] == ALL else TRUE
        truth = 3 - decisive
        missing, at_best = (0.0, 0.0) if kinds[node] == ALL else (math.inf, math.inf)
        for place in range(first, last):
            member = below[place]
            if truths[member] == decisive:
                truth = decisive
            elif truths[member] == OPEN and truth != decisive:
                truth = OPEN
            if kinds[node] == ALL:
                missing += min(lacks[0, member], cuts[member])
                at_best += min(lacks[1, member], cuts[member])
            else:
                missing, at_best = min(missing, lacks[0, member]), min(at_best, lacks[1, member])
        truths[node], lacks[0, node], lacks[1, node] = truth, missing, at_best


def pays(by_hours: Any, worths: Any, hours: float, same: float) -> float:
    """What shipping after so many hours pays with nothing missing."""
    low, high = 0, len(by_hours)
    while low < high:
        middle = (low + high) // 2
        if by_hours[middle] < hours * (1.0 - same):
            low = middle + 1
        else:
            high = middle
    return 0.0 if low == len(by_hours) else worths[low]


def sweep(
    value: Any,
    choice: Any,
    nodes: Any,
    kinds: Any,
    columns: Any,
    fixed: Any,
    starts: Any,
    below: Any,
    cuts: Any,
    steps: Any,
    powers: Any,
    chances: Any,
    hours: Any,
    means: Any,
    latest: Any,
    by_hours: Any,
    worths: Any,
    first_values: Any,
    digits: Any,
    truths: Any,
    lacks: Any,
    tie: float,
    same: float,
) -> None:
    """Fill `value` and `choice`, (3^n,); `digits`, `truths` and `lacks` are for notes on the way.

    `hours`: (2, n), of success and failure; `latest`: hours by which a step has to have ended.
    """
    n_steps = len(steps)
    for code in range(len(value) - 1, -1, -1):
        rest, used = code, 0.0
        for column in range(n_steps):
            digit = rest % 3
            rest //= 3
            digits[column] = digit
            if digit != OPEN:
                used += hours[digit - 1, column]
        paid = pays(by_hours, worths, used, same)
        if paid == 0.0:  # beyond the last day that pays
            value[code], choice[code] = 0.0, -1
            continue
        appraise(digits, nodes, kinds, columns, fixed, starts, below, cuts, truths, lacks)
        best, best_column = max(0.0, paid - lacks[0, 0]), -1
        if lacks[1, 0] < lacks[0, 0]:
            for column in range(n_steps):
                step = steps[column]
                if digits[column] != OPEN or used + hours[0, column] > latest[column] * (1.0 + same):
                    continue
                may_start = truths[step] == OPEN
                for place in range(starts[step], starts[step + 1]):
                    may_start = may_start and truths[below[place]] == TRUE
                if not may_start:
                    continue
                won = chances[column] * value[code + powers[column]]
                here = won + (1.0 - chances[column]) * value[code + 2 * powers[column]] - means[column]
                if code == 0:
                    first_values[column] = here
                if here > best + tie * (won + means[column]):
                    best, best_column = here, column
        value[code], choice[code] = best, best_column
