"""Many commands in one process, and what a shell is told when it completes one."""

import io
import json
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from acumen.catalog import by_name
from acumen.cli import main
from acumen.cli.commands import acumen_group

Said = pytest.CaptureFixture[str]
PLAN = (
    "plan: mine\nworth: 40\ngoal: {any: [{step: one, chance: 50%, hours: 2}, {step: other, chance: 60%, hours: 4}]}\n"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of its own, and a plan."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    (tmp_path / "mine.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def batch(capsys: Said, monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[int, list[dict[str, object]], str]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code = main(["batch"])
    said = capsys.readouterr()
    return code, [json.loads(line) for line in said.out.splitlines()], said.err


def test_each_line_is_answered_by_a_line_and_what_fails_stops_no_other(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        ["predict", "It works", "70%"],
        ["next", "nowhere.yaml"],
        ["frob"],
        {"command": ["resolve", "It works", "yes"]},
    ]
    text = "\n\n".join(map(json.dumps, lines)) + "\nno json\n[]\n[1]\n"
    code, told, err = batch(capsys, monkeypatch, text)
    assert code == 1
    assert [(one["n"], one["exit_code"]) for one in told] == [(1, 0), (2, 1), (3, 2), (4, 0), (5, 2), (6, 2), (7, 2)]
    assert ["answer" in one for one in told] == [one["exit_code"] == 0 for one in told]
    assert all(set(one["error"]) >= {"code", "message", "hint", "where"} for one in told if one["exit_code"])  # type: ignore[call-overload]
    assert err == "7 commands, 5 failed\n"


def test_an_answer_is_that_of_the_command_by_itself(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told, _ = batch(capsys, monkeypatch, '["check", "mine.yaml"]')
    assert code == 0
    assert main(["check", "mine.yaml", "--json"]) == 0
    assert told[0]["answer"] == json.loads(capsys.readouterr().out)


def test_no_command_of_a_batch_reads_its_lines_or_is_a_batch(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told, _ = batch(capsys, monkeypatch, '["check", "-"]\n["batch"]\n["due"]\n')
    assert (code, [one["exit_code"] for one in told]) == (1, [1, 2, 0])


def complete(monkeypatch: pytest.MonkeyPatch, typed: str) -> list[str]:
    """The words that are offered, as a shell asks for them; commands made before know nothing of a shell."""
    monkeypatch.setenv("_ACUMEN_COMPLETE", "bash_complete")
    monkeypatch.setattr(acumen_group, "commands", {})
    *words, begun = typed.split(" ")
    return [one.value for one in ShellComplete(acumen_group, {}, "acumen", "").get_completions(words[1:], begun)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("acumen resol", ["resolve"]),
        ("acumen evidence a", ["add"]),
        ("acumen start ", ["one", "other"]),
        ("acumen start oT", ["other"]),
        ("acumen status --plan ", ["mine"]),
        ("acumen predict x 70% --rea", []),
        ("acumen predict x 70% --reso", ["--resolution"]),
    ],
)
def test_a_shell_completes_commands_options_plans_and_steps(
    typed: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["adopt", "mine.yaml"]) == 0
    assert complete(monkeypatch, typed) == found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_acumen(shell: str, capsys: Said) -> None:
    assert main(["completion", shell]) == 0
    assert f"_ACUMEN_COMPLETE={shell}_complete" in capsys.readouterr().out
    assert {"batch", "completion"} <= set(by_name())


def test_a_shell_that_asks_where_nothing_is_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(monkeypatch, "acumen start ") == []
    Path("l.sqlite").write_bytes(b"no ledger")
    assert complete(monkeypatch, "acumen start ") == []


def test_acumen_alone_at_a_terminal_says_what_is_next_or_how_to_begin(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main([]) == 2
    assert capsys.readouterr().out == ""
    monkeypatch.setattr("acumen.cli.screen.Screen.isatty", lambda _: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("Begin: acumen new plan.yaml")
    assert main(["adopt", "mine.yaml"]) == 0
    capsys.readouterr()
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("Next: ")


def test_with_json_the_last_line_says_how_many_failed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "lines").write_text('["help"]\n["nothing"]\n', encoding="utf-8")
    assert main(["batch", str(tmp_path / "lines"), "--json"]) == 1
    *lines, last = capsys.readouterr().out.splitlines()
    assert [json.loads(one)["n"] for one in lines] == [1, 2]
    assert json.loads(last) == {"schema": "batched/1", "n": 2, "n_failed": 1}
