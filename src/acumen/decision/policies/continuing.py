"""One step under way: go on with it or leave it for good, put together from what follows its success, its failure, its leaving.

Where a step was started, setting it aside means leaving it, as it did when the policy was computed before the start. So the
value now is that of the same action, conditional on what has passed: whoever follows the advice and asks again on the way
is told the same.

    going on     J_failed + G(J_succeeded − J_failed | t)        work that may be left, patience counted from now
                 p·J_succeeded + (1−p)·J_failed − E[hours]       a commitment; a step that tells about hypotheses
    leaving      J_left, which is J_failed where nothing is told by leaving
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.checking import checked
from acumen.decision.leverage import BEYOND_ALL, LARGEST, BreakEven
from acumen.decision.policies.policy import Policy, PolicyAct, Situation, laid_out, situation
from acumen.decision.solution import EXACT, SAME, STOP, Follow, Ranked, Solution
from acumen.distributions import Attempt

MAX_ROUNDS = 60
CONVERGED = 1e-10  # of the worth


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWayStep:
    """The step, the bet on its rest, and what follows: solutions where it has succeeded, failed, or is left now.

    `goals`: whether the goal is known after success and after failure. `is_telling`: its end tells about hypotheses.
    """

    step: int
    attempt: Attempt
    won: Solution
    lost: Solution
    left: Solution
    goals: tuple[bool | None, bool | None]
    is_telling: bool = False
    parts: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())  # missing in what is shipped at once after either end

    @property
    def may_be_left(self) -> bool:
        """Whether its patience is a choice."""
        return self.attempt.may_be_left and not self.is_telling and self.won.objective == "net"


def go_on(here: UnderWayStep) -> Solution:
    """The solution with the step under way."""
    sign = 1.0 if here.won.objective == "net" else -1.0
    value, prob, patience_hours, spent_hours = _going_on(here, sign * here.won.value, sign * here.lost.value)
    outer = "upper" if sign > 0.0 else "lower"
    bound, *_ = _going_on(here, sign * getattr(here.won, outer), sign * getattr(here.lost, outer))
    may_leave = here.won.objective == "net"
    leaving = sign * here.left.value if may_leave else -math.inf
    if may_leave:
        bound = max(bound, here.left.upper)
    chance = prob * here.won.chance + (1.0 - prob) * here.lost.chance
    own = Ranked(
        step=here.step,
        value=sign * value,
        regret=max(0.0, leaving - value),
        chance=chance,
        patience_hours=patience_hours,
    )
    if patience_hours <= 0.0 or value < leaving:
        kept = replace(own, patience_hours=0.0)
        return replace(here.left, upper=max(bound, here.left.upper), ranked=(*here.left.ranked, kept))
    bound = max(bound, value)
    worth = here.won.worth or 0.0
    tolerance = EXACT * worth if here.attempt.may_be_left and sign > 0.0 else SAME * max(worth, abs(value))
    ends = sorted((sign * value, sign * bound))
    solution = Solution(
        objective=here.won.objective,
        worth=here.won.worth,
        value=sign * value,
        lower=ends[0],
        upper=ends[1],
        status="exact" if bound - value <= tolerance else "bracketed",
        chance=chance,
        hours=spent_hours + prob * here.won.hours + (1.0 - prob) * here.lost.hours,
        next=here.step,
        patience_hours=patience_hours,
        ranked=(own, *(_dearer(entry, value) for entry in (here.left.ranked if may_leave else ()))),
        if_it_works=_then(here.won, here.parts[0], goal=here.goals[0]),
        if_not=_then(here.lost, here.parts[1], goal=here.goals[1]),
        n_states=here.won.n_states + here.lost.n_states,
        cut_hours=prob * here.won.cut_hours + (1.0 - prob) * here.lost.cut_hours,
        bound_by=() if bound - value <= tolerance else _bound_by(here),
        is_near=here.won.is_near or here.lost.is_near,
    )
    return checked(solution)


def _then(found: Solution, parts: tuple[int, ...], *, goal: bool | None) -> Follow:
    """What comes after an end of the step; where nothing more is done, what is there is shipped, if anything is."""
    is_shipped = goal is None and found.next == STOP and found.value > 0.0
    is_end = is_shipped or goal is not None
    return Follow(
        step=found.next,
        patience_hours=found.patience_hours,
        goal=True if is_shipped else goal,
        missing=parts if is_end else (),
    )


def _bound_by(here: UnderWayStep) -> tuple[str, ...]:
    """What the bound came from, whatever follows."""
    return tuple(sorted({*here.won.bound_by, *here.lost.bound_by, *here.left.bound_by}))


def _going_on(here: UnderWayStep, won: float, lost: float) -> tuple[float, float, float, float]:
    """Value, chance of success in time, patience and expected hours of the step from now; values as in sweeps."""
    if here.may_be_left:
        gain = here.attempt.gain(won - lost)
        return lost + gain.value, gain.slope, gain.patience_hours, gain.spent_hours
    prob, hours = here.attempt.chance, here.attempt.mean_hours
    return prob * won + (1.0 - prob) * lost - hours, prob, math.inf, hours


def _dearer(entry: Ranked, value: float) -> Ranked:
    """What another start costs beside going on; the step under way is then left."""
    return entry if entry.value is None else replace(entry, regret=max(0.0, value - entry.value))


def break_even_by(solve_at: Callable[[float], Solution], from_worth: float) -> BreakEven | None:
    """The break-even worth of whatever `solve_at` solves for a worth; `from_worth`: one at which starting pays for sure.

    V ← (E[hours] + E[what missing parts cost]) / P(goal) of the best policy at V, from above (see `leverage.py`). Raises
    TooManyStatesError where a solution is not exact.
    """
    found: BreakEven | None = None
    worth = from_worth
    for _ in range(MAX_ROUNDS):
        best = solve_at(worth)
        if best.status != "exact":
            raise TooManyStatesError
        pays = best.next != STOP and best.chance > 0.0
        if not pays and found is None and worth < LARGEST:  # a goal so unlikely that even this is too little
            worth *= BEYOND_ALL
            continue
        if not pays:
            break
        at_most = max(0.0, (best.hours + best.cut_hours) / best.chance)
        if found is not None and at_most >= found.worth * (1.0 - CONVERGED):
            break
        found = BreakEven(
            worth=at_most,
            step=best.next,
            patience_hours=best.patience_hours,
            chance=best.chance,
            hours=best.hours,
            cut_hours=best.cut_hours,
        )
        if at_most <= 0.0:
            break
        worth = at_most
    return found


def follow_on(whole: Policy, here: UnderWayStep, patience_hours: float, won: Policy, lost: Policy) -> Policy:
    """The policy that goes on with the step and then as `won` or `lost` say; `whole` lends problem, objective and worth."""
    after_won = _shifted(won.situations, 1)
    after_lost = _shifted(lost.situations, 1 + len(after_won))
    on_success = 1 if after_won else won.start
    on_failure = 1 + len(after_won) if after_lost else lost.start
    act = PolicyAct(here.step, patience_hours, on_success, on_failure)
    first = replace(
        situation(here.attempt, act, on_success, on_failure),
        won_cut_hours=won.start_cut_hours,
        lost_cut_hours=lost.start_cut_hours,
        won_parts=won.start_parts,
        lost_parts=lost.start_parts,
    )
    return laid_out(whole.problem, whole.objective, whole.worth, merged([first, *after_won, *after_lost]))


def _shifted(situations: Sequence[Situation], by: int) -> list[Situation]:
    return [
        replace(
            here, won=here.won + by if here.won >= 0 else here.won, lost=here.lost + by if here.lost >= 0 else here.lost
        )
        for here in situations
    ]


def merged(situations: Sequence[Situation]) -> list[Situation]:
    """Situations that go on alike made one; the first stays the first, and each stands before what follows it."""
    canonical: dict[Situation, int] = {}
    numbers: dict[int, int] = {}
    kept: list[Situation] = []  # the last first

    def renamed(number: int) -> int:
        return numbers[number] if number >= 0 else number

    for number in range(len(situations) - 1, -1, -1):
        here = replace(situations[number], won=renamed(situations[number].won), lost=renamed(situations[number].lost))
        if here not in canonical:
            canonical[here] = len(kept)
            kept.append(here)
        numbers[number] = canonical[here]
    last = len(kept) - 1

    def turned(number: int) -> int:
        return last - number if number >= 0 else number

    return [replace(here, won=turned(here.won), lost=turned(here.lost)) for here in reversed(kept)]
