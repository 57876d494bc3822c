import json
import subprocess
import sys
from pathlib import Path

import pytest

from acumen.cli import main

ROOT = Path(__file__).parents[2]
Said = pytest.CaptureFixture[str]
COLUMNS = "--prob said --outcome happened --question claim --person who --at day --known known --domain domain"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> Path:
    """A ledger with the forecasts of the example, and a clock that stands."""
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", "2026-02-01T09:00:00+00:00")
    say(capsys, "ledger", "people", "--me", "Ada")
    say(capsys, "import", str(ROOT / "examples" / "forecasters.csv"), *COLUMNS.split())
    return tmp_path


def say(capsys: Said, *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_taste_is_told_in_words_and_in_figures(capsys: Said) -> None:
    assert "84 chances came out" in say(capsys, "score")
    found = json.loads(say(capsys, "score", "--domain", "code", "--since", "2025-01-01", "--json"))
    assert found["domain"] == "code"
    assert 0 < found["n"] < 28
    assert found["people"] is None
    assert [one["name"] for one in json.loads(say(capsys, "score", "--people", "--json"))["people"]] == [
        "Ada",
        "Ben",
        "Cleo",
    ]


def test_a_chart_is_written_and_said_to_be_on_standard_error(capsys: Said, here: Path) -> None:
    file = here / "chart.svg"
    assert main(("score", "--chart", str(file), "--what", "skill")) == 0
    said = capsys.readouterr()
    assert said.err == f"wrote {file}\n"
    assert said.out == ""
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_the_report_loads_neither_scipy_nor_what_draws(here: Path) -> None:
    """Both take longer to load than the report takes."""
    heavy = "{'scipy', 'altair', 'numba'}"
    code = f"import sys; from acumen.cli import main; main(['taste']); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_chart_of_an_unknown_form_is_refused_before_anything_is_said(capsys: Said) -> None:
    assert main(("score", "--chart", "chart.gif")) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert ".svg" in said.err


def test_one_saying_is_explained(capsys: Said) -> None:
    assert json.loads(say(capsys, "meant", "90%", "--domain", "code", "--json"))["prob"] < 0.8
    assert "Said 90 %" in say(capsys, "meant", "9:1", "--as", "Ben")
    assert "not applied yet: nothing has come out" in say(capsys, "meant", "4 to 12")
    assert json.loads(say(capsys, "meant", "1 d", "--json"))["figure"] == 8.0
    assert main(("meant", "often")) == 1
