"""Backtests of chances: verdicts on simulated people, nothing learnt from the future, and the figures on real data."""

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray
from scipy.special import expit

from acumen.cli.commands import acumen_group
from acumen.desk.calibration.backtest_chances import ChanceColumns, backtest_chances
from acumen.desk.calibration.report import score_record
from acumen.errors import UsageError
from acumen.tables.table import Table, parse_table
from acumen.tables.ways import Told
from tests.desk.calibration.records import settled_forecasts

JUDGED = Told(yes=frozenset({"right"}), no=frozenset({"wrong"}))  # of the claim
PLAIN = ChanceColumns(prob="p", outcome="y")


def table(columns: dict[str, Sequence[object]]) -> Table:
    """A table of these columns, written and read."""
    lines = [",".join(columns), *(",".join(map(str, row)) for row in zip(*columns.values(), strict=True))]
    return parse_table("\n".join(lines), source="t.csv")


def simulated(slope: float, n: int, seed: int) -> dict[str, Sequence[object]]:
    """Chances whose truth lies at `slope` times their log-odds."""
    rng = np.random.default_rng(seed)
    x: NDArray[np.float64] = rng.normal(0.0, 1.5, n)
    happened = rng.random(n) < expit(slope * x)
    return {"p": [f"{p:.3f}" for p in expit(x)], "y": happened.astype(int).tolist()}


@pytest.mark.parametrize(("slope", "verdict"), [(0.3, "apply"), (1.0, "leave"), (2.0, "apply")])
def test_the_verdict_follows_what_people_are(slope: float, verdict: str) -> None:
    found = backtest_chances(table(simulated(slope, 400, 1)), PLAIN)
    assert found.verdict == verdict
    assert found.n == found.n_questions == 400
    if verdict == "apply":
        assert found.corrected.log < found.raw.log
        assert found.gain.log_interval.lower is not None
        assert found.gain.log_interval.lower > 0.0
    else:
        assert found.corrected.log <= found.raw.log + 0.003


def test_the_gain_is_the_difference_of_the_scores() -> None:
    found = backtest_chances(table(simulated(0.4, 200, 2)), PLAIN)
    assert found.gain.log == pytest.approx(found.raw.log - found.corrected.log)
    assert found.gain.brier == pytest.approx(found.raw.brier - found.corrected.brier)


def test_nothing_is_learnt_from_outcomes_not_yet_known() -> None:
    """All forecasts made before the first outcome is known: whatever came of them, none of them can be corrected."""
    columns = simulated(0.2, 200, 3)
    n = len(columns["p"])
    columns |= {"at": [f"2020-01-{1 + row % 28:02d}" for row in range(n)], "known": ["2020-02-01"] * n}
    found = backtest_chances(table(columns), ChanceColumns(prob="p", outcome="y", at="at", known="known"))
    assert found.corrected == found.raw
    assert found.earned_nats > 0.3  # and yet it would be worth correcting from now on,
    assert found.weight == pytest.approx(0.2)  # if one day could say that
    assert found.verdict == "leave"


