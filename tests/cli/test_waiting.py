"""After two seconds a terminal is told what is being done; a pipe and a file never are."""

import io
import os
import sys
from collections.abc import Iterator

import pytest

from acumen.borders import doing as doings
from acumen.borders.doing import counting, doing, look
from acumen.cli import main
from acumen.cli.waiting import ERASE, WaitingLine, waiting
from acumen.errors import UsageError


class Clock:
    """Seconds that pass when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_done_is_the_innermost_that_is_counted_or_the_outermost() -> None:
    assert look() is None
    with doing("why"), doing("solving"):
        assert str(look()) == "why"
        rest = counting("looking", ["a", "b", "c"])
        next(rest)
        next(rest)
        assert str(look()) == "looking, 1 of 3"
        assert list(rest) == ["c"]
        assert str(look()) == "why"
    assert look() is None


def test_what_fails_is_no_longer_being_done() -> None:
    @doing("failing")
    def fail() -> None:
        raise UsageError("no")

    with pytest.raises(UsageError, match="no"):
        fail()
    assert not doings._under_way


def test_nothing_is_said_within_two_seconds_and_then_what_how_far_and_how_long() -> None:
    stream, clock = io.StringIO(), Clock()
    line = WaitingLine(stream, clock=clock)
    with doing("solving\x1b[31m", 4) as step:
        clock.now = 1.9
        line.show()
        assert stream.getvalue() == ""
        step()
        clock.now = 3.0
        line.show()
    assert stream.getvalue() == f"{ERASE}[#####...............] solving␛[31m, 1 of 4 (3 s)"
    line.clear()
    assert stream.getvalue().endswith(f"(3 s){ERASE}")
    clock.now = 4.0  # what was shown meanwhile told that something happens
    line.show()
    assert stream.getvalue().endswith(f"(3 s){ERASE}")


def test_a_line_is_no_wider_than_a_screen() -> None:
    stream, clock = io.StringIO(), Clock()
    line = WaitingLine(stream, clock=clock)
    clock.now = 2.0
    with doing("x" * 500):
        line.show()
    assert len(stream.getvalue().removeprefix(ERASE)) == 79


def test_where_standard_error_is_no_terminal_nothing_is_watched() -> None:
    with waiting(io.StringIO()) as line:
        assert line is None


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_a_terminal_sees_the_line_come_and_go_before_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    from acumen.cli import waiting as module

    leader, follower = pty.openpty()
    monkeypatch.setattr(module, "AFTER_SECONDS", 0.0)
    with os.fdopen(follower, "w", encoding="utf-8") as stream, waiting(stream) as line:
        assert line is not None
        with doing("proving every record"):
            line.show()
        line.clear()
        stream.write("sound\n")
    shown = os.read(leader, 4096).decode()
    os.close(leader)
    assert f"{ERASE}proving every record (0 s){ERASE}sound" in shown


def test_the_verbs_say_what_they_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []

    class Noted(list[doings.Doing]):
        def append(self, one: doings.Doing) -> None:
            said.append(one.what)
            super().append(one)

    monkeypatch.setattr(doings, "_under_way", Noted())
    assert main(["why", "examples/two-ways.yaml"]) == 0
    assert "asking what the advice leans on" in said
    assert {"solving the plan", "asking what would change the advice"} <= set(said)
    assert capsys.readouterr().err == ""


@pytest.fixture(autouse=True)
def nothing_under_way() -> Iterator[None]:
    """Each test begins and ends with nothing being done."""
    yield
    assert not doings._under_way
