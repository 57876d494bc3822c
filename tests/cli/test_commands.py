import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

import acumen
from acumen import planfile
from acumen.catalog import OLD_NAMES
from acumen.cli import main
from acumen.desk.front.plans import slug
from acumen.desk.plans.solve import solve
from acumen.desk.sensitivity.tipping import with_tips

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
WRONG = "plan: p\ngoal: {step: a, chance: 150%, hours: -1}\n"

Said = pytest.CaptureFixture[str]


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python -m acumen ARGUMENTS` as a process of its own."""
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, "-m", "acumen", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, **environment},
        input=stdin,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_next_prints_the_answer_as_plain_text(example: Path, capsys: Said) -> None:
    assert main(["next", str(example)]) == 0
    said = capsys.readouterr()
    assert said.out == f"{solve(example, today=datetime.now().astimezone().date())}\n"
    assert "\x1b" not in said.out
    assert said.err == ""


def test_next_writes_json_with_the_same_content(capsys: Said) -> None:
    assert main(["next", str(EXAMPLES[0]), "--json", "--objective", "hours"]) == 0
    answer = with_tips(solve(EXAMPLES[0], objective="hours"), acumen.read_plan(EXAMPLES[0]))
    assert capsys.readouterr().out == answer.to_json() + "\n"


def test_the_worth_and_the_limit_are_handed_on(capsys: Said) -> None:
    few = ["--max-states", "2", "--gap", "3%"]
    assert main(["next", str(EXAMPLES[0]), "--json", "--worth", "777", *few]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["worth"], answer["status"]) == (777, "bracketed")
    assert (answer["limits"]["max_states"], answer["limits"]["max_explored"], answer["limits"]["gap"]) == (2, 2, 0.03)
    assert answer["bound_by"]


@pytest.mark.parametrize(("said", "told"), [("200%", "from 0 to below 100%"), ("-1", "from 0"), ("near", "a share")])
def test_a_gap_that_is_no_share_is_refused(said: str, told: str, capsys: Said) -> None:
    assert main(["next", str(EXAMPLES[0]), f"--gap={said}"]) == 2
    assert told in capsys.readouterr().err


def test_the_program_can_be_run_as_a_module_and_reads_standard_input() -> None:
    ended = run("next", "-", stdin=EXAMPLES[0].read_bytes())
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode() == f"{solve(EXAMPLES[0])}\n"


def test_check_says_ok_in_one_line_and_in_another_what_days_and_weeks_were_read_as(
    tmp_path: Path, capsys: Said
) -> None:
    plan = tmp_path / "p.yaml"
    text = "plan: p\nworth: {} h\ngoal: {{step: s, chance: 60%, hours: {}}}\n"
    for worth, hours, shown in (
        ("90", "2 to 6", ""),
        ("90", "2 d to 1 w", "2 d to 1 w is 16 to 40 h"),
        ("90", "1 w", "1 w is 40 h"),
    ):
        plan.write_text(text.format(worth, hours), encoding="utf-8")
        assert main(["check", str(plan)]) == 0
        first, *rest = capsys.readouterr().out.splitlines()
        assert first == "ok: 1 step"
        assert rest == ([f"  Days have 8 h, weeks 40 h: {shown}"] if shown else [])


def test_check_puts_every_mistake_on_stderr_and_fails(tmp_path: Path, capsys: Said) -> None:
    plan = tmp_path / "wrong.yaml"
    plan.write_text(WRONG, encoding="utf-8")
    assert main(["check", str(plan)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count(f"{plan}:2:") == 2
    assert "hint:" in said.err


def test_check_writes_mistakes_as_json(tmp_path: Path, capsys: Said) -> None:
    plan = tmp_path / "wrong.yaml"
    plan.write_text(WRONG, encoding="utf-8")
    assert main(["check", str(plan), "--json"]) == 1
    checked = json.loads(capsys.readouterr().out)
    assert checked["is_ok"] is False
    assert [problem["where"]["line"] for problem in checked["problems"]] == [2, 2]


def test_the_schema_is_json(capsys: Said) -> None:
    assert main(["check", "--schema"]) == 0
    assert "properties" in json.loads(capsys.readouterr().out)


def test_new_writes_a_plan_that_can_be_solved_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["next", "plan.yaml"]) == 0
    assert capsys.readouterr().out.startswith("Next: ")


def test_new_never_replaces_a_file_unless_forced(tmp_path: Path, capsys: Said) -> None:
    plan = tmp_path / "mine.yaml"
    plan.write_text("mine", encoding="utf-8")
    assert main(["new", str(plan)]) == 1
    assert "--force" in capsys.readouterr().err
    assert plan.read_text(encoding="utf-8") == "mine"
    assert main(["new", str(plan), "--force"]) == 0
    assert acumen.read_plan(plan).plan == "mine"


@pytest.mark.parametrize("name", ["…", "Two words", "x" * 300, "no", "12"])
def test_new_finds_a_short_name_in_that_of_any_file(name: str) -> None:
    short = slug(f"some/where/{name}.yaml")
    assert acumen.read_plan(planfile.template(short)).plan == short


def test_new_with_a_dash_writes_the_plan_to_stdout(capsys: Said) -> None:
    assert main(["new", "-"]) == 0
    assert acumen.read_plan(capsys.readouterr().out).plan == "my-plan"


def test_the_version_is_that_of_the_package(capsys: Said) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"acumen {acumen.__version__}\n"


@pytest.mark.parametrize(("old", "new"), [names for names in OLD_NAMES.items() if "--" not in names[0]])
def test_help_on_a_name_of_before_says_the_new_one(old: str, new: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", old]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{old} is called {new} now.\n")
    assert f"acumen {new.partition(' --')[0]}" in said


def test_help_on_a_name_that_is_none_says_the_next_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "predikt"]) == 1
    assert "did you mean predict" in capsys.readouterr().err
