"""Check: whether a plan file says something, and every mistake in it if not."""

import os

import msgspec

from acumen.desk.planning.read_plan import read_or_report
from acumen.errors import Problem
from acumen.records import Group, Plan, walk


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a plan, or what is wrong with it."""

    is_ok: bool
    plan: str | None = None
    worth: float | None = None
    n_steps: int = 0
    n_groups: int = 0
    n_hypotheses: int = 0
    n_probes: int = 0
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """One line that says what was found, or every problem."""
        if not self.is_ok:
            return "\n".join(str(problem) for problem in self.problems)
        counts = (
            (self.n_steps, "step"),
            (self.n_groups, "group"),
            (self.n_hypotheses, "hypothesis"),
            (self.n_probes, "probe"),
        )
        return "ok: " + ", ".join(_count(n, word) for n, word in counts if n or word == "step")


def check(path_or_text: str | bytes | os.PathLike[str], *, source: str = "<text>") -> Checked:
    """Look a plan over, in a file or a text that problems call `source`."""
    record, problems = read_or_report(path_or_text, source=source)
    return Checked(is_ok=False, problems=problems) if record is None else _describe(record)


def _describe(plan: Plan) -> Checked:
    nodes = list(walk(plan.goal))
    n_groups = sum(isinstance(node, Group) for node in nodes)
    return Checked(
        is_ok=True,
        plan=plan.plan,
        worth=plan.worth,
        n_steps=len(nodes) - n_groups,
        n_groups=n_groups,
        n_hypotheses=len(plan.hypotheses),
        n_probes=len(plan.probes),
    )


def _count(n: int, word: str) -> str:
    if n == 1:
        return f"1 {word}"
    return f"{n:,} hypotheses" if word == "hypothesis" else f"{n:,} {word}s"
