"""From a plan to the decision problem it poses: chances made plain, hours made distributions, ids made numbers."""

import math
from dataclasses import replace

import msgspec

from acumen.decision import DecisionProblem, Kind, Node
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.tree_structure import subtree
from acumen.desk.plans.hypotheses import Ties, average, find_ties, note_artifacts, notes, share
from acumen.distributions import Attempt, Duration, Fixed, LogNormal
from acumen.distributions.shown import Shown
from acumen.planfile.validation import refuse_unsound
from acumen.records import Group, Hours, Interval, Plan, Probe, Step, walk
from acumen.records import Node as PlanNode
from acumen.results.plans import Remaining


class Posed(msgspec.Struct, frozen=True, kw_only=True):
    """A problem, and the way back: `nodes[n]` is what stands in the plan for node number n of the problem.

    `shared` is there where steps share hypotheses or probes tell about them; probe j then has the number n_nodes + j.
    """

    plan: Plan
    problem: DecisionProblem
    nodes: tuple[PlanNode, ...]
    notes: tuple[str, ...]  # what was assumed, in words
    ties: Ties
    shared: SharedProblem | None = None
    statuses: tuple[int, ...] | None = None  # (n_nodes + n_probes,) where the plan stands, once it has been begun
    lefts: tuple[Remaining, ...] = ()  # of the steps under way
    overdue: tuple[
        int, ...
    ] = ()  # steps under way that have had their hours: false in `statuses`, as if they were left
    shown: tuple[Shown, ...] = ()  # of the hours of steps begun so far, for what all steps have in common
    going: int | None = None  # the number of the one action under way; None where there is none, or several

    @property
    def cuts(self) -> tuple[float, ...]:
        """Of every node the worth that is lost where it is missing at the end; inf: it may not be."""
        return tuple(math.inf if node.cut is msgspec.UNSET else node.cut for node in self.nodes)

    @property
    def has_cuts(self) -> bool:
        """Whether anything may be missing at the end."""
        return any(node.cut is not msgspec.UNSET for node in self.nodes)

    def step(self, number: int) -> Step:
        """The plan's step behind a node number."""
        step = self.nodes[number]
        if not isinstance(step, Step):
            raise TypeError(f"node {number} is not a step")
        return step

    def action(self, number: int) -> Step | Probe:
        """The plan's step or probe behind the number of an action."""
        if number >= len(self.nodes):
            return self.ties.probes[number - len(self.nodes)]
        return self.step(number)

    def attempt(self, number: int) -> Attempt:
        """The bet behind the number of an action; its chance is averaged over hypotheses, as they are believed now."""
        if self.shared is not None and number in self.shared.chances:
            return replace(self.shared.attempt(number), chance=self.shared.chance_now(number))
        attempt = self.problem.nodes[number].attempt
        if attempt is None:
            raise TypeError(f"node {number} is not a step")
        return attempt


def pose(plan: Plan) -> Posed:
    """The decision problem of a plan. UnsolvableError when its hypotheses have too many combinations of states."""
    nodes = tuple(walk(plan.goal))
    refuse_unsound(plan, nodes)
    ties = find_ties(plan)
    numbers = {_id(node): number for number, node in enumerate(nodes) if _id(node)}
    parents = _parents(nodes)
    members: list[list[int]] = [[] for _ in nodes]
    for number, parent in enumerate(parents):
        if parent >= 0:
            members[parent].append(number)
    problem = DecisionProblem(
        nodes=tuple(
            Node(
                id=_id(node),
                kind=_kind(node),
                parent=parents[number],
                members=tuple(members[number]),
                needs=tuple(numbers[need] for need in node.needs) if isinstance(node, Step) else (),
                attempt=_attempt(node, plan) if isinstance(node, Step) else None,
            )
            for number, node in enumerate(nodes)
        )
    )
    shared = share(plan, ties, problem, numbers)
    return Posed(
        plan=plan,
        problem=problem,
        nodes=nodes,
        notes=(*notes(plan, ties, shared), *note_artifacts(ties.probes if shared else ())),
        ties=ties,
        shared=shared,
    )


def part_name(posed: Posed, node: int) -> str:
    """A part's name, or that of its first step."""
    nodes = posed.problem.nodes
    first = (nodes[one].id for one in subtree(posed.problem, node) if nodes[one].kind == Kind.STEP)
    return nodes[node].id or f"the group of {next(first)}"


def _id(node: PlanNode) -> str:
    return node.id if isinstance(node, Step) else node.name or ""


def _kind(node: PlanNode) -> Kind:
    if isinstance(node, Step):
        return Kind.STEP
    return Kind.ALL if node.kind == "all" else Kind.ANY


def _parents(nodes: tuple[PlanNode, ...]) -> list[int]:
    """The number of each node's group, -1 for the goal; `nodes` stand in preorder."""
    parents: list[int] = []
    waiting: list[tuple[int, int]] = []  # (group, members of it still to come)
    for number, node in enumerate(nodes):
        while waiting and waiting[-1][1] == 0:
            waiting.pop()
        if waiting:
            parent, n_left = waiting.pop()
            waiting.append((parent, n_left - 1))
        parents.append(waiting[-1][0] if waiting else -1)
        if isinstance(node, Group):
            waiting.append((number, len(node.of)))
    return parents


def _attempt(step: Step, plan: Plan) -> Attempt:
    """The step as a bet."""
    return bet(average(step.id, step.chance, plan), step.hours, step.fails)


def bet(chance: float, hours: Hours, fails: Hours | None) -> Attempt:
    """A chance and hours as a bet. Plain hours are a commitment, an interval may be left."""
    if isinstance(hours, Interval):
        failure = None if fails is None else _duration(fails)
        return Attempt.open_ended(chance, hours.low_hours, hours.high_hours, failure)
    return Attempt(chance=chance, success=Fixed(hours), failure=_duration(hours if fails is None else fails))


def _duration(hours: Hours) -> Duration:
    if isinstance(hours, Interval):
        return LogNormal.from_interval(hours.low_hours, hours.high_hours)
    return Fixed(hours)
