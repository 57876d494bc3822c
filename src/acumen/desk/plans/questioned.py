"""A plan asked about again and again, changed in thought, as often as a count allows."""

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

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
COMPILED_SECONDS = 5e-8  # the same where sweeps are compiled
MOST_SECONDS = 0.06  # of a plan before that
POSING_SECONDS = 3e-4  # about, of one action, however few the states

PROVEN = 1e-6  # of the worth: a stop that could be worth no more is one

X = TypeVar("X")


class SpentError(Exception):
    """Whether a plan starts would take more than may be solved, or can't be told."""


class Questioned(msgspec.Struct, kw_only=True):
    """The plan in question, and how many more may be solved."""

    plan: Plan
    progress: Progress | None
    worth: float
    limits: Limits
    posed: Posed
    n_left: float
    skipped: list[str]
    each_seconds: float = POSING_SECONDS  # about, of one plan

    def solve(self, posed: Posed, worth: float | None = None) -> Solution | None:
        """The solution of another plan; None where there is none."""
        try:
            found = find(posed, worth=self.worth if worth is None else worth, limits=self.limits)
        except (UnsolvableError, TooManyStatesError):
            found = None
        self.n_left -= self._cost(found)
        return found

    def _cost(self, found: Solution | None) -> float:
        """How many plans a solution counts as. One that could not be made exact is as dear as any, and the last."""
        if found is None:
            return 1.0
        if self.posed.shared is not None:
            return max(LEAST_COST, found.n_states / PLACES)
        if found.status in {"bracketed", "estimated"}:
            return math.inf
        return max(1.0, _seconds(self.posed, found.n_states) / self.each_seconds)

    def starts(self, plan: Plan, worth: float | None = None) -> bool:
        """Whether the advice for another plan is to start, or nothing is left to do. SpentError: it is not known."""
        if self.n_left <= 0.0:
            raise SpentError
        try:
            posed = begin(pose(plan), self.progress)
        except AcumenError:
            return False
        if goal_of(posed) is not None:
            return goal_of(posed) is True
        found = self.solve(posed, worth)
        if found is not None and found.next == STOP and found.upper > PROVEN * self.worth:
            raise SpentError
        return found is not None and found.next != STOP

    def least(self, ladder: Sequence[X], starts: Callable[[X], bool], what: str) -> int | None:
        """The place of an entry of the ladder that starts where the one before it does not; `what` is named if not known."""
        try:
            return least_change(ladder, starts)
        except SpentError:
            self.skipped.append(what)
            return None

    def may(self, n: float, what: str) -> bool:
        """Whether so many plans may still be solved; `what` is named where they may not."""
        if self.n_left >= n * (LEAST_COST if self.posed.shared is not None else 1.0):
            return True
        self.skipped.append(what)
        return False


def least_change(ladder: Sequence[X], starts: Callable[[X], bool]) -> int | None:
    """The place of an entry of the ladder that starts where the one before it does not; None where the last does not."""
    if not ladder or not starts(ladder[-1]):
        return None
    low, high = -1, len(ladder) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if starts(ladder[middle]) else (middle, high)
    return high


def count_solves(answer: Answer, posed: Posed, seconds: float) -> tuple[int, float]:
    """How many plans of this size may be solved in about so many seconds, and the seconds of one.

    A count that follows from its states alone. None of a plan that is too big to be exact: one takes as long as the answer.
    """
    if answer.status in {"bracketed", "estimated"}:
        return 0, seconds
    searched = PLACES * PLACE_SECONDS * _n_actions(posed)
    each = _seconds(posed, answer.n_states) if posed.shared is None else searched
    return min(MOST_SOLVES, int(seconds / each)), each


def _seconds(posed: Posed, n_states: int) -> float:
    """About, of a plan with so many states: its posing, and each action in each state, compiled where that pays."""
    actions = _n_actions(posed)
    is_leavable = any(node.attempt and node.attempt.may_be_left for node in posed.problem.nodes)
    plain = n_states * actions * (LEAVABLE_SECONDS if is_leavable else STATE_SECONDS)
    return max(POSING_SECONDS * actions, min(plain, MOST_SECONDS), n_states * actions * COMPILED_SECONDS)


def _n_actions(posed: Posed) -> int:
    return len(posed.problem.steps) + len(posed.ties.probes)


def with_step(plan: Plan, changed: Step) -> Plan:
    """The plan with one step replaced."""

    def through(node: Node) -> Node:
        if isinstance(node, Step):
            return changed if node.id == changed.id else node
        return msgspec.structs.replace(node, of=tuple(map(through, node.of)))

    return msgspec.structs.replace(plan, goal=through(plan.goal))
