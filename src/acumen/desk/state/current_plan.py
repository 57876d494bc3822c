"""Which plan and which step are meant, and how far a plan has got."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from acumen.borders.near import did_you_mean
from acumen.borders.signs import as_named, begins
from acumen.desk.book import Book
from acumen.desk.plans.capacity import OwnHours, with_own_hours
from acumen.desk.plans.progress import End, Going, Progress, Tied
from acumen.desk.state.own_hours import read_own_hours
from acumen.errors import UsageError
from acumen.history import (
    PlanState,
    StepPast,
    actions,
    goal_truth,
    missing_parts,
    open_plans,
    plan_slugs,
    plan_states,
    truths,
)
from acumen.inputs.days import in_zone
from acumen.ledger import Head
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread, listed, shorten
from acumen.records import Plan, Probe, Step, walk

N_SHORT_ID = 8
ADOPT = "adopt one first: acumen adopt PLAN (was one undone: acumen log has the ID for acumen undo ID)"


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with its past, and the head of the ledger that says so; `others`: slugs of the open plans beside it.

    `named`: how a command names it beside those.
    """

    state: PlanState
    head: Head
    others: tuple[str, ...] = ()
    named: str = ""
    own: OwnHours | None = None  # that somebody has set for plans which say none

    @property
    def option(self) -> str:
        """What a command needs so that this plan is meant: ` --plan NAME` where others are open."""
        return f" --plan {self.named}" if self.others else ""

    def beside(self, step: str) -> str:
        """The same with the step, where more than one is under way or the plan has to be named."""
        return f" {step}{self.option}" if self.others or len(self.state.under_way) > 1 else ""

    @property
    def plan(self) -> Plan:
        """What the plan says today."""
        return with_own_hours(self.state.plan, self.own)

    @property
    def believed(self) -> Plan:
        """The same with its hypotheses as they stand by the evidence; what its steps have told comes with their progress."""
        return with_own_hours(believed_plan(self.state), self.own)

    def step(self, id_: str) -> StepPast:
        """What happened to a step or probe of the plan."""
        return self.state.step(id_) or StepPast(id=id_)

    def action(self, id_: str) -> Step | Probe | None:
        """The step or probe as the plan has it today."""
        return next((action for action in actions(self.plan) if action.id == id_), None)


def choose(
    book: Book,
    plan: str | None = None,
    *,
    step: str | None = None,
    is_under_way: bool = False,
    has: Callable[[PlanState], bool] | None = None,
) -> Chosen:
    """The plan meant by its slug or id; else the only one, or the only one that has `step`, or work under way, or is open.

    `has`: what is asked about, which a plan that is meant without its name has.
    """
    history = book.recall("plans", "marks")
    head = Head(position=history.position, hash=history.hash)
    slugs = plan_slugs(history.plans, history.marks)
    if not slugs:
        raise UsageError("no plan is adopted", hint=ADOPT)
    own = read_own_hours(book, history.marks)
    if plan is not None:
        (state,) = plan_states(history.plans, history.marks, ids=[_named(slugs, plan)])
        others = (slugs[id_] for id_ in open_plans(history.plans, history.marks, now=book.now) if id_ != state.id)
        return Chosen(state=state, head=head, others=tuple(others), named=name_of(state.id, slugs), own=own)
    still_open = open_plans(history.plans, history.marks, now=book.now)
    may_be_over = step is not None or is_under_way or not still_open  # a plan whose goal is known may be meant
    states = plan_states(history.plans, history.marks, ids=None if may_be_over else still_open)
    if has is not None:
        states = tuple(state for state in states if has(state)) or states
    state = _likely(states, frozenset(still_open), step, is_under_way=is_under_way)
    others = (slugs[id_] for id_ in still_open if id_ != state.id)
    return Chosen(state=state, head=head, others=tuple(others), named=name_of(state.id, slugs), own=own)


