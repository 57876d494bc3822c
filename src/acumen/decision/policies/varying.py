"""What becomes of a bracket when one bet is another: its own states swept anew, each bet worked on in the ways that were found.

So what is found is attained. A bet is worth the best of the policies that were followed in it, appraised under the other
figures; what contains no changed step is as it was. Where nothing was swept the whole policy is appraised as it stands.
"""

import math
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace

from acumen.decision.backward_induction.parametric import ParametricOutcome
from acumen.decision.backward_induction.sweeping import rebet, swept_below
from acumen.decision.backward_induction.tables import Point
from acumen.decision.bounds.bounds import Bracket
from acumen.decision.bounds.collapse import Macro, macro_of
from acumen.decision.bounds.inside import Ordered, PartPolicy, SweptInside, first_of, start_of
from acumen.decision.limits import Limits
from acumen.decision.policies.policy import Policy, laid_out, policy_of
from acumen.decision.policies.reappraisal import Reappraised, reappraise, with_one_bet
from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.solution import STOP
from acumen.decision.solve import approach
from acumen.decision.tree_structure import OPEN, Objective, attempt_of, view
from acumen.distributions import Attempt

NOTHING = Ordered(Kind.ANY, ())  # a bet that is not begun
LEAST_EVALUATIONS = 20_000  # that one look counts as


class BracketVaried:
    """A problem whose bracket is known, with other bets behind some of its steps. `worth` is there for the objective net."""

    def __init__(self, problem: DecisionProblem, found: Bracket, worth: float | None) -> None:
        """Lay the policy out once."""
        self.problem, self.found, self.worth = problem, found, worth
        self.blank = laid_out(problem, "hours" if worth is None else "net", worth, ())
        self.policy = policy_of(found.inside, self.blank)
        self._laid: dict[int, Policy] = {}  # of bets, by the identity of their policies
        swept = found.swept
        self.n_evaluations = max(LEAST_EVALUATIONS, swept.layout.n_evaluations if swept else 0)

    def look(self, attempts: Mapping[int, Attempt], worth: float | None = None) -> ParametricOutcome:
        """What comes of it when these are the bets of some steps; at the worth itself unless another is given."""
        inside, stake = self.found.inside, self.worth if worth is None else worth
        if stake is None or not isinstance(inside, SweptInside) or inside.seen is None:
            return self.stand(attempts, worth)
        return self._swept(inside, _with(self.problem, attempts), attempts, stake)

    def stand(self, attempts: Mapping[int, Attempt], worth: float | None = None) -> ParametricOutcome:
        """The same for the policy as it stands, or stopping at once."""
        stake = self.worth if worth is None else worth
        here = _standing(self.policy, _with(self.problem, attempts), attempts, stake)
        return _outcome(here, stake, first_of(self.found.inside)[0])

    def _swept(
        self, inside: SweptInside, problem: DecisionProblem, attempts: Mapping[int, Attempt], worth: float
    ) -> ParametricOutcome:
        seen = inside.seen or inside.swept.seen
        nodes, changed = list(seen.problem.nodes), []
        for number in sorted(set().union(*(unit.steps for unit in inside.swept.layout.units))):
            attempt = nodes[number].attempt
            if isinstance(attempt, Macro):
                other: Attempt | None = self._reappraised(attempt, problem, attempts)
            else:
                other = attempts.get(number)
            if other is not None:
                nodes[number] = replace(nodes[number], attempt=other)
                changed.append(number)
        now = replace(seen, problem=DecisionProblem(nodes=tuple(nodes)))
        layout = replace(inside.swept.layout)  # a copy for each bet: a sweep keeps what it derives from a layout
        rebet(now, layout, changed, (seen, inside.swept.layout))
        policy = SweptInside(swept=swept_below(now, layout, worth), seen=now)
        starts: dict[int, float] = {}
        for option in policy.swept.options(0):
            step, _ = start_of(policy, option)
            starts[step] = max(option.value, starts.get(step, -math.inf))
        return ParametricOutcome(value=float(policy.swept.lower[0]), next=first_of(policy)[0], starts=starts)

    def _reappraised(self, bet: Macro, problem: DecisionProblem, attempts: Mapping[int, Attempt]) -> Macro | None:
        """A bet by the policies that were followed in it; None where none of them attempts what has changed."""
        laid = {at: self._lay(inside) for at, inside in bet.followed.items()}
        if not any(here.step in attempts for policy in laid.values() for here in policy.situations):
            return None
        lines = {}
        for at, policy in laid.items():
            there = reappraise(policy, problem)
            lines[there.chance, there.hours] = bet.followed[at]
        return macro_of(*_envelope(lines, self.worth or 0.0))

    def _lay(self, inside: PartPolicy) -> Policy:
        if id(inside) not in self._laid:
            self._laid[id(inside)] = policy_of(inside, self.blank)
        return self._laid[id(inside)]


