"""A plan as its sayings have meant: chances and intervals corrected by a record, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from acumen.desk.plans.conditioning import has_had_its_hours
from acumen.desk.plans.progress import Going, Progress
from acumen.readings.hours import within_limits
from acumen.records import Group, Hours, Interval, Node, Plan, Step, walk
from acumen.results.calibration import Calibrated

if TYPE_CHECKING:
    from acumen.desk.calibration.fit import Learned


class MeantPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The corrected plan, how far it has got in corrected figures, and every step that has not ended, said and meant."""

    plan: Plan
    progress: Progress | None
    steps: tuple[Calibrated, ...]

    ranges: tuple[
        tuple[str, float, float], ...
    ] = ()  # of open-ended steps: the upper end as said (at a start), as meant

    @property
    def changed(self) -> tuple[Calibrated, ...]:
        """The steps that the record moves."""
        return tuple(step for step in self.steps if step.is_changed)


def mean(plan: Plan, progress: Progress | None, learned: Learned) -> MeantPlan:
    """The plan with every plain chance and every interval as such sayings have meant; all else as it is."""
    steps: list[Calibrated] = []

    ended = {} if progress is None else progress.ended

    def correct(step: Step) -> Step:
        if step.id in ended:
            return step  # what came of it is known, whatever such sayings have meant
        meant = _meant(step, learned)
        steps.append(meant)
        return _as_meant(step, meant.chance, meant.meant_hours)

    corrected = map_steps(plan, correct)
    after = _progress(plan, progress, learned)
    return MeantPlan(plan=corrected, progress=after, steps=tuple(steps), ranges=tuple(_ranges(steps, progress, after)))


def _ranges(
    steps: list[Calibrated], progress: Progress | None, after: Progress | None
) -> Iterator[tuple[str, float, float]]:
    """The upper ends, of steps under way by what was said when they were begun."""
    before, now = ({} if one is None else one.under_way for one in (progress, after))
    for step in steps:
        if step.id in before:
            said, meant = before[step.id].hours, now[step.id].hours
            if isinstance(said, Interval) and isinstance(meant, Interval):
                yield step.id, said.high_hours, meant.high_hours
        elif step.said_hours is not None and step.meant_hours is not None:
            yield step.id, step.said_hours[1], step.meant_hours[1]


def map_steps(plan: Plan, change: Callable[[Step], Step]) -> Plan:
    """The plan with every step as `change` wants it, in the order of the file."""

    def visit(node: Node) -> Node:
        if isinstance(node, Group):
            return msgspec.structs.replace(node, of=tuple(visit(member) for member in node.of))
        return change(node)

    return msgspec.structs.replace(plan, goal=visit(plan.goal))


def _meant(step: Step, learned: Learned) -> Calibrated:
    chance = step.chance if isinstance(step.chance, float | int) else None
    interval = step.hours if isinstance(step.hours, Interval) else None
    return Calibrated(
        id=step.id,
        domain=step.domain,
        said_chance=chance,
        chance=None if chance is None else correct_chance(chance, step.domain, learned),
        n=learned.count_chances(step.domain),
        said_hours=None if interval is None else (interval.low_hours, interval.high_hours),
        meant_hours=None if interval is None else correct_interval(interval, step.domain, learned),
        n_hours=learned.count_hours(step.domain or ""),
    )


def correct_chance(chance: float, domain: str | None, learned: Learned) -> float:
    """What a chance said in that domain has meant; 1 too, as a certainty is a saying. What can't work stays so."""
    return 0.0 if chance <= 0.0 else learned.correct_chance(chance, domain).prob


def correct_interval(interval: Interval, domain: str | None, learned: Learned) -> tuple[float, float]:
    """The 5 % and 95 % points that such an interval has meant."""
    return learned.correct_hours(interval.low_hours, interval.high_hours, domain)


def _as_meant(step: Step, chance: float | None, hours: tuple[float, float] | None) -> Step:
    changed: dict[str, float | Hours] = {}
    if chance is not None:
        changed["chance"] = chance
    if hours is not None:
        changed["hours"] = within_limits(*hours)
    return msgspec.structs.replace(step, **changed)


def _progress(plan: Plan, progress: Progress | None, learned: Learned) -> Progress | None:
    """Steps under way by corrected figures; what was said anew of a rest has no record of its own and stays.

    Whether a step is overdue goes by what was said of it, not by what that has meant: so does one that would be by the
    correction alone.
    """
    if progress is None:
        return None
    domains = {node.id: node.domain for node in walk(plan.goal) if isinstance(node, Step)}
    under_way = {
        id_: going if going.before_hours > 0.0 or has_had_its_hours(going) else _going(going, domains.get(id_), learned)
        for id_, going in progress.under_way.items()
    }
    return msgspec.structs.replace(progress, under_way=under_way)


def _going(going: Going, domain: str | None, learned: Learned) -> Going:
    changed: dict[str, float | Hours] = {}
    if isinstance(going.chance, float | int):
        changed["chance"] = correct_chance(going.chance, domain, learned)
    if isinstance(going.hours, Interval):
        changed["hours"] = within_limits(*correct_interval(going.hours, domain, learned))
    corrected = msgspec.structs.replace(going, **changed)
    return going if has_had_its_hours(corrected) else corrected
