"""From kept records to facts: three sections that don't look at one another, each a fold over the same sequence.

A section is also a cache of what was read so far: dump it, load it later, and fold only what is new. What facts mean
(which of two resolutions counts, whether a step is under way) is derived from the set of them elsewhere in this room, so
that the order of arrival changes nothing.
"""

import hashlib
from collections.abc import Collection, Iterable
from typing import Literal, TypeAlias

import msgspec

from acumen.history.marks import MarkFacts
from acumen.history.plans import AllPlanFacts
from acumen.history.questions import AllQuestionFacts
from acumen.history.said import problem, say
from acumen.records import GENESIS, Kept, Reader

REPLAY_VERSION = 1  # of what `dump` writes; raise it when the shape of a fact or a record changes
N_DIGEST_BYTES = 32

Name: TypeAlias = Literal["plans", "questions", "marks"]
Facts: TypeAlias = AllPlanFacts | AllQuestionFacts | MarkFacts
TYPES: dict[Name, type[Facts]] = {"plans": AllPlanFacts, "questions": AllQuestionFacts, "marks": MarkFacts}


class History(msgspec.Struct, kw_only=True):
    """What records up to a position say; `fold` carries it on in place. Sections that nobody asked for stay empty."""

    names: frozenset[Name] = frozenset(TYPES)
    position: int = 0
    hash: bytes = GENESIS
    plans: AllPlanFacts = msgspec.field(default_factory=AllPlanFacts)
    questions: AllQuestionFacts = msgspec.field(default_factory=AllQuestionFacts)
    marks: MarkFacts = msgspec.field(default_factory=MarkFacts)

    def facts(self, name: Name) -> Facts:
        """One section."""
        found: Facts = getattr(self, name)
        return found


def fold(history: History, kept: Iterable[Kept], *, reader: Reader | None = None) -> History:
    """Carry `history` on with the records that follow it, and give it back.

    Records of kinds that no asked-for section takes are not decoded. What can't be read becomes a problem of `marks`.
    """
    opener = reader or Reader()
    homes = {kind: history.facts(name) for name in sorted(history.names) for kind in TYPES[name].TAKES}
    has_marks = "marks" in history.names
    for one in kept:
        history.position, history.hash = one.position, one.hash
        envelope = one.sealed.open_envelope()
        home = homes.get(envelope.kind)
        if home is None and (not has_marks or envelope.kind in opener.kinds):
            continue
        opened = opener.open(one.sealed, envelope)
        if opened.record is not None and home is not None:
            home.add(say(envelope, one.position, opened.record, is_redacted=opened.is_redacted))
        elif opened.problem is not None and has_marks:
            history.marks.problems.append(problem("unreadable-record", one.position, opened.problem))
    return history


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


def load(dumps: dict[Name, bytes | None], *, names: Collection[Name]) -> History:
    """The history that the dumps hold; an empty one where a dump is missing, damaged, of another version or position."""
    history = History(names=frozenset(names))
    heads: set[tuple[int, bytes]] = set()
    for name in names:
        found = _undump(dumps.get(name), name)
        if found is None:
            return History(names=frozenset(names))
        head, facts = found
        heads.add(head)
        setattr(history, name, facts)
    if len(heads) != 1:
        return History(names=frozenset(names))
    history.position, history.hash = heads.pop()
    return history


def _undump(whole: bytes | None, name: Name) -> tuple[tuple[int, bytes], Facts] | None:
    if whole is None or hashlib.sha256(whole[N_DIGEST_BYTES:]).digest() != whole[:N_DIGEST_BYTES]:
        return None
    try:
        dumped = msgspec.msgpack.decode(whole[N_DIGEST_BYTES:], type=_Dumped)
        if dumped.version != REPLAY_VERSION:
            return None
        return (dumped.position, dumped.hash), msgspec.msgpack.decode(dumped.body, type=TYPES[name])
    except msgspec.MsgspecError:
        return None
