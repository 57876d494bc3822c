"""A plan asked about again and again, changed in thought, as often as a count allows."""

import msgspec

from acumen.decision import STOP, Limits, Solution
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.desk.plans.conditioning import begin, goal_of
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.solving import find
from acumen.errors import AcumenError, UnsolvableError
from acumen.records import Node, Plan, Step
from acumen.results.plans import Answer

MOST_SOLVES = 400  # plans solved for one answer
PLACES = 100  # of a search: so many count as one plan
PLACE_SECONDS = 7e-5  # about, of one place for each action
LEAST_COST = 0.1  # of a search, in plans
STATE_SECONDS, LEAVABLE_SECONDS = 1e-6, 6e-6  # about, of one action in one state
LEAST_SECONDS, MOST_SECONDS = 1e-3, 0.06  # of one plan: beyond, sweeps are compiled
BRACKET_SECONDS = 0.5  # of a plan that is too big to be exact


class Questioned(msgspec.Struct, kw_only=True):
    """The plan in question, and how many more may be solved."""

    plan: Plan
    progress: Progress | None
    worth: float
    limits: Limits
    posed: Posed
    n_left: float
    skipped: list[str]

    def solve(self, posed: Posed, worth: float | None = None) -> Solution | None:
        """The solution of another plan; None where there is none."""
        try:
            found = find(posed, worth=self.worth if worth is None else worth, limits=self.limits)
        except (UnsolvableError, TooManyStatesError):
            found = None
        self.n_left -= 1.0 if found is None or posed.shared is None else max(LEAST_COST, found.n_states / PLACES)
        return found

    def starts(self, plan: Plan, worth: float | None = None) -> bool:
        """Whether the advice for another plan is to start, or nothing is left to do."""
        try:
            posed = begin(pose(plan), self.progress)
        except AcumenError:
            return False
        if goal_of(posed) is not None:
            return goal_of(posed) is True
        found = self.solve(posed, worth)
        return found is not None and found.next != STOP

    def may(self, n: float, what: str) -> bool:
        """Whether so many plans may still be solved; `what` is named where they may not."""
        if self.n_left >= n * (LEAST_COST if self.posed.shared is not None else 1.0):
            return True
        self.skipped.append(what)
        return False


def count_solves(answer: Answer, posed: Posed, seconds: float) -> int:
    """How many plans of this size may be solved in about so many seconds: a count that follows from its states alone."""
    actions = len(posed.problem.steps) + len(posed.ties.probes)
    is_leavable = any(node.attempt and node.attempt.may_be_left for node in posed.problem.nodes)
    each = answer.n_states * actions * (LEAVABLE_SECONDS if is_leavable else STATE_SECONDS)
    if posed.shared is not None:
        return min(MOST_SOLVES, int(seconds / (PLACES * PLACE_SECONDS * actions)))
    each = min(MOST_SECONDS, max(LEAST_SECONDS, each))
    if answer.status == "bracketed":
        each = max(each, BRACKET_SECONDS)
    return min(MOST_SOLVES, int(seconds / each))


def with_step(plan: Plan, changed: Step) -> Plan:
    """The plan with one step replaced."""

    def through(node: Node) -> Node:
        if isinstance(node, Step):
            return changed if node.id == changed.id else node
        return msgspec.structs.replace(node, of=tuple(map(through, node.of)))

    return msgspec.structs.replace(plan, goal=through(plan.goal))
