"""What the records say of one step: what was said of it when, how many hours were told, how it ended.

Records are taken in the order of `said.order`; which of them counts is decided here, and every one that does not is a
problem. A first start makes the step under way, a start while it is under way speaks of the rest, the first end counts.
"""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from acumen.errors import Problem
from acumen.history.entry import Order, Said, problem
from acumen.records import Chance, Hours, Interval, StepEnded, StepStarted, TimeSpent

EndedHow: TypeAlias = Literal["succeeded", "failed", "left", "positive", "negative"]
StepSaid: TypeAlias = Said[StepStarted] | Said[TimeSpent] | Said[StepEnded]

ROUNDING_HOURS = 1e-9
MOST_HOURS, MOST_SPREAD = (
    1e9,
    1e6,
)  # what a plan may say of a step; nobody has spent more, and sums of more are no floats


class StepBet(msgspec.Struct, frozen=True, kw_only=True):
    """A chance and hours as said at a start, or anew while under way, and then about the rest.

    `at_hours`: how many hours had been told when it was said, 0 at the start.
    """

    id: str
    position: int
    writer: str
    person: str | None
    said_at: datetime
    written_at: datetime
    chance: Chance
    hours: Hours
    fails: Hours | None
    domain: str | None
    patience_hours: float | None  # shown then, counted from the start of the step; None: to be carried through
    is_anew: bool
    at_hours: float


class StepPast(msgspec.Struct, frozen=True, kw_only=True):
    """All that happened to one step or probe. `hours` are those told, None where nobody told any."""

    id: str
    sayings: tuple[StepBet, ...] = ()
    hours: float | None = None
    last_at: datetime | None = None  # when the last start, hours or end that counts happened
    ended: EndedHow | None = None
    ended_at: datetime | None = None
    ended_position: int | None = None
    end_id: str | None = None

    @property
    def is_under_way(self) -> bool:
        """Started and not ended."""
        return bool(self.sayings) and self.ended is None

    @property
    def started_at(self) -> datetime | None:
        """When it was first started; None where nobody said."""
        return self.sayings[0].said_at if self.sayings else None


def recount(
    step: str, said: Iterable[StepSaid], *, is_probe: bool = False, is_known: bool = True
) -> tuple[StepPast, tuple[Problem, ...]]:
    """What the records about `step` amount to, and what is wrong with them. `is_known`: some version of the plan has it."""
    telling = _Telling(step, is_probe=is_probe)
    for one in sorted(said, key=_order):
        if not is_known:
            telling.wrong(one, "not-in-plan", f"no version of the plan has `{step}`")
        elif one.happened_at > one.written_at:
            telling.wrong(one, "in-the-future", "was written down before it happened", hint="undo it and say it again")
        telling.take(one)
    return telling.past(), tuple(telling.problems)


def _order(said: StepSaid) -> Order:
    return said.happened_at, said.writer, said.count, said.id


