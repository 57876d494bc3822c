"""The questions of a book: found by the beginning of an id or by words of their claim, seen by somebody."""

import re
from collections.abc import Iterator

from acumen.desk.book import Book
from acumen.desk.identity import N_SHOWN, Signer, find_viewer, shorten, sign
from acumen.desk.inputs.claims import name_claim
from acumen.desk.inputs.matching import fold
from acumen.desk.state.question_visibility import show
from acumen.errors import UsageError
from acumen.history import History, Question, Questions, read_people, read_questions
from acumen.history import fold as fold_in
from acumen.ledger import Head
from acumen.results.forecasts import ShownQuestion

LIKE_AN_ID = re.compile(r"[0-9a-f]{4,}")
LIST_HINT = "`acumen questions` lists them"


class Reading:
    """A book's questions. What is written while this lives is seen after `refresh`."""

    def __init__(self, book: Book) -> None:
        """Recall questions and people."""
        self.book = book
        self.history: History = book.recall("questions", "marks")
        self.people = read_people(self.history.marks, writer=book.ledger.writer)

    def refresh(self) -> None:
        """Take in what was written since."""
        fold_in(self.history, self.book.ledger.read(after=self.history.position))
        self.people = read_people(self.history.marks, writer=self.book.ledger.writer)

    @property
    def head(self) -> Head:
        """How far the ledger went when this was read."""
        return Head(position=self.history.position, hash=self.history.hash)

    def all(self) -> Questions:
        """Every question, as it stands."""
        return read_questions(self.history, writer=self.book.ledger.writer)

    def get(self, id_: str) -> Question | None:
        """One question, as it stands."""
        return read_questions(self.history, writer=self.book.ledger.writer, ids=[id_]).by_id.get(id_)

    def show(self, question: Question, *, viewer: str) -> ShownQuestion:
        """One as somebody sees it, with a short id."""
        return show(question, self.people, viewer=viewer, short=self.shorten(question.id))

    def shorten(self, id_: str) -> str:
        """As much of an id as tells it from all others, at least four characters."""
        return shorten(self.book, id_)

    def find_by_id(self, text: str) -> Question | None:
        """The question whose id, or that of a forecast of it, begins so; UsageError where there are several."""
        if not LIKE_AN_ID.fullmatch(text):
            return None
        found = {
            id_
            for id_, facts in self.history.questions.by_id.items()
            if id_.startswith(text) or any(one.id.startswith(text) for one in facts.forecasts)
        }
        questions = [one for one in map(self.get, sorted(found)) if one is not None]
        return self._only(questions, text) if questions else None

    def find(self, text: str) -> Question:
        """The question meant by the beginning of an id, or by words that stand in one claim only; open ones first."""
        text = text.strip()
        found = self.find_by_id(text)
        if found is not None:
            return found
        alike = list(self._claiming(text)) if text else []
        if not alike:
            raise UsageError(f"expected the id of a question or words of its claim, found {text!r}", hint=LIST_HINT)
        same = [one for one in alike if fold(one.claim or "") == fold(text)]
        still_open = [one for one in same or alike if one.is_open]
        return self._only(still_open or same or alike, text)

    def find_same(self, claim: str) -> list[Question]:
        """Open questions with this very claim."""
        return [one for one in self._claiming(claim) if one.is_open and fold(one.claim or "") == fold(claim)]

    def _claiming(self, text: str) -> Iterator[Question]:
        wanted = fold(text)
        for id_, facts in self.history.questions.by_id.items():
            if facts.asked is not None and wanted in fold(facts.asked.record.claim or ""):
                question = self.get(id_)
                if question is not None:
                    yield question

    def _only(self, questions: list[Question], text: str) -> Question:
        if len(questions) == 1:
            return questions[0]
        listed = ", ".join(
            f"{self.shorten(one.id)} ({name_claim(one.claim, one.source)})" for one in questions[:N_SHOWN]
        )
        raise UsageError(f"{len(questions)} questions are meant by {text!r}", hint=f"give the id of one: {listed}")

    def sign(self, name: str | None) -> Signer:
        """Who speaks under a name, myself unless given; a name that is new is to be written down with what it says."""
        return sign(self.book, self.history, self.people, name)

    def find_viewer(self, name: str | None) -> str:
        """The key of who looks, myself unless named; UsageError for somebody unknown."""
        return find_viewer(self.people, name)
