"""What the records say of a plan's hypotheses: evidence, the artifacts it leans on, and when the belief was last set.

Which records count depends on the set of them, not on the order in which they arrived. A revision that sets the belief
(`is_belief_now`) has in it whatever was written before it: such evidence counts no more, and what steps had told by then is
known already.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec

from acumen.errors import Problem
from acumen.history.entry import Order, Said, order, problem
from acumen.history.steps import StepPast
from acumen.records import (
    ArtifactChecked,
    Chance,
    Conditional,
    EvidenceSeen,
    Hypothesis,
    Plan,
    PlanAdopted,
    PlanRevised,
    Probe,
    hypotheses_of,
    probe_artifacts,
)


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of evidence: the chance of seeing it in each state of the hypothesis, and under each artifact it leans on.

    `answer`: that of the probe `source`, for which the plan lists artifacts; `id` is then that of the record of its end.
    """

    id: str
    position: int
    seen_at: datetime
    hypothesis: str
    chances: tuple[float, ...]  # in the order of the plan's states
    source: str | None  # the step or probe whose own result it stands for
    shows: tuple[tuple[str, float], ...]  # (artifact, chance under it)
    why: str | None
    answer: Literal["positive", "negative"] | None = None


class ArtifactSaid(msgspec.Struct, frozen=True, kw_only=True):
    """A chance that an artifact is present, said in the plan, with evidence, or (`is_checked`) after a look at it."""

    id: str
    position: int
    said_at: datetime
    artifact: str
    chance: float
    is_checked: bool
    why: str | None = None


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, in the order in which it happened.

    `n_earlier` pieces count no more since the belief was set at `set_at`; `known`: steps as they stood then.
    """

    pieces: tuple[Piece, ...] = ()
    artifacts: tuple[ArtifactSaid, ...] = ()
    n_earlier: int = 0
    set_at: datetime | None = None
    known: tuple[StepPast, ...] = ()

    @property
    def chances(self) -> dict[str, float]:
        """Every artifact with what was last said of it."""
        return {said.artifact: said.chance for said in self.artifacts}

    @property
    def replaced(self) -> frozenset[str]:
        """Steps and probes whose own result evidence stands for."""
        return frozenset(piece.source for piece in self.pieces if piece.source is not None)

    def is_checked(self, artifact: str) -> bool:
        """Whether what was last said of an artifact came from a look at it."""
        said = [one for one in self.artifacts if one.artifact == artifact]
        return bool(said) and said[-1].is_checked


def written(said: Said) -> Order:  # type: ignore[type-arg]
    """When a record was written, as an order that no arrival changes."""
    return said.written_at, said.writer, said.count, said.id


def find_cut(versions: Iterable[Said[PlanAdopted] | Said[PlanRevised]]) -> Said[PlanRevised] | None:
    """The revision that last set the belief."""
    setting = [said for said in versions if isinstance(said.record, PlanRevised) and said.record.is_belief_now]
    return max(setting, key=written, default=None)


def hear(
    plan: Plan,
    evidence: Sequence[Said[EvidenceSeen]],
    checks: Sequence[Said[ArtifactChecked]],
    *,
    versions: Sequence[Said[PlanAdopted] | Said[PlanRevised]] = (),
    ends: Iterable[StepPast] = (),
    cut: Said[PlanRevised] | None = None,
    known: tuple[StepPast, ...] = (),
) -> tuple[Heard, tuple[Problem, ...]]:
    """What counts today, and what is wrong with the records.

    `versions`: all that the plan has said, in order; `ends`: its steps and probes; the answers of probes with artifacts count.
    """
    artifacts = _artifacts(versions, evidence, checks)
    hypotheses = {hypothesis.id: hypothesis for hypothesis in plan.hypotheses}
    named = {said.artifact for said in artifacts}
    pieces, problems, n_earlier = list[Piece](), list[Problem](), 0
    for said in sorted(evidence, key=order):
        if cut is not None and written(said) < written(cut):
            n_earlier += 1
            continue
        wrong = _wrong(said.record, hypotheses, named)
        if wrong:
            problems.append(problem("evidence-does-not-fit", said.position, f"evidence {said.id[:8]}: {wrong}"))
            continue
        pieces.append(_piece(said, hypotheses[said.record.hypothesis]))
    for check in checks:
        if not 0.0 <= check.record.chance <= 1.0:
            message = f"artifact `{check.record.artifact}`: a chance of {check.record.chance}"
            problems.append(problem("chance-outside", check.position, message))
    replaced = {piece.source for piece in pieces} | {past.id for past in known if past.ended}
    pieces += _answers(plan, [past for past in ends if past.id not in replaced])
    heard = Heard(
        pieces=tuple(sorted(pieces, key=lambda piece: piece.seen_at)),
        artifacts=artifacts,
        n_earlier=n_earlier,
        set_at=None if cut is None else cut.written_at,
        known=known,
    )
    return heard, tuple(problems)


def _artifacts(
    versions: Iterable[Said[Any]],
    evidence: Iterable[Said[EvidenceSeen]],
    checks: Iterable[Said[ArtifactChecked]],
) -> tuple[ArtifactSaid, ...]:
    """Every chance that was said of an artifact, in order."""
    found = list(_listed(versions))
    for said in evidence:
        found += [
            (
                order(said),
                ArtifactSaid(
                    id=said.id,
                    position=said.position,
                    said_at=said.happened_at,
                    artifact=lean.artifact,
                    chance=lean.chance,
                    is_checked=False,
                ),
            )
            for lean in said.record.leans
            if lean.chance is not None and 0.0 <= lean.chance <= 1.0
        ]
    for check in checks:
        if 0.0 <= check.record.chance <= 1.0:
            one = ArtifactSaid(
                id=check.id,
                position=check.position,
                said_at=check.happened_at,
                artifact=check.record.artifact,
                chance=check.record.chance,
                is_checked=True,
                why=check.record.why,
            )
            found.append((order(check), one))
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].artifact)))


def _listed(versions: Iterable[Said[Any]]) -> Iterator[tuple[Order, ArtifactSaid]]:
    """Artifacts of a plan's probes, wherever a version says another chance than the one before.

    What a version repeats does not undo a look in between.
    """
    before: dict[str, float] = {}
    for version in versions:
        listed = probe_artifacts(version.record.plan)
        for artifact, chance in listed.items():
            if before.get(artifact) != chance:
                said = ArtifactSaid(
                    id=version.id,
                    position=version.position,
                    said_at=version.happened_at,
                    artifact=artifact,
                    chance=chance,
                    is_checked=False,
                )
                yield order(version), said
        before = listed


def _wrong(record: EvidenceSeen, hypotheses: dict[str, Hypothesis], named: set[str]) -> str | None:
    """Why a record can't count, in words; None where it can."""
    hypothesis = hypotheses.get(record.hypothesis)
    if hypothesis is None:
        return f"the plan no longer has the hypothesis `{record.hypothesis}`"
    states = {state for state, _ in hypothesis.states}
    if {state for state, _ in record.chances} != states or len(record.chances) != len(states):
        return f"the states of `{record.hypothesis}` are others today"
    figures = [*(chance for _, chance in record.chances), *(lean.shows for lean in record.leans)]
    if not all(0.0 <= chance <= 1.0 for chance in figures):
        return "a chance that can't be"
    lost = [lean.artifact for lean in record.leans if lean.artifact not in named]
    return f"nothing says how likely the artifact `{lost[0]}` is" if lost else None


