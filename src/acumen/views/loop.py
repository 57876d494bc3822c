"""What the verbs of the loop say: a few lines each, with what can be typed next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from acumen.inputs.bet_text import say_chance, say_range
from acumen.pages import Block, Column, Gap, Headline, Hint, Section, Span, Table, Text
from acumen.pages.columns import N_COLUMNS, clip, cut
from acumen.pages.commands import PROGRAM
from acumen.pages.number_format import is_left, say_count, say_hours, say_prob
from acumen.records import Conditional
from acumen.views.alarms import say_promised, write_alarms
from acumen.views.answer import as_if, write_answer
from acumen.views.bets import option_of, say_carry, say_left, say_own
from acumen.views.corrected_plan import write_meant
from acumen.views.due_days import say_goal, say_ship, say_stopped, say_without
from acumen.views.modes import write_mode
from acumen.views.origins import write_origins
from acumen.views.overdue import say_swamp, write_overdue

if TYPE_CHECKING:
    from datetime import date, datetime

    from acumen.errors import Problem
    from acumen.results.loop import (
        Adopted,
        Done,
        Next,
        PlanCompared,
        PlanStatus,
        Spent,
        Started,
        Status,
        StepUnderWay,
    )
    from acumen.results.plans import Answer
    from acumen.results.sensitivity import Change

N_CHANGES = 12
N_PROBLEMS = 6
N_SHORT_ID = 8
AS_SAID = " (as it was said; `next` asks the whole plan)"
N_TEXT_COLUMNS = 120  # of a title or note that was changed
COMPARED = (
    Column(head="plan", width=20, gap=2),
    Column(head="next", width=26, gap=2),
    Column(head="best per hour", width=16, gap=2),
    Column(head="overdue"),
)


def write_adopted(adopted: Adopted) -> Iterator[Block]:
    """What is followed now, or what changed."""
    name = Span(clip(adopted.plan, N_COLUMNS - 40), "id")
    then = Hint("Then", f"next{option_of(adopted.named or adopted.plan, adopted.others)}")
    if adopted.is_new:
        yield Text(("Adopted ", name, f" ({_say_size(adopted.n_steps, adopted.n_probes)})."))
        yield then
        return
    if not adopted.changes and not adopted.is_belief_now:
        yield Text((name, " says what it said before; nothing was written."))
        return
    yield Text((name, " was adopted before; what is new:" if adopted.changes else " says what it said before."))
    changes, n_more = cut(adopted.changes, N_CHANGES)
    yield from (Text(_change(change), indent=2, hang=4) for change in changes)
    if n_more:
        yield Text(f"… and {n_more} more (--json has all)", indent=2)
    yield from _priors(adopted)
    for step in adopted.gone:
        yield Text(f"What happened to {step} stays on record.", indent=2, hang=4)
        if step in adopted.gone_under_way:
            yield Text("It was under way. Was it renamed? Give it its old name again and adopt.", indent=2, hang=4)
    yield then


def _say_size(n_steps: int, n_probes: int) -> str:
    """How many steps, and probes where there are any."""
    return say_count(n_steps, "step") + (f", {say_count(n_probes, 'probe')}" if n_probes else "")


def _priors(adopted: Adopted) -> Iterator[Block]:
    """Old and new prior, and the belief that results."""
    for moved in adopted.moved_priors:
        if moved.new_belief == moved.new_prior and moved.old_belief == moved.old_prior and not adopted.is_belief_now:
            continue  # nothing was seen
        name = moved.hypothesis if moved.is_binary else f"{moved.hypothesis} {moved.state}"
        was = "" if moved.old_belief is None else f", was {say_prob(moved.old_belief)}"
        said = "" if moved.old_prior is None else f"{say_prob(moved.old_prior)} -> "
        now = f"by all that was seen {say_prob(moved.new_belief)}{was}"
        yield Text(f"Belief in {name}: prior {said}{say_prob(moved.new_prior)}; {now}.", indent=2, hang=4)
    if adopted.is_belief_now:
        yield Text("The file says what is believed now; what was seen before is in it.", indent=2)


def _change(change: Change) -> str:
    before, after = (
        None if text is None else clip(text, N_TEXT_COLUMNS) for text in (change.old_text, change.new_text)
    )
    if before is None:
        return f"{change.what}: new, {after}" if after else f"{change.what}: new"
    if after is None:
        return f"{change.what}: gone"
    return f"{change.what}: {before} -> {after}"


def write_next(found: Next) -> Iterator[Block]:
    """The plans beside one another where there are several; the answer, what to type, and what is wrong with the record."""
    yield from _compared(found.plans, is_by_days=found.is_by_days)
    yield from write_answer(found.answer, late=list(_late(found)))
    yield Gap()
    yield from (Text(say_swamp(swamp)) for swamp in found.swamps)
    yield Gap()
    yield from write_record(found)
    yield Gap()
    command, after = _then_type(found.answer, beside_of(found))
    yield Hint("Then", command, after, hang=6)
    if found.problems:
        yield Hint(f"({say_count(len(found.problems), 'problem')} in the record", "status", ")")


def _compared(plans: Sequence[PlanCompared], *, is_by_days: bool) -> Iterator[Block]:
    """A line for each plan that is followed, the best first."""
    if not plans:
        return
    n_asked = sum(one.is_asked for one in plans)
    of = "" if n_asked == len(plans) else f" of {n_asked} compared"
    named = clip(plans[0].named, N_COLUMNS - 40 - len(of))
    yield Headline(f"{len(plans)} plans are followed; {named} pays most{of}:", is_cut=True)
    yield Gap()
    rows = []
    for one in plans:
        action = "not asked yet" if one.next is None else f"go on with {one.next}" if one.is_under_way else one.next
        brings = "-" if one.leverage is None else say_hours(one.leverage)
        rows.append(
            (Span(clip(one.named, COMPARED[0].width or 0), "id"), action, brings, ", ".join(one.overdue_steps) or "-")
        )
    yield Table(COMPARED, tuple(rows))
    if n_asked < len(plans):
        yield Text("Those without figures are big, or many: ask for one by its name.", indent=2)
    if is_by_days:
        yield Hint("By the days they are due", "portfolio", indent=2)
    yield Gap()


def beside_of(found: Next) -> str:
    """The option that a command needs where other plans are open too."""
    return option_of(found.named or found.answer.plan, found.others)


def _late(found: Next) -> Iterator[Block]:
    """The questions about what is overdue, and how the rest is to be read."""
    for late in found.overdue:
        yield from (*write_overdue(late, beside=beside_of(found)), Gap())
    if len(found.overdue) > 1:
        said = "Each of these is asked as if the other overdue steps began anew, with the chance and hours you said."
        yield from (Text(said), Gap())
    if found.overdue:
        yield from (Text(as_if([left for left in found.answer.under_way if left.is_overdue])), Gap())


def write_record(found: Next) -> Iterator[Block]:
    """What one's record makes of the plan; nothing where it moves no figure."""
    if found.said_answer is not None and found.answer.goal is None:
        counts = {"n_chances": found.n_chances, "n_hours": found.n_hours}
        yield from write_meant(found.answer, found.said_answer, found.meant_steps, found.together, **counts)
        if any(step.is_changed for step in found.meant_steps):
            yield Hint("(without your record", f"next --as-said{beside_of(found)}", ")", indent=2, hang=4)
    yield from write_origins(found.origins, f"next{beside_of(found)}", is_applied=bool(found.meant_steps), indent=2)


