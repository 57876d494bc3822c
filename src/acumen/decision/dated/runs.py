"""Runs of a dated plan: its policy followed with drawn ends and hours, whose misses go together.

`DatedRuns.on_time` is the chance that `ship` and the advice show.

Each step has the draws of `random_streams` by its id: u says whether it works (u < p) and, through the quantile of u/p, after
how many hours; v when its failure shows. The hours of a run share a factor w: a quantile q becomes

    Φ( √ρ·w + √(1 − ρ)·Φ⁻¹(q) ),    w ~ N(0, 1), one for the run

so that every step keeps its distribution whatever the share ρ is (a Gaussian copula), and log-normal hours have the share ρ of
their log-variance in common.
"""

import math
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from acumen.decision.dated.possible import Kinds, PossibleShares, kinds, least_missing, one_kind
from acumen.decision.dated.problem import SAME, DatedProblem
from acumen.decision.dated.states import Bools, Codes, DatedStates, Floats, Numbers
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import OPEN
from acumen.distributions.random_streams import chances, hours_at, normal_quantile, place
from acumen.distributions.special import normal_cdf

WORLD = "\x1fworld"  # the name of the stream that says which world is true
SHARED = "\x1fshared"  # the name of w's stream: no id begins with a separator
Rows: TypeAlias = Any  # one for each run: numbers of states, or the statuses of all actions
LEAST_PROB = 1e-15  # of a quantile: nearer to 0 or 1 there is no float


class DatedPolicy(Protocol):
    """What to start in a state after so many hours, and how long it deserves."""

    @property
    def steps(self) -> tuple[int, ...]:
        """The actions that it knows, by number; their places are the columns."""
        ...

    @property
    def begun(self) -> tuple[int, ...]:
        """Where the plan stands: statuses by the number of the node, of its steps."""
        ...

    def at_start(self, n_runs: int) -> Rows:
        """The state in which the plan stands, once for each run: a row each."""
        ...

    def look(self, rows: Rows, used: Floats) -> tuple[Numbers, Floats]:
        """Columns of the steps to start (STOP: ship, or give up), and the hours to leave them after (inf: never)."""
        ...

    def after(self, rows: Rows, column: int, is_won: Bools) -> Rows:
        """The states that the end of a step leads to."""
        ...

    def stands(self, rows: Rows) -> tuple[Floats, Codes]:
        """What the goal misses, and its truth."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnownStates:
    """What policies over states that have been explored have in common; a row is the number of a state."""

    states: DatedStates

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps of the columns."""
        return self.states.steps

    @property
    def begun(self) -> tuple[int, ...]:
        """Read off state 0; what is of no use there counts as failed."""
        found = [OPEN] * (max(self.states.steps) + 1)
        for step, status in zip(self.states.steps, self.states.codes[0].tolist(), strict=True):
            found[step] = status
        return tuple(found)

    def at_start(self, n_runs: int) -> Numbers:
        """State 0."""
        return np.zeros(n_runs, dtype=np.int64)

    def after(self, rows: Numbers, column: int, is_won: Bools) -> Numbers:
        """By the tables."""
        found: Numbers = np.where(is_won, self.states.won[rows, column], self.states.lost[rows, column])
        return found

    def stands(self, rows: Numbers) -> tuple[Floats, Codes]:
        """By the tables."""
        return self.states.missing[rows], self.states.truth[rows]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DatedRuns:
    """Columns of the runs, (n_runs,), and of the steps in the order of the policy's `steps`.

    Means are over kinds of runs whose chances are known (`possible.py`); their errors are of what differs within a kind.
    """

    hours: Floats  # spent until it ships, or until nothing is left to do
    paid: Floats  # what shipping paid; 0 where nothing is shipped
    missing: Floats  # of what is shipped; inf where nothing is
    is_by_date: Bools  # shipped by the date
    is_worked: Bools  # (n_runs, n_steps)
    is_tried: Bools  # likewise
    ended_at: Floats  # likewise, hours of work after which it had succeeded; inf where it has not
    spent: Floats  # likewise, hours
    begun_at: Floats  # likewise, hours of work after which it was begun; inf where it is not
    factor: Floats  # w
    most: float  # what shipping by the date pays, nothing missing
    least_missing: Floats  # were every step tried, and hours of no account; inf: the goal could not come true
    kinds: Kinds

    @property
    def net(self) -> Floats:
        """What shipping paid, less the hours."""
        return self.paid - self.hours

    @property
    def on_time(self) -> float:
        """The chance that something is shipped by the date."""
        return self.mean(self.is_by_date)

    @property
    def whole(self) -> float:
        """The chance that it is, with nothing missing."""
        return self.mean(self.is_by_date & (self.missing == 0.0))

    @property
    def on_time_error(self) -> float:
        """The standard error of the first."""
        return self.error(self.is_by_date)

    def mean(self, figures: Floats | Bools) -> float:
        """The mean of a figure over the runs: Σ over kinds of chance · mean within."""
        parts = enumerate(self.kinds.probs)
        return math.fsum(prob * float(figures[self.kinds.of_run == kind].mean()) for kind, prob in parts)

    @property
    def weight(self) -> Floats:
        """What each run counts in a mean, (n_runs,)."""
        counts = np.bincount(self.kinds.of_run, minlength=len(self.kinds.probs))
        found: Floats = (np.array(self.kinds.probs) / np.maximum(counts, 1))[self.kinds.of_run]
        return found

    def error(self, figures: Floats | Bools) -> float:
        """The standard error of a mean: √Σ over kinds of chance² · variance within / number."""
        if len(figures) < 2:  # noqa: PLR2004 -- one says nothing of the spread
            return math.inf
        scale = max(float(np.abs(figures).max()), 1.0)  # squares of huge stakes are no floats
        total = 0.0
        for kind, prob in enumerate(self.kinds.probs):
            here = figures[self.kinds.of_run == kind] / scale
            total += prob * prob * float(here.var()) / max(1, len(here) - 1)
        return math.sqrt(total) * scale

    def weighed(self, shares: PossibleShares) -> "DatedRuns":
        """The same runs, weighed so that as many could ship, and ship whole, as could be."""
        ships = self.least_missing < self.most
        whole = self.least_missing == 0.0
        return replace(self, kinds=kinds((whole, ships & ~whole), (shares.whole, shares.some)))


