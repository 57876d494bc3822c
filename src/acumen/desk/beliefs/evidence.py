"""Evidence: something was seen that speaks for or against a hypothesis; how far it moves the belief."""

import contextlib
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from acumen.borders.near import did_you_mean
from acumen.borders.signs import as_named, as_spelt
from acumen.desk.beliefs.believe import refuse_without
from acumen.desk.book import Book
from acumen.desk.state.belief_history import moved_bits, weigh_all
from acumen.desk.state.current_plan import Chosen, choose, progress_of
from acumen.desk.state.likelihoods import tells
from acumen.desk.state.updating import notes_of
from acumen.errors import UsageError
from acumen.history import ArtifactSaid, Piece, PlanState
from acumen.inputs.step_bets import to_chance
from acumen.judgment.evidence import cap_bits
from acumen.readings.misread import listed, shorten
from acumen.records import EvidenceSeen, Hypothesis, Leaning
from acumen.results.beliefs import EvidenceWeighed, IfFrom, JointEvidence

LEAN = "write 'bug: 5%', or 'bug: 5%, shows 80%' where the bug would not always show it"

NOT_WRITTEN = 0  # the position of what is only supposed


def evidence(
    book: Book,
    hypothesis: str,
    *,
    plan: str | None = None,
    if_true: str | float | None = None,
    if_false: str | float | None = None,
    states: Mapping[str, str | float] | None = None,
    source: str | None = None,
    artifacts: Iterable[str] = (),
    why: str | None = None,
) -> EvidenceWeighed:
    """Write down what was seen: its chance if the hypothesis is true and if it is false, or in each of its `states`.

    `source`: the ended step or probe it was read off; it then counts instead of that result. `artifacts`: ways in which it
    may mislead, as `bug: 5%, shows 100%`; the chance is left out of one that is known. Raises UsageError.

    >>> seen = acumen.evidence_add(book, 'clean', if_true='80%', if_false=0.4)
    >>> round(seen.bits, 2)
    1.0
    """
    leans = tuple(read_lean(text) for text in artifacts)
    if states is not None and (if_true is not None or if_false is not None):
        raise UsageError("expected the chance in each state once", hint="--state is for hypotheses with several states")
    said = {"yes": if_true, "no": if_false} if states is None else dict(states)

    def asks(state: PlanState) -> bool:
        known = [one.id for one in state.plan.hypotheses]
        return as_named(hypothesis, known) in known

    return book.transact(lambda: _see(book, choose(book, plan, has=asks), hypothesis, said, source, leans, why))


def _see(
    book: Book,
    chosen: Chosen,
    name: str,
    said: Mapping[str, str | float | None],
    source: str | None,
    leans: tuple[Leaning, ...],
    why: str | None,
) -> EvidenceWeighed:
    refuse_without(chosen.state)
    hypothesis = find_hypothesis(chosen, name)
    source = None if source is None else _find_source(chosen, source)
    named = chosen.state.heard.chances
    leans = tuple(msgspec.structs.replace(lean, artifact=as_spelt(lean.artifact, named)) for lean in leans)
    _refuse_leans(chosen.state, leans)
    record = EvidenceSeen(
        plan=chosen.state.id,
        hypothesis=hypothesis.id,
        chances=_chances(hypothesis, said),
        source=source,
        leans=leans,
        why=why,
    )
    then = _suppose(chosen.state, record, book.now)
    before, after = [weigh_all(state).belief(hypothesis.id) for state in (chosen.state, then)]
    if_from = () if source is not None else tuple(_if_from(chosen.state, record, book.now))
    (id_,) = book.write(record)
    place = 0 if hypothesis.is_binary else after.index(max(after))
    return EvidenceWeighed(
        id=id_,
        plan=chosen.plan.plan,
        hypothesis=hypothesis.id,
        states=tuple(state for state, _ in hypothesis.states),
        is_binary=hypothesis.is_binary,
        before=before,
        after=after,
        bits=moved_bits(before, after, place),
        source=source,
        if_from=if_from,
        joint=tuple(_together(then, hypothesis.id, lean.artifact) for lean in leans),
        notes=notes_of(then.plan, then.heard),
        others=chosen.others,
        named=chosen.named,
    )


def _find_source(chosen: Chosen, source: str) -> str:
    """The step or probe whose result the evidence is."""
    source = as_named(source, [past.id for past in chosen.state.steps])
    _refuse_source(chosen, source)
    return source


def _suppose(state: PlanState, record: EvidenceSeen, at: datetime) -> PlanState:
    """The plan as it would stand once that is written."""
    chances = dict(record.chances)
    hypothesis = next(one for one in state.plan.hypotheses if one.id == record.hypothesis)
    piece = Piece(
        id="of now",
        position=NOT_WRITTEN,
        seen_at=at,
        hypothesis=record.hypothesis,
        chances=tuple(chances[name] for name, _ in hypothesis.states),
        source=record.source,
        shows=tuple((lean.artifact, lean.shows) for lean in record.leans),
        why=record.why,
    )
    said = tuple(
        ArtifactSaid(
            id=piece.id,
            position=NOT_WRITTEN,
            said_at=at,
            artifact=lean.artifact,
            chance=lean.chance,
            is_checked=False,
        )
        for lean in record.leans
        if lean.chance is not None
    )
    kept = [one for one in state.heard.pieces if one.answer is None or one.source != record.source]
    heard = msgspec.structs.replace(state.heard, pieces=(*kept, piece), artifacts=(*state.heard.artifacts, *said))
    return msgspec.structs.replace(state, heard=heard)


