import json
import subprocess
import sys
from pathlib import Path

import pytest

from acumen.cli import main

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new ledger and a clock that stands."""
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", "2027-02-01T09:00:00+00:00")
    return tmp_path


def say(capsys: Said, *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_a_day_with_a_question(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.loads(say(capsys, "predict", "It works", "70%", "--by", "3d", "--domain", "tooling", "--gut", "--json"))
    assert {"question", "forecast"} <= told.keys()
    assert "Said 60 %" in say(capsys, "predict", told["question"][:6], "60%", "--considered", "--why", "flaky")
    assert "Said 4 to 12 h" in say(capsys, "predict", "Hours", "4", "to", "12", "--unit", "h")
    assert "10 to 60, median 25" in say(capsys, "predict", "Days", "10,", "25,", "60")
    assert "red 20 %, blue 80 %" in say(capsys, "predict", "Who", "red=20%,", "blue=80%", "--as", "Ada")
    assert "Within 14 days (1)" in say(capsys, "due")
    monkeypatch.setenv("ACUMEN_NOW", "2027-02-09T09:00:00+00:00")
    assert [one["claim"] for one in json.loads(say(capsys, "due", "--json", "--within", "0"))["past"]] == ["It works"]
    assert "Brier 0.16" in say(capsys, "resolve", "It works", "yes", "--on", "2027-02-04", "--source", "the log")
    assert json.loads(say(capsys, "resolve", "Hours", "void", "--json"))["shown"]["state"] == "void"
    assert "(1 hidden)" in say(capsys, "questions")
    assert "because: flaky" in say(capsys, "questions", "it", "works", "--all")
    assert (
        json.loads(say(capsys, "questions", "--settled", "--domain", "tooling", "--json"))["questions"][0]["outcome"]
        is True
    )
    assert "Ada" in say(capsys, "ledger", "people")
    assert "you (Jo)" in say(capsys, "ledger", "people", "--me", "Jo")
    assert json.loads(say(capsys, "ledger", "people", "--json"))["people"][0]["name"] == "Jo"


def test_questions_are_listed_by_when_they_will_be_known(capsys: Said) -> None:
    for claim, by in (("Later", "9d"), ("Undated", None), ("Sooner", "2d")):
        say(capsys, "predict", claim, "70%", *(["--by", by] if by else []))
    assert [line.split()[-1] for line in say(capsys, "questions").splitlines()] == ["Sooner", "Later", "Undated"]


def test_the_log_says_forecasts_and_outcomes_in_the_words_of_the_question(capsys: Said) -> None:
    say(capsys, "predict", "Loss", "2.1 to 2.6", "--unit", "nats")
    say(capsys, "predict", "Which wins", "adam=60%, sgd=40%")
    say(capsys, "resolve", "Loss", "2.7")
    say(capsys, "resolve", "Which", "sgd")
    log = say(capsys, "log")
    for told in (
        "forecast 2.1 to 2.6 nats: Loss",
        "forecast adam 60 %, sgd 40 %: Which wins",
        "resolved 2.7 nats: Loss",
        "resolved sgd: Which wins",
    ):
        assert told in log


def test_what_is_wrong_is_said_with_what_to_do(capsys: Said) -> None:
    assert main(["predict", "It works", "170"]) == 1
    said = "error: expected a chance from 0 to 1 (100 %), found '170'\nhint: write `95%`, `0.95` or odds `19:1`\n"
    assert capsys.readouterr().err == said


def test_a_negative_figure_is_no_option_and_a_misspelt_option_no_saying(capsys: Said) -> None:
    assert "Said -5 to 3" in say(capsys, "predict", "Degrees", "-5", "to", "3")
    assert "Said -9 to -3" in say(capsys, "predict", "Degrees", "-9 to -3")
    assert "-7: Degrees" in say(capsys, "resolve", "Degrees", "-7")
    assert main(["predict", "It works", "70%", "--gutt"]) == 1
    assert "found '70% --gutt'" in capsys.readouterr().err
    say(capsys, "predict", "It works", "70%")
    assert main(["resolve", "It works", "yes", "--onn", "yesterday"]) == 2


def test_a_look_makes_no_file(capsys: Said, here: Path) -> None:
    say(capsys, "due")
    say(capsys, "questions")
    say(capsys, "ledger", "people")
    assert not list(here.iterdir())


def test_what_does_not_fit_together_is_listed_when_asked_for(capsys: Said, here: Path) -> None:
    assert say(capsys, "questions", "--problems") == "No record about questions contradicts another.\n"
    file = here / "t.csv"
    file.write_text("q,p,y\na,0.7,1\na,0.6,0\n", encoding="utf-8")
    say(capsys, "import", str(file), "--prob", "p", "--outcome", "y", "--question", "q")
    assert "1 record about questions can't be as written: acumen questions --problems" in say(capsys, "questions")
    assert "[two-outcomes]" in say(capsys, "questions", "--problems")


def test_a_table_is_looked_at_refused_whole_and_taken_in_without_its_wrong_cells(capsys: Said, here: Path) -> None:
    file = here / "t.csv"
    file.write_text("claim,p,y,who,d\nIt rains,70,1,Ada,2020-01-01\nIt snows,x,1,Bob,2020-01-01\n", encoding="utf-8")
    looked = say(capsys, "import", str(file))
    assert "Ready: 1 forecast." in looked
    assert "2 rows, 1 refused. Nothing has been written." in " ".join(looked.split())
    assert not (here / "t.csv.refused.csv").exists()
    named = ["--prob", "p", "--percent", "--outcome", "y", "--question", "claim", "--person", "who", "--at", "d"]
    assert main(["import", str(file), *named]) == 1
    assert capsys.readouterr().out.startswith("Nothing was taken in: 1 row of 2 can't be read.")
    assert (here / "t.csv.refused.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("It snows,x,1,Bob")
    told = say(capsys, "import", str(file), *named, "--skip-bad")
    assert told.startswith("t.csv: 1 forecast on 1 question by 1 person, 1 settled; all new.\n")
    assert "nothing new" in say(capsys, "import", str(file), *named, "--skip-bad", "--me", "Ada")
    answer = json.loads(say(capsys, "import", str(file), *named, "--skip-bad", "--json"))
    assert answer["problems"][0]["where"]["line"] == 3
    assert main(["import", str(file), "--outcome", "y"]) == 1
    assert "--prob COLUMN" in capsys.readouterr().err


def test_a_mapping_is_kept_in_a_file_and_read_from_it(capsys: Said, here: Path) -> None:
    file, kept = here / "t.csv", here / "kept.json"
    file.write_text("claim;p\nIt rains;0,7\nIt snows;0,125\n", encoding="utf-8")
    say(capsys, "import", str(file), "--prob", "p", "--question", "claim", "--decimal", ",", "--map", str(kept))
    assert json.loads(kept.read_text(encoding="utf-8")) == {"question": "claim", "prob": "p", "decimal": ","}
    assert "nothing new" in say(capsys, "import", str(file), "--map", str(kept))
    kept.write_text("{", encoding="utf-8")
    assert main(["import", str(file), "--map", str(kept)]) == 1
    assert "as a mapping" in capsys.readouterr().err


def test_a_ledger_is_taken_over_by_the_same_command(capsys: Said, here: Path) -> None:
    say(capsys, "predict", "It works", "70%")
    lines = here / "ledger.jsonl"
    say(capsys, "export", str(lines))
    assert "3 records" in say(capsys, "import", str(lines), "--ledger", str(here / "other.sqlite"))
    assert "It works" in say(capsys, "questions", "--ledger", str(here / "other.sqlite"))
    assert main(["import", str(here / "none.jsonl")]) == 1
    assert "can't read" in capsys.readouterr().err


HEAVY = """
import sys
from acumen.cli import main
main(sys.argv[1:])
print(sorted({'numpy', 'scipy', 'numba'} & set(sys.modules)))
"""


@pytest.mark.parametrize("arguments", [["predict", "It works", "70%"], ["due"], ["questions"], ["ledger", "people"]])
def test_short_commands_load_nothing_heavy(arguments: list[str]) -> None:
    ended = subprocess.run([sys.executable, "-c", HEAVY, *arguments], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"
