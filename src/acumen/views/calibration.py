"""A report on a record in words."""

import math
import shlex
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain

from acumen.inputs.claims import name_claim
from acumen.judgment.calibration.bootstrap import Estimate
from acumen.judgment.calibration.trend import ENOUGH, Trend
from acumen.judgment.calibration.zones import Zones
from acumen.pages import Block, Cell, Column, Gap, Headline, Hint, Row, Table, Text
from acumen.pages.columns import clip, say_who
from acumen.pages.figures import chance, columns, number
from acumen.pages.number_format import say_count, say_number, say_prob
from acumen.results.calibration import (
    FEW,
    Alone,
    Bucket,
    CalibrationReport,
    Choices,
    ForecastScores,
    HoursSaid,
    Numbers,
    PeerComparison,
    PersonRecord,
    ScoresCompared,
)
from acumen.views.earned import say_earned
from acumen.views.origins import write_origins
from acumen.views.ratio import say_ratio
from acumen.views.taken_away import write_taken_away
from acumen.views.verdict import say_verdict

N_NAME, N_COUNT, N_CELL, N_PLAIN = 16, 6, 24, 17
N_GROUPS = 12
N_ALONE = 5
N_SPLIT = 21  # of a cell where there are three
N_FEW = 4  # kinds named that are too few to be shown
UNTOLD = "?"
ALONE = (Column(gap=2, name="claim"), Column(is_loose=True, name="came"))
BRACKETS = (
    "In brackets: 95 % intervals. Brier is the mean squared miss and log the surprise: always saying 50 % scores 0.25 and "
    "0.693, less is better."
)
PARTS = (
    "Miscalibration is the part of Brier from saying 80 % where 60 % happens, 0 is best. Yes above no: how often a yes had "
    "been given more than a no, 0.50 is luck, 1 is best."
)
DISCRIMINATION = "Discrimination is the part of Brier that telling yes from no takes off, more is better."


def write_report(told: CalibrationReport) -> Iterator[Block]:
    """The whole text: below 30 outcomes of a kind how many more would tell, and nothing else of that kind."""
    is_enough = told.n >= FEW and told.overall is not None
    parts = [_head(told)]
    if is_enough:
        parts += [_buckets(told.buckets), _scores(told), _where(told)]
    parts += [_numbers(told.number_scores), _choices(told.choice_scores), _hours(told.hours_scores)]
    if is_enough:
        parts.append(chain(_meant(told), _gut(told.gut), _trend(told.trend)))
    if told.beside is not None and told.beside.overall.n >= FEW:
        parts.append(_beside(told.beside, _who(told)))
    if told.people is not None:
        parts.append(_people(told.people))
    for part in parts:
        yield Gap()
        yield from part


def _head(told: CalibrationReport) -> Iterator[Block]:
    if told.n == 0 and all(
        kind is None for kind in (told.number_scores, told.choice_scores, told.hours_scores, told.ratio)
    ):
        yield Text(f"{_subject(told)}: nothing has come out yet.")
        yield from write_origins(told.origins, _command(told), is_applied=False)
        yield from write_taken_away(told.taken_away)
        yield Hint("Begin", 'predict "It works by Friday" 70% --by 5d')
        return
    if told.n:
        yield Headline(say_verdict(told.record_verdict, who=_who(told), is_me=told.is_me, domain=told.domain))
    if told.ratio is not None:
        takes = "You take" if told.is_me else f"{_who(told)} takes"
        yield Headline(say_ratio(told.ratio, things="pieces of work", takes=takes), hang=0)
    if told.n < FEW:
        yield from write_origins(told.origins, _command(told), is_applied=False)
        yield from write_taken_away(told.taken_away)
        return
    kinds = ", ".join(f"{one.n:,} {one.name}" for one in told.kinds)
    proven = told.n - told.n_claimed
    yield Text(
        f"{_subject(told)}: {say_count(told.n, 'chance')} came out{f' ({kinds})' if kinds else ''}, {proven:,} of them "
        f"proven to have been said before it was known, {told.n_claimed:,} only claimed."
    )
    yield from write_origins(told.origins, _command(told))
    yield from write_taken_away(told.taken_away)


def _command(told: CalibrationReport) -> str:
    """What was asked, with its options: what is printed beside the report has to ask about the same record."""
    parts = ["score"]
    if not told.is_me:
        parts += ["--as", shlex.quote(told.name or told.person)]
    if told.domain:
        parts += ["--domain", shlex.quote(told.domain)]
    if told.since:
        parts += ["--since", f"{told.since:%Y-%m-%d}"]
    return " ".join(parts)


