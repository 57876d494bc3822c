"""Where heads are noted outside of the ledger: text files, and notes of git repositories under the ref `acumen`."""

from __future__ import annotations

import os

import msgspec

from acumen.borders.files import may_go, write_file
from acumen.errors import UsageError
from acumen.ledger.checkpoints import Checkpoint, read_checkpoints
from acumen.results.ledgers import Form

REF = "acumen"  # refs/notes/acumen


class AnchorPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or the folder of a repository; absolute."""

    form: Form
    path: str

    def __str__(self) -> str:
        """In words."""
        return self.path if self.form == "file" else f"the git notes of {self.path}"

    def read(self) -> list[Checkpoint] | None:
        """The heads that are noted there, of any ledger; None where there is no looking."""
        text = _read_file(self.path) if self.form == "file" else _read_notes(self.path)
        return None if text is None else list(read_checkpoints(text))

    def add(self, checkpoint: Checkpoint) -> None:
        """Note one more. Raises UsageError where that can't be done."""
        if self.form == "file":
            _append(self.path, str(checkpoint))
        else:
            _git(self.path, "notes", f"--ref={REF}", "append", "-m", str(checkpoint), "HEAD")


def find_file(path: str) -> AnchorPlace:
    """A file to note heads in: a new one, or one that holds such notes. Raises UsageError for any other."""
    place = AnchorPlace(form="file", path=os.path.abspath(path))  # noqa: PTH100 -- pathlib costs 5 ms
    if os.path.lexists(path) and not (os.path.isfile(path) and (_is_empty(path) or place.read())):  # noqa: PTH113
        hint = "name a new file, or one that `acumen ledger anchor` wrote"
        raise UsageError(f"{path!r} is there already, and no head of a ledger is noted in it", hint=hint)
    return place


def find_repository(folder: str) -> AnchorPlace:
    """The git repository that a folder lies in. Raises UsageError where there is none."""
    path = _git(folder, "rev-parse", "--show-toplevel").strip()
    try:
        _git(path, "rev-parse", "--verify", "--quiet", "HEAD")
    except UsageError:
        raise UsageError(f"the repository {path!r} has no commit yet", hint="a note needs one to hang on") from None
    return AnchorPlace(form="git", path=path)


def find_around(folder: str) -> AnchorPlace | None:
    """The repository that a folder lies in, if any; without starting git."""
    path = os.path.abspath(folder)  # noqa: PTH100
    while not os.path.exists(os.path.join(path, ".git")):  # noqa: PTH110, PTH118
        if path == os.path.dirname(path):  # noqa: PTH120
            return None
        path = os.path.dirname(path)  # noqa: PTH120
    return AnchorPlace(form="git", path=path)


def _is_empty(path: str) -> bool:
    return os.path.getsize(path) == 0  # noqa: PTH202


def _read_file(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8") as stream:  # noqa: PTH123
            return stream.read()
    except (OSError, UnicodeDecodeError, ValueError):
        return None


def _append(path: str, text: str) -> None:
    """Write the file anew with one more line, so that it is whole whatever happens."""
    write_file(path, [(_read_file(path) or "").encode(), text.encode()], judge=may_go)


def _read_notes(folder: str) -> str | None:
    try:
        listed = _git(folder, "notes", f"--ref={REF}", "list").split("\n")
        notes = [line.partition(" ")[0] for line in listed if line]
        return "\n".join(_git(folder, "cat-file", "blob", note) for note in notes)
    except UsageError:
        return None


def _git(folder: str, *arguments: str) -> str:
    """What git says. Raises UsageError in its words."""
    import subprocess  # noqa: PLC0415 -- only where git is asked

    try:
        ended = subprocess.run(  # noqa: S603
            ["git", "-C", folder, *arguments],  # noqa: S607
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError(f"git can't be started: {error.strerror or error}", hint="name a file instead") from None
    if ended.returncode != 0:
        said = ended.stderr.decode(errors="replace").strip().splitlines() or ["it failed"]
        raise UsageError(f"git can't do that in {folder!r}: {said[0]}", hint="name a file instead")
    return ended.stdout.decode(errors="replace")
