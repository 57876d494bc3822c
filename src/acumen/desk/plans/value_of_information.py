"""Probes: what each probe and step would tell, what being told it is worth to the plan, and what certainty would be."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from itertools import product

import msgspec

from acumen.borders.doing import doing
from acumen.decision import Limits, Solution
from acumen.decision.hypotheses import information
from acumen.decision.hypotheses.information import Range
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.policies.varying import find_bracket
from acumen.decision.tree_structure import OPEN
from acumen.desk.plans.anyway import ABOVE
from acumen.desk.plans.arguments import read_worth
from acumen.desk.plans.conditioning import begin, goal_of, known_goal, note_overdue
from acumen.desk.plans.hypotheses import listed
from acumen.desk.plans.parts import uncounted
from acumen.desk.plans.problem import Posed, pose
from acumen.desk.plans.progress import Progress
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.desk.plans.solving import find
from acumen.errors import UsageError
from acumen.records import Hypothesis, Plan, Probe, hypotheses_of
from acumen.results.plans import Information, InformationWorth, Perfect, ProbeValue
from acumen.version import __version__

LIMITS = Limits(max_places=1_000, max_histories=200_000)
BIG = replace(
    LIMITS, max_explored=10_000, max_states=20_000
)  # of a plan too big to be exact, which is solved twice for each result
N_PRICED = 6  # results of such a plan that are priced unless more are asked for
N_NAMED = 3
MAX_TOLD = 64  # combinations of hypotheses that only one action depends on, solved one by one
SAME = 1e-9  # of the worth: bounds no further apart are one figure


@doing("pricing probes")
def probes(
    plan: Plan | str | os.PathLike[str],
    *,
    worth: str | float | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    n_priced: int = N_PRICED,
) -> Information:
    """The value of information in a plan (its record, text or file); `worth`, in hours, replaces the one in the plan.

    Of a plan too big to be exact `n_priced` results are priced: all probes first, then what moves its value most.
    `progress`: what has been done already; what is still open is then priced, by the belief that has led to.
    Raises PlanError, UnsolvableError, and UsageError where no worth is given.

    >>> [one.id for one in acumen.probes('examples/two-probes.yaml').results]
    ['build', 'toy-case', 'old-data']
    """
    record = plan if isinstance(plan, Plan) else read_plan(plan)
    stake = record.worth if worth is None else read_worth(worth)
    if stake is None or not 0.0 <= stake < math.inf:
        hint = "say what success is worth in hours of your time: `worth: 400` in the plan, or --worth 400"
        found = "none" if stake is None else stake
        raise UsageError(f"expected a worth of 0 hours or more, found {found}", hint=hint)
    asked = _ask(record, progress, limits or LIMITS)
    posed = asked.posed
    _refuse_known(asked)
    asked, now, told = _price(asked, stake, n_priced)
    stands = now if posed.going is None else find(posed, worth=stake, limits=asked.limits)  # as `next` has it
    anyway = solve(record, worth=stake, progress=progress).anyway if stands.next < 0 else None
    priced_at = None
    if anyway is not None and not any(entry.evsi.upper > 0.0 for entry in told):  # nothing that is told turns it
        priced_at = anyway.worth_from * ABOVE
        asked, now, told = _price(asked, priced_at, n_priced)
    used = _used(asked)
    alone = tuple(_perfect(asked, (hypothesis,), now) for hypothesis in used)
    evpi, notes = _evpi(asked, used, now, alone)
    return Information(
        plan=record.plan,
        worth=stake,
        value=stands.value,
        lower=stands.lower,
        upper=stands.upper,
        status=stands.status,
        next="stop" if stands.next < 0 else posed.action(stands.next).id,
        results=tuple(sorted(told, key=lambda entry: (-entry.evsi.lower, -entry.evsi.upper))),
        perfect=tuple(found for found in alone if found is not None),
        evpi=evpi,
        notes=(*posed.notes, *notes, *_unpriced(asked, told), *_begun(asked)),
        version=__version__,
        anyway=anyway,
        priced_worth_hours=priced_at,
        uncounted=uncounted(posed, "net"),
    )


def _refuse_known(asked: _Asked) -> None:
    """UsageError where nothing is left to be told."""
    posed, plan = asked.posed, asked.plan
    if goal_of(posed) is None:
        return
    if known_goal(posed) is None:
        late = listed(posed.action(number).id for number in posed.overdue)
        raise UsageError(
            f"{late} has had its hours, and nothing else can reach the goal of {plan.plan}: there is no price to tell",
            hint="say how much remains, or leave it: `next` asks and says what it would take",
        )
    hint = "acumen status shows how it ended; acumen probes FILE prices a plan from its beginning"
    raise UsageError(f"the goal of {plan.plan} is known, so nothing is left to be told", hint=hint)


def _price(asked: _Asked, worth: float, n_priced: int) -> tuple[_Asked, Solution, list[ProbeValue]]:
    """The value with nothing told, and what each result would be worth, at a worth; with the limits that were kept."""
    now = information.value(asked.shared, worth=worth, statuses=asked.posed.statuses, limits=asked.limits)
    actions = [action for action in asked.shared.actions if asked.is_open(action)]
    if now.status != "exact":
        asked = msgspec.structs.replace(asked, limits=_lower(asked.limits, BIG))
        actions = _telling_most(asked, actions, worth)[:n_priced]
    return asked, now, [_told(asked, action, now) for action in actions]


def _lower(limits: Limits, other: Limits) -> Limits:
    """The lower of two limits on states."""
    return replace(
        limits,
        max_states=min(limits.max_states, other.max_states),
        max_explored=min(limits.max_explored, other.max_explored),
    )


def _telling_most(asked: _Asked, actions: list[int], worth: float) -> list[int]:
    """Probes, then steps by how far their results spread the value of the advice as it stands: √(p(1 − p)) · |difference|."""
    spreads = dict.fromkeys(actions, 0.0)
    varied = None
    if not asked.posed.shared and asked.posed.statuses is None:
        varied = find_bracket(asked.posed.problem, "net", worth, asked.limits)
    for action in actions:
        attempt = asked.shared.attempt(action)
        spreads[action] = math.sqrt(attempt.chance * (1.0 - attempt.chance))
        if action < asked.shared.n_nodes and varied is not None:
            ends = (varied.stand({action: replace(attempt, chance=chance)}).value or 0.0 for chance in (0.0, 1.0))
            spreads[action] *= abs(next(ends) - next(ends))
    return sorted(actions, key=lambda action: (action < asked.shared.n_nodes, -spreads[action], action))


def _unpriced(asked: _Asked, told: list[ProbeValue]) -> tuple[str, ...]:
    """What was left out of a plan too big for all of it."""
    priced = {entry.id for entry in told}
    names = [asked.posed.action(action).id for action in asked.shared.actions if asked.is_open(action)]
    left = [name for name in names if name not in priced]
    if not left:
        return ()
    named = ", ".join(left[:N_NAMED]) + (f" and {len(left) - N_NAMED} more" if len(left) > N_NAMED else "")
    return (
        f"Not computed, as the plan is so big that each price takes a second or two: {named}. --priced {len(names)} has all.",
    )


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A plan as a problem from where it stands. `posed` has what is open, `shared` the same with at least one world."""

    plan: Plan
    progress: Progress | None
    limits: Limits
    posed: Posed
    shared: SharedProblem

    def is_open(self, action: int) -> bool:
        """Whether the action has not ended."""
        return self.posed.statuses is None or self.posed.statuses[action] == OPEN