def name_of(id_: str, slugs: Mapping[str, str]) -> str:
    """How a command names a plan: by its slug, or by its id where another plan (of a ledger merged in) has that slug too."""
    if sum(slug == slugs[id_] for slug in slugs.values()) == 1:
        return slugs[id_]
    n = next((n for n in range(N_SHORT_ID, len(id_)) if sum(other.startswith(id_[:n]) for other in slugs) == 1), None)
    return id_[:n]


def _named(slugs: Mapping[str, str], name: str) -> str:
    """The id of the plan of that slug, or whose id begins so."""
    name = as_named(name, slugs.values())
    found = [id_ for id_, slug in slugs.items() if slug == name] or [id_ for id_ in slugs if id_.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"expected one plan, found {len(found)} called {shorten(name)}", hint=f"name its id: {listed(found)}"
        )
    known = list(slugs.values())
    _refuse_several(name, known, "plan")
    hint = did_you_mean(name, known, f"adopted are {listed(known)}")
    raise UsageError(f"expected an adopted plan, found {shorten(name)}", hint=hint)


def _likely(
    states: Sequence[PlanState], still_open: frozenset[str], step: str | None, *, is_under_way: bool
) -> PlanState:
    """The one that is meant where no plan is named."""
    left: Sequence[PlanState] = [state for state in states if state.id in still_open] or states
    if step is not None:
        having = [state for state in states if _has(state, step)]
        if not having and len(left) > 1:
            known = sorted({id_ for state in left for id_ in _ids(state)})
            hint = did_you_mean(step, known, "acumen status shows the plans, acumen tree --plan NAME the steps of one")
            raise UsageError(f"expected a step of one of the {len(left)} plans, found {shorten(step)}", hint=hint)
        going = [state for state in having if as_named(step, _ids(state)) in {past.id for past in state.under_way}]
        left = going or [state for state in having if state in left] or having or left
    elif is_under_way:
        left = [state for state in left if state.under_way] or [state for state in states if state.under_way] or left
    if len(left) > 1 and step is None:
        left = [state for state in left if state.under_way] or left  # where somebody is at work
    if len(left) == 1:
        return left[0]
    names = listed(dict.fromkeys(name_of(state.id, {one.id: one.plan.plan for one in states}) for state in left))
    if not still_open and step is None:
        hint = f"acumen adopt PLAN follows another; --plan NAME looks back at one: {names}"
        raise UsageError(f"expected a plan to go on with, found that all {len(left)} are over", hint=hint)
    raise UsageError(f"expected one plan, found {len(left)}", hint=f"name it with --plan: {names}")


def _ids(state: PlanState) -> list[str]:
    return [past.id for past in state.steps]


def _has(state: PlanState, step: str) -> bool:
    return as_named(step, _ids(state)) in _ids(state)


def _refuse_several(word: str, known: Sequence[str], what: str) -> None:
    """UsageError for a beginning of several names."""
    found = begins(word, known)
    if len(found) > 1:
        raise UsageError(
            f"expected one {what}, found {len(found)} that begin with {shorten(word)}", hint=f"name it: {listed(found)}"
        )


def choose_step(chosen: Chosen, step: str | None) -> str:
    """The id of the step or probe meant: the one under way where none is named."""
    if step is not None:
        known = [past.id for past in chosen.state.steps]
        step = as_named(step, known)
        if step not in known:
            _refuse_several(step, known, "step")
            hint = did_you_mean(step, known, f"steps are {listed(known)}")
            if not isinstance(read_hours(step), Misread):
                hint = f"hours stand behind --hours: --hours {step}"
            raise UsageError(f"expected a step of {chosen.plan.plan}, found {shorten(step)}", hint=hint)
        return step
    going = chosen.state.under_way
    if len(going) == 1:
        return going[0].id
    if not going:
        raise UsageError("no step is under way", hint="start one: acumen start, or name the step")
    raise UsageError(
        f"expected one step under way, found {len(going)}", hint=f"name it: {listed(past.id for past in going)}"
    )


