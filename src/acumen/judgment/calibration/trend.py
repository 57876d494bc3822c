"""Is it getting better? The score over time, less what the questions cost, looked at once a quarter.

The raw score rises and falls with the kind of question. So from each Brier score is taken

- where others answered enough of the same questions: what they scored there (`score_others`), and only those rows are used;
- else p(1 − p), what a calibrated forecast of this chance scores on average: (p − y)² − p(1 − p) = (y − p)(1 − 2p), 0 on
  average for whoever is calibrated, however rare, easy or hard the questions.

The trend is the slope of that on time, with an interval clustered by question. Who looks every month finds some trend by luck
sooner or later: it is told at the end of quarters only, from the fourth on, each at the level .045/5 to either side, so that in
its first two years (five looks) no more than one steady record in twenty is called better, and no more worse.
"""

import math
from typing import Literal

import msgspec
import numpy as np

from acumen.distributions.special import student_quantile
from acumen.judgment.calibration.bootstrap import LEVEL
from acumen.judgment.calibration.hierarchical_model import Floats, Ints

Says = Literal["improving", "getting worse", "cannot tell yet"]
FEWEST_QUESTIONS = 3
ENOUGH = 30  # questions from which on a trend is looked for
POWER_Z = 0.8416212335729143  # Φ⁻¹(.8): with so many more outcomes it would be told four times of five
QUARTER_DAYS = 90.0
FIRST_LOOK = (
    4  # quarters from the beginning; a slope is known by the span of time to the power 1.5, so earlier ones tell little
)
LOOK_LEVEL = 0.045 / 5  # of a look, to either side: in two years there are five


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """Change of the adjusted score per year (below 0: improving), its interval, and what may be said of it."""

    per_year: float
    lower: float
    upper: float
    says: Says
    n_more: int | None  # outcomes needed to tell, if it goes on like this; None where told already or never to be told
    n: int
    n_questions: int
    day_number: float | None = None  # of the look: the end of the last quarter, days since 1970; None before the first
    next_day: float | None = None
    is_beside_others: bool = False  # less what others scored; else less p(1 − p)


def adjust(probs: Floats, outcomes: Floats, others: Floats) -> tuple[Floats, Floats | None]:
    """Brier scores less what the questions cost, (n,) with NaN in rows not to be used, and their variance if calibrated, (n,).

    others: (n,) what others scored on the same question, NaN where nobody else answered. Where at least 30 have it, the rest
    is left out (and there is no variance to be told); else no row is, and the cost is p(1 − p).
    """
    scores = np.square(probs - outcomes)
    if int((~np.isnan(others)).sum()) >= ENOUGH:
        return np.asarray(scores - others), None
    expected = probs * (1.0 - probs)
    return np.asarray(scores - expected), np.asarray(expected * np.square(1.0 - 2.0 * probs))


def find_looks(days: Floats, now: float) -> tuple[float | None, float | None]:
    """The last end of a quarter by `now`, the fourth or later, and the next; counted from the first of `days`, (n,)."""
    if not len(days):
        return None, None
    first = float(days.min())
    n_quarters = math.floor((now - first) / QUARTER_DAYS)
    upcoming = first + max(FIRST_LOOK, n_quarters + 1) * QUARTER_DAYS
    return (first + n_quarters * QUARTER_DAYS if n_quarters >= FIRST_LOOK else None), upcoming


def find_trend(
    days: Floats,  # (n,) when it was said
    scores: Floats,  # (n,) adjusted, lower is better
    clusters: Ints,  # (n,) questions
    *,
    variances: Floats | None = None,  # (n,) of the scores, if the forecaster is calibrated
    level: float = LEVEL,
    look_level: float = LOOK_LEVEL,
) -> Trend:
    """The slope of scores on time with a cluster-robust interval (Liang & Zeger 1986); NaN below three questions.

    With t the time less its mean and r the residuals, se² = max(C/(C−2) Σ_c (Σ t·r/(1−h))², Σ t²·v) / (Σ t²)², h the leverage
    (HC3, MacKinnon & White 1985) and v the `variances`: rare surprises that have not come yet leave the residuals too small.
    What it says rests on `look_level`, the chance of a false alarm to one side in one look; the interval is one of `level`.
    n_more: the standard error falls with √n while the span of time grows with n, so as n^(−3/2): the n at which the slope
    found would be told from 0 with power .8, less n. It is a rough guide and says so.
    """
    n, n_questions = len(days), len(np.unique(clusters))
    years = (days - days.mean()) / 365.25 if n else days
    spread = float(years @ years)
    if n_questions < FEWEST_QUESTIONS or spread <= 0.0:
        return _untold(n, n_questions)
    slope = float(years @ scores) / spread
    left = (scores - scores.mean() - slope * years) / np.maximum(1.0 - 1.0 / n - years * years / spread, 1.0 / n)
    sums = np.bincount(np.unique(clusters, return_inverse=True)[1], years * left)
    seen = n_questions / (n_questions - 2) * float(sums @ sums)
    expected = 0.0 if variances is None else float((years * years) @ variances)
    error = math.sqrt(max(seen, expected)) / spread
    reach = student_quantile(0.5 + level / 2, n_questions - 2) * error
    needed = student_quantile(1.0 - look_level, n_questions - 2)
    says = _say(slope, needed * error)
    return Trend(
        per_year=slope,
        lower=slope - reach,
        upper=slope + reach,
        says=says,
        n_more=_count_more(slope, error, n, needed) if says == "cannot tell yet" else None,
        n=n,
        n_questions=n_questions,
    )


def _say(slope: float, needed: float) -> Says:
    if abs(slope) <= needed:
        return "cannot tell yet"
    return "improving" if slope < 0.0 else "getting worse"


def _untold(n: int, n_questions: int) -> Trend:
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


def look_at_trend(
    days: Floats,  # (n,) when it was said
    known: Floats,  # (n,) when it was known
    columns: tuple[Floats, Floats, Floats],  # (n,) each: probs, outcomes, what others scored (NaN: nobody answered)
    clusters: Ints,  # (n,) questions
    *,
    now: float,
) -> Trend:
    """The trend as of the end of the last quarter, by what was known then; nothing is told below 30 questions."""
    day, upcoming = find_looks(days, now)
    kept = known <= day if day is not None else np.zeros(len(days), dtype=bool)
    probs, outcomes, others = (column[kept] for column in columns)
    scores, variances = adjust(probs, outcomes, others)
    used = ~np.isnan(scores)
    found = find_trend(
        days[kept][used],
        scores[used],
        clusters[kept][used],
        variances=None if variances is None else variances[used],
    )
    if found.n_questions < ENOUGH:
        found = _untold(found.n, found.n_questions)
    return msgspec.structs.replace(found, day_number=day, next_day=upcoming, is_beside_others=variances is None)


def _count_more(slope: float, error: float, n: int, needed: float) -> int | None:
    """How many more outcomes at this rate."""
    if slope == 0.0:
        return None
    factor = float(((needed + POWER_Z) * error / abs(slope)) ** (2.0 / 3.0))
    return max(1, math.ceil(n * factor) - n)
