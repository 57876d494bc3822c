"""Many steps of fixed hours and a date: all 3^n states at once, and then those that the best policy comes to.

The same as `by_hours.py`, without looking first for what can be reached: every state has its place by its number.
"""

from collections.abc import Sequence

import numpy as np

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated.by_hours import Values, payoffs
from acumen.decision.dated.problem import SAME, DatedProblem
from acumen.decision.dated.states import DatedStates, Floats, Numbers, look_at, startable
from acumen.decision.problem import Kind
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import OPEN, TIE, attempt_of, dependencies_first

N_LEAST = 9  # open steps from which on it is worth it
N_MOST = 15  # 3^15 states of 9 bytes are 129 MB
ALL, ANY = 1, 2


def n_open(dated: DatedProblem, begun: Sequence[int] | None) -> int:
    """Steps that are untried."""
    return sum(begun is None or begun[step] == OPEN for step in dated.problem.steps)


def solve_all(dated: DatedProblem, begun: Sequence[int] | None, *, max_states: int) -> tuple[DatedStates, Values]:
    """The states that the best policy comes to, row 0 where the plan stands, and what each is worth.

    Raises TooManyStatesError where there are more than the limit, or than fit.
    """
    statuses = tuple(begun or (OPEN,) * len(dated.problem.nodes))
    steps = [step for step in dated.problem.steps if statuses[step] == OPEN]
    n_states = 3 ** len(steps)
    if len(steps) > N_MOST or n_states > max_states:
        raise TooManyStatesError
    value, choice = np.zeros(n_states), np.full(n_states, STOP, dtype=np.int8)
    first = np.full(len(steps), np.nan)
    _fill(dated, statuses, steps, value, choice, first)
    return _reached(dated, statuses, steps, value, choice, first)


def _fill(
    dated: DatedProblem, statuses: Sequence[int], steps: list[int], value: Floats, choice: np.ndarray, first: Floats
) -> None:
    from acumen.decision.dated import compiled  # noqa: PLC0415 -- the compiler takes half a second to load

    nodes = dated.problem.nodes
    columns = np.full(len(nodes), -1)
    columns[steps] = np.arange(len(steps))
    inside = [node.needs if node.kind == Kind.STEP else node.members for node in nodes]
    attempts = [attempt_of(dated.problem, step) for step in steps]
    compiled.dense(
        value,
        choice,
        np.array(dependencies_first(dated.problem, range(len(nodes)))),
        np.array([0 if node.kind == Kind.STEP else ALL if node.kind == Kind.ALL else ANY for node in nodes]),
        columns,
        np.array(statuses[: len(nodes)]),
        np.concatenate([[0], np.cumsum([len(below) for below in inside])]),
        np.array([node for below in inside for node in below], dtype=np.int64),
        np.array(dated.cuts),
        np.array(steps),
        3 ** np.arange(len(steps)),
        np.array([one.chance for one in attempts]),
        np.array([[end.mean_hours for end in (one.success, one.failure)] for one in attempts]).T.copy(),
        np.array([one.mean_hours for one in attempts]),
        np.minimum(dated.last_hours, np.array([dated.due_hours[step] for step in steps])),
        np.array(dated.by_hours),
        np.array(dated.worths),
        first,
        np.zeros(len(steps), dtype=np.int64),
        np.zeros(len(nodes), dtype=np.int64),
        np.zeros((2, len(nodes))),
        TIE,
        SAME,
    )


def _reached(
    dated: DatedProblem, statuses: Sequence[int], steps: list[int], value: Floats, choice: np.ndarray, first: Floats
) -> tuple[DatedStates, Values]:
    """Rows in the order in which their steps have ended, and chances and hours backward over them."""
    rows, frontier = [0], [0]
    while frontier:
        ahead = {code + end * 3 ** int(choice[code]) for code in frontier if choice[code] != STOP for end in (1, 2)}
        frontier = sorted(ahead)
        rows += frontier
    codes = np.array(rows)
    place = {code: row for row, code in enumerate(rows)}
    all_steps = list(dated.problem.steps)
    digits = np.array([[statuses[step] for step in all_steps]] * len(rows), dtype=np.int8)
    spots = [all_steps.index(step) for step in steps]
    digits[:, spots] = codes[:, None] // 3 ** np.arange(len(steps)) % 3
    won, lost = np.full(digits.shape, -1), np.full(digits.shape, -1)
    chosen = np.full(len(rows), STOP, dtype=np.int64)
    for row, code in enumerate(rows):
        if choice[code] != STOP:
            column = chosen[row] = spots[int(choice[code])]
            won[row, column], lost[row, column] = (place[code + end * 3 ** int(choice[code])] for end in (1, 2))
    missing, truth = look_at(dated, digits)
    states = DatedStates(steps=dated.problem.steps, codes=digits, missing=missing, truth=truth, won=won, lost=lost)
    may_start = startable(dated, digits[:1])
    worth = {
        step: (float(figure), float("inf"))
        for step, figure in zip(steps, first, strict=True)
        if not np.isnan(figure) and step in may_start
    }
    return states, _carried(dated, states, chosen, value[codes], worth)


def _carried(
    dated: DatedProblem, states: DatedStates, chosen: Numbers, value: Floats, first: dict[int, tuple[float, float]]
) -> Values:
    """What the policy comes to from every row."""
    used = np.zeros(len(chosen))
    hours = [attempt_of(dated.problem, step) for step in states.steps]
    for row, column in enumerate(chosen):
        if column != STOP:
            used[states.won[row, column]] = used[row] + hours[column].success.mean_hours
            used[states.lost[row, column]] = used[row] + hours[column].failure.mean_hours
    paid, is_by_date = payoffs(dated, states.missing, used)
    found = Values(
        value=value,
        choice=chosen,
        on_time=((paid > 0.0) & is_by_date).astype(float),
        whole=((paid > 0.0) & is_by_date & (states.missing == 0.0)).astype(float),
        ever=(paid > 0.0).astype(float),
        hours=np.zeros(len(chosen)),
        first=first,
    )
    for row in range(len(chosen) - 1, -1, -1):
        if chosen[row] == STOP:
            continue
        chance = hours[chosen[row]].chance
        won, lost = states.won[row, chosen[row]], states.lost[row, chosen[row]]
        for figure in (found.on_time, found.whole, found.ever, found.hours):
            figure[row] = chance * figure[won] + (1.0 - chance) * figure[lost]
        found.hours[row] += hours[chosen[row]].mean_hours
    return found
