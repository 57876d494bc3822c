"""Plans as people name them: a file, or the one that is followed."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from acumen.borders.files import Output
from acumen.errors import ArgumentsError, UsageError
from acumen.results.asking import Ask, PlanWritten
from acumen.results.checked import PlanChecked, Schema
from acumen.results.dates import ShipDate
from acumen.results.loop import Adopted, Next
from acumen.results.plans import Answer, Information, Objective, Simulated, Tree
from acumen.results.sensitivity import Comparison, Why

if TYPE_CHECKING:  # a plan's file is answered without the ledger and what it means
    from acumen.decision import Limits
    from acumen.desk.book import Book
    from acumen.desk.loop.standing import Standing
    from acumen.desk.plans.capacity import OwnHours
    from acumen.records import Plan

Source: TypeAlias = bytes | os.PathLike[str]  # what came in by standard input, or the name of a file
Opened: TypeAlias = "Callable[[], Book]"  # opens the ledger, for whom it is not needed always
STDIN = "<stdin>"
OF_PLANS = "plan"  # the schema of plan files
MAX_SLUG_CHARACTERS = 40


def new(file: Output, *, ladder: str | None = None, ask: Ask | None = None) -> PlanWritten:
    """Write a plan to edit: a small one that works, a ladder from the cheapest way to the dearest, or one that is asked for."""
    from acumen import planfile

    if ask is not None:
        if ladder is not None:
            raise ArgumentsError("expected --ladder or --ask, found both")
        return _new_told(file, ask)

    text = planfile.template(slug(file.name)) if ladder is None else planfile.ladder(ladder, slug(file.name))
    file.write(text)
    return PlanWritten(file=file.name, is_to_be_filled=ladder is not None)


def _new_told(file: Output, ask: Ask) -> PlanWritten:
    """Write the plan that comes of questions."""
    from acumen.desk.elicitation.asking import hold
    from acumen.desk.elicitation.plan_asked import tell_plan
    from acumen.planfile.drafts import write_draft

    file.check()
    draft = hold(tell_plan(slug(file.name)), ask)
    file.write(write_draft(draft))
    return PlanWritten(file=file.name, is_to_be_filled=draft.n_missing > 0, n_missing=draft.n_missing)


def slug(file: str) -> str:
    """A plan's short name, from the name of its file."""
    stem = os.path.basename(file).partition(".")[0]  # noqa: PTH119 -- pathlib costs 5 ms
    words = "".join(character if character.isalnum() or character in "_-" else "-" for character in stem)
    return words.strip("-")[:MAX_SLUG_CHARACTERS] or "my-plan"


def check(plan: Source | None = None, *, schema: str | None = None) -> PlanChecked | Schema:
    """Every mistake of a plan; with `schema`, the JSON Schema of what is called so."""
    if (plan is None) == (schema is None):
        raise ArgumentsError(
            "expected a PLAN, or --schema" if plan is None else "expected a PLAN or --schema, found both"
        )
    if plan is not None:
        from acumen.desk.plans.check import check as look_over

        return look_over(plan, source=STDIN)
    from acumen.desk.front import schemas

    if schema == OF_PLANS:
        from acumen import planfile

        return Schema(document=planfile.schema(), others=tuple(schemas.names()))
    return Schema(document=schemas.find(str(schema)))


def adopt(book: Book, plan: Source, *, name: str | None = None, belief_now: bool = False) -> Adopted:
    """Follow a plan from now on."""
    from acumen.desk.loop.adopt import adopt as take

    return take(book, plan, source=STDIN, name=name, belief_now=belief_now)


def next_(
    opened: Opened,
    now: datetime,
    plan: Source | None = None,
    *,
    name: str | None = None,
    objective: Objective = "net",
    worth: float | None = None,
    max_states: int | None = None,
    gap: float | None = None,
    settings: Mapping[str, str] | None = None,
    drops: tuple[str, ...] = (),
    as_said: bool = False,
    is_whole: bool = False,
) -> Next | Answer | Comparison:
    """What to do next in the adopted plan; in a file; or in a file as it stands and as changed in thought.

    `is_whole`: with its tips, if it is a file's and small.
    """
    from acumen.desk.plans.read import order_notes
    from acumen.desk.plans.solve import solve

    limits = _limits(max_states, gap)
    plan, name = find_meant(opened, plan, name)
    if plan is None:
        if settings or drops:
            raise ArgumentsError("--set and --drop look at a file: acumen next PLAN --set …")
        from acumen.desk.loop.next import next_ as look

        return look(opened(), name, objective=objective, worth=worth, limits=limits, as_said=as_said)
    record, own_notes = _read_file(opened, plan)
    if settings or drops:
        from acumen.desk.sensitivity.what_if import compare

        return compare(
            record, settings=settings, drops=drops, objective=objective, worth=worth, limits=limits, today=now.date()
        )
    answer = solve(record, objective=objective, worth=worth, limits=limits, today=now.date())
    if answer.anyway is not None:
        from acumen.desk.plans.turning import teach

        answer = teach(answer, record, limits=limits)
    answer = replace(answer, notes=(*answer.notes, *order_notes(record), *own_notes))
    if not is_whole or answer.dated is not None:
        return answer
    from acumen.desk.sensitivity.tipping import with_tips

    return with_tips(answer, record)


