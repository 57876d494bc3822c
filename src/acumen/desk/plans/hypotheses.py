"""From a plan's hypotheses and probes to worlds: which hypotheses tie actions together, and every chance in every world."""

import math
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import product

import msgspec

from acumen.decision import DecisionProblem
from acumen.decision.hypotheses.problem import MAX_WORLDS, ProbeNode, SharedProblem
from acumen.distributions import Attempt, Fixed, LogNormal
from acumen.errors import UnsolvableError
from acumen.records import (
    Case,
    Chance,
    Conditional,
    Hypothesis,
    Interval,
    Plan,
    Probe,
    Step,
    hypotheses_of,
    walk,
)

N_JOINT_STATES = 1_000_000  # of the hypotheses of one action, looked at one by one


class Ties(msgspec.Struct, frozen=True, kw_only=True):
    """What hangs together in a plan: hypotheses that several actions depend on, and the probes that tell about them.

    `worlds` has every combination of their states, as {hypothesis: state}, in the order of `SharedProblem.belief`.
    """

    hypotheses: tuple[Hypothesis, ...]
    probes: tuple[Probe, ...]
    left_out: tuple[Probe, ...]  # they tell about nothing that a step depends on
    worlds: tuple[dict[str, str], ...]
    belief: tuple[float, ...]  # (n_worlds,)


def find_ties(plan: Plan) -> Ties:
    """What is tied together. UnsolvableError where that has too many combinations of states."""
    steps = [node for node in walk(plan.goal) if isinstance(node, Step)]
    kept = _telling_probes(plan, steps)
    users = [*(hypotheses_of(step.chance) for step in steps), *(hypotheses_of(probe.positive) for probe in kept)]
    counts: dict[str, int] = {}
    for used in users:
        for hypothesis in used:
            counts[hypothesis] = counts.get(hypothesis, 0) + 1
    tied = tuple(hypothesis for hypothesis in plan.hypotheses if counts.get(hypothesis.id, 0) > 1)
    n_worlds = math.prod(len(hypothesis.states) for hypothesis in tied)
    if n_worlds > MAX_WORLDS:
        names = listed(hypothesis.id for hypothesis in tied)
        raise UnsolvableError(
            f"the hypotheses {names} have {n_worlds:,} combinations of states, and at most {MAX_WORLDS:,} can be solved",
            hint="leave out states or hypotheses that matter least, or write plain chances for some steps",
        )
    joints = list(product(*(hypothesis.states for hypothesis in tied)))
    return Ties(
        hypotheses=tied,
        probes=kept,
        left_out=tuple(probe for probe in plan.probes if probe not in kept),
        worlds=tuple(
            {hypothesis.id: state for hypothesis, (state, _) in zip(tied, joint, strict=True)} for joint in joints
        ),
        belief=_normalised([math.prod(prob for _, prob in joint) for joint in joints]),
    )


def _telling_probes(plan: Plan, steps: list[Step]) -> tuple[Probe, ...]:
    """Probes that tell about something a step depends on, directly or through what other probes depend on."""
    reached = {hypothesis for step in steps for hypothesis in hypotheses_of(step.chance)}
    kept: dict[str, Probe] = {}
    while True:
        found = [p for p in plan.probes if p.id not in kept and reached & set(hypotheses_of(p.positive))]
        if not found:
            return tuple(probe for probe in plan.probes if probe.id in kept)
        for probe in found:
            kept[probe.id] = probe
            reached.update(hypotheses_of(probe.positive))


def _normalised(probs: list[float]) -> tuple[float, ...]:
    total = math.fsum(probs)
    return tuple(prob / total for prob in probs)


def share(plan: Plan, ties: Ties, problem: DecisionProblem, numbers: Mapping[str, int]) -> SharedProblem | None:
    """The problem with its worlds; None where no step is tied to anything."""
    chances: dict[int, tuple[float, ...]] = {}
    tied = {hypothesis.id for hypothesis in ties.hypotheses}
    for number, node in enumerate(walk(plan.goal)):
        if isinstance(node, Step) and tied & set(hypotheses_of(node.chance)):
            chances[number] = in_worlds(node.id, node.chance, plan, ties)
    if not chances:
        return None
    n_nodes = len(problem.nodes)
    for place, probe in enumerate(ties.probes):
        chances[n_nodes + place] = in_worlds(probe.id, answers(probe), plan, ties)
    return SharedProblem(
        problem=problem,
        probes=tuple(
            ProbeNode(
                id=probe.id,
                attempt=probe_attempt(probe, average(probe.id, answers(probe), plan)),
                needs=tuple(numbers[need] for need in probe.needs),
            )
            for probe in ties.probes
        ),
        belief=ties.belief,
        chances=chances,
    )


