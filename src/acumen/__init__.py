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
    from acumen.desk.beliefs.artifact_checks import checked as evidence_check
    from acumen.desk.beliefs.believe import believe as evidence
    from acumen.desk.beliefs.critique import doubt as evidence_doubts
    from acumen.desk.beliefs.evidence import evidence as evidence_add
    from acumen.desk.beliefs.information_rate import rate as evidence_rate
    from acumen.desk.book import Book, open_book
    from acumen.desk.calibration.backtest_chances import backtest_chances
    from acumen.desk.calibration.backtest_hours import backtest_hours
    from acumen.desk.calibration.report import score_record as score
    from acumen.desk.dates.ship import ship
    from acumen.desk.elicitation.agreement import compare_tastes as ideas_compare
    from acumen.desk.elicitation.idea_add import add_idea as ideas_add
    from acumen.desk.elicitation.idea_list import list_ideas as ideas
    from acumen.desk.elicitation.idea_list import list_ideas as ideas_list
    from acumen.desk.elicitation.idea_next import next_idea as ideas_next
    from acumen.desk.elicitation.idea_rate import rate_idea as ideas_rate
    from acumen.desk.elicitation.predict import predict
    from acumen.desk.elicitation.question_list import list_questions as questions
    from acumen.desk.elicitation.resolve import resolve
    from acumen.desk.elicitation.rubric_mark import mark_criteria as criteria_rate
    from acumen.desk.elicitation.rubric_show import show_criteria as criteria
    from acumen.desk.elicitation.rubric_show import show_criteria as criteria_show
    from acumen.desk.elicitation.rubric_trend import criteria_trend
    from acumen.desk.elicitation.rubric_use import use_rubric as criteria_use
    from acumen.desk.front.forecasts import people as ledger_people
    from acumen.desk.front.ideas import outcome as ideas_outcome
    from acumen.desk.front.ledgers import anchor as ledger_anchor
    from acumen.desk.front.ledgers import demo, import_
    from acumen.desk.front.ledgers import leave_out as ledger_leave_out
    from acumen.desk.front.ledgers import verify as ledger_verify
    from acumen.desk.front.ratings import ratings
    from acumen.desk.front.record import meant
    from acumen.desk.ledgers.export import export
    from acumen.desk.ledgers.redact import redact as ledger_redact
    from acumen.desk.ledgers.settings import set_ as ledger_set
    from acumen.desk.ledgers.settings import settings as ledger_settings
    from acumen.desk.loop.adopt import adopt
    from acumen.desk.loop.done import done
    from acumen.desk.loop.due_dates import due
    from acumen.desk.loop.find import find
    from acumen.desk.loop.log import log
    from acumen.desk.loop.next import next_
    from acumen.desk.loop.spend import spend
    from acumen.desk.loop.start import start
    from acumen.desk.loop.status import status
    from acumen.desk.loop.stop import stop
    from acumen.desk.loop.undo import undo
    from acumen.desk.plans.changes import change
    from acumen.desk.plans.check import check
    from acumen.desk.plans.policy_tree import tree
    from acumen.desk.plans.read import read_plan, write_plan
    from acumen.desk.plans.simulate import simulate
    from acumen.desk.plans.solve import Limits, solve
    from acumen.desk.plans.value_of_information import probes
    from acumen.desk.portfolio.portfolio import portfolio
    from acumen.desk.ratings.appraise import appraise
    from acumen.desk.ratings.rank import classify as ratings_classes
    from acumen.desk.ratings.rank import rank as ratings_pairs
    from acumen.desk.sensitivity.what_if import compare
    from acumen.desk.sensitivity.why import why
    from acumen.desk.state.sources import leaving_out, sources
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
    "adopt",
    "appraise",
    "backtest_chances",
    "backtest_hours",
    "change",
    "check",
    "compare",
    "criteria",
    "criteria_rate",
    "criteria_show",
    "criteria_trend",
    "criteria_use",
    "demo",
    "done",
    "due",
    "evidence",
    "evidence_add",
    "evidence_check",
    "evidence_doubts",
    "evidence_rate",
    "export",
    "find",
    "ideas",
    "ideas_add",
    "ideas_compare",
    "ideas_list",
    "ideas_next",
    "ideas_outcome",
    "ideas_rate",
    "import_",
    "leaving_out",
    "ledger_anchor",
    "ledger_leave_out",
    "ledger_people",
    "ledger_redact",
    "ledger_set",
    "ledger_settings",
    "ledger_verify",
    "log",
    "meant",
    "next_",
    "open_book",
    "portfolio",
    "predict",
    "probes",
    "questions",
    "ratings",
    "ratings_classes",
    "ratings_pairs",
    "read_plan",
    "resolve",
    "score",
    "ship",
    "simulate",
    "solve",
    "sources",
    "spend",
    "start",
    "status",
    "stop",
    "tree",
    "undo",
    "why",
    "write_plan",
]

# what programs build on, by what it is called where it is defined; the functions for commands are those of the catalogue
_WHERE = {
    "AcumenError": "acumen.errors:AcumenError",
    "Answer": "acumen.results.plans:Answer",
    "Book": "acumen.desk.book:Book",
    "Chart": "acumen.views.plan_charts:Chart",
    "Comparison": "acumen.results.sensitivity:Comparison",
    "Limits": "acumen.desk.plans.solve:Limits",
    "Plan": "acumen.records:Plan",
    "PlanError": "acumen.errors:PlanError",
    "Simulated": "acumen.results.plans:Simulated",
    "Tree": "acumen.results.plans:Tree",
    "UnsolvableError": "acumen.errors:UnsolvableError",
    "UsageError": "acumen.errors:UsageError",
    "Why": "acumen.results.sensitivity:Why",
    "change": "acumen.desk.plans.changes:change",
    "compare": "acumen.desk.sensitivity.what_if:compare",
    "leaving_out": "acumen.desk.state.sources:leaving_out",
    "open_book": "acumen.desk.book:open_book",
    "read_plan": "acumen.desk.plans.read:read_plan",
    "solve": "acumen.desk.plans.solve:solve",
    "sources": "acumen.desk.state.sources:sources",
    "write_plan": "acumen.desk.plans.read:write_plan",
}


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for, so that starting up costs nothing (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'acumen' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 -- the point of it

    where = _WHERE.get(name) or import_module("acumen.catalog").functions()[name]
    module, _, called = where.partition(":")
    found: object = getattr(import_module(module), called)
    import_module("acumen.views.registry").install()
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """What is public, loaded or not."""
    return sorted(__all__)
