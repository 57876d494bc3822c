"""Why: what the advice leans on, how the value moves with each input, and what a good reader of the plan would try."""

import os
from typing import TYPE_CHECKING

import msgspec

from acumen.borders.doing import doing
from acumen.desk.planning.answer import Answer, Objective, Tip
from acumen.desk.planning.follow import follow
from acumen.desk.planning.midway import begin, note_overdue
from acumen.desk.planning.plan_problem import pose
from acumen.desk.planning.progress import Progress
from acumen.desk.planning.read_plan import read_plan
from acumen.desk.planning.solve import Limits, solve
from acumen.desk.why.moves import Move, find_moves
from acumen.desk.why.scenarios import Scenario, tell
from acumen.desk.why.tips import Swing, ask, lean
from acumen.desk.wording.notebook import fence
from acumen.errors import UnsolvableError
from acumen.records import Plan

if TYPE_CHECKING:
    from acumen.charts import Chart

BEGUN = "The plan has been begun: what would change the advice is looked for in a file only (acumen why PLAN)."
UNTOLD = "Where the value comes from is not told: the advice is too big to be laid out."


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """The answer with its tips; beside it how it ends, worths at which it changes, swings, moves, what was not looked at."""

    answer: Answer
    scenarios: tuple[Scenario, ...]  # of the advice; their values sum to its value
    worth_tips: tuple[Tip, ...]
    swings: tuple[Swing, ...]
    moves: tuple[Move, ...]
    notes: tuple[str, ...]

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen why` prints."""
        from acumen.desk.wording.plans.explanation import write_why  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_why(self))

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        return fence(str(self))

    def chart(self) -> "Chart":
        """A tornado of what moves the value most, and what each way to end adds to it."""
        from acumen.desk.wording.plans.pictures import draw_why  # noqa: PLC0415 -- only a picture needs it

        return draw_why(self)


@doing("asking what the advice leans on")
def why(
    plan: Plan | str | os.PathLike[str],
    *,
    objective: Objective = "net",
    worth: float | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Why:
    """What the advice for a plan (its record, text or file) rests on; arguments and errors are those of `solve`.

    Of a plan that has been begun (`progress`): its reasons and how it ends, without tips, swings and moves.
    """
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    answer = solve(record, objective=objective, worth=worth, limits=limits, progress=progress)
    scenarios, untold = _scenarios(record, objective, worth, limits, progress)
    if progress:
        begun = (BEGUN, *note_overdue(begin(pose(record), progress)), *untold)
        return Why(answer=answer, scenarios=scenarios, worth_tips=(), swings=(), moves=(), notes=begun)
    found = lean(answer, record)
    is_whole = bool(found.tips or found.swings)
    return Why(
        answer=msgspec.structs.replace(answer, tips=found.tips if is_whole else None),
        scenarios=scenarios,
        worth_tips=found.worth_tips,
        swings=found.swings,
        moves=() if answer.beliefs else find_moves(answer, ask(answer, record)),
        notes=(*found.notes, *untold),
    )


def _scenarios(
    plan: Plan, objective: Objective, worth: float | None, limits: Limits | None, progress: Progress | None
) -> tuple[tuple[Scenario, ...], tuple[str, ...]]:
    """The ways the advice ends; none, and a note, where its policy is too big to be laid out."""
    try:
        return tell(follow(plan, objective=objective, worth=worth, limits=limits, progress=progress)), ()
    except UnsolvableError:
        return (), (UNTOLD,)
