"""Steps that have had the hours that were said: overdue, not failed. What would make going on with one worth it.

A fresh saying (chance p, hours) puts the step back into the plan as a bet on the rest. With V(p) the value of the plan then
and V₀ its value if the step is left then, V is non-decreasing in p, and going on pays from the least p with V(p) > V₀ on. It is
found by bisection over whole percents: at the one that is told going on pays, at one less it does not.

Where several are overdue, each is asked about as if the others were begun anew as they were said: taken as left, a goal that
needs two of them would never be worth going on for, however likely both are.
"""

import math
from collections.abc import Callable

import msgspec

from acumen.decision import STOP, Limits
from acumen.desk.plans.conditioning import begin, goal_of, leave_prob
from acumen.desk.plans.problem import pose
from acumen.desk.plans.progress import End, Going, Progress
from acumen.desk.plans.solving import find, find_break_even
from acumen.records import Hours, Interval, Plan
from acumen.results.plans import Answer, Figure, Overdue, Then, Tipping

SHARES = (0.25, 0.5, 1.0)  # of the hours said: how much more might be needed
MOST_STATES = 200_000  # of a plan that is solved some twenty times over
N_DIGITS = 2  # of the hours in a saying
ALIKE = 1e-9  # of the worth: gains below it are roundings
SURE_PERCENT = 100


def find_overdue(
    plan: Plan, progress: Progress, answer: Answer, *, limits: Limits | None = None
) -> tuple[Overdue, ...]:
    """Every overdue step of a plan as it stands; `answer` is the advice as if they were left."""
    asked = _Asked(plan=plan, answer=answer, limits=limits or Limits(max_states=MOST_STATES))
    late = [left for left in answer.under_way if left.is_overdue and left.id in progress.under_way]
    ids = [left.id for left in late]
    return tuple(asked.tell(left.id, left.said_chance, _anew(progress, but=left.id, overdue=ids)) for left in late)


def _anew(progress: Progress, *, but: str, overdue: list[str]) -> Progress:
    """The progress with every overdue step but one begun anew, with the figures that were said of it."""
    under_way = dict(progress.under_way)
    for id_ in overdue:
        if id_ != but:
            going = under_way[id_]
            under_way[id_] = going.anew(going.chance, going.hours, going.fails)
    return msgspec.structs.replace(progress, under_way=under_way)


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The plan, and the question that was asked of it."""

    plan: Plan
    answer: Answer
    limits: Limits

    def tell(self, id_: str, said_chance: float, progress: Progress) -> Overdue:
        """What is known of one overdue step."""
        going = progress.under_way[id_]
        won = self._ended(progress, id_, End(is_true=True, going=going))
        left = self._ended(progress, id_, End(is_true=False, is_left=True, going=going))
        return Overdue(
            id=id_,
            spent_hours=going.spent_hours,
            said_chance=said_chance,
            said_hours=_figure(going.hours),
            if_it_works=self._first(won),
            value_if_it_works=self._value(won),
            value_if_left=self._value(left),
            tipping=() if self.answer.objective == "hours" else self._tip(progress, id_, going, said_chance),
        )

    def _tip(self, progress: Progress, id_: str, going: Going, said: float) -> tuple[Tipping, ...]:
        rows = []
        for hours in dict.fromkeys(scaled(going.hours, share) for share in SHARES):

            def anew(chance: float, hours: Hours = hours) -> Progress:
                fresh = going.anew(chance, hours)
                return msgspec.structs.replace(progress, under_way={**progress.under_way, id_: fresh})

            if self.answer.worth is None:
                rows.append(
                    Tipping(more_hours=_figure(hours), chance=None, break_even_worth=self._break_even(anew(said)))
                )
            else:
                rows.append(Tipping(more_hours=_figure(hours), chance=self._threshold(id_, anew)))
        return tuple(rows)

    def _threshold(self, id_: str, anew: Callable[[float], Progress]) -> float | None:
        """The least whole percent at which the plan is worth more than if the step were left after that saying."""
        given_up = anew(1.0)
        end = End(is_true=False, is_left=True, going=given_up.under_way[id_])
        least = self._value(self._ended(given_up, id_, end)) or 0.0
        alike = ALIKE * max(1.0, self.answer.worth or 0.0)

        def pays(percent: int) -> bool:
            value = self._value(anew(percent / SURE_PERCENT))
            return value is not None and value > least + alike

        low, high = 0, SURE_PERCENT  # it does not pay at `low`
        if not pays(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if pays(middle) else (middle, high)
        return high / SURE_PERCENT

    @staticmethod
    def _ended(progress: Progress, id_: str, end: End) -> Progress:
        under_way = {other: going for other, going in progress.under_way.items() if other != id_}
        return msgspec.structs.replace(progress, under_way=under_way, ended={**progress.ended, id_: end})

    def _value(self, progress: Progress) -> float | None:
        """What the plan is worth from there; None without a worth, and in the objective hours."""
        if self.answer.objective == "hours" or self.answer.worth is None:
            return None
        return find(begin(pose(self.plan), progress), worth=self.answer.worth, limits=self.limits).value

    def _break_even(self, progress: Progress) -> float | None:
        least = find_break_even(begin(pose(self.plan), progress), limits=self.limits)
        return None if least is None else least.worth

    def _first(self, progress: Progress) -> Then | None:
        """What is done first from there; without a worth that hangs on the worth, unless the goal is known."""
        posed = begin(pose(self.plan), progress)
        goal, worth = goal_of(posed), self.answer.worth
        if goal is not None:
            return Then(next="done" if goal else "failed", goal=goal)
        if self.answer.objective == "net" and worth is None:
            return None
        found = find(posed, objective=self.answer.objective, worth=worth, limits=self.limits)
        if found.next == STOP:
            return Then(next="stop")
        hours = found.patience_hours
        if not math.isfinite(hours):
            return Then(next=posed.action(found.next).id)
        chance = leave_prob(posed.attempt(found.next), hours)
        return Then(next=posed.action(found.next).id, patience_hours=hours, leave_chance=chance)


def scaled(hours: Hours, share: float) -> Hours:
    """So much of the hours, in two digits where an interval stays one."""
    if not isinstance(hours, Interval):
        return _short(share * hours)
    low, high = share * hours.low_hours, share * hours.high_hours
    if _short(low) < _short(high):
        low, high = _short(low), _short(high)
    return Interval(low_hours=low, high_hours=high)


def _short(hours: float) -> float:
    return float(f"{hours:.{N_DIGITS}g}")


def _figure(hours: Hours) -> Figure:
    return (hours.low_hours, hours.high_hours) if isinstance(hours, Interval) else hours
