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
    from acumen.desk.beliefs.artifact_checks import checked
    from acumen.desk.beliefs.believe import believe
    from acumen.desk.beliefs.critique import doubt
    from acumen.desk.beliefs.evidence import evidence
    from acumen.desk.beliefs.information_rate import rate
    from acumen.desk.book import Book, open_book
    from acumen.desk.calibration.backtest_chances import backtest_chances
    from acumen.desk.calibration.backtest_hours import backtest_hours
    from acumen.desk.calibration.correct_one import mean_chance, mean_hours
    from acumen.desk.calibration.report import taste
    from acumen.desk.elicitation.agreement import compare_tastes
    from acumen.desk.elicitation.due import due
    from acumen.desk.elicitation.idea_add import add_idea
    from acumen.desk.elicitation.idea_list import list_ideas
    from acumen.desk.elicitation.idea_next import next_idea
    from acumen.desk.elicitation.idea_outcome import look_back, turn_out
    from acumen.desk.elicitation.idea_rate import rate_idea
    from acumen.desk.elicitation.people import people
    from acumen.desk.elicitation.predict import predict
    from acumen.desk.elicitation.question_list import list_questions
    from acumen.desk.elicitation.resolve import resolve
    from acumen.desk.elicitation.rubric_mark import mark_criteria
    from acumen.desk.elicitation.rubric_show import show_criteria
    from acumen.desk.elicitation.rubric_trend import criteria_trend
    from acumen.desk.elicitation.rubric_use import use_rubric
    from acumen.desk.importing.tables import import_table
    from acumen.desk.ledgers.export import export
    from acumen.desk.ledgers.merge import take_over
    from acumen.desk.ledgers.redact import redact
    from acumen.desk.ledgers.settings import set_, settings
    from acumen.desk.ledgers.verify import verify
    from acumen.desk.loop.adopt import adopt
    from acumen.desk.loop.done import done
    from acumen.desk.loop.log import log
    from acumen.desk.loop.next import next_
    from acumen.desk.loop.spend import spend
    from acumen.desk.loop.start import start
    from acumen.desk.loop.status import status
    from acumen.desk.loop.stop import stop
    from acumen.desk.loop.undo import undo
    from acumen.desk.plans.policy_tree import tree
    from acumen.desk.plans.read import read_plan, write_plan
    from acumen.desk.plans.simulate import simulate
    from acumen.desk.plans.solve import Limits, solve
    from acumen.desk.plans.value_of_information import probes
    from acumen.desk.ratings.appraise import appraise
    from acumen.desk.ratings.rank import classify, rank
    from acumen.desk.sensitivity.changes import change
    from acumen.desk.sensitivity.what_if import compare
    from acumen.desk.sensitivity.why import why
    from acumen.desk.state.sources import leave_out, leaving_out, sources
    from acumen.errors import AcumenError, PlanError, UnsolvableError, UsageError
    from acumen.records import Plan
    from acumen.results.plans import Answer, Simulated, Tree
    from acumen.results.sensitivity import Comparison, Why
    from acumen.views.plan_charts import Chart

from acumen.version import __version__

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
    "stop",
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
    "Answer": "acumen.results.plans",
    "Book": "acumen.desk.book",
    "Chart": "acumen.views.plan_charts",
    "Comparison": "acumen.results.sensitivity",
    "Limits": "acumen.desk.plans.solve",
    "Plan": "acumen.records",
    "PlanError": "acumen.errors",
    "Simulated": "acumen.results.plans",
    "Tree": "acumen.results.plans",
    "UnsolvableError": "acumen.errors",
    "UsageError": "acumen.errors",
    "Why": "acumen.results.sensitivity",
    "add_idea": "acumen.desk.elicitation.idea_add",
    "adopt": "acumen.desk.loop.adopt",
    "appraise": "acumen.desk.ratings.appraise",
    "backtest_chances": "acumen.desk.calibration.backtest_chances",
    "backtest_hours": "acumen.desk.calibration.backtest_hours",
    "believe": "acumen.desk.beliefs.believe",
    "classify": "acumen.desk.ratings.rank",
    "change": "acumen.desk.sensitivity.changes",
    "checked": "acumen.desk.beliefs.artifact_checks",
    "compare": "acumen.desk.sensitivity.what_if",
    "compare_tastes": "acumen.desk.elicitation.agreement",
    "criteria_trend": "acumen.desk.elicitation.rubric_trend",
    "done": "acumen.desk.loop.done",
    "doubt": "acumen.desk.beliefs.critique",
    "due": "acumen.desk.elicitation.due",
    "evidence": "acumen.desk.beliefs.evidence",
    "export": "acumen.desk.ledgers.export",
    "import_table": "acumen.desk.importing.tables",
    "leave_out": "acumen.desk.state.sources",
    "leaving_out": "acumen.desk.state.sources",
    "list_ideas": "acumen.desk.elicitation.idea_list",
    "list_questions": "acumen.desk.elicitation.question_list",
    "log": "acumen.desk.loop.log",
    "look_back": "acumen.desk.elicitation.idea_outcome",
    "mark_criteria": "acumen.desk.elicitation.rubric_mark",
    "mean_chance": "acumen.desk.calibration.correct_one",
    "mean_hours": "acumen.desk.calibration.correct_one",
    "next_": "acumen.desk.loop.next",
    "next_idea": "acumen.desk.elicitation.idea_next",
    "open_book": "acumen.desk.book",
    "people": "acumen.desk.elicitation.people",
    "predict": "acumen.desk.elicitation.predict",
    "probes": "acumen.desk.plans.value_of_information",
    "rank": "acumen.desk.ratings.rank",
    "rate": "acumen.desk.beliefs.information_rate",
    "rate_idea": "acumen.desk.elicitation.idea_rate",
    "read_plan": "acumen.desk.plans.read",
    "redact": "acumen.desk.ledgers.redact",
    "resolve": "acumen.desk.elicitation.resolve",
    "set_": "acumen.desk.ledgers.settings",
    "settings": "acumen.desk.ledgers.settings",
    "show_criteria": "acumen.desk.elicitation.rubric_show",
    "simulate": "acumen.desk.plans.simulate",
    "solve": "acumen.desk.plans.solve",
    "sources": "acumen.desk.state.sources",
    "spend": "acumen.desk.loop.spend",
    "start": "acumen.desk.loop.start",
    "status": "acumen.desk.loop.status",
    "stop": "acumen.desk.loop.stop",
    "take_over": "acumen.desk.ledgers.merge",
    "taste": "acumen.desk.calibration.report",
    "tree": "acumen.desk.plans.policy_tree",
    "turn_out": "acumen.desk.elicitation.idea_outcome",
    "undo": "acumen.desk.loop.undo",
    "use_rubric": "acumen.desk.elicitation.rubric_use",
    "verify": "acumen.desk.ledgers.verify",
    "why": "acumen.desk.sensitivity.why",
    "write_plan": "acumen.desk.plans.read",
}


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for, so that starting up costs nothing (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'acumen' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 -- the point of it

    found: object = getattr(import_module(_WHERE[name]), name)
    import_module("acumen.views.registry").install()
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """What is public, loaded or not."""
    return sorted(__all__)
