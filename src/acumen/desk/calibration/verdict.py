"""The first thing said of a record: which way its chances are off, and where; or how many more outcomes would tell."""

from collections.abc import Sequence

from acumen.desk.calibration.scored_forecasts import Scored
from acumen.desk.calibration.scores import by_domain, columns
from acumen.judgment.calibration.direction import FALSE_SHARE, Direction, find_direction, judge, settle
from acumen.judgment.calibration.zones import Zones, find_luck_in_best, find_luck_in_telling, pick
from acumen.results.calibration import FEW, RecordVerdict

ZONE_SHARE = 0.05  # of each of two kinds of zone that are named, no more are luck


def reach_verdict(rows: Sequence[Scored]) -> RecordVerdict:
    """Of what was said last of each question."""
    groups = by_domain(rows)
    whole, domains = judge(
        _direct("all", rows), [_direct(name, part) for name, part in groups.items()] if len(groups) > 1 else []
    )
    off = sorted((one for one in domains if one.is_off), key=lambda one: one.p_value)
    names = tuple(one.name for one in off)
    others = [row for name, part in groups.items() if name not in names for row in part]
    rest = _direct("elsewhere", others) if off and others else None
    if rest is not None:
        rest = settle(rest, is_off=rest.p_value <= FALSE_SHARE)
    is_everywhere = whole.is_off and (rest is None or rest.says == whole.says)
    about = whole if is_everywhere or not off else off[0]
    return RecordVerdict(
        says=about.says,
        off_domains=() if about is whole else names,
        n=len(rows),
        n_more=max(0, FEW - len(rows)),
        whole=whole,
        domains=domains,
        rest=rest,
    )


def find_zones(rows: Sequence[Scored]) -> tuple[Zones, Zones]:
    """Domains in which yes is told from no at all, and those in which it is told better than in one's others."""
    groups = {name: columns(part)[:2] for name, part in by_domain(rows).items() if len(part) >= FEW}
    tells = [find_luck_in_telling(*group) for group in groups.values()]
    best = find_luck_in_best(list(groups.values()))
    names = list(groups)
    return pick(names, tells, false_share=ZONE_SHARE), pick(names, best, false_share=ZONE_SHARE)


def _direct(name: str, rows: Sequence[Scored]) -> Direction:
    return find_direction(name, *columns(rows)[:2])
