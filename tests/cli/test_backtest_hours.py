"""`acumen backtest hours` as a user runs it."""

import json

import pytest

from acumen.cli import main
from tests.house.source import ROOT

COLUMNS = ["--estimate", "said", "--actual", "took"]
EXAMPLE = str(ROOT / "examples" / "estimates.csv")


def test_the_example_is_told_to_apply_the_correction(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", "hours", EXAMPLE, *COLUMNS, "--domain", "kind", "--at", "made", "--known", "done"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("You take 1.06 times what you say: the median of 160 estimates")
    assert "The record counts for nearly all: on 160 outcomes" in " ".join(told.out.split())
    assert told.err == ""


def test_json_has_the_names_that_programs_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", "hours", EXAMPLE, *COLUMNS, "--at", "made", "--cut", "2025-10-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] in {"apply", "leave"}
    assert told["n"] > 40
    assert told["n_left_out"] == 0
    assert {"crps_log", "crps", "mdape", "cov50", "cov90", "pinball"} == set(told["corrected"])


def test_a_column_that_is_not_there_is_said_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", "hours", EXAMPLE, "--estimate", "sad", "--actual", "took"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "hint: did you mean 'said'?" in told.err
