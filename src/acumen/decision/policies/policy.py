"""A policy as something to follow: the situations that it can come to, each with its action and what that leads to.

Only what can still matter tells situations apart, so the ways that lead to the same rest of the problem meet; situations
from which the policy goes on in the same way are one. What is left is a graph without circles.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from acumen.decision.backward_induction.automaton import Statuses, TooManyStatesError
from acumen.decision.backward_induction.layout import Layout
from acumen.decision.backward_induction.sweeping import Swept, sweep
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.solve import approach
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, Objective, attempt_of, view
from acumen.distributions import Attempt
from acumen.errors import UsageError

if TYPE_CHECKING:
    from acumen.decision.bounds.inside import PartPolicy

REACHED, FAILED, STOPPED = -1, -2, -3  # in the place of a situation: the goal is true, it is false, it is given up
MAX_SITUATIONS = 100_000
N_PATIENCE_DIGITS = 9  # patiences that agree to so many digits are one

_Key: TypeAlias = (
    tuple[Any, ...] | int
)  # which nodes can still matter, or a place of a bracket's policy; or how it ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Attempt `step` for up to `patience_hours` (inf: to its end); then go to `won` or `lost`, by number.

    `won_hours` and `lost_hours` are means of the hours spent, given that it works in time and given that it does not.
    """

    step: int
    patience_hours: float
    won: int
    lost: int
    works_prob: float  # within the patience
    won_hours: float
    lost_hours: float
    left_prob: float  # that the patience runs out before success or failure has shown
    whole_prob: float  # that it works if it is carried to its end
    won_cut_hours: float = 0.0  # of worth that is lost where it ends so, for parts that are missing
    lost_cut_hours: float = 0.0
    won_parts: tuple[int, ...] = ()  # those parts
    lost_parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Situations in an order in which each comes before what it leads to; `start` is 0, or how it ended at once.

    The last three columns have one entry for each situation and speak of the policy from there on.
    """

    problem: DecisionProblem
    objective: Objective
    worth: float | None
    start: int
    situations: tuple[Situation, ...]
    reach_probs: tuple[float, ...]  # of coming to the situation
    chances: tuple[float, ...]  # of the goal
    hours: tuple[float, ...]  # expected
    cuts: tuple[float, ...] = ()  # hours of worth, expected, for parts that are missing; () where none may be
    start_cut_hours: float = 0.0  # the same where it ends at once, and those parts
    start_parts: tuple[int, ...] = ()

    @property
    def cut_hours(self) -> float:
        """Of worth, expected, for parts that are missing."""
        return self.cuts[0] if self.cuts else self.start_cut_hours

    @property
    def missing_probs(self) -> dict[tuple[int, ...], float]:
        """How likely it is that the goal is reached without just these parts; without none: ()."""
        if not self.situations:
            return {self.start_parts: 1.0} if self.start == REACHED else {}
        found: dict[tuple[int, ...], float] = {}
        for here, reach_prob in zip(self.situations, self.reach_probs, strict=True):
            branches = (here.won, here.won_parts, here.works_prob), (here.lost, here.lost_parts, 1.0 - here.works_prob)
            for after, parts, prob in branches:
                if after == REACHED:
                    found[parts] = found.get(parts, 0.0) + reach_prob * prob
        return found

    @property
    def chance(self) -> float:
        """Chance of the goal."""
        return self.chances[0] if self.situations else chance_at(self.chances, self.start)

    @property
    def expected_hours(self) -> float:
        """Of all that is spent."""
        return self.hours[0] if self.situations else 0.0

    @property
    def end_probs(self) -> dict[int, float]:
        """How it ends: the probabilities of REACHED, FAILED and STOPPED, which sum to 1."""
        probs = dict.fromkeys((REACHED, FAILED, STOPPED), 0.0)
        if not self.situations:
            probs[self.start] = 1.0
        for here, reach_prob in zip(self.situations, self.reach_probs, strict=True):
            for after, prob in ((here.won, here.works_prob), (here.lost, 1.0 - here.works_prob)):
                if after < 0:
                    probs[after] += reach_prob * prob
        return probs

    @property
    def value(self) -> float:
        """Worth · chance less the hours and what is missing (net), or the hours."""
        if self.objective == "hours":
            return self.expected_hours
        return (self.worth or 0.0) * self.chance - self.cut_hours - self.expected_hours


def follow(
    problem: DecisionProblem,
    *,
    objective: Objective = "net",
    worth: float | None = None,
    statuses: Statuses | None = None,
    limits: Limits | None = None,
    max_situations: int = MAX_SITUATIONS,
) -> Policy:
    """The optimal policy from where `statuses` stand (see `solve`), laid out for following.

    Raises UsageError when the objective is `net` and no `worth` is given, TooManyStatesError where the limits are passed.
    """
    if objective == "net" and (worth is None or not 0.0 <= worth < math.inf):
        raise UsageError(f"expected a worth of 0 hours or more for the objective net, found {worth}")
    seen = view(problem, objective, statuses or (OPEN,) * len(problem.nodes))
    blank = laid_out(problem, objective, worth, ())
    if seen.truths[0] != OPEN:
        return replace(blank, start=REACHED if seen.truths[0] == TRUE else FAILED)
    way = approach(seen, worth or 0.0, limits or Limits())
    if isinstance(way, Layout):
        return _of_acts(blank, *_explore(sweep(seen, way, worth or 0.0), max_situations))
    return policy_of(way.inside, blank, max_situations=max_situations)


def policy_of(inside: "PartPolicy | None", blank: Policy, *, max_situations: int = MAX_SITUATIONS) -> Policy:
    """The policy of a bracket or of a part of it, laid out. `blank` lends problem, objective and worth."""
    return _of_acts(blank, *_walk(inside, max_situations))


def _of_acts(blank: Policy, found: "dict[_Key, PolicyAct]", start: "_Key") -> Policy:
    problem = blank.problem
    if isinstance(start, int):
        return replace(blank, start=start)
    rows = [situation(attempt_of(problem, act.step), act, won, lost) for act, won, lost in _numbered(found, start)]
    return laid_out(problem, blank.objective, blank.worth, rows)


@dataclass(frozen=True, slots=True)
class PolicyAct:
    """The action in a situation, and the keys of what follows."""

    step: int
    patience_hours: float
    won: _Key
    lost: _Key


def _explore(swept: Swept, max_situations: int) -> tuple[dict[_Key, PolicyAct], _Key]:
    """Every situation that the policy can come to, by its key, and the key of the first."""
    found: dict[_Key, PolicyAct] = {}
    ended: dict[_Key, int] = {}  # situations in which the policy stops
    waiting: list[tuple[_Key, int, Statuses]] = []

    def place(state: int, statuses: Statuses) -> _Key:
        key = _key(swept, state, statuses)
        if not isinstance(key, int) and key not in found and key not in ended:
            waiting.append((key, state, statuses))
        return key

    start = place(0, swept.seen.truths)
    while waiting:
        key, state, statuses = waiting.pop()
        if key in found or key in ended:
            continue
        best = swept.best(state)
        if best is None:
            ended[key] = STOPPED
            continue
        if len(found) >= max_situations:
            raise TooManyStatesError
        step = swept.layout.real_step(statuses, best.choice)
        won, lost = (
            place(after, (*statuses[:step], truth, *statuses[step + 1 :]))
            for after, truth in ((best.choice.won, TRUE), (best.choice.lost, FALSE))
        )
        found[key] = PolicyAct(step, best.patience_hours, won, lost)
    acts: dict[_Key, PolicyAct] = {
        key: replace(act, won=ended.get(act.won, act.won), lost=ended.get(act.lost, act.lost))
        for key, act in found.items()
    }
    return acts, ended.get(start, start)


def _walk(inside: "PartPolicy | None", max_situations: int) -> tuple[dict[_Key, PolicyAct], _Key]:
    """The same of the policy of a bracket: its places are the keys."""
    from acumen.decision.bounds.inside import LEFT, LOST, WON, after, doing_at, enter  # noqa: PLC0415 -- seldom needed

    ends = {WON: REACHED, LOST: FAILED, LEFT: STOPPED}
    if inside is None:
        return {}, STOPPED
    start = enter(inside)
    if isinstance(start, int):
        return {}, ends[start]
    found: dict[_Key, PolicyAct] = {}
    waiting = [start]
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        if len(found) >= max_situations:
            raise TooManyStatesError
        doing = doing_at(place)
        won, lost = after(place, works=True), after(place, works=False)
        found[place] = PolicyAct(
            doing.step, doing.patience_hours, *(ends[to] if isinstance(to, int) else to for to in (won, lost))
        )
        waiting += [to for to in (won, lost) if not isinstance(to, int)]
    return found, start


def _n_ahead(key: _Key) -> tuple[int, ...]:
    """What falls with every action, by which a key is told from those that lead to it."""
    if isinstance(key, int):
        return (0,)
    return (sum(key),) if isinstance(key[0], bool) else tuple(-at.state[0] for at in key)


def _key(swept: Swept, state: int, statuses: Statuses) -> _Key:
    """What tells a situation from others: which nodes can still matter. Whatever is left to decide follows from that."""
    n_states = swept.layout.n_states
    if state >= n_states - 1:
        is_settled = state == n_states
        return REACHED if is_settled == (swept.layout.kind == Kind.ANY) else FAILED
    return view(swept.seen.problem, swept.seen.objective, statuses).is_useful


def _numbered(found: dict[_Key, PolicyAct], start: _Key) -> tuple[tuple[PolicyAct, int, int], ...]:
    """(action, won, lost) of each situation that differs from all others in what follows, the first one first.

    Every action leaves fewer nodes that matter, so in the order of their number whatever follows is known already.
    """
    order = sorted(found, key=_n_ahead)
    alike: dict[tuple[int, float, int, int], int] = {}
    numbers: dict[_Key, int] = {end: end for end in (REACHED, FAILED, STOPPED)}
    rows: list[tuple[PolicyAct, int, int]] = []
    for key in order:
        act = found[key]
        won, lost = numbers[act.won], numbers[act.lost]
        mark = (act.step, float(f"{act.patience_hours:.{N_PATIENCE_DIGITS}g}"), won, lost)
        if mark not in alike:
            alike[mark] = len(rows)
            rows.append((act, won, lost))
        numbers[key] = alike[mark]
    last = numbers[start]  # everything else follows from it, so it stands last

    def turned(number: int) -> int:
        return last - number if number >= 0 else number

    return tuple((act, turned(won), turned(lost)) for act, won, lost in reversed(rows[: last + 1]))


def laid_out(
    problem: DecisionProblem, objective: Objective, worth: float | None, situations: Sequence[Situation]
) -> Policy:
    """The policy of these situations, each of which stands before whatever follows it."""
    reach_probs = [1.0, *[0.0] * len(situations)][: len(situations)]
    for number, here in enumerate(situations):
        for after, prob in ((here.won, here.works_prob), (here.lost, 1.0 - here.works_prob)):
            if after >= 0:
                reach_probs[after] += reach_probs[number] * prob
    chances, hours, cuts = ([0.0] * len(situations) for _ in range(3))
    for number in reversed(range(len(situations))):
        here = situations[number]
        works, fails = here.works_prob, 1.0 - here.works_prob
        chances[number] = works * chance_at(chances, here.won) + fails * chance_at(chances, here.lost)
        hours[number] = works * (here.won_hours + hours_at(hours, here.won))
        hours[number] += fails * (here.lost_hours + hours_at(hours, here.lost))
        cuts[number] = works * (here.won_cut_hours + hours_at(cuts, here.won))
        cuts[number] += fails * (here.lost_cut_hours + hours_at(cuts, here.lost))
    return Policy(
        problem=problem,
        objective=objective,
        worth=worth,
        start=0,
        situations=tuple(situations),
        reach_probs=tuple(reach_probs),
        chances=tuple(chances),
        hours=tuple(hours),
        cuts=tuple(cuts) if any(cuts) else (),
    )


def chance_at(chances: Sequence[float], number: int) -> float:
    """The chance of the goal in a situation or at an end."""
    return chances[number] if number >= 0 else float(number == REACHED)


def hours_at(hours: Sequence[float], number: int) -> float:
    """The expected hours from a situation on; none at an end."""
    return hours[number] if number >= 0 else 0.0


def situation(attempt: Attempt, act: PolicyAct, won: int, lost: int) -> Situation:
    """The action with its chance and hours.

    E[T | T ≤ q] = (E[min(T, q)] − q·S(q)) / F(q); the other branch holds what would have worked later and what fails.
    """
    patience_hours = act.patience_hours
    if math.isinf(patience_hours):
        works, won_hours, lost_hours = attempt.chance, attempt.success.mean_hours, attempt.failure.mean_hours
        left_prob = 0.0
    else:
        works, in_time = attempt.works_within(patience_hours), attempt.success.cdf(patience_hours)
        late = attempt.success.survival(patience_hours)
        spent_hours = attempt.success.expected_spent_hours(patience_hours)
        won_hours = (spent_hours - patience_hours * late) / in_time if in_time > 0.0 else 0.0
        failing_hours = (1.0 - attempt.chance) * attempt.failure.expected_spent_hours(patience_hours)
        rest_hours = attempt.chance * late * patience_hours + failing_hours
        lost_hours = rest_hours / (1.0 - works) if works < 1.0 else 0.0
        just_before = math.nextafter(patience_hours, 0.0)  # what has not worked by b fails at b: that counts as left
        left_prob = attempt.chance * attempt.success.survival(just_before)
        left_prob += (1.0 - attempt.chance) * attempt.failure.survival(just_before)
    return Situation(
        step=act.step,
        patience_hours=patience_hours,
        won=won,
        lost=lost,
        works_prob=works,
        won_hours=won_hours,
        lost_hours=lost_hours,
        left_prob=left_prob,
        whole_prob=attempt.chance,
    )
