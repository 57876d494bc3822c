"""Questions are asked at a terminal, nowhere else."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.cli.waiting import AFTER_SECONDS, WaitingLine
from tests.terminal import pieces

pty = pytest.importorskip("pty")
END, STOP = "\x04", "\x03"  # Ctrl-D, Ctrl-C


def talk(words: list[str], keys: list[str]) -> tuple[str, int]:
    """What a terminal shows of a command whose questions are answered so, and its exit code."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover -- another process
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # which a shell takes from what it starts in the background
        os.execv(sys.executable, [sys.executable, "-m", "acumen", *words])  # noqa: S606 -- our own program
    shown, left, last = "", list(keys), ""
    try:
        for piece in pieces(terminal):
            shown += piece
            if piece and left and shown.endswith("> "):
                last = left.pop(0)
                os.write(terminal, last.encode())
            elif not piece and last == STOP:  # one that came just before it began to wait for keys wakes nobody
                os.write(terminal, STOP.encode())
    except AssertionError:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        status = os.waitpid(child, 0)[1]
        os.close(terminal)
    return shown.replace("\r\n", "\n"), os.waitstatus_to_exitcode(status)


def test_at_a_terminal_questions_are_put_and_what_was_said_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown, code = talk(["new", "--ask", "it.yaml"], ["It works\n", "?\n", END])
    assert (code, "What will be true when the goal is reached?" in shown) == (0, True)
    assert shown.endswith("wrote it.yaml; 2 figures still to be filled in. Where: acumen check it.yaml\n")
    assert "worth: 160" in (tmp_path / "it.yaml").read_text(encoding="utf-8")
    shown, code = talk(["new", "--ask", "it.yaml"], [END])
    assert (code, "> " in shown, "is there already" in shown) == (1, False, True), "refused before anything is asked"
    _, code = talk(["new", "--ask", "other.yaml"], ["It works\n", STOP])
    assert (code, (tmp_path / "other.yaml").exists()) == (130, False)


def test_a_column_that_may_be_two_things_is_asked_about_at_a_terminal_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    Path("t.csv").write_text("claim,chance,outcome,said\na,0.7,yes,03/04/2026\n")
    shown, code = talk(["import", "t.csv", "--as-shown"], ["2\n"])
    assert (code, "2: 2026-03-04 (month first)" in shown, "1 forecast" in shown) == (0, True, True)
    shown, code = talk(["import", "t.csv", "--as-shown", "--json"], [])
    assert (code, "> " in shown) == (1, False), "a program reads that"
    assert main(["import", "t.csv", "--as-shown"]) == 1
    assert "--dates dmy or --dates mdy" in capsys.readouterr().err


def test_without_a_terminal_it_is_refused_and_nothing_waits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "it.yaml"
    assert main(["new", "--ask", str(file)]) == 1
    assert "expected a terminal" in capsys.readouterr().err
    assert main(["new", "--ask", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["hint"]
    assert not file.exists()


def test_while_somebody_types_no_line_says_what_is_being_done(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    line = WaitingLine(sys.stdout, clock=lambda: now[0])
    with line.held():
        now[0] = 2 * AFTER_SECONDS
        line.show()
        assert capsys.readouterr().out == ""
    line.show()
    assert capsys.readouterr().out == "", "the wait begins anew"
    now[0] = 4 * AFTER_SECONDS
    line.show()
    assert "working" in capsys.readouterr().out
