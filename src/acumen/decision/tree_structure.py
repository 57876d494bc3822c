"""The normal form of a problem: what may be solved apart, what is alike, and what hangs together.

Groups of one member and groups inside a group of the same kind are dissolved, so that kinds alternate. The members of a
group fall into parts between which no `needs` runs:

    Chain      plain steps, taken in ratio order                              one counter
    Single     a step that may be left                                        untried / ended
    Branch     a group of the other kind                                      its own parts
    Copies     identical Singles or Branches                                  a multiset of their states
    Entangled  members tied together by `needs`                               states found by exploring

Sources: docs/standard.md; ratio order of siblings: Greiner, Hayward, Jankowska & Molloy 2006, doi:10.1016/j.artint.2005.09.002.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Literal, TypeAlias

from acumen.decision.problem import DecisionProblem, Kind
from acumen.distributions import Attempt

Objective: TypeAlias = Literal["net", "hours"]
OPEN, TRUE, FALSE = 0, 1, 2  # of a step: untried, succeeded, failed or left
TIE = 1e-12  # of the terms that a value or a ratio is made of: figures that differ by less are one


@dataclass(frozen=True, slots=True)
class Chain:
    """Plain steps of one group in the order of their ratios."""

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Single:
    """One step that may be left."""

    step: int


@dataclass(frozen=True, slots=True)
class Entangled:
    """Members of one group of `kind`, tied together by `needs` that don't leave them."""

    kind: Kind
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """The group of number `node` in normal form; a Branch among its parts is of the other kind."""

    kind: Kind
    parts: tuple["Part", ...]
    node: int


@dataclass(frozen=True, slots=True)
class Copies:
    """Two or more parts that differ in nothing but the names of their steps, in the order of the file."""

    of: tuple["Single | Branch", ...]


Part: TypeAlias = Chain | Single | Entangled | Branch | Copies


def is_leavable(attempt: Attempt, objective: Objective) -> bool:
    """Leaving is an option for open-ended work, and only where hours may be saved by it."""
    return attempt.may_be_left and objective == "net"


def attempt_of(problem: DecisionProblem, step: int) -> Attempt:
    """The attempt of a node that is a step."""
    attempt = problem.nodes[step].attempt
    if attempt is None:
        raise TypeError(f"node {step} is not a step")
    return attempt


def in_ratio_order(problem: DecisionProblem, kind: Kind, steps: Iterable[int]) -> tuple[int, ...]:
    """Plain siblings in the order in which it is optimal to take them: c/(1−p) in an `all`, c/p in an `any`.

    Compared as cross products, so that ratios of 0/0 and x/0 are handled. Ratios that differ by roundings are one, and keep
    the order of the file: steps are sorted, and a run of neighbours that are as good as equal is put back in that order.
    """

    def weigh(a: int, b: int) -> int:
        first, second = attempt_of(problem, a), attempt_of(problem, b)
        ends_first = first.chance if kind == Kind.ANY else 1.0 - first.chance
        ends_second = second.chance if kind == Kind.ANY else 1.0 - second.chance
        return _sign(first.mean_hours * ends_second - second.mean_hours * ends_first)

    def is_tie(a: int, b: int) -> bool:
        first, second = attempt_of(problem, a), attempt_of(problem, b)
        left, right = (attempt.chance if kind == Kind.ANY else 1.0 - attempt.chance for attempt in (first, second))
        return abs(first.mean_hours * right - second.mean_hours * left) <= TIE * (
            first.mean_hours * right + second.mean_hours * left
        )

    free = [step for step in steps if attempt_of(problem, step).mean_hours == 0.0]
    paid = [step for step in steps if attempt_of(problem, step).mean_hours > 0.0]
    ordered = sorted(paid, key=cmp_to_key(weigh))
    runs: list[list[int]] = []
    for step in ordered:
        if runs and is_tie(runs[-1][-1], step):
            runs[-1].append(step)
        else:
            runs.append([step])
    return tuple(free) + tuple(step for run in runs for step in sorted(run))


