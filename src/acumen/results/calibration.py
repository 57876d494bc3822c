"""How good forecasts have been, and what such sayings have meant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from acumen.results.result import Result

if TYPE_CHECKING:
    from acumen.history import TakenAway
    from acumen.judgment.calibration.bootstrap import Estimate
    from acumen.judgment.calibration.direction import Direction, Says
    from acumen.judgment.calibration.trend import Trend
    from acumen.judgment.calibration.zones import Zones


FEW = 30  # outcomes below which no interval is to be trusted, and no figure is shown
ENOUGH_WEIGHT, HARM_WEIGHT = 0.5, 0.15  # from here on it would have helped; below, it would have done harm


class ForecastScores(msgspec.Struct, frozen=True, kw_only=True):
    """One group of outcomes. Lower is better, but for discrimination and `tells_apart` (.5 says nothing, 1 everything)."""

    name: str
    n: int
    n_claimed: int  # of them said before they were known by their own word only
    base_rate: float
    mean_said: float
    brier_interval: Estimate
    log_interval: Estimate  # nats
    miscalibration: Estimate
    discrimination: Estimate
    uncertainty: Estimate
    tells_apart: Estimate  # P(said higher of a yes than of a no)


class Bucket(msgspec.Struct, frozen=True, kw_only=True):
    """Chances said between two ends: the mean of them, and how often it came true."""

    low: float
    high: float  # without it, but for 1
    said: float
    came_true: Estimate
    n: int


class ScoresCompared(msgspec.Struct, frozen=True, kw_only=True):
    """Two ways to say the same: Brier and log of each, and what the second gains over the first (above 0: it is better)."""

    name: str
    n: int
    brier_pair: tuple[float, float]
    log_pair: tuple[float, float]
    gain_brier: Estimate
    gain_log: Estimate

    @property
    def says(self) -> str:
        """Whether that can be told from chance: better, worse, cannot tell yet."""
        gain = self.gain_brier
        return "better" if gain.lower > 0.0 else "worse" if gain.upper < 0.0 else "cannot tell yet"


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """Of `n` outcomes, how many come from each source, most first; the rest was said here. `left_out`: those not counted."""

    n: int = 0
    n_by_source: tuple[tuple[str, int], ...] = ()
    left_out: tuple[str, ...] = ()


class CalibratedChance(Result, frozen=True, kw_only=True):
    """A chance, what it has meant between its 5 % and 95 % points, and the record behind that."""

    said: float
    prob: float
    lower: float
    upper: float
    n: int  # sayings that came out, in this domain
    n_all: int
    weight: float  # of the gate: 0 leaves it as said
    gained_nats: float
    domain: str | None
    origins: Origins = Origins()  # of the `n_all` sayings


class CalibratedHours(Result, frozen=True, kw_only=True):
    """Hours, what they have meant, and the record behind that; of a `figure` the interval is made of its usual width."""

    figure: float | None
    said_low_hours: float
    said_high_hours: float
    low_hours: float
    middle_hours: float
    high_hours: float
    candidate_low_hours: float  # what it would mean if the record counted in full, as where it does not count yet
    candidate_high_hours: float
    n: int  # intervals that came out, in this domain
    n_all: int
    weight: float
    gained_nats: float
    domain: str | None
    origins: Origins = Origins()  # of the `n_all` intervals


SAME_PROB = 5e-3  # of a chance, or a tenth of what it leaves of certainty where that is less; and


SAME_SHARE = 5e-4  # of hours relative to what was said: below it nothing is shown as changed


class Calibrated(msgspec.Struct, frozen=True, kw_only=True):
    """One step: what was said of it, what such sayings have meant, and how many stand behind that."""

    id: str
    domain: str | None
    said_chance: float | None  # None: it depends on hypotheses, and is left as it is
    chance: float | None
    n: int  # sayings of chances in this domain that came out
    said_hours: tuple[float, float] | None  # None: a commitment, left as it is
    meant_hours: tuple[float, float] | None
    n_hours: int  # intervals in this domain that came out

    @property
    def is_changed(self) -> bool:
        """Whether the record moves the chance or the hours at all."""
        said = self.said_chance or 0.0
        is_moved = abs((self.chance or 0.0) - said) > min(SAME_PROB, 0.1 * said, 0.1 * (1.0 - said))
        return is_moved or (
            self.meant_hours is not None
            and self.said_hours is not None
            and any(
                abs(new - old) > SAME_SHARE * old for new, old in zip(self.meant_hours, self.said_hours, strict=True)
            )
        )


OTHER_CHANCE = 0.05


class CorrelatedOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """The policy made for the means, under shared draws of how the person is off. Means over the draws.

    `chance_alone`: its chance of the goal at the means. `chance_sd`: how far that varies from draw to draw: what the record
    leaves open. `is_begun`: the policy is the advice; else the advice is to stop, and the policy one that starts all the same.
    """

    is_begun: bool = True
    chance_alone: float

    chance: float
    hours: float
    value: float | None  # worth · chance − hours; None without a worth
    chance_sd: float
    n_draws: int
    seed: int

    @property
    def turns(self) -> bool:
        """Whether the chance is off by more than five points, and starting pays where stopping is advised or the reverse."""
        is_other = abs(self.chance - self.chance_alone) > OTHER_CHANCE
        return is_other and self.value is not None and (self.value > 0.0) != self.is_begun


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers forecast by quantiles. `crps`: twice the mean pinball loss, of each unit apart; `crps_log`: of logs, no unit."""

    n: int
    n_claimed: int
    claimed_inside: float  # what the outermost quantiles claim to hold, on average
    inside: Estimate
    below: Estimate  # outcomes under the lowest quantile said
    above: Estimate
    crps_by_unit: tuple[tuple[str, Estimate], ...]  # by unit
    crps_log_interval: Estimate  # of those above 0


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """Choices of several. Brier from 0 to 2, log in nats."""

    n: int
    n_claimed: int
    brier_interval: Estimate
    log_interval: Estimate


