"""Scores of scored rows: each figure with its interval and what it rests on."""

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy import stats

from acumen.chance.scores import brier, log_loss
from acumen.desk.taste.scored import Scored
from acumen.judgment.chances.decomposition import Reliability, decompose, draw_reliability
from acumen.judgment.chances.intervals import LEVEL, Estimate, mean
from acumen.judgment.chances.sayings import number_labels

Floats = NDArray[np.float64]
SEED = 0
FEW = 10  # below it intervals by resampling are not to be trusted, and figures are called thin
FEWEST = 5  # below it an interval of a mean isn't either
N_RESAMPLES = 400
HORIZONS = ((1.0, "up to a day"), (7.0, "up to a week"), (31.0, "up to a month"), (366.0, "up to a year"))
LONGER, NO_DOMAIN = "longer", "no domain"


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """One group of outcomes. Lower is better, but for discrimination and `tells_apart` (.5 says nothing, 1 everything)."""

    name: str
    n: int
    n_claimed: int  # of them said before they were known by their own word only
    base_rate: float
    mean_said: float
    brier: Estimate
    log: Estimate  # nats
    miscalibration: Estimate
    discrimination: Estimate
    uncertainty: Estimate
    tells_apart: Estimate  # P(said higher of a yes than of a no)


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Two ways to say the same: Brier and log of each, and what the second gains over the first (above 0: it is better)."""

    name: str
    n: int
    brier: tuple[float, float]
    log: tuple[float, float]
    gain_brier: Estimate
    gain_log: Estimate

    @property
    def says(self) -> str:
        """Whether that can be told from chance: better, worse, cannot tell yet."""
        return say_gain(self.gain_brier)


def say_gain(gain: Estimate) -> str:
    """What may be said of a difference."""
    return "better" if gain.lower > 0.0 else "worse" if gain.upper < 0.0 else "cannot tell yet"


def appraise(rows: Sequence[Scored], name: str) -> Scores:
    """All scores of these rows."""
    probs, outcomes, clusters = columns(rows)
    parts = decompose(probs, outcomes, clusters, rng=np.random.default_rng(SEED), n_resamples=N_RESAMPLES)
    return Scores(
        name=name,
        n=len(rows),
        n_claimed=sum(not row.is_proven for row in rows),
        base_rate=float(outcomes.mean()) if len(rows) else float("nan"),
        mean_said=float(probs.mean()) if len(rows) else float("nan"),
        brier=_within(bounded_mean(brier(probs, outcomes), clusters), 1.0),
        log=_within(bounded_mean(log_loss(probs, outcomes), clusters), math.inf),
        miscalibration=_bounded(parts.miscalibration, FEW),
        discrimination=_bounded(parts.discrimination, FEW),
        uncertainty=_bounded(parts.uncertainty, FEW),
        tells_apart=_bounded(parts.discrimination_area, FEW),
    )


def compare(
    name: str,
    first: Floats,  # (n,)
    second: Floats,  # (n,) chances of the same events
    outcomes: Floats,  # (n,)
    clusters: NDArray[np.intp],  # (n,) questions
    *,
    weigh_questions: bool = False,
) -> Compared:
    """Two columns of chances of the same events; with `weigh_questions` every question counts once, and `n` is their number."""
    scores = [score(probs, outcomes) for score in (brier, log_loss) for probs in (first, second)]
    if weigh_questions:
        scores = [_by_question(score, clusters) for score in scores]
        clusters = np.arange(len(scores[0]))
    means = [float(score.mean()) if len(score) else float("nan") for score in scores]
    return Compared(
        name=name,
        n=len(scores[0]),
        brier=(means[0], means[1]),
        log=(means[2], means[3]),
        gain_brier=bounded_mean(scores[0] - scores[1], clusters),
        gain_log=bounded_mean(scores[2] - scores[3], clusters),
    )


def _by_question(scores: Floats, clusters: NDArray[np.intp]) -> Floats:
    """The mean score of each question, (n_questions,)."""
    return np.asarray(np.bincount(clusters, scores) / np.bincount(clusters))


def reliability(rows: Sequence[Scored]) -> Reliability:
    """The curve of these rows and its band."""
    return draw_reliability(*columns(rows), rng=np.random.default_rng(SEED))


def by_domain(rows: Sequence[Scored]) -> dict[str, list[Scored]]:
    """What one said last of each, by domain, the domain with most outcomes first."""
    return _group([row for row in rows if row.is_standing], lambda row: row.domain or NO_DOMAIN)


def by_horizon(rows: Sequence[Scored]) -> dict[str, list[Scored]]:
    """By how long before the end it was said, the nearest first: in each what was said last of each question then."""
    known = [row for row in rows if row.horizon_days is not None]
    last = {(horizon(row), row.key, row.manner == "gut"): row for row in known}
    kept = [row for (name, key, is_gut), row in last.items() if not (is_gut and (name, key, False) in last)]
    found = _group(kept, horizon)
    return {name: found[name] for name in (*(name for _, name in HORIZONS), LONGER) if name in found}


def horizon(row: Scored) -> str:
    """The name of how far ahead it was said."""
    days = row.horizon_days or 0.0
    return next((name for most, name in HORIZONS if days <= most), LONGER)


def columns(rows: Sequence[Scored]) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Chances, outcomes, numbers of questions, (n,) each."""
    return (
        np.array([row.prob for row in rows], dtype=float),
        np.array([row.outcome for row in rows], dtype=float),
        number_labels([row.key for row in rows])[0],
    )


def bounded_mean(scores: Floats, clusters: NDArray[np.intp]) -> Estimate:
    """A mean, with an interval where there are enough rows to trust one."""
    return _bounded(mean(scores, clusters), FEWEST)


def _within(one: Estimate, most: float) -> Estimate:
    """The same, its interval cut at 0 and at `most`."""
    return msgspec.structs.replace(one, lower=np.clip(one.lower, 0.0, most).item(), upper=min(one.upper, most))


def _bounded(one: Estimate, fewest: int) -> Estimate:
    """The same without an interval where few lie behind it: alike by luck, they would seem certain.

    Parts of a decomposition grow when rows are drawn twice, so that their intervals may leave out the figure: they are widened.
    """
    if one.n_clusters >= fewest:
        return msgspec.structs.replace(one, lower=min(one.lower, one.value), upper=max(one.upper, one.value))
    nothing = float("nan")
    return msgspec.structs.replace(one, lower=nothing, upper=nothing)


def share(n_hits: int, n: int) -> Estimate:
    """A share with Jeffreys' interval (Brown, Cai & DasGupta 2001), which is sound for few; NaN of none."""
    if n == 0:
        nothing = float("nan")
        return Estimate(value=nothing, lower=nothing, upper=nothing, n=0, n_clusters=0)
    low, high = stats.beta.ppf([0.5 - LEVEL / 2, 0.5 + LEVEL / 2], n_hits + 0.5, n - n_hits + 0.5)
    return Estimate(
        value=n_hits / n,
        lower=0.0 if n_hits == 0 else float(low),
        upper=1.0 if n_hits == n else float(high),
        n=n,
        n_clusters=n,
    )


def _group(rows: Sequence[Scored], name: Callable[[Scored], str]) -> dict[str, list[Scored]]:
    found: dict[str, list[Scored]] = {}
    for row in rows:
        found.setdefault(name(row), []).append(row)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
