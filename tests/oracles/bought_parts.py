"""Parts that may be missing, as another plan without them: each is an `any` beside a sure step that takes its cut in hours.

Whoever ends without a part pays its cut, which is what that step costs, and nothing in the order hangs on a sure step that
tells nothing. So the plain solver judges the one that knows of cuts, and shares no code with it.
"""

import math
import random
from collections.abc import Sequence
from typing import Any

from acumen.decision import DecisionProblem, Kind, Node
from acumen.distributions import Attempt


def bought(problem: DecisionProblem, cuts: Sequence[float]) -> DecisionProblem:
    """The plan in which every part can be bought for its cut."""
    made: list[dict[str, Any]] = []
    number: dict[int, int] = {}

    def add(parent: int, **what: Any) -> int:  # noqa: ANN401 -- a node's fields
        made.append({"id": "", "members": [], "needs": (), "attempt": None, "parent": parent, **what})
        if parent >= 0:
            made[parent]["members"].append(len(made) - 1)
        return len(made) - 1

    def put(old: int, parent: int) -> None:
        node = problem.nodes[old]
        if math.isfinite(cuts[old]):
            parent = add(parent, kind=Kind.ANY)
        number[old] = add(parent, id=node.id, kind=node.kind, needs=node.needs, attempt=node.attempt)
        for member in node.members:
            put(member, number[old])
        if math.isfinite(cuts[old]):
            add(parent, id=f"for {old}", kind=Kind.STEP, attempt=Attempt.plain(1.0, cuts[old]))

    put(0, -1)
    for node in made:
        node["needs"] = tuple(number[need] for need in node["needs"])
        node["members"] = tuple(node["members"])
    return DecisionProblem(nodes=tuple(Node(**node) for node in made))


def random_parts(seed: int, n_steps: int) -> tuple[DecisionProblem, tuple[float, ...], float]:
    """A plan of so many steps with parts that may be missing: problem, cuts, worth."""
    rng = random.Random(seed)
    nodes: list[dict[str, Any]] = []
    cuts: list[float] = []

    def add(kind: Kind, parent: int) -> int:
        is_part = parent >= 0 and nodes[parent]["kind"] == Kind.ALL and rng.random() < 0.4
        cuts.append(rng.uniform(0.0, 30.0) if is_part else math.inf)
        nodes.append(
            {"id": f"n{len(nodes)}", "kind": kind, "parent": parent, "members": [], "needs": (), "attempt": None}
        )
        if parent >= 0:
            nodes[parent]["members"].append(len(nodes) - 1)
        return len(nodes) - 1

    def grow(group: int, n_left: int, depth: int) -> None:
        while n_left:
            if depth < 2 and n_left > 1 and rng.random() < 0.4:
                n_inside = rng.randint(2, n_left)
                inner = add(Kind.ANY if nodes[group]["kind"] == Kind.ALL else Kind.ALL, group)
                grow(inner, n_inside, depth + 1)
                n_left -= n_inside
                continue
            chance = rng.uniform(0.2, 0.95) if rng.random() < 0.85 else 1.0
            low_hours = rng.uniform(1.0, 10.0)
            open_ended = Attempt.open_ended(chance, low_hours, low_hours * rng.uniform(2.0, 5.0))
            plain = Attempt.plain(chance, low_hours, rng.uniform(1.0, 15.0))
            nodes[add(Kind.STEP, group)]["attempt"] = open_ended if rng.random() < 0.5 else plain
            n_left -= 1

    def is_inside(node: int) -> bool:
        while node >= 0 and math.isinf(cuts[node]):
            node = nodes[node]["parent"]
        return node >= 0

    grow(add(rng.choice((Kind.ALL, Kind.ALL, Kind.ANY)), -1), n_steps, 0)
    steps = [number for number, node in enumerate(nodes) if node["kind"] == Kind.STEP]
    for step in steps:
        may_need = [before for before in steps if before < step and (is_inside(step) or not is_inside(before))]
        if may_need and rng.random() < 0.3:
            nodes[step]["needs"] = (rng.choice(may_need),)
    problem = DecisionProblem(nodes=tuple(Node(**{**node, "members": tuple(node["members"])}) for node in nodes))
    return problem, tuple(cuts), rng.uniform(10.0, 120.0)
