"""Check: whether a plan file says something, and every mistake in it if not."""

import os

from acumen.desk.plans.read import read_or_report
from acumen.records import Group, Plan, walk
from acumen.results.plans import PlanChecked


def check(path_or_text: str | bytes | os.PathLike[str], *, source: str = "<text>") -> PlanChecked:
    r"""Look a plan over, in a file or a text that problems call `source`.

    >>> checked = acumen.check('plan: p\ngoal: {step: s, chance: 120%, hours: 1}')
    >>> checked.is_ok, checked.problems[0].code
    (False, 'chance-outside')
    """
    record, problems = read_or_report(path_or_text, source=source)
    return PlanChecked(is_ok=False, problems=problems) if record is None else _describe(record)


def _describe(plan: Plan) -> PlanChecked:
    nodes = list(walk(plan.goal))
    n_groups = sum(isinstance(node, Group) for node in nodes)
    return PlanChecked(
        is_ok=True,
        plan=plan.plan,
        worth=plan.worth,
        n_steps=len(nodes) - n_groups,
        n_groups=n_groups,
        n_hypotheses=len(plan.hypotheses),
        n_probes=len(plan.probes),
    )
