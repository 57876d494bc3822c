"""The ideas of a book, seen by somebody."""

from __future__ import annotations

from collections.abc import Iterable

from acumen.desk.book import Book
from acumen.desk.state.finding import Subjects
from acumen.desk.state.visibility import idea_seen_by
from acumen.history import Idea, Ideas, read_ideas
from acumen.results.ideas import ShownIdea


class IdeaReading(Subjects[Idea]):
    """A book's ideas as they stood when this was made."""

    SECTION = "ratings"
    WHAT = "idea"
    EXPECTED = "the id of an idea or words of its title"
    LIST_HINT = "`acumen ideas` lists them"

    def __init__(self, book: Book) -> None:
        """Recall ideas and people."""
        super().__init__(book)
        self.ideas: Ideas = read_ideas(self.history, writer=book.ledger.writer)

    def there(self, ids: Iterable[str]) -> list[Idea]:
        """Of these ideas those that count."""
        return [self.ideas.by_id[id_] for id_ in ids if id_ in self.ideas.by_id]

    def candidates(self) -> Iterable[tuple[str, str | None]]:
        """Every idea that counts, with its title."""
        return ((one.id, one.title) for one in self.ideas.each())

    def name(self, one: Idea) -> str:
        """Its title."""
        return one.title or "redacted"

    def begun(self, text: str) -> Iterable[str]:
        """Ideas, also by the ids of their ratings."""
        for one in self.ideas.each():
            if one.id.startswith(text) or any(said.id.startswith(text) for said in one.ratings):
                yield one.id

    def show(self, idea: Idea, *, viewer: str) -> ShownIdea:
        """One as somebody sees it, with a short id."""
        return idea_seen_by(viewer, idea, self.people, short=self.shorten(idea.id))
