"""The rubric in force and the marks of a book, seen by somebody."""

from __future__ import annotations

from acumen.desk.book import Book
from acumen.desk.state.finding import RecordReading as Section
from acumen.errors import UsageError
from acumen.history import Mark, Marks, Rubric, read_marks
from acumen.inputs.matching import fold
from acumen.inputs.rubric import RubricPart
from acumen.inputs.rubric import TypedRubric as Weights
from acumen.records import Criterion, RubricAdopted

OWNER = "me"  # for whom the owner of the ledger has no name


class RubricReading(Section):
    """A book's rubric and marks as they stood when this was made; `is_ready`: none was adopted, so the ready one is meant."""

    SECTION = "ratings"

    def __init__(self, book: Book) -> None:
        """Recall rubrics, marks and people."""
        super().__init__(book)
        self.marks: Marks = read_marks(self.history, writer=book.ledger.writer)
        self.ready: RubricAdopted | None = None
        found = self.marks.rubric
        if found is None:
            self.ready = ready()
            found = Rubric(
                id="",
                rubric=self.ready.rubric,
                scale=self.ready.scale,
                criteria=self.ready.criteria,
                words=self.ready.words or {},
                adopted_at=book.now,
            )
        self.rubric: Rubric = found
        self.weights = weights_of(found.rubric, found.criteria)

    @property
    def text(self) -> str | None:
        """The rubric's file, as it was read; None once it was redacted."""
        if self.ready is not None:
            return self.ready.text
        return next(said.record.text for said in self.history.ratings.rubrics if said.id == self.rubric.id)

    def title(self, criterion: str) -> str:
        """Its title, else its id with blanks for hyphens."""
        return self.rubric.words.get(criterion) or criterion.replace("-", " ")

    def find_criterion(self, text: str) -> str:
        """The id of a criterion that is marked, by its id or title."""
        wanted = fold(text)
        for id_ in self.weights:
            if wanted in (fold(id_), fold(self.title(id_))):
                return id_
        parts = [one.id for one in _all(self.rubric.criteria) if one.parts]
        if any(wanted in (fold(id_), fold(self.title(id_))) for id_ in parts):
            raise UsageError(f"expected a criterion without parts, found {text!r}", hint="mark each of its parts")
        raise UsageError(
            f"expected a criterion of {self.rubric.rubric}, found {text!r}", hint=f"they are {self._names()}"
        )

    def seen(self, viewer: str, about: str) -> tuple[list[Mark], int]:
        """Marks of somebody by the rubric in force that `viewer` may see, and how many are hidden."""
        hidden = self.marks.hidden_from(viewer)
        of = [
            one
            for one in self.marks.marks
            if one.about == about and one.rubric == self.rubric.rubric and one.criterion in self.weights
        ]
        kept = [one for one in of if one.id not in hidden]
        return kept, len(of) - len(kept)

    def _names(self) -> str:
        return ", ".join(self.weights)


def ready() -> RubricAdopted:
    """The rubric that comes with acumen."""
    from acumen.planfile.rubrics import read_rubric, ready_rubric  # noqa: PLC0415 -- loads what reads YAML

    found, problems = read_rubric(ready_rubric(), source="research.yaml")
    if found is None:
        raise UsageError(
            f"the ready rubric can't be read: {problems[0]}", hint="install acumen anew: a file of it is damaged"
        )
    return found


def weights_of(rubric: str, criteria: tuple[Criterion, ...]) -> dict[str, float]:
    """Of each criterion that is marked, summing to 1."""
    return Weights(rubric=rubric, parts=tuple(map(_part, criteria))).weights()


def _part(criterion: Criterion) -> RubricPart:
    return RubricPart(name=criterion.id, weight=criterion.weight, parts=tuple(map(_part, criterion.parts)))


def _all(criteria: tuple[Criterion, ...]) -> list[Criterion]:
    return [found for one in criteria for found in (one, *_all(one.parts))]
