"""What a policy comes to when the misses of all steps go together: the same policy under draws of the correction."""

import math

import msgspec
import numpy as np

from acumen.decision.hypotheses.policy import extended
from acumen.decision.policies.policy import Policy
from acumen.decision.policies.reappraisal import Reappraised, reappraise
from acumen.desk.calibration.corrected_plan import MeantPlan, map_steps
from acumen.desk.calibration.data import ONESELF
from acumen.desk.calibration.fit import Learned
from acumen.desk.plans.anyway import ABOVE
from acumen.desk.plans.conditioning import begin
from acumen.desk.plans.policy import follow
from acumen.desk.plans.problem import pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.solve import LEAST_WORTH_HOURS
from acumen.errors import UnsolvableError
from acumen.inputs.matching import domain_key
from acumen.readings.hours import within_limits
from acumen.records import Interval, Plan, Step, walk
from acumen.results.calibration import CorrelatedOutcome
from acumen.results.plans import Answer

N_DRAWS = 200
MOST_SITUATIONS = 2_000  # of a policy that is appraised so often


def draw_together(
    said: Plan, meant: MeantPlan, learned: Learned, answer: Answer, *, n_draws: int = N_DRAWS, seed: int = 0
) -> CorrelatedOutcome | None:
    """Appraise the policy behind `answer`, that of `meant`, under draws of the correction.

    Where the advice is to stop, the policy that starts at the least worth, as that is what might pay after all. None where
    none does, or where the policy is too big to be laid out.
    """
    worth, at_worth = answer.worth, answer.worth
    if answer.next == "stop":
        if answer.break_even_worth is None:
            return None
        at_worth = max(LEAST_WORTH_HOURS, answer.break_even_worth * ABOVE)
    try:
        policy = follow(meant.plan, worth=at_worth, progress=meant.progress).policy
    except UnsolvableError:
        return None
    if not 0 < len(policy.situations) <= MOST_SITUATIONS:
        return None
    plans = _draw_plans(said, learned, n_draws=n_draws, seed=seed)
    found = [_appraise(policy, plan, meant.progress) for plan in plans]
    chances = np.array([one.chance for one in found])
    chance, hours = float(chances.mean()), math.fsum(one.hours for one in found) / n_draws
    return CorrelatedOutcome(
        is_begun=answer.next != "stop",
        chance_alone=policy.chance,
        chance=chance,
        hours=hours,
        value=None if worth is None else worth * chance - hours,
        chance_sd=float(chances.std()),
        n_draws=n_draws,
        seed=seed,
    )


def _appraise(policy: Policy, plan: Plan, progress: Progress | None) -> Reappraised:
    """Steps under way keep their means: what was seen of them so far has not been weighed draw by draw."""
    posed = begin(pose(plan), progress)
    if posed.shared is None:
        return reappraise(policy, posed.problem)
    return reappraise(policy, extended(posed.shared), telling=posed.shared.chances)


def _draw_plans(said: Plan, learned: Learned, *, n_draws: int, seed: int) -> list[Plan]:
    """The plan as said, corrected by one draw each: every step by the same one."""
    steps = [node for node in walk(said.goal) if isinstance(node, Step)]
    plain = [step for step in steps if isinstance(step.chance, float | int) and step.chance > 0.0]
    chances = learned.chances.draw(
        [float(step.chance) for step in plain if isinstance(step.chance, float | int)],
        [ONESELF] * len(plain),
        [domain_key(step.domain) for step in plain],
        rng=np.random.default_rng(seed),
        n_draws=n_draws,
    )
    of_chance = {step.id: chances[:, at] for at, step in enumerate(plain)}
    draws = learned.hours.draw(n_draws, seed=seed)
    of_hours = {
        step.id: draws.correct(step.hours.low_hours, step.hours.high_hours, domain=domain_key(step.domain) or "")
        for step in steps
        if isinstance(step.hours, Interval)
    }

    def drawn(number: int) -> Plan:
        def change(step: Step) -> Step:
            chance = float(of_chance[step.id][number]) if step.id in of_chance else step.chance
            if step.id not in of_hours:
                return msgspec.structs.replace(step, chance=chance)
            low, high = (float(ends[number]) for ends in of_hours[step.id])
            return msgspec.structs.replace(step, chance=chance, hours=within_limits(low, high))

        return map_steps(said, change)

    return [drawn(number) for number in range(n_draws)]
