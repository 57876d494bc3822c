"""A POMCP (pomdp-py) on problems whose steps share hypotheses: the value of what it does, simulated.

Silver & Veness 2010, Monte-Carlo planning in large POMDPs. It plans anew before every action, from particles drawn of the
exact belief (which spares it the particle filter), with as many simulations as told. It is offered only the actions that
are open, as the search is, and stopping.
"""

import random
import statistics
import time
from dataclasses import dataclass
from typing import Any, TypeAlias

import pomdp_py

from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, view

STOP = -1
N_PARTICLES = 500
Statuses: TypeAlias = tuple[int, ...]
Untyped: TypeAlias = Any  # what belongs to pomdp-py, which carries no types


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """Net hours of worth with its standard error, and seconds of one run and of the first decision."""

    mean: float
    error: float
    run_seconds: float
    first_seconds: float


class Game:
    """The problem as POMCP wants it: states are (world, statuses), where the statuses of one who has stopped are empty."""

    def __init__(self, shared: SharedProblem, worth: float) -> None:
        """Rows of chances in every world, and what is open is kept once found."""
        self.shared, self.worth = shared, worth
        n_worlds = len(shared.belief)
        self.rows = {
            action: shared.chances.get(action, (shared.attempt(action).chance,) * n_worlds) for action in shared.actions
        }
        self.hours = {action: shared.attempt(action).mean_hours for action in shared.actions}
        self.known: dict[Statuses, tuple[int, tuple[int, ...]]] = {}

    def look(self, statuses: Statuses) -> tuple[int, tuple[int, ...]]:
        """Truth of the goal, and the actions that are open: STOP, steps of use to the goal, and probes."""
        if not statuses:
            return FALSE, (STOP,)
        if statuses not in self.known:
            n_nodes = self.shared.n_nodes
            seen = view(self.shared.problem, "net", statuses[:n_nodes])
            steps = [step for step in self.shared.problem.steps if seen.is_useful[step]]
            probes = [action for action in range(n_nodes, len(statuses)) if statuses[action] == OPEN]
            is_open = seen.truths[0] == OPEN
            self.known[statuses] = (seen.truths[0], (STOP, *steps, *probes) if is_open else (STOP,))
        return self.known[statuses]

    def after(self, statuses: Statuses, action: int, *, is_won: bool) -> Statuses:
        """The statuses once an action has ended."""
        if action == STOP or not statuses:
            return ()
        return (*statuses[:action], TRUE if is_won else FALSE, *statuses[action + 1 :])

    def reward(self, before: Statuses, action: int, after: Statuses) -> float:
        """Worth where the goal has just been reached, less hours."""
        if action == STOP:
            return 0.0
        is_reached = self.look(before)[0] == OPEN and self.look(after)[0] == TRUE
        return (self.worth if is_reached else 0.0) - self.hours[action]


class Transitions(pomdp_py.TransitionModel):  # type: ignore[misc]
    """An action ends as the world has it."""

    def __init__(self, game: Game) -> None:  # noqa: D107
        self.game = game

    def sample(self, state: Untyped, action: Untyped) -> Untyped:  # noqa: D102
        (world, statuses), number = state.data, int(action.name)
        is_won = number != STOP and random.random() < self.game.rows[number][world]
        return pomdp_py.SimpleState((world, self.game.after(statuses, number, is_won=is_won)))


class Sights(pomdp_py.ObservationModel):  # type: ignore[misc]
    """How an action ended is seen."""

    def sample(self, next_state: Untyped, action: Untyped) -> Untyped:  # noqa: D102
        statuses = next_state.data[1]
        return pomdp_py.SimpleObservation(statuses[int(action.name)] if statuses else STOP)


class Rewards(pomdp_py.RewardModel):  # type: ignore[misc]
    """Worth less hours."""

    def __init__(self, game: Game) -> None:  # noqa: D107
        self.game = game

    def sample(self, state: Untyped, action: Untyped, next_state: Untyped) -> float:  # noqa: D102
        return self.game.reward(state.data[1], int(action.name), next_state.data[1])


class Open(pomdp_py.RolloutPolicy):  # type: ignore[misc]
    """What may be done; in rollouts one of these, all equally likely."""

    def __init__(self, game: Game) -> None:  # noqa: D107
        self.game = game

    def get_all_actions(self, state: Untyped = None, history: Untyped = None) -> list[Untyped]:  # noqa: D102
        del history
        return [pomdp_py.SimpleAction(str(number)) for number in self.game.look(state.data[1])[1]]

    def rollout(self, state: Untyped, history: Untyped = None) -> Untyped:  # noqa: D102
        del history
        return pomdp_py.SimpleAction(str(random.choice(self.game.look(state.data[1])[1])))


def play(shared: SharedProblem, worth: float, *, n_runs: int, n_simulations: int, seed: int = 0) -> Simulated:
    """Follow POMCP for some runs, each in a world drawn from the belief."""
    random.seed(seed)
    game = Game(shared, worth)
    begun = time.process_time()
    totals, first_seconds = [], []
    for _ in range(n_runs):
        world = random.choices(range(len(shared.belief)), shared.belief)[0]
        total, seconds = _run(game, world, n_simulations)
        totals.append(total)
        first_seconds.append(seconds)
    return Simulated(
        mean=statistics.fmean(totals),
        error=statistics.stdev(totals) / n_runs**0.5,
        run_seconds=(time.process_time() - begun) / n_runs,
        first_seconds=statistics.median(first_seconds),
    )


def _run(game: Game, world: int, n_simulations: int) -> tuple[float, float]:
    """What one run comes to, and the seconds that its first decision took."""
    shared = game.shared
    statuses: Statuses = (OPEN,) * (shared.n_nodes + len(shared.probes))
    belief = list(shared.belief)
    total, seconds = 0.0, None
    while game.look(statuses)[0] == OPEN:
        begun = time.process_time()
        action = _plan(game, statuses, belief, n_simulations)
        seconds = time.process_time() - begun if seconds is None else seconds
        if action == STOP:
            break
        is_won = random.random() < game.rows[action][world]
        belief = [b * (p if is_won else 1.0 - p) for b, p in zip(belief, game.rows[action], strict=True)]
        after = game.after(statuses, action, is_won=is_won)
        total += game.reward(statuses, action, after)
        statuses = after
    return total, seconds or 0.0


def _plan(game: Game, statuses: Statuses, belief: list[float], n_simulations: int) -> int:
    """The action that POMCP chooses."""
    policy = Open(game)
    worlds = random.choices(range(len(belief)), belief, k=N_PARTICLES)
    particles = pomdp_py.Particles([pomdp_py.SimpleState((world, statuses)) for world in worlds])
    agent = pomdp_py.Agent(particles, policy, Transitions(game), Sights(), Rewards(game))
    planner = pomdp_py.POMCP(
        max_depth=len(game.shared.actions) + 1,
        num_sims=n_simulations,
        planning_time=-1.0,
        discount_factor=1.0,
        exploration_const=game.worth,
        rollout_policy=policy,
    )
    return int(planner.plan(agent).name)