def _piece(said: Said[EvidenceSeen], hypothesis: Hypothesis) -> Piece:
    chances = dict(said.record.chances)
    return Piece(
        id=said.id,
        position=said.position,
        seen_at=said.happened_at,
        hypothesis=hypothesis.id,
        chances=tuple(chances[state] for state, _ in hypothesis.states),
        source=said.record.source,
        shows=tuple((lean.artifact, lean.shows) for lean in said.record.leans),
        why=said.record.why,
    )


def _answers(plan: Plan, ends: Iterable[StepPast]) -> Iterator[Piece]:
    """The answers of probes that list artifacts, as evidence on the one hypothesis that they depend on."""
    probes = {probe.id: probe for probe in plan.probes if probe.misled_by}
    hypotheses = {hypothesis.id: hypothesis for hypothesis in plan.hypotheses}
    for past in ends:
        probe = probes.get(past.id)
        if probe is None or past.ended not in ("positive", "negative") or past.ended_at is None:
            continue
        (name, *others) = hypotheses_of(probe.positive) or (probe.about,)
        if not others and name in hypotheses:
            yield _answer(probe, past, past.ended_at, hypotheses[name])


def _answer(probe: Probe, past: StepPast, at: datetime, hypothesis: Hypothesis) -> Piece:
    is_positive = past.ended == "positive"

    def seen(chance: float) -> float:
        return chance if is_positive else 1.0 - chance

    return Piece(
        id=past.end_id or past.id,
        position=past.ended_position or 0,
        seen_at=at,
        hypothesis=hypothesis.id,
        chances=tuple(seen(_in_state(probe.positive, state)) for state, _ in hypothesis.states),
        source=probe.id,
        shows=tuple((listed.artifact, seen(listed.shows)) for listed in probe.misled_by),
        why=None,
        answer="positive" if is_positive else "negative",
    )


def _in_state(chance: Chance, state: str) -> float:
    """A chance that depends on one hypothesis at most, in one of its states."""
    if not isinstance(chance, Conditional):
        return chance
    then = (case.then for case in chance.cases if all(name == state for _, name in case.when))
    return next(then, chance.otherwise or 0.0)
