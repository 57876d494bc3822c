import shutil
import subprocess
from pathlib import Path

import pytest

from acumen.desk.book import Book
from acumen.desk.ledgers.anchor import anchor, find_places
from acumen.desk.ledgers.anchor_places import AnchorPlace, find_around, find_file, find_repository
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.undo import undo
from acumen.errors import UsageError
from acumen.ledger.checkpoints import Checkpoint, read_checkpoints
from acumen.ledger.memory import MemoryLedger
from acumen.records import Note
from tests.desk.ledgers.books import NOW, fill, open_at

GIT = ["git", "-c", "user.name=a", "-c", "user.email=b", "-c", "commit.gpgsign=false"]


def forged(writer: str) -> Book:
    """Another past under the same name."""
    book = Book(MemoryLedger(writer=writer), now=NOW)
    fill(book, "snow")
    return book


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if shutil.which("git") is None:
        pytest.skip("there is no git")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "a")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "b")
    folder = tmp_path / "work"
    (folder / "deep").mkdir(parents=True)
    subprocess.run([*GIT, "init", "-q", str(folder)], check=True)
    return folder


def test_a_head_is_noted_as_three_lines_that_other_logs_tools_read_and_the_day(tmp_path: Path) -> None:
    with open_at(tmp_path / "l") as book:
        fill(book)
        noted = anchor(book, find_file(str(tmp_path / "heads.txt")))
        origin, size, hashed, day, *rest = (tmp_path / "heads.txt").read_text(encoding="utf-8").split("\n")
        assert (origin, size, day, rest) == (f"acumen-ledger/{book.ledger.writer}", "8", "day 2026-11-24", ["", ""])
        assert len(hashed) == 44
        assert (noted.position, noted.hash) == (8, book.ledger.head().hash.hex())
        (checkpoint,) = read_checkpoints((tmp_path / "heads.txt").read_text("utf-8"))
        assert checkpoint.head == book.ledger.head()


def test_what_stands_between_heads_and_heads_of_others_are_passed_over() -> None:
    with open_at(None) as book:
        fill(book)
        one = Checkpoint(writer="w", head=book.ledger.head(), day="2026-11-24")
    text = f"note to self\n\n{one}example.org/log\n7\nabc=\n\nacumen-ledger/w\n-1\nx\n{one}acumen-ledger/w\n3"
    assert list(read_checkpoints(text)) == [one, one]


def test_the_place_is_written_down_once_and_the_head_covers_that(tmp_path: Path) -> None:
    with open_at(tmp_path / "l") as book:
        fill(book)
        place = find_file(str(tmp_path / "heads.txt"))
        assert anchor(book, place).record is not None
        again = anchor(book, place)
        assert (again.record, again.is_new) == (None, False)
        book.write(Note(text="more"))
        assert anchor(book, find_file(str(tmp_path / "heads.txt"))).is_new
        assert find_places(book.recall()) == [place]
        (compared,) = verify(book).anchors
        assert (compared.n, compared.lost, compared.last_day) == (2, (), "2026-11-24")
        undo(book, next(iter(book.recall().marks.anchors)))
        assert verify(book).anchors == ()


def test_an_older_copy_that_was_brought_back_is_named(tmp_path: Path) -> None:
    heads = str(tmp_path / "heads.txt")
    with open_at(tmp_path / "l") as book:
        fill(book)
        anchor(book, find_file(heads))
    shutil.copy(tmp_path / "l", tmp_path / "old")
    with open_at(tmp_path / "l") as book:
        book.write(Note(text="what will be lost"))
        anchor(book, find_file(heads))
    with open_at(tmp_path / "old") as book:
        book.write(Note(text="what came instead"))
        found = verify(book)
        assert not found.is_sound
        assert found.faults == ()
        (compared,) = found.anchors
        assert [head.partition(":")[0] for head, _ in compared.lost] == ["9"]
        assert "NOT PROVEN" in str(found)
        assert "an older copy was brought back" in " ".join(str(found).split())


