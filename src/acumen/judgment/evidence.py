"""Evidence that may mislead: beliefs by Bayes' rule, with artifacts that several pieces of evidence may share.

A named artifact A (a bug, a leak, noise, a source that is repeated) is one event for all evidence that names it. Given which
artifacts are present, pieces of evidence are independent: piece E_j is seen with chance q_j = P(E_j | A) whatever the
hypothesis is where an artifact that it names is present (several: the largest q_j), else with P(E_j | h). So

    P(E_1 … E_n | h) = Σ_A P(A) ∏_j P(E_j | h, A).

For one artifact of chance a named by all of them, with Q = ∏ q_j, the *joint* likelihood ratio is at most
((1 − a) + a·Q) / (a·Q): three results that one bug of 5 % would all show (q = 1) give log2(1/.05) = 4.3 bits together.
The order of the evidence makes no difference, and a check of an artifact re-weighs everything that names it.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from acumen.errors import UsageError

MAX_ARTIFACTS = 12  # that meet in one sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A way in which evidence may mislead, present with `chance`."""

    id: str
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that was seen: its chance in each state of the hypothesis, and `shows`, its chance under each artifact.

    `is_denial`: it is the absence of what its artifacts show, so that of several present the smallest chance counts.
    """

    id: str
    chances: tuple[float, ...]  # (n_states,)
    shows: Mapping[str, float] = field(default_factory=dict)
    is_denial: bool = False


def posterior(
    prior: Sequence[float], evidence: Sequence[Evidence], artifacts: Sequence[Artifact] = ()
) -> tuple[float, ...]:
    """The belief (n_states,) after all evidence; UsageError where the evidence can't come in any state believed in."""
    joint = joint_likelihoods(len(prior), evidence, artifacts)
    weights = [prob * likelihood for prob, likelihood in zip(prior, joint, strict=True)]
    total = math.fsum(weights)
    if not total > 0.0:
        names = ", ".join(piece.id for piece in evidence)
        raise UsageError(
            f"expected evidence that can come about, found {names} impossible in every state that is believed in",
            hint="a chance of 0 says that it can't be; write 1% for what would merely surprise",
        )
    return tuple(weight / total for weight in weights)


def joint_likelihoods(
    n_states: int, evidence: Sequence[Evidence], artifacts: Sequence[Artifact] = ()
) -> tuple[float, ...]:
    """P(all evidence | state), one for each state: a product over pieces that share no artifact, a sum where they do."""
    _check(n_states, evidence, artifacts)
    known = {artifact.id: artifact for artifact in artifacts}
    found = [1.0] * n_states
    for pieces, names in _families(evidence):
        sums = _sum_over(n_states, pieces, [known[name] for name in names])
        found = [likelihood * one for likelihood, one in zip(found, sums, strict=True)]
    return tuple(found)


def trail(
    prior: Sequence[float], evidence: Sequence[Evidence], artifacts: Sequence[Artifact] = ()
) -> tuple[tuple[float, ...], ...]:
    """The belief after each piece, those before it counted along: (n_evidence, n_states). The last is `posterior`."""
    return tuple(posterior(prior, evidence[: number + 1], artifacts) for number in range(len(evidence)))


def log_odds_bits(belief: Sequence[float], state: int) -> float:
    """Log2 of the odds of a state against all others; ±inf where it is certain."""
    other = math.fsum(prob for number, prob in enumerate(belief) if number != state)
    if belief[state] <= 0.0 or other <= 0.0:
        return -math.inf if belief[state] <= 0.0 else math.inf
    return math.log2(belief[state]) - math.log2(other)


def cap_bits(chance: float, shows: Iterable[float]) -> float:
    """The most that evidence can give together, in bits, where one artifact of `chance` would show it all: see above.

    inf where the artifact can't be, or would not show some of it.
    """
    whole = math.prod(shows)
    if chance * whole <= 0.0:
        return math.inf
    return math.log2((1.0 - chance) + chance * whole) - math.log2(chance * whole)


