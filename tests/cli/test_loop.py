"""The loop from the terminal: the same words as from Python, streams and codes as of every command."""

import json
from pathlib import Path

import pytest

from acumen.catalog import MEANT_BY, OLD_NAMES, by_name
from acumen.cli import main
from tests.cli.test_commands import run
from tests.desk.loop.books import TEXT, WAYS
from tests.house.test_start_up import HEAVY, loaded_by

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", "2026-03-02T09:00+01:00")
    (tmp_path / "small.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "ways.yaml").write_text(WAYS, encoding="utf-8")
    return tmp_path


def say(capsys: Said, *arguments: str) -> str:
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "\x1b" not in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    return said.out


def test_a_whole_loop_from_the_terminal(home: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say(capsys, "adopt", "small.yaml").startswith("Adopted small (2 steps).")
    assert say(capsys, "next").startswith("Next: test (A small test)")
    assert say(capsys, "start").startswith("Started test: 60 %, 2 to 6 h.")
    monkeypatch.setenv("ACUMEN_NOW", "2026-03-02T12:00+01:00")
    assert "3 h spent in all" in say(capsys, "spend", "3")
    assert "Go on with it; leave it after 6 h" in say(capsys, "next")
    assert "1 under way, 1 untried" in say(capsys, "status")
    assert "Next: real" in say(capsys, "done", "--succeeded", "--hours", "3.5")
    assert say(capsys, "undo").startswith("Undone: test succeeded after 3.5 h.")
    assert "test succeeded after 3.5 h (undone)" in say(capsys, "log")
    assert (home / "ledger.sqlite").exists()


def test_probes_are_counted_apart_from_steps(home: Path, capsys: Said) -> None:
    probe = "hypotheses: {sound: {claim: It is, chance: 60%}}\nprobes: [{probe: look, about: sound, hours: 1, "
    text = TEXT + probe + "positive: {sound: 90%, otherwise: 30%}}]\n"
    (home / "probed.yaml").write_text(text, encoding="utf-8")
    assert say(capsys, "adopt", "probed.yaml").startswith("Adopted small (2 steps, 1 probe).")
    assert "2 steps, 1 probe: 3 untried" in say(capsys, "status")


def test_the_beginning_of_a_name_is_enough(home: Path, capsys: Said) -> None:
    text = TEXT.replace("step: real", "step: real-thing")
    (home / "small.yaml").write_text(text, encoding="utf-8")
    say(capsys, "adopt", "small.yaml")
    assert main(["start", "real"]) == 1
    assert "`real-thing` needs test" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_the_adopted_plan_is_followed_as_the_record_has_found_it_to_be_meant(capsys: Said) -> None:
    examples = Path(__file__).parents[2] / "examples"
    columns = ["--prob", "chance", "--outcome", "worked", "--domain", "kind", "--at", "said_on", "--known", "known_on"]
    say(capsys, "import", str(examples / "my-forecasts.csv"), *columns)
    say(capsys, "adopt", str(examples / "two-ways.yaml"))
    assert say(capsys, "next").startswith("Next: patch-the-old")
    for command in ("tree", "simulate"):
        arguments = ("--runs", "100") if command == "simulate" else ()
        for beside, first in (((), "patch-the-old"), (("--as-said",), "train-anew")):
            assert main([command, *arguments, *beside, "--json"]) == 0
            found = json.loads(capsys.readouterr().out)
            assert found["next"] == first
            if command == "simulate":
                assert (found["chance_together"] is None) is bool(beside)
        assert "your record" in say(capsys, command, *arguments)
        assert "your record" not in say(capsys, command, *arguments, "--as-said")


def test_reading_makes_no_ledger(home: Path, capsys: Said) -> None:
    for command in ("next", "status"):
        assert main([command]) == 1
        assert "acumen adopt PLAN" in capsys.readouterr().err
    assert say(capsys, "next", "small.yaml").startswith("Next: test")
    assert not (home / "ledger.sqlite").exists()


def test_every_verb_writes_json(home: Path, capsys: Said) -> None:
    told = [
        json.loads(say(capsys, *arguments, "--json"))
        for arguments in (
            ("adopt", "ways.yaml"),
            ("start", "quick"),
            ("spend", "quick", "90 min"),
            ("next",),
            ("tree",),
            ("simulate", "--runs", "100"),
            ("status",),
            ("done", "quick", "--left"),
            ("log", "-n", "3"),
            ("undo",),
        )
    ]
    assert told[2]["total_hours"] == 1.5
    assert told[3]["under_way"][0]["spent_hours"] == 1.5
    assert told[7]["ended"] == "left"
    assert len(told[8]["entries"]) == 3
    assert home.exists()


def test_a_ledger_named_on_the_command_line_is_the_one_that_is_used(home: Path, capsys: Said) -> None:
    say(capsys, "adopt", "small.yaml", "--ledger", "other.sqlite")
    assert say(capsys, "next", "--ledger", "other.sqlite").startswith("Next: test")
    assert main(["next"]) == 1
    assert not (home / "ledger.sqlite").exists()
    assert "no plan is adopted" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("done",), 2, "expected one of --succeeded"),
        (("done", "--succeeded", "--failed"), 2, "found --succeeded and --failed"),
        (("done", "--failed"), 1, "no step is under way"),
        (("spend", "a", "b", "c"), 1, "expected hours"),
        (("spend",), 2, "HOURS"),
        (("start", "nothing"), 1, "expected a step"),
        (("next", "--set", "test.chance=10%"), 2, "look at a file"),
        (("adopt", "missing.yaml"), 1, "no such file"),
    ],
)
def test_what_was_typed_wrongly_is_said_on_stderr(
    capsys: Said, arguments: tuple[str, ...], code: int, message: str
) -> None:
    say(capsys, "adopt", "small.yaml")
    assert main(arguments) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert message in " ".join(said.err.split())


