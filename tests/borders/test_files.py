"""The one writer of files: whole or not at all, never over what has to stay, and nothing left behind."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from acumen.borders import files
from acumen.borders.files import check_place, files_of_ledger, is_same, may_go, write_file
from acumen.errors import UsageError


@pytest.fixture(params=["nameless", "named"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to write beside: with files that have no name, and on systems without them."""
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    elif not hasattr(os, "O_TMPFILE"):
        pytest.skip("no files without names here")
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_a_file_is_written_once_and_then_only_where_it_may_go(tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert write_file(target, [b"one", b"two"]) == 2
    with pytest.raises(UsageError, match="is there already"):
        write_file(target, b"other")
    assert target.read_bytes() == b"onetwo"
    write_file(target, b"other", judge=may_go)
    assert target.read_bytes() == b"other"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("way")
def test_a_content_that_breaks_off_leaves_the_earlier_file_and_nothing_beside_it(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError

    target = tmp_path / "out"
    target.write_bytes(b"whole")
    for path in (target, tmp_path / "new"):
        with pytest.raises(RuntimeError):
            write_file(path, broken(), judge=may_go)
    assert target.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("way")
def test_a_file_that_comes_into_being_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    real, n_looks = files.check_place, 0

    def check(*args: object, **options: object) -> None:
        nonlocal n_looks
        n_looks += 1
        real(*args, **options)  # type: ignore[arg-type]
        if n_looks == 2:  # the last look before it is put
            target.write_bytes(b"somebody's")

    monkeypatch.setattr(files, "check_place", check)
    with pytest.raises(UsageError, match="is there already"):
        write_file(target, b"mine")
    assert target.read_bytes() == b"somebody's"
    assert list(tmp_path.iterdir()) == [target]


def link_to(target: Path, way: str, name: Path) -> Path:
    if way == "hard":
        name.hardlink_to(target)
    elif way == "symbolic":
        name.symlink_to(target)
    else:
        return target
    return name


@pytest.mark.parametrize("way", ["itself", "hard", "symbolic"])
def test_what_is_in_use_is_never_written_over_by_whatever_name(tmp_path: Path, way: str) -> None:
    used = tmp_path / "plan.yaml"
    used.write_bytes(b"plan")
    name = link_to(used, way, tmp_path / "other")
    with pytest.raises(UsageError, match="this command reads or keeps"):
        write_file(name, b"x", judge=may_go, keep=[str(used)])
    assert used.read_bytes() == b"plan"


def test_a_dangling_link_to_where_the_ledger_or_its_journal_will_be_is_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "l.sqlite"
    for ending in ("", "-journal", "-wal", "-shm"):
        name = tmp_path / f"link{ending}"
        name.symlink_to(f"{ledger}{ending}")
        with pytest.raises(UsageError, match="reads or keeps"):
            write_file(name, b"x", keep=files_of_ledger(str(ledger)))
    assert not ledger.exists()
    assert not is_same(str(ledger), str(tmp_path / "other"))


def test_a_link_to_another_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    name = tmp_path / "near"
    name.symlink_to(tmp_path / "far" / "out")
    write_file(name, b"one")
    write_file(name, b"two", judge=may_go)
    assert name.is_symlink()
    assert (tmp_path / "far" / "out").read_bytes() == b"two"
    assert os.listdir(tmp_path / "far") == ["out"]  # noqa: PTH208


def test_no_ledger_at_all_is_written_over(tmp_path: Path) -> None:
    head = bytearray(200)
    head[:16], head[68:72] = b"SQLite format 3\0", b"acmn"
    (tmp_path / "l").write_bytes(head)
    with pytest.raises(UsageError, match="no ledger is written over"):
        write_file(tmp_path / "l", b"x", judge=may_go)
    assert (tmp_path / "l").read_bytes() == head


@pytest.mark.parametrize("name", ["", "folder", "new/", "no/such/out", "nul\0", "x" * 300])
def test_what_is_no_place_for_a_file_is_said_in_words(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=r"can't write|expected the name"):
        write_file(name, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_pipe_and_a_device_are_written_into_and_stay_what_they_are(tmp_path: Path) -> None:
    assert write_file(os.devnull, [b"x"] * 3) == 3
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116
    with pytest.raises(UsageError, match="it is no file"):
        check_place(_socket(tmp_path), judge=may_go)


def _socket(folder: Path) -> str:
    import socket

    with socket.socket(socket.AF_UNIX) as made:
        here = os.getcwd()  # noqa: PTH109 -- the name of a socket has to be short
        os.chdir(folder)
        made.bind("s")
        os.chdir(here)
    return str(folder / "s")


@pytest.mark.usefixtures("way")
def test_what_is_private_is_the_owners_alone_whatever_was_there_and_other_files_keep_their_mode(tmp_path: Path) -> None:
    shut, own, new = tmp_path / "shut", tmp_path / "own", tmp_path / "new"
    for path in (shut, own):
        path.write_bytes(b"")
        path.chmod(0o664)
    write_file(shut, b"x", judge=may_go, is_private=True)
    write_file(own, b"x", judge=may_go)
    before = os.umask(0o027)
    try:
        write_file(new, b"x")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (shut, own, new)] == [0o600, 0o664, 0o640]


WRITE_TOO_MUCH = """
import resource, sys
from acumen.borders.files import may_go, write_file
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
if sys.argv[2] == "named":
    import os
    del os.O_TMPFILE
write_file(sys.argv[1], b"x" * 5000, judge=may_go)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("way", ["nameless", "named"])
def test_a_limit_on_the_size_of_files_leaves_the_earlier_one_whole(tmp_path: Path, way: str) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"whole" * 400)
    done = subprocess.run(
        [sys.executable, "-c", WRITE_TOO_MUCH, target, way], capture_output=True, text=True, check=False
    )
    assert "File too large" in done.stderr
    assert target.read_bytes() == b"whole" * 400
    assert list(tmp_path.iterdir()) == [target]


HANG_WHILE_WRITING = """
import sys, time
from acumen.borders.files import may_go, write_file
def slowly():
    yield b"half"
    print("begun", flush=True)
    sys.stdin.read()
write_file(sys.argv[1], slowly(), judge=may_go)
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="without nameless files a kill leaves one behind")
def test_a_kill_leaves_the_earlier_file_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"whole")
    with subprocess.Popen(
        [sys.executable, "-c", HANG_WHILE_WRITING, target], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGKILL)
    assert target.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [target]
