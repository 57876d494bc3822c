"""The one writer of files: whole or not at all, and never over what has to stay.

What is written lies beside its place without a name (where a system has no such files, under one of its own), is flushed
to the disk, and takes the place in one act. Whatever stops it before that leaves the earlier file as it was.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from acumen.errors import UsageError

Judge: TypeAlias = Callable[[str], str]  # of a file that is there: why it has to stay, "" where it may go
SQLITE, LEDGER_ID, LEDGER_ID_AT = b"SQLite format 3\0", b"acmn", 68  # how the head of a ledger's file reads
JOURNALS = ("-journal", "-wal", "-shm")  # SQLite finds them by the ledger's name
NO_NAMELESS_FILES = {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT, errno.ENOSYS}
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SHUT = {errno.EACCES, errno.EPERM, errno.EROFS}
NOBODY_ELSE, EVERYBODY = 0o600, 0o666  # less what the user's mask takes away


class Output(Protocol):
    """A file that a verb is to write, wherever a face puts it."""

    name: str

    def check(self) -> None:
        """Raise UsageError where it could not be written."""
        ...

    def write(self, content: str | Iterable[bytes], *, is_private: bool = False) -> int:
        """Write all of it, and give the number of pieces."""
        ...


def stays(name: str) -> str:
    """Whatever is there has to stay."""
    del name
    return "is there already"


def may_go(name: str) -> str:
    """Whatever is there may be replaced."""
    del name
    return ""


def write_file(
    path: str | os.PathLike[str],
    content: bytes | Iterable[bytes],
    *,
    judge: Judge = stays,
    keep: Sequence[str] = (),
    hint: str = "name another file",
    is_private: bool = False,
) -> int:
    """Write a file, and give the number of pieces. Raises UsageError where that can't be done; what was there is then intact.

    `judge`: whether a file that is there may be replaced; `hint`: what to do where not. `keep`: files that are in use, never
    written over by whatever name or link. `is_private`: for the owner's eyes only, whoever could read what was there before.
    """
    name = os.fspath(path)
    pieces = (content,) if isinstance(content, bytes) else content
    try:
        check_place(name, judge=judge, keep=keep, hint=hint)
        if _is_stream(name):
            with open(name, "wb") as stream:  # noqa: PTH123 -- pathlib costs 5 ms at start-up
                return _fill(stream.fileno(), pieces)
        target = os.path.realpath(name)
        before = _mode_of(target)
        with _Beside(target, NOBODY_ELSE if is_private else EVERYBODY) as beside:
            n_pieces = _fill(beside.file, pieces)
            if before is not None and not is_private and hasattr(os, "fchmod"):
                os.fchmod(beside.file, before)
            check_place(name, judge=judge, keep=keep, hint=hint)  # it may have come into being meanwhile
            beside.put(is_there=before is not None)
    except FileExistsError:
        raise UsageError(f"{name!r} is there already", hint=hint) from None
    except (OSError, ValueError) as error:
        raise _in_words(error, name) from None
    return n_pieces


def check_place(path: str | os.PathLike[str], *, judge: Judge, keep: Sequence[str] = (), hint: str = "") -> None:
    """Raise UsageError where `write_file` would not write: so that nothing is computed in vain."""
    name = os.fspath(path)
    hint = hint or "name another file"
    if not name or name.endswith(os.sep) or os.path.isdir(name):  # noqa: PTH112
        raise UsageError(
            f"can't write {name!r}: it is a folder" if name else "expected the name of a file, found none",
            hint="name a file",
        )
    if _is_stream(name):
        return
    used = next((one for one in keep if is_same(name, one)), None)
    if used is not None:
        raise UsageError(f"can't write {name!r}: this command reads or keeps {used!r} there", hint="name another file")
    if os.path.exists(name):  # noqa: PTH110
        if not os.path.isfile(name):  # noqa: PTH113
            raise UsageError(f"can't write {name!r}: it is no file", hint="name another file")
        why = "is a ledger, and no ledger is written over" if _is_ledger(name) else judge(name)
        if why:
            raise UsageError(f"{name!r} {why}", hint=hint)


def is_same(one: str, other: str) -> bool:
    """Whether two names mean one file, by whatever link; also one that is not there yet."""
    with contextlib.suppress(OSError, ValueError):
        if os.path.samefile(one, other):  # noqa: PTH121
            return True
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def files_of_ledger(path: str) -> list[str]:
    """The ledger's file and those that SQLite keeps beside it, by its name and by that of what it links to."""
    names = dict.fromkeys((path, os.path.realpath(path)))
    return [name + ending for name in names for ending in ("", *JOURNALS)]


