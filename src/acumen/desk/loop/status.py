"""Status: where every adopted plan stands, what is under way, and what is due."""

from collections.abc import Mapping, Sequence
from functools import partial

from acumen.desk.book import Book
from acumen.desk.elicitation.due import due_questions
from acumen.desk.extras import beside
from acumen.desk.loop.overruns import find_swamps, has_outlived
from acumen.desk.loop.remaining import N_QUICK, ask_in_passing, left_of
from acumen.desk.loop.standing import stand
from acumen.desk.plans.capacity import OwnHours, is_dated, passed
from acumen.desk.plans.conditioning import has_had_its_hours
from acumen.desk.plans.modes import find_mode
from acumen.desk.state.current_plan import ADOPT, Chosen, choose, going, is_reached, name_of, parts_missing
from acumen.desk.state.own_hours import read_own_hours
from acumen.errors import UsageError
from acumen.history import PlanState, StepPast, actions, lost_plans, open_plans, plan_slugs, plan_states
from acumen.inputs.days import in_zone
from acumen.ledger import Head
from acumen.records import Probe
from acumen.results.dates import DateCounted
from acumen.results.loop import Overrun, PlanStatus, Status, StepUnderWay
from acumen.results.modes import Mode
from acumen.results.plans import Answer


def status(book: Book, plan: str | None = None) -> Status:
    """Where the adopted plans stand, or `plan`, by slug or id.

    >>> [(one.plan, one.n_untried) for one in acumen.status(book).plans]
    [('retrieval-paper', 0), ('labelling-tool', 1)]
    """
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
    slugs = plan_slugs(history.plans, history.marks)
    still_open = open_plans(history.plans, history.marks, now=book.now)
    own = read_own_hours(book, history.marks)
    chosen = (_chosen(state, head, slugs, still_open, own) for state in states)
    return Status(
        now=book.now,
        plans=tuple(_status(book, one) for one in chosen),
        n_due=waiting[0],
        n_near=waiting[1],
        problems=tuple(sorted(problems, key=lambda problem: problem.where.line)),
    )


def _waiting(book: Book) -> tuple[int | None, int | None]:
    """How many questions are past their date, and how many soon will be."""
    found = due_questions(book)
    return len(found.past), len(found.near)


def _chosen(
    state: PlanState, head: Head, slugs: Mapping[str, str], still_open: Sequence[str], own: OwnHours | None
) -> Chosen:
    others = tuple(slugs[id_] for id_ in still_open if id_ != state.id)
    return Chosen(state=state, head=head, others=others, named=name_of(state.id, slugs), own=own)


def _is_over(past: StepPast) -> bool:
    return has_had_its_hours(going(past))


def _status(book: Book, chosen: Chosen) -> PlanStatus:
    state = chosen.state
    is_late = any(has_outlived(past) or _is_over(past) for past in state.under_way)
    answer = ask_in_passing(book, chosen, is_long=is_late)
    find = partial(find_swamps, chosen, answer) if answer is not None else tuple[Overrun, ...]
    swamps = beside("Which step has outlived its patience", find, otherwise=())[0]
    here = {action.id for action in actions(state.plan)}
    ends = [past.ended for past in state.steps if past.id in here]
    n_probes = sum(isinstance(action, Probe) for action in actions(state.plan))
    hours = sum(past.hours or 0.0 for past in state.steps)
    mode = beside("Its mode", partial(_mode, book, chosen, hours), otherwise=None)[0]
    shown = _settled(answer)
    return PlanStatus(
        id=state.id,
        plan=state.plan.plan,
        title=state.plan.title,
        worth=state.plan.worth,
        ship=state.plan.ship,
        adopted_at=in_zone(state.adopted_at, book.now.tzinfo),
        n_revisions=state.n_revisions,
        goal=is_reached(state),
        part_ids=parts_missing(state),
        n_steps=len(ends) - n_probes,
        n_probes=n_probes,
        n_succeeded=sum(end in ("succeeded", "positive") for end in ends),
        n_failed=sum(end in ("failed", "negative") for end in ends),
        n_given_up=ends.count("left"),
        n_untried=ends.count(None) - len(state.under_way),
        under_way=tuple(_going(book, chosen, past, answer) for past in state.under_way),
        total_hours=hours,
        n_not_told=sum(past.ended is not None and past.hours is None for past in state.steps),
        swamps=swamps,
        others=chosen.others,
        named=chosen.named,
        is_stopped=state.stopped is not None,
        is_parked=state.rests(book.now) and is_reached(state) is None,
        on_time=None if shown is None else shown.on_time,
        dated=shown,
        passed=None if is_reached(state) is not None else passed(chosen.plan, book.now.date()),
        mode=mode,
        until=None if state.parked is None else state.parked.record.until,
    )


def _settled(answer: Answer | None) -> DateCounted | None:
    """What is known of the date; nothing while a step is overdue, as all figures are as if that were left."""
    if answer is None or any(left.is_overdue for left in answer.under_way):
        return None
    return answer.dated


def _mode(book: Book, chosen: Chosen, hours: float) -> Mode | None:
    """What the work on a plan is about now; None where there is none, and of a plan that is big or whose date counts."""
    state = chosen.state
    is_over = is_reached(state) is not None or state.stopped is not None or state.rests(book.now)
    if is_over or is_dated(chosen.plan) or len(actions(chosen.plan)) > N_QUICK:
        return None
    standing = stand(book, state.id)
    return find_mode(standing.plan, progress=standing.progress, told_hours=hours)


def _going(book: Book, chosen: Chosen, past: StepPast, answer: Answer | None) -> StepUnderWay:
    left, is_of_now = left_of(chosen, past.id, answer)
    patience_hours = past.sayings[-1].patience_hours if left is None else left.patience_hours
    spent_hours = past.hours or 0.0
    is_spent = has_had_its_hours(going(past))
    return StepUnderWay(
        step=past.id,
        started_at=in_zone(past.sayings[0].said_at, book.now.tzinfo),
        spent_hours=past.hours,
        left=left,
        is_overdue=is_spent or (patience_hours is not None and spent_hours >= patience_hours),
        is_as_said=not is_of_now,
    )