def why(
    opened: Opened,
    now: datetime,
    plan: Source | None = None,
    *,
    name: str | None = None,
    objective: Objective = "net",
    worth: float | None = None,
    max_states: int | None = None,
    gap: float | None = None,
    as_said: bool = False,
) -> Why:
    """What the advice leans on."""
    from acumen.desk.plans.capacity import is_dated, passed
    from acumen.desk.sensitivity.why import why as explain

    standing = begun(opened, plan, name, as_said=as_said)
    limits = _limits(max_states, gap)
    if objective == "net" and is_dated(standing.plan):
        from acumen.desk.dates.why import why_by_date

        by_date = why_by_date(standing.plan, now.date(), worth=worth, limits=limits, progress=standing.progress)
        if by_date is not None:
            return replace(by_date, notes=(*by_date.notes, *standing.notes))
    found = explain(standing.plan, objective=objective, worth=worth, limits=limits, progress=standing.progress)
    return replace(
        found,
        answer=replace(found.answer, passed=passed(standing.plan, now.date())),
        notes=(*found.notes, *standing.notes),
        uncounted=(*_uncounted(standing, now), *found.answer.uncounted),
    )


def tree(
    opened: Opened,
    now: datetime,
    plan: Source | None = None,
    *,
    name: str | None = None,
    depth: int | None = None,
    objective: Objective = "net",
    worth: float | None = None,
    max_states: int | None = None,
    gap: float | None = None,
    as_said: bool = False,
) -> Tree:
    """The advice in full."""
    from acumen.desk.plans.capacity import is_dated, passed
    from acumen.desk.plans.policy_tree import tree as lay_out

    standing = begun(opened, plan, name, as_said=as_said)
    limits = _limits(max_states, gap)
    if objective == "net" and is_dated(standing.plan):
        from acumen.desk.dates.tree import tree_by_date

        ask = partial(tree_by_date, standing.plan, now.date(), depth=depth, limits=limits)
        by_date = ask(worth=worth, progress=standing.progress)
        if by_date is not None:
            return replace(by_date, notes=(*by_date.notes, *standing.notes))
    draw = partial(lay_out, standing.plan, depth=depth, progress=standing.progress, limits=limits)
    found = draw(objective=objective, worth=worth)
    day = passed(standing.plan, now.date())
    uncounted = (*_uncounted(standing, now), *found.uncounted)
    return replace(found, passed=day, notes=(*found.notes, *standing.notes), uncounted=uncounted)


def simulate(
    opened: Opened,
    now: datetime,
    plan: Source | None = None,
    *,
    name: str | None = None,
    runs: int = 10_000,
    seed: int = 0,
    within: tuple[float, ...] = (),
    objective: Objective = "net",
    worth: float | None = None,
    max_states: int | None = None,
    gap: float | None = None,
    as_said: bool = False,
) -> Simulated:
    """The advice followed in many random runs."""
    from acumen.desk.loop.standing import simulate_from
    from acumen.desk.plans.capacity import is_dated, passed
    from acumen.desk.plans.simulate import simulate as run

    standing = begun(opened, plan, name, as_said=as_said)
    limits = _limits(max_states, gap)
    if objective == "net" and is_dated(standing.plan):
        from acumen.desk.dates.simulated import simulate_by_date

        ask = partial(simulate_by_date, standing.plan, now.date(), runs=runs, seed=seed, within=within, limits=limits)
        by_date = ask(worth=worth, progress=standing.progress)
        if by_date is not None:
            return replace(by_date, notes=(*by_date.notes, *standing.notes))
    draw = partial(run, standing.plan, runs=runs, seed=seed, within=within, limits=limits, progress=standing.progress)
    found = simulate_from(standing, partial(draw, objective=objective, worth=worth), objective=objective, worth=worth)
    day = passed(standing.plan, now.date())
    return replace(found, passed=day, uncounted=(*_uncounted(standing, now), *found.uncounted))


def probes(
    opened: Opened,
    now: datetime,
    plan: Source | None = None,
    *,
    name: str | None = None,
    worth: float | None = None,
    gap: float | None = None,
    priced: int | None = None,
    as_said: bool = False,
) -> Information:
    """What being told something now would be worth."""
    from acumen.desk.plans.capacity import passed
    from acumen.desk.plans.value_of_information import LIMITS, N_PRICED
    from acumen.desk.plans.value_of_information import probes as price

    limits = LIMITS if gap is None else dataclasses.replace(LIMITS, gap=gap)
    standing = begun(opened, plan, name, as_said=as_said)
    found = price(
        standing.plan,
        worth=worth,
        limits=limits,
        progress=standing.progress,
        n_priced=N_PRICED if priced is None else priced,
    )
    day, uncounted = passed(standing.plan, now.date()), (*_uncounted(standing, now), *found.uncounted)
    return replace(found, passed=day, notes=(*found.notes, *standing.notes), uncounted=uncounted)


