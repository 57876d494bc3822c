"""The decision problem: an all/any tree of attempts, as numbers. Policies and simulations know nothing else of a plan.

Nodes are numbered in preorder, in the order of the file; node 0 is the goal. The meaning is that of docs/standard.md.
"""

from dataclasses import dataclass
from enum import IntEnum

from acumen.distributions import Attempt


class Kind(IntEnum):
    """What a node is: a step, or a group that needs all or any of its members."""

    STEP = 0
    ALL = 1
    ANY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node of the tree. `attempt` is there for steps and only for steps; `needs` are node numbers."""

    id: str  # unique; groups without a name have ""
    kind: Kind
    parent: int  # -1 for the goal
    members: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()
    attempt: Attempt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionProblem:
    """The goal's tree in preorder; `nodes[0]` is the goal, members stand in the order of the file."""

    nodes: tuple[Node, ...]

    @property
    def steps(self) -> tuple[int, ...]:
        """Numbers of the nodes that are steps, in the order of the file."""
        return tuple(number for number, node in enumerate(self.nodes) if node.kind == Kind.STEP)
