"""Parts that may be missing, and no date: no clock runs, so the state is all there is.

    V(s) = max( worth − missing(s), 0, max over steps j of V(s, j false) + G_j( V(s, j true) − V(s, j false) ) )

with G_j what an attempt adds at a stake (`Attempt.gain`), its patience chosen best. Exact over the states that can be reached,
what can't matter any more taken together. Where they are too many, two plans without cuts are policies for this one and a
third bounds it: all parts are needed; none is done, for the worth less all cuts; and all parts are there for nothing.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.parametric import ParametricOutcome, with_attempt
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.states import DatedStates, Floats, Numbers, explore
from acumen.decision.limits import Limits
from acumen.decision.missing import Missed, find_missed, without_parts
from acumen.decision.policies.continuing import merged
from acumen.decision.policies.policy import FAILED, REACHED, STOPPED, Policy, PolicyAct, Situation, laid_out, situation
from acumen.decision.policies.policy import follow as follow_whole
from acumen.decision.problem import DecisionProblem
from acumen.decision.solution import EXACT, STOP, Follow, Ranked, Solution
from acumen.decision.solve import in_order, solve
from acumen.decision.tree_structure import OPEN, TIE, attempt_of
from acumen.distributions import Attempt

EVALUATION_COST = 20  # of a step in a state, in evaluations of a compiled sweep
MAX_STATES = 60_000  # of 15 leavable steps, say, of which half may be missing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """Of every state: what it is worth, which column to start and for how long, and what comes of it."""

    states: DatedStates
    paid: Floats
    value: Floats
    choice: Numbers
    patience: Floats
    works: Floats  # P(the step works within the patience)
    chance: Floats  # of shipping something
    hours: Floats
    first: dict[int, Ranked]


def solve_parts(
    problem: DecisionProblem,
    cuts: tuple[float, ...],
    *,
    worth: float,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
) -> Solution:
    """The best policy from where `statuses` stand; exact where the states fit the limits, else between two bounds."""
    begun, effort = statuses or (OPEN,) * len(problem.nodes), limits or Limits()
    try:
        found = _sweep(problem, cuts, worth, begun, effort)
    except TooManyStatesError:
        return _bracketed(problem, cuts, worth, begun, effort)
    value, column = float(found.value[0]), int(found.choice[0])
    step = STOP if column == STOP else found.states.steps[column]
    chance, hours = float(found.chance[0]), float(found.hours[0])
    solution = Solution(
        objective="net",
        worth=worth,
        value=value,
        lower=value,
        upper=value,
        status="exact",
        chance=chance,
        hours=hours,
        next=step,
        patience_hours=float(found.patience[0]),
        ranked=(),
        if_it_works=_then(problem, cuts, found, worth, int(found.states.won[0, column])) if step != STOP else None,
        if_not=_then(problem, cuts, found, worth, int(found.states.lost[0, column])) if step != STOP else None,
        n_states=len(found.value),
        cut_hours=max(0.0, worth * chance - hours - value),
    )
    first = [replace(one, regret=max(0.0, value - (one.value or 0.0))) for one in found.first.values()]
    return replace(solution, ranked=in_order(first, solution))


def follow_parts(
    problem: DecisionProblem,
    cuts: tuple[float, ...],
    *,
    worth: float,
    statuses: tuple[int, ...] | None = None,
    limits: Limits | None = None,
) -> Policy:
    """The same policy, laid out. TooManyStatesError where it is too big for that."""
    begun, effort = statuses or (OPEN,) * len(problem.nodes), limits or Limits()
    found = _sweep(problem, cuts, worth, begun, effort)
    return lay_out_states(problem, cuts, worth, found.states, found.choice, found.patience, found.paid)


def lay_out_states(
    problem: DecisionProblem,
    cuts: tuple[float, ...],
    worth: float,
    states: DatedStates,
    choice: Numbers,
    patience: Floats,
    paid: Floats,
) -> Policy:
    """The policy of which `choice` says the column to start in every state: the states that it comes to, each once."""
    reached = np.zeros(len(choice), dtype=np.bool_)
    reached[0] = True
    for row in range(len(choice)):  # every step leads to a later row
        if reached[row] and choice[row] != STOP:
            reached[[states.won[row, choice[row]], states.lost[row, choice[row]]]] = True
    rows = [int(row) for row in np.nonzero(reached & (choice != STOP))[0]]
    number = {row: place for place, row in enumerate(rows)}
    ends: dict[int, _End] = {}

    def to(row: int) -> "_End":
        if row in number:
            return _End(number=number[row])
        if row not in ends:
            ends[row] = _end(problem, cuts, worth, states, row, float(paid[row]))
        return ends[row]

    situations = []
    for row in rows:
        column = int(choice[row])
        won, lost = to(int(states.won[row, column])), to(int(states.lost[row, column]))
        act = PolicyAct(states.steps[column], float(patience[row]), won.number, lost.number)
        there = situation(attempt_of(problem, act.step), act, won.number, lost.number)
        situations.append(
            replace(
                there,
                won_cut_hours=won.cut_hours,
                lost_cut_hours=lost.cut_hours,
                won_parts=won.parts,
                lost_parts=lost.parts,
            )
        )
    policy = laid_out(problem, "net", worth, _merged(situations))
    if situations:
        return policy
    end = to(0)
    return replace(policy, start=end.number, start_cut_hours=end.cut_hours, start_parts=end.parts)


def _merged(situations: list[Situation]) -> list[Situation]:
    return merged(situations) if situations else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """Where a branch leads: a situation, or how it ends, without which parts and for how much less."""

    number: int
    cut_hours: float = 0.0
    parts: tuple[int, ...] = ()


def _end(
    problem: DecisionProblem, cuts: tuple[float, ...], worth: float, states: DatedStates, row: int, paid: float
) -> _End:
    if paid > 0.0:
        return _End(number=REACHED, cut_hours=worth - paid, parts=missed_at(problem, cuts, states, row).parts)
    return _End(number=STOPPED if (states.won[row] >= 0).any() else FAILED)


def missed_at(problem: DecisionProblem, cuts: tuple[float, ...], states: DatedStates, row: int) -> Missed:
    """What the goal misses in a state."""
    statuses = [OPEN] * len(problem.nodes)
    for column, step in enumerate(states.steps):
        statuses[step] = int(states.codes[row, column])
    return find_missed(problem, cuts, statuses)


class PartsVaried:
    """One step of a plan with parts that may be missing, whose bet may be anything: the states stay as they are."""

    def __init__(
        self, problem: DecisionProblem, cuts: tuple[float, ...], step: int, worth: float, limits: Limits
    ) -> None:
        """Find the states. Raises TooManyStatesError where the limits are passed."""
        self.problem, self.cuts, self.step, self.worth = problem, cuts, step, worth
        self.states = _explore(problem, cuts, worth, (OPEN,) * len(problem.nodes), limits)
        self.is_whole = True
        self.n_evaluations = EVALUATION_COST * int(np.count_nonzero(self.states.won >= 0))  # of one look, about

    def look(self, attempt: Attempt) -> ParametricOutcome:
        """What comes of it when the step's bet is this one."""
        return self.outcome(with_attempt(self.problem, self.step, attempt), self.worth)

    def at_worth(self, worth: float) -> ParametricOutcome:
        """What comes of it at another worth."""
        return self.outcome(self.problem, worth)

    def outcome(self, problem: DecisionProblem, worth: float) -> ParametricOutcome:
        """The value, the first step, and what starting with each is worth."""
        found = _swept(problem, self.states, worth)
        column = int(found.choice[0])
        starts = {step: one.value or 0.0 for step, one in found.first.items()}
        step = STOP if column == STOP else self.states.steps[column]
        return ParametricOutcome(value=float(found.value[0]), next=step, starts=starts)


