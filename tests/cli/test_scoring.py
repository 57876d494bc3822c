"""`acumen backtest`: what it prints, as JSON too, and what it says of a wrong call."""

import json
from pathlib import Path

import pytest

from acumen.cli import main

ROOT = Path(__file__).parents[2]
FORECASTS = str(ROOT / "examples" / "forecasts.csv")
COLUMNS = ["--prob", "said", "--outcome", "came_true"]


def test_a_backtest_prints_scores_and_a_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", "chances", FORECASTS, *COLUMNS, "--at", "at", "--known", "known"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("This record is too sure: 73 % sure, right 55 % of the time, n 143.")
    assert "The record counts for nearly all: on 150 outcomes" in " ".join(said.out.split())
    assert "150 forecasts" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    "how", [["--known", "known"], ["--split", "person"], ["--person", "person", "--domain", "domain"]]
)
def test_json_has_the_figures_whatever_it_goes_by(how: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", "chances", FORECASTS, *COLUMNS, *how, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["n"] == 150
    assert told["verdict"] == "apply"
    assert told["raw"]["log"] > told["corrected"]["log"]
    assert told["gain"]["brier_interval"]["lower"] < told["gain"]["brier_interval"]["upper"]


def test_a_column_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", "chances", FORECASTS, "--prob", "sayd", "--outcome", "came_true"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "hint: did you mean 'said'?" in said.err
