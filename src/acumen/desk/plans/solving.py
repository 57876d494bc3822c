"""The solution of a posed problem: with or without shared hypotheses, from the start or midway."""

import msgspec

from acumen import decision
from acumen.decision import Limits, Objective, Solution
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.leverage import BEYOND_ALL, LARGEST, BreakEven, break_even
from acumen.decision.policies import policy as policies
from acumen.decision.policies.continuing import UnderWayStep, break_even_by, follow_on, go_on
from acumen.decision.policies.policy import Policy
from acumen.desk.plans.conditioning import after, goal_of
from acumen.desk.plans.missing import missed, still_open
from acumen.desk.plans.problem import Posed
from acumen.errors import UnsolvableError


def find(posed: Posed, *, objective: Objective = "net", worth: float | None = None, limits: Limits) -> Solution:
    """The solution of a posed problem. With one action under way: go on with it, or leave it for good."""
    if posed.has_cuts and posed.statuses is not None and not counts_cuts(posed, objective, worth):
        known = (
            *still_open(posed),
            *posed.statuses[len(posed.nodes) :],
        )  # what is lost for good does not fail the rest
        posed = msgspec.structs.replace(posed, statuses=known)
    if posed.going is not None:
        return go_on(_under_way(posed, posed.going, objective, worth, limits))
    try:
        if posed.shared is not None:
            from acumen.decision.hypotheses.solve import solve_shared  # noqa: PLC0415 -- plans without hypotheses start faster

            return solve_shared(posed.shared, objective=objective, worth=worth, statuses=posed.statuses, limits=limits)
    except TooManyStatesError:
        raise UnsolvableError(
            "a plan of this size can't be solved with its hypotheses",
            hint="write plain chances for the steps where the hypothesis matters least",
        ) from None
    if counts_cuts(posed, objective, worth):
        from acumen.decision.dated.undated import solve_parts  # noqa: PLC0415 -- few plans have parts that may be missing

        return solve_parts(posed.problem, posed.cuts, worth=worth or 0.0, statuses=posed.statuses, limits=limits)
    return decision.solve(posed.problem, objective=objective, worth=worth, statuses=posed.statuses, limits=limits)


def counts_cuts(posed: Posed, objective: Objective, worth: float | None) -> bool:
    """Whether what may be missing counts: for the net worth, and not yet where steps share hypotheses."""
    return posed.has_cuts and posed.shared is None and objective == "net" and worth is not None


def _under_way(posed: Posed, step: int, objective: Objective, worth: float | None, limits: Limits) -> UnderWayStep:
    """The step under way, with what follows each of its ends."""
    won, lost, left = after(posed, "won"), after(posed, "lost"), after(posed, "left")
    is_telling = posed.shared is not None and step in posed.shared.chances
    failed = find(lost, objective=objective, worth=worth, limits=limits)
    return UnderWayStep(
        step=step,
        attempt=posed.attempt(step),
        won=find(won, objective=objective, worth=worth, limits=limits),
        lost=failed,
        left=find(left, objective=objective, worth=worth, limits=limits) if is_telling else failed,
        goals=(goal_of(won), goal_of(lost)),
        parts=(_missing(won), _missing(lost)),
        is_telling=is_telling,
    )


def _missing(posed: Posed) -> tuple[int, ...]:
    found = missed(posed)
    return () if found is None else found.parts


def find_break_even(posed: Posed, *, from_worth: float | None = None, limits: Limits) -> BreakEven | None:
    """The break-even worth; None where it is beyond `LARGEST`, which no goal is worth and floats hardly hold.

    Raises TooManyStatesError when the limits on effort are passed.
    """
    least = _find_break_even(posed, from_worth=from_worth, limits=limits)
    return least if least is not None and least.worth <= LARGEST else None


def _find_break_even(posed: Posed, *, from_worth: float | None, limits: Limits) -> BreakEven | None:
    if posed.going is not None or counts_cuts(posed, "net", 0.0):
        is_probe = posed.going is not None and posed.going >= len(posed.nodes)
        actions = [*posed.problem.steps, *([posed.going] if posed.going is not None and is_probe else [])]
        beyond = BEYOND_ALL * sum(posed.attempt(number).mean_hours for number in actions)
        worth = 1.0001 * from_worth if from_worth else beyond
        return break_even_by(lambda at: find(posed, worth=at, limits=limits), worth) if worth > 0.0 else None
    if posed.shared is not None:
        from acumen.decision.hypotheses.leverage import break_even_shared  # noqa: PLC0415 -- the same

        return break_even_shared(posed.shared, statuses=posed.statuses, from_worth=from_worth, limits=limits)
    return break_even(posed.problem, statuses=posed.statuses, from_worth=from_worth, limits=limits)


def find_policy(posed: Posed, *, objective: Objective, worth: float | None, limits: Limits | None) -> Policy:
    """The policy behind `find`. Raises TooManyStatesError where it is too big to be laid out."""
    step = posed.going
    if step is not None:
        here = _under_way(posed, step, objective, worth, limits or Limits())
        solution = go_on(here)
        if solution.next != step:
            return find_policy(after(posed, "left"), objective=objective, worth=worth, limits=limits)
        won = find_policy(after(posed, "won"), objective=objective, worth=worth, limits=limits)
        lost = find_policy(after(posed, "lost"), objective=objective, worth=worth, limits=limits)
        return follow_on(won, here, solution.patience_hours, won, lost)
    if posed.shared is not None:
        from acumen.decision.hypotheses.policy import follow_shared  # noqa: PLC0415 -- the same

        return follow_shared(posed.shared, objective=objective, worth=worth, statuses=posed.statuses, limits=limits)
    if counts_cuts(posed, objective, worth):
        return _with_cuts(posed, worth or 0.0, limits or Limits())
    return policies.follow(posed.problem, objective=objective, worth=worth, statuses=posed.statuses, limits=limits)


def _with_cuts(posed: Posed, worth: float, limits: Limits) -> Policy:
    from acumen.decision.dated import undated  # noqa: PLC0415 -- few plans have parts that may be missing

    try:
        return undated.follow_parts(posed.problem, posed.cuts, worth=worth, statuses=posed.statuses, limits=limits)
    except TooManyStatesError:
        return undated.follow_bracketed(posed.problem, posed.cuts, worth=worth, statuses=posed.statuses, limits=limits)
