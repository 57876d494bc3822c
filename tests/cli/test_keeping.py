import io
import json
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.cli.opening import find_path, open_here, read_clock
from acumen.desk.book import Book
from acumen.errors import UsageError
from acumen.records import Note, PersonNamed

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a ledger of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", "2026-11-24T12:00+01:00")
    return tmp_path


def fill(ledger: str | None = None, *, name: str = "Quimby") -> str:
    with open_here(ledger) as book:
        (person,) = book.write(PersonNamed(name=name))
        book.write(Note(about=person, text="a note"))
    return person


def head_of(path: str | None = None) -> str:
    with open_here(path) as book:
        return str(book.ledger.head())


def test_init_makes_the_file_and_writes_no_record(here: Path, capsys: Said) -> None:
    assert main(["init"]) == 0
    assert capsys.readouterr().out == f"{here / 'l.sqlite'}: empty\n"
    assert stat.S_IMODE((here / "l.sqlite").stat().st_mode) == 0o600
    fill()
    assert main(["init"]) == 0
    assert capsys.readouterr().out == f"{here / 'l.sqlite'}: 2 records\n"


def test_verify_prints_the_head_and_exits_with_1_when_something_is_wrong(here: Path, capsys: Said) -> None:
    fill()
    head = head_of()
    assert main(["ledger", "verify"]) == 0
    assert head in capsys.readouterr().out
    assert main(["ledger", "verify", "--head", head]) == 0
    assert "is in the past of this ledger" in capsys.readouterr().out
    assert main(["ledger", "verify", "--head", "1:" + "0" * 64]) == 1
    data = (here / "l.sqlite").read_bytes()
    (here / "l.sqlite").write_bytes(data.replace(b"Quimby", b"Quirky"))
    assert main(["ledger", "verify", "--json"]) == 1
    assert main(["ledger", "verify"]) == 1
    assert "record 1: its words are not what was written" in capsys.readouterr().out