def _limits(max_states: int | None, gap: float | None) -> Limits | None:
    """The limits on effort with what was said about them; None where nothing was."""
    from acumen.desk.plans.solve import Limits

    if max_states is None and gap is None:
        return None
    limits = Limits() if gap is None else Limits(gap=gap)
    if max_states is None:
        return limits
    return dataclasses.replace(limits, max_states=max_states, max_explored=min(max_states, limits.max_explored))


def ship(
    opened: Opened,
    now: datetime,
    plan: Source | None = None,
    *,
    name: str | None = None,
    on: str | None = None,
    hours: str | None = None,
    runs: int = 20_000,
    seed: int = 0,
    worth: float | None = None,
    gap: float | None = None,
    since: str | None = None,
    is_promised: bool = False,
    as_said: bool = False,
) -> ShipDate:
    """The plan's date questioned, seen from today; of an adopted one also beside an earlier day, or promised anew."""
    if plan is not None and (since is not None or is_promised):
        raise ArgumentsError("--since and --baseline are about the adopted plan: leave PLAN out")
    from acumen.desk.dates.ship import ship as question
    from acumen.inputs.days import read_by

    by = read_by(on, after=now, now=now)
    standing = begun(opened, plan, name, as_said=as_said)
    found = question(
        standing.plan,
        today=now.date(),
        on=None if by is None else by.date(),
        hours=hours,
        worth=worth,
        runs=runs,
        seed=seed,
        limits=_limits(None, gap),
        progress=standing.progress,
    )
    found = replace(found, notes=(*found.notes, *standing.notes))
    if since is None and not is_promised:
        return found
    from acumen.desk.loop.since import promise
    from acumen.desk.loop.since import since as look_back

    if is_promised:
        found = replace(found, promise=promise(opened(), name))
    return found if since is None else replace(found, slip=look_back(opened(), name, since, found))


def _uncounted(standing: Standing, now: datetime) -> tuple[str, ...]:
    """The plan's keys that count elsewhere and not here: its date; `cut` where it does not say so itself."""
    from acumen.desk.plans.capacity import is_dated, passed

    plan = standing.plan
    return ("ship",) if is_dated(plan) and passed(plan, now.date()) is None else ()


def begun(opened: Opened, plan: Source | None, name: str | None, *, as_said: bool) -> Standing:
    """A file's plan at its beginning, or the adopted one as far as it has got."""
    from acumen.desk.loop.standing import Standing, stand

    plan, name = find_meant(opened, plan, name)
    if plan is None:
        return stand(opened(), name, as_said=as_said)
    record, notes = _read_file(opened, plan)
    return Standing(plan=record, untold=notes)


def _read_file(opened: Opened, plan: Source) -> tuple[Plan, tuple[str, ...]]:
    """A file's plan with one's own hours, and what has to be said of them and of the plan that is followed by its name."""
    from acumen.desk.loop.followed import note_followed
    from acumen.desk.plans.read import read_plan

    said = read_plan(plan, source=STDIN)
    record, notes = _with_own_hours(opened, said)
    return record, (*notes, *note_followed(opened(), said))


def _with_own_hours(opened: Opened, plan: Plan) -> tuple[Plan, tuple[str, ...]]:
    """A file's plan with the hours that somebody has set for all their plans, where it has a date and says none."""
    from acumen.desk.plans.capacity import is_dated, notes_of_own_hours, with_own_hours

    if plan.ship is None or is_dated(plan):
        return plan, ()
    from acumen.desk.extras import beside
    from acumen.desk.state.own_hours import read_own_hours

    def read() -> OwnHours | None:
        book = opened()
        return read_own_hours(book, book.recall("marks").marks)

    own, notes = beside("What you set of your hours", read, otherwise=None)
    return with_own_hours(plan, own), (*notes, *notes_of_own_hours(plan, own))


def find_meant(opened: Opened, plan: Source | None, name: str | None) -> tuple[Source | None, str | None]:
    """(file, name): a file; or, where there is none and a plan that is followed is called so, that plan's name."""
    text = "" if plan is None or isinstance(plan, bytes) else os.fspath(plan)
    if name is not None or not text or os.path.lexists(text) or slug(text) != text:
        return plan, name
    from acumen.borders.near import did_you_mean, nearest_file
    from acumen.borders.signs import as_named
    from acumen.desk.front.names import plans

    followed = [one for one, _ in plans(opened())]
    found = as_named(text, followed)
    if found not in followed and not nearest_file(text) and (meant := did_you_mean(text, followed)):
        raise UsageError(f"expected a plan file or an adopted plan, found {text!r}", hint=meant)
    return (None, found) if found in followed else (plan, name)