def _then_type(answer: Answer, plan: str = "") -> tuple[str, str]:
    """A command that can be typed next, and what is said after it; `plan`: the option that names the plan, where needed."""
    over = next((left for left in answer.under_way if left.is_over), None)
    if over is not None:
        is_probe = any(entry.id == over.id and entry.about for entry in answer.ranked)
        end, other = ("positive", "negative") if is_probe else ("succeeded", "failed")
        done = f"done {over.id}{plan}"
        return (f"{done} --left", "") if over.is_open_ended else (f"{done} --{end}", f" (or --{other})")
    if answer.goal is not None:
        return "log", ", or adopt another plan"
    if any(left.id == answer.next for left in answer.under_way):
        step = f" {answer.next}" if len(answer.under_way) > 1 or plan else ""
        if any(entry.id == answer.next and entry.about for entry in answer.ranked):
            return f"done{step}{plan} --positive", " (or --negative, --left)"
        return f"spend{step} HOURS{plan}", f", {PROGRAM} done{step}{plan} --succeeded (or --failed, --left)"
    drop = next((left for left in answer.under_way if left.is_worth_it is False), None)
    if drop is not None:
        return f"done {drop.id} --left{plan}", ""
    named = plan.removeprefix(" --plan")
    return (f"stop{named}", ", or adopt PLAN after an edit") if answer.next == "stop" else (f"start{plan}", "")


