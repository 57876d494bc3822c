"""Ledgers written in a few lines: records as they were kept, to be folded in any order."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from acumen.history import History, PlanState, fold, plan_states
from acumen.records import (
    GENESIS,
    Group,
    Interval,
    Kept,
    Plan,
    PlanAdopted,
    Probe,
    Record,
    Step,
    StepEnded,
    StepStarted,
    TimeSpent,
    chain,
    seal,
)

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLAN = "p0"
STEPS = (
    Step(id="a", chance=0.5, hours=Interval(low_hours=2.0, high_hours=8.0), domain="code"),
    Step(id="b", chance=0.3, hours=6.0, needs=("a",)),
)
A_PLAN = Plan(
    plan="small",
    goal=Group(kind="all", of=STEPS),
    worth=40.0,
    probes=(Probe(id="ask", about="h", hours=1.0, positive=0.5),),
)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


class Told:
    """Records in the order in which they are written down; each is one hour after the last unless told."""

    def __init__(self, plan: Plan | None = A_PLAN) -> None:
        self.kept: list[Kept] = []
        if plan is not None:
            self.say(PlanAdopted(plan=plan), id_=PLAN)

    def say(
        self,
        record: Record,
        *,
        id_: str | None = None,
        writer: str = "me",
        happened: datetime | None = None,
        written: datetime | None = None,
    ) -> str:
        """Write one more, and give its id."""
        position = len(self.kept) + 1
        written = written or at(position)
        sealed = seal(
            record,
            id=id_ or f"r{position}",
            writer=writer,
            count=position,
            happened_at=happened or written,
            written_at=written,
        )
        before = self.kept[-1].hash if self.kept else GENESIS
        self.kept.append(Kept(position=position, hash=chain(before, sealed.envelope), sealed=sealed))
        return id_ or f"r{position}"

    def start(self, step: str = "a", *, is_anew: bool = False, **more: object) -> str:
        """Start a step at 50 %, 2 to 8 h, leaving after 6 h."""
        record = StepStarted(
            plan=PLAN,
            step=step,
            chance=0.5,
            hours=Interval(low_hours=2.0, high_hours=8.0) if step == "a" else 6.0,
            domain="code",
            patience_hours=6.0 if step == "a" else None,
            is_anew=is_anew,
        )
        return self.say(record, **more)  # type: ignore[arg-type]

    def spend(self, hours: float, step: str = "a", **more: object) -> str:
        """Spend hours."""
        return self.say(TimeSpent(plan=PLAN, step=step, hours=hours), **more)  # type: ignore[arg-type]

    def end(self, ended: str = "succeeded", step: str = "a", *, hours: float | None = None, **more: object) -> str:
        """End a step."""
        return self.say(StepEnded(plan=PLAN, step=step, ended=ended, hours=hours), **more)  # type: ignore[arg-type]

    def state(self) -> PlanState:
        """The one plan as it stands."""
        return state_of(self.kept)


def recalled(kept: Iterable[Kept]) -> History:
    return fold(History(), kept)


def state_of(kept: Sequence[Kept]) -> PlanState:
    history = recalled(kept)
    (state,) = plan_states(history.plans, history.marks)
    return state


def codes(state: PlanState) -> list[str]:
    return [problem.code for problem in state.problems]
