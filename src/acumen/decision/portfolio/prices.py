"""What an hour is worth: a bound on any policy, and of every plan the price up to which its next hours pay.

Every plan alone, at the price r of an hour and with all the hours as its own, is worth V_i(r). With λ = r − 1 ≥ 0

    value ≤ λ·H + Σ_i V_i(1 + λ) + Σ over safe work of hours · max(0, returns − 1 − λ)

for any λ, as an hour that no plan may have costs λ (Lagrange); it is convex in λ, and the least is taken. The price of an
hour is 1 + λ there. The index of a plan in a state, with so many hours left, is the largest r at which starting still pays.
"""

import math
from dataclasses import dataclass

import numpy as np

from acumen.decision.dated.states import Floats
from acumen.decision.portfolio import compiled, kernels
from acumen.decision.portfolio.joint import COLUMNS, Steps
from acumen.decision.portfolio.problem import PortfolioProblem
from acumen.decision.portfolio.tables import PlanTable
from acumen.decision.tree_structure import TIE

N_RATES = 24
N_DOUBLINGS = 60
N_GOLDEN = 24
GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanAlone:
    """One plan at several prices, (n_rates, n_states, n_cells + 1): worth, the best start and its worth, when to leave it."""

    rates: Floats
    value: Floats
    start: Floats
    choice: Steps
    leave_after: Steps


def alone(table: PlanTable, rates: Floats) -> PlanAlone:
    """The plan by itself at each price of an hour."""
    shape = (len(rates), table.n_states, table.n_cells + 1)
    value, start = np.zeros(shape), np.full(shape, kernels.NEVER)
    choice, leave_after = np.full(shape, -1, dtype=np.int16), np.zeros(shape, dtype=np.int16)
    compiled.alone(
        value, start, choice, leave_after, rates, table.won, table.lost, table.paid, table.is_paying,
        int(table.n_own > 1), table.own_left, table.latest, *(getattr(table, name) for name in COLUMNS), TIE,
    )  # fmt: skip
    return PlanAlone(rates=rates, value=value, start=start, choice=choice, leave_after=leave_after)


def top_rate(tables: tuple[PlanTable, ...]) -> float:
    """A price at which no plan is worth starting; where hours cost nothing, one beyond all that matters."""
    rate = 2.0
    for _ in range(N_DOUBLINGS):
        if all(alone(table, np.array([rate])).value[0, 0, 0] <= 0.0 for table in tables):
            break
        rate *= 2.0
    return rate


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBound:
    """At most `value`, proven; an hour more is worth `price` hours."""

    value: float
    price: float


def bound(problem: PortfolioProblem, tables: tuple[PlanTable, ...]) -> PriceBound:
    """The least of the bounds over prices, by golden section. `tables`: with durations rounded down."""
    high = top_rate(tables) - 1.0
    known: dict[float, float] = {}

    def at(extra: float) -> float:
        if extra not in known:
            known[extra] = _at_price(problem, tables, extra)
        return known[extra]

    low = 0.0
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at(low)
    for _ in range(N_GOLDEN):
        if at(left) <= at(right):
            high, right = right, left
            left = high - GOLDEN * (high - low)
        else:
            low, left = left, right
            right = low + GOLDEN * (high - low)
    best = min(known, key=lambda extra: (known[extra], extra))
    return PriceBound(value=known[best], price=1.0 + best)


def _at_price(problem: PortfolioProblem, tables: tuple[PlanTable, ...], extra: float) -> float:
    plans = [float(alone(table, np.array([1.0 + extra])).value[0, 0, 0] + table.paid[0, 0]) for table in tables]
    safe = safe_above(problem, 1.0 + extra)
    return math.fsum((extra * problem.free_hours, problem.owed_value, safe, *plans))


def safe_above(problem: PortfolioProblem, price: float) -> float:
    """What safe work, all of it that may be done, brings above a price of its hours."""
    return math.fsum(max(0.0, work.hours - work.least_hours) * max(0.0, work.returns - price) for work in problem.safe)


def index(found: PlanAlone) -> Floats:
    """The largest price at which the plan is worth starting, (n_states, n_cells + 1); 0 where no price above 1 is.

    Between two of the prices on the line through what starting is worth at them, which is convex in the price.
    """
    rates, start = found.rates, found.start
    n = np.count_nonzero(np.cumprod(start > 0.0, axis=0), axis=0)  # the first so many pay
    below, above = np.maximum(n - 1, 0), np.minimum(n, len(rates) - 1)
    rows, columns = np.indices(n.shape)
    gain, loss = start[below, rows, columns], start[above, rows, columns]
    is_between = (n > 0) & (n < len(rates)) & (loss > kernels.NEVER)
    share = np.where(is_between, gain / np.where(is_between, gain - loss, 1.0), 0.0)
    between = rates[below] + share * (rates[above] - rates[below])
    return np.where(n == 0, 0.0, np.where(is_between, between, rates[below]))
