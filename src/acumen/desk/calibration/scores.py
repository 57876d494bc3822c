"""Scores of scored rows: each figure with its interval and what it rests on."""

import math
from collections.abc import Callable, Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.desk.calibration.scored_forecasts import Scored
from acumen.inputs.matching import domain_key
from acumen.judgment.calibration.bootstrap import N_RESAMPLES, Estimate, mean, share
from acumen.judgment.calibration.decomposition import Reliability, decompose, draw_reliability
from acumen.judgment.calibration.forecasts import number_labels
from acumen.judgment.scoring_rules import brier, log_loss
from acumen.results.calibration import FEW, Bucket, ForecastScores, ScoresCompared

Floats = NDArray[np.float64]
SEED = 0
ENOUGH_TO_SPLIT = 300  # below it that of discrimination isn't either
EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
HORIZONS = ((1.0, "up to a day"), (7.0, "up to a week"), (31.0, "up to a month"), (366.0, "up to a year"))
LONGER, NO_DOMAIN = "longer", "no domain"


def appraise(rows: Sequence[Scored], name: str) -> ForecastScores:
    """All scores of these rows."""
    probs, outcomes, clusters = columns(rows)
    n_resamples = N_RESAMPLES if len(np.unique(clusters)) >= FEW else 0  # what is not shown is not drawn
    parts = decompose(probs, outcomes, clusters, rng=np.random.default_rng(SEED), n_resamples=n_resamples)
    return ForecastScores(
        name=name,
        n=len(rows),
        n_claimed=sum(not row.is_proven for row in rows),
        base_rate=float(outcomes.mean()) if len(rows) else float("nan"),
        mean_said=float(probs.mean()) if len(rows) else float("nan"),
        brier_interval=_within(bounded_mean(brier(probs, outcomes), clusters), 1.0),
        log_interval=_within(bounded_mean(log_loss(probs, outcomes), clusters), math.inf),
        miscalibration=_bounded(parts.miscalibration, FEW),
        discrimination=_bounded(parts.discrimination, ENOUGH_TO_SPLIT),
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
) -> ScoresCompared:
    """Two columns of chances of the same events; with `weigh_questions` every question counts once, and `n` is their number."""
    scores = [score(probs, outcomes) for score in (brier, log_loss) for probs in (first, second)]
    if weigh_questions:
        scores = [_by_question(score, clusters) for score in scores]
        clusters = np.arange(len(scores[0]))
    means = [float(score.mean()) if len(score) else float("nan") for score in scores]
    return ScoresCompared(
        name=name,
        n=len(scores[0]),
        brier_pair=(means[0], means[1]),
        log_pair=(means[2], means[3]),
        gain_brier=bounded_mean(scores[0] - scores[1], clusters),
        gain_log=bounded_mean(scores[2] - scores[3], clusters),
    )


def _by_question(scores: Floats, clusters: NDArray[np.intp]) -> Floats:
    """The mean score of each question, (n_questions,)."""
    return np.asarray(np.bincount(clusters, scores) / np.bincount(clusters))


def by_bucket(rows: Sequence[Scored]) -> tuple[Bucket, ...]:
    """What was said beside what happened, in stretches of chances; those in which nothing was said are left out."""
    probs, outcomes, _ = columns(rows)
    place = np.clip(np.searchsorted(EDGES, probs, side="right") - 1, 0, len(EDGES) - 2)
    return tuple(
        Bucket(
            low=EDGES[at],
            high=EDGES[at + 1],
            said=float(probs[place == at].mean()),
            came_true=share(float(outcomes[place == at].sum()), int((place == at).sum())),
            n=int((place == at).sum()),
        )
        for at in sorted(set(place.tolist()))  # np.unique would load numpy.ma
    )


def reliability(rows: Sequence[Scored]) -> Reliability:
    """The curve of these rows and its band."""
    return draw_reliability(*columns(rows), rng=np.random.default_rng(SEED))


def by_domain(rows: Sequence[Scored]) -> dict[str, list[Scored]]:
    """What one said last of each, by domain as it was first spelt, the domain with most outcomes first."""
    standing = [row for row in rows if row.is_standing]
    spelt = spell(row.domain for row in standing)
    return _group(standing, lambda row: spelt[domain_key(row.domain)])


def spell(domains: Iterable[str | None]) -> dict[str | None, str]:
    """What each domain is called where it is counted, by its key: as it stands first."""
    found: dict[str | None, str] = {}
    for domain in domains:
        found.setdefault(domain_key(domain), domain or NO_DOMAIN)
    return found


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
    return _bounded(mean(scores, clusters), FEW)


def _within(one: Estimate, most: float) -> Estimate:
    """The same, its interval cut at 0 and at `most`."""
    return msgspec.structs.replace(one, lower=np.clip(one.lower, 0.0, most).item(), upper=min(one.upper, most))


def _bounded(one: Estimate, fewest: int) -> Estimate:
    """The same without an interval where few lie behind it: it would not hold the truth as often as it says."""
    if one.n_clusters >= fewest:
        return one
    nothing = float("nan")
    return msgspec.structs.replace(one, lower=nothing, upper=nothing)


def _group(rows: Sequence[Scored], name: Callable[[Scored], str]) -> dict[str, list[Scored]]:
    found: dict[str, list[Scored]] = {}
    for row in rows:
        found.setdefault(name(row), []).append(row)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
