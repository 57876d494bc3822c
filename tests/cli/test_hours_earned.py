"""Hours of a plan move only as far as steps that ended have earned it: nothing after one, a little after three."""

import json
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.pages.number_format import say_hours

Said = pytest.CaptureFixture[str]
PLAN = """
plan: billing
worth: 900
goal:
  all:
    - {step: schema, hours: 10 to 30, chance: 85%}
    - {step: service, hours: 20 to 60, chance: 80%}
    - {step: reports, hours: 5 to 15, chance: 80%}
    - {step: checks, hours: 4 to 16, chance: 80%}
    - {step: moving, hours: 30 to 90, chance: 80%}
"""


@pytest.fixture(autouse=True)
def adopted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", "2027-02-01T09:00:00+00:00")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    say(capsys, "adopt", str(tmp_path / "plan.yaml"))


def say(capsys: Said, *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def do(capsys: Said, step: str, hours: str, *, begun: str, ended: str) -> None:
    say(capsys, "start", step, "--on", begun)
    say(capsys, "done", step, "--succeeded", "--hours", hours, "--on", ended)


@pytest.mark.parametrize("ended", ["2027-01-04", "2027-01-06"])
def test_one_step_that_took_less_than_was_said_moves_no_interval_of_the_plan(capsys: Said, ended: str) -> None:
    do(capsys, "schema", "8", begun="2027-01-04", ended=ended)
    told = json.loads(say(capsys, "meant", "10 to 30", "--json"))
    assert (told["low_hours"], told["high_hours"], told["weight"], told["n"]) == (10.0, 30.0, 0.0, 1)
    assert told["candidate_high_hours"] < 30.0
    assert "not applied yet: below 3 ended steps" in say(capsys, "meant", "10 to 30")
    shown = json.loads(say(capsys, "next", "--json"))
    for step in shown["meant_steps"] or ():
        assert step["meant_hours"] == step["said_hours"]
    assert "20 to 60 h" in say(capsys, "start", "service", "--on", "2027-01-08")


def test_steps_begun_and_ended_under_one_date_foretell_nothing_of_themselves(capsys: Said) -> None:
    for step, hours in (("schema", "4"), ("service", "9"), ("reports", "2")):
        do(capsys, step, hours, begun="2027-01-04", ended="2027-01-04")
    told = json.loads(say(capsys, "meant", "10 to 30", "--json"))
    assert (told["n"], told["gained_nats"]) == (3, 0.0)
    assert told["weight"] == pytest.approx(0.2)  # one day tells no more than where the gate begins


def test_three_ended_steps_move_hours_a_little_and_it_is_said_how_far_they_count(capsys: Said) -> None:
    for day, (step, hours) in enumerate((("schema", "8"), ("service", "16"), ("reports", "4"))):
        do(capsys, step, hours, begun=f"2027-01-{4 + 2 * day:02}", ended=f"2027-01-{5 + 2 * day:02}")
    told = json.loads(say(capsys, "meant", "10 to 30", "--json"))
    assert 0.0 < told["weight"] < 0.9
    assert told["candidate_low_hours"] <= told["low_hours"] < 10.0
    text = " ".join(say(capsys, "meant", "10 to 30").split())
    assert "The record counts for" in text
    assert "3 ended steps" in text


def test_a_patience_below_ones_own_range_is_never_shown_without_saying_so_on_that_line(capsys: Said) -> None:
    told = (("schema", "11"), ("service", "22"), ("reports", "5.5"), ("checks", "4.5"))
    for day, (step, hours) in enumerate(told):
        do(capsys, step, hours, begun=f"2027-01-{4 + 2 * day:02}", ended=f"2027-01-{5 + 2 * day:02}")
    assert "your own range" not in say(capsys, "next", "--as-said")
    own = json.loads(say(capsys, "next", "--json"))["own_range"]
    assert own["said_hours"] == 90.0
    assert own["record_hours"] < 90.0
    shown = f"(your own range goes to 90 h; your record says {say_hours(own['record_hours'])})"
    for command in (("next",), ("start", "moving", "--on", "2027-01-20"), ("next",)):
        text = say(capsys, *command)
        assert shown in " ".join(text.split())
        assert max(map(len, text.splitlines())) <= 80


def test_where_nothing_is_shortened_nothing_is_said_of_ones_range(capsys: Said) -> None:
    assert json.loads(say(capsys, "next", "--json"))["own_range"] is None
    assert "your own range" not in say(capsys, "start", "schema", "--on", "2027-01-04")