def _with(problem: DecisionProblem, attempts: Mapping[int, Attempt]) -> DecisionProblem:
    nodes = list(problem.nodes)
    for step, attempt in attempts.items():
        nodes[step] = replace(nodes[step], attempt=attempt)
    return DecisionProblem(nodes=tuple(nodes))


def _standing(
    policy: Policy,
    problem: DecisionProblem,
    attempts: Mapping[int, Attempt],
    worth: float | None,
    *,
    telling: Container[int] = (),
) -> Reappraised:
    """The policy in its order, each changed step left after the hours it was, or after as large a share of its new hours.

    Who leaves a step at its upper end leaves it at the upper end that is said, wherever that is: the better of the two.
    """
    share = {
        step: attempt.success.mean_hours / before
        for step, attempt in attempts.items()
        if (before := attempt_of(policy.problem, step).success.mean_hours) > 0.0
    }
    if len(attempts) == 1:
        ((step, attempt),) = attempts.items()
        stretches = (1.0, share.get(step, 1.0))
        ways = [with_one_bet(policy, step, attempt, stretch=stretch, telling=telling) for stretch in stretches]
        return _better(ways, worth)
    stretched = tuple(
        replace(here, patience_hours=here.patience_hours * share.get(here.step, 1.0)) for here in policy.situations
    )
    ways = [reappraise(one, problem, telling=telling) for one in (policy, replace(policy, situations=stretched))]
    return _better(ways, worth)


def _better(ways: Iterable[Reappraised], worth: float | None) -> Reappraised:
    return max(ways, key=lambda way: -way.hours if worth is None else worth * way.chance - way.hours)


def _outcome(here: Reappraised, worth: float | None, first: int) -> ParametricOutcome:
    """By the hours where there is no worth; else nothing is begun where that is better."""
    if worth is None:
        return ParametricOutcome(value=here.hours, next=first)
    value = worth * here.chance - here.hours
    return ParametricOutcome(value=max(0.0, value), next=first if value > 0.0 else STOP)


def find_bracket(
    problem: DecisionProblem, objective: Objective, worth: float | None, limits: Limits
) -> BracketVaried | None:
    """What `solve` has found of a problem that is too big for it; None where it is not."""
    seen = view(problem, objective, (OPEN,) * len(problem.nodes))
    if seen.truths[0] != OPEN or (objective == "net" and worth is None):
        return None
    found = approach(seen, worth or 0.0, limits)
    return BracketVaried(problem, found, worth if objective == "net" else None) if isinstance(found, Bracket) else None


class StandingPolicy:
    """A policy that stays as it is, whatever the bets become. The chance of a `telling` action is what was told before it."""

    def __init__(self, policy: Policy, telling: Container[int]) -> None:
        """Keep both."""
        self.policy, self.telling = policy, telling
        self.n_evaluations = len(policy.situations)

    def stand(self, attempts: Mapping[int, Attempt]) -> ParametricOutcome:
        """What it comes to when these are the bets of some steps, or stopping at once where that is better."""
        policy, other = self.policy, _with(self.policy.problem, attempts)
        here = _standing(policy, other, attempts, policy.worth, telling=self.telling)
        first = self.policy.situations[0].step if self.policy.situations else STOP
        return _outcome(here, self.policy.worth, first)

    look = stand


class OneBetVaried:
    """One step of it, whose bet may be anything."""

    def __init__(self, whole: BracketVaried | StandingPolicy, step: int) -> None:
        """Name the step."""
        self.whole, self.step = whole, step
        self.n_evaluations = whole.n_evaluations
        self.is_whole = False  # nothing is solved anew for a look

    def look(self, attempt: Attempt) -> ParametricOutcome:
        """What comes of it when the step's bet is this one."""
        return self.whole.look({self.step: attempt})

    def stand(self, attempt: Attempt) -> ParametricOutcome:
        """The same for the policy as it stands."""
        return self.whole.stand({self.step: attempt})


def _envelope(
    lines: Mapping[tuple[float, float], PartPolicy], worth: float
) -> tuple[list[Point], Callable[[float], PartPolicy]]:
    """Points on the best of the lines chance · stake − hours at every stake, each within the stretch of its line."""
    best = [(0.0, 0.0, 0.0)]  # from which stake on, chance and hours; nothing is done for the least stakes
    for chance, hours in sorted(lines):
        if chance <= best[-1][1]:
            continue
        while True:
            begins, slope, spent = best[-1]
            crosses = (hours - spent) / (chance - slope)
            if crosses > begins or len(best) == 1:
                break
            best.pop()
        best.append((max(0.0, crosses), chance, hours))
    points: list[Point] = [(0.0, 0.0, 0.0, 0.0, 0.0)]
    followed: dict[float, PartPolicy] = {}
    for number, (begins, chance, hours) in enumerate(best[1:], start=2):
        at = (begins + best[number][0]) / 2.0 if number < len(best) else begins + max(worth, 1.0)
        points.append((at, chance * at - hours, chance, chance * at - hours, hours))
        followed[at] = lines[chance, hours]
    return points, lambda at: followed.get(at) or NOTHING
