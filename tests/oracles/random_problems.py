"""Seeded random decision problems, rich in the cases that go wrong: certainties, free steps, ties, twins, needs."""

import math
from dataclasses import replace
from random import Random
from typing import TypeAlias

from acumen.decision.problem import DecisionProblem, Kind, Node
from acumen.distributions import Attempt, Duration, Fixed, LogNormal
from tests.oracles.brute_force import TRUE, UNKNOWN, truth_of

Tree: TypeAlias = "Attempt | Branch"
Branch: TypeAlias = tuple[Kind, tuple["Tree", ...]]

GROUPS = (Kind.ALL, Kind.ANY)


def seeded(seed: int) -> Random:
    """Give the stream of draws of a seed."""
    return Random(seed)


def random_plain_problem(
    rng: Random, *, max_steps: int = 8, max_depth: int = 4, with_needs: bool = False
) -> DecisionProblem:
    """Draw up to `max_steps` commitments in groups at most `max_depth` deep."""
    attempts = [plain_attempt(rng) for _ in range(_count(rng, max_steps))]
    problem = number(_grow(rng, attempts, max_depth))
    return add_needs(rng, problem) if with_needs else problem


def random_leavable_problem(rng: Random, *, max_steps: int = 5, with_needs: bool = False) -> DecisionProblem:
    """Draw up to `max_steps` steps, at least one of which may be left, mixed with commitments."""
    n_steps = _count(rng, max_steps)
    attempts = [leavable_attempt(rng)]
    attempts += [leavable_attempt(rng) if rng.random() < 0.7 else plain_attempt(rng) for _ in range(n_steps - 1)]
    rng.shuffle(attempts)
    problem = number(_grow(rng, attempts, 3))
    return add_needs(rng, problem) if with_needs else problem


def random_state(rng: Random, problem: DecisionProblem) -> tuple[int, ...]:
    """Draw a state midway: steps tried in a random order, each once its needs have succeeded, the goal still open."""
    state = [0] * len(problem.steps)
    for position in rng.sample(range(len(state)), rng.randint(0, len(state))):
        truth = truth_of(problem, tuple(state))
        if all(truth[need] == TRUE for need in problem.nodes[problem.steps[position]].needs):
            before, state[position] = state[position], rng.choice((1, 2))
            if truth_of(problem, tuple(state))[0] != UNKNOWN and rng.random() < 0.95:
                state[position] = before
    return tuple(state)


def random_worth(rng: Random, problem: DecisionProblem) -> float:
    """Draw a worth on the scale of the plan's hours, so that both stopping and going on are often right."""
    total_hours = sum(_typical_hours(problem.nodes[step].attempt) for step in problem.steps)
    worth = max(total_hours, 1.0) * 0.4 * 40.0 ** rng.random()
    return float(max(1, round(worth))) if rng.random() < 0.5 else worth


def plain_attempt(rng: Random) -> Attempt:
    """Draw a commitment; its failure often takes other hours, now and then drawn from an interval."""
    success = Fixed(_plain_hours(rng))
    failure: Duration = success
    how = rng.random()
    if how < 0.4:
        failure = Fixed(_plain_hours(rng))
    elif how < 0.5:
        failure = _interval(rng)
    return Attempt(chance=_chance(rng), success=success, failure=failure)


def leavable_attempt(rng: Random) -> Attempt:
    """Draw open-ended work: cut at its upper end, or with failure at a fixed hour or log-normal."""
    low_hours = round(rng.uniform(0.2, 10.0), 1)
    high_hours = round(low_hours * 1.3 * 50.0 ** rng.random(), 1)
    how = rng.random()
    failure: Duration | None = None
    if how < 0.25:
        failure = Fixed(round(high_hours * 0.05 * 40.0 ** rng.random(), 2))
    elif how < 0.6:
        failure = _interval(rng)
    return Attempt.open_ended(_chance(rng), low_hours, high_hours, failure)


def describe(problem: DecisionProblem, at: int = 0) -> str:
    """Write a problem on one line, for reports of disagreement."""
    node = problem.nodes[at]
    needs = f" needs {', '.join(map(str, node.needs))}" if node.needs else ""
    if node.attempt is None:
        return f"{at}:{node.kind.name}(" + ", ".join(describe(problem, member) for member in node.members) + f"){needs}"
    parts = [f"{node.attempt.chance!r}"]
    for duration in (node.attempt.success, node.attempt.failure):
        if isinstance(duration, Fixed):
            parts.append(f"{duration.at_hours!r}")
        else:
            cut = "" if math.isinf(duration.cut_hours) else f" cut {duration.cut_hours!r}"
            parts.append(f"lognormal {duration.mu!r} {duration.sigma!r}{cut}")
    return f"{at}:{'~' if node.attempt.may_be_left else ''}[{' / '.join(parts)}]{needs}"


