"""Follow: from a plan to the whole policy behind the advice, where the plan is small enough for all of it to be known."""

import os
from dataclasses import replace

import msgspec

from acumen.decision import Limits
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.policies.policy import FAILED, REACHED, STOPPED, Policy
from acumen.desk.plans.anyway import ABOVE
from acumen.desk.plans.arguments import read_worth, refuse_wrong
from acumen.desk.plans.conditioning import begin, known_goal, note_overdue
from acumen.desk.plans.parts import uncounted
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import LEAST_WORTH_HOURS, UNREACHABLE, solve
from acumen.desk.plans.solving import find_policy
from acumen.errors import UnsolvableError
from acumen.records import Plan
from acumen.results.anyway import Anyway
from acumen.results.plans import Answer, Objective

FROM_NOW = "The plan has been begun: hours and chances count from now on."


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with the policy that `acumen next` shows the first action of; `worth` is what was asked for, if anything."""

    plan: Plan
    posed: Posed
    policy: Policy
    objective: Objective
    worth: float | None
    notes: tuple[str, ...]
    anyway: Anyway | None = None  # where the advice is to stop: the policy goes on all the same
    uncounted: tuple[str, ...] = ()  # keys of the plan that do not count in it

    @property
    def next(self) -> str:
        """What the advice is."""
        return "stop" if self.anyway is not None else self.name(self.policy.start)

    def name(self, number: int) -> str:
        """What a situation of the policy begins with, or how it ended: a step's id, `done`, `failed` or `stop`."""
        if number >= 0:
            return self.posed.action(self.policy.situations[number].step).id
        if number == STOPPED:
            return "stop"
        return "done" if number == REACHED else "failed"


def follow(
    plan: Plan | str | os.PathLike[str],
    *,
    objective: Objective = "net",
    worth: str | float | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    answer: Answer | None = None,
) -> Followed:
    """The policy of a plan (its record, text or file); without a worth the one just above the break-even worth.

    `answer`: what `solve` says of it, where that is known.
    Raises PlanError, UsageError, and UnsolvableError also where the plan is too big for its policy to be laid out.
    """
    worth = read_worth(worth)
    refuse_wrong(objective, worth, limits)
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    posed = begin(pose(record), progress)
    stake = record.worth if worth is None else worth
    notes = (*posed.notes, *([FROM_NOW] if progress and known_goal(posed) is None else ()), *note_overdue(posed))
    at_hours = stake
    if objective == "net" and stake is None:
        answer = answer or solve(record, limits=limits, progress=progress)
        least = answer.break_even_worth
        at_hours = 0.0 if least is None else max(LEAST_WORTH_HOURS, least * ABOVE)
        said = f"{at_hours:.4g} h, just above the break-even worth"
        notes = (*notes, UNREACHABLE if least is None else f"The plan says no worth; this is the advice at {said}.")
    try:
        policy = find_policy(posed, objective=objective, worth=at_hours, limits=limits)
        anyway = None
        if policy.start == STOPPED and objective == "net" and stake is not None:
            anyway = (answer or solve(record, worth=stake, limits=limits, progress=progress)).anyway
        if anyway is not None:
            at_hours = max(LEAST_WORTH_HOURS, anyway.worth_from * ABOVE)
            policy = replace(find_policy(posed, objective=objective, worth=at_hours, limits=limits), worth=stake)
    except TooManyStatesError:
        raise UnsolvableError(
            "the policy of a plan this big can't be followed yet",
            hint="`next` gives its first action; plain hours, fewer `needs` and fewer steps make a plan smaller",
        ) from None
    if policy.start == FAILED and known_goal(posed) is None:  # it hangs on what is overdue, and has not failed
        policy = replace(policy, start=STOPPED)
    found = Followed(plan=record, posed=posed, policy=policy, objective=objective, worth=stake, notes=notes)
    return msgspec.structs.replace(found, anyway=anyway, uncounted=uncounted(posed, objective))
