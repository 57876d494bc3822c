"""The list of ideas with what raters make of each, and one of them in full."""

from __future__ import annotations

from typing import Literal, TypeAlias

from acumen.desk.book import Book
from acumen.desk.elicitation.merged_ideas import following
from acumen.desk.elicitation.shrinkage import estimate, rescale, scale_of, scores_of
from acumen.desk.state.finding import LIKE_AN_ID, text_of
from acumen.desk.state.ideas import IdeaReading
from acumen.errors import UsageError
from acumen.history import Idea
from acumen.inputs.matching import is_of_domain
from acumen.results.ideas import IdeaEstimate, IdeaRow, IdeasListed, Scale, ShownIdea

State: TypeAlias = Literal["open", "known", "all"]


def list_ideas(
    book: Book,
    *,
    search: str | None = None,
    state: State = "all",
    domain: str | None = None,
    criterion: str | None = None,
    person: str | None = None,
    seed: int = 0,
) -> IdeasListed:
    """Ideas in a state with all words of `search` in their title, or whose id begins so; as `person` sees them.

    Ratings of all ideas, shown or not, tell how much noise there is.

    >>> [row.shown.title for row in acumen.ideas(book, search='benchmark').rows]
    ['A benchmark of questions nobody can answer']
    """
    reading = IdeaReading(book)
    viewer = reading.find_viewer(person)
    by = text_of(criterion)
    everything = [reading.show(one, viewer=viewer) for one in reading.ideas.each()]
    scale = scale_of(everything, by)
    found = estimate(scores_of(everything, criterion=by, scale=scale), scale, seed=seed)
    wanted = {one.id for one in _wanted(reading, search, state, domain)}
    rows = [_row(one, by, scale, found.by_id.get(one.idea)) for one in everything if one.idea in wanted]
    rows.sort(key=lambda row: (row.estimate is None, 0.0 if row.estimate is None else -row.estimate.mean))
    return IdeasListed(
        now=book.now,
        criterion=by,
        scale=scale,
        rows=tuple(rows),
        basis=found.basis,
        item_share=found.icc,
        icc_low=found.low,
        icc_high=found.high,
        n_all=len(everything),
        n_left=len(following(reading.ideas, viewer, criterion=by)),
        is_one_wanted=search is not None and len(rows) == 1,
        problems=reading.ideas.problems,
    )


def _wanted(reading: IdeaReading, search: str | None, state: State, domain: str | None) -> list[Idea]:
    found = list(reading.ideas.each())
    if search is not None:
        found = [one for one in found if one.id.startswith(search)] if LIKE_AN_ID.fullmatch(search) else []
        found = found or reading.with_words(search)
    if state not in ("open", "known", "all"):
        raise UsageError(f"expected open, known or all, found {state!r}", hint="write --open, --known or --all")
    return [
        one
        for one in found
        if (state == "all" or one.is_open == (state == "open")) and is_of_domain(one.domain, domain)
    ]


def _row(idea: ShownIdea, criterion: str | None, scale: Scale, found: IdeaEstimate | None) -> IdeaRow:
    said = idea.standing(criterion)
    return IdeaRow(
        shown=idea,
        my_scores=tuple(rescale(one.score, one.scale, scale) for one in said if one.is_mine),
        others_scores=tuple(rescale(one.score, one.scale, scale) for one in said if not one.is_mine),
        estimate=found,
    )
