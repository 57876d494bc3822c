"""`acumen next --set … --drop …`, the tips in its JSON, and `acumen why`."""

import json
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.desk.sensitivity.what_if import compare
from acumen.desk.sensitivity.why import why

CACHE = Path(__file__).parents[2] / "examples" / "cache-paper.yaml"

Said = pytest.CaptureFixture[str]


def test_settings_and_drops_are_handed_on_and_the_two_answers_printed(capsys: Said) -> None:
    changes = ["--set", "rule.chance=40%", "--set", "worth = 300", "--drop", "own-trace"]
    assert main(["next", str(CACHE), *changes]) == 0
    expected = compare(CACHE, settings={"rule.chance": "40%", "worth": "300"}, drops=["own-trace"])
    assert capsys.readouterr().out == f"{expected}\n"
    assert main(["next", str(CACHE), *changes, "--json"]) == 0
    assert capsys.readouterr().out == expected.to_json() + "\n"


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        (["--set", "rule.chance"], 2, "expected STEP.KEY=VALUE"),
        (["--set", "rule.chance=5%", "--set", "rule.chance=6%"], 2, "each value once"),
        (["--set", "rulle.chance=5%"], 1, "did you mean `rule`?"),
        (["--set", "rule.chance=lots"], 1, "rule.chance: expected a chance"),
        (["--drop", "papers"], 1, "did you mean `paper`?"),
    ],
)
def test_a_wrong_change_ends_with_words_and_a_code(changes: list[str], code: int, said: str, capsys: Said) -> None:
    assert main(["next", str(CACHE), *changes]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


def test_next_as_json_carries_tips(capsys: Said) -> None:
    assert main(["next", str(CACHE), "--json"]) == 0
    tips = json.loads(capsys.readouterr().out)["tips"]
    assert {tuple(tip) for tip in tips} == {("id", "input", "current", "at", "next")}
    assert ("rule", "chance", "stop") in {(tip["id"], tip["input"], tip["next"]) for tip in tips}


def test_why_prints_the_reasons_and_writes_json(capsys: Said) -> None:
    assert main(["why", str(CACHE), "--worth", "300"]) == 0
    assert capsys.readouterr().out == f"{why(CACHE, worth=300)}\n"
    assert main(["why", str(CACHE), "--objective", "hours", "--json"]) == 0
    assert capsys.readouterr().out == why(CACHE, objective="hours").to_json() + "\n"


@pytest.mark.parametrize("command", ["why", "probes"])
def test_without_a_file_a_command_is_about_the_adopted_plan(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger"))
    assert main([command]) == 1
    assert "no plan is adopted" in capsys.readouterr().err
