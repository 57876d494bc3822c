"""Right: who knew what ideas would turn out to be, and what a worth said has meant."""

from __future__ import annotations

from collections import Counter

from acumen.desk.elicitation.shrinkage import scale_of, scores_of
from acumen.desk.state.ideas import IdeaReading
from acumen.results.ideas import Kind, RaterRecord, ShownIdea, TrackRecord, WorthSaid

FEWEST = 4


def who_was_right(reading: IdeaReading, *, viewer: str, seed: int = 0) -> TrackRecord:
    """Everybody's scores of ideas, said before it was known, against what those turned out to be."""
    known = [reading.show(one, viewer=viewer) for one in reading.ideas.each() if not one.is_open]
    kinds = Counter[Kind]("score" if one.outcome_hours is None else "hours" for one in known)
    kind: Kind = "score" if kinds["score"] > kinds["hours"] else "hours"
    outcomes = {one.idea: value for one in known if (value := _outcome(one, kind)) is not None}
    shown = [one for one in known if one.idea in outcomes]
    scores = scores_of(shown, scale=scale_of(shown, None))
    by_person: dict[str, dict[str, float]] = {}
    for one in scores:
        by_person.setdefault(one.person, {})[one.idea] = one.score
    raters = [_rater(reading, person, by_person, outcomes, viewer, seed) for person in by_person]
    raters.sort(key=lambda one: (one.correlation is None, -(one.correlation or 0.0), not one.is_mine, -one.n))
    return TrackRecord(
        n_known=len(known),
        kind=kind,
        n_other_kind=len(known) - len(shown),
        raters=tuple(raters),
        worth_said=_worth(known),
    )


def _outcome(idea: ShownIdea, kind: Kind) -> float | None:
    """Hours, or the place of a score on its scale."""
    if kind == "hours":
        return idea.outcome_hours
    if idea.outcome_score is None or idea.outcome_scale is None:
        return None
    low, high = idea.outcome_scale
    return (idea.outcome_score - low) / (high - low)


def _rater(
    reading: IdeaReading,
    person: str,
    by_person: dict[str, dict[str, float]],
    outcomes: dict[str, float],
    viewer: str,
    seed: int,
) -> RaterRecord:
    own, mine = by_person[person], by_person.get(viewer, {})
    common = [] if person == viewer else [idea for idea in own if idea in mine]
    correlation = low = high = ahead = None
    if len(own) >= FEWEST:
        import numpy as np  # noqa: PLC0415 -- too few outcomes spare it

        from acumen.judgment.ratings.rater_agreement import ahead_prob, told_apart  # noqa: PLC0415 -- the same

        found = told_apart(list(own.values()), [outcomes[idea] for idea in own])
        if found is not None:
            correlation, low, high = found.correlation, found.low, found.high
        ahead = ahead_prob(
            [own[idea] for idea in common],
            [mine[idea] for idea in common],
            [outcomes[idea] for idea in common],
            rng=np.random.default_rng(seed),
        )
    return RaterRecord(
        person=person,
        name=reading.people.names.get(person),
        is_mine=person == viewer,
        n=len(own),
        correlation=correlation,
        low=low,
        high=high,
        n_common=len(common),
        ahead_prob=ahead,
    )


def _worth(known: list[ShownIdea]) -> WorthSaid:
    """Only where the owner said hours, and hours came."""
    pairs = [
        (one.worth_hours, one.outcome_hours)
        for one in known
        if one.worth_hours is not None and one.outcome_hours is not None
    ]
    said, out = [was for was, _ in pairs], [is_ for _, is_ in pairs]
    correlation = ratio = None
    if len(pairs) >= FEWEST:
        from acumen.judgment.ratings.rater_agreement import told_apart, worth_ratio  # noqa: PLC0415 -- loads numerics

        correlation, ratio = told_apart(said, out), worth_ratio(said, out)
    return WorthSaid(
        n=len(pairs),
        correlation=None if correlation is None else correlation.correlation,
        low=None if correlation is None else correlation.low,
        high=None if correlation is None else correlation.high,
        turned_out_ratio=None if ratio is None else ratio.middle,
        turned_out_ratio_low=None if ratio is None else ratio.low,
        turned_out_ratio_high=None if ratio is None else ratio.high,
        n_nothing=sum(hours == 0.0 for hours in out),
    )
