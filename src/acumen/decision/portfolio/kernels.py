"""The sweeps over states of all plans × cells of hours used, as `compiled.py` takes them. All loops, numbers and indexes.

What they mean stands in `joint.py` and `prices.py`. A joint state is a number whose digits are the plans' states: digit i
counts `stride[i]`. States of all plans stand below one another, those of plan i from row `first_row[i]` on, in `won`, `lost`
(columns: its steps; -1: may not be started), `paid` (columns: cells used), `is_paying` and `own_left`. So do all steps,
those of plan i from `first_step[i]` on, in `succeeds` and the rest, whose columns are cells since the start.
"""

from typing import Any

STOP = -1
NEVER = -1e300  # the value of what may not be started


def begin(
    value: Any, base: int, stride: int, own: int, won: int, lost: int, paid: Any, state: int, is_paying: Any, bonus: float,
    used: int, most: int, latest: int, succeeds: Any, fails: Any, alive: Any, spent: Any, may_be_left: Any,
    n_shown: int, n_first: int, n_last: int, mean_hours: float, rate: float,
) -> Any:  # fmt: skip
    """What a step is worth that is started after `used` cells, and the cell to leave it after.

    `base`: the joint state without this plan's digit; `paid` and `is_paying` of this plan's states.
    """
    n_cells = value.shape[1] - 1
    best, best_after, gained = NEVER, 0, 0.0
    if not may_be_left:
        if used + n_first > latest or n_first > most:
            return best, best_after
        for cell in range(n_shown, n_last + 1):
            at, had = used + cell, min(cell, most)
            failed = value[base + (lost + own * had) * stride, min(at, n_cells)]
            if succeeds[cell] > 0.0 and at <= latest and cell <= most:
                then = won + own * had
                extra = bonus if is_paying[then] and not is_paying[state] else 0.0
                gained += succeeds[cell] * (value[base + then * stride, at] + paid[then, at] - paid[state, at] + extra)
            else:
                gained += succeeds[cell] * failed
            gained += fails[cell] * failed
        return gained - rate * mean_hours, n_last
    for cell in range(min(n_last, latest - used, most) + 1):
        at, then = used + cell, won + own * cell
        failed = value[base + (lost + own * cell) * stride, at]
        if succeeds[cell] > 0.0:
            extra = bonus if is_paying[then] and not is_paying[state] else 0.0
            gained += succeeds[cell] * (value[base + then * stride, at] + paid[then, at] - paid[state, at] + extra)
        gained += fails[cell] * failed
        here = gained + alive[cell] * failed - rate * spent[cell]
        if here >= best and (cell > 0 or succeeds[0] + fails[0] > 0.0):  # to leave at once is not to start
            best, best_after = here, cell
    return best, best_after


def sweep(
    value: Any, choice: Any, leave_after: Any, stride: Any, n_states: Any, first_row: Any, first_step: Any, own: Any,
    won: Any, lost: Any, paid: Any, is_paying: Any, own_left: Any, latest: Any, succeeds: Any, fails: Any, alive: Any,
    spent: Any, may_be_left: Any, n_shown: Any, n_first: Any, n_last: Any, mean_hours: Any,
    counts: Any, n_before: int, n_wanted: int, bonus: float, stopping: Any, rate: float, tie: float,
) -> None:  # fmt: skip
    """Fill `value`, (n_joint, n_cells + 1), `choice` and `leave_after`. Last state first.

    `stopping`: what stopping brings, by how many plans that count have paid, `n_before` of them before, and by cells used.
    """
    n_plans, n_columns = len(stride), value.shape[1]
    for joint in range(value.shape[0] - 1, -1, -1):
        n_paying = n_before
        for plan in range(n_plans):
            state = joint // stride[plan] % n_states[plan]
            if counts[plan] and is_paying[first_row[plan] + state]:
                n_paying += 1
        value[joint] = stopping[min(n_paying, n_wanted)]
        for plan in range(n_plans):
            state = joint // stride[plan] % n_states[plan]
            low, high = first_row[plan], first_row[plan] + n_states[plan]
            extra = bonus if counts[plan] and n_paying == n_wanted - 1 else 0.0
            for step in range(first_step[plan], first_step[plan + 1]):
                to_won, to_lost = won[low + state, step - first_step[plan]], lost[low + state, step - first_step[plan]]
                if to_won < 0:
                    continue
                for used in range(min(latest[step], n_columns - 1) + 1):
                    here, after = begin(
                        value, joint - state * stride[plan], stride[plan], own[plan], to_won, to_lost, paid[low:high],
                        state, is_paying[low:high], extra, used, own_left[low + state], latest[step], succeeds[step],
                        fails[step], alive[step], spent[step], may_be_left[step], n_shown[step], n_first[step],
                        n_last[step], mean_hours[step], rate,
                    )  # fmt: skip
                    slack = tie * (abs(value[joint, used]) + rate * mean_hours[step])
                    if here > value[joint, used] + slack:
                        value[joint, used], choice[joint, used], leave_after[joint, used] = here, step, after


