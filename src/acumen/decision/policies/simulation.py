"""Runs of a policy with random hours and exits, all runs at once, situation by situation.

Each step has two chances of its own in every run (`random_streams.py`): u says whether the step works
(u < p) and, through the quantile of u/p, after how many hours; v says when its failure shows. So a run meets the same luck
with a step wherever and whether or not it attempts it, more runs begin with the same runs, and a step more in the plan
leaves the luck with all others as it is.

The value function V is a control variate. Along a run with actions t, outcomes o_t and hours c_t,

    D = Σ_t ( V(s_{t+1}) − E[c_t | o_t] − V(s_t) )

has mean 0, and net − D = V(s_0) − Σ_t ( c_t − E[c_t | o_t] ), as the sum telescopes: the luck of the outcomes is gone, and
what is left of the noise, the luck of the hours given the outcomes, is uncorrelated with D. For hours in place of net the
same holds with the sign changed.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from acumen.decision.policies.policy import FAILED, REACHED, STOPPED, Policy, Situation
from acumen.decision.tree_structure import attempt_of
from acumen.distributions import Fixed, UnderWay
from acumen.distributions.random_streams import chances, hours_at, place
from acumen.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 1 << 14  # runs at a time, so that what is done to them stays near the processor; no draw depends on it
MAX_RUNS = 10_000_000
COMPILED_ATTEMPTS = 20_000_000  # from so many on compiling pays; what comes out is the same to 9 digits
LOADED_ATTEMPTS = 20_000  # the same, once the compiler is loaded anyway


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """Columns of a simulation: one entry for each run, or for each node of the problem."""

    policy: Policy
    hours: NDArray[np.float64]  # (n_runs,)
    ends: NDArray[np.int8]  # (n_runs,)  REACHED, FAILED or STOPPED
    surprise_hours: NDArray[np.float64]  # (n_runs,)  hours beyond their means given the outcomes
    n_tried: NDArray[np.int64]  # (n_nodes,)  runs that attempted the step
    n_worked: NDArray[np.int64]  # (n_nodes,)
    n_left: NDArray[np.int64]  # (n_nodes,)
    step_hours: NDArray[np.float64]  # (n_nodes,)  of all runs together
    cut_hours: NDArray[np.float64]  # (n_runs,)  of worth, for parts that are missing at the end

    @property
    def reached(self) -> NDArray[np.bool_]:
        """Whether each run reached the goal."""
        reached: NDArray[np.bool_] = self.ends == REACHED
        return reached

    def net(self, worth: float) -> NDArray[np.float64]:
        """The worth where the goal was reached, less the hours, of each run."""
        return worth * self.reached - self.cut_hours - self.hours

    def net_controlled(self, worth: float) -> NDArray[np.float64]:
        """The same less the control variate D of the module's head."""
        policy = self.policy
        return worth * policy.chance - policy.cut_hours - policy.expected_hours - self.surprise_hours

    def hours_controlled(self) -> NDArray[np.float64]:
        """The hours with the control variate."""
        return self.policy.expected_hours + self.surprise_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedEstimate:
    """A mean of independent draws, and its standard error (None for a single draw)."""

    mean: float
    error: float | None


def simulate(policy: Policy, n_runs: int, seed: int) -> Runs:
    """Follow the policy `n_runs` times, from 1 to 10 million. The same seed gives the same runs on any machine."""
    import numpy as np

    if not 1 <= n_runs <= MAX_RUNS:
        raise UsageError(
            f"expected 1 to {MAX_RUNS:,} runs, found {n_runs:,}",
            hint="fewer runs tell as much: the error beside each figure says how much",
        )
    n_nodes = len(policy.problem.nodes)
    runs = Runs(
        policy=policy,
        hours=np.zeros(n_runs),
        ends=np.full(n_runs, min(policy.start, REACHED), dtype=np.int8),
        surprise_hours=np.zeros(n_runs),
        n_tried=np.zeros(n_nodes, dtype=np.int64),
        n_worked=np.zeros(n_nodes, dtype=np.int64),
        n_left=np.zeros(n_nodes, dtype=np.int64),
        step_hours=np.zeros(n_nodes),
        cut_hours=np.full(n_runs, policy.start_cut_hours),
    )
    if not policy.situations:
        return runs
    nodes = policy.problem.nodes
    places = {here.step: place(seed, nodes[here.step].id) for here in policy.situations}
    is_big = sum(policy.reach_probs) * n_runs >= (LOADED_ATTEMPTS if "numba" in sys.modules else COMPILED_ATTEMPTS)
    is_odd = bool(policy.cuts) or any(isinstance(node.attempt, UnderWay) for node in nodes)
    if is_big and not is_odd:  # the compiled loop knows whole hours only, and no parts that are missing
        _follow_compiled(runs, places)
    else:
        for begin in range(0, n_runs, CHUNK):
            _follow(runs, begin, min(begin + CHUNK, n_runs), places)
    return runs