def test_a_plan_is_adopted_from_standard_input(tmp_path: Path) -> None:
    ended = run("adopt", "-", stdin=TEXT.encode(), ACUMEN_LEDGER=str(tmp_path / "l.sqlite"))
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.startswith(b"Adopted small")


def test_no_verb_of_a_small_ledger_without_an_outcome_loads_numerics(home: Path, capsys: Said) -> None:
    say(capsys, "adopt", "small.yaml")
    for arguments in (("next",), ("start",), ("spend", "1"), ("status",), ("log",), ("next",), ("undo",)):
        assert not loaded_by(*arguments, folder=home) & HEAVY, arguments
    assert home.exists()


def printed_command(said: str) -> list[str]:
    """What stands after `Then: acumen`, up to the first thing to fill in or to choose otherwise."""
    return " ".join(said.split("Then: acumen ")[1].split()).split(" (")[0].split()


@pytest.mark.usefixtures("home")
def test_with_two_plans_every_printed_command_runs_and_means_the_plan_spoken_of(capsys: Said) -> None:
    say(capsys, "adopt", "small.yaml")
    say(capsys, "start")
    said = say(capsys, "adopt", "ways.yaml")
    for first in ("Next: ", "Started ", ""):
        command = printed_command(said)
        if command[0] == "done":
            break
        said = say(capsys, *command)
        assert said.startswith(first)
    assert {"ways", "--succeeded"} <= set(command)
    answer = say(capsys, *command, "--hours", "3")
    assert "ways" in answer
    assert "1 under way, 1 untried" in say(capsys, "status")  # of the other plan nothing was ended


@pytest.mark.usefixtures("home")
def test_after_an_end_the_plan_is_named_while_another_is_at_work(capsys: Said) -> None:
    say(capsys, "adopt", "small.yaml")
    say(capsys, "adopt", "ways.yaml")
    say(capsys, "start", "--plan", "ways")
    say(capsys, "start", "test", "--plan", "small")
    command = printed_command(say(capsys, "done", "test", "--plan", "small", "--succeeded", "--hours", "3"))
    assert command == ["start", "--plan", "small"]
    assert say(capsys, *command).startswith("Started real")


@pytest.mark.usefixtures("home")
def test_a_lone_plan_is_not_named(capsys: Said) -> None:
    assert printed_command(say(capsys, "adopt", "small.yaml")) == ["next"]
    assert printed_command(say(capsys, "start")) == ["done", "--succeeded"]


@pytest.mark.usefixtures("home")
def test_a_probe_is_carried_through_until_it_has_answered(capsys: Said) -> None:
    say(capsys, "adopt", str(Path(__file__).parents[2] / "examples" / "two-probes.yaml"))
    assert "\nCarry it through until it has answered.\n" in say(capsys, "start")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("asked", [("score", "--since", "2025-01-01"), ("meant", "80%", "--domain", "code")])
def test_the_command_without_a_table_asks_the_same_of_the_rest(asked: tuple[str, ...], capsys: Said) -> None:
    examples = Path(__file__).parents[2] / "examples"
    columns = ["--prob", "chance", "--outcome", "worked", "--domain", "kind", "--at", "said_on", "--known", "known_on"]
    say(capsys, "import", str(examples / "my-forecasts.csv"), *columns)
    said = say(capsys, *asked)
    command = said.split("(without them: acumen ")[1].split(")")[0].split()
    assert set(asked[-2:]) <= set(command)
    say(capsys, *command)


@pytest.mark.usefixtures("home")
def test_hours_with_a_unit_need_no_quotes(capsys: Said) -> None:
    say(capsys, "adopt", "small.yaml")
    say(capsys, "start", "test")
    assert say(capsys, "spend", "90", "min").startswith("test: 1.5 h spent in all.")
    assert say(capsys, "spend", "test", "1").startswith("test: 2.5 h spent in all.")
    assert main(("spend", "90", "apples")) == 1
    assert "expected hours, found 'apples'" in capsys.readouterr().err


@pytest.mark.parametrize(("word", "verb"), sorted(MEANT_BY.items()))
def test_a_word_that_people_try_names_the_command_that_is_meant(word: str, verb: str, capsys: Said) -> None:
    assert word not in by_name()
    assert word not in OLD_NAMES
    assert main([word]) == 2
    assert f"no such command '{word}'; acumen {verb}: {by_name()[verb].says.rstrip('.')}" in " ".join(
        capsys.readouterr().err.split()
    )


def test_hours_need_no_quotes_after_a_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    Path("p.yaml").write_text("plan: p\nworth: 900\ngoal: {step: s, chance: 60%, hours: 2 to 600}\n", encoding="utf-8")
    for words in (["adopt", "p.yaml"], ["start"], ["spend", "s", "2", "weeks"], ["spend", "90", "min"]):
        assert main(words) == 0
    assert "81.5 h spent in all" in capsys.readouterr().out
