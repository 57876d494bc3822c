"""A plan as columns for sweeps: its states, what its steps come to in cells of hours, what it has been paid by then.

A state here is a state of the plan, and where it may have only so many hours, the cells that it has had: number
`row · n_own + had`. A step that takes d cells leads to `won + d` or `lost + d` there, and to `won` or `lost` elsewhere.
"""

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated.cells import rounded
from acumen.decision.dated.problem import SAME
from acumen.decision.dated.states import Bools, DatedStates, Floats, Numbers, explore
from acumen.decision.portfolio.believed import believed
from acumen.decision.portfolio.problem import PlanBet, PortfolioProblem
from acumen.decision.tree_structure import OPEN, attempt_of
from acumen.distributions import Attempt, Duration, Fixed

MAX_STATES = 20_000  # of one plan
MAX_DENOMINATOR = 960  # hours are taken for multiples of a minute, or of what is said by thirds and eighths
NO_CAP = 2**30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanStates:
    """The states of a plan, with those from which the same can come taken for one. Every step leads to a later row."""

    steps: tuple[int, ...]  # numbers of the actions of the columns
    missing: Floats  # (n,)
    won: Numbers  # (n, n_steps) -1: may not be started
    lost: Numbers
    chances: tuple[float | None, ...] | None = None  # of columns at one belief; None: that of the plan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanTable:
    """One plan on a grid of `n_cells` cells; the columns of the steps are those of `states.steps`."""

    states: PlanStates
    cell_hours: float
    n_cells: int
    n_own: int  # 1, or cells that it may have and one more
    won: Numbers  # (n, n_steps) -1: may not be started
    lost: Numbers
    paid: Floats  # (n, n_cells + 1) by cells of the portfolio's that are used
    is_paying: Bools  # (n,)
    own_left: Numbers  # (n,) cells that it may still have
    latest: Numbers  # (n_steps,) last cell of the portfolio's in which success counts
    succeeds: Floats  # (n_steps, n_cells + 1), as `Cells` has them
    fails: Floats
    alive: Floats
    spent: Floats
    may_be_left: Bools
    n_shown: Numbers
    n_first: Numbers
    n_last: Numbers
    mean_hours: Floats

    @property
    def n_states(self) -> int:
        """How many there are."""
        return len(self.is_paying)

    @property
    def n_looks(self) -> Floats:
        """Of every column how many cells are looked at where it is started, times the share of states in which it may be."""
        looks: Floats = np.where(self.may_be_left, self.n_last / 2.0, 1.0)
        if self.states.chances is None:
            return looks
        carried: Floats = np.where(self.may_be_left, looks, self.n_last - self.n_shown + 1.0)
        shares: Floats = (self.won >= 0).mean(axis=0)
        return carried * shares


def states_of(problem: PortfolioProblem) -> tuple[PlanStates, ...]:
    """The states of every plan. TooManyStatesError where one has more than a sweep over all plans could hold."""
    return tuple(plan_states(bet) for bet in problem.plans)


def plan_states(bet: PlanBet) -> PlanStates:
    """Those of one. TooManyStatesError."""
    if bet.shared is not None:
        states, chances = believed(bet, bet.shared)
        return replace(_merge(states), chances=chances)
    return _merge(explore(bet.dated, bet.statuses, is_merged=True, max_states=MAX_STATES))


def _merge(states: DatedStates) -> PlanStates:
    """Rows that miss the same, and whose steps lead to the same, are one; backward, as steps lead to later rows."""
    classes: dict[tuple[object, ...], int] = {}
    of = np.full(len(states.missing) + 1, -1, dtype=np.int64)  # the last place is that of -1
    kept = []
    for row in range(len(states.missing) - 1, -1, -1):
        key = (states.missing[row], tuple(of[states.won[row]]), tuple(of[states.lost[row]]))
        if key not in classes:
            classes[key] = len(classes)
            kept.append(row)
        of[row] = classes[key]
    rows = np.array(kept[::-1])
    last = len(kept) - 1

    def renamed(targets: Numbers) -> Numbers:
        return np.where(targets < 0, -1, last - of[targets])

    return PlanStates(
        steps=states.steps,
        missing=states.missing[rows],
        won=renamed(states.won[rows]),
        lost=renamed(states.lost[rows]),
    )