def number(tree: Tree) -> DecisionProblem:
    """Number a nested tree in preorder."""
    nodes: list[Node] = []

    def place(part: Tree, parent: int) -> int:
        me = len(nodes)
        if isinstance(part, Attempt):
            nodes.append(Node(id=f"s{me}", kind=Kind.STEP, parent=parent, attempt=part))
            return me
        kind, members = part
        nodes.append(Node(id="", kind=kind, parent=parent))
        numbers = tuple(place(member, me) for member in members)
        nodes[me] = replace(nodes[me], members=numbers, id=f"g{me}" if me % 2 else "")
        return me

    place(tree, -1)
    return DecisionProblem(nodes=tuple(nodes))


def add_needs(rng: Random, problem: DecisionProblem) -> DecisionProblem:
    """Let about a third of the steps need one or two steps or groups, without a cycle."""
    often = rng.choice((0.2, 0.4, 0.8))
    for step in rng.sample(problem.steps, len(problem.steps)):
        for _ in range(rng.choice((1, 1, 2))):
            if rng.random() < often:
                problem = _with_need(problem, step, rng.randrange(len(problem.nodes)))
    return problem


def set_needs(problem: DecisionProblem, needs: dict[int, tuple[int, ...]]) -> DecisionProblem:
    """Give nodes their needs, by node number."""
    nodes = tuple(replace(node, needs=needs.get(at, node.needs)) for at, node in enumerate(problem.nodes))
    return DecisionProblem(nodes=nodes)


def has_cycle(problem: DecisionProblem) -> bool:
    """Say whether something waits for itself: a group waits for its members, a step for its needs."""
    finished: set[int] = set()
    entered: set[int] = set()

    def visit(number_: int) -> bool:
        if number_ in finished:
            return False
        if number_ in entered:
            return True
        entered.add(number_)
        node = problem.nodes[number_]
        if any(visit(other) for other in (*node.members, *node.needs)):
            return True
        finished.add(number_)
        return False

    return any(visit(number_) for number_ in range(len(problem.nodes)))


def _with_need(problem: DecisionProblem, step: int, needed: int) -> DecisionProblem:
    node = problem.nodes[step]
    if needed in node.needs:
        return problem
    changed = set_needs(problem, {step: (*node.needs, needed)})
    return problem if has_cycle(changed) else changed


def _grow(rng: Random, attempts: list[Attempt], depth: int) -> Tree:
    """Hang the attempts into a tree; parts of equal size are often made twins."""
    if len(attempts) == 1 and (depth == 0 or rng.random() < 0.85):
        return attempts[0]
    kind = rng.choice(GROUPS)
    if depth == 1:
        return kind, tuple(attempts)
    parts: list[Tree] = []
    previous_size = 0
    while attempts:
        size = rng.randint(1, len(attempts))
        if parts and previous_size <= len(attempts) and rng.random() < 0.3:
            parts.append(parts[-1])
            size = previous_size
        else:
            parts.append(_grow(rng, attempts[:size], depth - 1))
        attempts, previous_size = attempts[size:], size
    return kind, tuple(parts)


def _count(rng: Random, most: int) -> int:
    """Draw a number of steps, larger ones more often."""
    return max(rng.randint(1, most), rng.randint(1, most))


def _chance(rng: Random) -> float:
    how = rng.random()
    if how < 0.14:
        return 0.0 if how < 0.06 else 1.0
    return rng.choice((0.1, 0.2, 0.25, 0.5, 0.5, 0.6, 0.8, 0.9)) if how < 0.5 else rng.uniform(0.02, 0.98)


def _plain_hours(rng: Random) -> float:
    how = rng.random()
    if how < 0.12:
        return 0.0
    return float(rng.choice((1, 1, 2, 2, 3, 4, 6, 10))) if how < 0.5 else rng.uniform(0.1, 12.0)


def _interval(rng: Random) -> LogNormal:
    low_hours = rng.uniform(0.2, 10.0)
    return LogNormal.from_interval(low_hours, low_hours * (1.2 + 20.0 * rng.random() ** 2))


def _typical_hours(attempt: Attempt | None) -> float:
    if attempt is None:
        return 0.0
    return attempt.success.at_hours if isinstance(attempt.success, Fixed) else math.exp(attempt.success.mu)