def test_a_chain_that_was_computed_anew_is_named_by_a_file_that_only_the_caller_knows(tmp_path: Path) -> None:
    with open_at(None) as true, forged(true.ledger.writer) as false:
        fill(true)
        heads = find_file(str(tmp_path / "heads.txt"))
        anchor(true, heads)
        assert verify(false).is_sound
        found = verify(false, places=[heads])
        assert not found.is_sound


def test_heads_noted_of_another_ledger_prove_nothing_and_deny_nothing(tmp_path: Path) -> None:
    heads = find_file(str(tmp_path / "heads.txt"))
    with open_at(None) as one, open_at(None) as other:
        for book, word in ((one, "rain"), (other, "snow")):
            fill(book, word)
        anchor(one, heads)
        assert verify(other, places=[heads]).anchors == ()
        anchor(other, heads)
        for book in (one, other):
            (compared,) = verify(book).anchors
            assert (compared.n, compared.lost) == (1, ())


def test_the_head_of_a_copy_that_was_taken_in_again_is_found(tmp_path: Path) -> None:
    heads = find_file(str(tmp_path / "heads.txt"))
    with open_at(None) as home, open_at(None) as copy:
        fill(home)
        take_over(copy, export(home), source="home")
        copy.write(Note(text="on the way"))
        anchor(copy, heads)
        home.write(Note(text="meanwhile"))
        assert not verify(home, places=[heads]).is_sound
        take_over(home, export(copy), source="copy")
        assert verify(home).is_sound


def test_a_place_that_is_not_here_is_said_and_denies_nothing(tmp_path: Path) -> None:
    with open_at(None) as book:
        fill(book)
        anchor(book, find_file(str(tmp_path / "heads.txt")))
        (tmp_path / "heads.txt").unlink()
        found = verify(book)
        assert found.is_sound
        assert "can't be read here" in " ".join(str(found).split())


def test_heads_are_not_written_into_a_file_of_another_kind(tmp_path: Path) -> None:
    for name, content in (("plan.yaml", b"plan: p\n"), ("l.sqlite", b"SQLite format 3\0\xff")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError, match="no head of a ledger is noted in it"):
            find_file(str(tmp_path / name))
        assert (tmp_path / name).read_bytes() == content
    with pytest.raises(UsageError):
        find_file(str(tmp_path))
    (tmp_path / "empty").touch()
    assert find_file(str(tmp_path / "empty")).path == str(tmp_path / "empty")
    with open_at(None) as book:
        fill(book)
        with pytest.raises(UsageError, match="can't write"):
            anchor(book, find_file(str(tmp_path / "no" / "folder")))


def test_an_empty_ledger_has_no_head_to_note(tmp_path: Path) -> None:
    with open_at(None) as book, pytest.raises(UsageError, match="no records yet"):
        anchor(book, find_file(str(tmp_path / "heads.txt")))
    assert list(tmp_path.iterdir()) == []


def test_a_note_of_the_repository_one_works_in_holds_heads_too(repository: Path) -> None:
    subprocess.run([*GIT, "-C", str(repository), "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    with open_at(None) as book:
        fill(book)
        place = find_repository(str(repository / "deep"))
        assert (place, find_around(str(repository / "deep"))) == (AnchorPlace(form="git", path=str(repository)), place)
        anchor(book, place)
        book.write(Note(text="more"))
        anchor(book, place)
        subprocess.run([*GIT, "-C", str(repository), "commit", "-q", "--allow-empty", "-m", "y"], check=True)
        book.write(Note(text="and more"))
        anchor(book, place)
        (compared,) = verify(book).anchors
        assert (compared.n, compared.lost) == (3, ())
    with forged(book.ledger.writer) as false:
        assert len(verify(false, places=[place]).anchors[0].lost) == 3


def test_a_repository_without_commits_and_no_repository_are_errors_in_words(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no commit yet"):
        find_repository(str(repository))
    with pytest.raises(UsageError, match="git can't do that"):
        find_repository(str(tmp_path))
    assert find_around(str(tmp_path)) is None
