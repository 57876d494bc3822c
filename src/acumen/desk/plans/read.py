"""Read: from a file or a text to a Plan, or to every mistake in it; and write one down."""

import os

from acumen import planfile
from acumen.borders.files import say_unread
from acumen.borders.near import nearest_file
from acumen.errors import PlanError, Problem, UsageError
from acumen.records import Group, Plan, Step
from acumen.records.plan import walk

HINT = "give the path of a plan file; `acumen new` writes one to start from"
N_IN_ORDER = 3  # members, of which one mostly comes before another


def read_plan(path_or_text: str | bytes | os.PathLike[str], *, source: str = "<text>") -> Plan:
    r"""The plan in a file or a text; a `str` of one line is the path of a file. `source` is what problems call a text.

    Raises PlanError with every mistake of the plan, UsageError when there is no such file or it can't be read.

    >>> acumen.read_plan('plan: p\nworth: 20\ngoal: {step: s, chance: 50%, hours: 4}').worth
    20.0
    """
    plan, problems = read_or_report(path_or_text, source=source)
    if plan is None:
        raise PlanError(problems)
    return plan


def write_plan(plan: Plan) -> str:
    """The text of a plan file that reads back as this plan. Raises PlanError where no text does.

    >>> plan = acumen.change(acumen.read_plan('plan.yaml'), drops=['real-thing'])
    >>> acumen.write_plan(plan).splitlines()[:2]
    ['plan: plan', 'worth: 80']
    """
    return planfile.write(plan)


def read_or_report(
    path_or_text: str | bytes | os.PathLike[str], *, source: str = "<text>"
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan, or None and every mistake of it."""
    if not isinstance(path_or_text, str | bytes | os.PathLike):
        raise UsageError(f"expected a plan, its file or its text, found {type(path_or_text).__name__}", hint=HINT)
    if isinstance(path_or_text, bytes) or (isinstance(path_or_text, str) and "\n" in path_or_text):
        return planfile.read(path_or_text, source=source)
    return planfile.read(bytes_of(path_or_text), source=os.fspath(path_or_text))


def order_notes(plan: Plan) -> tuple[str, ...]:
    """A note where an `all` of several has no order at all: a first plan mostly means one and does not say it."""
    goal = plan.goal
    if not isinstance(goal, Group) or goal.kind != "all" or len(goal.of) < N_IN_ORDER:
        return ()
    if any(isinstance(node, Step) and node.needs for node in walk(goal)) or any(probe.needs for probe in plan.probes):
        return ()
    return ("No step needs another, so any may come first. Where one must, say so with it: `needs: [STEP]`.",)


def bytes_of(path: str | bytes | os.PathLike[str]) -> bytes:
    """What stands in a file, or the text itself as bytes."""
    if isinstance(path, bytes):
        return path
    if isinstance(path, str) and "\n" in path:
        return path.encode(errors="surrogatepass")
    name = os.fspath(path)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- pathlib costs 5 ms at start-up
            return file.read()
    except FileNotFoundError:
        near = nearest_file(name)
        hint = HINT if near is None else f"did you mean {near}?"
        raise UsageError(f"expected a plan file, found no such file: {name!r}", hint=hint) from None
    except IsADirectoryError:
        raise UsageError(f"expected a plan file, found a directory: {name!r}", hint=HINT) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise say_unread(name, error, hint=HINT) from None
