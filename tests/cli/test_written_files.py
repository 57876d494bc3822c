"""No command writes over the ledger, its journal, what it reads, or what is not its own to replace."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from acumen.cli import main

Said = pytest.CaptureFixture[str]
PLAN = "plan: p\nworth: 40\ngoal: {any: [{step: a, chance: 30%, hours: 2}, {step: b, chance: 60%, hours: 4 to 16}]}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger that has a record, and a plan."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.svg"))
    (tmp_path / "plan.svg").write_text(PLAN, encoding="utf-8")
    assert main(["predict", "a claim", "40%"]) == 0
    return tmp_path


COMMANDS = (
    ["export", "OUT", "--force"],
    ["new", "OUT", "--force"],
    ["ledger", "anchor", "OUT"],
    ["tree", "plan.svg", "--chart", "OUT"],
    ["simulate", "plan.svg", "--chart", "OUT"],
    ["why", "plan.svg", "--chart", "OUT"],
    ["score", "--chart", "OUT"],
    ["ideas", "--chart", "OUT"],
    ["ideas", "list", "--chart", "OUT"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("out", ["l.svg", "hard.svg", "soft.svg", "dangling.svg", "hard-journal.svg"])
def test_nothing_is_written_over_the_ledger_or_its_journal(
    here: Path, command: list[str], out: str, capsys: Said
) -> None:
    (here / "hard.svg").hardlink_to(here / "l.svg")
    (here / "soft.svg").symlink_to(here / "l.svg")
    (here / "dangling.svg").symlink_to(here / "l.svg-journal")
    (here / "hard-journal.svg").symlink_to(here / "l.svg-wal")
    before = (here / "l.svg").read_bytes()
    assert main([out if word == "OUT" else word for word in command]) == 1
    assert "this command reads or keeps" in capsys.readouterr().err
    assert (here / "l.svg").read_bytes() == before
    assert not list(here.glob("l.svg-*"))
    assert main(["ledger", "verify"]) == 0


@pytest.mark.parametrize("command", COMMANDS[3:6], ids=" ".join)
def test_no_chart_is_written_over_the_plan_it_draws(here: Path, command: list[str], capsys: Said) -> None:
    (here / "soft.svg").symlink_to(here / "plan.svg")
    for out in ("plan.svg", "soft.svg"):
        assert main([out if word == "OUT" else word for word in command]) == 1
        assert "this command reads or keeps" in capsys.readouterr().err
    assert (here / "plan.svg").read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_a_chart_is_drawn_over_an_earlier_one_and_over_nothing_else(here: Path, form: str, capsys: Said) -> None:
    out = here / f"c.{form}"
    command = ["simulate", "plan.svg", "--chart", out.name]
    assert main(command) == 0
    first = out.read_bytes()
    assert main(command) == 0
    assert out.read_bytes() == first
    out.write_bytes(b"<svg>drawn by hand</svg>")
    capsys.readouterr()
    assert main(command) == 1
    said = capsys.readouterr()
    assert "is no chart that acumen drew" in said.err
    assert said.out == ""
    assert out.read_bytes() == b"<svg>drawn by hand</svg>"


def test_a_failing_export_leaves_the_earlier_backup_whole(here: Path) -> None:
    assert main(["export", "good.jsonl"]) == 0
    before = (here / "good.jsonl").read_bytes()
    again = "(ulimit -f 0; trap '' XFSZ; exec \"$0\" -m acumen export good.jsonl --force)"
    done = subprocess.run(["sh", "-c", again, sys.executable], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "can't write 'good.jsonl': File too large\nhint: make room and try again" in done.stderr
    assert (here / "good.jsonl").read_bytes() == before
    assert sorted(path.name for path in here.iterdir()) == ["good.jsonl", "l.svg", "plan.svg"]


def test_an_export_is_the_owners_alone_though_the_file_it_replaces_was_not(here: Path) -> None:
    (here / "out.jsonl").write_bytes(b"")
    (here / "out.jsonl").chmod(0o644)
    assert main(["export", "out.jsonl", "--force"]) == 0
    assert stat.S_IMODE((here / "out.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize("command", [["predict", "a claim", "50%"], ["questions"]])
def test_a_ledger_is_the_owners_alone_whatever_was_there_before(here: Path, command: list[str]) -> None:
    (here / "copy.sqlite").write_bytes((here / "l.svg").read_bytes())
    (here / "empty.sqlite").write_bytes(b"")
    for name in ("copy.sqlite", "empty.sqlite"):
        (here / name).chmod(0o644)
        assert main([*command, "--ledger", name]) == 0
    assert stat.S_IMODE((here / "copy.sqlite").stat().st_mode) == 0o600
    if command[0] == "predict":
        assert stat.S_IMODE((here / "empty.sqlite").stat().st_mode) == 0o600


def test_a_file_that_is_no_ledger_keeps_its_mode(here: Path) -> None:
    (here / "notes.txt").write_text("notes")
    (here / "notes.txt").chmod(0o644)
    assert main(["predict", "a claim", "50%", "--ledger", "notes.txt"]) == 1
    assert stat.S_IMODE((here / "notes.txt").stat().st_mode) == 0o644


def test_output_that_is_led_into_the_ledger_is_refused(here: Path) -> None:
    before = (here / "l.svg").read_bytes()
    done = subprocess.run(
        ["sh", "-c", '"$0" -m acumen questions >> l.svg', sys.executable], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: the output goes into the ledger")
    assert (here / "l.svg").read_bytes() == before
