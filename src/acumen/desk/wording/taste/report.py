"""A report of taste in words: lines of at most 80 columns, no colour."""

import math
from collections.abc import Iterator, Sequence

from acumen.desk.taste.figures import FEW, Compared, Scores
from acumen.desk.taste.numbers import Choices, HoursSaid, Numbers
from acumen.desk.taste.others import Alone, Beside
from acumen.desk.taste.pooled import PersonRecord
from acumen.desk.taste.report import Earned, Taste
from acumen.desk.wording.figures import say_number, say_prob
from acumen.desk.wording.lines import clip, pad, wrap
from acumen.desk.wording.taste.origins import write_origins
from acumen.judgment.chances.gate import ENOUGH_WEIGHT
from acumen.judgment.chances.intervals import Estimate
from acumen.judgment.chances.trend import Trend

N_NAME, N_COUNT, N_CELL, N_PLAIN = 16, 6, 20, 16
N_GROUPS = 12
N_ALONE = 5
UNTOLD = "?"
SAMPLED = (
    "Brackets: 95 % intervals, none where n is too small. Lower is better, but for discrimination and P(yes > no)."
)


def write_lines(told: Taste) -> list[str]:
    """The whole text."""
    lines = list(_head(told))
    if told.overall is not None:
        groups = _groups(told)
        lines += ["", *_scores(groups)]
        if told.n >= FEW:
            lines += ["", *_parts(groups), *wrap(SAMPLED), "", *_where(told)]
    for part in (_numbers(told.numbers), _choices(told.choices), _hours(told.hours)):
        lines += ["", *part] if part else []
    if told.n:
        lines += ["", *_meant(told), *_helped(told), *_gut(told.gut), *_trend(told.trend)]
    if told.beside is not None:
        lines += ["", *_beside(told.beside, _who(told))]
    if told.people is not None:
        lines += ["", *_people(told.people)]
    return lines


def _head(told: Taste) -> Iterator[str]:
    within = "".join(
        [f", in {told.domain}" if told.domain else "", f", said since {told.since:%Y-%m-%d}" if told.since else ""]
    )
    kinds = {one.name: one.n for one in told.kinds}
    parts = f" ({', '.join(f'{n:,} {name}' for name, n in kinds.items())})" if told.kinds else ""
    yield from wrap(f"Taste of {_who(told)}{within}: {_count(told.n, 'chance')} came out{parts}.")
    if told.n:
        yield from wrap(
            f"{told.n - told.n_claimed:,} proven to have been said before it was known, {told.n_claimed:,} only claimed."
        )
    yield from write_origins(told.origins, "acumen taste")
    if told.n == 0 and told.numbers is None and told.choices is None and told.hours is None:
        yield from wrap('Nothing to score yet. Begin: acumen predict "It works by Friday" 70% --by 5d')
    elif told.n < FEW:
        yield from wrap(
            f"Too thin to judge: below {FEW} outcomes a figure says next to nothing, and intervals are wide."
        )


def _who(told: Taste) -> str:
    return "you" if told.is_me else clip(told.name or "somebody", N_NAME)


def _groups(told: Taste) -> list[Scores]:
    groups = [] if told.overall is None else [told.overall]
    if told.n < FEW:
        return groups
    groups += told.kinds
    groups += told.domains[:N_GROUPS] if len(told.domains) > 1 or told.domain is None else ()
    return [*groups, *told.horizons]


def _scores(groups: Sequence[Scores]) -> Iterator[str]:
    heads = ("Brier", "log, in nats", "claimed")
    yield _row("", "n", heads)
    for one in groups:
        claimed = f"{one.n_claimed:,} of {one.n:,}" if one.n_claimed else "none"
        yield _row(one.name, f"{one.n:,}", (say_estimate(one.brier), say_estimate(one.log), claimed))


def _parts(groups: Sequence[Scores]) -> Iterator[str]:
    yield _row("", "n", ("miscalibration", "discrimination", "P(yes > no)"))
    for one in groups:
        cells = (say_estimate(one.miscalibration), say_estimate(one.discrimination), say_estimate(one.tells_apart, 2))
        yield _row(one.name, f"{one.n:,}", cells)


