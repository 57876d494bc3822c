"""Forecasts of numbers, of choices, and of hours: how near, and how often inside what was said."""

import math
import sys
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from acumen.desk.calibration.scored_forecasts import stand
from acumen.desk.calibration.scores import bounded_mean
from acumen.distributions import LogNormal
from acumen.history import CountedForecast, StepRow
from acumen.judgment.calibration.bootstrap import Estimate, share
from acumen.judgment.quantile_scoring_rules import pinball
from acumen.judgment.scoring_rules import brier_of_choices, log_loss_of_choices
from acumen.results.calibration import Choices, HoursSaid, Numbers

OUTER = 0.9  # what an interval of hours claims to hold
NO_UNIT = "no unit"
Quantiles = tuple[tuple[float, float], ...]


def appraise_numbers(counted: Sequence[CountedForecast]) -> Numbers | None:
    """Standing forecasts of numbers; None where there are none."""
    rows = [(row, row.made.quantiles, row.outcome) for row in stand(counted)]
    said = [(row, levels, seen) for row, levels, seen in rows if levels and seen is not None]
    if not said:
        return None
    wide = [(levels, seen) for _, levels, seen in said if len(levels) > 1]
    by_unit: dict[str, list[float]] = {}
    for row, levels, seen in said:
        by_unit.setdefault(row.question.unit or NO_UNIT, []).append(_crps(levels, seen))
    logs = [
        _crps(tuple((level, math.log(value)) for level, value in levels), math.log(seen))
        for _, levels, seen in said
        if levels[0][1] > 0.0 and seen > 0.0
    ]
    claims = [levels[-1][0] - levels[0][0] for levels, _ in wide]
    return Numbers(
        n=len(said),
        n_claimed=sum(not row.made.is_proven for row, _, _ in said),
        claimed_inside=sum(claims) / len(claims) if claims else math.nan,
        inside=share(sum(levels[0][1] <= seen <= levels[-1][1] for levels, seen in wide), len(wide)),
        below=share(sum(seen < levels[0][1] for levels, seen in wide), len(wide)),
        above=share(sum(seen > levels[-1][1] for levels, seen in wide), len(wide)),
        crps_by_unit=tuple(
            (unit, _mean(scores)) for unit, scores in sorted(by_unit.items(), key=lambda item: -len(item[1]))
        ),
        crps_log_interval=_mean(logs),
    )


def appraise_choices(counted: Sequence[CountedForecast]) -> Choices | None:
    """Standing forecasts of choices; None where there are none."""
    rows = [(row, row.made.chances, row.outcome) for row in stand(counted)]
    said = [(row, chances, int(seen)) for row, chances, seen in rows if chances and seen is not None]
    if not said:
        return None
    briers = [float(brier_of_choices([chances], [seen])[0]) for _, chances, seen in said]
    logs = [float(log_loss_of_choices([chances], [seen])[0]) for _, chances, seen in said]
    n_claimed = sum(not row.made.is_proven for row, _, _ in said)
    return Choices(n=len(said), n_claimed=n_claimed, brier_interval=_mean(briers), log_interval=_mean(logs))


def appraise_hours(steps: Sequence[StepRow]) -> HoursSaid | None:
    """Intervals of hours against the hours it took; None where no step that worked tells."""
    places = list(_places(steps))
    if not places:
        return None
    low, high = (1.0 - OUTER) / 2.0, (1.0 + OUTER) / 2.0
    return HoursSaid(
        n=len(places),
        claimed_inside=OUTER,
        inside=share(sum(low <= place <= high for place in places), len(places)),
        below=share(sum(place < low for place in places), len(places)),
        above=share(sum(place > high for place in places), len(places)),
        median_place=float(np.median(places)),
    )


def _places(steps: Sequence[StepRow]) -> Iterator[float]:
    """F(t)/F(q) of steps that worked after t hours, of which a success after q would not have been seen.

    q is the patience or, where nothing else shows failure, the high figure; a success beyond both is placed by F(t) itself.
    """
    for row in steps:
        if row.ended != "succeeded" or not row.tells_hours or row.hours is None:
            continue
        hours = LogNormal.from_interval(row.low_hours, row.high_hours)
        ends = [row.patience_hours, row.high_hours if row.fails_low_hours is None else None]
        beyond = [end for end in ends if end is not None and end >= row.hours]
        yield hours.cdf(row.hours) / (hours.cdf(min(beyond)) if beyond else 1.0)


def _crps(levels: Quantiles, seen: float) -> float:
    """In the scale of the largest figure, as the difference of two may be more than a float can hold; at most what it can."""
    probs, values = (np.array(column) for column in zip(*levels, strict=True))
    scale = max(abs(seen), float(np.abs(values).max())) or 1.0
    score = 2.0 * float(pinball(values[None, :] / scale, probs, np.array([seen / scale])).mean())
    return min(score * scale, sys.float_info.max)


def _mean(scores: Sequence[float]) -> Estimate:
    """The same of their mean and its error, of which squares are taken."""
    scale = max((abs(score) for score in scores), default=0.0) or 1.0
    found = bounded_mean(np.array(scores, dtype=float) / scale, np.arange(len(scores)))
    most = sys.float_info.max
    ends = {key: max(-most, min(getattr(found, key) * scale, most)) for key in ("value", "lower", "upper")}
    kept = {key: end for key, end in ends.items() if not math.isnan(getattr(found, key))}
    return msgspec.structs.replace(found, **kept)