def _ask(plan: Plan, progress: Progress | None, limits: Limits) -> _Asked:
    posed = begin(pose(plan), progress)
    shared = posed.shared
    if shared is None:  # one in which nothing is shared has a single world
        cuts = posed.cuts if posed.has_cuts else ()
        shared = SharedProblem(problem=posed.problem, probes=(), belief=(1.0,), chances={}, cuts=cuts)
    return _Asked(plan=plan, progress=progress, limits=limits, posed=posed, shared=shared)


def _used(asked: _Asked) -> tuple[Hypothesis, ...]:
    """Hypotheses that a step still open depends on.

    Not those that only a step under way depends on: how far it has got tells about them, and that is in its own bet.
    """
    posed = asked.posed
    names: set[str] = set()
    tied = _tied(posed)
    for number in posed.problem.steps:
        step = posed.step(number)
        is_going = asked.progress is not None and step.id in asked.progress.under_way
        if asked.is_open(number):
            names |= {name for name in hypotheses_of(step.chance) if name in tied or not is_going}
    return tuple(hypothesis for hypothesis in asked.plan.hypotheses if hypothesis.id in names)


def _begun(asked: _Asked) -> tuple[str, ...]:
    """What is taken for granted of a plan that has been begun."""
    if not asked.progress:
        return ()
    found = [
        "The plan has been begun: what is still open is priced, by the belief of today.",
        *note_overdue(asked.posed),
    ]
    if any(not left.is_over for left in asked.posed.lefts):
        found.append(
            "In the prices a step under way is taken as one that may be set aside and gone on with later, and what it alone "
            "depends on as its average."
        )
    return tuple(found)


def _tied(posed: Posed) -> frozenset[str]:
    """Hypotheses that tie actions together."""
    return frozenset(hypothesis.id for hypothesis in posed.ties.hypotheses) if posed.shared else frozenset()