def test_verify_in_json_has_the_verdict_first(capsys: Said) -> None:
    fill()
    assert main(["ledger", "verify", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert next(iter(told)) == "is_sound"
    assert (told["is_sound"], told["position"], told["faults"]) == (True, 2, [])
    assert f"2:{told['hash']}" == head_of()


@pytest.mark.parametrize("command", [["ledger", "verify"], ["export"], ["ledger", "redact", "abcd", "--why", "x"]])
def test_where_there_is_no_ledger_that_is_said_and_none_is_made(here: Path, command: list[str], capsys: Said) -> None:
    assert main(command) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: there is no ledger")
    assert "hint: " in said.err
    assert list(here.iterdir()) == []


def test_out_and_into_an_empty_ledger_is_the_same_ledger(here: Path, capsys: Said) -> None:
    fill()
    assert main(["export", "out.jsonl"]) == 0
    assert capsys.readouterr().err == "wrote out.jsonl: 2 records\n"
    assert stat.S_IMODE((here / "out.jsonl").stat().st_mode) == 0o600
    assert main(["import", "out.jsonl", "--ledger", "copy.sqlite"]) == 0
    assert "this ledger is a copy of it now" in capsys.readouterr().out
    assert head_of("copy.sqlite") == head_of()
    assert main(["export", "--ledger", "copy.sqlite"]) == 0
    assert capsys.readouterr().out.encode() == (here / "out.jsonl").read_bytes()


def test_an_export_replaces_a_file_only_when_forced(here: Path, capsys: Said) -> None:
    fill()
    (here / "out.jsonl").write_text("mine", encoding="utf-8")
    assert main(["export", "out.jsonl"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (here / "out.jsonl").read_text(encoding="utf-8") == "mine"
    assert main(["export", "out.jsonl", "--force"]) == 0
    assert main(["export", "no/such/folder/out.jsonl"]) == 1


def test_into_another_it_says_how_much_is_new_and_twice_is_once(capsys: Said) -> None:
    fill()
    fill("other.sqlite", name="Bo")
    main(["export", "out.jsonl"])
    capsys.readouterr()
    assert main(["import", "out.jsonl", "--mine", "--ledger", "other.sqlite"]) == 0
    assert capsys.readouterr().out == "2 new records of 2 from out.jsonl\n"
    assert main(["import", "out.jsonl", "--mine", "--ledger", "other.sqlite", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n_new"], told["n_records"], told["record"]) == (0, 2, None)
    assert main(["ledger", "verify", "--ledger", "other.sqlite", "--head", head_of()]) == 0
    assert "the head at 2 is in the past of out.jsonl, imported as record 5" in capsys.readouterr().out


def test_import_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    fill()
    main(["export"])
    text = io.TextIOWrapper(io.BytesIO(capsys.readouterr().out.encode()))
    monkeypatch.setattr(sys, "stdin", text)
    assert main(["import", "-", "--ledger", "copy.sqlite"]) == 0
    assert head_of("copy.sqlite") == head_of()


def test_a_changed_line_is_refused_with_its_number(here: Path, capsys: Said) -> None:
    fill()
    main(["export", "out.jsonl"])
    text = (here / "out.jsonl").read_text(encoding="utf-8")
    (here / "out.jsonl").write_text(text.replace("a note", "a vote"), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "out.jsonl", "--ledger", "copy.sqlite"]) == 1
    assert capsys.readouterr().err.startswith("error: out.jsonl:3: the words of record ")
    assert not (here / "copy.sqlite").exists()
    assert main(["import", "nothing.jsonl", "--ledger", "copy.sqlite"]) == 1


def test_redact_takes_the_words_out_of_the_file(here: Path, capsys: Said) -> None:
    person = fill()
    assert main(["ledger", "redact", person[:5], "--why", "asked to"]) == 0
    assert f"record 1 (person-named {person[:8]}): its words are gone" in capsys.readouterr().out
    assert b"Quimby" not in (here / "l.sqlite").read_bytes()
    assert main(["ledger", "redact", person[:5], "--why", "asked to", "--json"]) == 1
    assert "redacted before" in capsys.readouterr().out
    assert main(["ledger", "redact", person[:5]]) == 2


def test_the_ledger_is_that_of_the_option_or_the_environment_or_ones_own(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_path("x") == "x"
    assert find_path(None) == str(here / "l.sqlite")
    monkeypatch.delenv("ACUMEN_LEDGER")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert find_path(None) == "/data/acumen/ledger.sqlite"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/ada")
    assert find_path(None) == "/home/ada/.local/share/acumen/ledger.sqlite"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert find_path(None) == "/home/ada/Library/Application Support/acumen/ledger.sqlite"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert find_path(None) == "/local/acumen/ledger.sqlite"


def test_the_clock_knows_its_zone_and_examples_may_set_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_clock() == datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert read_clock().utcoffset() == timedelta(hours=1)
    monkeypatch.setenv("ACUMEN_NOW", "2026-11-24T12:00")
    assert read_clock().tzinfo is not None
    monkeypatch.setenv("ACUMEN_NOW", "soon")
    with pytest.raises(UsageError, match="expected a moment like"):
        read_clock()
    monkeypatch.delenv("ACUMEN_NOW")
    assert abs(read_clock() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_rehearsal_repeats_itself_and_real_life_does_not(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_twice(name: str) -> list[str]:
        (here / "l.sqlite").unlink(missing_ok=True)
        return [name, fill(), fill(), head_of()]

    assert write_twice("a")[1:] != write_twice("a")[1:]
    monkeypatch.setenv("ACUMEN_REHEARSAL", "one")
    first = write_twice("a")
    assert first == write_twice("a")
    assert first[1] != first[2]
    monkeypatch.setenv("ACUMEN_REHEARSAL", "other")
    assert write_twice("a") != first


def test_a_ledger_opened_by_a_command_is_let_go_of(here: Path) -> None:
    with open_here(None) as book:
        book.write(Note(text="x"))
        assert isinstance(book, Book)
    (here / "l.sqlite").rename(here / "moved.sqlite")
    assert head_of("moved.sqlite").startswith("1:")


def test_the_head_is_noted_in_a_file_and_compared_by_verify(here: Path, capsys: Said) -> None:
    fill()
    assert main(["ledger", "anchor", "heads.txt"]) == 0
    assert "noted the head of 3 records" in capsys.readouterr().out
    assert main(["ledger", "verify"]) == 0
    assert "1 head noted in" in " ".join(capsys.readouterr().out.split())
    assert main(["ledger", "anchor", "heads.txt", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["is_new"] is False
    text = (here / "heads.txt").read_text(encoding="utf-8")
    (here / "heads.txt").write_text(text.replace("\n3\n", "\n2\n"), encoding="utf-8")
    assert main(["ledger", "verify", "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["anchors"][0]["lost"]) == 1


def test_anchor_wants_a_file_or_git_and_not_both(capsys: Said) -> None:
    fill()
    for words in ([], ["heads.txt", "--git"]):
        assert main(["ledger", "anchor", *words]) == 2
        assert "expected a FILE, or --git" in capsys.readouterr().err


def test_the_group_says_where_the_ledger_is(here: Path, capsys: Said) -> None:
    assert main(["ledger", "where"]) == 0
    assert capsys.readouterr().out == f"{here / 'l.sqlite'}\n"


@pytest.mark.usefixtures("here")
def test_settings_are_set_listed_and_refused_by_name(capsys: Said) -> None:
    assert main(["ledger", "set", "person", "Ada"]) == 0
    assert capsys.readouterr().out.startswith("person: Ada\nTo take that back: acumen undo ")
    assert main(["ledger", "settings", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["settings"][0]["set_to"] == "Ada"
    assert main(["ledger", "set", "mood", "calm"]) == 1
    assert (
        capsys.readouterr().err
        == "error: expected a setting that there is, found 'mood'\nhint: there is: person, hours, days, off\n"
    )
    assert main(["undo"]) == 0
    assert main(["ledger", "settings"]) == 0
    assert "person    -" in capsys.readouterr().out
