"""Plain steps and a date, exactly: the hours used are read off which steps succeeded and which failed.

    V(s) = max( worth(t(s)) − missing(s),  0,  max over steps j of  p_j·V(s, j true) + (1−p_j)·V(s, j false) − c_j )

with t(s) the hours of all that has ended in s; a commitment is not started where it can't end by the last day that pays, or
by its own. Over the states that can be reached, at most 3^n.
"""

import math
from dataclasses import dataclass

import numpy as np

from acumen.decision.dated.problem import SAME, DatedProblem
from acumen.decision.dated.states import DatedStates, Floats, Numbers
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import FALSE, OPEN, TIE, TRUE, attempt_of
from acumen.distributions import Fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Of every state: what it is worth, the column of the step to start (STOP: ship, or give up), and what comes of it."""

    value: Floats
    choice: Numbers
    on_time: Floats  # P(something is shipped by the date)
    whole: Floats  # P(that, and nothing is missing)
    ever: Floats  # P(something is shipped at all)
    hours: Floats  # E[hours still to be spent]
    first: dict[int, tuple[float, float]]  # node number → value of starting with it now, hours to leave it after (inf)


def values(dated: DatedProblem, states: DatedStates) -> Values:
    """Backward from the states in which nothing can be started."""
    used = hours_used(dated, states)
    paid, is_by_date = payoffs(dated, states.missing, used)
    found = Values(
        value=paid.copy(),
        choice=np.full(len(paid), STOP, dtype=np.int64),
        on_time=((paid > 0.0) & is_by_date).astype(float),
        whole=((paid > 0.0) & is_by_date & (states.missing == 0.0)).astype(float),
        ever=(paid > 0.0).astype(float),
        hours=np.zeros(len(paid)),
        first={},
    )
    n_ended = np.count_nonzero(states.codes, axis=1)
    for level in range(int(n_ended.max()), -1, -1):
        rows = np.nonzero(n_ended == level)[0]
        for column, step in enumerate(states.steps):
            _try(dated, states, found, used, rows[states.won[rows, column] >= 0], column, step)
    return found


def _try(
    dated: DatedProblem, states: DatedStates, found: Values, used: Floats, rows: Numbers, column: int, step: int
) -> None:
    """Take a step where it is better than what was found before it, in the order of the file."""
    attempt = attempt_of(dated.problem, step)
    chance, mean_hours = attempt.chance, attempt.mean_hours
    last_hours = min(dated.last_hours, dated.due_hours[step]) * (1.0 + SAME)
    rows = rows[used[rows] + attempt.success.mean_hours <= last_hours]
    won, lost = states.won[rows, column], states.lost[rows, column]
    value = chance * found.value[won] + (1.0 - chance) * found.value[lost] - mean_hours
    if len(rows) and rows[0] == 0:
        found.first[step] = float(value[0]), math.inf
    slack = TIE * (chance * found.value[won] + mean_hours)
    is_better = value > found.value[rows] + slack
    rows, won, lost, value = rows[is_better], won[is_better], lost[is_better], value[is_better]
    found.value[rows] = value
    found.choice[rows] = column
    for figure, spent in ((found.on_time, 0.0), (found.whole, 0.0), (found.ever, 0.0), (found.hours, mean_hours)):
        figure[rows] = chance * figure[won] + (1.0 - chance) * figure[lost] + spent


def is_plain(dated: DatedProblem, begun: tuple[int, ...] | None) -> bool:
    """Whether every step that is open is a commitment of fixed hours."""
    for step in dated.problem.steps:
        attempt = attempt_of(dated.problem, step)
        is_fixed = isinstance(attempt.success, Fixed) and isinstance(attempt.failure, Fixed)
        if (begun is None or begun[step] == OPEN) and (attempt.may_be_left or not is_fixed):
            return False
    return True


def hours_used(dated: DatedProblem, states: DatedStates) -> Floats:
    """Hours of what has ended since row 0, (n_states,)."""
    used = np.zeros(len(states.codes))
    for column, step in enumerate(states.steps):
        if states.codes[0, column] != OPEN:
            continue
        attempt = attempt_of(dated.problem, step)
        used += np.where(states.codes[:, column] == TRUE, attempt.success.mean_hours, 0.0)
        used += np.where(states.codes[:, column] == FALSE, attempt.failure.mean_hours, 0.0)
    return used


def payoffs(dated: DatedProblem, missing: Floats, used: Floats) -> tuple[Floats, np.ndarray]:
    """What shipping at once pays, never less than 0; and whether that is by the date."""
    worths = np.array([*dated.worths, 0.0])
    at = np.searchsorted(np.array(dated.by_hours), used * (1.0 - SAME), side="left")
    return np.maximum(0.0, worths[at] - missing), (at == 0) & (not dated.is_late)