def _subject(told: CalibrationReport) -> str:
    within = "".join(
        [f", in {told.domain}" if told.domain else "", f", said since {told.since:%Y-%m-%d}" if told.since else ""]
    )
    return f"Taste of {_who(told)}{within}"


def _who(told: CalibrationReport) -> str:
    return "you" if told.is_me else clip(say_who(told.name), N_NAME)


def _groups(told: CalibrationReport) -> list[ForecastScores]:
    """All, and of each kind that there is enough of."""
    groups = [told.overall] if told.overall is not None else []
    groups += told.kinds
    groups += told.domains[:N_GROUPS] if len(told.domains) > 1 else ()
    groups += told.horizons if len(told.horizons) > 1 else ()
    return [one for one in groups if one.n >= FEW]


def _buckets(buckets: Sequence[Bucket]) -> Iterator[Block]:
    """What was said beside what happened."""
    rows = [
        (
            f"{100 * one.low:.0f} to {100 * one.high:.0f} %",
            number(one.n, f"{one.n:,}"),
            chance(one.said, f"{100 * one.said:.0f} %"),
            _share(one.came_true),
        )
        for one in buckets
    ]
    yield Table(_columns("you said", "on average", "came true", n_cell=N_PLAIN), tuple(rows))


def _scores(told: CalibrationReport) -> Iterator[Block]:
    groups = _groups(told)
    is_split = any(not math.isnan(one.discrimination.lower) for one in groups)
    rows = [
        (one.name, number(one.n, f"{one.n:,}"), _estimate(one.brier_interval), _estimate(one.log_interval))
        for one in groups
    ]
    yield Table(_columns("", "Brier", "log"), tuple(rows))
    yield from _few(told)
    yield Text(BRACKETS)
    yield Gap()
    split: list[Row] = []
    for one in groups:
        more = Cell(None, "") if math.isnan(one.discrimination.lower) else _estimate(one.discrimination)
        cells = [_estimate(one.miscalibration), *([more] if is_split else []), _estimate(one.tells_apart, 2)]
        split.append((one.name, number(one.n, f"{one.n:,}"), *cells))
    heads = ("miscalibration", *(("discrimination",) if is_split else ()), "yes above no")
    yield Table(_columns("", *heads, n_cell=N_SPLIT), tuple(split))
    yield Text(f"{PARTS} {DISCRIMINATION}" if is_split else PARTS)


def _few(told: CalibrationReport) -> Iterator[Block]:
    """Kinds of which there is not enough for any figure."""
    few = [one for part in (told.domains, told.horizons) if len(part) > 1 for one in part if one.n < FEW]
    if few:
        named = ", ".join(f"{clip(one.name, N_NAME)} {one.n}" for one in few[:N_FEW])
        more = f" and {len(few) - N_FEW} more" if len(few) > N_FEW else ""
        yield Text(f"Below {FEW}, so not shown: {named}{more}.", indent=2, hang=4)


def _where(told: CalibrationReport) -> Iterator[Block]:
    """Where one tells yes from no, and where best."""
    by_name = {one.name: one for one in told.domains}
    if not told.tells.n_domains:
        return

    def named(zones: Zones) -> str:
        ones = [by_name[name] for name in zones.names]
        return ", ".join(f"{clip(one.name, N_NAME)} ({one.tells_apart.value:.2f}, n {one.n:,})" for one in ones)

    yield Text(f"Tells yes from no: {named(told.tells) or say_no_zone(told.tells)}.")
    if told.tells_best.n_domains > 1:
        yield Text(f"Better than in other kinds: {named(told.tells_best) or say_no_zone(told.tells_best)}.")


def say_no_zone(zones: Zones) -> str:
    """`none of 20 for sure; 2 look so, and about 1 of 20 would by luck`."""
    if not zones.n_domains:
        return f"no kind has {FEW} outcomes yet"
    if zones.n_domains == 1:
        return "can't be told from luck yet"
    looking = (
        f"{zones.n_looking} {'looks' if zones.n_looking == 1 else 'look'} so, and about "
        if zones.n_looking
        else "about "
    )
    luck = say_number(float(f"{zones.n_by_luck:.1g}"))
    return f"none of {zones.n_domains} for sure; {looking}{luck} of {zones.n_domains} would by luck"