def _explore(
    problem: DecisionProblem, cuts: tuple[float, ...], worth: float, begun: tuple[int, ...], limits: Limits
) -> DatedStates:
    n_nodes = len(problem.nodes)
    endless = DatedProblem(
        problem=problem, by_hours=(math.inf,), worths=(worth,), cuts=cuts, due_hours=(math.inf,) * n_nodes
    )
    return explore(endless, begun[:n_nodes], is_merged=True, max_states=min(MAX_STATES, limits.max_states))


def _sweep(
    problem: DecisionProblem, cuts: tuple[float, ...], worth: float, begun: tuple[int, ...], limits: Limits
) -> _Found:
    return _swept(problem, _explore(problem, cuts, worth, begun, limits), worth)


def _swept(problem: DecisionProblem, states: DatedStates, worth: float) -> _Found:
    """Backward from the states in which nothing can be started."""
    n_states = len(states.codes)
    paid = np.maximum(0.0, worth - states.missing)
    found = _Found(
        states=states,
        paid=paid,
        value=paid.copy(),
        choice=np.full(n_states, STOP, dtype=np.int64),
        patience=np.full(n_states, math.inf),
        works=np.zeros(n_states),
        chance=(paid > 0.0).astype(np.float64),
        hours=np.zeros(n_states),
        first={},
    )
    n_ended = np.count_nonzero(states.codes, axis=1)
    for level in range(int(n_ended.max()), -1, -1):
        rows = np.nonzero(n_ended == level)[0]
        for column in range(len(states.steps)):
            _try(problem, found, rows[states.won[rows, column] >= 0], column)
    return found


