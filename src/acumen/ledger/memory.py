"""A ledger that lasts as long as the process: for tests, for trying things out, for reading an export."""

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from acumen.errors import UsageError
from acumen.ledger.contract import EMPTY, Head
from acumen.ledger.rules import compare_heads, sift, strip, without_parts
from acumen.records import GENESIS, Kept, Sealed, chain, new_id


class MemoryLedger:
    """The contract in a list. Threads may share it."""

    def __init__(self, *, writer: str | None = None) -> None:
        """Begin an empty one; `writer` is made up unless given."""
        self._writer = writer or new_id()
        self._kept: list[Kept] = []
        self._positions: dict[str, int] = {}
        self._removed: dict[str, bool] = {}  # id of what was redacted: whether its figures are gone too
        self._cached: dict[str, bytes] = {}
        self._lock = threading.RLock()

    @property
    def writer(self) -> str:
        """See Ledger.writer."""
        return self._writer

    def head(self) -> Head:
        """See Ledger.head."""
        kept = self._kept
        return Head(position=len(kept), hash=kept[-1].hash) if kept else EMPTY

    def append(self, records: Sequence[Sealed], *, expected: Head | None = None, writer: str | None = None) -> Head:
        """See Ledger.append."""
        with self._lock:
            if writer is not None and self._kept:
                raise UsageError(
                    "only an empty ledger can become another writer's",
                    hint="name a ledger that is not there yet: --ledger FILE",
                )
            entries = sift(records, self._look_up)
            if not entries:
                return self.head()
            compare_heads(expected, self.head())
            self._writer = writer or self._writer
            brought = strip(entries, self._removed)
            for entry in entries:
                before = self._kept[-1].hash if self._kept else GENESIS
                position = len(self._kept) + 1
                hashed = chain(before, entry.sealed.envelope)
                self._kept.append(Kept(position=position, hash=hashed, sealed=entry.sealed))
                self._positions[entry.envelope.id] = position
            self._remove(brought)
            return self.head()

    def _look_up(self, ids: Collection[str]) -> Mapping[str, Sealed]:
        return {id_: self._kept[self._positions[id_] - 1].sealed for id_ in ids if id_ in self._positions}

    def _remove(self, brought: Mapping[str, bool]) -> None:
        if brought:
            self._cached.clear()
        for id_, is_all in brought.items():
            self._removed[id_] = self._removed.get(id_, False) or is_all
            position = self._positions.get(id_)
            if position is not None:
                kept = self._kept[position - 1]
                kind = kept.open_envelope().kind
                self._kept[position - 1] = msgspec.structs.replace(
                    kept, sealed=without_parts(kept.sealed, kind, is_all=is_all)
                )

    def read(self, *, after: int = 0, until: int | None = None) -> Iterator[Kept]:
        """See Ledger.read."""
        last = len(self._kept) if until is None else min(until, len(self._kept))
        for place in range(max(after, 0), last):
            yield self._kept[place]

    def find(self, ids: Sequence[str]) -> dict[str, int]:
        """See Ledger.find."""
        return {id_: self._positions[id_] for id_ in ids if id_ in self._positions}

    def match(self, prefix: str, *, limit: int = 10) -> list[str]:
        """See Ledger.match."""
        return [id_ for id_ in self._positions if id_.startswith(prefix)][:limit]

    def get_cached(self, name: str) -> bytes | None:
        """See Ledger.get_cached."""
        return self._cached.get(name)

    def put_cached(self, name: str, value: bytes, *, at: Head) -> None:
        """See Ledger.put_cached."""
        with self._lock:
            if at == self.head():
                self._cached[name] = value

    def inspect(self) -> list[str]:
        """See Ledger.inspect; memory has nothing of its own that could be wrong."""
        return []

    def close(self) -> None:
        """See Ledger.close."""
