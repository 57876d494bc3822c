"""Modes: whether a plan is still about finding out that it fails, or about the hours that are left.

A plan is *de-risking* while failure is likelier than not to show in the next third of the expected hours, else *executing*.
Failing and giving up count alike; hours are the means of each way to end a step, so that with plain hours this is exact.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from acumen.decision import Limits
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.policies.policy import FAILED, STOPPED, Policy
from acumen.decision.problem import DecisionProblem
from acumen.decision.tree_structure import TRUE, view
from acumen.desk.plans.missing import still_open
from acumen.desk.plans.policy import Followed, follow
from acumen.desk.plans.problem import Posed
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.solving import find
from acumen.errors import UnsolvableError
from acumen.records import Plan
from acumen.results.modes import DoubtHeld, Mode

PART, LIKELY = 1.0 / 3.0, 0.5  # of the expected hours; of failing
MOST_DOUBT = 0.8
SMALL_SHARE = 0.1  # of a step's own hours
N_TIMES = 512  # hours at which a situation may be come to, told apart
ROUNDING = 1e-9


def find_mode(
    plan: Plan, *, progress: Progress | None = None, told_hours: float = 0.0, limits: Limits | None = None
) -> Mode | None:
    """The mode of a plan from where it stands; None where the advice is to stop or nothing is left to do.

    `told_hours`: what has been spent on it. Raises UnsolvableError where the plan is too big to be laid out.
    """
    followed = follow(plan, progress=progress, limits=limits)
    policy = followed.policy
    if not policy.situations or followed.anyway is not None:
        return None
    fails_soon = fails_within(policy, PART * policy.expected_hours)
    return Mode(
        name="de-risking" if fails_soon > LIKELY else "executing",
        fails_soon=fails_soon,
        doubt=1.0 - policy.chance,
        holders=_holders(followed),
        hours_left=policy.expected_hours,
        hours_in_all=told_hours + policy.expected_hours,
        periphery=_periphery(followed, progress, limits or Limits()),
        put_off=_put_off(followed, progress),
    )


def fails_within(policy: Policy, hours: float) -> float:
    """The chance that a policy has failed or is given up within so many hours, each end of a step at its mean hours."""
    most, found = hours * (1.0 + ROUNDING), 0.0
    arrived: list[dict[float, float]] = [{} for _ in policy.situations]
    arrived[0][0.0] = 1.0
    for number, here in enumerate(policy.situations):
        for spent, prob in _merged(arrived[number], most).items():
            for after, share, more in (
                (here.won, here.works_prob, here.won_hours),
                (here.lost, 1.0 - here.works_prob, here.lost_hours),
            ):
                then = spent + more
                if then > most or share <= 0.0:
                    continue
                if after in (FAILED, STOPPED):
                    found += prob * share
                elif after >= 0:
                    arrived[after][then] = arrived[after].get(then, 0.0) + prob * share
    return found


def _merged(times: dict[float, float], most: float) -> dict[float, float]:
    """The same with hours that hardly differ as one, where there are many."""
    if len(times) <= N_TIMES or most <= 0.0:
        return times
    merged: dict[float, float] = {}
    for spent, prob in times.items():
        at = most * round(N_TIMES * spent / most) / N_TIMES
        merged[at] = merged.get(at, 0.0) + prob
    return merged


def _holders(followed: Followed) -> tuple[DoubtHeld, ...]:
    """The fewest steps in which most of the failing shows, the heaviest first, and after how many hours it does."""
    policy, shares, sums = followed.policy, dict[int, float](), dict[int, float]()
    begun = _begun_hours(policy)
    for number, (here, reach) in enumerate(zip(policy.situations, policy.reach_probs, strict=True)):
        for after, share, more in (
            (here.won, here.works_prob, here.won_hours),
            (here.lost, 1.0 - here.works_prob, here.lost_hours),
        ):
            if after in (FAILED, STOPPED) and share > 0.0:
                shares[here.step] = shares.get(here.step, 0.0) + reach * share
                sums[here.step] = sums.get(here.step, 0.0) + share * (begun[number] + reach * more)
    whole, held = math.fsum(shares.values()), 0.0
    found: list[DoubtHeld] = []
    for step, share in sorted(shares.items(), key=lambda entry: -entry[1]):
        if whole <= 0.0 or share <= 0.0 or held >= MOST_DOUBT * whole * (1.0 - ROUNDING):
            break
        held += share
        id_ = followed.posed.action(step).id
        found.append(DoubtHeld(id=id_, share=share / whole, shows_after_hours=sums[step] / share))
    return tuple(found)


def _begun_hours(policy: Policy) -> list[float]:
    """For each situation the expected hours before it, counted where it is come to and 0 elsewhere."""
    found = [0.0] * len(policy.situations)
    for number, (here, reach) in enumerate(zip(policy.situations, policy.reach_probs, strict=True)):
        if here.won >= 0:
            found[here.won] += here.works_prob * (found[number] + reach * here.won_hours)
        if here.lost >= 0:
            found[here.lost] += (1.0 - here.works_prob) * (found[number] + reach * here.lost_hours)
    return found


def _open(followed: Followed, progress: Progress | None) -> list[int]:
    """Steps that have not begun and can still matter."""
    posed = followed.posed
    statuses = posed.statuses or (0,) * len(posed.nodes)
    seen = view(posed.problem, "net", still_open(posed, statuses))
    going = progress.under_way if progress else {}
    return [step for step in posed.problem.steps if seen.is_useful[step] and posed.step(step).id not in going]


def _put_off(followed: Followed, progress: Progress | None) -> tuple[str, ...]:
    """Steps that could be started now, can't fail, and yet are not next: whatever may fail comes first."""
    posed, first = followed.posed, followed.policy.situations[0].step
    statuses = posed.statuses or (0,) * len(posed.nodes)
    seen = view(posed.problem, "net", still_open(posed, statuses))
    if first < len(posed.nodes) and posed.attempt(first).chance >= 1.0:
        return ()
    found = [
        step
        for step in _open(followed, progress)
        if step != first
        and posed.attempt(step).chance >= 1.0
        and all(seen.truths[need] == TRUE for need in posed.problem.nodes[step].needs)
    ]
    return _named(posed, found)


