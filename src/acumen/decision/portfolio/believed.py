"""A plan whose steps share hypotheses, for sweeps: its states are what has ended and how, so that each has one belief.

A column is an action at one belief: a telling action has a column for each chance that it comes to have,

    P(it succeeds | what has ended) = Σ_w b_w p_w / Σ_w b_w,   b_w = prior_w · Π p_w (succeeded) · Π (1 − p_w) (failed).

Telling actions run to their end, as in `decision.hypotheses`: left midway they would tell something that no state here has.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated.states import DatedStates, look_through
from acumen.decision.hypotheses.problem import SharedProblem, lumped
from acumen.decision.portfolio.problem import PlanBet
from acumen.decision.tree_structure import FALSE, OPEN, TRUE

MAX_HISTORIES = 3**7
MAX_COLUMNS = 250
SAME_DIGITS = 12  # of chances that are one

History = tuple[int, ...]  # the status of every action


@dataclass(slots=True, kw_only=True)
class _Columns:
    """Actions with their chances, numbered as they are come to."""

    numbers: dict[tuple[int, float | None], int] = field(default_factory=dict)

    def number(self, action: int, chance: float | None) -> int:
        key = action, None if chance is None else round(chance, SAME_DIGITS)
        return self.numbers.setdefault(key, len(self.numbers))


def believed(bet: PlanBet, shared: SharedProblem) -> tuple[DatedStates, tuple[float | None, ...]]:
    """Every history from where the plan stands, and each column's chance (None: that of the plan).

    TooManyStatesError where there are too many, or a telling step has a day of its own: later success would count as failure.
    """
    small = lumped(shared)
    if any(math.isfinite(bet.dated.due_hours[action]) for action in small.chances if action < small.n_nodes):
        raise TooManyStatesError
    begun = bet.statuses or (OPEN,) * (small.n_nodes + len(small.probes))
    first = tuple(begun[action] for action in small.actions)
    level = [first]
    rows, columns, missing = {first: 0}, _Columns(), list[float]()
    moves: list[tuple[int, int, int, int]] = []  # row, column, row if it succeeds, row if it fails
    while level:
        found: list[History] = []
        lacking, chosen = _startable(bet, small, level, first)
        missing += lacking
        for history, places in zip(level, chosen, strict=True):
            for place, chance in places:
                ends = [(*history[:place], end, *history[place + 1 :]) for end in (TRUE, FALSE)]
                for after in ends:
                    if after not in rows:
                        rows[after] = len(rows)
                        found.append(after)
                column = columns.number(small.actions[place], chance)
                moves.append((rows[history], column, rows[ends[0]], rows[ends[1]]))
        level = found
        if len(rows) > MAX_HISTORIES or len(columns.numbers) > MAX_COLUMNS:
            raise TooManyStatesError
    return _table(columns, missing, moves), tuple(chance for _, chance in columns.numbers)


def _startable(
    bet: PlanBet, shared: SharedProblem, level: list[History], first: History
) -> tuple[list[float], list[list[tuple[int, float | None]]]]:
    """What the goal misses in each history; and the places of what may be started there, with chances."""
    n_steps = len(shared.problem.steps)
    codes = np.array(level, dtype=np.int8)[:, :n_steps]
    missing, may_start, truths = look_through(bet.dated, codes)
    found = []
    for row, history in enumerate(level):
        belief, places = _belief(shared, history, first), list[tuple[int, float | None]]()
        total = math.fsum(belief)
        is_open = total > 0.0 and bool(may_start[row].any())
        for place, action in enumerate(shared.actions):
            is_telling = action in shared.chances
            is_free = history[place] == OPEN and all(truths[row, need] == TRUE for need in shared.needs(action))
            if is_open and is_free and (is_telling or (place < n_steps and may_start[row, place])):
                places.append((place, _chance(shared, action, belief, total) if is_telling else None))
        found.append(places)
    return [float(figure) for figure in missing], found


def _belief(shared: SharedProblem, history: History, first: History) -> list[float]:
    """b_w; what had ended at the `first` history is in `shared.belief` already."""
    belief = list(shared.belief)
    for action, end, before in zip(shared.actions, history, first, strict=True):
        if end != before and action in shared.chances:
            row = shared.chances[action]
            belief = [b * (p if end == TRUE else 1.0 - p) for b, p in zip(belief, row, strict=True)]
    return belief


def _chance(shared: SharedProblem, action: int, belief: list[float], total: float) -> float:
    weighed = math.fsum(b * p for b, p in zip(belief, shared.chances[action], strict=True))
    return min(1.0, weighed / total)


def _table(columns: _Columns, missing: list[float], moves: list[tuple[int, int, int, int]]) -> DatedStates:
    n_rows, n_columns = len(missing), len(columns.numbers)
    won, lost = (np.full((n_rows, n_columns), -1, dtype=np.int64) for _ in range(2))
    for row, column, to_won, to_lost in moves:
        won[row, column], lost[row, column] = to_won, to_lost
    return DatedStates(
        steps=tuple(action for action, _ in columns.numbers),
        codes=np.zeros((n_rows, 0), dtype=np.int8),
        missing=np.array(missing),
        truth=np.zeros(n_rows, dtype=np.int8),
        won=won,
        lost=lost,
    )
