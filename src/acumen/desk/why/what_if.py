"""What if: the answer for a plan as it stands and for the plan changed in thought, side by side."""

import os
from collections.abc import Iterable, Mapping

import msgspec

from acumen.desk.planning.answer import Answer, Objective
from acumen.desk.planning.asking import refuse_wrong
from acumen.desk.planning.read_plan import read_plan
from acumen.desk.planning.solve import Limits, solve
from acumen.desk.why.changes import Change, change_and_tell
from acumen.desk.wording.notebook import fence
from acumen.records import Plan


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two answers and what lies between their plans."""

    changes: tuple[Change, ...]
    before: Answer
    after: Answer

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen next --set … --drop …` prints."""
        from acumen.desk.wording.plans.comparison import write_comparison  # noqa: PLC0415 -- not needed for JSON

        return "\n".join(write_comparison(self))

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        return fence(str(self))


def compare(
    plan: Plan | str | os.PathLike[str],
    *,
    settings: Mapping[str, str | float] | None = None,
    drops: Iterable[str] = (),
    objective: Objective = "net",
    worth: float | None = None,
    limits: Limits | None = None,
) -> Comparison:
    """The answer before and after changes (see `change`). `worth` replaces the plan's, before the changes are made."""
    refuse_wrong(objective, worth, limits)
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    if worth is not None:
        record = msgspec.structs.replace(record, worth=worth)
    changed, changes = change_and_tell(record, settings=settings, drops=drops)
    return Comparison(
        changes=changes,
        before=solve(record, objective=objective, worth=record.worth, limits=limits),
        after=solve(changed, objective=objective, worth=changed.worth, limits=limits),
    )
