"""What was promised of a date, and alarms: that it is in danger, or that hours run over what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from acumen.desk.plans.shown_hours import shown_hours
from acumen.desk.state.current_plan import Chosen, progress_of
from acumen.records import AlarmRung, BaselineSet, Record
from acumen.results.dates import Alarm, DateCounted, Tripwire
from acumen.version import __version__

if TYPE_CHECKING:
    from acumen.results.plans import Answer

EVEN = 0.5
RING = (10.0, 100.0)  # e-values


def with_promise(answer: Answer, chosen: Chosen, share: float) -> Answer:
    """The answer with what was promised of its date, and the alarms that hold now."""
    promised = chosen.state.baseline
    if any(
        left.is_overdue for left in answer.under_way
    ):  # the figures are as if that were left: first it has to be settled
        return answer
    if answer.dated is None or promised is None:
        return answer
    dated = msgspec.structs.replace(
        answer.dated,
        promised=promised.record.on_time,
        promised_at=promised.happened_at,
        tripwires=_moved(answer.dated, promised.record),
        alarms=_alarms(answer.dated, chosen, promised.record, share),
    )
    return msgspec.structs.replace(answer, dated=dated)


def _moved(dated: DateCounted, promised: BaselineSet) -> tuple[Tripwire, ...]:
    """The days as they are now, each beside the one that was promised, where that is another."""
    said = dict(promised.tripwires) if promised.ship == dated.ship else {}
    return tuple(
        msgspec.structs.replace(wire, promised_day=day)
        if (day := said.get(wire.step)) is not None and day != wire.by_day
        else wire
        for wire in dated.tripwires
    )


def baseline_of(answer: Answer, chosen: Chosen, *, is_asked: bool = False) -> BaselineSet | None:
    """The promise as it stands now; None where no date counts."""
    if answer.dated is None:
        return None
    return BaselineSet(
        plan=chosen.state.id,
        ship=answer.dated.ship,
        hours_until=answer.dated.hours_until,
        on_time=answer.dated.on_time,
        value=answer.value,
        tripwires=tuple((wire.step, wire.by_day) for wire in answer.dated.tripwires),
        acumen=__version__,
        is_asked=is_asked,
    )


def to_keep(answer: Answer, chosen: Chosen) -> list[Record]:
    """What has to be written down of a date: the first promise of it, and alarms that have not rung."""
    state, dated = chosen.state, answer.dated
    if dated is None or any(left.is_overdue for left in answer.under_way):
        return []
    if state.baseline is None:
        first = baseline_of(answer, chosen)
        return [] if first is None else [first]
    return [
        AlarmRung(
            plan=state.id,
            baseline=state.baseline.id,
            what=alarm.what,
            level=alarm.stage,
            on_time=dated.on_time,
            e_value=alarm.e_value or 1.0,
        )
        for alarm in dated.alarms
        if alarm.is_new
    ]


def _alarms(dated: DateCounted, chosen: Chosen, promised: BaselineSet, share: float) -> tuple[Alarm, ...]:
    from acumen.distributions.slip_evidence import fell_prob  # noqa: PLC0415 -- numerics, where no date counts

    state = chosen.state
    rung = {(said.record.what, said.record.level): said.id for said in state.alarms}
    found = [
        *_of_date(dated.on_time, promised.on_time, fell_prob(promised.on_time, dated.on_time)),
        *_of_hours(chosen, share),
    ]
    return tuple(
        msgspec.structs.replace(alarm, is_new=(alarm.what, alarm.stage) not in rung)
        for alarm in found
        if rung.get((alarm.what, alarm.stage)) not in state.undone
    )


def _of_date(on_time: float, promised: float, right_prob: float) -> list[Alarm]:
    """Below even odds, if it was not so from the start; below half of what was promised."""
    level = 2 if on_time < promised / 2.0 else 1 if on_time < EVEN <= promised else 0
    return [Alarm(what="date", stage=level, right_prob=right_prob, is_new=True)] if level else []


def _of_hours(chosen: Chosen, share: float) -> list[Alarm]:
    """By the hours of steps that were worked on since the promise."""
    from acumen.distributions.slip_evidence import e_value, times_said  # noqa: PLC0415 -- numerics, where no date counts

    promised = chosen.state.baseline
    since = [
        past.id
        for past in chosen.state.steps
        if promised is not None and past.last_at is not None and past.last_at >= promised.happened_at
    ]
    shown = shown_hours(progress_of(chosen.state), since)
    value = e_value(shown, share) if shown else 1.0
    level = sum(value >= least for least in RING)
    if not level:
        return []
    return [
        Alarm(
            what="hours",
            stage=level,
            right_prob=1.0 / value,
            is_new=True,
            e_value=value,
            times_said=times_said(shown),
        )
    ]
