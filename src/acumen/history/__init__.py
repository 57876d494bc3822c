"""FACTS: what the records mean at a cut-off. Replay, checks, named columns.

Takes:      kept records in order
Gives:      History: facts about plans, questions, people and records, folded; dump and load, so that only what is new is
            folded; what the facts mean as plain values; problems as values
May import: records, errors
"""

from acumen.history.plan_state import PlanState, actions, lost_plans, plan_states
from acumen.history.replay import History, dump, fold, load
from acumen.history.step_columns import StepColumns, step_columns
from acumen.history.steps import Saying, StepPast
from acumen.history.timeline import timeline

__all__ = [
    "History",
    "PlanState",
    "Saying",
    "StepColumns",
    "StepPast",
    "actions",
    "dump",
    "fold",
    "load",
    "lost_plans",
    "plan_states",
    "step_columns",
    "timeline",
]