def _sign(x: float) -> int:
    return (x > 0.0) - (x < 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A problem as it stands: the truth of every node, and which settled members are kept for what is in them."""

    problem: DecisionProblem
    objective: Objective
    truths: tuple[int, ...]  # 0 open, 1 true, 2 false
    is_useful: tuple[bool, ...]  # open, and its truth can still matter
    awaited: frozenset[int]  # open nodes that a useful step still needs
    takes_first: bool = False  # entangled steps in one fixed order, for a policy where all orders are too many

    def members(self, node: int) -> tuple[int, ...]:
        """The members that are open, or hold something awaited."""
        return tuple(m for m in self.problem.nodes[node].members if self.is_kept(m))

    def is_kept(self, member: int) -> bool:
        """Whether a member is open, or holds something awaited."""
        return self.truths[member] == OPEN or any(node in self.awaited for node in subtree(self.problem, member))


def view(problem: DecisionProblem, objective: Objective, statuses: tuple[int, ...]) -> View:
    """What the statuses of the steps (0 untried, 1 succeeded, 2 failed or left) make of every node."""
    truths = list(statuses)
    order = dependencies_first(problem, range(len(problem.nodes)))
    for node in order:
        here = problem.nodes[node]
        if here.kind != Kind.STEP:
            truths[node] = truth(here.kind, [truths[member] for member in here.members])
        elif truths[node] == OPEN and any(truths[need] == FALSE for need in here.needs):
            truths[node] = FALSE
    is_useful = [False] * len(truths)
    awaited: set[int] = set()
    for node in reversed(order):
        here = problem.nodes[node]
        in_use = here.parent < 0 or is_useful[here.parent] or node in awaited
        is_useful[node] = truths[node] == OPEN and in_use
        if is_useful[node]:
            awaited.update(need for need in here.needs if truths[need] == OPEN)
    return View(
        problem=problem,
        objective=objective,
        truths=tuple(truths),
        is_useful=tuple(is_useful),
        awaited=frozenset(awaited),
    )


def truth(kind: Kind, truths: Sequence[int]) -> int:
    """The truth of a group from those of its members, 0 while open (Kleene's three values)."""
    decisive, other = (TRUE, FALSE) if kind == Kind.ANY else (FALSE, TRUE)
    if decisive in truths:
        return decisive
    return OPEN if OPEN in truths else other


def normal_form(seen: View) -> Branch:
    """The open goal as a Branch; a goal that is a single step becomes an `all` of one."""
    goal = seen.problem.nodes[0]
    if goal.kind == Kind.STEP:
        return _branch(seen, 0, Kind.ALL, (0,))
    return _branch(seen, 0, goal.kind, seen.members(0))


def branch_of_members(seen: View, kind: Kind, members: tuple[int, ...]) -> Branch:
    """Some members of a group of `kind`, those that are open or hold something awaited, as if they were all of the goal."""
    return _branch(seen, -1, kind, tuple(member for member in members if seen.is_kept(member)))


def branch_of(seen: View, group: int) -> Branch:
    """An open group as a Branch, as if it were the goal."""
    return _branch(seen, group, seen.problem.nodes[group].kind, seen.members(group))


def _branch(seen: View, number: int, kind: Kind, members: tuple[int, ...]) -> Branch:
    problem = seen.problem
    dissolved = tuple(m for member in members for m in _dissolve(seen, kind, member))
    if len(dissolved) == 1 and problem.nodes[dissolved[0]].kind not in (Kind.STEP, kind):
        only = dissolved[0]  # a goal of one member: its kind is the member's
        return _branch(seen, only, problem.nodes[only].kind, seen.members(only))
    plain: list[int] = []
    parts: list[Part] = []
    for component in _components(seen, dissolved):
        node = problem.nodes[component[0]]
        if len(component) > 1:
            parts.append(Entangled(kind, component))
        elif node.kind != Kind.STEP:
            parts.append(_branch(seen, component[0], node.kind, seen.members(component[0])))
        elif is_leavable(attempt_of(problem, component[0]), seen.objective):
            parts.append(Single(component[0]))
        else:
            plain.append(component[0])
    chain: list[Part] = [Chain(in_ratio_order(problem, kind, plain))] if plain else []
    return Branch(kind, (*chain, *_merge(problem, parts)), number)


def _dissolve(seen: View, kind: Kind, member: int) -> tuple[int, ...]:
    """A member, or what it comes to: the members of an open group that adds nothing to the group it is in."""
    node, inner = seen.problem.nodes[member], seen.members(member)
    adds_nothing = node.kind == kind or len(inner) == 1
    if node.kind == Kind.STEP or member in seen.awaited or seen.truths[member] != OPEN or not adds_nothing:
        return (member,)
    return tuple(m for below in inner for m in _dissolve(seen, kind, below))


def dependencies_first(problem: DecisionProblem, nodes: Iterable[int]) -> list[int]:
    """The nodes and what they depend on (members, needs), so that whatever a node depends on stands before it."""
    order: dict[int, None] = {}
    for start in nodes:
        stack = [(start, False)]
        while stack:
            node, is_ready = stack.pop()
            if is_ready:
                order.setdefault(node)
            elif node not in order:
                stack.append((node, True))
                stack.extend((below, False) for below in (*problem.nodes[node].members, *problem.nodes[node].needs))
    return list(order)


def subtree(problem: DecisionProblem, node: int) -> list[int]:
    """The node and everything below it, parents first."""
    found = [node]
    for number in found:
        found.extend(problem.nodes[number].members)
    return found


def _components(seen: View, members: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The members in groups between which no open need runs, each in the order of the file."""
    home = {node: member for member in members for node in subtree(seen.problem, member)}
    root = {member: member for member in members}

    def find(member: int) -> int:
        while root[member] != member:
            member = root[member]
        return member

    for node, member in home.items():
        for need in seen.problem.nodes[node].needs:
            if seen.is_useful[node] and seen.truths[need] == OPEN and find(home[need]) != find(member):
                root[find(member)] = find(home[need])
    components: dict[int, list[int]] = {}
    for member in members:
        components.setdefault(find(member), []).append(member)
    return [tuple(component) for component in components.values()]


def likeness(problem: DecisionProblem, part: Part) -> object:
    """A key that is equal for parts that differ in nothing but names; entangled parts are like themselves only."""
    if isinstance(part, Single):
        return attempt_of(problem, part.step)
    if isinstance(part, Chain):
        return tuple((attempt_of(problem, s).chance, attempt_of(problem, s).mean_hours) for s in part.steps)
    if isinstance(part, Branch):
        return (part.kind, tuple(likeness(problem, inner) for inner in part.parts))
    if isinstance(part, Copies):
        return (len(part.of), likeness(problem, part.of[0]))
    return part


def _merge(problem: DecisionProblem, parts: list[Part]) -> list[Part]:
    """Like parts brought together as Copies; the order of the parts depends on what they are, not on the file's order."""
    alike: dict[object, list[Part]] = {}
    for part in parts:
        alike.setdefault(likeness(problem, part), []).append(part)
    merged: list[Part] = []
    for group in alike.values():
        copies = tuple(part for part in group if isinstance(part, Single | Branch))
        merged.append(Copies(copies) if len(copies) > 1 else group[0])
    return sorted(merged, key=lambda part: repr(likeness(problem, part)))
