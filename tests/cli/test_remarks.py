"""What a stranger stumbled over is remarked in a line, and refused only where it can't be meant."""

import shlex
from pathlib import Path

import pytest

from acumen.cli import main

Said = pytest.CaptureFixture[str]
PLAN = """\
plan: two
worth: 80
goal: {all: [{step: a, chance: 60%, hours: 2 to 6}, {step: b, chance: 80%, hours: 10 to 30}]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """A plan that is followed, on a Saturday."""
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", "2026-11-28T09:00+00:00")
    monkeypatch.chdir(tmp_path)
    Path("two.yaml").write_text(PLAN, encoding="utf-8")
    assert main(["adopt", "two.yaml"]) == 0
    capsys.readouterr()


def told(capsys: Said, command: str, code: int = 0) -> str:
    """What it prints, in one line."""
    assert main(shlex.split(command)) == code
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())


def test_status_says_how_to_go_on_where_nothing_is_under_way_and_only_there(capsys: Said) -> None:
    assert "Nothing is under way. Ask: acumen next" in told(capsys, "status")
    told(capsys, "start a")
    assert "Nothing is under way" not in told(capsys, "status")
    told(capsys, "done --left")
    assert "Nothing is under way" not in told(capsys, "status")  # the goal has failed


def test_a_second_step_beside_one_under_way_is_remarked_and_not_refused(capsys: Said) -> None:
    assert "under way too" not in told(capsys, "start a")
    assert "1 other is under way too" in told(capsys, "start b")


@pytest.mark.parametrize(("hours", "n_remarks"), [("12", 0), ("12.1", 1), ("3 weeks", 1)])
def test_hours_far_above_what_was_said_are_written_and_can_be_taken_back_as_told(
    hours: str, n_remarks: int, capsys: Said
) -> None:
    told(capsys, "start a")
    said = told(capsys, f"spend '{hours}'")
    assert said.count("far above what was said") == n_remarks
    if n_remarks:
        told(capsys, said.partition("take them back: acumen ")[2].partition(" Overdue")[0])
        assert "4 h spent in all" in told(capsys, "spend 4")


def test_hours_in_the_place_of_a_step_are_told_their_option(capsys: Said) -> None:
    told(capsys, "start a")
    assert "--hours 4" in told(capsys, "done --failed 4", 1)
    assert told(capsys, "done a --failed 4", 2).count("--hours 4") == 1


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("next tuesday", "2026-12-01"),  # of next week, and the coming one
        ("this friday", "2026-12-04"),
        ("on monday", "2026-11-30"),
        ("next sunday", None),  # tomorrow, or the one of next week
        ("last friday", None),
        ("next someday", None),
    ],
)
def test_a_weekday_with_a_word_before_it_is_read_where_it_is_one_day_only(
    day: str, read: str | None, capsys: Said
) -> None:
    said = told(capsys, f"predict 'It works' 50% --by '{day}'", 0 if read else 1)
    if read:
        assert f"by {read}" in said
    assert ("write 2026-11-29 or 2026-12-06" in said) == (day == "next sunday")
