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
    from acumen.desk.beliefs.believe import believe
    from acumen.desk.beliefs.checked import checked
    from acumen.desk.beliefs.doubt import doubt
    from acumen.desk.beliefs.evidence import evidence
    from acumen.desk.beliefs.rate import rate
    from acumen.desk.criteria.mark import mark_criteria
    from acumen.desk.criteria.show import show_criteria
    from acumen.desk.criteria.trend import criteria_trend
    from acumen.desk.criteria.use import use_rubric
    from acumen.desk.ideas.add import add_idea
    from acumen.desk.ideas.compare import compare_tastes
    from acumen.desk.ideas.listing import list_ideas
    from acumen.desk.ideas.next import next_idea
    from acumen.desk.ideas.outcome import look_back, turn_out
    from acumen.desk.ideas.rate import rate_idea
    from acumen.desk.importing.tables import import_table
    from acumen.desk.keeping.book import Book, open_book
    from acumen.desk.keeping.export import export
    from acumen.desk.keeping.redact import redact
    from acumen.desk.keeping.settings import set_, settings
    from acumen.desk.keeping.sources import leave_out, leaving_out, sources
    from acumen.desk.keeping.take_over import take_over
    from acumen.desk.keeping.verify import verify
    from acumen.desk.loop.adopt import adopt
    from acumen.desk.loop.done import done
    from acumen.desk.loop.log import log
    from acumen.desk.loop.next import next_
    from acumen.desk.loop.spend import spend
    from acumen.desk.loop.start import start
    from acumen.desk.loop.status import status
    from acumen.desk.loop.undo import undo
    from acumen.desk.planning.answer import Answer
    from acumen.desk.planning.probes import probes
    from acumen.desk.planning.read_plan import read_plan, write_plan
    from acumen.desk.planning.simulate import Simulated, simulate
    from acumen.desk.planning.solve import Limits, solve
    from acumen.desk.planning.tree import Tree, tree
    from acumen.desk.questions.due import due
    from acumen.desk.questions.listing import list_questions
    from acumen.desk.questions.people import people
    from acumen.desk.questions.predict import predict
    from acumen.desk.questions.resolve import resolve
    from acumen.desk.ratings.appraise import appraise
    from acumen.desk.ratings.ranked import classify, rank
    from acumen.desk.scoring.backtest_chances import backtest_chances
    from acumen.desk.scoring.backtest_hours import backtest_hours
    from acumen.desk.taste.meaning import mean_chance, mean_hours
    from acumen.desk.taste.report import taste
    from acumen.desk.why.changes import change
    from acumen.desk.why.what_if import Comparison, compare
    from acumen.desk.why.why import Why, why
    from acumen.desk.wording.plans.pictures import Chart
    from acumen.errors import AcumenError, PlanError, UnsolvableError, UsageError
    from acumen.records import Plan

__version__ = "0.1.0"

__all__ = [
    "AcumenError",
    "Answer",
    "Book",
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
    "add_idea",
    "adopt",
    "appraise",
    "backtest_chances",
    "backtest_hours",
    "believe",
    "change",
    "checked",
    "classify",
    "compare",
    "compare_tastes",
    "criteria_trend",
    "done",
    "doubt",
    "due",
    "evidence",
    "export",
    "import_table",
    "leave_out",
    "leaving_out",
    "list_ideas",
    "list_questions",
    "log",
    "look_back",
    "mark_criteria",
    "mean_chance",
    "mean_hours",
    "next_",
    "next_idea",
    "open_book",
    "people",
    "predict",
    "probes",
    "rank",
    "rate",
    "rate_idea",
    "read_plan",
    "redact",
    "resolve",
    "set_",
    "settings",
    "show_criteria",
    "simulate",
    "solve",
    "sources",
    "spend",
    "start",
    "status",
    "take_over",
    "taste",
    "tree",
    "turn_out",
    "undo",
    "use_rubric",
    "verify",
    "why",
    "write_plan",
]

_WHERE = {
    "AcumenError": "acumen.errors",
    "Answer": "acumen.desk.planning.answer",
    "Book": "acumen.desk.keeping.book",
    "Chart": "acumen.desk.wording.plans.pictures",
    "Comparison": "acumen.desk.why.what_if",
    "Limits": "acumen.desk.planning.solve",
    "Plan": "acumen.records",
    "PlanError": "acumen.errors",
    "Simulated": "acumen.desk.planning.simulate",
    "Tree": "acumen.desk.planning.tree",
    "UnsolvableError": "acumen.errors",
    "UsageError": "acumen.errors",
    "Why": "acumen.desk.why.why",
    "add_idea": "acumen.desk.ideas.add",
    "adopt": "acumen.desk.loop.adopt",
    "appraise": "acumen.desk.ratings.appraise",
    "backtest_chances": "acumen.desk.scoring.backtest_chances",
    "backtest_hours": "acumen.desk.scoring.backtest_hours",
    "believe": "acumen.desk.beliefs.believe",
    "classify": "acumen.desk.ratings.ranked",
    "change": "acumen.desk.why.changes",
    "checked": "acumen.desk.beliefs.checked",
    "compare": "acumen.desk.why.what_if",
    "compare_tastes": "acumen.desk.ideas.compare",
    "criteria_trend": "acumen.desk.criteria.trend",
    "done": "acumen.desk.loop.done",
    "doubt": "acumen.desk.beliefs.doubt",
    "due": "acumen.desk.questions.due",
    "evidence": "acumen.desk.beliefs.evidence",
    "export": "acumen.desk.keeping.export",
    "import_table": "acumen.desk.importing.tables",
    "leave_out": "acumen.desk.keeping.sources",
    "leaving_out": "acumen.desk.keeping.sources",
    "list_ideas": "acumen.desk.ideas.listing",
    "list_questions": "acumen.desk.questions.listing",
    "log": "acumen.desk.loop.log",
    "look_back": "acumen.desk.ideas.outcome",
    "mark_criteria": "acumen.desk.criteria.mark",
    "mean_chance": "acumen.desk.taste.meaning",
    "mean_hours": "acumen.desk.taste.meaning",
    "next_": "acumen.desk.loop.next",
    "next_idea": "acumen.desk.ideas.next",
    "open_book": "acumen.desk.keeping.book",
    "people": "acumen.desk.questions.people",
    "predict": "acumen.desk.questions.predict",
    "probes": "acumen.desk.planning.probes",
    "rank": "acumen.desk.ratings.ranked",
    "rate": "acumen.desk.beliefs.rate",
    "rate_idea": "acumen.desk.ideas.rate",
    "read_plan": "acumen.desk.planning.read_plan",
    "redact": "acumen.desk.keeping.redact",
    "resolve": "acumen.desk.questions.resolve",
    "set_": "acumen.desk.keeping.settings",
    "settings": "acumen.desk.keeping.settings",
    "show_criteria": "acumen.desk.criteria.show",
    "simulate": "acumen.desk.planning.simulate",
    "solve": "acumen.desk.planning.solve",
    "sources": "acumen.desk.keeping.sources",
    "spend": "acumen.desk.loop.spend",
    "start": "acumen.desk.loop.start",
    "status": "acumen.desk.loop.status",
    "take_over": "acumen.desk.keeping.take_over",
    "taste": "acumen.desk.taste.report",
    "tree": "acumen.desk.planning.tree",
    "turn_out": "acumen.desk.ideas.outcome",
    "undo": "acumen.desk.loop.undo",
    "use_rubric": "acumen.desk.criteria.use",
    "verify": "acumen.desk.keeping.verify",
    "why": "acumen.desk.why.why",
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
