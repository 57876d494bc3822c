"""What becomes of the first action and of the value when one step's bet is another: the same question asked many times.

For the objective `net` the states are laid out once for each step, with a digit of its own for it, so that they serve
whatever its chance and hours become; and what an attempt that may be left adds is remembered from question to question.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from acumen.decision.backward_induction.layout import Layout, lay_out
from acumen.decision.backward_induction.sweeping import rebet, sweep
from acumen.decision.leverage import break_even
from acumen.decision.limits import Limits
from acumen.decision.problem import DecisionProblem
from acumen.decision.solution import STOP
from acumen.decision.solve import layout_within, solve
from acumen.decision.tree_structure import OPEN, TRUE, Objective, View, normal_form, view
from acumen.distributions import Attempt, Fixed, Gain, UnderWay

N_REMEMBERED = 50_000  # gains of one attempt
ABOVE = 1.0 + 1e-6  # how far above the break-even worth the first action is taken where no worth is given
LEAST_WORTH_HOURS = 1e-6
N_SWEEPS_TO_BREAK_EVEN = 8  # about, for counting effort

_UNLIKE_ANY = Attempt(chance=-1.0, success=Fixed(0.0), failure=Fixed(0.0), may_be_left=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParametricOutcome:
    """The value (net; hours; or, without a worth, the break-even worth), the first step, and what each start is worth.

    `value` is None where there is none: no worth makes the plan pay.
    """

    value: float | None
    next: int
    starts: dict[int, float] = field(default_factory=dict)  # of steps whose value is known, for the objective net

    def lead(self, step: int) -> float | None:
        """By how much starting with `step` (or stopping) is better than anything else; None where that is not known."""
        values = {STOP: 0.0, **self.starts}
        if not self.starts or step not in values:
            return None
        return values[step] - max(value for other, value in values.items() if other != step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembering(Attempt):
    """An attempt that remembers what it was worth for which stake."""

    known: dict[float, Gain] = field(default_factory=dict, compare=False, repr=False)

    def gain(self, stake: float, *, elapsed_hours: float = 0.0) -> Gain:
        """See Attempt; remembered for a step not yet started."""
        if elapsed_hours:
            return Attempt.gain(self, stake, elapsed_hours=elapsed_hours)
        found = self.known.get(stake)
        if found is None:
            if len(self.known) >= N_REMEMBERED:
                self.known.clear()
            found = self.known[stake] = Attempt.gain(self, stake)
        return found


def remembering(problem: DecisionProblem) -> DecisionProblem:
    """The same problem, with attempts that remember."""
    nodes = tuple(
        node if node.attempt is None else replace(node, attempt=_remembering(node.attempt)) for node in problem.nodes
    )
    return DecisionProblem(nodes=nodes)


def _remembering(attempt: Attempt) -> Attempt:
    if isinstance(attempt, UnderWay):
        return attempt
    return Remembering(
        chance=attempt.chance, success=attempt.success, failure=attempt.failure, may_be_left=attempt.may_be_left
    )


def with_attempt(problem: DecisionProblem, step: int, attempt: Attempt) -> DecisionProblem:
    """The problem with another bet behind one step."""
    nodes = list(problem.nodes)
    nodes[step] = replace(nodes[step], attempt=attempt)
    return DecisionProblem(nodes=tuple(nodes))


class Varied:
    """One step of a problem, whose bet may be anything. Raises TooManyStatesError where the limits are passed."""

    def __init__(
        self, problem: DecisionProblem, step: int, *, objective: Objective, worth: float | None, limits: Limits
    ) -> None:
        """Lay out the states."""
        self.problem, self.step, self.objective, self.worth = problem, step, objective, worth
        self.limits = replace(limits, max_ranking=0)
        self.is_whole = objective == "hours"  # solve anew for every look
        self.seen, self.layout = _own_digit(problem, step, objective, limits)
        n_sweeps = N_SWEEPS_TO_BREAK_EVEN if objective == "net" and worth is None else 1
        self.n_evaluations = n_sweeps * self.layout.n_evaluations  # of one look, about

    def look(self, attempt: Attempt) -> ParametricOutcome:
        """What comes of it when the step's bet is this one."""
        problem = with_attempt(self.problem, self.step, attempt)
        if self.is_whole or self.worth is None:
            return outcome(problem, objective=self.objective, worth=self.worth, limits=self.limits)
        layout = replace(self.layout)  # a copy for each bet: a sweep keeps what it derives from a layout
        seen = replace(self.seen, problem=problem)
        rebet(seen, layout, (self.step,), (self.seen, self.layout))
        return _swept(seen, layout, self.worth)


def _own_digit(problem: DecisionProblem, step: int, objective: Objective, limits: Limits) -> tuple[View, Layout]:
    """States that hold whatever the step's bet becomes: merged with no other, in no order that depends on its figures."""
    marked = with_attempt(problem, step, _UNLIKE_ANY)
    seen = view(marked, objective, (OPEN,) * len(problem.nodes))
    return seen, lay_out(seen, normal_form(seen), limits=limits)


def _swept(seen: View, layout: Layout, worth: float) -> ParametricOutcome:
    if seen.truths[0] != OPEN:
        return ParametricOutcome(value=worth if seen.truths[0] == TRUE else 0.0, next=STOP)
    swept = sweep(seen, layout, worth)
    best = swept.best(0)
    starts: dict[int, float] = {}
    for option in swept.options(0):
        step = layout.real_step(seen.truths, option.choice)
        starts[step] = max(option.value, starts.get(step, -math.inf))
    if best is None:
        return ParametricOutcome(value=0.0, next=STOP, starts=starts)
    return ParametricOutcome(value=best.value, next=layout.real_step(seen.truths, best.choice), starts=starts)


def outcome(
    problem: DecisionProblem, *, objective: Objective, worth: float | None, limits: Limits
) -> ParametricOutcome:
    """What `solve` gives, or `without_worth`, without the price of other starts."""
    if objective == "net" and worth is None:
        return without_worth(problem, limits)
    found = solve(problem, objective=objective, worth=worth, limits=replace(limits, max_ranking=0))
    return ParametricOutcome(value=found.value, next=found.next)


def looks_by_worth(problem: DecisionProblem, limits: Limits) -> Callable[[float], ParametricOutcome]:
    """What comes of other worths, from one layout. Raises TooManyStatesError where the limits are passed."""
    seen = view(problem, "net", (OPEN,) * len(problem.nodes))
    layout = layout_within(seen, limits)
    return lambda worth: _swept(seen, layout, worth)


def without_worth(problem: DecisionProblem, limits: Limits) -> ParametricOutcome:
    """The break-even worth, and the first step just above it."""
    least = break_even(problem, limits=limits)
    if least is not None:
        break_even_worth = least.worth
    else:
        whole = solve(problem, objective="hours", limits=limits)
        if whole.chance <= 0.0:
            return ParametricOutcome(value=None, next=STOP)
        break_even_worth = whole.hours / whole.chance
    found = solve(problem, worth=max(LEAST_WORTH_HOURS, break_even_worth * ABOVE), limits=limits)
    return ParametricOutcome(value=break_even_worth, next=found.next)