def _numbers(found: Numbers | None) -> Iterator[Block]:
    if found is None:
        return
    if found.n < FEW:
        yield _too_few("Numbers", found.n)
        return
    yield Text(f"Numbers, n {found.n:,} ({found.n_claimed:,} only claimed):")
    if found.inside.n:
        inside = f"inside what was said {say_share(found.inside)}, claimed {say_prob(found.claimed_inside)}"
        outside = f"below {say_share(found.below)}, above {say_share(found.above)}"
        yield Text(f"{inside}; {outside}; n {found.inside.n:,}", indent=2, hang=4)
    crps = [(clip(unit, N_NAME), one) for unit, one in found.crps_by_unit[:N_GROUPS]]
    crps += [("as a ratio, in logs", found.crps_log_interval)] if found.crps_log_interval.n else []
    yield Text("typical miss, the spread said taken into account (CRPS):", indent=2)
    yield from (Text(f"{say_size(one)} {unit}, n {one.n:,}", indent=4, hang=6) for unit, one in crps)


def _too_few(what: str, n: int) -> Text:
    return Text(f"{what}: {say_count(n, 'outcome')} so far; {FEW - n} more would tell.")


def _choices(found: Choices | None) -> Iterator[Block]:
    if found is not None and found.n < FEW:
        yield _too_few("Choices", found.n)
    elif found is not None:
        scores = f"Brier (0 to 2) {say_estimate(found.brier_interval)}, log {say_estimate(found.log_interval)}"
        yield Text(f"Choices, n {found.n:,} ({found.n_claimed:,} only claimed): {scores}", hang=4)


def _hours(found: HoursSaid | None) -> Iterator[Block]:
    if found is not None and found.n < FEW:
        yield _too_few("Hours of steps that worked", found.n)
    elif found is not None:
        inside = f"inside the interval {say_share(found.inside)}, claimed {say_prob(found.claimed_inside)}"
        outside = f"sooner {say_share(found.below)}, later {say_share(found.above)}"
        yield Text(f"Hours of steps that worked, n {found.n:,}: {inside}; {outside}", hang=4)


def _meant(told: CalibrationReport) -> Iterator[Block]:
    earned = told.earned
    chances = say_earned(earned.chances_weight, n=earned.n_chances)
    yield Text(f"What such chances have meant. The record {chances}.")
    if earned.chances_weight > 0.0:
        said = [chance(one) for one, _ in earned.meant_chances]
        meant = [chance(one, f"{100 * one:.0f} %") for _, one in earned.meant_chances]
        heads = columns("", *[("", 7)] * len(said), width=8, name="what")
        yield Table(heads, (("said", *said), ("meant", *meant)))
    yield from _helped(told)
    if earned.n_hours:
        yield Text(f"Hours: the record {say_earned(earned.hours_weight, n=earned.n_hours, things='intervals')}.")


def _helped(told: CalibrationReport) -> Iterator[Block]:
    """Said against corrected, which is what the weight of the correction rests on."""
    whole = told.correction[0]
    if whole.brier_pair[0] == whole.brier_pair[1] and whole.log_pair[0] == whole.log_pair[1]:
        return
    said, corrected = whole.brier_pair
    yield Text(
        f"corrected at the time by what was known then: Brier {corrected:.3f}, as said {said:.3f}; gained in "
        f"log {say_estimate(whole.gain_log)}, n {whole.n:,}",
        indent=2,
        hang=4,
    )


def _gut(found: ScoresCompared | None) -> Iterator[Block]:
    if found is None:
        return
    if found.n < FEW:
        yield _too_few("Gut against considered", found.n)
        return
    says = {"better": "considered is better", "worse": "gut is better"}.get(found.says, "cannot tell yet")
    yield Text(
        f"Gut against considered, n {found.n:,}: Brier {found.brier_pair[0]:.3f} and {found.brier_pair[1]:.3f}, gained "
        f"{say_estimate(found.gain_brier)}: {says}."
    )


def _trend(found: Trend | None) -> Iterator[Block]:
    if found is None or found.next_day is None:
        return
    looks = f"looked at again on {_date(found.next_day)}"
    if found.day_number is None or math.isnan(found.per_year):
        yield Text(f"Improving? Cannot tell yet: it takes {ENOUGH} outcomes and a year; {looks}.")
        return
    less = "what others scored" if found.is_beside_others else "what calibrated chances would score"
    interval = f"[{found.lower:+.3f}, {found.upper:+.3f}]"
    slope = f"Brier less {less} {found.per_year:+.3f} {interval} a year, n {found.n:,}, as of {_date(found.day_number)}"
    if found.says != "cannot tell yet":
        yield Text(f"{found.says.capitalize()}: {slope}.")
        return
    more = (
        f"about {say_number(found.n_more)} more outcomes would tell, if it goes on like this; " if found.n_more else ""
    )
    yield Text(f"Improving? Cannot tell yet: {slope}; {more}{looks}.")