def _where(told: Taste) -> Iterator[str]:
    """Where one tells yes from no."""
    tells = [one for one in told.domains if one.n >= FEW and one.tells_apart.lower > 0.5]  # noqa: PLR2004 -- by luck
    if tells:
        names = ", ".join(f"{one.name} ({one.tells_apart.value:.2f}, n = {one.n:,})" for one in tells)
        yield from wrap(f"Tells yes from no, more than luck would: {names}.")
    else:
        yield from wrap("Tells yes from no: in no domain can that be told from luck yet.")


def _numbers(found: Numbers | None) -> list[str]:
    if found is None:
        return []
    lines = wrap(f"Numbers, n = {found.n:,} ({found.n_claimed:,} only claimed):")
    if found.inside.n:
        lines += wrap(
            f"  inside what was said {say_share(found.inside)}, claimed {say_prob(found.claimed_inside)}; "
            f"below {say_share(found.below)}, above {say_share(found.above)}; n = {found.inside.n:,}",
            "    ",
        )
    for unit, crps in found.crps[:N_GROUPS]:
        lines.append(f"  CRPS {say_estimate(crps)} {clip(unit, N_NAME)}, n = {crps.n:,}")
    if found.crps_log.n:
        lines.append(f"  CRPS of logs {say_estimate(found.crps_log)}, n = {found.crps_log.n:,}")
    return lines


def _choices(found: Choices | None) -> list[str]:
    if found is None:
        return []
    scores = f"Brier (0 to 2) {say_estimate(found.brier)}, log {say_estimate(found.log)}"
    return wrap(f"Choices, n = {found.n:,} ({found.n_claimed:,} only claimed): {scores}", "    ")


def _hours(found: HoursSaid | None) -> list[str]:
    if found is None:
        return []
    return wrap(
        f"Hours of steps that worked, n = {found.n:,}: inside the interval {say_share(found.inside)}, claimed "
        f"{say_prob(found.claimed_inside)}; sooner {say_share(found.below)}, later {say_share(found.above)}",
        "    ",
    )


def _meant(told: Taste) -> Iterator[str]:
    earned = told.earned
    if earned.chances_weight <= 0.0:
        yield from wrap(
            f"Chances are taken as they are said: correcting them has not earned it ({_nats(earned.chances_nats)} on "
            f"outcomes not seen before, n = {earned.n_chances:,})."
        )
    else:
        yield from wrap(f"What such sayings have meant, n = {earned.n_chances:,}{_weight(earned)}:")
        yield "  said  " + "".join(pad(say_prob(said), 7, is_right=True) for said, _ in earned.meant)
        yield "  meant " + "".join(pad(f"{100 * meant:.0f} %", 7, is_right=True) for _, meant in earned.meant)
    if earned.n_hours:
        yield from wrap(
            f"Hours: correcting them gained {_nats(earned.hours_nats)} on {_count(earned.n_hours, 'interval')}; "
            f"{_share_applied(earned.hours_weight)}."
        )


def _weight(earned: Earned) -> str:
    return "" if earned.chances_weight >= ENOUGH_WEIGHT else f", hardly earned: weight {earned.chances_weight:.2f}"


def _share_applied(weight: float) -> str:
    return "not applied" if weight <= 0.0 else f"applied with weight {weight:.2f}"


def _helped(told: Taste) -> Iterator[str]:
    """Said against corrected."""
    yield "Does the correction help? As said, and corrected by what was known then:"
    yield _row("", "n", ("Brier, log", "corrected", "gained in log"), N_PLAIN)
    for one in told.correction:
        cells = [f"{brier:.3f}, {log:.3f}" for brier, log in zip(one.brier, one.log, strict=True)]
        yield _row(one.name, f"{one.n:,}", (*cells, say_estimate(one.gain_log)), N_PLAIN)
    whole = told.correction[0]
    if whole.brier[0] == whole.brier[1] and whole.log[0] == whole.log[1]:
        yield "  Nothing was corrected: no correction had earned it by then."
        return
    says = {"better": "It helps.", "worse": "It has done harm.", "cannot tell yet": "Cannot tell yet."}
    yield f"  {says[_says(whole.gain_log)]}"


def _says(gain: Estimate) -> str:
    return "better" if gain.lower > 0.0 else "worse" if gain.upper < 0.0 else "cannot tell yet"


def _gut(found: Compared | None) -> Iterator[str]:
    if found is not None:
        says = {"better": "considered is better", "worse": "gut is better"}.get(found.says, "cannot tell yet")
        yield from wrap(
            f"Gut against considered, n = {found.n:,}: Brier {found.brier[0]:.3f} and {found.brier[1]:.3f}, gained "
            f"{say_estimate(found.gain_brier)}: {says}."
        )


