"""A ledger as it stood at some position, and what is written on top of that in memory: the ledger itself never hears of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from acumen.errors import UsageError
from acumen.ledger.contract import EMPTY, Head, Ledger
from acumen.ledger.rules import compare_heads, sift
from acumen.records import Kept, Sealed, chain


class AheadLedger:
    """The contract but for redactions, which take nothing away here."""

    def __init__(self, below: Ledger, *, until: int | None = None) -> None:
        """Stand on the records of `below` up to `until` (all of them unless given)."""
        self._below = below
        self._until = below.head().position if until is None else until
        self._added: list[Kept] = []
        self._places: dict[str, int] = {}

    @property
    def writer(self) -> str:
        """See Ledger.writer."""
        return self._below.writer

    def head(self) -> Head:
        """See Ledger.head."""
        last = self._added[-1:] or list(self._below.read(after=self._until - 1, until=self._until))
        return Head(position=last[0].position, hash=last[0].hash) if self._until or self._added else EMPTY

    def append(self, records: Sequence[Sealed], *, expected: Head | None = None, writer: str | None = None) -> Head:
        """See Ledger.append."""
        if writer is not None:
            raise UsageError("only a ledger of its own can become another writer's", hint="name another: --ledger FILE")
        compare_heads(expected, self.head())
        for entry in sift(records, self._look_up):
            head = self.head()
            position, hashed = head.position + 1, chain(head.hash, entry.sealed.envelope)
            self._places[entry.envelope.id] = position
            self._added.append(Kept(position=position, hash=hashed, sealed=entry.sealed))
        return self.head()

    def _look_up(self, ids: Collection[str]) -> Mapping[str, Sealed]:
        found = self.find(list(ids))
        return {id_: next(self.read(after=at - 1, until=at)).sealed for id_, at in found.items()}

    def read(self, *, after: int = 0, until: int | None = None) -> Iterator[Kept]:
        """See Ledger.read."""
        last = self._until + len(self._added) if until is None else until
        if after < self._until:
            yield from self._below.read(after=after, until=min(last, self._until))
        yield from (one for one in self._added if after < one.position <= last)

    def find(self, ids: Sequence[str]) -> dict[str, int]:
        """See Ledger.find."""
        below = {id_: at for id_, at in self._below.find(ids).items() if at <= self._until}
        return below | {id_: self._places[id_] for id_ in ids if id_ in self._places}

    def match(self, prefix: str, *, limit: int = 10) -> list[str]:
        """See Ledger.match; those of later records are passed over."""
        n_later = self._below.head().position - self._until
        found = self._below.find(self._below.match(prefix, limit=limit + n_later))
        earlier = [id_ for id_, at in sorted(found.items(), key=lambda one: one[1]) if at <= self._until]
        return [*earlier, *(id_ for id_ in self._places if id_.startswith(prefix))][:limit]

    def get_cached(self, name: str) -> bytes | None:
        """See Ledger.get_cached; what goes further than this is of no use to whoever asks."""
        return self._below.get_cached(name)

    def put_cached(self, name: str, value: bytes, *, at: Head) -> None:
        """See Ledger.put_cached: nothing is kept."""

    def inspect(self) -> list[str]:
        """See Ledger.inspect."""
        return []

    def close(self) -> None:
        """See Ledger.close; what is below stays open."""
