"""A policy appraised under other chances and hours than those it was made for.

The policy stays as it is, patiences included; only what its attempts come to changes. That is what uncertainty about one's own
figures does to a plan: one acts on the means, and what comes of it depends on the truth. Averaged over draws of the truth
that all steps share, it tells P(goal) and E[hours] where the misses of the steps go together.
"""

import math
from collections.abc import Container
from dataclasses import dataclass, replace

from acumen.decision.policies.policy import Policy, chance_at, hours_at
from acumen.decision.problem import DecisionProblem
from acumen.decision.tree_structure import attempt_of


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
        attempt = attempt_of(problem, here.step)
        if here.step in telling:
            attempt = replace(attempt, chance=here.whole_prob)
        is_whole = here.patience_hours == math.inf
        works = attempt.chance if is_whole else attempt.works_within(here.patience_hours)
        spent = attempt.mean_hours if is_whole else attempt.expected_spent_hours(here.patience_hours)
        chances[number] = works * chance_at(chances, here.won) + (1.0 - works) * chance_at(chances, here.lost)
        hours[number] = spent + works * hours_at(hours, here.won) + (1.0 - works) * hours_at(hours, here.lost)
    if n == 0:
        return Reappraised(chance=chance_at(chances, policy.start), hours=0.0)
    return Reappraised(chance=chances[0], hours=hours[0])
