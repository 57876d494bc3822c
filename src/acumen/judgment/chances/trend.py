"""Is it getting better? The score over time, less what the questions cost anyone.

The cost of a question is what calibrated forecasts of its kind score on average; without one the raw score would rise and fall
with the luck and the kind of question. Adjusted score of a forecast = its score − `expected`, and the trend is the slope of the
adjusted score on time, with an interval clustered by question.
"""

import math
from typing import Literal

import msgspec
import numpy as np
from scipy import stats

from acumen.judgment.chances.effects import Floats, Ints
from acumen.judgment.chances.intervals import LEVEL

Says = Literal["improving", "getting worse", "cannot tell yet"]
FEWEST_QUESTIONS = 3
POWER = 0.8  # with how many more outcomes a trend of this size would be told apart from none, four times of five


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """Change of the adjusted score per year (below 0: improving), its interval, and what may be said of it."""

    per_year: float
    lower: float
    upper: float
    says: Says
    n_more: int | None  # outcomes needed to tell, if it goes on like this; None where told already or never to be told
    n: int
    n_questions: int


def score_others(scores: Floats, persons: Ints, questions: Ints) -> Floats:
    """What others scored on the same question, on average, each person counting once there; NaN where nobody else did.

    scores: (n,); persons, questions: (n,) numbers from 0. Less one's own score this is how far one is ahead of them.
    """
    if not len(scores):
        return np.zeros(0)
    pairs, number = np.unique(np.stack([questions, persons], axis=1), axis=0, return_inverse=True)
    number = number.reshape(-1)
    own = np.bincount(number, scores) / np.bincount(number)  # (n_pairs,) mean of a person on a question
    total, count = np.bincount(pairs[:, 0], own), np.bincount(pairs[:, 0])
    n_others = (count[pairs[:, 0]] - 1).astype(float)
    found = np.where(n_others > 0, (total[pairs[:, 0]] - own) / np.maximum(n_others, 1.0), np.nan)
    return np.asarray(found[number])


def adjust(scores: Floats, others: Floats) -> Floats:
    """Scores less difficulty, (n,): `others` is what others scored on the same question, or NaN where nobody else did.

    Where there is none the mean of those known stands in, so that such rows neither gain nor lose. scores, others: (n,).
    """
    known = ~np.isnan(others)
    usual = float(others[known].mean()) if known.any() else 0.0
    return scores - np.where(known, others, usual)


def find_trend(
    days: Floats,  # (n,) when it was said
    scores: Floats,  # (n,) adjusted, lower is better
    clusters: Ints,  # (n,) questions
    *,
    level: float = LEVEL,
) -> Trend:
    """The slope of scores on time with a cluster-robust interval (Liang & Zeger 1986); NaN below three questions.

    n_more: the standard error falls with √n while the span of time grows with n, so as n^(−3/2): the n at which the slope
    found would be told from 0 with power .8, less n. It is a rough guide and says so.
    """
    n, n_questions = len(days), len(np.unique(clusters))
    spread = float(np.square(days - days.mean()).sum()) if n else 0.0
    if n_questions < FEWEST_QUESTIONS or spread <= 0.0:
        nothing = math.nan
        return Trend(
            per_year=nothing,
            lower=nothing,
            upper=nothing,
            says="cannot tell yet",
            n_more=None,
            n=n,
            n_questions=n_questions,
        )
    years = (days - days.mean()) / 365.25
    spread = float(years @ years)
    slope = float(years @ scores) / spread
    left = scores - scores.mean() - slope * years
    sums = np.bincount(np.unique(clusters, return_inverse=True)[1], years * left)
    error = math.sqrt(n_questions / (n_questions - 2) * float(sums @ sums)) / spread
    reach = float(stats.t.ppf(0.5 + level / 2, n_questions - 2)) * error
    lower, upper = slope - reach, slope + reach
    says: Says = "improving" if upper < 0.0 else "getting worse" if lower > 0.0 else "cannot tell yet"
    return Trend(
        per_year=slope,
        lower=lower,
        upper=upper,
        says=says,
        n_more=_count_more(slope, error, n, level) if says == "cannot tell yet" else None,
        n=n,
        n_questions=n_questions,
    )


def _count_more(slope: float, error: float, n: int, level: float) -> int | None:
    """How many more outcomes at this rate."""
    if slope == 0.0:
        return None
    wanted = float(stats.norm.ppf(0.5 + level / 2) + stats.norm.ppf(POWER))
    factor = float((wanted * error / abs(slope)) ** (2.0 / 3.0))
    return max(1, math.ceil(n * factor) - n)