def _if_from(state: PlanState, record: EvidenceSeen, at: datetime) -> Iterator[IfFrom]:
    """For each step or probe that ended and tells about the hypothesis: the belief if the evidence stood for that result."""
    progress = progress_of(state)
    told = [(tell.id, tell.hypotheses) for tell in tells(state.plan, progress) if tell.id in progress.ended]
    told += [(piece.source or "", (piece.hypothesis,)) for piece in state.heard.pieces if piece.answer is not None]
    for source, about in told:
        if record.hypothesis not in about:
            continue
        then = _suppose(state, msgspec.structs.replace(record, source=source), at)
        with contextlib.suppress(UsageError):  # it could not stand for a result that it contradicts
            yield IfFrom(source=source, belief=weigh_all(then).belief(record.hypothesis))


def _together(state: PlanState, hypothesis: str, artifact: str) -> JointEvidence:
    """What all evidence on the hypothesis that leans on an artifact can give at most."""
    shows = [dict(piece.shows)[artifact] for piece in _leaning(state, hypothesis, artifact)]
    cap, chance = math.inf, state.heard.chances[artifact]
    if chance > 0.0:
        cap = cap_bits(chance, shows)
    return JointEvidence(
        artifact=artifact, chance=chance, n_pieces=len(shows), cap_bits=cap if math.isfinite(cap) else None
    )


def _leaning(state: PlanState, hypothesis: str, artifact: str) -> list[Piece]:
    return [
        piece
        for piece in state.heard.pieces
        if piece.hypothesis == hypothesis and any(name == artifact for name, _ in piece.shows)
    ]


def find_hypothesis(chosen: Chosen, name: str) -> Hypothesis:
    """The plan's hypothesis of that id; UsageError where there is none."""
    known = [hypothesis.id for hypothesis in chosen.plan.hypotheses]
    name = as_named(name, known)
    for hypothesis in chosen.plan.hypotheses:
        if hypothesis.id == name:
            return hypothesis
    raise UsageError(
        f"expected a hypothesis of {chosen.plan.plan}, found {shorten(name)}",
        hint=did_you_mean(name, known, f"hypotheses are {listed(known)}"),
    )


def _chances(hypothesis: Hypothesis, said: Mapping[str, str | float | None]) -> tuple[tuple[str, float], ...]:
    """The chance of seeing it in every state."""
    states = [state for state, _ in hypothesis.states]
    said = {as_spelt(state, states): chance for state, chance in said.items()}
    missing = [state for state in states if said.get(state) is None]
    if missing or set(said) - set(states):
        form = "--if-true 80% --if-false 20%"
        if not hypothesis.is_binary:
            form = " ".join(f"--state {state}=…%" for state in states)
        wanted = "if it is true and if it is false" if hypothesis.is_binary else f"in each of {listed(states)}"
        raise UsageError(f"expected the chance of seeing it {wanted}", hint=form)
    chances = {state: to_chance(said[state]) or 0.0 for state in states}
    if not any(chances.values()):
        raise UsageError(
            "expected something that can be seen, found a chance of 0 in every state",
            hint="say how likely it was before you saw it; only the ratio of the chances matters",
        )
    return tuple(chances.items())


def _refuse_source(chosen: Chosen, source: str) -> None:
    """UsageError unless the step or probe has ended."""
    known = [past.id for past in chosen.state.steps]
    if source not in known:
        hint = did_you_mean(source, known, f"they are {listed(known)}")
        raise UsageError(f"expected a step or probe of {chosen.plan.plan}, found {shorten(source)}", hint=hint)
    if chosen.step(source).ended is None:
        raise UsageError(
            f"`{source}` has not ended, so there is no result yet that the evidence could stand for",
            hint=f"say how it ended first: acumen done {source} …; or leave --from out for what was seen besides",
        )


def _refuse_leans(state: PlanState, leans: tuple[Leaning, ...]) -> None:
    """UsageError where an artifact's chance is not known, or known otherwise."""
    chances = state.heard.chances
    for lean in leans:
        known = chances.get(lean.artifact)
        if known is None and lean.chance is None:
            raise UsageError(f"expected the chance of the artifact {shorten(lean.artifact)}", hint=LEAN)
        if known is not None and lean.chance is not None and lean.chance != known:
            command = f"acumen evidence check {lean.artifact} --chance {100 * lean.chance:g}%"
            hint = f"leave its chance out here; to change it: {command}"
            raise UsageError(f"`{lean.artifact}` has a chance of {100 * known:.3g} % in this plan", hint=hint)
    names = [lean.artifact for lean in leans]
    if len(set(names)) < len(names):
        raise UsageError("expected each artifact once", hint="the largest chance of those present counts anyway")


def read_lean(text: str) -> Leaning:
    """`bug: 5%, shows 80%`; either figure may be left out: a chance that is known, or 100 %."""
    name, _, rest = text.partition(":")
    name = name.strip()
    if not name or any(character.isspace() for character in name):
        raise UsageError(f"expected the name of an artifact in one word, found {shorten(text)}", hint=LEAN)
    chance, shows = None, 1.0
    for part in filter(None, (part.strip() for part in rest.split(","))):
        word, _, figure = part.partition(" ")
        if word == "shows":
            shows = to_chance(figure.strip()) or 0.0
        elif chance is None:
            chance = to_chance(part)
        else:
            raise UsageError(f"expected a chance and perhaps `shows 80%`, found {shorten(text)}", hint=LEAN)
    return Leaning(artifact=name, chance=chance, shows=shows)