def test_a_forecast_dated_after_its_outcome_does_not_learn_from_it() -> None:
    columns: dict[str, Sequence[object]] = {
        "p": [0.9] * 40,
        "y": [1, 0] * 20,
        "q": [str(row // 2) for row in range(40)],
        "at": ["2021-01-01"] * 40,
        "known": ["2020-01-01"] * 40,
    }
    found = backtest_chances(table(columns), ChanceColumns(prob="p", outcome="y", at="at", known="known"))
    assert found.corrected == found.raw
    assert any("dated at or after" in note for note in found.notes)


def test_a_fold_is_not_corrected_by_its_own_outcomes() -> None:
    """Two values: in one 90 % always comes true, in the other never. Each is corrected by the other."""
    columns: dict[str, Sequence[object]] = {"p": [0.6] * 80, "y": [1] * 40 + [0] * 40, "s": ["a"] * 40 + ["b"] * 40}
    found = backtest_chances(table(columns), ChanceColumns(prob="p", outcome="y", split="s"))
    assert found.corrected.log > found.raw.log
    assert found.verdict == "leave"


def test_a_source_of_few_questions_is_told_what_correcting_it_may_cost() -> None:
    columns: dict[str, Sequence[object]] = {"p": [0.6, 0.7] * 15, "y": [1, 0, 1] * 10, "s": ["a"] * 15 + ["b"] * 15}
    few = backtest_chances(table(columns), ChanceColumns(prob="p", outcome="y", split="s"))
    many = backtest_chances(
        table({k: [*v, *v] for k, v in columns.items()}), ChanceColumns(prob="p", outcome="y", split="s")
    )
    assert any("calibrated may cost" in note for note in few.notes)
    assert not any("calibrated may cost" in note for note in many.notes)


def test_rows_that_cannot_be_scored_are_left_out_and_counted() -> None:
    columns: dict[str, Sequence[object]] = {"p": [0.6, 0.7, "", 0.8, "x", 0.2], "y": [1, "", 0, 0, 1, "void"]}
    found = backtest_chances(table(columns), PLAIN)
    assert found.n == 2
    assert found.n_left_out == 4
    assert found.n_problems == 1
    assert "t.csv:6:1" in found.problems[0]


def test_percent_are_read_where_nothing_else_fits_and_asked_about_where_two_scales_do() -> None:
    columns: dict[str, Sequence[object]] = {"p": [60, 70, 10], "y": [1, 0, 1]}
    for is_percent in (True, False):
        found = backtest_chances(table(columns), PLAIN, is_percent=is_percent)
        assert found.raw.brier == pytest.approx((0.16 + 0.49 + 0.81) / 3)
    with pytest.raises(UsageError, match="column 'p'") as raised:
        backtest_chances(table({**columns, "p": [6, 7, 1]}), PLAIN)
    assert raised.value.hint == "say which: --percent or --scale 10"


def test_a_split_with_one_value_and_a_table_without_outcomes_are_refused() -> None:
    columns: dict[str, Sequence[object]] = {"p": [0.6, 0.7], "y": [1, 0], "s": ["a", "a"]}
    with pytest.raises(UsageError, match="at least two values"):
        backtest_chances(table(columns), ChanceColumns(prob="p", outcome="y", split="s"))
    with pytest.raises(UsageError, match="found none in 2 rows"):
        backtest_chances(table({"p": [0.6, 0.7], "y": ["", ""]}), PLAIN)


def test_json_has_the_names_and_the_text_fits_the_screen() -> None:
    found = backtest_chances(table(simulated(0.2, 200, 4)), PLAIN)
    told = msgspec.json.decode(found.to_json())
    assert {"n", "raw", "corrected", "verdict"} <= told.keys()
    assert {"brier", "log"} <= told["raw"].keys() & told["corrected"].keys()
    assert all(len(line) <= 80 for line in str(found).splitlines())
    assert "The record counts for nearly all: on 200 outcomes not seen before it would have helped." in " ".join(
        str(found).split()
    )


@pytest.mark.parametrize(("said", "leans"), [(0.8, "too sure"), (0.3, "too sure"), (0.52, "about right")])
@pytest.mark.parametrize("n_people", [1, 2])
def test_it_begins_as_the_report_on_such_a_record_does(said: float, leans: str, n_people: int) -> None:
    columns: dict[str, Sequence[object]] = {
        "p": [said] * 60,
        "y": [1, 0] * 30,
        "who": ["a", "b"][:n_people] * (60 // n_people),
    }
    found = backtest_chances(table(columns), ChanceColumns(prob="p", outcome="y", person="who"))
    assert [found.direction.said, found.direction.came_true_prob] == pytest.approx([said, 0.5])
    first = " ".join(str(found).split())
    if n_people == 1:
        book = settled_forecasts([True, False] * 30, chance=said, domain=None)
        verdict = score_record(book).record_verdict
        assert found.record_verdict == verdict
        assert found.direction.leans == verdict.whole.says == leans
        assert leans in first.split(":")[0].lower()
        assert (
            " ".join(str(score_record(book)).split()).split(": ")[1].split(" (")[0].split(". ")[0] in first
        )  # the same figures
    else:
        assert found.record_verdict is None
        assert first.startswith(f"Said {100 * said:.0f} % on average, came true 50 % (n = 60, 95 % interval")


def test_below_thirty_it_says_how_many_more_would_tell_and_the_plain_figures() -> None:
    found = backtest_chances(table({"p": [0.8] * 12, "y": [1, 0] * 6}), PLAIN)
    first = " ".join(str(found).split())
    assert first.startswith(
        "12 outcomes so far: 18 more would tell how good these chances are; said 80 % on average, came true"
    )
    assert found.direction.leans == "cannot tell yet"


def test_what_was_said_last_of_a_question_is_what_its_direction_rests_on() -> None:
    columns: dict[str, Sequence[object]] = {
        "p": [0.9, 0.5] * 40,
        "y": [n % 2 for n in range(40) for _ in range(2)],
        "q": [f"q{n}" for n in range(40) for _ in range(2)],
        "at": ["2024-01-02", "2024-01-01"] * 40,  # the later one stands first
    }
    plain = ChanceColumns(prob="p", outcome="y", question="q")
    assert backtest_chances(table(columns), plain).direction.leans == "about right"
    dated = backtest_chances(table(columns), msgspec.structs.replace(plain, at="at"))
    assert (dated.direction.leans, dated.record_verdict.n if dated.record_verdict else 0) == ("too sure", 40)


def test_it_ends_with_a_command_that_takes_the_forecasts_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    rows = [f"it is {row},{80 if row % 2 else 60},{row % 2},code" for row in range(30)]
    Path("what I said.csv").write_text("\n".join(["claim,p,y,kind", *rows]) + "\n", encoding="utf-8")
    found = backtest_chances(
        "what I said.csv", ChanceColumns(prob="p", outcome="y", question="claim", domains=("kind",)), is_percent=True
    )
    lines = str(found).splitlines()
    at = lines.index("To have them count in your plans and in what `meant` says:")
    command = shlex.split("\n".join(lines[at + 1 :]).replace("\\\n", " "))
    told = CliRunner().invoke(acumen_group, command[1:])
    assert told.exit_code == 0, told.output
    assert "30 forecasts" in told.output
    assert "n = 30 in code" in " ".join(
        CliRunner().invoke(acumen_group, ["meant", "80%", "--domain", "code"]).output.split()
    )


def test_persons_and_domains_are_told_apart_where_they_differ() -> None:
    rng = np.random.default_rng(5)
    n = 600
    x = rng.normal(0.0, 1.5, n)
    who = rng.integers(0, 2, n)
    happened = rng.random(n) < expit(np.where(who == 0, 0.1, 1.4) * x)
    columns: dict[str, Sequence[object]] = {
        "p": [f"{p:.3f}" for p in expit(x)],
        "y": happened.astype(int).tolist(),
        "who": [f"n{person}" for person in who],
        "domain": ["a"] * n,
    }
    alone = backtest_chances(table(columns), PLAIN)
    told = backtest_chances(
        table(columns), ChanceColumns(prob="p", outcome="y", person="who", domains=("domain", "who"))
    )
    assert told.corrected.log < alone.corrected.log - 0.01


@pytest.mark.realdata
def test_predictionbook_is_corrected_by_the_command_as_by_the_study(realdata: Callable[[str], Path]) -> None:
    columns = ChanceColumns(
        prob="credence", outcome="outcome", person="user", question="number", at="time", known="time_known"
    )
    found = backtest_chances(realdata("predictionbook/responses.csv"), columns, is_percent=True, told=JUDGED)
    assert found.n == 4403
    assert found.n_questions == 1879
    assert found.verdict == "apply"
    assert found.raw.log == pytest.approx(0.574, abs=0.001)
    assert found.corrected.log <= 0.531
    assert found.corrected.brier <= 0.177
