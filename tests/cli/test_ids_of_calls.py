"""`--id TEXT` of a command that writes: a retry writes once."""

import json
from pathlib import Path

import pytest

from acumen.catalog import by_name
from acumen.cli import main
from acumen.cli.batching import run
from acumen.cli.commands import VerbCommand

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that is not there yet."""
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    monkeypatch.chdir(tmp_path)


def test_every_command_that_writes_to_the_ledger_takes_an_id_of_the_call_and_no_other_does() -> None:
    for name, verb in by_name().items():
        is_writing = verb.effect in ("appends", "erases") and verb.needs in ("ledger", "records")
        takes = any("--id" in one.opts for one in VerbCommand(verb).params)
        assert takes == (is_writing or name == "init"), name


def test_a_command_that_is_typed_again_with_its_id_says_the_same_and_another_is_refused(capsys: Said) -> None:
    told = []
    for _ in range(2):
        assert main(["predict", "It works", "70%", "--id", "k", "--json"]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert main(["predict", "It works", "80%", "--id", "k", "--json"]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert (error["code"], "'k'" in error["message"], bool(error["hint"])) == ("conflict", True, True)
    assert main(["questions", "--json"]) == 0
    (question,) = json.loads(capsys.readouterr().out)["questions"]
    assert [one["chance"] for one in question["forecasts"]] == [0.7]


def test_a_line_of_a_batch_may_have_an_id_and_one_that_is_no_text_is_told(capsys: Said) -> None:
    line = json.dumps({"command": ["ideas", "add", "Look twice"], "id": "k"}).encode()
    other = json.dumps({"command": ["ideas", "add", "Look twice"], "id": 7}).encode()
    run([line, line, other])
    first, again, wrong = (json.loads(one) for one in capsys.readouterr().out.splitlines())
    assert first["answer"] == again["answer"]
    assert again["answer"]["is_new"] is True
    assert wrong["exit_code"] == 2
    assert "expected a list of words" in wrong["error"]["message"]
