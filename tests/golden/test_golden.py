"""Ledgers that earlier versions wrote: they are read by every later one, to the same records and heads."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from acumen.desk.book import Book, open_book
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.verify import verify
from acumen.history import timeline
from acumen.records import KINDS, Call
from tests.golden.write_golden import NOW, read_all

FOLDER = Path(__file__).parent
VERSIONS = sorted(path.stem for path in FOLDER.glob("*.sqlite"))


def open_copy(version: str, folder: Path) -> Book:
    shutil.copy(FOLDER / f"{version}.sqlite", folder / "ledger")
    return open_book(str(folder / "ledger"), now=NOW)


def lines(version: str) -> list[bytes]:
    return (FOLDER / f"{version}.jsonl").read_bytes().splitlines(keepends=True)


def test_there_are_golden_ledgers() -> None:
    assert VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_golden_ledger_is_sound(version: str, tmp_path: Path) -> None:
    with open_copy(version, tmp_path) as book:
        found = verify(book)
        assert found.is_sound, found
        assert found.unread == {"dream 3": 1}
        assert found.n_redacted == 2


def test_every_kind_of_today_is_in_some_golden_ledger() -> None:
    kinds = {json.loads(line)["envelope"]["kind"] for version in VERSIONS for line in lines(version)[1:]}
    assert kinds == {kind.KIND for kind in KINDS} | {"dream"}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_golden_ledger_says_what_it_always_said(version: str, tmp_path: Path) -> None:
    expected = json.loads((FOLDER / f"{version}.json").read_bytes())
    with open_copy(version, tmp_path) as book:
        found = json.loads(json.dumps(read_all(book)))
        assert len(found) == len(expected)
        for here, there in zip(found, expected, strict=True):
            assert here == there


@pytest.mark.parametrize("version", VERSIONS)
def test_a_golden_ledger_is_exported_as_it_was_then(version: str, tmp_path: Path) -> None:
    with open_copy(version, tmp_path) as book:
        assert list(export(book)) == lines(version)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_golden_export_becomes_the_same_ledger(version: str, tmp_path: Path) -> None:
    with open_copy(version, tmp_path) as book, open_book(None, now=NOW) as copy:
        taken = take_over(copy, lines(version), source="golden")
        assert taken.unread == {"dream 3": 1}
        assert copy.ledger.head() == book.ledger.head()
        assert list(copy.ledger.read()) == list(book.ledger.read())
        assert copy.recall() == book.recall()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_redacted_then_is_in_none_of_the_bytes(version: str) -> None:
    for path in FOLDER.glob(f"{version}.*"):
        assert b"Wenceslaus" not in path.read_bytes(), path


def test_every_record_that_can_be_read_is_in_the_timeline_whatever_its_kind() -> None:
    with tempfile.TemporaryDirectory() as name:
        for version in VERSIONS:
            with open_copy(version, Path(name)) as book:
                told = {said.record.KIND for said in timeline(book.recall())}
                there = {each["envelope"]["kind"] for each in read_all(book) if each["record"] is not None}  # type: ignore[index]
                assert there - {Call.KIND} <= told, "that of a call says nothing by itself"
