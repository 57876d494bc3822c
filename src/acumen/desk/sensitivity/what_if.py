"""What if: the answer for a plan as it stands and for the plan changed in thought, side by side."""

import os
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from acumen.desk.plans.arguments import read_worth, refuse_wrong
from acumen.desk.plans.changes import change_and_tell
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import Limits, solve
from acumen.records import Plan
from acumen.results.plans import Objective
from acumen.results.sensitivity import Comparison


def compare(
    plan: Plan | str | os.PathLike[str],
    *,
    settings: Mapping[str, str | float] | None = None,
    drops: Iterable[str] = (),
    objective: Objective = "net",
    worth: str | float | None = None,
    limits: Limits | None = None,
    today: date | None = None,
) -> Comparison:
    """The answer before and after changes (see `change`). `worth` replaces the plan's, before the changes are made.

    `today`: their dates count, seen from there.

    >>> found = acumen.compare('plan.yaml', settings={'worth': 60})
    >>> round(found.as_it_is.value, 1), round(found.as_changed.value, 1)
    (21.9, 12.3)
    """
    worth = read_worth(worth)
    refuse_wrong(objective, worth, limits)
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    if worth is not None:
        record = msgspec.structs.replace(record, worth=worth)
    changed, changes = change_and_tell(record, settings=settings, drops=drops)
    return Comparison(
        changes=changes,
        as_it_is=solve(record, objective=objective, worth=record.worth, limits=limits, today=today),
        as_changed=solve(changed, objective=objective, worth=changed.worth, limits=limits, today=today),
    )