class HoursSaid(msgspec.Struct, frozen=True, kw_only=True):
    """Intervals of steps that worked within their patience, given that they did: places F(t)/F(q), even if it was said well."""

    n: int
    claimed_inside: float
    inside: Estimate
    below: Estimate
    above: Estimate
    median_place: float  # .5 where hours are as said; above: they take longer


class PlainRatio(msgspec.Struct, frozen=True, kw_only=True):
    """Hours taken over hours estimated, of pieces of work: the median with its 95 % interval, and what one in ten reach."""

    median: float
    lower: float
    upper: float
    one_in_ten: float  # the 90 % point
    n: int


class Alone(msgspec.Struct, frozen=True, kw_only=True):
    """A question on which one stood alone: on the right side of even odds with everybody else on the wrong one, or reversed."""

    question: str  # id
    claim: str | None
    source: str | None  # where the question came from, for what was imported
    domain: str | None
    is_hit: bool  # one was right, all others wrong
    said: float
    others_said: float  # the mean of what they said
    n_others: int
    outcome: float


class PeerComparison(msgspec.Struct, frozen=True, kw_only=True):
    """One's standing forecasts against the mean score of the others on each question."""

    overall: ScoresCompared
    domains: tuple[ScoresCompared, ...]
    alone: tuple[Alone, ...]  # hits first, then by how wrong those were who missed
    n_hits: int
    n_misses: int
    nearer: Zones  # domains in which one is nearer than the others
    right_alone: Zones  # domains in which one was right alone more often than wrong alone

    @property
    def best(self) -> tuple[ScoresCompared, ...]:
        """Domains in which one is nearer than the others by more than luck."""
        return tuple(one for one in self.domains if one.name in self.nearer.names)


class PersonRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One person against the pool of all, themselves included, on the questions of theirs that others forecast too."""

    person: str  # key
    name: str | None
    is_me: bool
    against_pool: ScoresCompared  # pool first, then the person: a gain above 0 says that the person is better


class Corrections(msgspec.Struct, frozen=True, kw_only=True):
    """What the corrections have gained on outcomes they had not seen, and how much of them is applied now (0 to 1)."""

    chances_nats: float
    chances_weight: float
    n_chances: int  # sayings behind it
    hours_nats: float
    hours_weight: float
    n_hours: int
    meant_chances: tuple[tuple[float, float], ...]  # a chance, and what it has meant


class RecordVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """The direction of a whole record, of its domains, and of what is left when the domains that are off are taken out.

    `says`: that of the one domain or of the whole that the first sentence is about; `off_domains` then names the
    domains, and is empty where it is about all.
    """

    says: Says
    off_domains: tuple[str, ...]
    n: int
    n_more: int  # outcomes until anything is said; 0 from then on
    whole: Direction
    domains: tuple[Direction, ...]
    rest: Direction | None  # None where no domain is off, or nothing is left


class CalibrationReport(Result, frozen=True, kw_only=True):
    """Everything that a record tells about one person. Yes-no questions and steps in `overall` and what follows it."""

    person: str  # key
    name: str | None
    is_me: bool
    now: datetime
    domain: str | None
    since: datetime | None
    n: int  # outcomes of chances, by what was said last of each
    n_claimed: int  # of them, said before it was known by one's word only; the rest is proven by position
    record_verdict: RecordVerdict  # what the first sentence says
    buckets: tuple[Bucket, ...]  # what was said beside what happened
    tells: Zones  # domains in which yes is told from no
    tells_best: Zones  # and better than in one's other domains
    overall: ForecastScores | None
    kinds: tuple[ForecastScores, ...]  # questions, steps
    domains: tuple[ForecastScores, ...]
    horizons: tuple[ForecastScores, ...]
    reliability_curve: tuple[tuple[float, float, float, float, int], ...]  # said, meant, band from, to, n
    number_scores: Numbers | None
    choice_scores: Choices | None
    hours_scores: HoursSaid | None
    ratio: PlainRatio | None  # of hours said and taken of work done elsewhere
    gut: ScoresCompared | None  # gut first, considered second, of the same questions
    correction: tuple[ScoresCompared, ...]  # as said first, corrected second: all, questions, steps
    earned: Corrections
    beside: PeerComparison | None
    trend: Trend | None  # of the Brier score less what the questions cost, per year, as of the end of the last quarter
    people: tuple[PersonRecord, ...] | None  # None: not asked for
    origins: Origins  # of the `n` outcomes
    taken_away: tuple[TakenAway, ...] = ()  # bets of this person that were known and score nothing any more


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """The mean score of forecasts made one after another, with its 95 % interval."""

    days: float  # mean day, since 1970
    mean: float
    lower: float
    upper: float
    n: int


class ScoreCurve(msgspec.Struct, frozen=True, kw_only=True):
    """Scores over time, less what others scored on the same questions or, where nobody did, what calibrated chances would."""

    stretches: tuple[Stretch, ...]
    line: tuple[tuple[float, float, float, float], ...]  # days, score, ends of the 95 % band
    n: int
    is_beside_others: bool


class HoursCurve(msgspec.Struct, frozen=True, kw_only=True):
    """Hours said against hours taken, a pair for each step that worked, and what the correction makes of such hours."""

    said_hours: tuple[float, ...]  # the middle of each interval
    taken_hours: tuple[float, ...]
    band: tuple[tuple[float, float, float, float], ...]  # said; corrected 5 %, middle, 95 %
    weight: float  # of the correction
    n_intervals: int  # that it was learnt from


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A mean between 0 and 1 with its 95 % interval, None where it can't be told."""

    value: float
    lower: float | None
    upper: float | None


class AdviceForecast(msgspec.Struct, frozen=True, kw_only=True):
    """What acumen said of a goal at some time, and what came. `said_chance`: by the plan's figures as they were said.

    `is_first`: with the adoption; its hours are of the whole plan, None where some were not told.
    """

    id: str  # of the advice
    plan: str
    said_at: datetime
    next: str
    chance: float
    said_chance: float
    is_reached: bool
    is_stopped: bool
    is_first: bool
    expected_hours: float | None
    taken_hours: float | None


class AdviceScores(msgspec.Struct, frozen=True, kw_only=True):
    """Means over forecasts, with intervals by plan. `as_said`: without what the record corrects."""

    n: int
    n_plans: int
    said: float
    as_said: float
    came_true: Share
    brier_interval: Share
    brier_as_said: Share
    n_hours: int
    expected_hours: float | None
    taken_hours: float | None


class AdviceScored(Result, frozen=True, kw_only=True):
    """acumen's own forecasts of goals that are settled: with the adoption, and those that were acted on later."""

    now: datetime
    n_open: int  # plans whose goal is not settled
    at_adoption: AdviceScores | None
    acted_on: AdviceScores | None
    forecasts: tuple[AdviceForecast, ...]
