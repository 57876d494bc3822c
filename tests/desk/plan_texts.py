"""Plans written in one line each: leaves are (chance, hours), groups are lists that start with `all` or `any`."""

from itertools import count

import yaml


def plan_text(goal: object, **head: object) -> str:
    """The YAML of a plan whose steps are called a, b, c … in the order of the file."""
    names = (chr(ord("a") + n) for n in count())

    def node(tree: object) -> dict[str, object]:
        if isinstance(tree, list):
            return {tree[0]: [node(member) for member in tree[1:]]}
        if not isinstance(tree, tuple):
            raise TypeError(f"expected a list or a tuple, found {tree!r}")
        chance, hours, *more = tree
        return {"step": next(names), "chance": chance, "hours": hours, **(more[0] if more else {})}

    text: str = yaml.safe_dump({"plan": "test", **head, "goal": node(goal)}, sort_keys=False)
    return text