def write_started(started: Started) -> Iterator[Block]:
    """The bet, and how long it deserves."""
    verb, rest = ("Said again for", " for what remains") if started.is_anew else ("Started", "")
    name = clip(started.step, N_COLUMNS - 50)
    fails = "" if started.said_fails_hours is None else f", fails after {say_range(started.said_fails_hours)}"
    left = started.left
    chance = say_chance(started.said_chance)
    if isinstance(started.said_chance, Conditional) and left is not None:
        chance = f"{say_prob(left.said_chance)} (by hypothesis)"
    yield Text((f"{verb} ", Span(name, "id"), f": {chance}, {say_range(started.said_hours)}{fails}{rest}."))
    if started.patience_hours is not None and left is not None and left.is_worth_it:
        yield Text(f"Leave it after {say_hours(started.patience_hours)} unless it works{say_own(started.own_range)}.")
    elif left is not None and left.is_worth_it is False:
        yield Text("By these figures it does not deserve an hour.")
    elif left is not None:
        yield Text(say_carry(is_probe=started.is_probe))
    if started.advised not in (None, started.step) and not started.is_anew:
        yield Text(f"(The advice was {started.advised}.)")
    if started.n_under_way > 1 and not started.is_anew:
        n_other = started.n_under_way - 1
        yield Text(f"{n_other} other {'is' if n_other == 1 else 'are'} under way too (acumen status shows them).")
    yield from (Text(note) for note in started.notes)
    end, others = ("positive", "--negative, --left") if started.is_probe else ("succeeded", "--failed, --left")
    beside = option_of(started.named or started.plan, started.others)
    which = f" {started.step}{beside}" if beside or started.n_under_way > 1 else ""
    yield Hint("Then", f"done{which} --{end}", f" (or {others}) --hours TOTAL", hang=6)


def write_spent(spent: Spent) -> Iterator[Block]:
    """The hours, and what they mean."""
    step = Span(clip(spent.step, N_COLUMNS - 30), "id")
    of = f" of {clip(spent.named or spent.plan, N_COLUMNS - 50)}" if spent.others else ""
    yield Text((step, of, ": ", Span(say_hours(spent.total_hours), "hours"), " spent in all."))
    if spent.is_much:
        undo = Span(f"{PROGRAM} undo {spent.id[:N_SHORT_ID]}", "command")
        yield Text(
            (f"{say_hours(spent.added_hours)} at once are far above what was said of it; to take them back: ", undo)
        )
    left = spent.left
    if left is None:
        return
    is_over = left.is_over or (left.patience_hours is not None and left.spent_hours >= left.patience_hours)
    ask = (
        (" Ask: ", Span(f"{PROGRAM} next{option_of(spent.named or spent.plan, spent.others)}", "command"))
        if is_over
        else ()
    )
    yield Text((f"{_capital(say_left(left))}{AS_SAID if spent.is_as_said else ''}.", *ask))


def write_done(done: Done) -> Iterator[Block]:
    """How it ended beside what was said, and what comes next."""
    hours = "" if done.total_hours is None else f" after {say_hours(done.total_hours)}"
    said = (
        f" (said {say_chance(done.said_chance)}, {say_range(done.said_hours)})"
        if done.said_chance is not None and done.said_hours is not None
        else ""
    )
    word = {"left": "was left", "positive": "was positive", "negative": "was negative"}.get(done.ended, done.ended)
    yield Text((Span(done.step, "id"), f" {word}{hours}{said}."))
    yield from (Text(note) for note in done.notes)
    yield from write_alarms(None if done.answer is None else done.answer.dated)
    if done.answer is not None:
        yield from _what_next(done.answer, option_of(done.named or done.plan, done.others))


def _what_next(answer: Answer, beside: str) -> Iterator[Block]:
    """The advice in a line or two; `beside`: the option that names the plan, where that is needed."""
    if answer.goal is not None:
        yield Text(f"The goal of {answer.plan} {say_goal(answer.part_ids, is_made=answer.goal)}.")
        for left in answer.under_way:
            command = Span(f"{PROGRAM} done {left.id}{beside} --left", "command")
            yield Text((f"Still under way: {left.id} (", command, ")"))
        return
    if answer.next == "stop":
        command = Span(f"{PROGRAM} next{beside}", "command")
        by = "" if answer.dated is None else f" by {answer.dated.ship}, the day it is due"
        why = f"nothing that is left is worth starting{by}"
        if answer.made_hours is not None:
            why = f"take what is there{say_without(answer.part_ids)}, worth {say_hours(answer.made_hours)}"
        yield Text((f"Next: stop; {why} (", command, " says why)."))
        yield Hint("Then", f"stop{beside.removeprefix(' --plan')}")
        return
    title = next((entry.title for entry in answer.ranked if entry.id == answer.next), None)
    name = (Span(answer.next, "id"), f" ({title})" if title else "")
    going = next((left for left in answer.under_way if left.id == answer.next), None)
    if going is not None:
        yield Headline(("Next: go on with ", *name), is_cut=True)
        yield Text(f"{_capital(say_left(going))}.")
        return
    is_patient = answer.patience_hours is not None and is_left(answer.leave_chance)
    hours = f", for up to {say_hours(answer.patience_hours or 0.0)}" if is_patient else ""
    yield Headline(("Next: ", *name, hours), is_cut=True)
    yield Hint("Then", f"start{beside}")


