"""What tables of past sayings say of a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from acumen.results.calibration import PlainRatio, RecordVerdict
from acumen.results.result import Result

Verdict = Literal["apply", "leave"]


if TYPE_CHECKING:
    from acumen.judgment.calibration.direction import Says
    from acumen.judgment.durations import Meaning


class ScoreInterval(msgspec.Struct, frozen=True, kw_only=True):
    """95 % bounds, clustered by question; None where there are too few questions to tell."""

    lower: float | None
    upper: float | None


class BacktestScores(msgspec.Struct, frozen=True, kw_only=True):
    """Mean scores, lower is better; `log` in nats with chances kept within .001 and .999."""

    brier: float
    log: float
    brier_interval: ScoreInterval
    log_interval: ScoreInterval


class PlainDirection(msgspec.Struct, frozen=True, kw_only=True):
    """What was said on average and how often it came true, with the 95 % interval of that, clustered by question."""

    said: float
    came_true_prob: float
    interval: ScoreInterval
    leans: Says


class ChancesBacktest(Result, frozen=True, kw_only=True):
    """What was said against what it would have been corrected to. JSON has these names."""

    file: str
    n: int  # forecasts scored
    n_questions: int
    n_left_out: int  # rows without a chance, an outcome or a date that is needed
    direction: PlainDirection
    record_verdict: RecordVerdict | None  # what the report on such a record says first; None where several people speak
    by: str  # in words: how the correction was kept from what it could not have known
    raw: BacktestScores
    corrected: BacktestScores
    gain: BacktestScores  # raw less corrected: above 0 the correction helped
    earned_nats: float  # gained on outcomes not seen, summed over questions: S
    weight: float  # of the gate after all of them
    verdict: Verdict  # apply: earned by now (weight of ½ or more)
    command: str  # what takes these forecasts into a ledger, so that what they teach is used
    notes: tuple[str, ...]
    problems: tuple[str, ...]  # the first few cells that could not be read
    n_problems: int
    version: str


class HoursScores(msgspec.Struct, frozen=True, kw_only=True):
    """Means over the test part (mdape: a median). Less is better, but cov50 and cov90, which are right at .5 and .9."""

    crps_log: float
    crps: float  # hours
    mdape: float
    cov50: float
    cov90: float
    pinball: float  # hours


class Resampled(msgspec.Struct, frozen=True, kw_only=True):
    """A figure between its 5 % and 95 % points."""

    value: float
    low: float
    high: float


class HoursIntervals(msgspec.Struct, frozen=True, kw_only=True):
    """The same with the 5 % and 95 % points of a bootstrap, by week where there are dates."""

    crps_log_interval: Resampled
    crps_interval: Resampled
    mdape_interval: Resampled
    cov50_interval: Resampled
    cov90_interval: Resampled
    pinball_interval: Resampled


class HoursBacktest(Result, frozen=True, kw_only=True):
    """What corrections, made at the time of each estimate, would have done. JSON has these names.

    `raw`: log-normal around the estimate as median, with the sd of log(actual/estimate) of the training part, `raw_sd`.
    `weight`: what the gate lets through by now, after `n_known` outcomes. `verdict`: apply where that is a half or more, as
    everywhere, else leave. `command`: the backtest again, to which `--say HOURS` is added to use what it has found.
    """

    source: str
    ratio: PlainRatio
    n: int
    n_train: int
    n_left_out: int
    cut: float  # days since 1970, or a number of rows
    has_dates: bool
    raw_sd: float
    raw: HoursScores
    corrected: HoursScores
    raw_intervals: HoursIntervals
    corrected_intervals: HoursIntervals
    difference: HoursScores  # corrected − raw
    difference_intervals: HoursIntervals
    weight: float
    n_known: int
    verdict: Literal["apply", "leave"]
    meant: Meaning | None  # of the hours asked for by `say`
    command: str
    n_refits: int
    version: str
    problems: tuple[str, ...]
