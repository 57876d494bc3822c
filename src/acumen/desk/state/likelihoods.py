"""What steps and probes that ended, or are under way, have told about the hypotheses they depend on."""

from collections.abc import Iterator
from itertools import product

from acumen.desk.plans.conditioning import told_by_end, told_by_going
from acumen.desk.plans.hypotheses import average, probe_attempt
from acumen.desk.plans.problem import bet
from acumen.desk.plans.progress import Progress
from acumen.desk.state.updating import Tell
from acumen.history import actions
from acumen.records import Plan, Probe, hypotheses_of


def tells(plan: Plan, progress: Progress) -> Iterator[Tell]:
    """One for each action that has told something, in the order of the plan."""
    states = {one.id: [state for state, _ in one.states] for one in plan.hypotheses}
    for action in actions(plan):
        chance = action.positive if isinstance(action, Probe) else action.chance
        names = hypotheses_of(chance)
        if not names or (action.id not in progress.ended and action.id not in progress.under_way):
            continue
        joints = list(product(*(states[name] for name in names)))
        row = tuple(average(action.id, chance, plan, dict(zip(names, joint, strict=True))) for joint in joints)
        mean = average(action.id, chance, plan)
        planned = probe_attempt(action, mean) if isinstance(action, Probe) else bet(mean, action.hours, action.fails)
        if action.id in progress.ended:
            told = told_by_end(row, planned, progress.ended[action.id])
        else:
            is_step = not isinstance(action, Probe)
            told = told_by_going(row, planned, progress.under_way[action.id], is_step=is_step)
        if told is not None and len(set(told)) > 1:
            yield Tell(id=action.id, hypotheses=names, likelihoods=dict(zip(joints, told, strict=True)))
