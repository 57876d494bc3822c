"""Solve: from a plan to what to do next, with what it is worth and how well that is proven."""

import math
import os
from dataclasses import asdict
from datetime import date

import msgspec

from acumen import decision
from acumen.borders.doing import doing
from acumen.decision import STOP, Follow, Limits, Solution
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.leverage import LARGEST, BreakEven
from acumen.desk.plans.anyway import ABOVE, go_on_anyway
from acumen.desk.plans.arguments import read_worth, refuse_wrong
from acumen.desk.plans.beliefs import beliefs
from acumen.desk.plans.conditioning import begin, goal_of, known_goal, leave_prob, weigh
from acumen.desk.plans.explanation import explain
from acumen.desk.plans.missing import missed
from acumen.desk.plans.problem import Posed, part_name, pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solving import find, find_break_even
from acumen.records import Plan, Probe, Step
from acumen.results.plans import Answer, Objective, RankedStep, Then
from acumen.version import __version__

__all__ = ["Limits", "solve"]

LEAST_WORTH_HOURS = 1e-6  # where the break-even worth is 0
MAX_ROUNDS, BARELY = (
    6,
    0.99,
)  # towards a worth at which a plan too big for the least one pays; what is little better is enough
FEW_ROUNDS = 3  # the same, where it stands beside the advice to stop
WIDE, N_NAMED = 0.05, 3  # of the upper bound: a gap that is spoken of; needs that are named
FEW_HOURS = 1_000.0  # of which three digits are shown
MAX_SIDE_EXPANSIONS = 20_000_000  # for the best leverage, which takes several sweeps and is beside the question
UNREACHABLE = "The goal can't be reached: every way to it needs a step of chance 0, or next to 0."


