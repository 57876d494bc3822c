"""Seeded problems of a given shape.

A shape is a tuple of its members, kinds alternating from the root's; a number k > 1 stands for a group of k steps, 1
for a bare step. With a root of kind ALL, `((5, 5),) * 4` is all of four groups, each any of two, each all of five.
"""

from math import prod
from random import Random
from typing import TypeAlias

from acumen.decision import DecisionProblem, Kind, Node
from acumen.distributions import Attempt

Shape: TypeAlias = "int | tuple[Shape, ...]"


def build(shape: Shape, root: Kind, *, seed: int, can_leave: bool = False) -> DecisionProblem:
    """Number the shape's nodes in preorder and draw an attempt for each step."""
    rng = Random(seed)
    nodes: list[Node] = []

    def add(part: Shape, kind: Kind, parent: int) -> int:
        number = len(nodes)
        if part == 1:
            attempt = draw_attempt(rng, can_leave=can_leave)
            nodes.append(Node(id=f"s{number}", kind=Kind.STEP, parent=parent, attempt=attempt))
            return number
        below = Kind.ANY if kind == Kind.ALL else Kind.ALL
        nodes.append(Node(id="", kind=kind, parent=parent))
        members = tuple(add(member, below, number) for member in ((1,) * part if isinstance(part, int) else part))
        nodes[number] = Node(id="", kind=kind, parent=parent, members=members)
        return number

    add(shape, root, -1)
    return DecisionProblem(nodes=tuple(nodes))


def draw_attempt(rng: Random, *, can_leave: bool) -> Attempt:
    """A step of 30 % to 95 %, of some hours; no two alike."""
    chance = rng.uniform(0.3, 0.95)
    hours = rng.uniform(1.0, 20.0)
    if can_leave:
        return Attempt.open_ended(chance, hours, hours * rng.uniform(2.0, 10.0))
    return Attempt.plain(chance, hours, hours * rng.uniform(0.3, 1.0))


def worth_of(problem: DecisionProblem) -> float:
    """A worth at which trying pays: three times all hours over the chance that the goal is true when all is tried."""
    total_hours = 0.0
    chances = [0.0] * len(problem.nodes)
    for number in reversed(range(len(problem.nodes))):
        node = problem.nodes[number]
        below = [chances[member] for member in node.members]
        if node.attempt is not None:
            chances[number] = node.attempt.chance
            total_hours += getattr(node.attempt.success, "at_hours", 20.0)
        else:
            chances[number] = prod(below) if node.kind == Kind.ALL else 1.0 - prod(1.0 - chance for chance in below)
    return 3.0 * total_hours / chances[0]
