"""Where somebody stands out: tests over many domains at once, of which luck alone would make some look special."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from acumen.distributions.special import student_cdf, student_quantile
from acumen.judgment.calibration.bootstrap import Estimate
from acumen.judgment.calibration.decomposition import discriminate, estimate_area
from acumen.judgment.calibration.hierarchical_model import Floats, Ints

FALSE_SHARE = 0.1  # of the zones that are named, on average, no more are luck
ALONE = 0.05  # a single test that luck would pass so often
EVEN = 0.5


class Zones(msgspec.Struct, frozen=True, kw_only=True):
    """Which of some domains stand out in a way, by Benjamini & Hochberg; and how many would have, one test at a time."""

    names: tuple[str, ...]  # that stand out, clearest first
    n_domains: int  # that were tested
    n_looking: int  # that pass a single test at 5 %
    n_by_luck: float  # of which luck would pass so many


def pick(names: Sequence[str], p_values: Sequence[float], *, false_share: float = FALSE_SHARE) -> Zones:
    """The domains whose p-values survive: the k smallest with p₍k₎ ≤ false_share·k/m.

    Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x. NaN is no test.
    """
    tested = sorted((p, name) for name, p in zip(names, p_values, strict=True) if not math.isnan(p))
    m = len(tested)
    n_kept = max((k for k, (p, _) in enumerate(tested, 1) if p <= false_share * k / m), default=0)
    return Zones(
        names=tuple(name for _, name in tested[:n_kept]),
        n_domains=m,
        n_looking=sum(p <= ALONE for p, _ in tested),
        n_by_luck=ALONE * m,
    )


def find_luck_in_telling(probs: Floats, outcomes: Floats) -> float:
    """The chance that luck alone tells yes from no as well: Mann & Whitney, P(area of this size | nothing told apart)."""
    area = discriminate(probs, outcomes)
    if math.isnan(area):
        return math.nan
    n, n_yes = len(outcomes), float(outcomes.sum())
    return _above((area - EVEN) / math.sqrt((n + 1.0) / (12.0 * n_yes * (n - n_yes))))


def find_luck_in_best(groups: Sequence[tuple[Floats, Floats]]) -> list[float]:
    """For each domain's (probs, outcomes) the chance that luck alone tells so much better there than in one's others.

    z = (A − A_rest)/√(se² + se_rest²), A_rest the mean of the other areas by their precision, se² the larger of that by
    placements (`estimate_area`) and of an area of A_rest in so many (Hanley & McNeil 1982,
    doi:10.1148/radiology.143.1.7063747).
    """
    areas = np.array([discriminate(*group) for group in groups])
    told = ~np.isnan(areas)
    found = np.full(len(groups), math.nan)
    if told.sum() < 2:  # noqa: PLR2004 -- nothing to be better than
        return found.tolist()
    middle = float(areas[told].mean())
    precision = np.array([1.0 / _spread(middle, o) if ok else 0.0 for ok, (_, o) in zip(told, groups, strict=True)])
    weighed = np.where(told, areas, 0.0) * precision
    for at in np.flatnonzero(told).tolist():
        rest = float(precision.sum() - precision[at])
        other = float(weighed.sum() - weighed[at]) / rest
        probs, outcomes = groups[at]
        area = estimate_area(probs, outcomes, np.arange(len(probs)))
        seen = _squared_error(area)
        found[at] = _above(
            (areas[at] - other) / math.sqrt(max(seen, _spread(min(max(other, EVEN), 0.99), outcomes)) + 1.0 / rest)
        )
    return found.tolist()


def find_luck_in_gain(found: Estimate) -> float:
    """The chance that a mean as far above 0 comes by luck, from its interval by Student's t."""
    reach = found.upper - found.value
    if math.isnan(reach):
        return math.nan
    freedom = found.n_clusters - 1
    if reach <= 0.0:
        return 0.0 if found.value > 0.0 else 1.0
    ratio = found.value / reach * student_quantile(0.5 + found.level / 2, freedom)
    return student_cdf(-ratio, freedom)


def find_luck_in_hits(n_hits: int, n_misses: int) -> float:
    """The chance of so many hits or more among hits and misses that are even: the sign test."""
    n = n_hits + n_misses
    return math.fsum(math.comb(n, k) for k in range(n_hits, n + 1)) / 2.0**n if n else math.nan


def _squared_error(area: Estimate) -> float:
    """The squared standard error behind an interval on the log-odds; 0 where the area is 0 or 1."""
    if area.value in (0.0, 1.0) or math.isnan(area.upper):
        return 0.0
    freedom = area.n_clusters - 2
    reach = math.log(area.upper / (1.0 - area.upper)) - math.log(area.value / (1.0 - area.value))
    error = reach / student_quantile(0.5 + area.level / 2, freedom) * area.value * (1.0 - area.value)
    return error * error


def _spread(area: float, outcomes: Floats | Ints) -> float:
    """The variance of an estimated area that is truly `area`, by Hanley & McNeil."""
    n_yes = float(np.sum(outcomes))
    n_no = len(outcomes) - n_yes
    yes_pair, no_pair = area / (2.0 - area), 2.0 * area * area / (1.0 + area)
    square = area * area
    return (area * (1.0 - area) + (n_yes - 1) * (yes_pair - square) + (n_no - 1) * (no_pair - square)) / (n_yes * n_no)


def _above(z: float) -> float:
    """P(Z > z)."""
    return 0.5 * math.erfc(z / math.sqrt(2.0))