@doing("solving the plan")
def solve(
    plan: Plan | str | os.PathLike[str],
    *,
    objective: Objective = "net",
    worth: str | float | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> Answer:
    """What to do next in a plan (its record, text or file). `worth`, hours or a text like `12 w`, replaces the one in it.

    `progress`: what has been done already; the answer is then about the rest. `today`: where it is given, a plan's date
    counts: what `ship` and `hours` leave time for is then all that is planned.

    Objective `net`: most of worth · P(goal) less E[hours]; without a worth, the advice just above the break-even one.
    Objective `hours`: least expected hours until the goal is known true or false.
    Raises PlanError, UsageError, and UnsolvableError where hypotheses have too many combinations of states.

    >>> answer = acumen.solve('plan.yaml')
    >>> answer.next, round(answer.value, 1), answer.status
    ('small-test', 21.9, 'exact')
    """
    worth = read_worth(worth)
    refuse_wrong(objective, worth, limits)
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    posed, effort = begin(pose(record), progress), limits or Limits()
    stake = record.worth if worth is None else worth
    if objective == "hours":
        solution = find(posed, objective="hours", limits=effort)
        answer = _answer(record, posed, solution, worth=stake)
    elif stake is None:
        answer = _without_worth(record, posed, effort)
    else:
        answer = _for_net(record, posed, stake, effort)
    answer = _beside_parts(answer, posed, effort)
    if objective == "net" and record.ship is not None and answer.goal is None:
        answer = _by_date(answer, record, posed, today, stake, effort)
    return msgspec.structs.replace(answer, why=explain(answer), limits=asdict(effort))


def _beside_parts(answer: Answer, posed: Posed, limits: Limits) -> Answer:
    """With what comes of parts that may be missing; with the reason where they don't count."""
    if not posed.has_cuts:
        return answer
    from acumen.desk.plans.parts import beside_parts  # noqa: PLC0415 -- few plans have such parts

    return beside_parts(answer, posed, limits)


def _for_net(plan: Plan, posed: Posed, worth: float, limits: Limits) -> Answer:
    """The best policy at this worth, and beside it the break-even worth and the largest leverage."""
    solution = find(posed, worth=worth, limits=limits)
    answer = _answer(plan, posed, solution, worth=worth)
    answer = msgspec.structs.replace(
        answer,
        leverage=_ratio(worth * solution.chance - solution.cut_hours, solution.hours),
        notes=(*answer.notes, *_hidden(posed, solution)),
    )
    made = missed(posed)
    if made is not None and made.is_made:
        return answer  # what must be there is there: what more pays at which worth is no question of beginning
    side = Limits(
        max_states=limits.max_states,
        max_expansions=min(limits.max_expansions, MAX_SIDE_EXPANSIONS),
        max_explored=limits.max_explored if solution.status == "exact" else limits.quick.max_explored,
    )
    try:
        least = _least(posed, side, from_worth=_paying(solution))
        return _with_anyway(_with_break_even(answer, posed, least), posed, least, worth)
    except TooManyStatesError:
        if answer.next != "stop":
            return msgspec.structs.replace(answer, notes=(*answer.notes, _at_most(_paying(solution))))
    found = _paying_at(posed, limits, max_rounds=FEW_ROUNDS)
    note = _at_most(found.worth if found else None)
    return _with_anyway(
        msgspec.structs.replace(answer, notes=(*answer.notes, note)), posed, found, worth, is_least=False
    )


def _with_anyway(
    answer: Answer, posed: Posed, least: BreakEven | None, worth: float, *, is_least: bool = True
) -> Answer:
    """What would come of going on all the same, beside the advice to stop."""
    if answer.next != "stop" or least is None or least.worth <= 0.0 or least.chance <= 0.0:
        return answer
    return msgspec.structs.replace(answer, anyway=go_on_anyway(posed, least, worth, is_least=is_least))


def _without_worth(plan: Plan, posed: Posed, limits: Limits) -> Answer:
    """The advice just above the break-even worth; what has no meaning without a worth is None."""
    notes: tuple[str, ...] = ()
    try:
        least = _least(posed, limits)
    except TooManyStatesError:
        least = _paying_at(posed, limits)
        notes = (_at_most(least.worth if least else None),)
    worth = max(LEAST_WORTH_HOURS, least.worth * ABOVE) if least else 0.0
    solution = find(posed, worth=worth, limits=limits)
    answer = _with_break_even(_answer(plan, posed, solution, worth=None), posed, least)
    return msgspec.structs.replace(
        answer,
        notes=(*answer.notes, *notes),
        value=None,
        lower=None,
        upper=None,
        status="break-even",
        ranked=tuple(msgspec.structs.replace(ranked, value=None) for ranked in answer.ranked),
    )


def _by_date(
    answer: Answer, plan: Plan, posed: Posed, today: date | None, worth: float | None, limits: Limits
) -> Answer:
    """The advice as it is by the date, if that counts; else the one without, with the reason."""
    from acumen.desk.plans.dated_answer import by_date  # noqa: PLC0415 -- few plans have a date

    counted = by_date(plan, posed, today, worth, limits, undated=answer)
    if counted.solution is None:
        return msgspec.structs.replace(answer, passed=counted.passed, notes=(*answer.notes, *counted.notes))
    found = _answer(plan, posed, counted.solution, worth=worth)
    paid = counted.solution.value + found.hours
    notes = (*found.notes, *counted.notes)
    if found.next == "stop" and answer.next != "stop":
        notes = (*notes, f"Without the date {answer.next} would be worth starting: {answer.value or 0.0:.3g} h.")
    return msgspec.structs.replace(
        found,
        dated=counted.shown,
        leverage=_ratio(paid, found.hours),
        notes=notes,
        made_hours=answer.made_hours,
        part_ids=answer.part_ids,
    )


def _least(posed: Posed, limits: Limits, *, from_worth: float | None = None) -> BreakEven | None:
    """The break-even worth, 0 where the goal may come true at no cost; None where it can't come true, or next to never."""
    least = find_break_even(posed, from_worth=from_worth, limits=limits)
    if least is not None:
        return least
    whole = find(posed, objective="hours", limits=limits)
    worth = _ratio(whole.hours, whole.chance)
    if worth is None or worth > LARGEST:
        return None
    return BreakEven(
        worth=worth,
        step=whole.next,
        patience_hours=whole.patience_hours,
        chance=whole.chance,
        hours=whole.hours,
    )


def _near(solution: Solution) -> tuple[str, ...]:
    """That more could be proven, where only what was asked for is."""
    if not solution.is_near:
        return ()
    return ("The bounds are as close as was asked for; --gap 0 tries to make them meet, which may take minutes.",)


def _hidden(posed: Posed, solution: Solution) -> tuple[str, ...]:
    """What a wide gap could hide, and which needs stand in the way of a closer proof."""
    missed_hours = solution.upper - solution.lower
    if solution.status == "exact" or missed_hours <= WIDE * solution.upper:
        return ()
    note = f"Another way to go about it could be worth up to {missed_hours:,.3g} h more: that is not ruled out."
    waiting = [(step, need) for step in posed.problem.steps for need in posed.problem.nodes[step].needs]
    names = [(posed.problem.nodes[step].id, posed.problem.nodes[need].id) for step, need in waiting]
    named = [f"{step} needs {need}" for step, need in names if step and need]
    if named and {"revealed", "dropped"} & set(solution.bound_by):
        note += f" Fewer needs between groups would prove more (here {'; '.join(named[:N_NAMED])})."
    return (note,)


def _at_most(worth: float | None) -> str:
    """What is known of the break-even worth of a plan that is too big for it."""
    if worth is None:
        return "The break-even worth and the best leverage are not computed: the plan is too big for the limits."
    hours = f"{worth:.3g}" if worth < FEW_HOURS else f"{worth:,.0f}"
    return (
        f"Starting pays from a worth of {hours} h on, perhaps from less: the plan is too big for the least such worth."
    )


def _paying_at(posed: Posed, limits: Limits, *, max_rounds: int = MAX_ROUNDS) -> BreakEven | None:
    """A worth at which a policy pays, not the least one: hours per chance of the best policies found, from above."""
    whole = find(posed, objective="hours", limits=limits)
    worth = _ratio(whole.hours, whole.chance)
    found: BreakEven | None = None
    for _ in range(max_rounds):
        if worth is None or worth > LARGEST:
            return found
        solution = whole if found is None else find(posed, worth=worth * ABOVE, limits=limits)
        at_most = _ratio(solution.hours, solution.chance) if solution.next != STOP else None
        if at_most is None or (found is not None and at_most >= found.worth * BARELY):
            return found
        found = BreakEven(
            worth=at_most,
            step=solution.next,
            patience_hours=solution.patience_hours,
            chance=solution.chance,
            hours=solution.hours,
        )
        worth = at_most
    return found


def _paying(solution: Solution) -> float | None:
    """A worth at which starting pays for sure: hours per chance of a policy that starts something."""
    return _ratio(solution.hours + solution.cut_hours, solution.chance) if solution.value > 0.0 else None


def _with_break_even(answer: Answer, posed: Posed, least: BreakEven | None) -> Answer:
    """Put the break-even worth beside an answer."""
    if goal_of(posed) is not None:
        return answer
    if least is None:
        return msgspec.structs.replace(answer, notes=(*answer.notes, UNREACHABLE))
    is_priced = posed.has_cuts and posed.shared is None  # the price of what is missing does not shrink with the worth
    return msgspec.structs.replace(
        answer,
        best_leverage=None if answer.worth is None or is_priced else _ratio(answer.worth, least.worth),
        break_even_worth=least.worth,
        break_even_next=posed.action(least.step).id,
    )


def _answer(plan: Plan, posed: Posed, solution: Solution, *, worth: float | None) -> Answer:
    """A solution in the words of the plan; leverage, break-even and reasons come later."""
    return Answer(
        plan=plan.plan,
        objective=solution.objective,
        worth=worth,
        value=solution.value,
        lower=solution.lower,
        upper=solution.upper,
        status=solution.status,
        chance=solution.chance,
        hours=solution.hours,
        leverage=None,
        best_leverage=None,
        break_even_worth=None,
        break_even_next=None,
        next=_next(posed, solution),
        patience_hours=_finite(solution.patience_hours),
        leave_chance=_leave_prob(posed, solution.next, solution.patience_hours),
        if_it_works=_then(posed, solution.if_it_works),
        if_not=_then(posed, solution.if_not),
        ranked=tuple(_ranked(posed, ranked) for ranked in solution.ranked),
        why=(),
        notes=(*posed.notes, *_near(solution)),
        beliefs=beliefs(posed, solution.next),
        n_states=solution.n_states,
        bound_by=solution.bound_by,
        seed=None,
        version=__version__,
        goal=known_goal(posed),
        under_way=weigh(posed, solution),
    )


def _next(posed: Posed, solution: Solution) -> str:
    goal = known_goal(posed)
    if goal is not None:
        return "done" if goal else "failed"
    return "stop" if solution.next == STOP else posed.action(solution.next).id


def _ranked(posed: Posed, ranked: decision.Ranked) -> RankedStep:
    step, attempt = posed.action(ranked.step), posed.attempt(ranked.step)
    hours, chance = attempt.mean_hours, attempt.chance
    return RankedStep(
        id=step.id,
        title=step.title,
        value=ranked.value,
        regret=ranked.regret,
        chance=ranked.chance,
        hours=hours,
        step_chance=chance,
        lambda_per_hour=_ratio(abs(math.log(chance)), hours) if chance > 0.0 and isinstance(step, Step) else None,
        patience_hours=None if ranked.value is None else _finite(ranked.patience_hours),
        leave_chance=_leave_prob(posed, ranked.step, ranked.patience_hours),
        about=step.about if isinstance(step, Probe) else None,
    )


def _then(posed: Posed, follow: Follow | None) -> Then | None:
    if follow is None:
        return None
    if follow.goal is not None:
        done = Then(next="done" if follow.goal else "failed", goal=follow.goal)
        return (
            msgspec.structs.replace(done, part_ids=tuple(part_name(posed, node) for node in follow.missing))
            if follow.missing
            else done
        )
    if follow.step == STOP:
        return Then(next="stop")
    return Then(
        next=posed.action(follow.step).id,
        patience_hours=_finite(follow.patience_hours),
        leave_chance=_leave_prob(posed, follow.step, follow.patience_hours),
    )


def _leave_prob(posed: Posed, step: int, patience_hours: float) -> float | None:
    """P(neither success nor failure has shown before the patience is over)."""
    if step == STOP or not math.isfinite(patience_hours):
        return None
    return leave_prob(posed.attempt(step), patience_hours)


def _finite(hours: float) -> float | None:
    return hours if math.isfinite(hours) else None


def _ratio(part: float, of: float) -> float | None:
    """`part` / `of`, or None where that is no finite number."""
    return part / of if of > 0.0 and math.isfinite(part / of) else None
