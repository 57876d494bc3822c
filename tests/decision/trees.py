"""Trees written down as they are drawn, and as problems."""

from dataclasses import dataclass
from typing import TypeAlias

from acumen.decision import DecisionProblem, Kind, Node
from acumen.distributions import Attempt


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its members."""

    kind: Kind
    members: tuple["Tree", ...]


Tree: TypeAlias = Attempt | Group
plain = Attempt.plain


def ALL(*members: Tree) -> Group:  # noqa: N802 -- reads as in the standard
    """Every member must come true."""
    return Group(Kind.ALL, members)


def ANY(*members: Tree) -> Group:  # noqa: N802 -- reads as in the standard
    """One member is enough."""
    return Group(Kind.ANY, members)


def build(tree: Tree) -> DecisionProblem:
    """Number the tree in preorder."""
    nodes: list[Node] = []

    def place(inner: Tree, parent: int) -> int:
        number = len(nodes)
        if isinstance(inner, Attempt):
            nodes.append(Node(id=f"s{number}", kind=Kind.STEP, parent=parent, attempt=inner))
            return number
        nodes.append(Node(id=f"g{number}", kind=inner.kind, parent=parent))
        members = tuple(place(member, number) for member in inner.members)
        nodes[number] = Node(id=f"g{number}", kind=inner.kind, parent=parent, members=members)
        return number

    place(tree, -1)
    return DecisionProblem(nodes=tuple(nodes))