def _follow_compiled(runs: Runs, places: dict[int, int]) -> None:
    """All runs, one after another."""
    from acumen.decision.policies.simulate_kernel import run_compiled

    columns = (runs.hours, runs.surprise_hours, runs.ends)
    counts, hours = run_compiled(runs.policy, places, columns)
    for number, here in enumerate(runs.policy.situations):
        for column, count in zip((runs.n_tried, runs.n_worked, runs.n_left), counts[:, number], strict=True):
            column[here.step] += count
        runs.step_hours[here.step] += hours[number]


def _follow(runs: Runs, begin: int, end: int, places: dict[int, int]) -> None:
    """Runs `begin` to `end`, through every situation that one of them comes to."""
    import numpy as np

    policy = runs.policy
    arrived: dict[int, list[NDArray[np.int64]]] = {policy.start: [np.arange(begin, end)]}
    for number, here in enumerate(policy.situations):
        parts = arrived.pop(number, None)
        if parts is None:
            continue
        at = np.concatenate(parts) if len(parts) > 1 else parts[0]
        works = _attempt(runs, here, at, places[here.step])
        branches = (here.won, at[works], here.won_cut_hours), (here.lost, at[~works], here.lost_cut_hours)
        for after, group, cut_hours in branches:
            if after < 0:
                runs.ends[group], runs.cut_hours[group] = after, cut_hours
            elif group.size:
                arrived.setdefault(after, []).append(group)


def _attempt(runs: Runs, here: Situation, at: NDArray[np.int64], begin: int) -> NDArray[np.bool_]:
    """Spend the hours of runs `at` on the step, and say which of them it works for."""
    import numpy as np

    attempt = attempt_of(runs.policy.problem, here.step)
    luck = chances(begin, at.view(np.uint64), 0)
    works = luck < here.works_prob
    hours = np.full(len(at), here.patience_hours)  # what works too late is left then
    if here.works_prob > 0.0:
        hours[works] = hours_at(attempt.success, luck[works] / here.whole_prob)
    fails = ~works if here.works_prob == here.whole_prob else luck >= here.whole_prob
    is_fixed = isinstance(attempt.failure, Fixed)
    hours[fails] = (
        attempt.failure.mean_hours
        if is_fixed
        else hours_at(attempt.failure, chances(begin, at[fails].view(np.uint64), 1))
    )
    if math.isfinite(here.patience_hours):
        np.minimum(hours, here.patience_hours, out=hours)
        runs.n_left[here.step] += int(np.count_nonzero(~works & (hours >= here.patience_hours)))
    runs.hours[at] += hours
    runs.surprise_hours[at] += hours - np.where(works, here.won_hours, here.lost_hours)
    runs.n_tried[here.step] += len(at)
    runs.n_worked[here.step] += int(np.count_nonzero(works))
    runs.step_hours[here.step] += float(hours.sum())
    return works


def estimate(draws: NDArray[np.float64]) -> SimulatedEstimate:
    """Mean and standard error s/√n of draws (n ≥ 1)."""
    n_draws = len(draws)
    _, exponent = math.frexp(float(abs(draws).max()))
    scale = math.ldexp(1.0, exponent - 1)  # a power of two: squares of huge stakes are no floats
    mean = float((draws / scale).mean()) * scale
    error = float((draws / scale).std(ddof=1)) * scale / math.sqrt(n_draws) if n_draws > 1 else None
    return SimulatedEstimate(mean=mean, error=error)


def quantiles(draws: NDArray[np.float64], probs: tuple[float, ...]) -> tuple[float, ...]:
    """The least draw that a share `prob` of all draws does not exceed, for each of `probs` in (0, 1]."""
    import numpy as np

    return tuple(float(draw) for draw in np.quantile(draws, probs, method="inverted_cdf"))


def ended_within(runs: Runs, hours: float) -> dict[int, float]:
    """Shares of runs that were over within `hours`, by how they ended."""
    ended = runs.ends[runs.hours <= hours]
    return {end: float((ended == end).sum()) / len(runs.ends) for end in (REACHED, FAILED, STOPPED)}


def ended_by(runs: Runs, hours: NDArray[np.float64]) -> dict[int, NDArray[np.float64]]:
    """The same for many hours (n_hours,), ascending: the share of runs over within each, by how they ended."""
    import numpy as np

    places = np.searchsorted(hours, runs.hours)  # the first of `hours` that the run does not exceed
    counts = {
        end: np.bincount(places[runs.ends == end], minlength=len(hours) + 1)[: len(hours)]
        for end in (REACHED, FAILED, STOPPED)
    }
    return {end: np.cumsum(found) / len(runs.ends) for end, found in counts.items()}
