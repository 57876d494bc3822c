"""From a table to records whose ids are made of their content, so that a table taken in twice, or sorted anew, is the same.

    id = SHA-256(source, kind, content, number among equals), the first 24 hexadecimal digits

Content is what is written down, with the moment it happened at. All but one record of an import belong to a writer made of
the source's name: two ledgers that take in the same table have the same records, and can be merged. A question is known
again by its source, `name#key`, whatever else of it has changed. Read with other columns named a table has other ids, and is
refused (`taken_otherwise`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

import msgspec

from acumen.borders.patterns import pattern
from acumen.borders.signs import fold
from acumen.desk.book import Book
from acumen.desk.elicitation.people import name_me
from acumen.desk.identity import ONESELF
from acumen.desk.ledgers.doubled_rows import Doubled, Doubles, find_doubles, leave_out
from acumen.desk.ledgers.table_rows import Drawn
from acumen.desk.ledgers.taken_otherwise import refuse_twice
from acumen.history import History
from acumen.importing.rows import AskedRow, Gathered, HoursRow, KnownRow, SaidRow
from acumen.ledger import Head
from acumen.records import (
    UNKNOWN_DAY,
    ForecastMade,
    HoursTold,
    Imported,
    PersonNamed,
    QuestionAsked,
    QuestionResolved,
    Record,
    encode,
)
from acumen.results.ledgers import TableImported

SAID = (ForecastMade, HoursTold)
N_ID_CHARACTERS = 24
PLAIN_KEY = pattern(r"[\w.-]{1,40}")  # a number or a short name; others may tell what is to be hidden


def take_in(
    book: Book,
    gathered: Gathered,
    *,
    file: str,
    person: str | None = None,
    me: str | None = None,
    doubles: Doubles | None = None,
) -> TableImported:
    """Write down what is new in `gathered`, which stood in `file`, in one commit or not at all.

    `person`: whose the rows are where none says so. `me`: the name under which one stands in them oneself. `doubles`: what
    becomes of rows that stand here already from elsewhere; UsageError where there are some and nobody says so.
    """
    return book.transact(lambda: _take_in(book, gathered, file=file, person=person, me=me, doubles=doubles))


def look_for_doubles(
    book: Book, gathered: Gathered, *, person: str | None = None, me: str | None = None
) -> Doubled | None:
    """What of a table stands here already, from another source; nothing is written."""
    if not book.seen_head().position:
        return None
    undone = book.recall("marks").marks.unimported()
    batch = _Batch(gathered, _known_again(book.recall("questions"), but=undone), person)
    here = book.ledger.find(list(batch.records))
    new = [id_ for id_ in batch.records if id_ not in here or id_ in undone]
    return find_doubles(book, batch.records, new, _digest("writer", gathered.source), me=me)


def _take_in(
    book: Book, gathered: Gathered, *, file: str, person: str | None, me: str | None, doubles: Doubles | None
) -> TableImported:
    head = book.seen_head()
    undone = book.recall("marks").marks.unimported()
    batch = _Batch(gathered, _known_again(book.recall("questions"), but=undone), person)
    here = book.ledger.find(list(batch.records))
    new = {id_: kept for id_, kept in batch.records.items() if id_ not in here or id_ in undone}
    notes = gathered.notes
    if doubles != "take":
        writer = _digest("writer", gathered.source)
        refuse_twice(book, batch.records, new, writer)
        doubled = find_doubles(book, batch.records, new, writer, me=me)
        if doubled is not None and doubles is None:
            raise doubled.refuse()
        if doubled is not None:
            new = leave_out(new, doubled.ids)
            notes = (*notes, f"{doubled.say()}: left out.")
    back = here.keys() & undone  # these are here, and count again
    named = None if me is None else name_me(book, me)
    _write(
        book,
        gathered,
        new,
        named,
        back=back,
        head=head,
        file=file,
        is_mine=person is None and (not gathered.names_people or batch.has_oneself),
    )
    return TableImported(
        source=gathered.source,
        n_rows=gathered.n_rows,
        n_forecasts=len(gathered.said),
        n_questions=len(gathered.asked),
        n_people=batch.n_people,
        n_settled=len({row.key for row in gathered.known}),
        n_new=len(new),
        n_new_forecasts=sum(isinstance(record, SAID) for record, _, _ in new.values()),
        n_hours=len(gathered.hours),
        problems=gathered.problems,
        notes=(*notes, *_look_ahead(batch, book.now)),
    )


def _write(
    book: Book,
    gathered: Gathered,
    new: Mapping[str, Drawn],
    named: PersonNamed | None,
    *,
    back: Collection[str],
    head: Head,
    file: str,
    is_mine: bool,
) -> None:
    """The rows, whose one is in them, and last a record that says that they were taken in and which they are."""
    writer = _digest("writer", gathered.source)
    own: list[Record] = [] if named is None else [named]
    ids = [book.new_id() for _ in own]
    if new:
        own.append(
            Imported(
                form="table", ids=(*new, *ids), n_rows=gathered.n_rows, is_mine=is_mine, writer=writer, source=file
            )
        )
        ids.append(book.new_id())
    fresh = {id_: kept for id_, kept in new.items() if id_ not in back}
    records, moments, parts = zip(*fresh.values(), strict=True) if fresh else ((), (), ())
    rows = book.seal(records, list(fresh), after=head.position, happened_at=moments, writer=writer, parts=parts)
    told = book.seal(own, ids, after=head.position + len(rows))
    if rows or told:
        book.append([*rows, *told], ids, expected=head)
        book.kept += [(record.KIND, id_) for record, id_ in zip((*records, *own), (*fresh, *ids), strict=True)]


def _look_ahead(batch: _Batch, now: datetime) -> tuple[str, ...]:
    """A word about what is said to have happened later than now, which can't be, and where it is to be seen."""
    now = now.astimezone(UTC)  # compared a hundred thousand times: not through the zone of this machine
    ahead = [(record, at) for record, at, _ in batch.records.values() if at > now]
    if not ahead:
        return ()
    moments = "1 moment lies" if len(ahead) == 1 else f"{len(ahead):,} moments lie"
    last = max(at for _, at in ahead).date().isoformat()
    told = [
        f"{moments} ahead of today, up to {last}: kept as written. If day and month are swapped: undo it, and say --dates."
    ]
    if any(not isinstance(record, HoursTold) for record, _ in ahead):
        told.append("Those of forecasts and outcomes: acumen questions --problems")
    return tuple(told)