def answers(probe: Probe) -> Chance:
    """The chance of a positive answer with the probe's artifacts in it, as if nothing else leant on them.

    Of those that are present the one that shows a positive answer most counts, as for evidence.
    """
    kept, shown = 1.0, 0.0  # P(none of those gone through is present), Σ P(it counts) · what it shows
    for listed_ in sorted(probe.misled_by, key=lambda one: -one.shows):
        shown += kept * listed_.chance * listed_.shows
        kept *= 1.0 - listed_.chance
    if not probe.misled_by:
        return probe.positive

    def misled(chance: float) -> float:
        return min(1.0, kept * chance + shown)

    positive = probe.positive
    if not isinstance(positive, Conditional):
        return misled(positive)
    return Conditional(
        cases=tuple(Case(when=case.when, then=misled(case.then)) for case in positive.cases),
        otherwise=None if positive.otherwise is None else misled(positive.otherwise),
    )


def probe_attempt(probe: Probe, chance: float) -> Attempt:
    """The hours of a probe, whatever it answers; it is never left midway."""
    hours = probe.hours
    if isinstance(hours, Interval):
        taken = LogNormal.from_interval(hours.low_hours, hours.high_hours)
        return Attempt(chance=chance, success=taken, failure=taken)
    return Attempt(chance=chance, success=Fixed(hours), failure=Fixed(hours))


def in_worlds(id_: str, chance: Chance, plan: Plan, ties: Ties) -> tuple[float, ...]:
    """A chance in every world, averaged over hypotheses that only this action depends on."""
    return tuple(average(id_, chance, plan, world) for world in ties.worlds)


def average(id_: str, chance: Chance, plan: Plan, world: Mapping[str, str] | None = None) -> float:
    """A chance averaged over the hypotheses that `world` says nothing about (they are independent)."""
    if not isinstance(chance, Conditional):
        return chance
    known = world or {}
    states = {hypothesis.id: hypothesis.states for hypothesis in plan.hypotheses}
    free = [hypothesis for hypothesis in hypotheses_of(chance) if hypothesis not in known]
    if math.prod(len(states[hypothesis]) for hypothesis in free) > N_JOINT_STATES:
        raise UnsolvableError(
            f"`{id_}` depends on more than {N_JOINT_STATES:,} combinations of states",
            hint=f"write a plain chance for `{id_}`",
        )
    terms = []
    for joint in product(*(states[hypothesis] for hypothesis in free)):
        holds = {**known, **{hypothesis: state for hypothesis, (state, _) in zip(free, joint, strict=True)}}
        prob = math.prod(prob for _, prob in joint)
        then = (case.then for case in chance.cases if all(holds[name] == state for name, state in case.when))
        terms.append(prob * next(then, chance.otherwise or 0.0))
    return min(1.0, max(0.0, math.fsum(terms)))


def notes(plan: Plan, ties: Ties, shared: SharedProblem | None, *, ended: Container[str] = ()) -> Iterator[str]:
    """What the problem assumes beyond the plan's words, of steps and probes that have not `ended`."""
    told = shared.chances if shared else {}
    tied = {hypothesis.id for hypothesis in ties.hypotheses} if shared else set()
    left: list[str] = []
    for number, node in enumerate(walk(plan.goal)):
        if not isinstance(node, Step) or node.id in ended:
            continue
        averaged = [hypothesis for hypothesis in hypotheses_of(node.chance) if hypothesis not in tied]
        if averaged:
            prob = 100 * average(node.id, node.chance, plan)
            yield f"The chance of {listed([node.id])}, {prob:.3g} %, is its average over {listed(averaged)}."
        if number in told and isinstance(node.hours, Interval):
            left.append(node.id)
    if left:
        verb = "is" if len(left) == 1 else "are"
        yield f"{listed(left)} {verb} carried to the end here: steps that share a hypothesis are not left midway."
    for probe in ties.left_out if shared else plan.probes:
        if probe.id in ended:
            continue
        yield f"The probe {listed([probe.id])} is left out: no step depends on {listed([probe.about])}."


def note_artifacts(probes: Iterable[Probe]) -> tuple[str, ...]:
    """What the problem assumes of the artifacts of probes that are still to be answered."""
    names = dict.fromkeys(one.artifact for probe in probes for one in probe.misled_by if 0.0 < one.chance < 1.0)
    if not names:
        return ()
    taken = "is taken here as independent from probe to probe and of other evidence"
    return (f"What may mislead probes, {listed(names)}, {taken}; answers that are in are weighed together.",)


def listed(ids: Iterable[str]) -> str:
    """Ids as they stand in a sentence."""
    names = [f"`{name}`" for name in ids]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
