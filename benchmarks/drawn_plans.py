"""Plans drawn for the certificates: trees of a size and depth, with steps that may be left and needs anywhere.

Chances are uniform: 60 to 97 % inside an `all`, 20 to 70 % inside an `any`. Hours are log-uniform from 1 to 30; a step that
may be left takes `a to b` around them, half of those with hours of failure of their own. A share of the steps needs one
earlier step or group that it is not in. The worth is 2 to 8 times all hours over the chance of the goal, at most 40 times
the hours, so that most plans pay.
"""

import math
from dataclasses import dataclass, replace
from random import Random

from acumen.decision import DecisionProblem, Kind, Node
from acumen.decision.hypotheses.problem import ProbeNode, SharedProblem
from acumen.distributions import Attempt, LogNormal

CHANCES = {Kind.ALL: (0.60, 0.97), Kind.ANY: (0.20, 0.70)}
HOURS = (1.0, 30.0)
FACTORS = (2.0, 8.0)
MOST = 40.0  # of all hours: the largest worth
N_WORLDS = {2: 4, 4: 16}  # of so many hypotheses with two states each


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is drawn: steps, depth, the root's kind, the shares of steps that may be left and that need something."""

    n_steps: int
    depth: int
    root: Kind
    left: float = 0.0
    needs: float = 0.0


def draw_tree(seed: int, shape: Shape) -> tuple[DecisionProblem, float]:
    """A plan and its worth."""
    rng = Random(seed)
    nodes: list[Node] = []

    def grow(n_left: int, depth: int, kind: Kind, parent: int) -> int:
        number = len(nodes)
        if n_left == 1:
            around = nodes[parent].kind
            attempt = _attempt(rng, around, can_leave=rng.random() < shape.left)
            nodes.append(Node(id=f"s{number}", kind=Kind.STEP, parent=parent, attempt=attempt))
            return number
        nodes.append(Node(id=f"g{number}", kind=kind, parent=parent))
        below = Kind.ANY if kind == Kind.ALL else Kind.ALL
        sizes = [1] * n_left if depth == 1 else _sizes(rng, n_left, depth)
        members = tuple(grow(size, depth - 1, below, number) for size in sizes)
        nodes[number] = replace(nodes[number], members=members)
        return number

    grow(shape.n_steps, shape.depth, shape.root, -1)
    problem = _with_needs(rng, DecisionProblem(nodes=tuple(nodes)), shape.needs)
    return problem, _worth(rng, problem)


def draw_sequence(seed: int, n_steps: int, strength: float) -> tuple[DecisionProblem, float]:
    """An `all` of plain steps; of all pairs of steps a share `strength` is ordered by needs, directly or through others."""
    rng = Random(seed)
    before = [0] * n_steps  # masks of what comes before, directly or not
    needs: list[list[int]] = [[] for _ in range(n_steps)]
    aim = strength * n_steps * (n_steps - 1) / 2
    while sum(mask.bit_count() for mask in before) < aim:
        later = rng.randrange(1, n_steps)
        earlier = rng.randrange(later)
        if before[later] >> earlier & 1:
            continue
        needs[later].append(earlier)
        gained = before[earlier] | 1 << earlier
        for step in range(later, n_steps):
            if step == later or before[step] >> later & 1:
                before[step] |= gained
    nodes = [Node(id="goal", kind=Kind.ALL, parent=-1, members=tuple(range(1, n_steps + 1)))]
    nodes += [
        Node(
            id=f"s{step}",
            kind=Kind.STEP,
            parent=0,
            needs=tuple(1 + need for need in sorted(needs[step])),
            attempt=_attempt(rng, Kind.ALL, can_leave=False),
        )
        for step in range(n_steps)
    ]
    problem = DecisionProblem(nodes=tuple(nodes))
    return problem, _worth(rng, problem, most=math.inf)


def draw_tied(seed: int, shape: Shape, n_probes: int, n_hypotheses: int) -> tuple[SharedProblem, float]:
    """The same with hypotheses of two states: a third of the steps that may not be left and all probes depend on one each."""
    problem, worth = draw_tree(seed, shape)
    rng = Random(1_000_003 * seed + 1)
    n_worlds = 2**n_hypotheses
    belief = [1.0]
    for _ in range(n_hypotheses):
        prob = rng.uniform(0.2, 0.8)
        belief = [b * share for share in (prob, 1.0 - prob) for b in belief]
    chances: dict[int, tuple[float, ...]] = {}

    def row(low: float, high: float) -> tuple[float, ...]:
        hypothesis = rng.randrange(n_hypotheses)
        ends = (rng.uniform(low, high), rng.uniform(low, high))
        return tuple(ends[world >> hypothesis & 1] for world in range(n_worlds))

    for step in problem.steps:
        node = problem.nodes[step]
        if node.attempt is not None and not node.attempt.may_be_left and rng.random() < 1 / 3:
            low, high = CHANCES[problem.nodes[node.parent].kind]
            chances[step] = row(max(0.0, low - 0.2), min(1.0, high + 0.02))
    probes = []
    for number in range(n_probes):
        probes.append(ProbeNode(id=f"p{number}", attempt=Attempt.plain(0.5, rng.uniform(0.3, 3.0))))
        chances[len(problem.nodes) + number] = row(0.1, 0.9)
    return SharedProblem(problem=problem, probes=tuple(probes), belief=tuple(belief), chances=chances), worth


def _attempt(rng: Random, around: Kind, *, can_leave: bool) -> Attempt:
    chance = rng.uniform(*CHANCES[around])
    hours = HOURS[0] * (HOURS[1] / HOURS[0]) ** rng.random()
    if not can_leave:
        return Attempt.plain(chance, hours)
    width = rng.uniform(1.5, 4.0)
    failure = LogNormal.from_interval(hours / 3.0, hours * 1.5) if rng.random() < 0.5 else None
    return Attempt.open_ended(chance, hours / width, hours * width, failure)


def _sizes(rng: Random, n_left: int, depth: int) -> list[int]:
    """Steps of each member, about the root of the depth of them in number."""
    n_parts = max(2, min(n_left, round(n_left ** (1.0 / depth)) + rng.choice((-1, 0, 0, 1))))
    cuts = sorted(rng.sample(range(1, n_left), n_parts - 1))
    return [end - begin for begin, end in zip([0, *cuts], [*cuts, n_left], strict=True)]


def _with_needs(rng: Random, problem: DecisionProblem, share: float) -> DecisionProblem:
    """A share of the steps needs one node that stands before it and is not around it."""
    nodes = list(problem.nodes)
    for step in problem.steps:
        around, up = set(), nodes[step].parent
        while up >= 0:
            around.add(up)
            up = nodes[up].parent
        earlier = [node for node in range(1, step) if node not in around]
        if earlier and rng.random() < share:
            nodes[step] = replace(nodes[step], needs=(rng.choice(earlier),))
    return DecisionProblem(nodes=tuple(nodes))


def _worth(rng: Random, problem: DecisionProblem, most: float = MOST) -> float:
    chances = [0.0] * len(problem.nodes)
    hours = 0.0
    for number in reversed(range(len(problem.nodes))):
        node = problem.nodes[number]
        below = [chances[member] for member in node.members]
        if node.attempt is not None:
            chances[number] = node.attempt.chance
            hours += node.attempt.mean_hours
        else:
            chances[number] = (
                math.prod(below) if node.kind == Kind.ALL else 1.0 - math.prod(1.0 - chance for chance in below)
            )
    return round(hours * min(most, rng.uniform(*FACTORS) / max(1e-9, chances[0])))
