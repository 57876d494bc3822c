"""Checked: an artifact was looked into, and everything that leans on it is weighed anew."""

import msgspec

from acumen.borders.near import did_you_mean
from acumen.borders.signs import as_named
from acumen.desk.book import Book
from acumen.desk.state.belief_history import moved_bits, weigh_all
from acumen.desk.state.current_plan import Chosen, choose
from acumen.errors import UsageError
from acumen.history import ArtifactSaid, PlanState
from acumen.inputs.step_bets import to_chance
from acumen.readings.misread import listed, shorten
from acumen.records import ArtifactChecked
from acumen.results.beliefs import ArtifactStanding, Reweighed

LEAST_MOVE = 1e-9  # of a chance


def checked(
    book: Book,
    artifact: str,
    *,
    plan: str | None = None,
    is_ruled_out: bool = False,
    is_found: bool = False,
    chance: str | float | None = None,
    why: str | None = None,
) -> ArtifactStanding:
    """Write down that an artifact is ruled out, found, or has another chance (apart from what the evidence says of it).

    Raises UsageError.

    >>> seen = acumen.evidence_add(book, 'clean', if_true=0.8, if_false=0.4, artifacts=['leak: 5%'])
    >>> acumen.evidence_check(book, 'leak', is_ruled_out=True).chance
    0.0
    """
    said = to_chance(chance)
    if is_ruled_out + is_found + (said is not None) != 1:
        raise UsageError("expected one of ruled out, found, or a chance", hint="--ruled-out, --found or --chance 2%")
    figure = 0.0 if is_ruled_out else 1.0 if is_found else said or 0.0

    def names(state: PlanState) -> bool:
        return as_named(artifact, state.heard.chances) in state.heard.chances

    return book.transact(lambda: _check(book, choose(book, plan, has=names), artifact, figure, why))


def _check(book: Book, chosen: Chosen, artifact: str, chance: float, why: str | None) -> ArtifactStanding:
    known = chosen.state.heard.chances
    artifact = as_named(artifact, known)
    if artifact not in known:
        hint = did_you_mean(
            artifact, list(known), f"named so far are {listed(known)}" if known else "none is named so far"
        )
        raise UsageError(f"expected an artifact that evidence names, found {shorten(artifact)}", hint=hint)
    said = ArtifactSaid(
        id="of now", position=0, said_at=book.now, artifact=artifact, chance=chance, is_checked=True, why=why
    )
    heard = msgspec.structs.replace(chosen.state.heard, artifacts=(*chosen.state.heard.artifacts, said))
    then = msgspec.structs.replace(chosen.state, heard=heard)
    moved = reweighed(chosen.state, then)
    record = ArtifactChecked(plan=chosen.state.id, artifact=artifact, chance=chance, why=why)
    (id_,) = book.write(record)
    return ArtifactStanding(
        id=id_,
        plan=chosen.plan.plan,
        artifact=artifact,
        old_chance=known[artifact],
        chance=chance,
        moved=moved,
        others=chosen.others,
        named=chosen.named,
    )


def reweighed(before: PlanState, after: PlanState) -> tuple[Reweighed, ...]:
    """Every hypothesis that is believed otherwise after than before."""
    then, now = weigh_all(before), weigh_all(after)
    found = []
    for hypothesis in after.plan.hypotheses:
        was, is_ = then.belief(hypothesis.id), now.belief(hypothesis.id)
        if max(abs(old - new) for old, new in zip(was, is_, strict=True)) <= LEAST_MOVE:
            continue
        place = 0 if hypothesis.is_binary else is_.index(max(is_))
        found.append(
            Reweighed(
                hypothesis=hypothesis.id,
                states=tuple(state for state, _ in hypothesis.states),
                is_binary=hypothesis.is_binary,
                before=was,
                after=is_,
                bits=moved_bits(was, is_, place),
            )
        )
    return tuple(found)
