"""What the ends of steps make of a plan's tree: which groups are true, which are false, which are open.

A part with `cut` may be missing: where it can't come any more, the goal is made without it, for so much less.
"""

import math
from collections.abc import Mapping

from msgspec import UNSET

from acumen.records import Group, Node, Plan, Step, walk


def truths(plan: Plan, ended: Mapping[str, bool]) -> dict[int, bool | None]:
    """The truth of every node, by `id` of the node, None while open; `ended`: whether a step succeeded, by its id.

    A step whose needs have failed has failed.
    """
    return _Tree(plan, ended).all()


def goal_truth(plan: Plan, ended: Mapping[str, bool], *, is_over: bool = False) -> bool | None:
    """Whether the goal is made, with all that can come, or can't be, or for nothing; None while it is open.

    `is_over`: nothing more is done, so that it is made as things stand, or not.
    """
    if not ended:
        return False if is_over else None
    tree = _Tree(plan, ended)
    missing, at_best = tree.missing(plan.goal), math.inf
    if not is_over:
        at_best = tree.missing(plan.goal, is_at_best=True)
    elif missing < _worth(plan):
        return True
    if at_best >= _worth(plan):
        return False
    return True if missing <= at_best else None


def missing_parts(plan: Plan, ended: Mapping[str, bool]) -> tuple[str, ...] | None:
    """The parts without which the goal is made as things stand, by their names; None where it is not."""
    tree = _Tree(plan, ended)
    if not tree.missing(plan.goal) < _worth(plan):
        return None
    return tuple(part_name(part) for part in tree.parts(plan.goal))


def part_name(part: Node) -> str:
    """A part's id, or that of its first step."""
    if isinstance(part, Step):
        return part.id
    return part.name or f"the group of {next(node.id for node in walk(part) if isinstance(node, Step))}"


def _worth(plan: Plan) -> float:
    return math.inf if plan.worth is None else plan.worth


def _cut(node: Node) -> float:
    return math.inf if node.cut is UNSET else node.cut


class _Tree:
    """Truths as they are asked for, each worked out once."""

    def __init__(self, plan: Plan, ended: Mapping[str, bool]) -> None:
        self._plan, self._ended = plan, ended
        self._named: dict[str, Node] | None = None
        self._known: dict[int, bool | None] = {}

    def all(self) -> dict[int, bool | None]:
        for node in walk(self._plan.goal):
            self.truth(node)
        return self._known

    def truth(self, node: Node) -> bool | None:
        if id(node) not in self._known:
            self._known[id(node)] = self._group(node) if isinstance(node, Group) else self._step(node)
        return self._known[id(node)]

    def missing(self, node: Node, *, is_at_best: bool = False) -> float:
        """The least sum of cuts which, taken as true, make a node true; inf: none does. At best: if what is open came true."""
        if isinstance(node, Step):
            truth = self.truth(node)
            return 0.0 if truth is True or (truth is None and is_at_best) else math.inf
        inside = [self.missing(member, is_at_best=is_at_best) for member in node.of]
        if node.kind == "any":
            return min(inside)
        return sum(min(hours, _cut(member)) for hours, member in zip(inside, node.of, strict=True))

    def parts(self, node: Node) -> list[Node]:
        """The parts of that least sum."""
        if isinstance(node, Step):
            return []
        if node.kind == "any":
            return self.parts(min(node.of, key=self.missing))
        found = []
        for member in node.of:
            found += [member] if _cut(member) < self.missing(member) else self.parts(member)
        return found

    def _step(self, step: Step) -> bool | None:
        if step.id in self._ended:
            return self._ended[step.id]
        return False if any(self._need(need) is False for need in step.needs) else None

    def _need(self, name: str) -> bool | None:
        if self._named is None:
            self._named = {
                key: node
                for node in walk(self._plan.goal)
                if (key := node.id if isinstance(node, Step) else node.name) is not None
            }
        return self.truth(self._named[name])

    def _group(self, group: Group) -> bool | None:
        decisive = group.kind == "any"
        members = [self.truth(member) for member in group.of]
        if decisive in members:
            return decisive
        return None if None in members else not decisive