def checked(artifacts: Sequence[Artifact], id_: str, *, chance: float) -> tuple[Artifact, ...]:
    """The artifacts once one was looked into: chance 0 where it was ruled out, 1 where it was found."""
    if all(artifact.id != id_ for artifact in artifacts):
        known = ", ".join(artifact.id for artifact in artifacts) or "none"
        raise UsageError(f"expected the id of an artifact, found {id_!r}", hint=f"known are: {known}")
    _check_chance(chance, f"the artifact {id_!r}")
    return tuple(replace(artifact, chance=chance) if artifact.id == id_ else artifact for artifact in artifacts)


def entropy_bits(belief: Iterable[float]) -> float:
    """−Σ p·log2 p."""
    return -math.fsum(prob * math.log2(prob) for prob in belief if prob > 0.0)


def _families(evidence: Sequence[Evidence]) -> Iterator[tuple[list[Evidence], list[str]]]:
    """Pieces that are tied together by the artifacts they name, with those artifacts."""
    left = list(evidence)
    while left:
        pieces = [left.pop(0)]
        names = dict.fromkeys(pieces[0].shows)
        while True:
            more = [piece for piece in left if any(name in names for name in piece.shows)]
            if not more:
                break
            left = [piece for piece in left if not any(name in names for name in piece.shows)]
            for piece in more:
                names.update(dict.fromkeys(piece.shows))
            pieces += more
        yield pieces, list(names)


def _sum_over(n_states: int, pieces: Sequence[Evidence], artifacts: Sequence[Artifact]) -> list[float]:
    """Σ over which artifacts are present, for each state."""
    sums: list[list[float]] = [[] for _ in range(n_states)]
    for present in product((False, True), repeat=len(artifacts)):
        here = [artifact.id for artifact, is_present in zip(artifacts, present, strict=True) if is_present]
        prob = math.prod(
            artifact.chance if is_present else 1.0 - artifact.chance
            for artifact, is_present in zip(artifacts, present, strict=True)
        )
        if prob <= 0.0:
            continue
        misled = [_shown(piece, here) for piece in pieces]
        for state in range(n_states):
            likelihoods = (
                piece.chances[state] if shown is None else shown for piece, shown in zip(pieces, misled, strict=True)
            )
            sums[state].append(prob * math.prod(likelihoods))
    return [math.fsum(terms) for terms in sums]


def _shown(piece: Evidence, present: Sequence[str]) -> float | None:
    """The chance of seeing it with some artifacts present; None where it names none of them."""
    shows = [piece.shows[name] for name in present if name in piece.shows]
    most = min if piece.is_denial else max
    return most(shows, default=None)


def _check(n_states: int, evidence: Sequence[Evidence], artifacts: Sequence[Artifact]) -> None:
    """UsageError where a chance is none, an artifact is not known, or too many meet."""
    known = {artifact.id for artifact in artifacts}
    for artifact in artifacts:
        _check_chance(artifact.chance, f"the artifact {artifact.id!r}")
    for piece in evidence:
        if len(piece.chances) != n_states:
            raise UsageError(
                f"expected {n_states} chances, one for each state, in {piece.id!r}, found {len(piece.chances)}",
                hint="give a chance of seeing it in every state",
            )
        for chance in (*piece.chances, *piece.shows.values()):
            _check_chance(chance, f"the evidence {piece.id!r}")
        unknown = [name for name in piece.shows if name not in known]
        if unknown:
            raise UsageError(
                f"expected artifacts that have a chance, found {unknown[0]!r} in {piece.id!r}",
                hint="say how likely it is wherever you name it first",
            )
    for pieces, names in _families(evidence):
        if len(names) > MAX_ARTIFACTS:
            raise UsageError(
                f"expected at most {MAX_ARTIFACTS} artifacts that meet in the same evidence, found {len(names)}",
                hint=f"they are tied together by {', '.join(piece.id for piece in pieces[:4])}; name fewer, or larger ones",
            )


def _check_chance(chance: float, where: str) -> None:
    if not 0.0 <= chance <= 1.0:
        raise UsageError(
            f"expected chances from 0 to 1 in {where}, found {chance}",
            hint="write each as a figure from 0 to 1, like 0.7",
        )