def _is_stream(name: str) -> bool:
    """A pipe, a terminal, /dev/null: nothing is lost by writing into it, and nothing can take its place."""
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _is_ledger(name: str) -> bool:
    try:
        with open(name, "rb") as stream:  # noqa: PTH123
            head = stream.read(LEDGER_ID_AT + len(LEDGER_ID))
    except OSError:
        return False
    return head.startswith(SQLITE) and head.endswith(LEDGER_ID)


def _mode_of(target: str) -> int | None:
    """Who may read and write the file that is there; None where there is none."""
    try:
        return stat.S_IMODE(os.stat(target).st_mode)  # noqa: PTH116
    except FileNotFoundError:
        return None


def _fill(file: int, pieces: Iterable[bytes]) -> int:
    """Write all of it; the number of pieces."""
    n_pieces = 0
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(file, rest) :]
        n_pieces += 1
    return n_pieces


class _Beside:
    """A file to be filled, which then takes its place. Leaves nothing behind where it does not come so far."""

    def __init__(self, target: str, mode: int) -> None:
        self._target = target
        self._folder, self._base = os.path.split(target)
        self._name = os.path.join(self._folder, f".acumen-{os.urandom(6).hex()}.part")  # noqa: PTH118
        self.file, self._is_named = _open_beside(self._folder, self._name, mode)
        self._is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if self._is_named:
            with contextlib.suppress(OSError):
                os.unlink(self._name)  # noqa: PTH108

    def put(self, *, is_there: bool) -> None:
        """Onto the file that is there, or only where there is none (else FileExistsError)."""
        os.fsync(self.file)
        if not self._is_named:
            _give_name(self.file, self._folder, os.path.basename(self._name) if is_there else self._base)  # noqa: PTH119
            self._is_named = is_there
        elif not is_there:
            self._close()
            _link_or_rename(self._name, self._target)
        if is_there:
            self._close()
            os.replace(self._name, self._target)  # noqa: PTH105
            self._is_named = False
        _flush_folder(self._folder)

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            os.close(self.file)


def _open_beside(folder: str, name: str, mode: int) -> tuple[int, bool]:
    """A file without a name where the system has such: no kill can leave it behind. Else one under `name`, and True."""
    nameless = getattr(os, "O_TMPFILE", 0)
    if nameless and os.path.isdir("/proc/self/fd"):  # noqa: PTH112
        try:
            return os.open(folder, nameless | os.O_WRONLY, mode), False
        except OSError as error:
            if error.errno not in NO_NAMELESS_FILES:
                raise
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.open(name, flags, mode), True


def _give_name(file: int, folder: str, base: str) -> None:
    """Give a file without a name one; FileExistsError where something has it."""
    there = os.open(folder, os.O_RDONLY)
    try:  # with a folder's number Python asks for what the link points to, not for the link
        os.link(f"/proc/self/fd/{file}", base, src_dir_fd=there, dst_dir_fd=there, follow_symlinks=True)
    finally:
        os.close(there)


def _link_or_rename(name: str, target: str) -> None:
    """Put a file where there is none; FileExistsError where there is one by now."""
    try:
        os.link(name, target)  # which refuses in one act
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        os.rename(name, target)  # noqa: PTH104


def _flush_folder(folder: str) -> None:
    """So that a power cut does not take the name back; some file systems can't, and need not."""
    with contextlib.suppress(OSError):
        there = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(there)
        finally:
            os.close(there)


def say_unread(name: str, error: OSError | ValueError, *, hint: str) -> UsageError:
    """That a file which was named can't be read, and which one may have been meant."""
    from acumen.borders.near import nearest_file  # noqa: PLC0415 -- only a wrong name needs it

    near = nearest_file(name) if isinstance(error, FileNotFoundError) else None
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    meant = "" if near is None else f"did you mean {near}? Else "
    return UsageError(f"can't read {name!r}: {reason}", hint=f"{meant}{hint}")


def _in_words(error: OSError | ValueError, name: str) -> UsageError:
    code = error.errno if isinstance(error, OSError) else None
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    hint = "name a file in a folder that exists"
    if code in FULL:
        hint = "make room and try again; nothing was written, and a file that was there is as it was"
    elif code in SHUT:
        hint = "name a file in a folder that you may write in"
    return UsageError(f"can't write {name!r}: {reason}", hint=hint)