def write_status(status: Status) -> Iterator[Block]:
    """Every plan that is not over in a paragraph (else the last one), and what waits for an outcome."""
    shown = [plan for plan in status.plans if plan.goal is None or plan.under_way] or list(status.plans[-1:])
    for plan in shown:
        head = f"{plan.plan}: {plan.title}" if plan.title else plan.plan
        yield Section(clip(head, N_COLUMNS), tuple(_plan(plan, status.now)))
    n_over = len(status.plans) - len(shown)
    parts = [(status.n_due or 0, "past their date"), (status.n_near or 0, "due within two weeks")]
    told = ", ".join(f"{count} {words}" for count, words in parts if count)
    yield Gap()
    if n_over:
        yield Text(f"Plans that are over: {n_over} (--plan NAME shows one, --json all)")
    if told:
        yield Text((f"Questions: {told} (", Span(f"{PROGRAM} due", "command"), ")"))
    yield from _problems(status.problems)


def _plan(plan: PlanStatus, at: datetime) -> Iterator[Block]:
    counts = [
        (plan.n_succeeded, "succeeded"),
        (plan.n_failed, "failed"),
        (plan.n_given_up, "left"),
        (len(plan.under_way), "under way"),
        (plan.n_untried, "untried"),
    ]
    is_past = plan.ship is not None and plan.ship < at.date()
    if plan.ship is not None and plan.goal is None and is_past:
        yield from _past(plan, plan.ship, at)
    steps = _say_size(plan.n_steps, plan.n_probes)
    told = [f"{count} {word}" for count, word in counts if count]
    spent = f"; {say_hours(plan.total_hours)} told" if plan.total_hours else ""
    missing = f" ({plan.n_not_told} ended without)" if spent and plan.n_not_told else ""
    yield Text(f"{steps}: {', '.join(told)}{spent}{missing}", indent=2, hang=4)
    if plan.is_stopped:
        yield Text(say_stopped(plan.part_ids, is_made=plan.goal is True), indent=2)
    elif plan.is_parked:
        until = "" if plan.until is None else f" until {plan.until:%Y-%m-%d}"
        resume = Span(f"{PROGRAM} stop {plan.named} --resume", "command")
        yield Text((f"Parked{until} (", resume, " goes on)."), indent=2, hang=4)
    elif plan.goal is not None:
        yield Text(f"The goal {say_goal(plan.part_ids, is_made=plan.goal)}.", indent=2)
    if plan.ship is not None and plan.goal is None and not is_past:
        yield Text(f"{say_ship(plan.ship, plan.on_time, at)}{say_promised(plan.dated)}", indent=2, hang=4)
        yield from write_alarms(plan.dated, indent=2)
    if plan.mode is not None:
        yield from write_mode(plan.mode)
    yield from (Text(_going(going, option_of(plan.named, plan.others)), indent=2, hang=4) for going in plan.under_way)
    if plan.goal is None and not (plan.under_way or plan.is_stopped or plan.is_parked):
        yield Hint("Nothing is under way. Ask", f"next{option_of(plan.named, plan.others)}", indent=2, hang=4)
    yield from (Text(say_swamp(swamp), indent=2, hang=4) for swamp in plan.swamps)


def _past(plan: PlanStatus, ship: date, at: datetime) -> Iterator[Block]:
    """A day that has passed, and what to do about it unless it still pays."""
    yield Text(say_ship(ship, plan.on_time, at), indent=2)
    if plan.passed is not None:
        stop = Span(f"{PROGRAM} stop {plan.named}", "command")
        yield Text(("Set a later `ship` in the plan and adopt it again, or: ", stop), indent=4)


def _going(going: StepUnderWay, beside: str) -> str:
    since = f"{going.step}, under way since {going.started_at:%Y-%m-%d}: "
    over = f": ask acumen next{beside}" if going.is_overdue else ""
    if going.left is None:
        late = "overdue: " if going.is_overdue else ""
        return since + (
            "no hours told" if going.spent_hours is None else f"{late}{say_hours(going.spent_hours)} spent{over}"
        )
    return f"{since}{say_left(going.left)}{AS_SAID if going.is_as_said else ''}{over}"


def _problems(problems: Iterable[Problem]) -> Iterator[Block]:
    shown, n_more = cut(tuple(problems), N_PROBLEMS)
    yield Gap()
    for problem in shown:
        yield Text(f"Problem: record {problem.where.line}: {problem.message} [{problem.code}]")
    if n_more:
        yield Text(f"… and {n_more} more problems (--json has all)")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
