"""How far a correction counts, of chances and of hours alike: a mixture in probability, opened by what it has gained.

    what is told = (1 − w)·as said + w·as corrected,    w = w₀e^S / (w₀e^S + 1 − w₀)

S is the log score, in nats, that the correction has gained on outcomes it had not seen: each of them against a correction
learnt from what was known strictly before it was said. That is Bayes' rule for "the correction is right" against "what was
said is right", begun at w₀; so where every outcome is known before the next saying it can't lose more than −ln(1 − w₀) in
all. Two bounds besides. Nothing known: w = 0. One day known: w ≤ w₀, however much it told.

What became known on one day went together: an outcome of a day that settled m questions counts 1/(1 + (m − 1)ρ), the design
effect of a cluster (Kish 1965, §5.4), in the fit as in S.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

PERSON_SHARE = 0.2  # w₀ of people's own sayings, of chances and of hours
SOURCE_SHARE = 0.25  # of a crowd's mean, a market, a model
SAME_DAY_CORRELATION = 0.05  # ρ between the outcomes of one person on one day; .05 to .08 were measured
FEWEST_DAYS = 2  # that must have told something before w may pass w₀

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


def weigh(gained: ArrayLike, n_days: ArrayLike, *, share: float = PERSON_SHARE) -> Floats:
    """The weight w by the gain S in nats and the days that told it; `share` is w₀. gained, n_days: of one shape.

    w = 0 where n_days = 0, and at most w₀ where n_days < 2.
    """
    nats, days = np.asarray(gained, dtype=float), np.asarray(n_days)
    against = math.log1p(-share) - math.log(share) - nats
    weights = np.exp(-np.logaddexp(0.0, against))
    weights = np.where(days < FEWEST_DAYS, np.minimum(weights, share), weights)
    return np.where(days < 1, 0.0, weights)


def mix(said: Floats, corrected: Floats, weights: ArrayLike) -> Floats:
    """(1 − w)·said + w·corrected, in probability; as said where w = 0, to the last digit."""
    w = np.asarray(weights, dtype=float)
    return np.asarray(np.where(w > 0.0, (1.0 - w) * said + w * corrected, said))


def choose(weight: float, n_draws: int, *, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which draws are corrected, (n_draws,): a share w of them (to the nearest one, up or down by chance), in random order.

    One draw corrects all sayings or none: a correction that is right of one is right of all.
    """
    n_chosen = min(n_draws, int(weight * n_draws + rng.random()))
    chosen = np.zeros(n_draws, dtype=bool)
    chosen[rng.permutation(n_draws)[:n_chosen]] = True
    return chosen


def share_days(days: ArrayLike, units: Ints | None = None) -> Floats:
    """1/(1 + (m − 1)ρ) for each row, m being the units (questions; rows unless given) that became known on its day, (n,).

    days: (n,), what lies between two whole numbers is one day.
    """
    number = np.unique(np.floor(np.asarray(days, dtype=float)), return_inverse=True)[1].reshape(-1)
    if not len(number):
        return np.zeros(0)
    if units is None:
        counts = np.bincount(number)
    else:
        first = np.unique(number * (units.max() + 1) + units, return_index=True)[1]  # one row of each unit of a day
        counts = np.bincount(number[first])
    return np.asarray(1.0 / (1.0 + (counts[number] - 1.0) * SAME_DAY_CORRELATION))


def add_up(gains: ArrayLike, days: ArrayLike, units: Ints | None = None) -> tuple[Floats, Ints]:
    """S and the number of days after the first k rows were known, each (n + 1,), k = 0 … n.

    gains: (n,) nats, in the order in which they became known; days: (n,), those of one day together; units: (n,) the question
    of each row (its own unless given), all rows of one on one day. A day counts by the units that it has settled so far.
    """
    nats = np.asarray(gains, dtype=float)
    n = len(nats)
    if n == 0:
        return np.zeros(1), np.zeros(1, dtype=np.intp)
    is_first = np.ones(n, dtype=bool)
    if units is not None:
        is_first = np.zeros(n, dtype=bool)
        is_first[np.unique(units, return_index=True)[1]] = True
    starts = np.diff(np.floor(np.asarray(days, dtype=float)), prepend=-np.inf) != 0.0
    begins, number = np.flatnonzero(starts), np.cumsum(starts) - 1
    summed, counted = np.cumsum(nats), np.cumsum(is_first)
    before = np.concatenate([[0.0], summed])[begins][number]  # of all days before the row's own
    n_before = np.concatenate([[0], counted])[begins][number]
    today = (summed - before) / (1.0 + (np.maximum(counted - n_before, 1) - 1.0) * SAME_DAY_CORRELATION)
    ends = np.append(begins[1:] - 1, n - 1)
    earlier = np.concatenate([[0.0], np.cumsum(today[ends])])[number]
    return np.concatenate([[0.0], earlier + today]), np.concatenate([[0], number + 1])