def prior_factor(n_runs: int, seed: int) -> Floats:
    """Draws of w before anything is known of it, (n_runs,)."""
    return normal_quantile(chances(place(seed, SHARED), np.arange(n_runs, dtype=np.uint64), 0))


def run(
    dated: DatedProblem,
    policy: DatedPolicy,
    n_runs: int,
    seed: int,
    *,
    share: float = 0.0,
    factor: Floats | None = None,
    idle_hours: float = 0.0,
) -> DatedRuns:
    """Follow the policy `n_runs` times. `share`: ρ, in [0, 1]. `factor`: draws of w, where it is known to be elsewhere.

    `idle_hours`: that go by before anything is begun; they count in the hours of the runs.
    """
    steps = policy.steps
    numbers = np.arange(n_runs, dtype=np.uint64)
    drawn = prior_factor(n_runs, seed) if factor is None else factor
    worlds = worlds_of(dated, numbers, seed)
    luck = [luck_of(dated, step, numbers, seed, drawn, share, worlds) for step in steps]
    rows = policy.at_start(n_runs)
    used = np.full(n_runs, idle_hours)
    shape = (n_runs, len(steps))
    is_worked, is_tried = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    step_hours, ended_at, begun_at = np.zeros(shape), np.full(shape, math.inf), np.full(shape, math.inf)
    going = np.arange(n_runs)
    while len(going):
        columns, leave_after = policy.look(rows[going], used[going])
        is_on = columns != STOP
        going, columns, leave_after = going[is_on], columns[is_on], leave_after[is_on]
        for column in np.unique(columns):
            here = columns == column
            these, step = going[here], steps[column]
            works, end_hours = luck[column][0][these], luck[column][1][these]
            due = min(dated.due_hours_of(step), dated.last_hours) - used[these]
            most = (
                np.minimum(leave_after[here], np.maximum(due, 0.0))
                if dated.may_be_left(step)
                else np.full(len(these), math.inf)
            )
            spent = np.minimum(end_hours, most)
            won = works & (end_hours <= most * (1.0 + SAME)) & (end_hours <= due + SAME * np.abs(used[these] + due))
            is_worked[these, column], is_tried[these, column] = won, True
            begun_at[these, column], step_hours[these, column] = used[these], spent
            used[these] += spent
            ended_at[these[won], column] = used[these[won]]
            rows[these] = policy.after(rows[these], int(column), won)
    found = _shipped(dated, policy.stands(rows)[0], used, is_worked, is_tried, (step_hours, begun_at, ended_at), drawn)
    works = {step: of_step[0] for step, of_step in zip(steps, luck, strict=True)}
    return replace(found, least_missing=least_missing(dated, policy.begun, works, n_runs))


