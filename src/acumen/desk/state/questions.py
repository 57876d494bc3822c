"""The questions of a book, seen by somebody."""

from __future__ import annotations

from collections.abc import Iterable

from acumen.desk.state.finding import Subjects
from acumen.desk.state.visibility import question_seen_by
from acumen.history import Question, Questions, read_people, read_questions
from acumen.history import fold as fold_in
from acumen.inputs.claims import name_claim
from acumen.inputs.matching import fold
from acumen.results.forecasts import ShownQuestion


class Reading(Subjects[Question]):
    """A book's questions. What is written while this lives is seen after `refresh`."""

    SECTION = "questions"
    WHAT = "question"
    EXPECTED = "the id of a question or words of its claim"
    LIST_HINT = "`acumen questions` lists them"

    def refresh(self) -> None:
        """Take in what was written since."""
        fold_in(self.history, self.book.ledger.read(after=self.history.position, until=self.book.until))
        self.people = read_people(self.history.marks, writer=self.book.ledger.writer)

    def all(self) -> Questions:
        """Every question, as it stands."""
        return read_questions(self.history, writer=self.book.ledger.writer)

    def there(self, ids: Iterable[str]) -> list[Question]:
        """Of these questions those that count."""
        ids = list(ids)
        by_id = read_questions(self.history, writer=self.book.ledger.writer, ids=ids).by_id
        return [by_id[id_] for id_ in ids if id_ in by_id]

    def candidates(self) -> Iterable[tuple[str, str | None]]:
        """Every question that was asked, with its claim."""
        by_id = self.history.questions.by_id.items()
        return ((id_, facts.subject.record.claim) for id_, facts in by_id if facts.subject is not None)

    def name(self, one: Question) -> str:
        """Its claim."""
        return name_claim(one.claim, one.source)

    def begun(self, text: str) -> Iterable[str]:
        """Questions, also by the ids of their forecasts."""
        for id_, facts in self.history.questions.by_id.items():
            if id_.startswith(text) or any(one.id.startswith(text) for one in facts.sayings):
                yield id_

    def find_same(self, claim: str) -> list[Question]:
        """Open questions with this very claim."""
        wanted = fold(claim)
        return [one for one in self.worded(claim, lambda words: words == wanted) if one.is_open]

    def show(self, question: Question, *, viewer: str) -> ShownQuestion:
        """One as somebody sees it, with a short id."""
        return question_seen_by(viewer, question, self.people, short=self.shorten(question.id))
