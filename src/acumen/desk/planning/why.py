"""Why: what the advice leans on, how the value moves with each input, and what a good reader of the plan would try."""

import os

import msgspec

from acumen.desk.planning.answer import Answer, Objective, Tip
from acumen.desk.planning.moves import Move, find_moves
from acumen.desk.planning.read_plan import read_plan
from acumen.desk.planning.solve import Limits, solve
from acumen.desk.planning.tips import Swing, ask, lean
from acumen.records import Plan


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """The answer with its tips, and beside it worths at which it changes, swings, moves and what was not looked at."""

    answer: Answer
    worth_tips: tuple[Tip, ...]
    swings: tuple[Swing, ...]
    moves: tuple[Move, ...]
    notes: tuple[str, ...]

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen why` prints."""
        from acumen.desk.wording.explanation import write_why  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_why(self))


def why(
    plan: Plan | str | os.PathLike[str],
    *,
    objective: Objective = "net",
    worth: float | None = None,
    limits: Limits | None = None,
) -> Why:
    """What the advice for a plan (its record, text or file) rests on; arguments and errors are those of `solve`."""
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    answer = solve(record, objective=objective, worth=worth, limits=limits)
    found = lean(answer, record)
    is_whole = bool(found.tips or found.swings)
    return Why(
        answer=msgspec.structs.replace(answer, tips=found.tips if is_whole else None),
        worth_tips=found.worth_tips,
        swings=found.swings,
        moves=() if answer.beliefs else find_moves(answer, ask(answer, record)),
        notes=found.notes,
    )