def worlds_of(dated: DatedProblem, numbers: npt.NDArray[np.uint64], seed: int) -> Numbers | None:
    """Which world is true in each run; None where none is asked about."""
    if dated.shared is None:
        return None
    edges = np.cumsum(np.array(dated.shared.belief))
    drawn = chances(place(seed, WORLD), numbers, 0)
    found: Numbers = np.minimum(np.searchsorted(edges, drawn * edges[-1], side="right"), len(edges) - 1)
    return found


def luck_of(
    dated: DatedProblem,
    step: int,
    numbers: npt.NDArray[np.uint64],
    seed: int,
    factor: Floats,
    share: float,
    worlds: Numbers | None,
) -> tuple[Bools, Floats]:
    """Whether the step works in each run, and after how many hours that shows."""
    attempt = dated.attempt(step)
    begin = place(seed, dated.id(step))
    u, v = chances(begin, numbers, 0), chances(begin, numbers, 1)
    chance: Floats = np.full(len(u), attempt.chance)
    if dated.shared is not None and worlds is not None and dated.is_telling(step):
        chance = np.array(dated.shared.chances[step])[worlds]
    works = u < chance
    quantile = np.clip(u / np.where(chance > 0.0, chance, 1.0), LEAST_PROB, 1.0 - LEAST_PROB)
    success = hours_at(attempt.success, _together(quantile, factor, share))
    failure = hours_at(attempt.failure, _together(v, factor, share))
    return works, np.where(works, success, failure)


def _together(probs: Floats, factor: Floats, share: float) -> Floats:
    """Quantiles with a factor in common."""
    if share == 0.0:
        return probs
    z = math.sqrt(share) * factor + math.sqrt(1.0 - share) * normal_quantile(probs)
    return np.clip(normal_cdf(z), LEAST_PROB, 1.0 - LEAST_PROB)


def _shipped(
    dated: DatedProblem,
    missing: Floats,
    used: Floats,
    is_worked: Bools,
    is_tried: Bools,
    of_steps: tuple[Floats, Floats, Floats],
    factor: Floats,
) -> DatedRuns:
    """What comes of where the runs have ended; what was running beyond the last day is missing."""
    in_time = np.minimum(used, dated.last_hours)
    at = np.searchsorted(np.array(dated.by_hours), in_time * (1.0 - SAME), side="left")
    paid = np.maximum(0.0, np.array([*dated.worths, 0.0])[at] - missing)
    return DatedRuns(
        hours=used,
        paid=paid,
        missing=np.where(paid > 0.0, missing, math.inf),
        is_by_date=(paid > 0.0) & (at == 0) & (not dated.is_late),
        is_worked=is_worked,
        is_tried=is_tried,
        spent=of_steps[0],
        begun_at=of_steps[1],
        ended_at=of_steps[2],
        factor=factor,
        most=dated.worths[0],
        least_missing=np.zeros(len(used)),
        kinds=one_kind(len(used)),
    )