def _date(day: float) -> str:
    return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day):%Y-%m-%d}"


def _beside(found: PeerComparison, who: str) -> Iterator[Block]:
    """Against others on the same questions."""
    yield Text("Against others on the same questions (above 0: nearer than they are):", hang=4)
    domains = [one for one in found.domains if one.n >= FEW] if len(found.domains) > 1 else []
    rows: list[Row] = [(one.name, *_against(one)) for one in (found.overall, *domains[:N_GROUPS])]
    yield Table(_columns("", "others, Brier", who, "gained", n_cell=N_PLAIN), tuple(rows))
    best = ", ".join(f"{clip(one.name, N_NAME)} (n {one.n:,})" for one in found.best)
    yield Text(f"Zone of best taste, nearer than others: {best or say_no_zone(found.nearer)}.")
    if found.right_alone.names:
        misses = "do" if who == "you" else "does"
        yield Text(f"Where others miss and {who} {misses} not: {', '.join(found.right_alone.names)}.")
    hits = say_count(found.n_hits, "question")
    yield Text(f"Everyone else missed and {who} did not: {hits}; only {who} missed: {found.n_misses:,}.")
    yield Table(ALONE, tuple(_alone(one, who) for one in [one for one in found.alone if one.is_hit][:N_ALONE]))


def _against(one: ScoresCompared) -> tuple[Cell, ...]:
    first, second = (number(score, f"{score:.3f}") for score in one.brier_pair)
    return number(one.n, f"{one.n:,}"), first, second, _estimate(one.gain_brier)


def _alone(one: Alone, who: str) -> Row:
    came = "yes" if one.outcome else "no"
    others = f"{say_count(one.n_others, 'other')} {say_prob(round(one.others_said, 2))}"
    return name_claim(one.claim, one.source), f"{came}; {who} {say_prob(one.said)}, {others}"


def _people(people: Sequence[PersonRecord]) -> Iterator[Block]:
    """Each person against the pool."""
    if not people:
        yield Text("People against the pooled forecast: nobody shares a settled question yet.")
        return
    yield Text("People against the pooled forecast (above 0: nearer than the pool):")
    shown = people[: 2 * N_GROUPS]
    rows: list[Row] = [("you" if one.is_me else say_who(one.name), *_against(one.against_pool)) for one in shown]
    heads = _columns("", "pool, Brier", "person", "gained", n_cell=N_PLAIN)
    yield Table(heads, tuple(rows), len(people) - len(shown))


def _columns(head: str, *heads: str, n_cell: int = N_CELL) -> tuple[Column, ...]:
    """Names, how many outcomes, and figures with their intervals."""
    return (
        Column(head=f"  {head}", width=N_NAME - 2, name=head.replace(" ", "_") or "kind"),
        Column(head="n", width=N_COUNT - 2, is_right=True),
        *(Column(head=one, width=n_cell, is_loose=True) for one in heads),
    )


def _estimate(one: Estimate, n_decimals: int = 3) -> Cell:
    return Cell(None if math.isnan(one.value) else one.value, say_estimate(one, n_decimals), "number")


def _share(one: Estimate) -> Cell:
    return Cell(None if math.isnan(one.value) else one.value, say_share(one), "chance")


def say_estimate(one: Estimate, n_decimals: int = 3) -> str:
    """A figure and its interval, in as many digits, where that can be told: `0.212 [0.171, 0.253]`."""
    if math.isnan(one.value):
        return UNTOLD
    value = f"{one.value:z.{n_decimals}f}"
    return value if math.isnan(one.lower) else f"{value} [{one.lower:z.{n_decimals}f}, {one.upper:z.{n_decimals}f}]"


def say_size(one: Estimate) -> str:
    """The same of a figure of any size: `1,234 [980, 1,480]`."""
    interval = "" if math.isnan(one.lower) else f" [{say_number(one.lower)}, {say_number(one.upper)}]"
    return f"{say_number(one.value)}{interval}"


def say_share(one: Estimate) -> str:
    """A share and its interval in percent."""
    if math.isnan(one.value):
        return UNTOLD
    return f"{100 * one.value:.0f} % [{100 * one.lower:.0f}, {100 * one.upper:.0f}]"
