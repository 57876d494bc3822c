"""What the ends of steps make of a plan's tree: which groups are true, which are false, which are open."""

from collections.abc import Mapping

from acumen.records import Group, Node, Plan, Step, walk


def truths(plan: Plan, ended: Mapping[str, bool]) -> dict[int, bool | None]:
    """The truth of every node, by `id` of the node, None while open; `ended`: whether a step succeeded, by its id.

    A step whose needs have failed has failed.
    """
    return _Tree(plan, ended).all()


def goal_truth(plan: Plan, ended: Mapping[str, bool]) -> bool | None:
    """The truth of the goal; None while it is open."""
    if not ended:
        return None
    return _Tree(plan, ended).truth(plan.goal)


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
