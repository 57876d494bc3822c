"""For programs: an error is one object on standard output, on every command."""

import json
import shlex
from pathlib import Path

import pytest

from acumen.catalog import by_name
from acumen.cli import main
from tests.answers import validator

Said = pytest.CaptureFixture[str]
WRONG = "plan: p\ngoal: {step: a, chance: 150%, hours: -1}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a wrong plan and no ledger."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    return tmp_path


def told(capsys: Said, code: int, *words: str) -> dict[str, object]:
    """The error object; nothing of it is said on standard error."""
    assert main(words) == code
    said = capsys.readouterr()
    assert said.err == ""
    found = json.loads(said.out)
    assert set(found) == {"error"}
    assert {"code", "message", "hint", "where"} <= set(found["error"])
    assert validator(found["error"]["schema"]).is_valid(found)
    error: dict[str, object] = found["error"]
    return error


@pytest.mark.parametrize("name", [name for name, verb in by_name().items() if verb.does and not verb.has_negatives])
def test_every_command_takes_json_and_tells_a_wrong_option_in_it(name: str, capsys: Said) -> None:
    error = told(capsys, 2, *name.split(), "--json", "--no-such-option")
    assert error["code"] == "command"
    assert "--no-such-option" in str(error["message"])


BROKEN = "--ledger broken.sqlite"  # a file that is no ledger
BAD = {  # of commands that need none, or not before what is asked
    "new": "new wrong.yaml",
    "check": "check nowhere.yaml",
    "backtest chances": "backtest chances nowhere.csv --prob a --outcome b --at c",
    "backtest hours": "backtest hours nowhere.csv --estimate a --actual b",
    "ratings": "ratings nowhere.csv --item a --rater b --score c",
    "ratings pairs": "ratings pairs nowhere.csv --first a --second b --winner c",
    "ratings classes": "ratings classes nowhere.csv --item a --rater b --label c",
    "appraise": "appraise --accept 0% --reliability .5 --outcome rejected",
    "batch": "batch nowhere.jsonl",
    "help": "help nothing",
    "next": f"next {BROKEN}",
    "why": f"why {BROKEN}",
    "tree": f"tree {BROKEN}",
    "simulate": f"simulate {BROKEN}",
    "probes": f"probes {BROKEN}",
    "ship": f"ship {BROKEN}",
    "undo": f"undo {BROKEN}",
    "ledger verify": "ledger verify --ledger nowhere.sqlite",  # of a broken one it answers that it is broken
    "demo": "demo",  # at a moment that is none
    "ledger where": "ledger where --ledger '\udcff'",
    "completion": "completion '\udcff'",
}


@pytest.mark.parametrize("name", [name for name, verb in by_name().items() if verb.does])
def test_every_command_refuses_bad_input_in_an_object_that_says_what_to_do(
    name: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    (here / "broken.sqlite").write_text("no ledger " * 500, encoding="utf-8")
    if name == "demo":
        monkeypatch.setenv("ACUMEN_NOW", "soon")
    example = next(one for one in reversed(by_name()[name].examples) if f"acumen {name}" in one)
    typed = BAD.get(name) or f"{example.removeprefix('acumen ')} {BROKEN}"
    (here / "plan.yaml").write_text("plan: p\ngoal: {step: a, chance: 50%, hours: 1}\n", encoding="utf-8")
    error = told(capsys, 1, *shlex.split(typed.partition(" > ")[0]), "--json")
    assert error["message"]
    assert error["hint"]
    assert error["where"] is None
    assert (here / "broken.sqlite").read_text(encoding="utf-8") == "no ledger " * 500


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("next nowhere.yaml --json", "usage"),
        ("next wrong.yaml --format json", "plan"),
        ("predict 'It works' often --json", "usage"),
        ("status --plan nobody --format=json", "usage"),
        ("ledger redact abcd --why x --json", "ledger"),
    ],
)
def test_what_is_refused_is_an_object_with_what_to_do(command: str, kind: str, capsys: Said) -> None:
    error = told(capsys, 1, *shlex.split(command))
    assert error["code"] == kind
    assert error["message"]
    assert error["hint"] or kind == "plan"


def test_a_wrong_plan_is_told_with_every_mistake_and_the_place_of_the_first(capsys: Said) -> None:
    error = told(capsys, 1, "next", "wrong.yaml", "--json")
    problems = error["problems"]
    assert isinstance(problems, list)
    assert len(problems) == 2
    assert error["where"] == problems[0]["where"]
    assert problems[0]["where"] == {"source": "wrong.yaml", "line": 2, "column": problems[0]["where"]["column"]}


def test_a_claim_that_says_json_is_a_claim(capsys: Said) -> None:
    assert main(["predict", "often", "--", "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "error: " in said.err


def test_a_plan_on_standard_output_can_not_be_an_answer_in_json_too(capsys: Said) -> None:
    assert told(capsys, 2, "new", "-", "--json")["code"] == "command"
    assert main(["new", "-"]) == 0
