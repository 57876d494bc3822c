"""What ratings that may be seen say of each idea: shrunk, with intervals.

Of each rater and idea one score counts: the last blind one, considered before gut; without a blind one the last.
What is hidden from whoever looks enters nothing, so that no figure gives it away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from acumen.errors import UsageError
from acumen.inputs.scales import USUAL
from acumen.results.ideas import Basis, IdeaEstimate, Scale, ShownIdea, ShownRating

N_LEAST_OVERLAP = 3  # ideas with two raters, from which on noise is fitted rather than assumed


class Estimates(msgspec.Struct, frozen=True, kw_only=True):
    """By id of the idea; `icc` is the share of the idea in one score, `fitted` from these ratings or `assumed`."""

    by_id: dict[str, IdeaEstimate]
    basis: Basis
    icc: float | None
    low: float | None
    high: float | None


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What counts of one rater about one idea, on the scale of the list."""

    idea: str
    person: str
    score: float
    is_blind: bool


def scale_of(ideas: Iterable[ShownIdea], criterion: str | None) -> Scale:
    """The scale most ratings that may be seen are on; the wider one of two used equally often."""
    counts = Counter(one.scale for idea in ideas for one in idea.ratings if one.criterion == criterion)
    return max(counts, key=lambda scale: (counts[scale], scale[1] - scale[0], scale), default=USUAL)


def scores_of(ideas: Iterable[ShownIdea], *, criterion: str | None = None, scale: Scale) -> list[Score]:
    """One score for each rater and idea, ideas in their order, raters by their first word."""
    found = []
    for idea in ideas:
        by_person: dict[str, list[ShownRating]] = {}
        for one in idea.ratings:
            if one.criterion == criterion and not one.is_late:
                by_person.setdefault(one.person, []).append(one)
        for person, said in by_person.items():
            counting = max(said, key=lambda one: (one.is_blind, one.manner != "gut", said.index(one)))
            score = rescale(counting.score, counting.scale, scale)
            found.append(Score(idea=idea.idea, person=person, score=score, is_blind=counting.is_blind))
    return found


def rescale(score: float, of: Scale, to: Scale) -> float:
    """The same place between lowest and highest."""
    return score if of == to else to[0] + (score - of[0]) / (of[1] - of[0]) * (to[1] - to[0])


def estimate(scores: Sequence[Score], scale: Scale, *, seed: int = 0) -> Estimates:
    """Fitted with items, raters and noise where at least three ideas have two raters; else shrunk as ratings usually are."""
    if sum(n > 1 for n in Counter(one.idea for one in scores).values()) >= N_LEAST_OVERLAP:
        try:
            return _fit(scores, scale, seed)
        except UsageError:  # every score is the same
            pass
    return _assume(scores, scale)


def _assume(scores: Sequence[Score], scale: Scale) -> Estimates:
    from acumen.judgment.ratings.small_samples import USUAL_ICC, assume  # noqa: PLC0415 -- not needed where ratings are fitted

    by_idea: dict[str, list[float]] = {}
    for one in scores:
        by_idea.setdefault(one.idea, []).append(one.score)
    raw = [sum(said) / len(said) for said in by_idea.values()]
    found = assume(raw, [len(said) for said in by_idea.values()], width=scale[1] - scale[0])
    by_id = {
        idea: _on_scale(len(by_idea[idea]), mean, each.mean, each.low, each.high, scale)
        for idea, mean, each in zip(by_idea, raw, found, strict=True)
    }
    return Estimates(by_id=by_id, basis="assumed", icc=USUAL_ICC if scores else None, low=None, high=None)


def _fit(scores: Sequence[Score], scale: Scale, seed: int) -> Estimates:
    from acumen.judgment.ratings import fitting  # noqa: PLC0415 -- loads numerics, which a list without overlap spares
    from acumen.judgment.ratings.mixed_model import collect  # noqa: PLC0415 -- the same
    from acumen.judgment.ratings.small_samples import VariancePosterior  # noqa: PLC0415 -- the same

    rows = [one.idea for one in scores], [one.person for one in scores], [one.score for one in scores]
    ratings, ideas, _ = collect(*rows)
    fitted = fitting.fit(ratings, seed=seed)
    low, high = fitted.interval(fitting.icc)
    by_id = {}
    for at, idea in enumerate(ideas):
        said = [one.score for one in scores if one.idea == idea]
        each = VariancePosterior(mean=float(fitted.items.mean[at]), sd=float(fitted.items.sd[at]))
        by_id[idea] = _on_scale(len(said), sum(said) / len(said), each.mean, each.low, each.high, scale)
    return Estimates(by_id=by_id, basis="fitted", icc=fitted.best.icc, low=low, high=high)


def _on_scale(n: int, raw: float, mean: float, low: float, high: float, scale: Scale) -> IdeaEstimate:
    """Cut to where scores can be."""
    ends = [min(max(end, scale[0]), scale[1]) for end in (mean, low, high)]
    return IdeaEstimate(n=n, raw_mean=raw, mean=ends[0], low=ends[1], high=ends[2])
