"""Problems whose steps share hypotheses, with probes that tell about them. Written for the maths: no words, no plan.

A *world* is one combination of states of the hypotheses that are tied together. The belief is a vector over worlds; a step
or a probe that depends on a hypothesis is *telling*: it has a chance in every world, and its end moves the belief,

    b_w ← b_w · p_w  where it succeeded,   b_w ← b_w · (1 − p_w)  where it failed.

Beliefs and values are kept unnormalised (a value is multiplied by the probability of what led to it): then the value before
a telling action is just the sum of the values after its two ends, less the hours, and nothing is ever divided.
Telling steps run to their end; what depends on no hypothesis is as it always was.
"""

from dataclasses import dataclass, replace
from typing import Any

from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, dependencies_first, truth
from acumen.distributions import Attempt
from acumen.errors import UsageError

MAX_WORLDS = 4096
SUM_TOLERANCE = 1e-6

Belief = tuple[float, ...]  # (n_worlds,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeNode:
    """Work that tells and does not advance the goal. `attempt.chance` counts for nothing: `chances` has its answers."""

    id: str
    attempt: Attempt
    needs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactWay:
    """One fixed way to work through a group that is taken as a step: it has an action's number of its own, and tells."""

    node: int  # of the group
    hours: Belief  # expected, in every world
    inside: Any  # Worlds: the group's own states, with the actions that are taken in each
    within: "SharedProblem"  # what the numbers of those actions refer to
    column: int  # the policy of `inside` that is followed


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedProblem:
    """A tree of attempts, probes, and what both make of each world.

    Actions are numbers: of a step its node, of probe j the number of nodes + j, of a way the numbers after these. `chances`
    has a row for each telling action: its chance of success, or of a positive answer, in every world. `belief` sums to 1.
    """

    problem: DecisionProblem
    probes: tuple[ProbeNode, ...]
    belief: Belief
    chances: dict[int, Belief]
    cuts: tuple[
        float, ...
    ] = ()  # of every node, where parts may be missing: they count where no chance hangs on a world
    ways: tuple[ArtifactWay, ...] = ()  # of steps that stand for groups, see `collapsing.py`; empty in what is asked

    @property
    def n_nodes(self) -> int:
        """Number of nodes of the tree: the first number of a probe."""
        return len(self.problem.nodes)

    @property
    def actions(self) -> tuple[int, ...]:
        """Every action: steps in the order of the file, then probes."""
        return (*self.problem.steps, *range(self.n_nodes, self.n_nodes + len(self.probes)))

    @property
    def first_way(self) -> int:
        """The first number of a way."""
        return self.n_nodes + len(self.probes)

    def attempt(self, action: int) -> Attempt:
        """The attempt of an action; of a telling one its chance is an average, see `chances`. A way's hours are averages."""
        if action >= self.first_way:
            hours = self.ways[action - self.first_way].hours
            mean_hours = sum(b * h for b, h in zip(self.belief, hours, strict=True))
            return Attempt.plain(self.chance_now(action), mean_hours)
        if action >= self.n_nodes:
            return self.probes[action - self.n_nodes].attempt
        attempt = self.problem.nodes[action].attempt
        if attempt is None:
            raise TypeError(f"node {action} is not a step")
        return attempt

    def chance_now(self, action: int) -> float:
        """The chance of a telling action, averaged over worlds as they are believed."""
        return min(1.0, sum(b * p for b, p in zip(self.belief, self.chances[action], strict=True)))

    def needs(self, action: int) -> tuple[int, ...]:
        """Nodes that must have succeeded before the action may start."""
        if action >= self.first_way:
            return ()
        if action >= self.n_nodes:
            return self.probes[action - self.n_nodes].needs
        return self.problem.nodes[action].needs

    def id(self, action: int) -> str:
        """The id of a step or probe."""
        return self.probes[action - self.n_nodes].id if action >= self.n_nodes else self.problem.nodes[action].id

    def check(self) -> None:
        """UsageError where beliefs or chances are none."""
        if not 1 <= len(self.belief) <= MAX_WORLDS:
            raise UsageError(f"expected 1 to {MAX_WORLDS:,} worlds, found {len(self.belief):,}")
        if any(not prob >= 0.0 for prob in self.belief) or abs(sum(self.belief) - 1.0) > SUM_TOLERANCE:
            raise UsageError(f"expected a belief that sums to 1, found {sum(self.belief)}")
        for action, row in self.chances.items():
            if len(row) != len(self.belief) or any(not 0.0 <= prob <= 1.0 for prob in row):
                raise UsageError(f"expected a chance from 0 to 1 in each world, found others for action {action}")


def lumped(shared: SharedProblem) -> SharedProblem:
    """Worlds of probability 0 left out, and worlds in which every chance is the same made one."""
    places: dict[Belief, int] = {}
    belief: list[float] = []
    for world, prob in enumerate(shared.belief):
        if prob > 0.0:
            mark = tuple(row[world] for row in shared.chances.values())
            if mark not in places:
                places[mark] = len(belief)
                belief.append(0.0)
            belief[places[mark]] += prob
    columns = list(places)
    chances = {action: tuple(mark[at] for mark in columns) for at, action in enumerate(shared.chances)}
    return replace(shared, belief=tuple(belief), chances=chances)


def conditioned(shared: SharedProblem, action: int, *, is_won: bool) -> tuple[float, SharedProblem]:
    """The probability of one end of a telling action, and the problem with the belief that follows (if it is possible)."""
    row = shared.chances[action]
    after = [b * (p if is_won else 1.0 - p) for b, p in zip(shared.belief, row, strict=True)]
    prob = sum(after)
    if prob <= 0.0:
        return 0.0, shared
    return prob, replace(shared, belief=tuple(b / prob for b in after))


def truths_of(problem: DecisionProblem, statuses: tuple[int, ...]) -> list[int]:
    """The truth of every node; a step whose needs have failed has failed. `statuses` may go on with those of probes."""
    truths = list(statuses[: len(problem.nodes)])
    for node in dependencies_first(problem, range(len(problem.nodes))):
        here = problem.nodes[node]
        if here.kind != Kind.STEP:
            truths[node] = truth(here.kind, [truths[member] for member in here.members])
        elif truths[node] == OPEN and any(truths[need] == FALSE for need in here.needs):
            truths[node] = FALSE
    return truths


def may_start(shared: SharedProblem, action: int, statuses: tuple[int, ...], truths: list[int]) -> bool:
    """Untried, and all that it needs has succeeded."""
    return statuses[action] == OPEN and all(truths[need] == TRUE for need in shared.needs(action))
