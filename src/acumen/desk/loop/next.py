"""Next: what to do now in the adopted plan, given all that has happened to it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from acumen.desk.beside import beside
from acumen.desk.keeping.book import Book
from acumen.desk.loop.advice import Advice, advise, note, noted, recollect
from acumen.desk.loop.plans import Chosen, choose, progress_of
from acumen.desk.loop.swamp import Swamp, find_swamps
from acumen.desk.loop.told import Told
from acumen.desk.planning.answer import Answer, Objective
from acumen.desk.planning.overdue import Overdue, find_overdue
from acumen.desk.planning.solve import Limits
from acumen.desk.taste.meant import Meant, MeantPlan, Together
from acumen.desk.taste.origins import Origins, find_origins
from acumen.desk.wording.notebook import fence
from acumen.errors import Problem
from acumen.planfile.report import listed

if TYPE_CHECKING:
    from acumen.desk.taste.learned import Learned


class Next(Told, frozen=True, kw_only=True):
    """The answer for the adopted plan `id` as it stands; `noted`: the id of the record of this advice, if one was made.

    Where one's record has earned a correction that moves a figure of the plan, `said` is the answer without it, `meant` every
    step said and meant, and `together` what the advice comes to as the misses of all steps go together.
    """

    id: str
    answer: Answer
    noted: str | None
    problems: tuple[Problem, ...]
    said: Answer | None = None
    meant: tuple[Meant, ...] = ()
    together: Together | None = None
    n_chances: int = 0  # outcomes behind the correction of chances, and of hours
    n_hours: int = 0
    origins: Origins = Origins()  # where the outcomes behind the correction of chances come from, and what is left out
    overdue: tuple[Overdue, ...] = ()  # steps that have had their hours, and what would make going on worth it
    others: tuple[str, ...] = ()  # the other open plans, by their short names
    swamps: tuple[Swamp, ...] = ()  # steps under way that have outlived their patience

    def to_json(self) -> str:
        """As JSON: the names of the answer, with those of this type beside them."""
        whole = msgspec.to_builtins(self.answer)
        beside = msgspec.to_builtins(msgspec.structs.asdict(self))
        together = self.together
        whole["chance_together"] = together.chance if together is not None and together.is_begun else None
        whole |= {"adopted": beside.pop("id")} | {name: beside[name] for name in beside if name != "answer"}
        return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()

    def _repr_markdown_(self) -> str:
        """The answer for a notebook, and what one's record makes of the plan."""
        from acumen.desk.wording.kept.loop import write_record  # noqa: PLC0415 -- not needed for JSON

        told = "\n".join(write_record(self))
        return self.answer._repr_markdown_() + (f"\n{fence(told)}" if told else "")

    def __str__(self) -> str:
        """The text that `acumen next` prints."""
        from acumen.desk.wording.kept.loop import write_next  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_next(self))


def next_(
    book: Book,
    plan: str | None = None,
    *,
    objective: Objective = "net",
    worth: float | None = None,
    limits: Limits | None = None,
    as_said: bool = False,
) -> Next:
    """What to do now; `plan`: a slug or id where several are adopted. Kept as advice given when it changes.

    The plan is corrected by what one's record has earned, unless it is to be taken `as_said`. Advice at another worth, for
    another objective, as said or without a source is an answer to a question in thought, and not kept.
    """
    chosen = choose(book, plan)
    learned, notes = (None, ()) if as_said else recollect(book)
    advice = advise(chosen, learned=learned, objective=objective, worth=worth, limits=limits)
    swamps, more = beside(
        "Which step has outlived its patience", lambda: find_swamps(chosen, advice.answer), otherwise=()
    )
    advice = replace(advice, answer=noted(advice.answer, (*notes, *more)))
    if plan is None:
        advice = replace(advice, answer=_name_others(advice.answer, chosen))
    is_asked_in_thought = objective != "net" or worth is not None or limits is not None or as_said or book.without
    overdue, untold = _overdue(chosen, advice, limits)
    advice = replace(advice, answer=noted(advice.answer, untold))
    kept = None if is_asked_in_thought else note(book, chosen, advice)
    found = Next(
        id=chosen.state.id,
        answer=advice.answer,
        noted=kept,
        problems=chosen.state.problems,
        said=advice.said,
        overdue=overdue,
        others=chosen.others,
        swamps=swamps,
        origins=Origins() if as_said else find_origins(book, learned),
    )
    if advice.meant is None or learned is None:
        return found
    return _beside_record(found, chosen, advice.meant, learned)


def _beside_record(found: Next, chosen: Chosen, meant: MeantPlan, learned: Learned) -> Next:
    """With every step said and meant, and what the advice comes to as misses go together."""
    from acumen.desk.taste.together import draw_together  # noqa: PLC0415 -- needed only where something was earned

    answer = found.answer
    is_drawn = answer.objective == "net" and answer.goal is None
    together, notes = beside(
        "What the advice comes to as your misses go together",
        lambda: draw_together(chosen.believed, meant, learned, answer) if is_drawn else None,
        otherwise=None,
    )
    return msgspec.structs.replace(
        found,
        answer=noted(answer, notes),
        meant=meant.steps,
        together=together,
        n_chances=learned.chances.n,
        n_hours=learned.hours.n,
    )


def _overdue(chosen: Chosen, advice: Advice, limits: Limits | None) -> tuple[tuple[Overdue, ...], tuple[str, ...]]:
    """What would make going on with a step worth it, by the figures that the advice takes."""
    if advice.answer.goal is not None or not any(left.is_overdue for left in advice.answer.under_way):
        return (), ()
    plan = chosen.believed if advice.meant is None else advice.meant.plan
    progress = (None if advice.meant is None else advice.meant.progress) or progress_of(chosen.state)
    find = partial(find_overdue, plan, progress, advice.answer, limits=limits)
    return beside("What would make going on worth it", find, otherwise=())


def _name_others(answer: Answer, chosen: Chosen) -> Answer:
    """The answer with a note on which plan it is about, where others are open as well."""
    if not chosen.others:
        return answer
    others = f"{listed(chosen.others)} {'is' if len(chosen.others) == 1 else 'are'} adopted too (--plan NAME)"
    return msgspec.structs.replace(answer, notes=(*answer.notes, f"This is about {chosen.plan.plan}; {others}."))
