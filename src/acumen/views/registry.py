"""Which view shows which result, in which forms, and which picture there is of it: all that a face has to know of them.

Names are loaded when they are asked for, so that showing one result loads the words of no other.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from acumen.errors import UsageError
from acumen.pages.blocks import Page
from acumen.results.result import Form, Result

if TYPE_CHECKING:
    from acumen.charts import Chart

# result → "module of this room:function", which gives its page
VIEWS = {
    "AdviceScored": "advice_record:write_advice_scored",
    "Adopted": "loop:write_adopted",
    "Anchored": "ledgers:say_anchored",
    "Answer": "answer:write_answer",
    "Appraised": "appraisal:write_appraisal",
    "ArtifactStanding": "beliefs:write_checked",
    "Batched": "files:write_batched",
    "Believed": "beliefs:write_believed",
    "CalibratedChance": "calibrated:write_chance",
    "CalibratedHours": "calibrated:write_hours",
    "CalibrationReport": "calibration:write_report",
    "ChancesBacktest": "backtest_chances:write_backtest",
    "Classified": "ranked:write_classes",
    "ComparedIdeas": "agreement:write_compared",
    "Commands": "files:write_commands",
    "Comparison": "comparison:write_comparison",
    "CriteriaShown": "rubrics:write_criteria",
    "Demo": "demo:write_demo",
    "Done": "loop:write_done",
    "Doubted": "beliefs:write_doubted",
    "Due": "forecasts:write_due",
    "EvidenceWeighed": "beliefs:write_seen",
    "Exported": "files:write_exported",
    "Failure": "failures:write_failure",
    "Found": "found:write_found",
    "HoursBacktest": "backtest_hours:write_backtest",
    "IdeaAdded": "ideas:write_added",
    "IdeaKnown": "agreement:write_known",
    "IdeasListed": "ideas:write_listed",
    "Information": "information:write_probes",
    "InformationRates": "beliefs:write_rated",
    "ColumnQuestion": "imports:write_column_question",
    "LedgerHere": "files:write_here",
    "LedgerImported": "ledgers:say_taken_over",
    "LedgerPath": "files:write_path",
    "Log": "log:write_log",
    "Marked": "rubrics:write_marked",
    "Next": "loop:write_next",
    "NextIdea": "ideas:write_next",
    "Paired": "ranked:write_pairs",
    "PeopleKnown": "forecasts:write_people",
    "PlanChecked": "plan_checked:write_checked",
    "PlanQuestion": "asking:write_question",
    "PlanWritten": "files:write_new_plan",
    "PortfolioDivided": "portfolios:write_portfolio",
    "Predicted": "forecasts:write_predicted",
    "PublishedRatings": "appraisal:write_published_ratings",
    "QuestionsListed": "forecasts:write_listed",
    "RatedIdea": "ideas:write_rated",
    "RatingsFitted": "ratings:write_ratings",
    "Redacted": "ledgers:say_redacted",
    "Resolved": "forecasts:write_resolved",
    "Schema": "files:write_schema",
    "Settings": "settings:write_settings",
    "ShipDate": "dates:write_ship",
    "Simulated": "simulation:write_simulation",
    "Sources": "sources:write_sources",
    "Spent": "loop:write_spent",
    "Started": "loop:write_started",
    "Status": "loop:write_status",
    "Stopped": "stopping:write_stopped",
    "TableImported": "imports:write_taken_in",
    "TableLooked": "imports:write_looked",
    "TrackRecord": "agreement:write_right",
    "Tree": "policy_tree:write_tree",
    "TrendShown": "rubrics:write_trend",
    "Undone": "undone:write_undone",
    "Verified": "ledgers:say_verified",
    "Words": "files:write_text",
    "Why": "explanation:write_why",
}
# those that are shown in a notebook, or as the source of a diagram, in a way of their own
OTHER_FORMS: dict[Form, dict[str, str]] = {
    "mermaid": {"Tree": "diagrams:write_mermaid", "ShipDate": "gantt:write_gantt"},
    "graphviz": {"Tree": "diagrams:write_graphviz"},
}
# form → "module of pages:function" and what it takes besides the page
RENDERERS: dict[Form, tuple[str, tuple[str, ...]]] = {
    "text": ("text:render", ()),
    "markdown": ("markdown:render", ()),
    "html": ("html:render", ()),
    "csv": ("values:render", ()),
    "tsv": ("values:render", ("\t",)),
    "jsonl": ("values:render_lines", ()),
}
TABLES = ("csv", "tsv", "jsonl")
PICTURES = {
    "Appraised": "rating_charts:draw_appraised",
    "IdeasListed": "idea_charts:draw_ideas",
    "PortfolioDivided": "portfolios:draw_portfolio",
    "RatingsFitted": "rating_charts:draw_rated",
    "ShipDate": "dates:draw_ship",
    "Simulated": "plan_charts:draw_ends",
    "Tree": "plan_charts:draw_boxes",
    "Why": "plan_charts:draw_why",
}


def show(result: Result, form: Form = "text") -> str:
    """A result in a form. UsageError for one that there is not of it."""
    name = type(result).__name__
    if form == "json":
        return result.to_json()
    own = OTHER_FORMS.get(form, {}).get(name)
    if own is not None:
        found = _load(own)(result)
        return found if isinstance(found, str) else "\n".join(found)
    if form not in RENDERERS:
        forms = [each for each, names in OTHER_FORMS.items() if name in names]
        raise UsageError(
            f"expected the format {', '.join((*RENDERERS, *forms))} or json, found {form!r}", hint="write one of these"
        )
    return write(view(result), form)


def view(result: Result) -> Page:
    """What is said of a result."""
    return tuple(_load(VIEWS[type(result).__name__])(result))


def write(page: Page, form: Form) -> str:
    """A page in one of the forms of `RENDERERS`. UsageError where it has to have a table and has none."""
    renderer, options = RENDERERS[form]
    text: str = getattr(import_module(f"acumen.pages.{renderer.partition(':')[0]}"), renderer.partition(":")[2])(
        page, *options
    )
    if not text and form in TABLES:
        raise UsageError("there is no table in this", hint="--format json has all that it says")
    return text


def draw(result: Result, **options: Any) -> "Chart":  # noqa: ANN401 -- each picture has options of its own
    """The picture of a result; TypeError where there is none."""
    name = type(result).__name__
    if name not in PICTURES:
        raise TypeError(f"there is no picture of {name}")
    found: Chart = _load(PICTURES[name])(result, **options)
    return found


def install() -> None:
    """Let results be shown by these views from now on, in `str`, in notebooks and as pictures."""
    Result.shown_by = show
    Result.drawn_by = draw


def _load(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"acumen.views.{module}"), function)
    return found
