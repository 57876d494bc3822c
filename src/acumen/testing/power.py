"""What a disk holds when the power goes: SQLite's calls on files are noted, and replayed up to any instant.

A file's bytes are sure once it was synced. Of what was written since, a disk may have any beginning, the last write of it torn,
or, as it may write in any order, any part. A new file's name is sure once the file was synced, a deletion once the folder was.

`record` puts itself between SQLite and the system: the library that Python's sqlite3 has loaded is told to call us on the way
(its `sqlite3_io_methods` are copied and three of them replaced), so nothing of the ledger is changed for it.
"""

import contextlib
import ctypes
import ctypes.util
import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

N_SECTOR_BYTES = 512  # written whole or not at all; SQLite leans on no more
N_METHODS = 18  # of sqlite3_io_methods, version 3
WRITE, TRUNCATE, SYNC = 2, 3, 4  # their places among the pointers, after the version
OPEN, DELETE = 0, 1  # places of xOpen and xDelete
OPENED_TO_STAY = 0x100 | 0x800  # SQLITE_OPEN_MAIN_DB, SQLITE_OPEN_MAIN_JOURNAL

_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)


class _Methods(ctypes.Structure):
    _fields_ = (("version", ctypes.c_int), ("pointers", ctypes.c_void_p * N_METHODS))


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("n_file_bytes", ctypes.c_int),
        ("n_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("pointers", ctypes.c_void_p * N_METHODS),
    )


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One call on a file, by its name; `told` is what the writer was told by then, see `Tape.tell`."""

    what: Literal["write", "truncate", "sync", "delete", "tell"]
    file: str = ""
    offset: int = 0  # of a truncation: the size that is left
    data: bytes = b""
    is_sure: bool = False  # a deletion whose folder was synced
    told: int = 0


class Tape:
    """What happened, in order."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.events: list[Event] = []

    def tell(self, told: int) -> None:
        """Note that a writer was told that so much is kept."""
        self.events.append(Event(what="tell", told=told))


def find_library() -> ctypes.CDLL | None:
    """The SQLite that Python's sqlite3 runs on, where it is a library of its own; else None."""
    for name in (ctypes.util.find_library("sqlite3"), "libsqlite3.so.0"):
        with contextlib.suppress(OSError, AttributeError):
            library = ctypes.CDLL(name)
            library.sqlite3_libversion.restype = ctypes.c_char_p
            if name is not None and library.sqlite3_libversion().decode() == sqlite3.sqlite_version:
                library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
                return library
    return None


@contextlib.contextmanager
def record(library: ctypes.CDLL) -> Iterator[Tape]:
    """Note every call on databases and their journals that are opened within."""
    tape = Tape()
    vfs = library.sqlite3_vfs_find(None).contents
    kept: list[Any] = []  # what C holds pointers to
    true_open, true_delete = _OPEN(vfs.pointers[OPEN]), _DELETE(vfs.pointers[DELETE])

    def opened(self: int, path: int | None, file: int, flags: int, out: int | None) -> int:
        code = int(true_open(self, path, file, flags, out))  # the path as a pointer: SQLite keeps it
        if code == 0 and path and flags & OPENED_TO_STAY:
            _patch(tape, file, _name(path), kept)
        return code

    def deleted(self: int, path: int, is_sure: int) -> int:
        code = int(true_delete(self, path, is_sure))
        if code == 0:
            tape.events.append(Event(what="delete", file=_name(path), is_sure=bool(is_sure)))
        return code

    ours = (_OPEN(opened), _DELETE(deleted))
    before = (vfs.pointers[OPEN], vfs.pointers[DELETE])
    vfs.pointers[OPEN], vfs.pointers[DELETE] = (ctypes.cast(one, ctypes.c_void_p).value for one in ours)
    try:
        yield tape
    finally:
        vfs.pointers[OPEN], vfs.pointers[DELETE] = before
        _KEPT.extend((kept, ours))


def _name(path: int) -> str:
    return Path(os.fsdecode(ctypes.string_at(path))).name


_KEPT: list[Any] = []  # connections may outlive a recording, and C must not call what is gone