def refuse_earlier(past: StepPast, at: datetime) -> None:
    """UsageError for something said of a step as of a moment before the last that was said of it."""
    if past.last_at is not None and at < past.last_at:
        last = in_zone(past.last_at, at.tzinfo)
        hint = "leave --on out, or undo that" if at.date() < last.date() else "say a later --on, or undo that"
        raise UsageError(f"`{past.id}` was still worked on after that, on {last:%Y-%m-%d %H:%M}", hint=hint)


def believed_plan(state: PlanState) -> Plan:
    """What the plan says today, with the belief that evidence leads to instead of its priors."""
    if not state.heard.pieces and not state.heard.artifacts:
        return state.plan
    from acumen.desk.state.updating import believed  # noqa: PLC0415 -- not needed where nothing was seen

    return believed(state.plan, state.heard)


def progress_of(state: PlanState) -> Progress:
    """What has happened to the steps and probes of today's plan, as solving it has to know."""
    here = {action.id for action in actions(state.plan)}
    known = {past.id: past for past in state.heard.known}
    replaced = state.heard.replaced
    return Progress(
        ended={
            past.id: _end(past, known.get(past.id), is_replaced=past.id in replaced)
            for past in state.steps
            if past.ended and past.id in here
        },
        under_way={past.id: going(past, known.get(past.id)) for past in state.under_way},
        tied=_tied(state),
    )


def _tied(state: PlanState) -> tuple[Tied, ...]:
    if not state.heard.pieces:
        return ()
    from acumen.desk.state.updating import tied  # noqa: PLC0415 -- not needed where nothing was seen

    return tied(state.plan, state.heard)


def _end(past: StepPast, known: StepPast | None, *, is_replaced: bool) -> End:
    is_known = known is not None and known.ended is not None
    return End(
        is_true=_is_true(past),
        is_left=past.ended == "left",
        going=going(past, known) if past.sayings else None,
        is_silent=is_replaced or is_known,
    )


def going(past: StepPast, known: StepPast | None = None) -> Going:
    """A step that was started, by what was last said of it; `known`: as it stood when the belief was last set."""
    ends = [*(saying.at_hours for saying in past.sayings[1:]), past.hours or 0.0]
    known_hours = [
        (known.hours or 0.0) if known is not None and len(known.sayings) > n else 0.0 for n in range(len(ends))
    ]
    *earlier, last = (
        Going(
            chance=saying.chance,
            hours=saying.hours,
            fails=saying.fails,
            before_hours=saying.at_hours,
            since_hours=max(0.0, end - saying.at_hours),
            is_told=past.hours is not None,
            known_hours=max(0.0, min(known, end) - saying.at_hours),
        )
        for saying, end, known in zip(past.sayings, ends, known_hours, strict=True)
    )
    return msgspec.structs.replace(last, earlier=tuple(earlier)) if earlier else last


def is_reached(state: PlanState) -> bool | None:
    """Whether the goal is made by what has ended, with what is there once the plan was given up; None while it is open."""
    return goal_truth(state.plan, _succeeded(state), is_over=state.stopped is not None)


def parts_missing(state: PlanState) -> tuple[str, ...]:
    """The parts without which the goal was reached; () where it was not, or nothing is missing."""
    return (missing_parts(state.plan, _succeeded(state)) or ()) if is_reached(state) else ()


def _succeeded(state: PlanState) -> dict[str, bool]:
    here = {action.id for action in actions(state.plan)}
    return {past.id: _is_true(past) for past in state.steps if past.ended and past.id in here}


def _is_true(past: StepPast) -> bool:
    return past.ended in ("succeeded", "positive")


def unmet_needs(chosen: Chosen, action: Step | Probe) -> list[str]:
    """Ids that must have come true before the action may start, and have not."""
    known = truths(chosen.plan, _succeeded(chosen.state))
    true = {
        (node.id if isinstance(node, Step) else node.name) for node in walk(chosen.plan.goal) if known[id(node)] is True
    }
    return [need for need in action.needs if need not in true]