class _Telling:
    """The step as it stands while its records are gone through."""

    def __init__(self, step: str, *, is_probe: bool) -> None:
        self.step, self.is_probe = step, is_probe
        self.sayings: list[StepBet] = []
        self.spent: list[float] = []
        self.end: Said[StepEnded] | None = None
        self.last_at: datetime | None = None
        self.problems: list[Problem] = []

    def wrong(self, said: StepSaid, code: str, message: str, *, hint: str = "") -> None:
        """Report one of the records."""
        self.problems.append(problem(code, said.position, f"step `{self.step}`: {message}", hint=hint))

    def take(self, said: StepSaid) -> None:
        """Let one more record count, or report it."""
        record = said.record
        if self.end is not None:
            what = {StepStarted: "started", TimeSpent: "given hours", StepEnded: "ended"}[type(record)]
            code = {StepStarted: "started-after-end", TimeSpent: "spent-after-end", StepEnded: "ended-twice"}
            again = "again" if isinstance(record, StepEnded) else "after it had ended"
            hint = "what was said first counts; undo one of the two"
            self.wrong(said, code[type(record)], f"{what} {again}", hint=hint)
        elif isinstance(record, StepStarted):
            self._start(said, record)
        elif isinstance(record, TimeSpent):
            self._spend(said, record)
        else:
            self._end(said, record)

    def _start(self, said: StepSaid, record: StepStarted) -> None:
        if isinstance(record.chance, float | int) and not 0.0 <= record.chance <= 1.0:
            self.wrong(said, "chance-outside", f"a chance of {record.chance}")
            return
        if not _is_sound(record.hours) or (record.fails is not None and not _is_sound(record.fails)):
            self.wrong(said, "hours-outside", "hours that can't be")
            return
        if self.sayings and not record.is_anew:
            self.wrong(said, "started-twice", "started while it was under way", hint="the first start counts")
            return
        if not self.sayings and record.is_anew:
            self.wrong(said, "anew-without-start", "said again before it was started; taken as its start")
        self.sayings.append(_saying(said, record, sum(self.spent)))
        self.last_at = said.happened_at

    def _spend(self, said: StepSaid, record: TimeSpent) -> None:
        if not 0.0 <= record.hours <= MOST_HOURS:
            self.wrong(said, "hours-outside", f"{record.hours} hours spent")
        elif not self.sayings:
            self.wrong(said, "spent-before-start", "hours spent before it was started; they don't count")
        else:
            self.spent.append(record.hours)
            self.last_at = said.happened_at

    def _end(self, said: StepSaid, record: StepEnded) -> None:
        if (record.ended in ("positive", "negative")) != self.is_probe and record.ended != "left":
            what = "a probe" if self.is_probe else "a step"
            self.wrong(said, "wrong-end", f"{record.ended} is no way for {what} to end")
            return
        if record.hours is not None and not 0.0 <= record.hours <= MOST_HOURS:
            self.wrong(said, "hours-outside", f"{record.hours} hours in all; taken as not told")
        if not self.sayings:
            self.wrong(said, "ended-without-start", "ended without a start, so nothing was said of it before")
        self.last_at = said.happened_at
        self.end = said  # type: ignore[assignment]  # the record is a StepEnded
        if self.spent and record.hours is not None and record.hours < sum(self.spent) - ROUNDING_HOURS:
            told = f"{record.hours:g} h in all where {sum(self.spent):g} h had been told"
            self.wrong(said, "fewer-hours-than-told", told, hint="the total counts")

    def past(self) -> StepPast:
        """What it all amounts to."""
        end = self.end
        hours = sum(self.spent) if self.spent else None
        if end is not None and end.record.hours is not None and 0.0 <= end.record.hours <= MOST_HOURS:
            hours = end.record.hours
        self._compare_with_commitment(hours)
        return StepPast(
            id=self.step,
            sayings=tuple(self.sayings),
            hours=hours,
            last_at=self.last_at,
            ended=None if end is None else end.record.ended,
            ended_at=None if end is None else end.happened_at,
            ended_position=None if end is None else end.position,
            end_id=None if end is None else end.id,
        )

    def _compare_with_commitment(self, hours: float | None) -> None:
        """Plain hours are spent in full and not exceeded. Once it has ended nothing has to be said anew."""
        last = self.sayings[-1] if self.sayings else None
        if self.end is not None or last is None or hours is None or isinstance(last.hours, Interval):
            return
        most = max([last.hours, *([last.fails] if isinstance(last.fails, float | int) else [])])
        if isinstance(last.fails, Interval):
            return
        if hours - last.at_hours > most + ROUNDING_HOURS:
            message = f"step `{self.step}`: {hours - last.at_hours:g} h spent of a commitment of {most:g} h"
            hint = "say what remains anew: acumen start STEP --chance … --hours …"
            self.problems.append(problem("more-than-committed", last.position, message, hint=hint))


def _saying(said: StepSaid, record: StepStarted, at_hours: float) -> StepBet:
    return StepBet(
        id=said.id,
        position=said.position,
        writer=said.writer,
        person=record.person,
        said_at=said.happened_at,
        written_at=said.written_at,
        chance=record.chance,
        hours=record.hours,
        fails=record.fails,
        domain=record.domain,
        patience_hours=record.patience_hours,
        is_anew=record.is_anew,
        at_hours=at_hours,
    )


def _is_sound(hours: Hours) -> bool:
    if isinstance(hours, Interval):
        is_narrow = hours.high_hours <= MOST_SPREAD * hours.low_hours * (1.0 + ROUNDING_HOURS)
        return 0.0 < hours.low_hours < hours.high_hours <= MOST_HOURS and is_narrow
    return 0.0 <= hours < math.inf
