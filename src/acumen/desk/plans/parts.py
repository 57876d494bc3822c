"""Parts that may be missing at the end: what comes of them in an answer without a date."""

import math

import msgspec

from acumen.decision import Limits
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.policies.policy import Policy
from acumen.desk.plans.missing import missed
from acumen.desk.plans.problem import Posed, part_name
from acumen.desk.plans.solving import find_policy
from acumen.results.dates import CutPart
from acumen.results.plans import Answer, Objective


def beside_parts(answer: Answer, posed: Posed, limits: Limits) -> Answer:
    """The answer with how likely each part is to be missing, and what could be shipped now; or why `cut` does not count."""
    if keys := uncounted(posed, answer.objective):
        return msgspec.structs.replace(answer, uncounted=keys)
    now = missed(posed)
    if now is not None and now.is_made:
        made = None if answer.goal is not None else made_hours(posed, answer.worth)
        names = tuple(part_name(posed, node) for node in now.parts)
        answer = msgspec.structs.replace(answer, made_hours=made, part_ids=names)
    if answer.worth is None or answer.next in ("stop", "done", "failed"):
        return answer
    try:
        policy = find_policy(posed, objective="net", worth=answer.worth, limits=limits)
    except TooManyStatesError:
        return answer
    return msgspec.structs.replace(answer, whole_prob=whole_prob(policy), parts=parts_of(posed, policy))


def made_hours(posed: Posed, worth: float | None) -> float | None:
    """What stopping now pays; None where what must be there is not, or no worth is said."""
    now = missed(posed)
    return max(0.0, worth - now.hours) if now is not None and now.is_made and worth is not None else None


def uncounted(posed: Posed, objective: Objective) -> tuple[str, ...]:
    """The key of parts that may be missing, where it does not count: every part is then taken as needed."""
    return ("cut",) if posed.has_cuts and (posed.shared is not None or objective == "hours") else ()


def whole_prob(policy: Policy) -> float:
    """P(the goal is reached and nothing is missing)."""
    return policy.missing_probs.get((), 0.0)


def parts_of(posed: Posed, policy: Policy) -> tuple[CutPart, ...]:
    """Each part that may be missing: how often it is, of all that is reached."""
    ends = policy.missing_probs
    total = math.fsum(ends.values())
    found = []
    for node, cut in enumerate(posed.cuts):
        if math.isfinite(cut):
            gone = math.fsum(prob for parts, prob in ends.items() if node in parts)
            share = gone / total if total > 0.0 else 0.0
            found.append(CutPart(part=part_name(posed, node), cut_hours=cut, begin_by=None, missing_prob=share))
    return tuple(found)
