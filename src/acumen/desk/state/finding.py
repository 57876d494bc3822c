"""What people were asked, found by the beginning of an id or by words, and written on: questions, ideas, rubrics alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from acumen.borders.near import nearest
from acumen.borders.patterns import pattern
from acumen.desk.book import Book
from acumen.desk.identity import N_SHOWN, Signer, find_viewer, shorten, sign
from acumen.errors import UsageError
from acumen.history import History, People, read_people
from acumen.history.elicited import Subject
from acumen.history.replay import Name
from acumen.inputs.matching import fold
from acumen.records import Record

T = TypeVar("T", bound=Subject[Any])
N_COMPARED = 1000  # that a wrong text is compared with
LIKE_AN_ID = pattern(r"[0-9a-f]{4,}")


class RecordReading:
    """A section of a book, as it stood when this was made."""

    SECTION: ClassVar[Name]

    def __init__(self, book: Book) -> None:
        """Recall the section and people."""
        self.book = book
        self.history: History = book.recall(self.SECTION, "marks")
        self.people: People = read_people(self.history.marks, writer=book.ledger.writer)

    def shorten(self, id_: str) -> str:
        """As much of an id as tells it from all others, at least four characters."""
        return shorten(self.book, id_)

    def sign(self, name: str | None) -> Signer:
        """Who speaks under a name, myself unless given; a name that is new is to be written down with what it says."""
        return sign(self.book, self.history, self.people, name)

    def find_viewer(self, name: str | None) -> str:
        """The key of who looks, myself unless named; UsageError for somebody unknown."""
        return find_viewer(self.people, name)

    def write(
        self,
        signers: Iterable[Signer],
        records: Sequence[Record],
        *,
        at: datetime,
        verb: str,
        ids: Sequence[str] | None = None,
    ) -> tuple[str, ...]:
        """Write down what was said at a moment, before it the names of signers that are new; the ids without those of names."""
        named = {one.person: one.named for one in signers if one.person is not None and one.named is not None}
        ids = [self.book.new_id() for _ in records] if ids is None else list(ids)
        self.book.write(*named.values(), *records, ids=[*named, *ids], happened_at=at, verb=verb)
        return tuple(ids)


class Subjects(RecordReading, Generic[T]):
    """Those of a section that have words; a subclass says which."""

    WHAT: ClassVar[str]
    EXPECTED: ClassVar[str]
    LIST_HINT: ClassVar[str]

    def candidates(self) -> Iterable[tuple[str, str | None]]:
        """Id and words of each, some of which may not count."""
        raise NotImplementedError

    def there(self, ids: Iterable[str]) -> list[T]:
        """Of these those that count, as they stand."""
        raise NotImplementedError

    def name(self, one: T) -> str:
        """What it is called where several are meant."""
        raise NotImplementedError

    def begun(self, text: str) -> Iterable[str]:
        """Ids of those that an id beginning so means."""
        return (id_ for id_, _ in self.candidates() if id_.startswith(text))

    def find_by_id(self, text: str) -> T | None:
        """The one whose id, or that of what was said of it, begins so; UsageError where there are several."""
        if not LIKE_AN_ID.fullmatch(text):
            return None
        found = self.there(sorted(self.begun(text)))
        return self.only(found, text) if found else None

    def find(self, text: str) -> T:
        """The one meant by the beginning of an id, or by words that stand in one only; open ones first."""
        text = text.strip()
        if (found := self.find_by_id(text)) is not None:
            return found
        alike = self.worded(text, lambda words: fold(text) in words) or self.with_words(text)
        if not alike:
            raise UsageError(f"expected {self.EXPECTED}, found {text!r}", hint=self.hint_of(text))
        words = dict(self.candidates())
        same = [one for one in alike if fold(words[one.id] or "") == fold(text)]
        still_open = [one for one in same or alike if one.is_open]
        return self.only(still_open or same or alike, text)

    def hint_of(self, text: str) -> str:
        """Which one may have been meant by a text that fits none, or how they are listed."""
        latest = [(id_, words) for id_, words in self.candidates() if words][-N_COMPARED:]
        near = nearest(text, [words for _, words in latest])
        found = self.there(id_ for id_, words in latest if words in near)
        return f"did you mean {self.shorten(found[0].id)} ({self.name(found[0])})?" if found else self.LIST_HINT

    def with_words(self, text: str) -> list[T]:
        """Those with all these words in theirs."""
        wanted = fold(text).split()
        return self.worded(text, lambda words: all(word in words for word in wanted))

    def worded(self, text: str, is_meant: Callable[[str], bool]) -> list[T]:
        """Those whose words are meant; none by a text without any."""
        if not fold(text):
            return []
        return self.there(id_ for id_, words in self.candidates() if is_meant(fold(words or "")))

    def only(self, found: Sequence[T], text: str) -> T:
        """The only one of them; UsageError with a list where there are several."""
        if len(found) == 1:
            return found[0]
        listed = ", ".join(f"{self.shorten(one.id)} ({self.name(one)})" for one in found[:N_SHOWN])
        raise UsageError(f"{len(found)} {self.WHAT}s are meant by {text!r}", hint=f"give the id of one: {listed}")


def text_of(text: str | None) -> str | None:
    """Words without needless spaces; None where there are none."""
    return None if text is None else " ".join(text.split()) or None
