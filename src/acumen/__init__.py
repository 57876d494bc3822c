"""acumen: write a plan of uncertain steps, and be told what to do next, with a proof of how good that advice is.

>>> import acumen
>>> text = '''
... plan: two-ways
... worth: 40
... goal: {any: [{step: quick, chance: 30%, hours: 2}, {step: sure, chance: 90%, hours: 10}]}
... '''
>>> answer = acumen.solve(acumen.read_plan(text))
>>> answer.next, round(answer.value, 6), answer.status
('quick', 28.2, 'exact')
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acumen.desk.planning.answer import Answer
    from acumen.desk.planning.changes import change
    from acumen.desk.planning.read_plan import read_plan, write_plan
    from acumen.desk.planning.simulate import Simulated, simulate
    from acumen.desk.planning.solve import Limits, solve
    from acumen.desk.planning.tree import Tree, tree
    from acumen.desk.planning.what_if import Comparison, compare
    from acumen.desk.planning.why import Why, why
    from acumen.desk.wording.pictures import Chart
    from acumen.errors import AcumenError, PlanError, UnsolvableError, UsageError
    from acumen.records import Plan

__version__ = "0.1.0"

__all__ = [
    "AcumenError",
    "Answer",
    "Chart",
    "Comparison",
    "Limits",
    "Plan",
    "PlanError",
    "Simulated",
    "Tree",
    "UnsolvableError",
    "UsageError",
    "Why",
    "__version__",
    "change",
    "compare",
    "read_plan",
    "simulate",
    "solve",
    "tree",
    "why",
    "write_plan",
]

_WHERE = {
    "AcumenError": "acumen.errors",
    "Answer": "acumen.desk.planning.answer",
    "Chart": "acumen.desk.wording.pictures",
    "Comparison": "acumen.desk.planning.what_if",
    "Limits": "acumen.desk.planning.solve",
    "Plan": "acumen.records",
    "PlanError": "acumen.errors",
    "Simulated": "acumen.desk.planning.simulate",
    "Tree": "acumen.desk.planning.tree",
    "UnsolvableError": "acumen.errors",
    "UsageError": "acumen.errors",
    "Why": "acumen.desk.planning.why",
    "change": "acumen.desk.planning.changes",
    "compare": "acumen.desk.planning.what_if",
    "read_plan": "acumen.desk.planning.read_plan",
    "simulate": "acumen.desk.planning.simulate",
    "solve": "acumen.desk.planning.solve",
    "tree": "acumen.desk.planning.tree",
    "why": "acumen.desk.planning.why",
    "write_plan": "acumen.desk.planning.read_plan",
}


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for, so that starting up costs nothing (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'acumen' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 -- the point of it

    found: object = getattr(import_module(_WHERE[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """What is public, loaded or not."""
    return sorted(__all__)
