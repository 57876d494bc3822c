"""What steps begun so far have shown of their hours, beside what was said of them."""

from collections.abc import Collection, Iterator

from acumen.desk.plans.progress import Going, Progress
from acumen.distributions import LogNormal
from acumen.distributions.shown import Shown
from acumen.records import Interval


def shown_hours(progress: Progress | None, ids: Collection[str] | None = None) -> tuple[Shown, ...]:
    """Of open-ended work whose hours were told: when it worked, or that it had not by then. `ids`: of these steps alone.

    A step that failed to its end tells nothing of how long success would have taken.
    """
    return () if progress is None else tuple(_each(progress, ids))


def _each(progress: Progress, ids: Collection[str] | None) -> Iterator[Shown]:
    begun: list[tuple[str, Going, bool]] = [
        (id_, end.going, end.is_true)
        for id_, end in progress.ended.items()
        if end.going is not None and (end.is_true or end.is_left)
    ]
    begun += [(id_, going, False) for id_, going in progress.under_way.items()]
    for id_, going, has_worked in begun:
        hours, chance = going.hours, going.chance
        if (ids is not None and id_ not in ids) or not isinstance(hours, Interval) or going.since_hours <= 0.0:
            continue
        if not going.is_told or not (has_worked or isinstance(chance, float)):
            continue
        said = LogNormal.from_interval(hours.low_hours, hours.high_hours)
        yield Shown(
            z=said.z(going.since_hours),
            sigma=said.sigma,
            chance=chance if isinstance(chance, float) else 1.0,
            has_worked=has_worked,
        )