def _try(problem: DecisionProblem, found: _Found, rows: Numbers, column: int) -> None:
    """Take a step where it is better than what was found before it, in the order of the file."""
    if not len(rows):
        return
    step = found.states.steps[column]
    attempt = attempt_of(problem, step)
    won, lost = found.states.won[rows, column], found.states.lost[rows, column]
    stakes = found.value[won] - found.value[lost]
    each, where = np.unique(stakes, return_inverse=True)
    gains = [attempt.gain(float(stake)) for stake in each]
    gain, works, patience, spent = (
        np.array([getattr(one, name) for one in gains])[where]
        for name in ("value", "slope", "patience_hours", "spent_hours")
    )
    value = found.value[lost] + gain
    chance = works * found.chance[won] + (1.0 - works) * found.chance[lost]
    if rows[0] == 0:
        found.first[step] = Ranked(
            step=step, value=float(value[0]), regret=None, chance=float(chance[0]), patience_hours=float(patience[0])
        )
    is_better = value > found.value[rows] + TIE * (np.abs(works * found.value[won]) + spent)
    better = rows[is_better]
    hours = spent + works * found.hours[won] + (1.0 - works) * found.hours[lost]
    for column_of, figure in (
        (found.value, value),
        (found.patience, patience),
        (found.works, works),
        (found.chance, chance),
        (found.hours, hours),
    ):
        column_of[better] = figure[is_better]
    found.choice[better] = column


def _then(problem: DecisionProblem, cuts: tuple[float, ...], found: _Found, worth: float, row: int) -> Follow:
    """What comes in a state."""
    column = int(found.choice[row])
    if column != STOP:
        return Follow(step=found.states.steps[column], patience_hours=float(found.patience[row]))
    end = _end(problem, cuts, worth, found.states, row, float(found.paid[row]))
    goal = {REACHED: True, FAILED: False}.get(end.number)
    return Follow(step=STOP, goal=goal, missing=end.parts)


def _bracketed(
    problem: DecisionProblem, cuts: tuple[float, ...], worth: float, begun: tuple[int, ...], limits: Limits
) -> Solution:
    """Too many states: the better of two policies that are solved without cuts, and the bound of parts for nothing."""
    lost = sum(cut for cut in cuts if math.isfinite(cut))
    core = without_parts(problem, cuts, begun)
    whole = solve(problem, worth=worth, statuses=begun, limits=limits)
    bare = solve(problem, worth=max(0.0, worth - lost), statuses=core, limits=limits)
    most = solve(problem, worth=worth, statuses=core, limits=limits).upper
    best = whole if whole.value >= bare.value else replace(bare, worth=worth, cut_hours=lost * bare.chance)
    upper = max(best.value, most)
    is_exact = upper - best.value <= EXACT * worth
    return replace(
        best,
        lower=best.value,
        upper=upper,
        status="exact" if is_exact else "bracketed",
        bound_by=() if is_exact else tuple(sorted({*best.bound_by, "parts"})),
    )


def follow_bracketed(
    problem: DecisionProblem, cuts: tuple[float, ...], *, worth: float, statuses: tuple[int, ...] | None, limits: Limits
) -> Policy:
    """The policy behind the bracket of a plan with too many states."""
    begun = statuses or (OPEN,) * len(problem.nodes)
    lost = sum(cut for cut in cuts if math.isfinite(cut))
    whole = solve(problem, worth=worth, statuses=begun, limits=limits)
    core = without_parts(problem, cuts, begun)
    bare = solve(problem, worth=max(0.0, worth - lost), statuses=core, limits=limits)
    if whole.value >= bare.value:
        return follow_whole(problem, objective="net", worth=worth, statuses=begun, limits=limits)
    policy = follow_whole(problem, objective="net", worth=worth - lost, statuses=core, limits=limits)
    parts = tuple(node for node, cut in enumerate(cuts) if math.isfinite(cut))
    ended = [
        replace(
            here,
            won_cut_hours=lost if here.won == REACHED else 0.0,
            lost_cut_hours=lost if here.lost == REACHED else 0.0,
            won_parts=parts if here.won == REACHED else (),
            lost_parts=parts if here.lost == REACHED else (),
        )
        for here in policy.situations
    ]
    return laid_out(problem, "net", worth, ended) if ended else policy
