"""The break-even worth where steps share hypotheses: found as in `leverage.py`, with a search at each worth."""

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from acumen.decision.leverage import BEYOND_ALL, CONVERGED, LARGEST, MAX_ROUNDS, BreakEven
from acumen.decision.limits import Limits
from acumen.decision.solution import STOP

BARELY = 1e-9  # of the hours: a value this small is a tie with stopping


def break_even_shared(
    shared: SharedProblem,
    *,
    statuses: tuple[int, ...] | None = None,
    from_worth: float | None = None,
    limits: Limits | None = None,
) -> BreakEven | None:
    """The least worth at which starting pays; None when the goal is known or can't be reached, or costs nothing.

    `from_worth`: a worth at which starting is known to pay. Raises TooManyStatesError where one of the searches on the way
    does not end in an exact answer.
    """
    worth = 1.0001 * (from_worth or 0.0)
    worth = worth or BEYOND_ALL * sum(shared.attempt(action).mean_hours for action in shared.actions)
    found: BreakEven | None = None
    for _ in range(MAX_ROUNDS if worth > 0.0 else 0):
        solution = solve_shared(shared, worth=worth, statuses=statuses, limits=limits)
        pays = solution.next != STOP and solution.value > BARELY * solution.hours and solution.chance > 0.0
        if solution.status != "exact":
            raise TooManyStatesError
        if not pays and found is None and worth < LARGEST:  # a goal so unlikely that even this is too little
            worth *= BEYOND_ALL
            continue
        if not pays:
            break
        at_most = solution.hours / solution.chance
        if found is not None and at_most >= found.worth * (1.0 - CONVERGED):
            break
        found = BreakEven(
            worth=at_most,
            step=solution.next,
            patience_hours=solution.patience_hours,
            chance=solution.chance,
            hours=solution.hours,
        )
        worth = at_most
    return found
