"""Parts that may be missing: by when each has to be begun to pay, and what giving them up now would cost."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations

import numpy as np

from acumen.decision.dated import changes
from acumen.decision.dated.runs import DatedRuns
from acumen.decision.dated.solve import DatedSolution
from acumen.decision.dated.states import Bools
from acumen.decision.problem import Kind
from acumen.desk.dates.question import DateQuestion
from acumen.desk.plans.dated_runs import begin_part_by, open_steps
from acumen.desk.plans.problem import part_name
from acumen.results.dates import CutNow, CutPart

MOST_TOGETHER = 4  # parts of which every choice is looked at; of more each alone, and all


def open_parts(asked: DateQuestion) -> tuple[int, ...]:
    """Parts with a `cut` in which something is still open."""
    cuts = enumerate(asked.dated.problem.cuts)
    return tuple(node for node, cut in cuts if math.isfinite(cut) and open_steps(asked.posed, node, asked.statuses))


def parts(asked: DateQuestion, solution: DatedSolution, drawn: DatedRuns) -> tuple[CutPart, ...]:
    """Each part, the one to begin first at the top."""
    found = [_part(asked, node, solution, drawn) for node in open_parts(asked)]
    return tuple(sorted(found, key=lambda part: part.begin_by or date.min))


def _part(asked: DateQuestion, node: int, solution: DatedSolution, drawn: DatedRuns) -> CutPart:
    cut = asked.dated.problem.cuts[node]
    return CutPart(
        part=part_name(asked.posed, node),
        cut_hours=cut,
        begin_by=_begin_by(asked, node, cut),
        missing_prob=_missing(asked, node, solution, drawn),
    )


def _missing(asked: DateQuestion, node: int, solution: DatedSolution, drawn: DatedRuns) -> float:
    """Share of what ships in which the part has not come true."""
    shipped = drawn.paid > 0.0
    likely = drawn.mean(shipped)
    if likely == 0.0:
        return 0.0
    columns = {step: column for column, step in enumerate(solution.policy.steps)}
    truth = _true_in(asked, node, drawn, columns)
    return drawn.mean(~truth & shipped) / likely


def _true_in(asked: DateQuestion, node: int, drawn: DatedRuns, columns: dict[int, int]) -> Bools:
    here = asked.dated.problem.problem.nodes[node]
    if here.kind == Kind.STEP:
        return drawn.is_worked[:, columns[node]] | (asked.statuses[node] == 1)
    members = [_true_in(asked, member, drawn, columns) for member in here.members]
    found: Bools = np.any(members, axis=0) if here.kind == Kind.ANY else np.all(members, axis=0)
    return found


def _begin_by(asked: DateQuestion, node: int, cut: float) -> date | None:
    return begin_part_by(asked.posed, asked.dated, open_steps(asked.posed, node, asked.statuses), cut)


def cuts_now(asked: DateQuestion, compared: DatedSolution) -> tuple[CutNow, ...]:
    """Nothing, each part, and what goes together given up now, the dearest last."""
    found = open_parts(asked)
    if not found:
        return ()
    sizes = range(len(found) + 1) if len(found) <= MOST_TOGETHER else (0, 1, len(found))
    rows = [_cut(asked, chosen, compared.value) for size in sizes for chosen in combinations(found, size)]
    return tuple(sorted(rows, key=lambda row: (bool(row.part_ids), row.cost_hours)))


def _cut(asked: DateQuestion, chosen: tuple[int, ...], value: float) -> CutNow:
    problem = asked.dated.problem
    statuses = changes.given_up(problem, asked.statuses, chosen)
    solution = asked.solve(problem, statuses)
    return CutNow(
        part_ids=tuple(part_name(asked.posed, node) for node in chosen),
        lost_hours=math.fsum(problem.cuts[node] for node in chosen),
        on_time=asked.follow(problem, solution).on_time,
        value=solution.value,
        cost_hours=value - solution.value,
    )