def tabulate(
    bet: PlanBet, states: PlanStates, hours: float, cell_hours: float, n_cells: int, *, is_up: bool
) -> PlanTable:
    """The plan in cells of `cell_hours`; durations rounded up, and hours to have down, or the other way round."""
    attempts = _attempts(bet, states)
    cells = [rounded(attempt, cell_hours, n_cells, is_up=is_up) for attempt in attempts]
    n_rows = len(states.missing)
    is_capped = bet.most_hours < min(hours, math.fsum(_longest(attempt) for attempt in attempts) * (1.0 - SAME))
    n_own = _whole(bet.most_hours / cell_hours, is_up=is_up) + 1 if is_capped else 1
    had = np.tile(np.arange(n_own), n_rows)

    def spread(rows: Numbers) -> Numbers:
        wide = np.repeat(rows, n_own, axis=0)
        return np.where(wide < 0, -1, wide * n_own + had[:, None])

    due = bet.dated.due_hours
    latest = [min(due[step], bet.dated.last_hours) if step < len(due) else math.inf for step in states.steps]
    return PlanTable(
        states=states,
        cell_hours=cell_hours,
        n_cells=n_cells,
        n_own=n_own,
        won=spread(states.won),
        lost=spread(states.lost),
        paid=np.repeat(_paid(bet, states, cell_hours, n_cells), n_own, axis=0),
        is_paying=np.repeat(bet.dated.worths[0] > states.missing, n_own),
        own_left=(n_own - 1 - had) if n_own > 1 else np.full(n_rows, NO_CAP, dtype=np.int64),
        latest=np.array([min(n_cells, _whole(at / cell_hours, is_up=is_up)) for at in latest], dtype=np.int64),
        succeeds=np.array([cell.succeeds for cell in cells]),
        fails=np.array([cell.fails for cell in cells]),
        alive=np.array([cell.alive for cell in cells]),
        spent=np.array([cell.spent for cell in cells]),
        may_be_left=np.array([cell.may_be_left for cell in cells]) & ~_is_telling(states),
        n_shown=np.array([cell.n_shown for cell in cells], dtype=np.int64),
        n_first=np.array([cell.n_first for cell in cells], dtype=np.int64),
        n_last=np.array([cell.n_last for cell in cells], dtype=np.int64),
        mean_hours=np.array([cell.mean_hours for cell in cells]),
    )


def _attempts(bet: PlanBet, states: PlanStates) -> list[Attempt]:
    """What each column begins, with the chance that it has there."""
    if bet.shared is None or states.chances is None:
        return [attempt_of(bet.dated.problem, step) for step in states.steps]
    plain = [bet.shared.attempt(step) for step in states.steps]
    return [one if at is None else replace(one, chance=at) for one, at in zip(plain, states.chances, strict=True)]


def _is_telling(states: PlanStates) -> Bools:
    """Which columns run to their end, as they tell about a hypothesis."""
    return np.array([at is not None for at in states.chances or (None,) * len(states.steps)], dtype=np.bool_)


def _paid(bet: PlanBet, states: PlanStates, cell_hours: float, n_cells: int) -> Floats:
    """What shipping in a state pays; where worth falls after the date, nothing may be missing, as one ships only once."""
    worths = np.array([bet.dated.worth_at(used * cell_hours) for used in range(n_cells + 1)])
    missing = states.missing
    if len(bet.dated.worths) > 1:
        missing = np.where(missing > 0.0, math.inf, 0.0)
    return np.maximum(0.0, worths[None, :] - missing[:, None])


def _longest(attempt: Attempt) -> float:
    """Hours that it takes at most."""
    return max(one.at_hours if isinstance(one, Fixed) else one.cut_hours for one in (attempt.success, attempt.failure))


def _whole(cells: float, *, is_up: bool) -> int:
    if math.isinf(cells):
        return NO_CAP
    return math.floor(cells * (1.0 + SAME)) if is_up else math.ceil(cells * (1.0 - SAME))


def exact_cell(problem: PortfolioProblem, most_cells: int) -> float | None:
    """The largest cell of which all hours of steps are multiples; None where some are no fixed hours, or it is too small."""
    found = Fraction(0)
    for bet in problem.plans:
        for hours in _fixed_hours(bet):
            if hours is None:
                return None
            part = Fraction(hours).limit_denominator(MAX_DENOMINATOR)
            if abs(float(part) - hours) > SAME * hours:
                return None
            found = _common(found, part)
    cell = float(found) if found else problem.hours or 1.0
    return cell if problem.hours / cell <= most_cells else None


def _fixed_hours(bet: PlanBet) -> list[float | None]:
    found: list[float | None] = []
    shared = bet.shared
    for step in bet.dated.problem.steps if shared is None else shared.actions:
        if bet.statuses is None or bet.statuses[step] == OPEN:
            attempt: Attempt = attempt_of(bet.dated.problem, step) if shared is None else shared.attempt(step)
            found += [_fixed(attempt.success, attempt), _fixed(attempt.failure, attempt)]
    return found


def _fixed(duration: Duration, attempt: Attempt) -> float | None:
    return duration.at_hours if isinstance(duration, Fixed) and not attempt.may_be_left else None


def _common(a: Fraction, b: Fraction) -> Fraction:
    while b:
        a, b = b, a % b
    return a


__all__ = ["PlanTable", "TooManyStatesError", "exact_cell", "states_of", "tabulate"]
