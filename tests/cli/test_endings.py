import os
import pty
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.desk.book import open_book
from acumen.records import QuestionAsked
from tests.cli.test_commands import EXAMPLES, ROOT, run

Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize("command", ["next", "check"])
def test_a_missing_file_ends_in_one_line_and_a_hint(command: str, capsys: Said) -> None:
    assert main([command, "nowhere.yaml"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[0] == "error: expected a plan file, found no such file: 'nowhere.yaml'"
    assert said.err.splitlines()[1].startswith("hint: ")


def test_a_folder_and_a_bad_plan_end_without_a_traceback(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"plan: [\xff")
    for name in (str(tmp_path), str(bad)):
        ended = run("next", name)
        assert (ended.returncode, ended.stdout) == (1, b"")
        assert b"Traceback" not in ended.stderr
        assert ended.stderr


def test_a_plan_that_cannot_be_solved_says_so_and_what_to_do(tmp_path: Path, capsys: Said) -> None:
    plan = tmp_path / "shared.yaml"
    plan.write_text(
        """\
plan: shared
goal:
  all:
    - {step: x, chance: {h: 80%, otherwise: 20%}, hours: 2}
    - {step: y, chance: {h: 60%, otherwise: 10%}, hours: 3}
hypotheses:
  h: {claim: it holds, chance: 30%}
""",
        encoding="utf-8",
    )
    assert main(["check", str(plan)]) == 0
    many = ", ".join(f"s{number}: 20%" for number in range(5))
    names = [f"h{number}" for number in range(6)]
    when = ", ".join(f"{name}: {name}s1" for name in names)
    chance = f"[{{when: {{{when}}}, then: 80%}}, {{otherwise: 20%}}]"
    text = (
        f"plan: p\ngoal: {{all: [{{step: x, chance: {chance}, hours: 2}}, {{step: y, chance: {chance}, hours: 2}}]}}\n"
    )
    text += "hypotheses:\n" + "".join(
        f"  {name}: {{claim: c, states: {{{many.replace('s', name + 's')}}}}}\n" for name in names
    )
    plan.write_text(text, encoding="utf-8")
    assert main(["check", str(plan)]) == 0
    assert main(["next", str(plan)]) == 1
    said = capsys.readouterr()
    assert "have 15,625 combinations of states, and at most 4,096 can be solved" in said.err
    assert "hint: leave out states or hypotheses" in said.err


@pytest.mark.parametrize("arguments", [["adopt"], ["nxt"], ["next", "x.yaml", "--worth", "lots"], ["next", "--wurst"]])
def test_a_wrong_call_ends_with_2_and_the_usage(arguments: list[str], capsys: Said) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said] == ["error", "hint"]
    hint = said[1].removeprefix("hint: ")
    assert (
        hint.partition(" Else: ")[2].startswith("acumen ")
        if hint.startswith("did you mean ")
        else hint.startswith("acumen ")
    )
    assert not said[0].endswith(".")


def test_a_reader_that_goes_away_causes_no_traceback() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    for arguments in (["next", str(EXAMPLES[0])], ["check", "--schema"], ["--help"]):
        ended = subprocess.run(
            [sys.executable, "-m", "acumen", *arguments],
            env={**os.environ, "PYTHONPATH": paths},
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert ended.stderr == b""
    os.close(writer)


def test_a_terminal_without_the_letters_gets_question_marks_instead_of_a_failure() -> None:
    ended = run("next", str(EXAMPLES[0]), PYTHONIOENCODING="latin-1")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"If you started with ?" in ended.stdout


def test_where_nobody_has_said_what_letters_there_are_none_is_lost() -> None:
    ended = run("next", str(EXAMPLES[0]), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "If you started with …".encode() in ended.stdout


@pytest.mark.parametrize(("no_color", "is_bold"), [("", True), ("1", False)])
def test_only_a_terminal_that_allows_it_sees_bold(no_color: str, *, is_bold: bool) -> None:
    controller, terminal = pty.openpty()
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    subprocess.run(
        [sys.executable, "-m", "acumen", "next", str(EXAMPLES[0])],
        env={**os.environ, "PYTHONPATH": paths, "NO_COLOR": no_color},
        stdout=terminal,
        check=True,
    )
    os.close(terminal)
    shown = os.read(controller, 100)
    os.close(controller)
    assert shown.startswith(b"\x1b[1mNext: ") is is_bold


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["check --schema", "next examples/cache-paper.yaml"])
def test_a_full_disk_is_one_line_and_no_traceback(command: str) -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m acumen {command} > /dev/full"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: the output can't be written")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-"])
def test_a_closed_stream_gives_no_traceback(closing: str) -> None:
    command = f"{sys.executable} -m acumen next - {closing}"
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, text=True, input="plan: p\n")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


STATUS_BEYOND = {"meant": 1, "why": 2, "simulate": 2}  # hours that nobody has; a worth above what a worth may be


@pytest.mark.parametrize(
    "arguments",
    [
        ["due", "--within", "99999999999999999999"],
        ["meant", "1e308"],
        ["questions"],
        ["due"],
        ["log"],
        ["why", str(ROOT / "examples" / "countdown-priming.yaml"), "--worth", "1e300"],
        ["simulate", str(ROOT / "examples" / "cache-paper.yaml"), "--worth", "1e300"],
    ],
)
def test_figures_and_days_beyond_all_measure_end_in_words(
    arguments: list[str], tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "ledger.sqlite"
    monkeypatch.setenv("ACUMEN_LEDGER", str(ledger))
    late = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)  # as a record of somebody else may say
    with open_book(str(ledger), now=datetime(2026, 11, 24, tzinfo=timezone(timedelta(hours=1)))) as book:
        book.write(QuestionAsked(form="yes-no", claim="Rain?", due_at=late), happened_at=late)
    monkeypatch.setenv("ACUMEN_NOW", "2026-11-24T09:00+01:00")
    assert main(arguments) == STATUS_BEYOND.get(arguments[0], 0)
    assert "inf" not in capsys.readouterr().out.split()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59+00:00"])
def test_a_clock_at_the_ends_of_the_calendar_is_refused(
    moment: str, capsys: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ACUMEN_NOW", moment)
    assert main(["status", "--ledger", str(tmp_path / "l.sqlite")]) == 1
    assert "expected a year" in capsys.readouterr().err


STOPPED_WHILE_LOADING = """
import sys

class Impatient:
    def find_spec(self, name, path=None, target=None):
        if name == "acumen.cli.commands":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Impatient())
import acumen.cli
"""


def test_ctrl_c_while_a_command_is_loaded_leaves_no_traceback() -> None:
    ended = subprocess.run([sys.executable, "-c", STOPPED_WHILE_LOADING], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_on_a_terminal_errors_are_folded_and_elsewhere_they_are_a_line_each(
    capsys: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    words = ["predict", "It works", "perhaps, or perhaps not, as nobody has tried it on anything that is larger yet"]
    assert main(words) == 1
    plain = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in plain] == ["error", "hint"]
    assert max(map(len, plain)) > 80
    monkeypatch.setattr("acumen.cli.screen.Screen.isatty", lambda _: True, raising=False)
    assert main(words) == 1
    folded = capsys.readouterr().err.splitlines()
    assert max(map(len, folded)) <= 80
    assert " ".join(" ".join(folded).split()) == " ".join(" ".join(plain).split())