def follow(
    mass: Any, choice: Any, leave_after: Any, stride: Any, n_states: Any, first_row: Any, first_step: Any, own: Any,
    won: Any, lost: Any, succeeds: Any, fails: Any, spent: Any, may_be_left: Any, mean_hours: Any,
    own_left: Any, latest: Any, stopped: Any, hours: Any, begun: Any, begun_at: Any,
) -> None:  # fmt: skip
    """Carry the probability `mass`, (n_joint, n_cells + 1), along the policy: first state first.

    Added up: `stopped`, where it ends; by plan the `hours` spent, the chance that it is `begun`, and the cells before that.
    """
    n_cells = mass.shape[1] - 1
    for joint in range(mass.shape[0]):
        for used in range(n_cells + 1):
            prob, step = mass[joint, used], choice[joint, used]
            if prob <= 0.0:
                continue
            if step == STOP:
                stopped[joint, used] += prob
                continue
            plan = 0
            while step >= first_step[plan + 1]:
                plan += 1
            state = joint // stride[plan] % n_states[plan]
            base, row = joint - state * stride[plan], first_row[plan] + state
            to_won = won[row, step - first_step[plan]]
            to_lost = lost[row, step - first_step[plan]]
            after, most = leave_after[joint, used], own_left[row]
            if state == 0:
                begun[plan] += prob
                begun_at[plan] += prob * used
            hours[plan] += prob * (spent[step, min(after, n_cells)] if may_be_left[step] else mean_hours[step])
            left = 1.0
            for cell in range(after + 1):
                at, had = min(used + cell, n_cells), min(cell, most)
                is_counted = used + cell <= latest[step] and cell <= most
                won_here = succeeds[step, cell] if is_counted else 0.0
                lost_here = fails[step, cell] + succeeds[step, cell] - won_here
                left -= won_here + lost_here
                mass[base + (to_won + own[plan] * had) * stride[plan], at] += prob * won_here
                mass[base + (to_lost + own[plan] * had) * stride[plan], at] += prob * lost_here
            if left > 0.0:
                end, had = min(used + after, n_cells), min(after, most)
                mass[base + (to_lost + own[plan] * had) * stride[plan], end] += prob * left


def alone(
    value: Any, start: Any, choice: Any, leave_after: Any, rates: Any, won: Any, lost: Any, paid: Any, is_paying: Any,
    own: int, own_left: Any, latest: Any, succeeds: Any, fails: Any, alive: Any, spent: Any, may_be_left: Any,
    n_shown: Any, n_first: Any, n_last: Any, mean_hours: Any, tie: float,
) -> None:  # fmt: skip
    """One plan at several prices of an hour: (n_rates, n_states, n_cells + 1) each. `start`: of the best step to start."""
    for place in range(len(rates)):
        rate, here_value = rates[place], value[place]
        for state in range(here_value.shape[0] - 1, -1, -1):
            for step in range(won.shape[1]):
                if won[state, step] < 0:
                    continue
                for used in range(min(latest[step], here_value.shape[1] - 1) + 1):
                    here, after = begin(
                        here_value, 0, 1, own, won[state, step], lost[state, step], paid, state, is_paying, 0.0, used,
                        own_left[state], latest[step], succeeds[step], fails[step], alive[step], spent[step],
                        may_be_left[step], n_shown[step], n_first[step], n_last[step], mean_hours[step], rate,
                    )  # fmt: skip
                    if here > start[place, state, used] + tie * (
                        abs(start[place, state, used]) + rate * mean_hours[step]
                    ):
                        start[place, state, used] = here
                        choice[place, state, used], leave_after[place, state, used] = step, after
                        here_value[state, used] = max(0.0, here)
