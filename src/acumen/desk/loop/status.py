"""Status: where every adopted plan stands, what is under way, and what is due."""

from datetime import date, datetime

import msgspec

from acumen.desk.beside import beside
from acumen.desk.keeping.book import Book
from acumen.desk.loop.left import left_of
from acumen.desk.loop.plans import ADOPT, Chosen, choose, going, is_reached
from acumen.desk.loop.swamp import Swamp, find_swamps, has_outlived
from acumen.desk.loop.told import Told
from acumen.desk.planning.midway import has_had_its_hours
from acumen.desk.planning.progress import Left
from acumen.desk.questions.due import due
from acumen.desk.questions.moments import in_zone
from acumen.errors import Problem, UsageError
from acumen.history import PlanState, StepPast, actions, lost_plans, plan_states
from acumen.ledger import Head
from acumen.records import Probe


class Going(msgspec.Struct, frozen=True, kw_only=True):
    """A step or probe under way. `left` is None for a probe; `is_overdue`: the hours said, or its patience, are over."""

    step: str
    started_at: datetime
    hours: float | None
    left: Left | None
    is_overdue: bool


class PlanStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A plan: what became of its steps (probes counted with them), and whether its goal is known."""

    id: str
    plan: str
    title: str | None
    worth: float | None
    ship: date | None
    adopted_at: datetime
    n_revisions: int
    goal: bool | None
    n_steps: int
    n_probes: int  # of the n_steps
    n_succeeded: int
    n_failed: int
    n_left: int
    n_untried: int
    under_way: tuple[Going, ...]
    hours: float  # told, of all steps
    n_not_told: int  # steps that ended without anybody telling their hours
    swamps: tuple[Swamp, ...] = ()  # steps under way that have outlived their patience, with the ways out


class Status(Told, frozen=True, kw_only=True):
    """All adopted plans, or the one asked about, at the moment `at`, and how many questions wait for an outcome.

    `n_due` are past their date, `n_near` are due within two weeks; both None where one plan was asked about.
    """

    at: datetime
    plans: tuple[PlanStatus, ...]
    n_due: int | None
    n_near: int | None
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """The text that `acumen status` prints."""
        from acumen.desk.wording.kept.loop import write_status  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_status(self))


def status(book: Book, plan: str | None = None) -> Status:
    """Where the adopted plans stand, or `plan`, by slug or id."""
    history = book.recall("plans", "marks")
    states = plan_states(history.plans, history.marks)
    head = Head(position=history.position, hash=history.hash)
    waiting: tuple[int | None, int | None] = (None, None)
    if plan is not None:
        states = (choose(book, plan).state,)
    else:
        waiting = _waiting(book)
        if not states and waiting == (0, 0):
            raise UsageError("no plan is adopted and no question is due", hint=ADOPT)
    problems = [problem for state in states for problem in state.problems]
    if plan is None:
        problems += [*lost_plans(history.plans, history.marks), *history.marks.problems]
    return Status(
        at=book.now,
        plans=tuple(_status(book, state, head) for state in states),
        n_due=waiting[0],
        n_near=waiting[1],
        problems=tuple(sorted(problems, key=lambda problem: problem.where.line)),
    )


def _waiting(book: Book) -> tuple[int | None, int | None]:
    """How many questions are past their date, and how many soon will be."""
    found = due(book)
    return len(found.past), len(found.near)


def _swamps(book: Book, state: PlanState, head: Head) -> tuple[Swamp, ...]:
    """Solved for only where some step has outlived its patience; nothing where it can't be."""
    if not any(has_outlived(past) or _is_over(past) for past in state.under_way):
        return ()
    from acumen.desk.loop.advice import advise, recollect  # noqa: PLC0415 -- the solver is not loaded where all is well

    chosen = Chosen(state=state, head=head)

    def find() -> tuple[Swamp, ...]:
        return find_swamps(chosen, advise(chosen, learned=recollect(book)[0]).answer)

    return beside("Which step has outlived its patience", find, otherwise=())[0]


def _is_over(past: StepPast) -> bool:
    return has_had_its_hours(going(past))


def _status(book: Book, state: PlanState, head: Head) -> PlanStatus:
    here = {action.id for action in actions(state.plan)}
    ends = [past.ended for past in state.steps if past.id in here]
    return PlanStatus(
        id=state.id,
        plan=state.plan.plan,
        title=state.plan.title,
        worth=state.plan.worth,
        ship=state.plan.ship,
        adopted_at=in_zone(state.adopted_at, book.now.tzinfo),
        n_revisions=state.n_revisions,
        goal=is_reached(state),
        n_steps=len(ends),
        n_probes=sum(isinstance(action, Probe) for action in actions(state.plan)),
        n_succeeded=sum(end in ("succeeded", "positive") for end in ends),
        n_failed=sum(end in ("failed", "negative") for end in ends),
        n_left=ends.count("left"),
        n_untried=ends.count(None) - len(state.under_way),
        under_way=tuple(_going(book, past) for past in state.under_way),
        hours=sum(past.hours or 0.0 for past in state.steps),
        n_not_told=sum(past.ended is not None and past.hours is None for past in state.steps),
        swamps=_swamps(book, state, head),
    )


def _going(book: Book, past: StepPast) -> Going:
    left = left_of(past)
    patience_hours = past.sayings[-1].patience_hours
    spent_hours = past.hours or 0.0
    is_spent = has_had_its_hours(going(past))
    return Going(
        step=past.id,
        started_at=in_zone(past.sayings[0].said_at, book.now.tzinfo),
        hours=past.hours,
        left=left,
        is_overdue=is_spent or (patience_hours is not None and spent_hours >= patience_hours),
    )
