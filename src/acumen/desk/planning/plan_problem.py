"""From a plan to the decision problem it poses: chances made plain, hours made distributions, ids made numbers."""

import math
from collections.abc import Iterable, Iterator
from itertools import product

import msgspec

from acumen.chance import Attempt, Duration, Fixed, LogNormal
from acumen.decision import DecisionProblem, Kind, Node
from acumen.desk.planning.progress import Left
from acumen.desk.planning.sound import refuse_unsound
from acumen.errors import UnsolvableError
from acumen.records import Conditional, Group, Hours, Interval, Plan, Step, walk
from acumen.records import Node as PlanNode

N_JOINT_STATES = 1_000_000  # of the hypotheses of one step, looked at one by one


class Posed(msgspec.Struct, frozen=True, kw_only=True):
    """A problem, and the way back: `nodes[n]` is what stands in the plan for node number n of the problem."""

    problem: DecisionProblem
    nodes: tuple[PlanNode, ...]
    notes: tuple[str, ...]  # what was assumed, in words
    statuses: tuple[int, ...] | None = None  # (n_nodes,) where the plan stands, once it has been begun
    lefts: tuple[Left, ...] = ()  # of the steps under way

    def step(self, number: int) -> Step:
        """The plan's step behind a node number."""
        step = self.nodes[number]
        if not isinstance(step, Step):
            raise TypeError(f"node {number} is not a step")
        return step

    def attempt(self, number: int) -> Attempt:
        """The bet behind a node number."""
        attempt = self.problem.nodes[number].attempt
        if attempt is None:
            raise TypeError(f"node {number} is not a step")
        return attempt


def pose(plan: Plan) -> Posed:
    """The decision problem of a plan; UnsolvableError when steps share a hypothesis or a probe asks about one."""
    nodes = tuple(walk(plan.goal))
    refuse_unsound(plan, nodes)
    _refuse_shared(plan, nodes)
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
    return Posed(problem=problem, nodes=nodes, notes=tuple(_notes(plan, nodes)))


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
    return bet(_marginal_prob(step, plan), step.hours, step.fails)


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


def _hypotheses_of(step: Step) -> tuple[str, ...]:
    """Ids of the hypotheses the step's chance depends on, each once."""
    if not isinstance(step.chance, Conditional):
        return ()
    return tuple(dict.fromkeys(hypothesis for case in step.chance.cases for hypothesis, _ in case.when))


def _marginal_prob(step: Step, plan: Plan) -> float:
    """The step's chance; where it depends on hypotheses, its average over them (they are independent)."""
    chance = step.chance
    if not isinstance(chance, Conditional):
        return chance
    states = {hypothesis.id: hypothesis.states for hypothesis in plan.hypotheses}
    used = _hypotheses_of(step)
    if math.prod(len(states[hypothesis]) for hypothesis in used) > N_JOINT_STATES:
        raise UnsolvableError(
            f"step `{step.id}` depends on more than {N_JOINT_STATES:,} combinations of states",
            hint=f"write a plain chance for `{step.id}`",
        )
    terms = []
    for joint in product(*(states[hypothesis] for hypothesis in used)):
        holds = {hypothesis: state for hypothesis, (state, _) in zip(used, joint, strict=True)}
        prob = math.prod(prob for _, prob in joint)
        then = (case.then for case in chance.cases if all(holds[name] == state for name, state in case.when))
        terms.append(prob * next(then, chance.otherwise or 0.0))
    return min(1.0, max(0.0, math.fsum(terms)))


def _refuse_shared(plan: Plan, nodes: tuple[PlanNode, ...]) -> None:
    """Say which hypotheses tie steps together or are asked about by probes, and what to write instead."""
    users: dict[str, list[Step]] = {}
    for node in nodes:
        if isinstance(node, Step):
            for hypothesis in _hypotheses_of(node):
                users.setdefault(hypothesis, []).append(node)
    reasons: list[str] = []
    affected: dict[str, Step] = {}
    for hypothesis, steps in users.items():
        asked_by = [probe.id for probe in plan.probes if probe.about == hypothesis]
        names = [step.id for step in steps]
        if len(steps) > 1:
            reasons.append(f"the steps {_listed(names)} share the hypothesis {_listed([hypothesis])}")
        elif asked_by:
            reasons.append(f"the step {_listed(names)} depends on the hypothesis {_listed([hypothesis])}")
        if asked_by:
            reasons[-1] += f", and {_listed(asked_by)} can tell about it"
        if len(steps) > 1 or asked_by:
            affected.update(zip(names, steps, strict=True))
    if reasons:
        chances = ", ".join(f"{name} {100 * _marginal_prob(step, plan):.3g} %" for name, step in affected.items())
        raise UnsolvableError(
            "shared hypotheses and probes can't be solved yet: " + "; ".join(reasons),
            hint=f"for a first answer write plain chances, as if the steps were independent: {chances}",
        )


def _notes(plan: Plan, nodes: tuple[PlanNode, ...]) -> Iterator[str]:
    """What the problem assumes beyond the plan's words."""
    for node in nodes:
        if isinstance(node, Step) and isinstance(node.chance, Conditional):
            prob, over = 100 * _marginal_prob(node, plan), _listed(_hypotheses_of(node))
            yield f"The chance of {_listed([node.id])}, {prob:.3g} %, is its average over {over}."
    for probe in plan.probes:
        yield f"The probe {_listed([probe.id])} is left out: no step depends on {_listed([probe.about])}."


def _listed(ids: Iterable[str]) -> str:
    names = [f"`{name}`" for name in ids]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
