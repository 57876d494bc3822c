"""Bayes' rule for the hypotheses of a plan, by all that was seen: evidence with its artifacts, and what actions have told.

Hypotheses are independent before anything is seen. What ties them together is an action that depends on several, and an
artifact that evidence on several leans on: such are weighed together, state by state of all of them.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import msgspec

from acumen.desk.plans.hypotheses import find_ties, listed
from acumen.desk.plans.progress import Tied
from acumen.errors import UnsolvableError, UsageError
from acumen.history import Heard, Piece
from acumen.judgment.evidence import Artifact, Evidence, entropy_bits, joint_likelihoods
from acumen.records import Hypothesis, Plan, Step, hypotheses_of, probe_artifacts, walk

MAX_JOINT_STATES = 4096  # of hypotheses that are weighed together

Joint = tuple[str, ...]  # a state of each of some hypotheses


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """How likely what an action has told is, in every combination of states of the hypotheses it depends on."""

    id: str
    hypotheses: tuple[str, ...]
    likelihoods: Mapping[Joint, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Hypotheses weighed together: P(state of all of them and all that was seen), one for each of `joints`."""

    hypotheses: tuple[Hypothesis, ...]
    joints: tuple[Joint, ...]
    weights: tuple[float, ...]
    seen: tuple[str, ...]  # pieces and actions that speak about them

    @property
    def total(self) -> float:
        """P(all that was seen)."""
        return math.fsum(self.weights)

    def belief(self, hypothesis: str) -> tuple[float, ...]:
        """The chance of each state of one of them."""
        place = [one.id for one in self.hypotheses].index(hypothesis)
        total = self.total
        return tuple(
            min(
                1.0,
                math.fsum(w for joint, w in zip(self.joints, self.weights, strict=True) if joint[place] == state)
                / total,
            )
            for state, _ in self.hypotheses[place].states
        )

    @property
    def entropy_bits(self) -> float:
        """How uncertain they are together."""
        total = self.total
        return entropy_bits(weight / total for weight in self.weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """All hypotheses of a plan."""

    bundles: tuple[Bundle, ...]

    @property
    def total(self) -> float:
        """P(all that was seen)."""
        return math.prod(bundle.total for bundle in self.bundles)

    @property
    def entropy_bits(self) -> float:
        """How uncertain all of them are together."""
        return math.fsum(bundle.entropy_bits for bundle in self.bundles)

    def belief(self, hypothesis: str) -> tuple[float, ...]:
        """The chance of each state of one of them."""
        for bundle in self.bundles:
            if any(one.id == hypothesis for one in bundle.hypotheses):
                return bundle.belief(hypothesis)
        raise KeyError(hypothesis)


def weigh(plan: Plan, pieces: Sequence[Piece], artifacts: Mapping[str, float], tells: Sequence[Tell] = ()) -> Weighed:
    """All hypotheses of the plan given what was seen; `artifacts`: the chance of each.

    Raises UsageError where that can't be seen in any state, UnsolvableError where too much hangs together.
    """
    bundles = []
    for names in _together(plan, pieces, tells):
        bundle = _bundle([one for one in plan.hypotheses if one.id in names], pieces, artifacts, tells)
        if not bundle.total > 0.0:
            raise UsageError(
                f"expected what can come about, found {listed(bundle.seen)} impossible in every state that is believed in",
                hint="a chance of 0% or 100% was refuted: write 1% or 99% for what would merely surprise",
            )
        bundles.append(bundle)
    return Weighed(bundles=tuple(bundles))


def believed(plan: Plan, heard: Heard, *, artifacts: Mapping[str, float] | None = None) -> Plan:
    """The plan with the belief that the evidence leads to instead of its priors; what actions have told is left to `begin`."""
    chances = heard.chances | dict(artifacts or {})
    if heard.pieces:
        plan = with_beliefs(plan, weigh(plan, heard.pieces, chances))
    return _with_artifacts(plan, chances)


def _with_artifacts(plan: Plan, chances: Mapping[str, float]) -> Plan:
    """The plan with the artifacts of its probes as likely as was last said."""
    said = probe_artifacts(plan)
    if all(chances.get(name, chance) == chance for name, chance in said.items()):
        return plan
    probes = tuple(
        msgspec.structs.replace(
            probe,
            artifacts=tuple(
                msgspec.structs.replace(one, chance=chances.get(one.artifact, one.chance)) for one in probe.misled_by
            )
            or msgspec.UNSET,
        )
        for probe in plan.probes
    )
    return msgspec.structs.replace(plan, probes=probes)


def tied(plan: Plan, heard: Heard, *, artifacts: Mapping[str, float] | None = None) -> tuple[Tied, ...]:
    """Hypotheses that the artifacts of the evidence tie together; `believed` has each alone."""
    if not heard.pieces:
        return ()
    weighed = weigh(plan, heard.pieces, heard.chances | dict(artifacts or {}))
    return tuple(
        Tied(
            hypotheses=tuple(one.id for one in bundle.hypotheses),
            joints=tuple(
                (joint, weight / bundle.total) for joint, weight in zip(bundle.joints, bundle.weights, strict=True)
            ),
        )
        for bundle in weighed.bundles
        if len(bundle.hypotheses) > 1
    )


def with_beliefs(plan: Plan, weighed: Weighed) -> Plan:
    """The plan with other chances of its hypotheses."""
    hypotheses = tuple(
        msgspec.structs.replace(
            one,
            states=tuple((state, prob) for (state, _), prob in zip(one.states, weighed.belief(one.id), strict=True)),
        )
        for one in plan.hypotheses
    )
    return msgspec.structs.replace(plan, hypotheses=hypotheses)


def notes_of(plan: Plan, heard: Heard) -> tuple[str, ...]:
    """What solving the plan takes for granted: a hypothesis that one action depends on enters by its average alone."""
    if not heard.pieces:
        return ()
    try:
        here = {hypothesis.id for hypothesis in find_ties(plan).hypotheses}
    except UnsolvableError:
        return ()
    found = []
    for names in _together(plan, heard.pieces, ()):
        alone = sorted(names - here)
        if len(names) > 1 and alone and _is_used(plan, alone):
            found.append(
                f"Evidence on {listed(sorted(names))} leans on the same artifacts. Solving takes {listed(alone)} as it "
                "stands, independent of the others: only one action depends on it."
            )
    return tuple(found)


def _is_used(plan: Plan, names: Collection[str]) -> bool:
    """Whether the chance of any step depends on one of them."""
    return any(
        isinstance(node, Step) and not set(names).isdisjoint(hypotheses_of(node.chance)) for node in walk(plan.goal)
    )


def _together(plan: Plan, pieces: Iterable[Piece], tells: Iterable[Tell]) -> Iterator[frozenset[str]]:
    """Ids of hypotheses that can't be weighed apart, in the order of the plan."""
    links = [{("h", piece.hypothesis), *(("a", name) for name, _ in piece.shows)} for piece in pieces]
    links += [{("h", name) for name in tell.hypotheses} for tell in tells]
    done: set[str] = set()
    for hypothesis in plan.hypotheses:
        if hypothesis.id in done:
            continue
        found = {("h", hypothesis.id)}
        while more := {name for link in links if link & found for name in link} - found:
            found |= more
        names = frozenset(name for kind, name in found if kind == "h")
        done |= names
        yield names


def _bundle(
    hypotheses: Sequence[Hypothesis], pieces: Sequence[Piece], artifacts: Mapping[str, float], tells: Sequence[Tell]
) -> Bundle:
    """Prior times likelihood of all that was seen about them."""
    places = {one.id: place for place, one in enumerate(hypotheses)}
    n_joint = math.prod(len(one.states) for one in hypotheses)
    if n_joint > MAX_JOINT_STATES:
        raise UnsolvableError(
            f"the hypotheses {listed(places)} hang together and have {n_joint:,} combinations of states; "
            f"at most {MAX_JOINT_STATES:,} can be weighed",
            hint="let evidence on different hypotheses name artifacts of its own",
        )
    joints = tuple(product(*([state for state, _ in one.states] for one in hypotheses)))
    weights = [math.prod(probs) for probs in product(*([prob for _, prob in one.states] for one in hypotheses))]
    here = [piece for piece in pieces if piece.hypothesis in places]
    for number, likelihood in enumerate(_likelihoods(hypotheses, joints, here, artifacts)):
        weights[number] *= likelihood
    telling = [tell for tell in tells if tell.hypotheses and tell.hypotheses[0] in places]
    for tell in telling:
        columns = [places[name] for name in tell.hypotheses]
        for number, joint in enumerate(joints):
            weights[number] *= tell.likelihoods[tuple(joint[column] for column in columns)]
    seen = (*(f"evidence {piece.id[:8]}" for piece in here), *(tell.id for tell in telling))
    return Bundle(hypotheses=tuple(hypotheses), joints=joints, weights=tuple(weights), seen=seen)


def _likelihoods(
    hypotheses: Sequence[Hypothesis], joints: Sequence[Joint], pieces: Sequence[Piece], artifacts: Mapping[str, float]
) -> tuple[float, ...]:
    """P(the evidence | joint state)."""
    if not pieces:
        return (1.0,) * len(joints)
    places = {one.id: place for place, one in enumerate(hypotheses)}
    numbers = {one.id: {state: n for n, (state, _) in enumerate(one.states)} for one in hypotheses}
    evidence = []
    for piece in pieces:
        place, number = places[piece.hypothesis], numbers[piece.hypothesis]
        chances = tuple(piece.chances[number[joint[place]]] for joint in joints)
        evidence.append(
            Evidence(
                id=f"evidence {piece.id[:8]}",
                chances=chances,
                shows=dict(piece.shows),
                is_denial=piece.answer == "negative",
            )
        )
    named = dict.fromkeys(name for piece in pieces for name, _ in piece.shows)
    return joint_likelihoods(len(joints), evidence, [Artifact(id=name, chance=artifacts[name]) for name in named])
