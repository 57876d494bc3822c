"""Belief and doubt from the terminal."""

import json
from pathlib import Path

import pytest

from acumen.cli import main
from tests.cli.test_commands import run
from tests.desk.beliefs.books import PROBED, TWO
from tests.house.test_start_up import HEAVY, loaded_by

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", "2026-03-02T09:00+01:00")
    (tmp_path / "probed.yaml").write_text(PROBED, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(TWO, encoding="utf-8")
    return tmp_path


def say(capsys: Said, *arguments: str) -> str:
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "\x1b" not in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    return said.out


def test_a_belief_from_evidence_to_check(home: Path, capsys: Said) -> None:
    say(capsys, "adopt", "probed.yaml")
    assert "Nothing has been seen" in say(capsys, "evidence")
    seen = say(
        capsys,
        "evidence",
        "add",
        "h",
        "--if-true",
        "100%",
        "--if-false",
        "1%",
        "--artifact",
        "bug: 5%",
        "--why",
        "a curve",
    )
    assert "h: 65 % -> 96.9 % (+4.07 bits)." in seen
    assert "give at most 4.32 bits" in seen
    assert "a curve" in say(capsys, "evidence", "probed")
    doubted = say(capsys, "evidence", "doubts")
    assert "h: 96.9 % now, 99.5 % if bug is ruled out, 65 % if bug is found" in doubted
    assert "acumen evidence check bug" in doubted
    assert "h: 96.9 % -> 99.5 %" in say(capsys, "evidence", "check", "bug", "--ruled-out", "--why", "unit test")
    assert say(capsys, "next").startswith("Next: main")
    simulated = json.loads(say(capsys, "simulate", "--runs", "100", "--json"))
    assert simulated["exact"]["chance"] == pytest.approx(65 / 65.35)
    assert "goal reached 99.5 %" in say(capsys, "tree")
    log = say(capsys, "log")
    assert "evidence on h: a curve" in log
    assert "artifact bug: ruled out, unit test" in log
    assert say(capsys, "undo").startswith("Undone: artifact bug: ruled out, unit test.")
    assert "Learnt in the last 4 weeks" in say(capsys, "evidence", "rate")
    assert home.exists()


def test_several_plans_and_several_states(home: Path, capsys: Said) -> None:
    for name in ("probed.yaml", "two.yaml"):
        say(capsys, "adopt", name)
    states = ("--state", "high=60%", "--state", "low=30%", "--state", "none=5%")
    seen = say(capsys, "evidence", "add", "two", "k", *states, "--artifact", "leak: 10%, shows 50%")
    assert "high" in seen
    assert "30 % -> " in seen
    assert "leak" in say(capsys, "evidence", "doubts", "two")
    assert "leak: 2 %" in say(capsys, "evidence", "check", "leak", "two", "--chance", "2%")
    assert "high" in say(capsys, "evidence", "two")
    assert say(capsys, "evidence", "--plan", "two") == say(capsys, "evidence", "two")
    assert "two" in say(capsys, "evidence", "rate", "--weeks", "1")
    assert home.exists()


def test_a_belief_set_anew_is_told(home: Path, capsys: Said) -> None:
    say(capsys, "adopt", "probed.yaml")
    say(capsys, "evidence", "add", "h", "--if-true", "80%", "--if-false", "20%")
    (home / "probed.yaml").write_text(PROBED.replace("65%", "50%"), encoding="utf-8")
    told = " ".join(say(capsys, "adopt", "probed.yaml").split())
    assert "Belief in h: prior 65 % -> 50 %; by all that was seen 80 %, was 88.1 %." in told
    told = say(capsys, "adopt", "probed.yaml", "--belief-now")
    assert "The file says what is believed now" in told
    assert "now 50 %" in say(capsys, "evidence")


def test_every_verb_of_belief_writes_json(home: Path, capsys: Said) -> None:
    say(capsys, "adopt", "probed.yaml")
    told = [
        json.loads(say(capsys, *arguments, "--json"))
        for arguments in (
            ("evidence", "add", "h", "--if-true", "80%", "--if-false", "20%", "--artifact", "bug: 5%"),
            ("evidence",),
            (
                "evidence",
                "doubts",
            ),
            ("evidence", "check", "bug", "--found"),
            (
                "evidence",
                "rate",
            ),
        )
    ]
    assert told[0]["bits"] == pytest.approx(told[1]["hypotheses"][0]["trail"][0]["bits"])
    assert told[2]["ways"][0]["artifact"] == "bug"
    assert told[3]["moved"][0]["after"][0] == pytest.approx(0.65)
    assert told[4]["all"]["n"] == 2
    assert home.exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("evidence", "add", "nothing", "--if-true", "1", "--if-false", "0"), "hypothesis"),
        (("evidence", "add", "a", "b", "c"), "[PLAN] HYPOTHESIS"),
        (("evidence", "add", "h", "--state", "yes"), "expected S=CHANCE, found 'yes'"),
        (("evidence", "check", "bug"), "one of"),
        (
            (
                "evidence",
                "doubts",
            ),
            "nothing was seen",
        ),
        (("evidence", "nobody"), "adopted plan"),
        (("evidence", "rate", "--weeks", "0"), "weeks"),
    ],
)
def test_mistakes_say_what_was_expected(home: Path, capsys: Said, arguments: tuple[str, ...], word: str) -> None:
    say(capsys, "adopt", "probed.yaml")
    assert main(arguments) != 0
    said = capsys.readouterr()
    assert said.out == ""
    assert word in said.err
    assert home.exists()


def test_believing_loads_no_numerics(home: Path) -> None:
    assert run("adopt", str(home / "probed.yaml")).returncode == 0
    assert run("evidence", "add", "h", "--if-true", "80%", "--if-false", "20%").returncode == 0
    again = ("evidence", "add", "h", "--if-true", "80%", "--if-false", "20%", "--artifact", "bug: 5%")
    for arguments in (("evidence",), again, ("evidence", "check", "bug", "--found"), ("evidence", "rate")):
        assert not loaded_by(*arguments, folder=home) & HEAVY, arguments


def test_what_only_one_plan_has_is_asked_of_that_plan(home: Path, capsys: Said) -> None:
    other = "plan: other\nworth: 900\ngoal: {step: work, chance: 80%, hours: 2 to 6}\n"
    (home / "other.yaml").write_text(other, encoding="utf-8")
    say(capsys, "adopt", "probed.yaml")
    say(capsys, "adopt", "other.yaml")
    say(capsys, "start", "work")
    seen = say(capsys, "evidence", "add", "h", "--if-true", "80%", "--if-false", "20%", "--artifact", "bug: 5%")
    assert "--plan probed" in seen
    assert "h" in say(capsys, "evidence")
    assert "evidence check bug --ruled-out (or --found, --chance 2%) --plan probed" in " ".join(
        say(capsys, "evidence", "doubts").split()
    )
    assert say(capsys, "evidence", "check", "bug", "--ruled-out").startswith("bug: ruled out")
    assert main(("evidence", "check", "nothing", "--found")) == 1
    assert "expected" in capsys.readouterr().err
