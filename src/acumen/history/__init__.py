"""FACTS: what the records mean at a cut-off. Replay, checks, rows for the maths.

Takes:      kept records in order
Gives:      History: facts about plans, questions, ideas, people and records, folded; dump and load, so that only what is
            new is folded; what the facts mean as plain values (read_questions, read_ideas, read_marks, read_people,
            read_settings, read_left_out); rows for the maths; problems as values
May import: borders, errors, records
"""

from acumen.history.counted import CountedForecast, CountedQuestion, count_forecasts, count_questions
from acumen.history.ended_steps import StepRow, ended_steps, ends_of, said_of_steps, since
from acumen.history.entry import days
from acumen.history.evidence import ArtifactSaid, Heard, Piece
from acumen.history.goal_status import goal_truth, missing_parts, truths
from acumen.history.hidden import Hiding
from acumen.history.hours_told import ToldHours, read_hours_told
from acumen.history.idea_facts import Idea, Ideas, Rating, TurnedOut, read_ideas
from acumen.history.people import People, read_people
from acumen.history.plan_state import (
    PlanState,
    actions,
    lost_plans,
    open_plans,
    plan_as_of,
    plan_slugs,
    plan_state,
    plan_states,
)
from acumen.history.questions_folded import Forecast, Outcome, Question, Questions, read_questions
from acumen.history.replay import History, dump, fold, load
from acumen.history.respelling import respell
from acumen.history.rubric_scores import Mark, Marks, Rubric, read_marks
from acumen.history.settings import read_left_out, read_settings
from acumen.history.sources import drop_forecasts, read_sources
from acumen.history.steps import StepBet, StepPast
from acumen.history.taken_away import TakenAway, find_taken_away
from acumen.history.timeline import timeline

__all__ = [
    "ArtifactSaid",
    "CountedForecast",
    "CountedQuestion",
    "Forecast",
    "Heard",
    "Hiding",
    "History",
    "Idea",
    "Ideas",
    "Mark",
    "Marks",
    "Outcome",
    "People",
    "Piece",
    "PlanState",
    "Question",
    "Questions",
    "Rating",
    "Rubric",
    "StepBet",
    "StepPast",
    "StepRow",
    "TakenAway",
    "ToldHours",
    "TurnedOut",
    "actions",
    "count_forecasts",
    "count_questions",
    "days",
    "drop_forecasts",
    "dump",
    "ended_steps",
    "ends_of",
    "find_taken_away",
    "fold",
    "goal_truth",
    "load",
    "lost_plans",
    "missing_parts",
    "open_plans",
    "plan_as_of",
    "plan_slugs",
    "plan_state",
    "plan_states",
    "read_hours_told",
    "read_ideas",
    "read_left_out",
    "read_marks",
    "read_people",
    "read_questions",
    "read_settings",
    "read_sources",
    "respell",
    "said_of_steps",
    "since",
    "timeline",
    "truths",
]
