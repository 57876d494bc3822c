"""Why: what the advice leans on, how the value moves with each input, and what a good reader of the plan would try."""

import os

import msgspec

from acumen.borders.doing import doing
from acumen.desk.plans.arguments import read_worth
from acumen.desk.plans.conditioning import begin, note_overdue
from acumen.desk.plans.policy import follow
from acumen.desk.plans.problem import pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import Limits, solve
from acumen.desk.plans.turning import FULL_SECONDS, teach
from acumen.desk.sensitivity.restructuring import find_moves
from acumen.desk.sensitivity.scenarios import tell
from acumen.desk.sensitivity.tipping import ask, lean
from acumen.errors import UnsolvableError
from acumen.records import Plan
from acumen.results.plans import Answer, Objective
from acumen.results.sensitivity import ScenarioShown, Why

BEGUN = "What would change the advice is looked for in a plan's file only, from its beginning (acumen why PLAN)."
UNTOLD = "Where the value comes from is not told: the advice is too big to be laid out."


@doing("asking what the advice leans on")
def why(
    plan: Plan | str | os.PathLike[str],
    *,
    objective: Objective = "net",
    worth: str | float | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Why:
    """What the advice for a plan (its record, text or file) rests on; arguments and errors are those of `solve`.

    Of a plan that has been begun (`progress`): its reasons and how it ends, without tips, swings and moves.

    >>> acumen.why('plan.yaml').answer.next
    'small-test'
    """
    record, worth = plan if isinstance(plan, Plan) else read_plan(plan), read_worth(worth)
    answer = solve(record, objective=objective, worth=worth, limits=limits, progress=progress)
    scenarios, untold = _scenarios(record, answer, worth, limits, progress)
    if answer.anyway is not None:
        answer = teach(answer, record, progress=progress, limits=limits, seconds=FULL_SECONDS)
    if progress:
        begun = (*((BEGUN,) if answer.goal is None else ()), *note_overdue(begin(pose(record), progress)), *untold)
        return Why(answer=answer, scenarios=scenarios, worth_tips=(), swings=(), moves=(), notes=begun)
    asked = ask(answer, record, limits)
    found = lean(answer, record, asked=asked)
    is_whole = bool(found.tips or found.swings)
    return Why(
        answer=msgspec.structs.replace(answer, tips=found.tips if is_whole else None),
        scenarios=scenarios,
        worth_tips=found.worth_tips,
        swings=found.swings,
        moves=() if answer.beliefs or asked.posed.has_cuts else find_moves(answer, asked),
        notes=(*found.notes, *untold),
    )


def _scenarios(
    plan: Plan, answer: Answer, worth: float | None, limits: Limits | None, progress: Progress | None
) -> tuple[tuple[ScenarioShown, ...], tuple[str, ...]]:
    """The ways the advice ends; none, and a note, where its policy is too big to be laid out."""
    try:
        followed = follow(
            plan, objective=answer.objective, worth=worth, limits=limits, progress=progress, answer=answer
        )
        return tell(followed), ()
    except UnsolvableError:
        return (), (UNTOLD,)