def _patch(tape: Tape, file: int, name: str, kept: list[Any]) -> None:
    """Let an open file's writes, truncations and syncs go through the tape."""
    place = ctypes.cast(file, ctypes.POINTER(ctypes.POINTER(_Methods)))
    true = place.contents.contents
    ours = _Methods()
    ctypes.memmove(ctypes.addressof(ours), ctypes.addressof(true), _size(true.version))
    write, truncate, sync = _WRITE(true.pointers[WRITE]), _TRUNCATE(true.pointers[TRUNCATE]), _SYNC(true.pointers[SYNC])

    def wrote(self: int, data: int, n_bytes: int, offset: int) -> int:
        code = int(write(self, data, n_bytes, offset))
        tape.events.append(Event(what="write", file=name, offset=offset, data=ctypes.string_at(data, n_bytes)))
        return code

    def truncated(self: int, size: int) -> int:
        code = int(truncate(self, size))
        tape.events.append(Event(what="truncate", file=name, offset=size))
        return code

    def synced(self: int, flags: int) -> int:
        code = int(sync(self, flags))
        tape.events.append(Event(what="sync", file=name))
        return code

    calls = (_WRITE(wrote), _TRUNCATE(truncated), _SYNC(synced))
    for number, call in zip((WRITE, TRUNCATE, SYNC), calls, strict=True):
        ours.pointers[number] = ctypes.cast(call, ctypes.c_void_p).value
    kept.append((ours, calls, write, truncate, sync))
    place.contents.contents = ours


def _size(version: int) -> int:
    """Bytes of the structure in each of its versions; beyond those there may be none."""
    n_pointers = {1: 12, 2: 16}.get(version, N_METHODS)
    return int(_Methods.pointers.offset) + n_pointers * ctypes.sizeof(ctypes.c_void_p)


class Disk:
    """Files as the events leave them: what is sure of each, and what was done since."""

    def __init__(self, files: dict[str, bytes]) -> None:
        """Begin with files that are sure."""
        self.sure: dict[str, bytes] = dict(files)
        self.since: dict[str, list[Event]] = {}
        self.told = 0

    def take(self, event: Event) -> None:
        """One event later."""
        match event.what:
            case "tell":
                self.told = event.told
            case "sync":
                self.sure[event.file] = _apply(self.sure.get(event.file, b""), self.since.pop(event.file, []))
            case "delete" if event.is_sure:
                self.sure.pop(event.file, None)
                self.since.pop(event.file, None)
            case _:
                self.since.setdefault(event.file, []).append(event)

    def cut(self, rng: random.Random) -> dict[str, bytes]:
        """What may be found after the power went now: of each file what is sure, and a beginning of what came since."""
        found = dict(self.sure)
        for name, events in self.since.items():
            done = _arrived(events, rng)
            if not done:
                continue
            if done[-1].what == "delete":
                found.pop(name, None)
            else:
                last = max((place for place, one in enumerate(done) if one.what == "delete"), default=-1)
                found[name] = _apply(found.get(name, b"") if last < 0 else b"", done[last + 1 :])
        return found


def _arrived(events: list[Event], rng: random.Random) -> list[Event]:
    """A beginning of what was not sure, the last write of it torn; or, as disks write in any order, any part of it."""
    if rng.random() < 0.5:  # noqa: PLR2004 -- as often as not
        return [event for event in events if rng.random() < 0.5]  # noqa: PLR2004
    n_whole = rng.randint(0, len(events))
    part = [_tear(events[n_whole], rng)] if n_whole < len(events) and events[n_whole].what == "write" else []
    return [*events[:n_whole], *part]


def _tear(event: Event, rng: random.Random) -> Event:
    """The same write, only its first sectors."""
    n_sectors = len(event.data) // N_SECTOR_BYTES
    return msgspec.structs.replace(event, data=event.data[: N_SECTOR_BYTES * rng.randint(0, n_sectors)])


def _apply(content: bytes, events: list[Event]) -> bytes:
    """A file's content after writes and truncations."""
    held = bytearray(content)
    for event in events:
        if event.what == "delete":
            held.clear()
        elif event.what == "truncate":
            del held[event.offset :]
        else:
            held.extend(bytes(max(0, event.offset - len(held))))
            held[event.offset : event.offset + len(event.data)] = event.data
    return bytes(held)