def _named(posed: Posed, steps: Sequence[int]) -> tuple[str, ...]:
    return tuple(posed.step(step).id for step in steps)


def _periphery(followed: Followed, progress: Progress | None, limits: Limits) -> tuple[str, ...]:
    """Steps of the policy that may fail and whose certain success would bring next to nothing."""
    worth, posed = followed.worth, followed.posed
    if worth is None:
        return ()
    tried = {here.step for here in followed.policy.situations}
    quick = replace(limits, max_ranking=0)
    found = []
    try:
        now = find(posed, worth=worth, limits=quick).value
        for step in _open(followed, progress):
            attempt = posed.attempt(step)
            if step not in tried or attempt.chance >= 1.0 or attempt.mean_hours <= 0.0:
                continue
            sure = find(_sure(posed, step), worth=worth, limits=quick).value
            if sure - now < SMALL_SHARE * attempt.mean_hours:
                found.append(step)
    except (UnsolvableError, TooManyStatesError):
        return ()
    return _named(posed, found)


def _sure(posed: Posed, step: int) -> Posed:
    """The problem with a step that is sure to work, in the hours that are said of it."""
    nodes = list(posed.problem.nodes)
    nodes[step] = replace(nodes[step], attempt=replace(posed.attempt(step), chance=1.0))
    problem, shared = DecisionProblem(nodes=tuple(nodes)), posed.shared
    if shared is not None:
        shared = replace(shared, problem=problem, chances={at: row for at, row in shared.chances.items() if at != step})
    return msgspec.structs.replace(posed, problem=problem, shared=shared)