def _trend(found: Trend | None) -> Iterator[str]:
    if found is None or math.isnan(found.per_year):
        yield "Improving? Cannot tell yet: it takes three outcomes at three times at least."
        return
    if found.n < FEW:
        yield f"Improving? Cannot tell yet, n = {found.n}."
        return
    slope = f"Brier {found.per_year:+.3f} [{found.lower:+.3f}, {found.upper:+.3f}] a year, n = {found.n:,}"
    if found.says != "cannot tell yet":
        yield from wrap(f"{found.says.capitalize()}: {slope}.")
        return
    more = (
        f"; about {say_number(found.n_more)} more outcomes would tell, if it goes on like this" if found.n_more else ""
    )
    yield from wrap(f"Improving? Cannot tell yet: {slope}{more}.")


def _beside(found: Beside, who: str) -> Iterator[str]:
    """Against others on the same questions."""
    yield from wrap("Against others on the same questions (above 0: nearer than they are):", "    ")
    yield _row("", "n", ("others, Brier", who, "gained"), N_PLAIN)
    for one in (found.overall, *(found.domains[:N_GROUPS] if len(found.domains) > 1 else ())):
        yield _row(one.name, f"{one.n:,}", _against(one), N_PLAIN)
    if found.best:
        yield from wrap(f"Zone of best taste: {', '.join(one.name for one in found.best)}.")
    else:
        yield "Zone of best taste: no domain can be told from luck yet."
    hits, misses = _count(found.n_hits, "question"), f"{found.n_misses:,}"
    yield from wrap(f"Everyone else missed and {who} did not: {hits}; only {who} missed: {misses}.")
    for alone in [alone for alone in found.alone if alone.is_hit][:N_ALONE]:
        yield from _alone(alone, who)


def _against(one: Compared) -> tuple[str, str, str]:
    return f"{one.brier[0]:.3f}", f"{one.brier[1]:.3f}", say_estimate(one.gain_brier)


def _alone(one: Alone, who: str) -> Iterator[str]:
    came = "yes" if one.outcome else "no"
    tail = f"{came}; {who} {say_prob(one.said)}, {_count(one.n_others, 'other')} {say_prob(round(one.others, 2))}"
    yield f"  {clip(one.claim or '(words redacted)', 78 - len(tail))}  {tail}"


def _people(people: Sequence[PersonRecord]) -> Iterator[str]:
    """Each person against the pool."""
    if not people:
        yield "People against the pooled forecast: nobody shares a settled question yet."
        return
    yield "People against the pooled forecast (above 0: nearer than the pool):"
    yield _row("", "n", ("pool, Brier", "person", "gained"), N_PLAIN)
    for one in people[: 2 * N_GROUPS]:
        name = "you" if one.is_me else one.name or "somebody"
        found = one.against_pool
        yield _row(name, f"{found.n:,}", _against(found), N_PLAIN)
    if len(people) > 2 * N_GROUPS:
        yield f"  … and {len(people) - 2 * N_GROUPS} more (--json has all)"


def say_estimate(one: Estimate, n_decimals: int = 3) -> str:
    """A figure and its interval, where that can be told: `0.212 [0.17, 0.25]`."""
    if math.isnan(one.value):
        return UNTOLD
    value = f"{one.value:z.{n_decimals}f}"
    return value if math.isnan(one.lower) else f"{value} [{one.lower:z.2f}, {one.upper:z.2f}]"


def say_share(one: Estimate) -> str:
    """A share and its interval in percent."""
    if math.isnan(one.value):
        return UNTOLD
    return f"{100 * one.value:.0f} % [{100 * one.lower:.0f}, {100 * one.upper:.0f}]"


def _nats(nats: float) -> str:
    return f"{say_number(nats)} nats" if nats >= 0.0 else f"−{say_number(-nats)} nats"


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _row(name: str, count: str, cells: Sequence[str], n_cell: int = N_CELL) -> str:
    left = "  " + pad(clip(name, N_NAME - 3), N_NAME - 2) + pad(count, N_COUNT - 2, is_right=True) + "  "
    return (left + "".join(pad(cell, n_cell) for cell in cells)).rstrip()
