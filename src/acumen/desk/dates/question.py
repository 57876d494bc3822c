"""One question put to one plan and its date: what everything that is compared shares."""

from dataclasses import dataclass

from acumen.decision.dated.by_hours import is_plain
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.runs import DatedRuns
from acumen.decision.dated.solve import DatedSolution, attained, explore_merged, solve_dated
from acumen.decision.dated.states import DatedStates
from acumen.desk.plans.capacity import Dated
from acumen.desk.plans.dated_runs import follow
from acumen.desk.plans.problem import Posed

N_COMPARED = 256  # cells of the grids of what is compared, so that all of it is rounded alike


@dataclass(frozen=True, slots=True, kw_only=True)
class DateQuestion:
    """A plan, its date, where it stands, and the draws that all its runs share."""

    posed: Posed
    dated: Dated
    statuses: tuple[int, ...]
    runs: int
    seed: int

    states: DatedStates  # from where the plan stands

    def solve(self, problem: DatedProblem, statuses: tuple[int, ...] | None = None) -> DatedSolution:
        """The best policy, exact or on the grid of all that is compared; `statuses`, where it would stand elsewhere."""
        if is_plain(problem, statuses or self.statuses):
            return solve_dated(problem, statuses=statuses or self.statuses)
        states = self.states if statuses is None else explore_merged(problem, statuses)
        return attained(problem, states, n_cells=N_COMPARED)

    def follow(self, problem: DatedProblem, solution: DatedSolution) -> DatedRuns:
        """Its runs, with the draws that all of them share."""
        return follow(self.dated, problem, solution, self.runs, self.seed)
