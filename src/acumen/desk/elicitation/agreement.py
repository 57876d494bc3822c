"""Compare: how far one's taste and another's agree beyond noise, and where they differ most."""

from __future__ import annotations

from datetime import tzinfo

from acumen.desk.book import Book
from acumen.desk.elicitation.shrinkage import rescale, scale_of, scores_of
from acumen.desk.state.finding import text_of
from acumen.desk.state.ideas import IdeaReading
from acumen.errors import UsageError
from acumen.inputs.days import in_zone
from acumen.results.ideas import Again, Apart, ComparedIdeas, RaterAgreement, Scale, ShownIdea

FEWEST = 3


def compare_tastes(
    book: Book,
    name: str,
    *,
    criterion: str | None = None,
    person: str | None = None,
    mine: float | None = None,
    theirs: float | None = None,
) -> ComparedIdeas:
    """`person`, the ledger's owner unless given, beside `name`; `mine`, `theirs`: their reliabilities, where known.

    >>> found = acumen.ideas_compare(book, 'Ada')
    >>> found.name, found.agreement is None
    ('Ada', False)
    """
    reading = IdeaReading(book)
    viewer, other = reading.find_viewer(person), reading.find_viewer(name)
    if viewer == other:
        raise UsageError("expected somebody else to compare with, found yourself", hint="acumen ideas compare NAME")
    by = text_of(criterion)
    shown = [reading.show(one, viewer=viewer) for one in reading.ideas.each()]
    scale = scale_of(shown, by)
    scores = scores_of(shown, criterion=by, scale=scale)
    own = {one.idea: one for one in scores if one.person == viewer}
    others = {one.idea: one for one in scores if one.person == other}
    both = [one for one in shown if one.idea in own and one.idea in others]
    columns = [[side[one.idea].score for one in both] for side in (own, others)]
    again = tuple(_again(shown, key, by, scale, book.now.tzinfo) for key in (viewer, other))
    found, gaps, why = _weigh(columns, (again[0], again[1]), (mine, theirs))
    return ComparedIdeas(
        person=other,
        name=reading.people.names.get(other, name),
        criterion=by,
        scale=scale,
        agreement=found,
        reason=why,
        my_reliability=_say_again(again[0], mine),
        their_reliability=_say_again(again[1], theirs),
        apart=_apart(both, columns, gaps),
        n_not_blind=sum(not (own[one.idea].is_blind and others[one.idea].is_blind) for one in both),
        n_hidden=sum(
            one.is_open and one.has_said(other, by) and not one.has_said(viewer, by) for one in reading.ideas.each()
        ),
        now=book.now,
    )


Pairs = list[tuple[float, float]]


def _again(shown: list[ShownIdea], person: str, criterion: str | None, scale: Scale, zone: tzinfo | None) -> Pairs:
    """What a rater said blind of one idea, first and last, where that was on two days as its clock showed them."""
    found = []
    for idea in shown:
        said = [
            one
            for one in idea.ratings
            if one.person == person and one.criterion == criterion and one.is_blind and not one.is_late
        ]
        if said and in_zone(said[0].said_at, zone).date() != in_zone(said[-1].said_at, zone).date():
            first, last = (rescale(one.score, one.scale, scale) for one in (said[0], said[-1]))
            found.append((first, last))
    return found


Gap = tuple[float, float, float]


def _weigh(
    columns: list[list[float]], again: tuple[Pairs, Pairs], known: tuple[float | None, float | None]
) -> tuple[RaterAgreement | None, list[Gap], str | None]:
    """Agreement and gaps in the order of the columns; or why there are none."""
    n = len(columns[0])
    if n < FEWEST:
        return None, [], f"too few: {n} of the {FEWEST} ideas or more that both have to have rated"
    if any(len(set(column)) == 1 for column in columns):
        return None, [], "one of you gave every idea the same score"
    from acumen.judgment.ratings import comparing  # noqa: PLC0415 -- loads numerics, which too few ideas spare
    from acumen.judgment.ratings.rater_agreement import beyond_noise  # noqa: PLC0415 -- the same

    counted = comparing.agreement(*columns)
    pure = beyond_noise(*columns, again=again, reliabilities=known)
    found = RaterAgreement(
        n=n,
        counted=counted.correlation,
        counted_low=counted.low,
        counted_high=counted.high,
        beyond_noise=pure.middle,
        low=pure.low,
        high=pure.high,
        positive_prob=pure.positive_prob,
    )
    gaps = comparing.differences(*columns, reliabilities=pure.reliabilities)
    ordered = sorted(gaps, key=lambda one: one.index)
    return found, [(one.raw, one.mean, one.same_sign_prob) for one in ordered], None


def _apart(ideas: list[ShownIdea], columns: list[list[float]], gaps: list[Gap]) -> tuple[Apart, ...]:
    """Each idea with its gap, the widest first."""
    found = [
        Apart(
            idea=one.idea,
            short=one.short,
            title=one.title,
            my_score=columns[0][at],
            their_score=columns[1][at],
            gap=gaps[at][0] if gaps else None,
            mean_gap=gaps[at][1] if gaps else None,
            sure_prob=gaps[at][2] if gaps else None,
        )
        for at, one in enumerate(ideas)
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.my_score - one.their_score if one.gap is None else one.gap)))


def _say_again(pairs: Pairs, known: float | None) -> Again:
    if known is not None:
        return Again(n=len(pairs), reliability=known, is_told=True)
    if len(pairs) < FEWEST:
        return Again(n=len(pairs), reliability=None, is_told=False)
    from acumen.judgment.ratings.rater_agreement import again_correlation  # noqa: PLC0415 -- loads numerics

    return Again(n=len(pairs), reliability=again_correlation(pairs), is_told=False)
