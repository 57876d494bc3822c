"""One question put to one plan and its date: what everything that is compared shares."""

from dataclasses import dataclass, replace

from acumen.decision.dated.by_hours import is_plain
from acumen.decision.dated.outlook import PLAIN, Caution, OutlookPolicy
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.runs import DatedRuns
from acumen.decision.dated.solve import DatedSolution, attained, by_rule, few_states, solve_dated
from acumen.decision.dated.states import DatedStates
from acumen.desk.plans.capacity import Dated
from acumen.desk.plans.dated_runs import follow
from acumen.desk.plans.problem import Posed

N_COMPARED_RUNS = 4_000  # where there are too many states
N_COMPARED = 256  # cells of the grids of what is compared, so that all of it is rounded alike


@dataclass(frozen=True, slots=True, kw_only=True)
class DateQuestion:
    """A plan, its date, where it stands, and the draws that all its runs share."""

    posed: Posed
    dated: Dated
    statuses: tuple[int, ...]
    runs: int
    seed: int

    states: DatedStates | None  # from where the plan stands; None: too many
    setting: Caution = PLAIN  # in which plans with too many are compared

    def solve(self, problem: DatedProblem, statuses: tuple[int, ...] | None = None) -> DatedSolution:
        """The best policy, exact or on the grid of all that is compared; `statuses`, where it would stand elsewhere."""
        here = statuses or self.statuses
        if self.states is None:
            return by_rule(problem, here, self.setting, n_runs=N_COMPARED_RUNS)
        if is_plain(problem, here):
            return solve_dated(problem, statuses=here)
        states = self.states if statuses is None else few_states(problem, statuses)
        return (
            by_rule(problem, here, self.setting, n_runs=N_COMPARED_RUNS)
            if states is None
            else attained(problem, states, n_cells=N_COMPARED)
        )

    def of_policy(self, solution: DatedSolution) -> "DateQuestion":
        """The same question, with what is compared in the setting of a policy that needs no states, and in fewer runs."""
        if not isinstance(solution.policy, OutlookPolicy):
            return self
        return replace(self, setting=solution.policy.setting, runs=min(self.runs, N_COMPARED_RUNS))

    def follow(self, problem: DatedProblem, solution: DatedSolution) -> DatedRuns:
        """Its runs, with the draws that all of them share."""
        return follow(self.dated, problem, solution, self.runs, self.seed)