def _known_again(history: History, *, but: Collection[str]) -> dict[str, str]:
    """Ids of questions by the source they came from, without some of them."""
    asked = ((id_, facts.subject) for id_, facts in history.questions.by_id.items() if id_ not in but)
    return {one.record.source: id_ for id_, one in asked if one is not None and one.record.source is not None}


def _digest(*parts: str) -> str:
    return _digest_bytes(*(part.encode() for part in parts))


def _digest_bytes(*parts: bytes) -> str:
    return hashlib.sha256(b"\x1f".join(parts)).hexdigest()[:N_ID_CHARACTERS]


class _Batch:
    """The records of a table by id, each with the moment it happened at: people, questions, forecasts, outcomes."""

    def __init__(self, gathered: Gathered, there: dict[str, str], person: str | None) -> None:
        self.records: dict[str, Drawn] = {}
        self.n_people = 0
        self.has_oneself = False  # a row says `me`
        self._source = gathered.source
        self._source_bytes = gathered.source.encode()
        self._equals: dict[str, int] = {}
        self._moments: dict[datetime, bytes] = {}
        self._people: dict[str, str] = {}  # ids by name
        said = sorted(gathered.said, key=msgspec.json.encode)  # whatever the order in the file
        signers = [self._sign(row, gathered.names_people, person) for row in said]
        firsts, lasts = _ends(said)
        ids = {
            key: self._ask(key, row, firsts.get(key, UNKNOWN_DAY), there) for key, row in sorted(gathered.asked.items())
        }
        for row, signer in zip(said, signers, strict=True):
            self._forecast(row, ids[row.key], signer)
        for known in sorted(gathered.known, key=msgspec.json.encode):
            self._settle(known, ids[known.key], lasts.get(known.key, UNKNOWN_DAY))
        for told in sorted(gathered.hours, key=msgspec.json.encode):
            self._tell_hours(told, self._sign(told, gathered.names_people, person))

    def _add(self, record: Record, at: datetime, *, of: str = "") -> str:
        """Take a record and give its id; of equal ones each is another. `of`: more that tells it from others."""
        parts = encode(record)
        content = (parts[0] or b"", parts[1] or b"")
        digest = _digest_bytes(self._source_bytes, record.KIND.encode(), *content, self._say_moment(at), of.encode())
        n = self._equals[digest] = self._equals.get(digest, 0) + 1
        id_ = _digest_bytes(digest.encode(), str(n).encode())
        self.records[id_] = (record, at, parts)
        return id_

    def _say_moment(self, at: datetime) -> bytes:
        """As it stands in ids; many rows have the same."""
        if at.tzinfo is not UTC:
            return at.isoformat().encode()
        said = self._moments.get(at)
        if said is None:
            said = self._moments[at] = at.isoformat().encode()
        return said

    def _sign(self, row: SaidRow | HoursRow, names_people: bool, person: str | None) -> str | None:  # noqa: FBT001 -- as it is given
        """The id of who said it: None for the ledger's owner; somebody of their own for each row without a name."""
        name = row.person if names_people else person
        if name is None and not names_people:
            return None
        if name is None:
            self.n_people += 1
            return self._add(PersonNamed(), UNKNOWN_DAY, of=msgspec.json.encode(row).decode())
        if name in self._people:
            return self._people[name]
        name = " ".join(name.split())
        if names_people and fold(name) in ONESELF:
            self.has_oneself = True
            return None
        if name not in self._people:
            self.n_people += 1
            self._people[name] = self._add(PersonNamed(name=name), UNKNOWN_DAY)
        return self._people[name]

    def _ask(self, key: str, row: AskedRow, first: datetime, there: dict[str, str]) -> str:
        source = f"{self._source}#{key if PLAIN_KEY.fullmatch(key) else _digest(key)}"
        if source in there:
            return there[source]
        asked = QuestionAsked(
            form=row.form,
            due_at=row.due_at,
            domain=row.domain,
            claim=row.claim,
            resolution=row.resolution,
            choices=row.choices,
            unit=row.unit,
            source=source,
        )
        return self._add(asked, row.asked_at or first)

    def _forecast(self, row: SaidRow, question: str, person: str | None) -> None:
        made = ForecastMade(
            question=question,
            chance=row.chance,
            quantiles=row.quantiles,
            chances=row.chances,
            person=person,
            reason=row.reason,
        )
        self._add(made, row.at)

    def _tell_hours(self, row: HoursRow, person: str | None) -> None:
        told = HoursTold(
            title=row.title,
            said_hours=row.said_hours,
            low_hours=row.low_hours,
            high_hours=row.high_hours,
            taken_hours=row.taken_hours,
            domain=row.domain,
            person=person,
            said_at=row.said_at,
        )
        self._add(told, row.known_at or UNKNOWN_DAY)

    def _settle(self, row: KnownRow, question: str, last: datetime) -> None:
        known = QuestionResolved(
            question=question, yes=row.yes, number=row.number, choice=row.choice, is_void=row.is_void
        )
        self._add(known, row.known_at or last)


def _ends(said: list[SaidRow]) -> tuple[dict[str, datetime], dict[str, datetime]]:
    """When the first and the last forecast of each question were made."""
    firsts: dict[str, datetime] = {}
    lasts: dict[str, datetime] = {}
    for row in said:
        key, at = row.key, row.at
        if key not in firsts:
            firsts[key] = lasts[key] = at
        elif at < firsts[key]:
            firsts[key] = at
        elif at > lasts[key]:
            lasts[key] = at
    return firsts, lasts
