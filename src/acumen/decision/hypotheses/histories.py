"""Every history of steps and probes, in one sweep: exact, where there are not too many actions for 3^n histories."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses.histories_kernel import sweep_histories
from acumen.decision.hypotheses.problem import Belief, SharedProblem, truths_of
from acumen.decision.limits import Limits
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import OPEN, TRUE, Objective, dependencies_first, is_leavable, view

PLAIN_SECONDS = 4e-6  # of one action or node of one history in plain Python, roughly
PATIENCE_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """Values of all histories from a start, as a guide of the search: bounds that have met already."""

    shared: SharedProblem
    objective: Objective
    actions: tuple[int, ...]  # not ended at the start; action k has the digit of 3^k
    low: Sequence[float]  # (3^n_actions,)
    up: Sequence[float]

    def moves(self, state: int, statuses: tuple[int, ...]) -> dict[int, tuple[int, int]]:
        """Steps that matter to the tree and may be started, each with the states it leads to: there is but one."""
        shared = self.shared
        seen = view(shared.problem, self.objective, statuses[: shared.n_nodes])
        return {
            step: (state, state)
            for step in shared.problem.steps
            if seen.is_useful[step] and all(seen.truths[need] == TRUE for need in shared.problem.nodes[step].needs)
        }

    def truth(self, state: int, statuses: tuple[int, ...]) -> int:
        """Whether the goal is open, true or false."""
        del state
        return truths_of(self.shared.problem, statuses)[0]

    def bounds(self, state: int, statuses: tuple[int, ...], belief: Belief) -> tuple[float, float, float, float, int]:
        """(attained, upper, not known, not known, no fixed policy)."""
        del state, belief
        at = sum(statuses[action] * 3**place for place, action in enumerate(self.actions))
        return float(self.low[at]), float(self.up[at]), float("nan"), float("nan"), -1


def sweep_all(
    shared: SharedProblem, statuses: tuple[int, ...], objective: Objective, worth: float, limits: Limits
) -> Histories:
    """Values of all histories. Raises TooManyStatesError where there are more than `limits.max_histories`."""
    actions = tuple(action for action in shared.actions if statuses[action] == OPEN)
    if 3 ** len(actions) > limits.max_histories:
        raise TooManyStatesError
    leavable = [
        action for action in actions if action not in shared.chances and is_leavable(shared.attempt(action), objective)
    ]
    curves = {action: number for number, action in enumerate(leavable)}
    gains = [shared.attempt(action) for action in leavable]
    integers = _integers(shared, statuses, actions, curves)
    floats = _floats(shared, actions)
    may_stop = objective == "net"
    stake = worth if may_stop else 0.0
    n_histories = 3 ** len(actions)
    n_looks = n_histories * (len(actions) + len(shared.problem.nodes) + len(shared.belief))
    low: Any
    if n_looks * PLAIN_SECONDS <= PATIENCE_SECONDS:
        low = [0.0] * n_histories
        run: Any = sweep_histories
        run(low, *integers, *floats, gains, stake, may_stop, 0)
        up = low
    else:
        from acumen.decision.hypotheses import worlds_compiled  # noqa: PLC0415 -- costs half a second, so only where it pays

        tables = worlds_compiled.tables_of(gains, stake)
        low, up = (
            worlds_compiled.sweep_all_histories(n_histories, integers, floats, (tables, stake, may_stop, side))
            if side == 0 or gains
            else None
            for side in (0, 1)
        )
        up = low if up is None else up
    return Histories(shared=shared, objective=objective, actions=actions, low=low, up=up)


def _integers(
    shared: SharedProblem, statuses: tuple[int, ...], actions: tuple[int, ...], curves: dict[int, int]
) -> tuple[list[int], ...]:
    """The kernel's arguments from `digits` to `curves`."""
    nodes = shared.problem.nodes
    places = {action: place for place, action in enumerate(actions)}
    first_member, members = _rows([node.members for node in nodes])
    first_need, needs = _rows([node.needs for node in nodes])
    first_wait, waits = _rows([shared.needs(action) for action in actions])
    return (
        [2] * len(actions),
        dependencies_first(shared.problem, range(len(nodes))),
        [int(node.kind) for node in nodes],
        first_member,
        members,
        first_need,
        needs,
        [places.get(number, -1) for number in range(len(nodes))],
        [statuses[number] if node.kind == Kind.STEP else OPEN for number, node in enumerate(nodes)],
        first_wait,
        waits,
        [int(action in shared.chances) for action in actions],
        [curves.get(action, -1) for action in actions],
    )


def _rows(lists: list[tuple[int, ...]]) -> tuple[list[int], list[int]]:
    """Lists of different lengths one after another, and where each begins."""
    begins, flat = [0], list[int]()
    for row in lists:
        flat.extend(row)
        begins.append(len(flat))
    return begins, flat or [0]


def _floats(shared: SharedProblem, actions: tuple[int, ...]) -> tuple[Any, ...]:
    """The kernel's arguments from `belief` to `lost_hours`."""
    n_worlds = len(shared.belief)
    ones = [1.0] * n_worlds
    likelihoods = []
    for action in actions:
        row = shared.chances.get(action)
        likelihoods.append([ones, list(row), [1.0 - prob for prob in row]] if row else [ones, ones, ones])
    attempts = [shared.attempt(action) for action in actions]
    return (
        list(shared.belief),
        likelihoods,
        [[0.0] * n_worlds for _ in range(len(actions) + 1)],
        [attempt.chance for attempt in attempts],
        [attempt.success.mean_hours for attempt in attempts],
        [attempt.failure.mean_hours for attempt in attempts],
    )
