"""Check: whether a plan file says something, and every mistake in it if not."""

import os

import msgspec

from acumen.borders.patterns import pattern
from acumen.desk.plans.read import bytes_of, read_or_report
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread
from acumen.records import Group, Plan, walk
from acumen.results.checked import Converted, PlanChecked

IN_DAYS = pattern(
    r"\b(?:worth|hours|fails|cut)\s*:\s*['\"]?([^,}#\n'\"]*?\d\s*(?:d|w|wk|days?|weeks?))\b\s*(?:['\",}#\n]|$)"
)


def check(path_or_text: str | bytes | os.PathLike[str], *, source: str = "<text>") -> PlanChecked:
    r"""Look a plan over, in a file or a text that problems call `source`.

    >>> checked = acumen.check('plan: p\ngoal: {step: s, chance: 120%, hours: 1}')
    >>> checked.is_ok, checked.problems[0].code
    (False, 'chance-outside')
    """
    is_text = not isinstance(path_or_text, os.PathLike | str) or "\n" in os.fspath(path_or_text)
    text = path_or_text if is_text else bytes_of(path_or_text)
    record, problems = read_or_report(text, source=source if is_text else os.fspath(path_or_text))  # type: ignore[arg-type]
    if record is None:
        return PlanChecked(is_ok=False, problems=problems)
    whole = text if isinstance(text, str) else bytes(text).decode(errors="replace")  # type: ignore[arg-type]
    return msgspec.structs.replace(_describe(record), converted=_converted(whole))


def _converted(text: str) -> tuple[Converted, ...]:
    """How days and weeks were taken, for each way it is written in the plan."""
    found: dict[str, Converted] = {}
    for written in IN_DAYS.findall(text):
        hours = read_hours(written)
        if not isinstance(hours, Misread):
            low, high = (hours, hours) if isinstance(hours, float) else (hours.low_hours, hours.high_hours)
            found.setdefault(written, Converted(written=written, low_hours=low, high_hours=high))
    return tuple(found.values())


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
