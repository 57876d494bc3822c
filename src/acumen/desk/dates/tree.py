"""Tree: the policy by the date in full, where all hours are fixed, so that what has ended says how many are left."""

import os
from datetime import date

import msgspec
import numpy as np

from acumen.decision import Limits
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated.by_hours import hours_used, is_plain, payoffs
from acumen.decision.dated.solve import PlainPolicy, solve_dated
from acumen.decision.dated.undated import lay_out_states
from acumen.desk.plans.arguments import read_worth, refuse_unless_count, refuse_wrong
from acumen.desk.plans.capacity import dated, is_dated, passed
from acumen.desk.plans.conditioning import begin, known_goal, note_overdue
from acumen.desk.plans.policy import FROM_NOW, Followed
from acumen.desk.plans.policy_tree import lay_out
from acumen.desk.plans.problem import pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.read import read_plan
from acumen.records import Plan
from acumen.results.plans import Tree


def tree_by_date(
    plan: Plan | str | os.PathLike[str],
    today: date,
    *,
    worth: float | None = None,
    depth: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Tree | None:
    """The advice by the date, seen from today; None where no date counts, or not all hours are fixed."""
    worth = read_worth(worth)
    refuse_wrong("net", worth, limits)
    if depth is not None:
        refuse_unless_count("depth", depth)
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    posed = begin(pose(record), progress)
    stake = record.worth if worth is None else worth
    is_open = known_goal(posed) is None and posed.shared is None and passed(record, today) is None
    if not is_dated(record) or stake is None or not is_open:
        return None
    found = dated(posed, today, worth=stake)
    if not is_plain(found.problem, posed.statuses):
        return None
    try:
        solution = solve_dated(found.problem, statuses=posed.statuses, limits=limits)
    except TooManyStatesError:
        return None
    if not isinstance(solution.policy, PlainPolicy):
        return None
    states, choice = solution.policy.states, solution.policy.choice
    paid, _ = payoffs(found.problem, states.missing, hours_used(found.problem, states))
    never = np.full(len(choice), np.inf)
    policy = lay_out_states(posed.problem, posed.cuts, stake, states, choice, never, paid)
    notes = (*posed.notes, *([FROM_NOW] if progress else ()), *note_overdue(posed))
    followed = Followed(plan=record, posed=posed, policy=policy, objective="net", worth=stake, notes=notes)
    return msgspec.structs.replace(lay_out(followed, depth), by_day=found.ship)
