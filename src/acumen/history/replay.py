"""From kept records to facts: four sections that don't look at one another, each a fold over the same sequence.

A section is also a cache of what was read so far: dump it, load it later, and fold only what is new. What facts mean
(which of two resolutions counts, whether a step is under way) is derived from the set of them elsewhere in this room, so
that the order of arrival changes nothing.
"""

import contextlib
import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import msgspec

from acumen.history.corrections import Erased, MarkFacts
from acumen.history.entry import problem, say
from acumen.history.plans import AllPlanFacts
from acumen.history.questions import AllQuestionFacts
from acumen.history.ratings import AllRatingFacts
from acumen.records import GENESIS, Kept, Opened, Reader

REPLAY_VERSION = 9  # of what `dump` writes; raise it when the shape of a fact or a record changes
N_DIGEST_BYTES = 32

Name: TypeAlias = Literal["plans", "questions", "ratings", "marks"]
Facts: TypeAlias = AllPlanFacts | AllQuestionFacts | AllRatingFacts | MarkFacts
TYPES: dict[Name, type[Facts]] = {
    "plans": AllPlanFacts,
    "questions": AllQuestionFacts,
    "ratings": AllRatingFacts,
    "marks": MarkFacts,
}


class History(msgspec.Struct, kw_only=True):
    """What records up to a position say; `fold` carries it on in place. Sections that nobody asked for stay empty."""

    names: frozenset[Name] = frozenset(TYPES)
    position: int = 0
    hash: bytes = GENESIS
    plans: AllPlanFacts = msgspec.field(default_factory=AllPlanFacts)
    questions: AllQuestionFacts = msgspec.field(default_factory=AllQuestionFacts)
    ratings: AllRatingFacts = msgspec.field(default_factory=AllRatingFacts)
    marks: MarkFacts = msgspec.field(default_factory=MarkFacts)

    def facts(self, name: Name) -> Facts:
        """One section."""
        found: Facts = getattr(self, name)
        return found

    def absorb(self, other: "History") -> None:
        """Take over the sections of another history that goes equally far."""
        for name in other.names:
            setattr(self, name, other.facts(name))
        self.names |= other.names


def fold(history: History, kept: Iterable[Kept], *, reader: Reader | None = None) -> History:
    """Carry `history` on with the records that follow it, and give it back.

    Records of kinds that no asked-for section takes are not decoded. What can't be read becomes a problem of `marks`.
    """
    opener = reader or Reader()
    homes = find_homes(history)
    watched = opener.kinds if "marks" in history.names else None  # any other kind is a problem
    with collector_paused():
        for one in kept:
            history.position, history.hash = one.position, one.hash
            envelope = one.open_envelope()
            home = homes.get(envelope.kind)
            is_erased = one.sealed.figures is None and envelope.figures is not None
            if home is None and (watched is None or (envelope.kind in watched and not is_erased)):
                continue
            take(history, home, one.position, opener.open(one.sealed, envelope))
    return history


def find_homes(history: History) -> Mapping[str, Facts]:
    """The section that takes each kind, of those that were asked for."""
    return {kind: history.facts(name) for name in sorted(history.names) for kind in TYPES[name].TAKES}


def take(history: History, home: Facts | None, position: int, opened: Opened) -> None:
    """Put a record where it belongs, its home; one that can't be read is a problem, where `marks` was asked for."""
    if opened.record is not None and home is not None:
        home.add(say(opened.envelope, position, opened.record, is_redacted=opened.is_redacted))
    elif "marks" not in history.names:
        return
    elif opened.problem is not None:
        history.marks.problems.append(problem("unreadable-record", position, opened.problem))
    elif opened.record is None:
        one = opened.envelope
        history.marks.erased.append(Erased(id=one.id, kind=one.kind, writer=one.writer, position=position))


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Facts make no cycles: looking for some in 100,000 of them takes as long as reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Dumped(msgspec.Struct, kw_only=True, array_like=True):
    """What stands before the facts of a section in a dump."""

    version: int
    position: int
    hash: bytes
    body: bytes


def dump(history: History, name: Name) -> bytes:
    """A section as bytes, with the position and hash it goes up to, and a digest before all of it."""
    body = msgspec.msgpack.encode(history.facts(name))
    whole = msgspec.msgpack.encode(
        _Dumped(version=REPLAY_VERSION, position=history.position, hash=history.hash, body=body)
    )
    return hashlib.sha256(whole).digest() + whole


def reach(dumped: bytes | None) -> int:
    """The position up to which a dump goes; 0 where it can't be loaded."""
    try:
        whole = None if dumped is None else msgspec.msgpack.decode(dumped[N_DIGEST_BYTES:], type=_Dumped)
    except (msgspec.MsgspecError, ValueError):
        return 0
    return 0 if whole is None or whole.version != REPLAY_VERSION else whole.position


def load(dumped: bytes | None, name: Name) -> History:
    """The history of one section that a dump holds; an empty one where it is missing, damaged or of another version."""
    history = History(names=frozenset({name}))
    if dumped is None or hashlib.sha256(dumped[N_DIGEST_BYTES:]).digest() != dumped[:N_DIGEST_BYTES]:
        return history
    try:
        with collector_paused():
            whole = msgspec.msgpack.decode(dumped[N_DIGEST_BYTES:], type=_Dumped)
            if whole.version == REPLAY_VERSION:
                setattr(history, name, msgspec.msgpack.decode(whole.body, type=TYPES[name]))
                history.position, history.hash = whole.position, whole.hash
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return History(names=frozenset({name}))
    return history
