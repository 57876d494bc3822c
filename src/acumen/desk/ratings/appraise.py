"""Appraise: how much one decision, or several, should move a belief about a person, a paper, an idea."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from scipy.special import ndtr

from acumen.borders.figures import read_finite
from acumen.desk.ratings.summary import say
from acumen.errors import UsageError
from acumen.judgment.ratings import decisions as maths
from acumen.judgment.ratings.decisions import Belief, Decision, QualityPrior, WeighedDecision
from acumen.judgment.ratings.published import PUBLISHED, find
from acumen.results.ratings import (
    AGAIN,
    Appraised,
    DecisionCurve,
    DecisionWeighed,
    KindOfWork,
    KnownRating,
    MoreRaters,
    Percentile,
    PublishedReliability,
)
from acumen.version import __version__

REACH, N_CURVE, N_CELLS, ROUNDING = 3.5, 140, 2_000, 0.06  # of the picture, in sds of the prior
THIN_SD = 0.2  # of the prior's sds: a smaller move is not worth acting on (Cohen's small effect)
ENDS = (0.05, 0.95)
N_PARTS = (3, 4)
FITTED = "fitted"
WORDS = {"accepted": True, "accept": True, "yes": True, "rejected": False, "reject": False, "no": False}


# A reader before any discussion agrees with another at .21 (ICLR 2021); the hours are what asking costs the author.
SOURCES = (
    PublishedReliability(name="one reader scores it for you", reliability=0.21, cost_hours=1.0),
    PublishedReliability(name="three readers score it for you", reliability=0.44, cost_hours=3.0),
)
THEIR_SCORE = PublishedReliability(
    name="the score behind the decision, where it is told", reliability=0.0, cost_hours=0.2
)


def appraise(
    decisions: Sequence[Decision],
    *,
    prior: QualityPrior | None = None,
    shared: float | None = None,
    pool: float | None = None,
    sources: Sequence[PublishedReliability] = SOURCES,
    told: Sequence[str] = (),
) -> Appraised:
    """What these decisions should do to a belief; `pool`: the pool is the upper share of its field, by quality.

    `told` names where each reliability comes from. UsageError for arguments outside their domain.

    >>> from acumen.judgment.ratings.decisions import Decision
    >>> found = acumen.appraise([Decision(is_accepted=False, accept=0.26, reliability=0.54)])
    >>> round(found.moved_sd, 2)
    -0.32
    """
    if pool is not None and not 0.0 < pool <= 1.0:
        raise UsageError(
            f"expected the pool as a share of its field above 0 and at most 1, found {pool:g}",
            hint="write the upper share of the field that it is, like 10% or 0.1",
        )
    before, common = prior or QualityPrior(), maths.SHARED if shared is None else shared
    weighed = maths.weigh(decisions, prior=before, shared=common)
    kinds = tuple(_kind(name, belief) for name, belief in weighed.kinds.items())
    main = weighed.kinds[decisions[-1].kind]
    moved = max((belief.mean - before.mean for belief in weighed.kinds.values()), key=abs)
    place = _percentile(main, before)
    found = Appraised(
        mean_sd=main.mean,
        moved_sd=main.mean - before.mean,
        spread_sd=main.sd,
        percentile=place,
        bits=weighed.bits,
        learned_bits=weighed.learned_bits,
        chance=weighed.chance,
        is_thin=abs(moved) < THIN_SD * before.sd,
        sentence="",
        decisions=tuple(_heard(each, before, source) for each, source in _with_sources(decisions, told)),
        kinds=kinds if len(kinds) > 1 else (),
        general_sd=None if weighed.general is None else weighed.general.mean,
        shared=None if weighed.general is None else common,
        field_percentile=None if pool is None else _in_field(place, pool),
        more=_more(main, decisions, sources, before),
        curve=_curve(main, before),
        notes=_notes(weighed, decisions, common),
        version=__version__,
    )
    return msgspec.structs.replace(found, sentence=say(found))


def _with_sources(decisions: Sequence[Decision], told: Sequence[str]) -> list[tuple[Decision, str]]:
    return list(zip(decisions, [*told, *[""] * (len(decisions) - len(told))], strict=True))


def _heard(decision: Decision, prior: QualityPrior, source: str) -> DecisionWeighed:
    return DecisionWeighed(
        outcome="accepted" if decision.is_accepted else "rejected",
        accept=decision.accept,
        reliability=decision.reliability,
        kind=decision.kind,
        alone_sd=maths.shift(decision, prior=prior)[0] - prior.mean,
        source=source,
    )


def _kind(name: str, belief: Belief) -> KindOfWork:
    return KindOfWork(
        kind=name, mean_sd=belief.mean, spread_sd=belief.sd, pool_percentile=maths.percentile(belief.mean)
    )


def _percentile(belief: Belief, prior: QualityPrior) -> Percentile:
    low, high = (maths.percentile(belief.quantile(prob)) for prob in ENDS)
    return Percentile(from_=maths.percentile(prior.mean), to=maths.percentile(belief.mean), low=low, high=high)


def _in_field(place: Percentile, pool: float) -> Percentile:
    """The upper share `pool` of a field: what lies u up in the pool lies 1 − pool·(1 − u) up in the field."""
    names = place.__struct_fields__
    return Percentile(**{name: 100.0 * (1.0 - pool * (1.0 - getattr(place, name) / 100.0)) for name in names})


def _curve(belief: Belief, prior: QualityPrior) -> DecisionCurve:
    """Over ± 3.5 sds of the prior; the belief after by the chances of bins, rounded off by .06 sd against a grid showing."""
    edges = prior.mean + prior.sd * np.linspace(-REACH, REACH, N_CURVE + 1)
    middle, width = 0.5 * (edges[1:] + edges[:-1]), edges[1] - edges[0]
    at = np.linspace(belief.at[0], belief.at[-1], N_CELLS)
    place = (belief.at - at[0]) / (at[1] - at[0])
    left = np.minimum(place.astype(np.int64), N_CELLS - 2)
    share = belief.weights * (place - left)  # of each weight, to the node on its right
    cells = np.bincount(left, belief.weights - share, N_CELLS) + np.bincount(left + 1, share, N_CELLS)
    below = ndtr((edges[:, None] - at) / (ROUNDING * prior.sd)) @ cells
    before = np.exp(-0.5 * ((middle - prior.mean) / prior.sd) ** 2) / (prior.sd * math.sqrt(2.0 * math.pi))
    return DecisionCurve(
        quality=tuple(middle.tolist()), before=tuple(before.tolist()), after=tuple((np.diff(below) / width).tolist())
    )


def _more(
    belief: Belief, decisions: Sequence[Decision], sources: Sequence[PublishedReliability], prior: QualityPrior
) -> tuple[MoreRaters, ...]:
    """What else would tell how much, given the belief as it is now."""
    found = [_ask(source, maths.score_bits(belief, source.reliability)) for source in sources]
    if len(decisions) == 1:
        found.append(_ask(THEIR_SCORE, maths.own_score_bits(belief, decisions[0], prior=prior)))
    again = MoreRaters(name=AGAIN, bits=maths.decision_bits(belief, decisions[-1]), cost_hours=None, bits_per_hour=None)
    return tuple(sorted([*found, again], key=lambda each: (-(each.bits_per_hour or 0.0), -each.bits)))


def _ask(source: PublishedReliability, bits: float) -> MoreRaters:
    rate = None if source.cost_hours is None else bits / source.cost_hours
    return MoreRaters(name=source.name, bits=bits, cost_hours=source.cost_hours, bits_per_hour=rate)


def _notes(weighed: WeighedDecision, decisions: Sequence[Decision], shared: float) -> tuple[str, ...]:
    notes = []
    if weighed.general is not None:
        notes.append(
            f"That kinds of work share {100 * shared:.3g} % of the variance of quality is an assumption, not a published "
            "figure: --shared sets it."
        )
    if weighed.bits is None:
        notes.append(f"The mutual information is computed for at most {maths.MOST_ENUMERATED} decisions.")
    if len({decision.kind for decision in decisions}) == 1 and len(decisions) > 1:
        notes.append("The decisions count as independent given the quality: different committees that did not talk.")
    return tuple(notes)


def read_decision(text: str, *, fitted: tuple[float, str] | None = None) -> tuple[Decision, str]:
    """`OUTCOME:ACCEPT:RELIABILITY[:KIND]`, as `rejected:26%:.54` or `accepted:5%:iclr2022:talks`, and its source.

    `fitted`: what the reliability `fitted` stands for.
    """
    parts = [part.strip() for part in text.split(":")]
    if len(parts) not in N_PARTS:
        hint = "write it like rejected:26%:.54 or accepted:5%:neurips2014:papers"
        raise UsageError(f"expected OUTCOME:ACCEPT:RELIABILITY or one more with the KIND, found {text!r}", hint=hint)
    reliability, source = fitted if fitted and parts[2] == FITTED else read_reliability(parts[2])
    kind = parts[3] if len(parts) == max(N_PARTS) and parts[3] else maths.ONE_KIND
    accepted = read_outcome(parts[0])
    return Decision(is_accepted=accepted, accept=read_share(parts[1]), reliability=reliability, kind=kind), source


def read_outcome(text: str) -> bool:
    """`accepted` or `rejected`."""
    if text.lower() not in WORDS:
        raise UsageError(f"expected accepted or rejected, found {text!r}", hint="write one of the two")
    return WORDS[text.lower()]


def read_share(text: str) -> float:
    """`26%` or `0.26`."""
    try:
        return read_finite(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        raise UsageError(
            f"expected a share like 26% or 0.26, found {text!r}",
            hint="write the share that is accepted, as a percentage or a figure from 0 to 1",
        ) from None


def read_reliability(text: str) -> tuple[float, str]:
    """A figure, or the name of a published one with its source."""
    try:
        return read_finite(text.removeprefix("r=").removeprefix("r")), ""
    except ValueError:
        entry = find(text)
        note = f"; {entry.note}" if entry.note else ""
        return entry.committee, f"{entry.what}, {entry.n_raters} raters: {entry.source}{note}"


def read_prior(text: str) -> QualityPrior:
    """`MEAN,SD` in sds of the pool."""
    try:
        mean, sd = (read_finite(part) for part in text.split(","))
    except ValueError:
        hint = "0,1 is the pool itself; 0.5,0.8 is half an sd better, and surer"
        raise UsageError(f"expected a prior MEAN,SD in sds of the pool, found {text!r}", hint=hint) from None
    return QualityPrior(mean=mean, sd=sd)


def read_source(text: str) -> PublishedReliability:
    """`NAME:RELIABILITY[:HOURS]`."""
    name, *figures = (part.strip() for part in text.split(":"))
    reliability, hours = (_figure(figures[at]) if at < len(figures) else None for at in (0, 1))
    is_timed = len(figures) > 1
    is_wrong = reliability is None or not 0.0 <= reliability < 1.0 or len(figures) > len(("r", "hours"))
    if reliability is None or is_wrong or (is_timed and (hours is None or not hours > 0.0)):
        hint = "write it like 'my mentor reads it:.4:2'"
        raise UsageError(f"expected NAME:RELIABILITY or NAME:RELIABILITY:HOURS, found {text!r}", hint=hint)
    return PublishedReliability(name=name, reliability=reliability, cost_hours=hours)


def _figure(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def published() -> tuple[KnownRating, ...]:
    """The table."""
    return tuple(
        KnownRating(
            name=entry.name,
            what=entry.what,
            one_rater=None if entry.is_committee else entry.reliability,
            n_raters=entry.n_raters,
            committee=entry.committee,
            source=entry.source,
            note=entry.note,
        )
        for entry in PUBLISHED
    )