def _told(asked: _Asked, action: int, now: Solution) -> ProbeValue:
    posed, shared = asked.posed, asked.shared
    here, attempt = posed.action(action), posed.attempt(action)
    found = information.evsi(shared, action, now=now, statuses=posed.statuses, limits=asked.limits)
    is_probe = isinstance(here, Probe)
    about = (here.about,) if isinstance(here, Probe) else hypotheses_of(here.chance)
    tied = [name for name in about if any(name == hypothesis.id for hypothesis in posed.ties.hypotheses)]
    bits = information.result_bits(shared, action, _classes(posed, tied)) if tied and action in shared.chances else None
    hours = attempt.mean_hours
    return ProbeValue(
        id=here.id,
        title=here.title,
        kind="probe" if is_probe else "step",
        hypothesis_ids=about,
        hours=hours,
        chance=attempt.chance,
        evsi=_worth(found.evsi, now),
        evsi_per_hour=_per_hour(_worth(found.evsi, now).lower, hours),
        bits=bits,
        bits_per_hour=None if bits is None else _per_hour(bits, hours),
        goal_bits=found.goal_bits,
        goal_bits_per_hour=_per_hour(found.goal_bits, hours),
    )


def _per_hour(figure: float, hours: float) -> float | None:
    return figure / hours if hours > 0.0 else None


def _worth(found: Range, now: Solution) -> InformationWorth:
    """Both bounds, as one figure where they are; what is less than a rounding is nothing."""
    scale = SAME * max(1.0, now.worth or 0.0)
    lower = 0.0 if found.lower <= scale else found.lower
    upper = 0.0 if found.upper <= scale else found.upper
    return InformationWorth(lower=lower, upper=lower if upper - lower <= scale else upper)


def _classes(posed: Posed, names: list[str]) -> list[int]:
    """Worlds numbered by the states of some hypotheses."""
    numbers: dict[tuple[str, ...], int] = {}
    return [numbers.setdefault(tuple(world[name] for name in names), len(numbers)) for world in posed.ties.worlds]


def _perfect(asked: _Asked, told: tuple[Hypothesis, ...], now: Solution) -> Perfect | None:
    """What being told some hypotheses is worth; None where that takes too many solutions.

    Those that only one action depends on stand in its average chance: the plan is posed anew for each of their states.
    """
    posed, tied = asked.posed, _tied(asked.posed)
    free = [hypothesis for hypothesis in told if hypothesis.id not in tied]
    if math.prod(len(hypothesis.states) for hypothesis in free) > MAX_TOLD:
        return None
    names = [hypothesis.id for hypothesis in told if hypothesis.id in tied]
    classes = _classes(posed, names) if names else [0] * len(asked.shared.belief)
    ends: list[tuple[float, Solution]] = []
    for joint in product(*(hypothesis.states for hypothesis in free)):
        prob = math.prod(chance for _, chance in joint)
        known = {hypothesis.id: state for hypothesis, (state, _) in zip(free, joint, strict=True)}
        shared = _ask(_knowing(asked.plan, known), asked.progress, asked.limits).shared if known else asked.shared
        told_ = information.once_told(shared, classes, now.worth or 0.0, statuses=posed.statuses, limits=asked.limits)
        ends += [(prob * there, solution) for there, solution in told_ if prob > 0.0]
    worth = Range.of_difference(ends, now)
    bits = math.fsum(information.entropy_bits(prob for _, prob in hypothesis.states) for hypothesis in free)
    bits += information.entropy_bits(prob for prob, _ in information.split(asked.shared.belief, classes))
    return Perfect(
        hypothesis_ids=tuple(hypothesis.id for hypothesis in told), evppi=_worth(worth, now), entropy_bits=bits
    )


def _knowing(plan: Plan, known: dict[str, str]) -> Plan:
    """The plan once some hypotheses are known."""
    hypotheses = tuple(
        msgspec.structs.replace(
            hypothesis,
            states=tuple((state, float(state == known[hypothesis.id])) for state, _ in hypothesis.states),
        )
        if hypothesis.id in known
        else hypothesis
        for hypothesis in plan.hypotheses
    )
    return msgspec.structs.replace(plan, hypotheses=hypotheses)


def _evpi(
    asked: _Asked, used: tuple[Hypothesis, ...], now: Solution, alone: tuple[Perfect | None, ...]
) -> tuple[InformationWorth | None, tuple[str, ...]]:
    """What being told all hypotheses is worth."""
    if not used:
        return None, ("No step depends on a hypothesis: only the results of steps can be told.",)
    if len(used) == 1 and alone[0] is not None:
        return alone[0].evppi, ()
    whole = _perfect(asked, used, now)
    if whole is None:
        return None, ("What all hypotheses together are worth is not computed: they have too many combinations.",)
    return whole.evppi, ()
