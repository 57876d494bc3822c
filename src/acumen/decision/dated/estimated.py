"""Solve a dated plan that is too big for its states: a policy, what it is worth by runs, and a bound.

The policy is that of `outlook.py` in the setting that does best in runs; then its first step is questioned: every step that
looks near it is begun with in the same runs, and left after other hours, and the best is taken where it is clearly better.
Its value is the mean of further runs. Whoever follows it and asks again after each step does no worse on average.
"""

import math
from dataclasses import dataclass

import numpy as np

from acumen.decision.dated.outlook import Caution, OutlookPolicy
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.relaxed import Bound, bound, now
from acumen.decision.dated.runs import run
from acumen.decision.dated.states import Floats
from acumen.decision.limits import Limits
from acumen.decision.solution import STOP, Ranked

SETTINGS = (
    Caution(),
    Caution(typical=0.1),
    Caution(keeps_rest=False),
    Caution(typical=0.1, keeps_rest=False),
    Caution(price=0.3),
)
SEARCH_SEED, SEED = 1, 0
N_RUNS, N_SEARCH = 8_000, 1_000  # that tell what the policy is worth; in which policies are compared
N_FIRST = 6  # steps that the first one is compared with
SHARES = (0.25, 0.5, 0.75, 1.0)  # of the hours that it may take, after which it could be left
CLEARLY = 2.0  # standard errors of a difference
N_ERRORS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ByRuns:
    """A policy and the mean of its runs, with the standard error; `bound` is from above."""

    policy: OutlookPolicy
    value: float
    error: float
    lower: float
    bound: Bound
    next: int
    patience_hours: float
    ranked: tuple[Ranked, ...]


def estimate(dated: DatedProblem, begun: tuple[int, ...], limits: Limits, *, undated_upper: float = math.inf) -> ByRuns:
    """A policy from where `begun` says that the plan stands, with what it is worth."""
    search = _Search(dated=dated, begun=begun, n_runs=N_SEARCH)
    found = search.best_setting()
    policy, ranked = search.question_first(found)
    drawn = run(dated, policy, N_RUNS, SEED)
    value, error, least = drawn.mean(drawn.net), drawn.error(drawn.net), now(dated, begun)
    columns, leave = policy.look(policy.at_start(1), np.zeros(1))
    next_, hours = (STOP if columns[0] == STOP else policy.steps[int(columns[0])]), float(leave[0])
    if value <= least or next_ == STOP:
        policy, value, error, next_, hours = policy.begun_with(STOP, math.inf), least, 0.0, STOP, math.inf
    upper = bound(dated, begun, limits.quick, N_SEARCH, undated_upper=undated_upper, attained=value - N_ERRORS * error)
    return ByRuns(
        policy=policy,
        value=value,
        error=error,
        lower=max(least, value - N_ERRORS * error),
        bound=Bound(upper=max(value, upper.upper), error=upper.error),
        next=next_,
        patience_hours=hours,
        ranked=_ranked(ranked, value, next_),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    dated: DatedProblem
    begun: tuple[int, ...]
    n_runs: int

    def net(self, policy: OutlookPolicy) -> Floats:
        """What each of the common runs brings."""
        return run(self.dated, policy, self.n_runs, SEARCH_SEED).net

    def best_setting(self) -> OutlookPolicy:
        """The one whose policy brings most."""
        plain = OutlookPolicy(dated=self.dated, begun=self.begun, setting=SETTINGS[0])
        policies = [plain, *(plain.retuned(setting) for setting in SETTINGS[1:])]
        return max(policies, key=lambda policy: float(self.net(policy).mean()))

    def question_first(self, policy: OutlookPolicy) -> tuple[OutlookPolicy, dict[int, tuple[float, float]]]:
        """The same with a better first step, if one is clearly better; and what each is worth in these runs, and its hours."""
        start, zero = policy.at_start(1), np.zeros(1)
        columns, leave = policy.look(start, zero)
        chosen, base = int(columns[0]), self.net(policy)
        first = policy.tree.weigh(start, zero)[3]
        near = sorted((column for column in range(len(first)) if not np.isnan(first[column])), key=lambda c: -first[c])
        found: dict[int, tuple[float, float]] = {}
        best, best_net = policy, base
        for column in near[:N_FIRST]:
            for hours in self._hours(policy, column, float(leave[0]) if column == chosen else math.inf):
                other = policy.begun_with(column, hours)
                net = self.net(other)
                step = policy.steps[column]
                if step not in found or float(net.mean()) > found[step][0]:
                    found[step] = float(net.mean()), hours
                gain = net - best_net
                if float(gain.mean()) > CLEARLY * float(gain.std(ddof=1)) / math.sqrt(self.n_runs):
                    best, best_net = other, net
        for column in near[N_FIRST:]:
            found[policy.steps[column]] = float(first[column]), math.inf
        return best, found

    def _hours(self, policy: OutlookPolicy, column: int, deserved: float) -> list[float]:
        """Hours after which a first step might be left."""
        step = policy.steps[column]
        if not self.dated.may_be_left(step):
            return [math.inf]
        most = min(
            self.dated.last_hours, self.dated.due_hours_of(step), self.dated.attempt(step).success.quantile(0.999)
        )
        return sorted({*(share * most for share in SHARES), min(deserved, most)})


def _ranked(found: dict[int, tuple[float, float]], value: float, next_: int) -> tuple[Ranked, ...]:
    """Steps to begin with, best first, by their differences in the same runs."""
    best = found[next_][0] if next_ in found else max((one for one, _ in found.values()), default=0.0)
    entries = [
        Ranked(step=step, value=value - max(0.0, best - worth), regret=max(0.0, best - worth), patience_hours=hours)
        for step, (worth, hours) in found.items()
    ]
    return tuple(sorted(entries, key=lambda one: (one.step != next_, one.regret or 0.0, one.step)))
