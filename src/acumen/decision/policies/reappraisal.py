"""A policy appraised under other chances and hours than those it was made for.

The policy stays as it is, patiences included; only what its attempts come to changes. That is what uncertainty about one's own
figures does to a plan: one acts on the means, and what comes of it depends on the truth. Averaged over draws of the truth
that all steps share, it tells P(goal) and E[hours] where the misses of the steps go together.
"""

import math
from collections.abc import Container
from dataclasses import dataclass, replace

from acumen.decision.policies.policy import Policy, Situation, chance_at, hours_at
from acumen.decision.problem import DecisionProblem
from acumen.decision.tree_structure import attempt_of
from acumen.distributions import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Reappraised:
    """What a policy comes to under another problem of the same tree: chance of the goal, expected hours spent."""

    chance: float
    hours: float


def reappraise(policy: Policy, problem: DecisionProblem, *, telling: Container[int] = ()) -> Reappraised:
    """Follow `policy` where the attempts are those of `problem`, a problem with the same nodes.

    The chance of a `telling` action depends on what was told before it, so it stays as it is in the policy's situation.

    One pass from the last situation to the first: with w the chance that the attempt works within its patience and t the
    mean hours it takes, chance = w·chance(won) + (1−w)·chance(lost) and hours = t + w·hours(won) + (1−w)·hours(lost).
    """
    n = len(policy.situations)
    chances, hours = [0.0] * n, [0.0] * n
    for number in range(n - 1, -1, -1):
        here = policy.situations[number]
        works, spent = _comes_to(attempt_of(problem, here.step), here, telling)
        chances[number] = works * chance_at(chances, here.won) + (1.0 - works) * chance_at(chances, here.lost)
        hours[number] = spent + works * hours_at(hours, here.won) + (1.0 - works) * hours_at(hours, here.lost)
    if n == 0:
        return Reappraised(chance=chance_at(chances, policy.start), hours=0.0)
    return Reappraised(chance=chances[0], hours=hours[0])


def with_one_bet(
    policy: Policy, step: int, attempt: Attempt, *, stretch: float = 1.0, telling: Container[int] = ()
) -> Reappraised:
    """The same where only the bet of `step` is another one, and its patience longer by a factor.

    On no path is a step attempted twice, so all that follows stays: with r the chance of coming to a situation in which it is
    attempted, and w, t as above, chance moves by Σ r · (w′ − w) · (chance(won) − chance(lost)), hours likewise and by t′ − t.
    """
    chance, hours = policy.chance, policy.expected_hours
    for here, reach_prob in zip(policy.situations, policy.reach_probs, strict=True):
        if here.step != step:
            continue
        works, spent = _comes_to(attempt, replace(here, patience_hours=stretch * here.patience_hours), telling)
        more = works - here.works_prob
        was = here.works_prob * here.won_hours + (1.0 - here.works_prob) * here.lost_hours
        chance += reach_prob * more * (chance_at(policy.chances, here.won) - chance_at(policy.chances, here.lost))
        hours += reach_prob * (
            more * (hours_at(policy.hours, here.won) - hours_at(policy.hours, here.lost)) + spent - was
        )
    return Reappraised(chance=chance, hours=hours)


def _comes_to(attempt: Attempt, here: Situation, telling: Container[int]) -> tuple[float, float]:
    """The chance that an attempt works within the patience of a situation, and the mean hours it takes."""
    if here.step in telling:
        attempt = replace(attempt, chance=here.whole_prob)
    if here.patience_hours == math.inf:
        return attempt.chance, attempt.mean_hours
    return attempt.works_within(here.patience_hours), attempt.expected_spent_hours(here.patience_hours)
