"""Where a score comes from: miscalibration, discrimination, uncertainty; and the reliability curve behind it.

CORP (Dimitriadis, Gneiting & Jordan 2021, doi:10.1073/pnas.2016191118): forecasts are recalibrated by pooling adjacent
violators, the only ones in sample that are calibrated and keep their order, and need no bins. With S the mean score as said,
S_cal recalibrated and S_rate that of always saying the base rate,

    S = miscalibration − discrimination + uncertainty = (S − S_cal) − (S_rate − S_cal) + S_rate

exactly, miscalibration and discrimination at least 0.
"""

import math

import msgspec
import numpy as np
from scipy.optimize import isotonic_regression

from acumen.judgment.chances.effects import Floats, Ints
from acumen.judgment.chances.intervals import LEVEL, N_RESAMPLES, Estimate, resample

N_BAND = 500


class Decomposition(msgspec.Struct, frozen=True, kw_only=True):
    """Brier = miscalibration − discrimination + uncertainty; `discrimination_area`: P(yes said higher than no), ties half."""

    brier: Estimate
    miscalibration: Estimate
    discrimination: Estimate
    uncertainty: Estimate
    discrimination_area: Estimate


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """What each chance that was said has meant, and where it would lie if the forecaster were calibrated; (m,) each."""

    said: Floats  # distinct chances, ascending
    meant: Floats  # share that came true, by pooling adjacent violators
    lower: Floats  # band in which `meant` lies, at each `said`, with the chance `level` under calibration
    upper: Floats
    counts: Ints  # forecasts with this chance
    level: float


def recalibrate(probs: Floats, outcomes: Floats) -> Floats:
    """What each forecast has meant: isotonic regression of outcomes on chances, equal chances pooled, (n,)."""
    values, number, counts = np.unique(probs, return_inverse=True, return_counts=True)
    if not len(values):
        return np.zeros(0)
    shares = np.bincount(number, outcomes) / counts
    return np.asarray(isotonic_regression(shares, weights=counts).x[number], dtype=float)


def split_brier(probs: Floats, outcomes: Floats) -> tuple[float, float, float]:
    """Miscalibration, discrimination, uncertainty of the mean Brier score; NaN where n = 0. probs, outcomes: (n,)."""
    if not len(probs):
        return math.nan, math.nan, math.nan
    rate = float(outcomes.mean())
    said, calibrated = (float(np.square(p - outcomes).mean()) for p in (probs, recalibrate(probs, outcomes)))
    uncertainty = rate * (1.0 - rate)
    return said - calibrated, uncertainty - calibrated, uncertainty


def discriminate(probs: Floats, outcomes: Floats) -> float:
    """P(p_yes > p_no) + ½ P(p_yes = p_no) of a random yes and a random no: the area under the ROC curve.

    NaN unless both happened; .5 says nothing is told apart. Mann & Whitney (1947), by mid-ranks.
    """
    n_yes = float(outcomes.sum())
    n_no = len(outcomes) - n_yes
    if n_yes == 0.0 or n_no == 0.0:
        return math.nan
    _, number, counts = np.unique(probs, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[number]
    return float((outcomes @ ranks - n_yes * (n_yes + 1) / 2.0) / (n_yes * n_no))


def decompose(
    probs: Floats,  # (n,)
    outcomes: Floats,  # (n,) 0 or 1
    clusters: Ints,  # (n,) questions
    *,
    rng: np.random.Generator,
    n_resamples: int = N_RESAMPLES,
) -> Decomposition:
    """All parts with intervals from resampling questions.

    Miscalibration and discrimination are those of the sample: small samples show some of both where there is none (about 2/n
    of each chance that is often said), and their intervals, never below 0, lean upward.
    """

    def parts(rows: Ints) -> Floats:
        said, seen = probs[rows], outcomes[rows]
        brier = float(np.square(said - seen).mean()) if len(rows) else math.nan
        return np.array([brier, *split_brier(said, seen), discriminate(said, seen)])

    found = resample(parts, clusters, rng=rng, n_resamples=n_resamples)
    return Decomposition(
        brier=found[0],
        miscalibration=found[1],
        discrimination=found[2],
        uncertainty=found[3],
        discrimination_area=found[4],
    )


def draw_reliability(
    probs: Floats,  # (n,)
    outcomes: Floats,  # (n,) 0 or 1
    clusters: Ints,  # (n,) questions; forecasts on one question share their outcome in the band too
    *,
    rng: np.random.Generator,
    n_draws: int = N_BAND,
    level: float = LEVEL,
) -> Reliability:
    """The reliability curve and its consistency band: quantiles of the curve when outcomes are drawn from the chances said.

    Forecasts on one question share the uniform number u that decides them, yes where u < p: so each of them is calibrated, and
    they go together as much as they can.
    """
    values, number, counts = np.unique(probs, return_inverse=True, return_counts=True)
    if not len(values):
        nothing = np.zeros(0)
        return Reliability(
            said=nothing, meant=nothing, lower=nothing, upper=nothing, counts=np.zeros(0, np.intp), level=level
        )
    first = np.unique(number, return_index=True)[1]
    _, question = np.unique(clusters, return_inverse=True)
    n_questions = int(question.max()) + 1
    drawn = np.array(
        [recalibrate(probs, (rng.random(n_questions)[question] < probs).astype(float))[first] for _ in range(n_draws)]
    )
    lower, upper = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    return Reliability(
        said=values,
        meant=recalibrate(probs, outcomes)[first],
        lower=lower,
        upper=upper,
        counts=counts.astype(np.intp),
        level=level,
    )
