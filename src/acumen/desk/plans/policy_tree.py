"""Tree: the whole policy behind the advice, situation by situation, each written down once."""

import math
import os

import msgspec

from acumen.borders.doing import doing
from acumen.decision import Limits
from acumen.decision.policies.policy import FAILED, REACHED, STOPPED, Policy, Situation, chance_at, hours_at
from acumen.desk.plans.arguments import refuse_unless_count
from acumen.desk.plans.parts import made_hours, whole_prob
from acumen.desk.plans.policy import Followed, follow
from acumen.desk.plans.problem import part_name
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.solving import counts_cuts
from acumen.records import Plan, Probe
from acumen.results.plans import Arrow, Objective, Tree, TreeStep
from acumen.version import __version__

N_SHOWN = 60  # situations, in text and diagrams, unless a depth is asked for


@doing("laying the plan out")
def tree(
    plan: Plan | str | os.PathLike[str],
    *,
    objective: Objective = "net",
    worth: str | float | None = None,
    depth: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Tree:
    """The advice for a plan (its record, text or file) in full, or for its first `depth` actions.

    Raises what `solve` raises, and UnsolvableError where the plan is too big for its policy to be laid out.

    >>> found = acumen.tree('plan.yaml', depth=1)
    >>> found.next, found.n_acts
    ('small-test', 2)
    """
    if depth is not None:
        refuse_unless_count("depth", depth)
    return lay_out(follow(plan, objective=objective, worth=worth, limits=limits, progress=progress), depth)


def lay_out(followed: Followed, depth: int | None) -> Tree:
    """A policy as a tree, in full or for its first `depth` actions."""
    policy = followed.policy
    depths = _depths(policy)
    is_whole = depth is None or depth >= max(depths, default=0)
    ends = policy.end_probs
    is_valued = followed.objective == "hours" or followed.worth is not None
    return Tree(
        plan=followed.plan.plan,
        objective=followed.objective,
        worth=followed.worth,
        value=policy.value if is_valued else None,
        chance=policy.chance,
        hours=policy.expected_hours,
        reached=ends[REACHED],
        failed=ends[FAILED],
        stopped=ends[STOPPED],
        next=followed.next,
        acts=_acts(followed, depths, math.inf if depth is None else depth),
        n_acts=len(policy.situations),
        depth=None if is_whole else depth,
        notes=followed.notes,
        version=__version__,
        anyway=followed.anyway,
        whole_prob=whole_prob(policy) if counts_cuts(followed.posed, followed.objective, policy.worth) else None,
        part_ids=tuple(part_name(followed.posed, node) for node in policy.start_parts),
        uncounted=followed.uncounted,
        made_hours=made_hours(followed.posed, followed.worth),
    )


def readable(whole: Tree) -> Tree:
    """The tree cut at the largest depth at which it has no more than some 60 situations; as it is where it has no more."""
    if len(whole.acts) <= N_SHOWN:
        return whole
    depths = sorted(act.depth for act in whole.acts)
    depth = max(1, depths[N_SHOWN] - 1)  # that of the first one too many is not shown
    kept = {act.number: act for act in whole.acts if act.depth <= depth}
    numbers: dict[int, int] = {}  # in preorder of what is left: what leads to a situation may have gone
    waiting = [whole.acts[0].number]
    while waiting:
        number = waiting.pop()
        if number in kept and number not in numbers:
            numbers[number] = len(numbers) + 1
            waiting += [branch.number or 0 for branch in (kept[number].if_not, kept[number].if_it_works)]

    def cut(branch: Arrow) -> Arrow:
        return msgspec.structs.replace(branch, number=numbers.get(branch.number or 0))

    acts = tuple(
        msgspec.structs.replace(
            kept[number], number=place, if_it_works=cut(kept[number].if_it_works), if_not=cut(kept[number].if_not)
        )
        for number, place in numbers.items()
    )
    return msgspec.structs.replace(whole, acts=acts, depth=depth)


def _depths(policy: Policy) -> list[int]:
    """The number of actions on the shortest way to and including each situation."""
    depths = [1, *[len(policy.situations)] * len(policy.situations)][: len(policy.situations)]
    for number, here in enumerate(policy.situations):
        for after in (here.won, here.lost):
            if after >= 0:
                depths[after] = min(depths[after], depths[number] + 1)
    return depths


def _acts(followed: Followed, depths: list[int], depth: float) -> tuple[TreeStep, ...]:
    """Situations in preorder, each once, what follows success first."""
    policy = followed.policy
    order: dict[int, int] = {}
    waiting = [policy.start]
    while waiting:
        number = waiting.pop()
        if number < 0 or number in order or depths[number] > depth:
            continue
        order[number] = len(order) + 1
        here = policy.situations[number]
        waiting += [here.lost, here.won]
    return tuple(_act(followed, number, order, depths[number]) for number in order)


def _act(followed: Followed, number: int, order: dict[int, int], depth: int) -> TreeStep:
    policy = followed.policy
    here = policy.situations[number]
    step = followed.posed.action(here.step)
    return TreeStep(
        number=order[number],
        id=step.id,
        title=step.title,
        patience_hours=here.patience_hours if math.isfinite(here.patience_hours) else None,
        leave_chance=here.left_prob,
        depth=depth,
        reach=policy.reach_probs[number],
        goal_chance=chance_at(policy.chances, number),
        goal_hours=hours_at(policy.hours, number),
        if_it_works=_branch(followed, here, order, works=True),
        if_not=_branch(followed, here, order, works=False),
        is_probe=isinstance(step, Probe),
    )


def _branch(followed: Followed, here: Situation, order: dict[int, int], *, works: bool) -> Arrow:
    after, parts = (here.won, here.won_parts) if works else (here.lost, here.lost_parts)
    return Arrow(
        chance=here.works_prob if works else 1.0 - here.works_prob,
        hours=here.won_hours if works else here.lost_hours,
        next=followed.name(after),
        number=order.get(after),
        part_ids=tuple(part_name(followed.posed, node) for node in parts),
    )
