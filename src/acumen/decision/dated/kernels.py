"""The sweep over states × hours used, as `compiled.py` takes it. All loops, numbers and indexes.

What they mean stands in `by_hours_left.py`.

Rows are states, columns steps; of step j the cells of hours are rows of `succeeds`, `fails`, `alive` and `spent`.
"""

from typing import Any

STOP = -1
NEVER = -1e300  # the value of what may not be started


def leave(won: Any, lost: Any, succeeds: Any, fails: Any, alive: Any, spent: Any, used: int, n_most: int) -> Any:
    """The best cell to leave a step at that is started after `used` cells: over all of them, as there may be a cliff."""
    gained, best, best_after = 0.0, NEVER, 0
    first = 0 if succeeds[0] + fails[0] > 0.0 else 1  # to leave at once is not to start
    for cell in range(first, n_most + 1):
        gained += succeeds[cell] * won[used + cell] + fails[cell] * lost[used + cell]
        here = gained + alive[cell] * lost[used + cell] - spent[cell]
        if here >= best:
            best, best_after = here, cell
    return best, best_after


def carry(won: Any, lost: Any, succeeds: Any, fails: Any, used: int, first: int, last: int, latest: int) -> float:
    """What a commitment brings that is started after `used` cells; what runs on at the end is missing then."""
    n_cells, total = len(won) - 1, 0.0
    for cell in range(first, last + 1):
        at = used + cell
        failed = lost[min(at, n_cells)]
        total += succeeds[cell] * (won[at] if at <= latest else failed) + fails[cell] * failed
    return total


def sweep(
    value: Any,
    choice: Any,
    leave_after: Any,
    won: Any,
    lost: Any,
    succeeds: Any,
    fails: Any,
    alive: Any,
    spent: Any,
    may_be_left: Any,
    firsts: Any,
    n_first: Any,
    n_last: Any,
    mean_hours: Any,
    latest: Any,
    first_values: Any,
    first_after: Any,
    tie: float,
) -> None:
    """Fill `value`, which holds what shipping pays, `choice` and `leave_after`: (n_states, n_cells + 1). Last row first."""
    for row in range(value.shape[0] - 1, -1, -1):
        for step in range(won.shape[1]):
            if won[row, step] < 0:
                continue
            up, down = value[won[row, step]], value[lost[row, step]]
            for used in range(latest[step] + 1):
                if may_be_left[step]:
                    n_most = min(n_last[step], latest[step] - used)
                    here, after = leave(up, down, succeeds[step], fails[step], alive[step], spent[step], used, n_most)
                elif used + n_first[step] <= latest[step]:
                    after = n_last[step]
                    here = carry(up, down, succeeds[step], fails[step], used, firsts[step], after, latest[step])
                    here -= mean_hours[step]
                else:
                    continue
                if row == 0 and used == 0:
                    first_values[step], first_after[step] = here, after
                if here > value[row, used] + tie * (abs(up[used]) + mean_hours[step]):
                    value[row, used], choice[row, used], leave_after[row, used] = here, step, after


def follow(
    figures: Any,
    choice: Any,
    leave_after: Any,
    won: Any,
    lost: Any,
    succeeds: Any,
    fails: Any,
    alive: Any,
    spent: Any,
    may_be_left: Any,
    firsts: Any,
    n_last: Any,
    mean_hours: Any,
    latest: Any,
) -> None:
    """Fill `figures`, (n_figures, n_states, n_cells + 1), by what has been chosen: the last of them is hours spent.

    Where nothing is started they hold what stands then.
    """
    n_figures, n_states, n_columns = figures.shape
    n_cells = n_columns - 1
    for row in range(n_states - 1, -1, -1):
        for used in range(n_columns):
            step = choice[row, used]
            if step < 0:
                continue
            up, down = won[row, step], lost[row, step]
            first, last = firsts[step], n_last[step]
            if may_be_left[step]:
                last = min(last, leave_after[row, used])
            for figure in range(n_figures):
                total = 0.0
                for cell in range(first, last + 1):
                    at = min(used + cell, n_cells)
                    is_won = may_be_left[step] or used + cell <= latest[step]
                    total += succeeds[step, cell] * figures[figure, up if is_won else down, at]
                    total += fails[step, cell] * figures[figure, down, at]
                if may_be_left[step]:
                    total += alive[step, last] * figures[figure, down, min(used + last, n_cells)]
                figures[figure, row, used] = total
            figures[n_figures - 1, row, used] += spent[step, last] if may_be_left[step] else mean_hours[step]
