"""The ideas of a book: found by the beginning of an id or by words of their title, seen by somebody."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from acumen.desk.book import Book
from acumen.desk.identity import N_SHOWN, Signer, find_viewer, shorten, sign
from acumen.desk.inputs.matching import fold
from acumen.desk.state.idea_visibility import show
from acumen.errors import StaleHeadError, UsageError
from acumen.history import Idea, Ideas, People, read_ideas
from acumen.ledger import Head
from acumen.records import Record
from acumen.results.ideas import ShownIdea

LIKE_AN_ID = re.compile(r"[0-9a-f]{4,}")
LIST_HINT = "`acumen ideas` lists them"
T = TypeVar("T")


class Reading:
    """A book's ideas as they stood when this was made."""

    def __init__(self, book: Book) -> None:
        """Recall ideas and people."""
        self.book = book
        self.history = book.recall("ratings", "marks")
        self.ideas: Ideas = read_ideas(self.history, writer=book.ledger.writer)

    @property
    def people(self) -> People:
        """Who is who."""
        return self.ideas.people

    @property
    def head(self) -> Head:
        """How far the ledger went when this was read."""
        return Head(position=self.history.position, hash=self.history.hash)

    def show(self, idea: Idea, *, viewer: str) -> ShownIdea:
        """One as somebody sees it, with a short id."""
        return show(idea, self.people, viewer=viewer, short=self.shorten(idea.id))

    def shorten(self, id_: str) -> str:
        """As much of an id as tells it from all others."""
        return shorten(self.book, id_)

    def find(self, text: str) -> Idea:
        """The idea meant by the beginning of its id, or by words that stand in one title only."""
        text = text.strip()
        if LIKE_AN_ID.fullmatch(text):
            by_id = [one for one in self.ideas.each() if one.id.startswith(text)]
            if by_id:
                return self._only(by_id, text)
        alike = self.titled(text)
        if not alike:
            raise UsageError(f"expected the id of an idea or words of its title, found {text!r}", hint=LIST_HINT)
        same = [one for one in alike if fold(one.title or "") == fold(text)]
        return self._only(same or alike, text)

    def titled(self, text: str) -> list[Idea]:
        """Ideas with all these words in their title."""
        words = fold(text).split()
        return [one for one in self.ideas.each() if words and all(word in fold(one.title or "") for word in words)]

    def _only(self, ideas: list[Idea], text: str) -> Idea:
        if len(ideas) == 1:
            return ideas[0]
        listed = ", ".join(f"{self.shorten(one.id)} ({one.title or 'redacted'})" for one in ideas[:N_SHOWN])
        raise UsageError(f"{len(ideas)} ideas are meant by {text!r}", hint=f"give the id of one: {listed}")

    def sign(self, name: str | None) -> Signer:
        """Who speaks under a name, myself unless given."""
        return sign(self.book, self.history, self.people, name)

    def find_viewer(self, name: str | None) -> str:
        """The key of who looks, myself unless named."""
        return find_viewer(self.people, name)

    def write(self, signer: Signer, records: Sequence[Record], *, at: datetime) -> tuple[str, ...]:
        """Write down after what was read, with the signer's name where it is new; StaleHeadError if there is more by now."""
        named = [] if signer.named is None or signer.person is None else [(signer.person, signer.named)]
        rows: list[tuple[str, Record]] = [*named, *((self.book.new_id(), record) for record in records)]
        ids = [id_ for id_, _ in rows]
        self.book.write(*(record for _, record in rows), ids=ids, happened_at=at, expected=self.head)
        return tuple(ids[len(named) :])


def write_on(book: Book, write: Callable[[Reading], T]) -> T:
    """Read and write; again from the start where somebody else has written meanwhile."""
    while True:
        try:
            return write(Reading(book))
        except StaleHeadError:
            continue


def text_of(text: str | None) -> str | None:
    """Words without needless spaces; None where there are none."""
    return None if text is None else " ".join(text.split()) or None
