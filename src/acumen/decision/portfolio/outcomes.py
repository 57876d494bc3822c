"""What comes of a policy: how often each plan pays and how many do, the hours each gets, and what is brought in all."""

import math
from dataclasses import dataclass

import numpy as np

from acumen.decision.dated.states import Floats
from acumen.decision.portfolio.joint import Carried, SweptTogether, follow
from acumen.decision.portfolio.solve import Division

ROUNDING = 1e-12  # of a chance
MOST_COUNTED = 3  # plans that pay, told apart beyond what is wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """By plan (n_plans,) and in all; `worths` is there where all plans are swept together."""

    pays: tuple[float, ...]  # P(it pays)
    hours: tuple[float, ...]  # E[hours spent on it]
    begun: tuple[float, ...]  # P(it is worked on)
    begun_hours: tuple[float, ...]  # E[hours used when it is begun], where it is; inf where it never is
    paying: tuple[float, ...]  # P(0, 1, 2, … plans pay), the last: so many or more
    wanted: float  # P(as many of the plans that count pay as are wanted); 1 where none is
    safe_hours: tuple[float, ...]  # E[hours of each safe work]
    worths: tuple[tuple[float, float], ...] | None  # what plans bring in all, ascending, and how likely


def outcomes(policy: Division) -> Outcomes:
    """The policy carried through group by group."""
    grid, n_plans, n_wanted = policy.grid, len(policy.grid.tables), policy.wanted.n
    n_cells = grid.tables[0].n_cells
    pays, hours, begun, begun_at = (np.zeros(n_plans) for _ in range(4))
    # P(so many of all plans have paid, so many of those that count, so many cells are used)
    mass = np.zeros((MOST_COUNTED + 1, n_wanted + 1, n_cells + 1))
    mass[0, 0, 0] = 1.0
    worths = None
    for group, by_paid in zip(grid.groups, policy.sweeps, strict=True):
        after = np.zeros_like(mass)
        for n_paid, n_counted in np.ndindex(mass.shape[:2]):
            if not mass[n_paid, n_counted].any():
                continue
            swept = by_paid[min(n_counted, len(by_paid) - 1)]
            found = follow(swept, mass[n_paid, n_counted])
            ends = _ends(swept, found)
            plans = list(group)
            pays[plans] += (ends.is_paying * ends.probs[:, None]).sum(axis=0)
            hours[plans] += found.hours
            begun[plans] += found.begun
            begun_at[plans] += found.begun_at
            counts = np.array([plan in policy.wanted.of for plan in group])
            alls = np.minimum(n_paid + ends.is_paying.sum(axis=1), MOST_COUNTED)
            counted = np.minimum(n_counted + ends.is_paying[:, counts].sum(axis=1), n_wanted)
            np.add.at(after, (alls, counted), found.ends[ends.rows])
            worths = ends.worths if len(grid.groups) == 1 else None
        mass = after
    left = grid.problem.free_hours - np.arange(n_cells + 1) * grid.cell_hours
    at_end = mass.sum(axis=(0, 1))
    safe = np.array([grid.problem.safe_hours(max(0.0, one)) for one in left]).reshape(n_cells + 1, -1)
    owed = [work.least_hours for work in grid.problem.safe]
    return Outcomes(
        pays=tuple(map(float, pays)),
        hours=tuple(map(float, hours)),
        begun=tuple(map(float, begun)),
        begun_hours=tuple(
            float(at / prob) * grid.cell_hours if prob > 0.0 else math.inf
            for at, prob in zip(begun_at, begun, strict=True)
        ),
        paying=tuple(map(float, mass.sum(axis=(1, 2)))),
        wanted=float(mass.sum(axis=(0, 2))[-1]),
        safe_hours=tuple(float(one) + least for one, least in zip(at_end @ safe, owed, strict=True)),
        worths=worths,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Ends:
    rows: np.ndarray
    probs: Floats
    is_paying: np.ndarray  # (n, n_plans of the group)
    worths: tuple[tuple[float, float], ...]


def _ends(swept: SweptTogether, found: Carried) -> _Ends:
    """Where a group ends."""
    stacked = swept.stacked
    ends = found.ends.sum(axis=1)
    rows = np.nonzero(ends > 0.0)[0]
    states = rows[:, None] // stacked.stride[None, :] % stacked.n_states[None, :] + stacked.first_row[None, :]
    is_paying = stacked.is_paying[states]
    paid = np.where(is_paying, stacked.paid[states, 0], 0.0).sum(axis=1)
    worths, places = np.unique(np.round(paid, 9), return_inverse=True)
    probs = np.bincount(places, weights=ends[rows], minlength=len(worths))
    return _Ends(
        rows=rows,
        probs=ends[rows],
        is_paying=is_paying,
        worths=tuple((float(worth), float(prob)) for worth, prob in zip(worths, probs, strict=True)),
    )


def quantile(worths: tuple[tuple[float, float], ...], prob: float) -> float:
    """What is brought with at least the chance 1 − prob: the least x with P(at most x) ≥ prob."""
    so_far = 0.0
    for worth, chance in worths:
        so_far += chance
        if so_far >= prob - ROUNDING:
            return worth
    return worths[-1][0]
