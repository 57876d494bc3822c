"""Show: the rubric in force, and the latest marks of somebody by it."""

from __future__ import annotations

from collections.abc import Iterable

from acumen.desk.book import Book
from acumen.desk.state.rubrics import RubricReading
from acumen.errors import UsageError
from acumen.history import Mark
from acumen.records import Criterion
from acumen.results.rubrics import CriteriaShown, CriterionShown


def show_criteria(book: Book, *, of: str | None = None, person: str | None = None) -> CriteriaShown:
    """The rubric with marks of the person `of` (the ledger's owner unless given), as `person` sees them.

    >>> [row.title for row in acumen.criteria(book).rows if row.depth == 0]
    ['getting ideas to work quickly', 'direction', 'communication', 'other', 'total']
    """
    reading = RubricReading(book)
    viewer = reading.find_viewer(person)
    about = reading.find_viewer(of)
    seen, n_hidden = reading.seen(viewer, about)
    board = _Board(reading, seen, viewer)
    rows = [row for one in reading.rubric.criteria for row in board.rows(one, 0)]
    whole = Criterion(id="total", parts=reading.rubric.criteria)
    rubric = reading.rubric
    return CriteriaShown(
        rubric=rubric.rubric,
        title=reading.title(rubric.rubric),
        scale=rubric.scale,
        is_ready=reading.ready is not None,
        about=about,
        name=reading.people.names.get(about),
        is_me=about == viewer,
        rows=(*rows, board.row(whole, 0)),
        n_hidden=n_hidden,
        now=book.now,
    )


def rubric_text(book: Book) -> str:
    """The rubric in force as a file, to edit."""
    text = RubricReading(book).text
    if text is None:
        raise UsageError("the text of the rubric in force was redacted", hint="write one anew and adopt it")
    return text


class _Board:
    """The latest marks of each rater, by criterion."""

    def __init__(self, reading: RubricReading, marks: Iterable[Mark], viewer: str) -> None:
        self._reading, self._viewer = reading, viewer
        self._latest: dict[str, dict[str, float]] = {}  # by rater, then criterion
        self._n: dict[str, int] = {}
        low, high = reading.rubric.scale
        for one in marks:
            share = (one.score - one.scale[0]) / (one.scale[1] - one.scale[0])
            self._latest.setdefault(one.person, {})[one.criterion] = low + share * (high - low)
            self._n[one.criterion] = self._n.get(one.criterion, 0) + 1

    def rows(self, criterion: Criterion, depth: int) -> list[CriterionShown]:
        return [self.row(criterion, depth), *(row for one in criterion.parts for row in self.rows(one, depth + 1))]

    def row(self, criterion: Criterion, depth: int) -> CriterionShown:
        leaves = _leaves(criterion)
        others = [
            score
            for person, latest in self._latest.items()
            if person != self._viewer and (score := self._score(latest, leaves)) is not None
        ]
        return CriterionShown(
            criterion=criterion.id,
            title="total" if criterion.id == "total" else self._reading.title(criterion.id),
            depth=depth,
            weight=sum(self._reading.weights[leaf] for leaf in leaves),
            is_marked=not criterion.parts,
            my_score=self._score(self._latest.get(self._viewer, {}), leaves),
            others_score=sum(others) / len(others) if others else None,
            n_others=len(others),
            n=sum(self._n.get(leaf, 0) for leaf in leaves),
        )

    def _score(self, latest: dict[str, float], leaves: list[str]) -> float | None:
        """The weighted mean, where every part was marked."""
        if any(leaf not in latest for leaf in leaves):
            return None
        weights = {leaf: self._reading.weights[leaf] for leaf in leaves}
        total = sum(weights.values())
        return sum(weights[leaf] * latest[leaf] for leaf in leaves) / total if total > 0.0 else None


def _leaves(criterion: Criterion) -> list[str]:
    return [leaf for one in criterion.parts for leaf in _leaves(one)] if criterion.parts else [criterion.id]
