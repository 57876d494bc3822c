"""A backtest of hours from a table: against scoringrules, with what is missing said, on simulated and on real people."""

import json
import shlex
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from acumen.cli.commands import acumen_group
from acumen.desk.calibration.backtest_hours import (
    FIRST_SD,
    backtest_hours,
    backtest_table,
    score_cells,
    score_log_normal,
)
from acumen.desk.calibration.plain_ratio import find_ratio
from acumen.desk.calibration.resampling import find_intervals
from acumen.errors import UsageError
from acumen.judgment.durations import read_record
from acumen.judgment.durations.bins import normal_masses
from acumen.judgment.quantile_scoring_rules import crps_points
from acumen.results.backtests import HoursBacktest
from acumen.tables.table import parse_table
from tests.oracles import peers

Floats = NDArray[np.float64]


def make_text(n: int = 240, *, shift: float = 0.5, seed: int = 0) -> str:
    """A table of n estimates, a day apart and known two days later, that take e^`shift` as long in the middle."""
    rng = np.random.default_rng(seed)
    said = rng.choice([1.0, 2.0, 4.0, 8.0], n)
    took = said * np.exp(shift + 0.5 * rng.standard_normal(n))
    days = np.datetime64("2024-01-01") + np.arange(n)
    rows = [
        f"{day},{day + 2},{who},{one},{other:.3f}"
        for day, who, one, other in zip(days, rng.choice(["ann", "bob"], n), said, took, strict=True)
    ]
    return "\n".join(["made,done,who,said,took", *rows]) + "\n"


def run(text: str, **options: object) -> HoursBacktest:
    chosen = {"at": "made", "known": "done", "person": "who", **options}
    return backtest_table(parse_table(text, source="x.csv"), estimate="said", actual="took", **chosen)  # type: ignore[arg-type]


def test_the_raw_scores_are_those_of_scoringrules() -> None:
    text = make_text()
    found = run(text)
    table = parse_table(text, source="x.csv")
    said, took = (np.array([float(cell) for cell in table.texts(name)]) for name in ("said", "took"))
    is_test = np.arange(240) >= 168
    assert found.n == 72
    ratio = np.log(took / said)
    assert found.n_train == 166  # the last two of the training part were not yet known
    assert found.raw_sd == pytest.approx(ratio[:166].std(ddof=1))

    def asked() -> list[float]:
        import scoringrules as sr

        hours = sr.crps_lognormal(took[is_test], np.log(said[is_test]), found.raw_sd)
        logs = sr.crps_normal(np.log(took[is_test]), np.log(said[is_test]), found.raw_sd)
        return [float(np.mean(np.asarray(each))) for each in (hours, logs)]

    assert [found.raw.crps, found.raw.crps_log] == pytest.approx(peers.ask("hours of a table", "scoringrules", asked))
    assert found.raw.mdape == pytest.approx(float(np.median(np.abs(said - took)[is_test] / took[is_test])))


def test_cells_of_a_log_normal_score_as_the_log_normal_does() -> None:
    rng = np.random.default_rng(2)
    estimate = rng.choice([1.0, 3.0, 10.0], 500)
    record = read_record(estimate, estimate * np.exp(0.75 * rng.standard_normal(500)))
    rows = np.arange(500)
    raw = score_log_normal(record, rows, 0.75)
    cells = score_cells(record, rows, np.tile(normal_masses(0.75), (500, 1)).astype(np.float32))
    for key in ("crps_log", "crps", "pinball"):
        assert cells[key].mean() == pytest.approx(raw[key].mean(), rel=0.005)
    for key, claimed in (("cov50", 0.5), ("cov90", 0.9)):
        assert cells[key].mean() == pytest.approx(raw[key].mean(), abs=0.01)
        assert raw[key].mean() == pytest.approx(claimed, abs=4 * np.sqrt(0.25 / 500))


def test_who_takes_longer_than_said_is_told_to_apply_it_and_who_does_not_to_leave_it() -> None:
    late = run(make_text(shift=0.6))
    assert late.verdict == "apply"
    assert late.difference_intervals.crps_log_interval.high < 0.0
    assert late.difference.crps_log == pytest.approx(late.corrected.crps_log - late.raw.crps_log)
    right = run(make_text(shift=0.0))
    assert right.verdict == "leave"
    assert abs(right.difference.crps_log) < 0.02


def test_the_order_of_rows_does_not_matter_where_there_are_dates() -> None:
    head, *rows = make_text().splitlines()
    shuffled = "\n".join([head, *np.random.default_rng(0).permutation(rows).tolist()]) + "\n"
    one, other = run(make_text()), run(shuffled)
    assert other.corrected.crps_log == pytest.approx(one.corrected.crps_log, rel=1e-6)


def test_a_cut_a_share_and_no_dates_choose_the_test_part() -> None:
    text = make_text()
    assert run(text, cut="2024-03-01").n == 240 - 60
    assert run(text, share=0.5).n == 120
    plain = run(text, at=None, known=None)
    assert (plain.n, plain.has_dates, plain.n_train) == (72, False, 168)
    assert run(text, share=0.0).raw_sd == FIRST_SD


def test_days_may_be_plain_numbers() -> None:
    lines = [f"{day},{day + 2},ann,2,3" for day in range(60)]
    assert run("made,done,who,said,took\n" + "\n".join(lines) + "\n", cut="40").n == 20


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"cut": "2024-03-01", "share": 0.5}, "a share or a cut"),
        ({"cut": "someday"}, "a date for the cut"),
        ({"cut": "2099-01-01"}, "after the cut"),
        ({"share": 1.0}, "a share from 0"),
        ({"at": None}, "beside that of when hours were known"),
        ({"person": "whom"}, "found 'whom'"),
    ],
)
def test_what_can_not_be_done_is_said(options: dict[str, object], found: str) -> None:
    with pytest.raises(UsageError, match=found):
        run(make_text(), **options)


def test_rows_that_can_not_be_read_are_left_out_counted_and_shown_with_their_line() -> None:
    text = make_text() + "2025-01-01,2025-01-02,ann,0,3\n2025-01-01,,ann,2,3\n"
    found = run(text)
    assert found.n_left_out == 2
    assert found.problems == (
        "x.csv:242:4: expected hours above 0 and up to a billion in column 'said', found '0' [cell]",
    )
    assert any("2 rows were left out" in line for line in str(found).splitlines())
    assert any("x.csv:242:4" in line for line in str(found).splitlines())


def test_a_table_without_enough_rows_is_refused_with_the_reason() -> None:
    with pytest.raises(UsageError, match="at least 20 rows") as caught:
        run("made,done,who,said,took\n" + "2024-01-01,2024-01-02,ann,x,3\n" * 5)
    assert "found 'x'" in caught.value.hint


def test_the_text_fits_on_a_screen_and_the_json_has_every_name() -> None:
    found = run(make_text())
    assert max(len(line) for line in str(found).splitlines()) <= 80
    assert str(found).startswith("You take 1.55 times what you say: the median of 240")
    assert "Tested on 72 estimates made from 2024-06-17 on, 166 outcomes being known" in str(found)
    told = json.loads(found.to_json())
    names = {"crps_log", "crps", "mdape", "cov50", "cov90", "pinball"}
    assert told["n"] == 72
    assert set(told["raw"]) == set(told["corrected"]) == names
    assert set(told["corrected_intervals"]) == {f"{name}_interval" for name in names}
    assert set(told["corrected_intervals"]["crps_interval"]) == {"value", "low", "high"}


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    inside = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        clusters = np.repeat(np.arange(40), 5)
        scores = rng.standard_normal(40)[clusters] + rng.standard_normal(200)  # weeks have their own luck
        found, _, difference = find_intervals({"crps": scores}, {"crps": scores + 1.0}, clusters.astype(np.float64))
        inside += found["crps"].low < 0.0 < found["crps"].high
        assert difference["crps"].low == pytest.approx(1.0)
    assert inside / 200 == pytest.approx(0.9, abs=3 * np.sqrt(0.09 / 200))


def test_medians_are_resampled_as_medians() -> None:
    scores = np.array([1.0, 2.0, 30.0, 4.0])
    raw, _, _ = find_intervals({"mdape": scores}, {"mdape": scores}, np.arange(4.0))
    assert raw["mdape"].value == np.median(scores)
    assert raw["mdape"].low <= 3.0 <= raw["mdape"].high


def test_the_mass_that_an_interval_claims_is_what_a_true_forecaster_scores() -> None:
    masses = normal_masses(0.5)[None]
    rng = np.random.default_rng(1)
    draws = 0.5 * rng.standard_normal(2000)
    scores = crps_points(np.sinh(np.arange(-100, 101) * 0.034) * 0.6, np.tile(masses, (2000, 1)), draws)
    assert scores.mean() == pytest.approx(0.5 / np.sqrt(np.pi), rel=0.06)


@pytest.mark.realdata
def test_sip_comes_to_the_figures_that_must_be_reached(realdata: object) -> None:
    from studies.sip import backtest_sip, misses_of, read_sip

    folder: Path = realdata("sip")  # type: ignore[operator]
    table = read_sip(folder)
    assert table.n_rows == 10_266
    found = backtest_sip(table, domains=("ProjectCode", "Category", "SubCategory"))
    assert (found.n, found.n_train) == (2460, 5650)
    assert found.raw.crps_log == pytest.approx(0.370, abs=0.001)
    assert found.raw.crps == pytest.approx(3.64, abs=0.01)
    assert found.raw.mdape == pytest.approx(0.200, abs=0.001)
    assert misses_of(found) == []
    assert found.corrected.crps_log < 0.309
    assert found.corrected.crps < 3.20
    assert found.verdict == "apply"


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text(make_text(), encoding="utf-8")
    assert backtest_hours(path, estimate="said", actual="took").n == 72


def test_it_begins_with_the_plain_ratio_and_ends_with_a_command_that_says_what_hours_have_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("my hours.csv")
    path.write_text(make_text(shift=0.6), encoding="utf-8")
    found = backtest_hours(
        path, estimate="said", actual="took", person="who", at="made", known="done", cut="2024-05-01"
    )
    lines = str(found).splitlines()
    assert lines[0].startswith("You take 1.71 times what you say")
    assert "median of 240 estimates" in lines[0]
    assert "The record counts for nearly all: on 240 outcomes not seen before it would have" in lines[2]
    at = lines.index("What 8 hours have meant by this table:")
    assert max(len(line) for line in lines) <= 80
    command = shlex.split("\n".join(lines[at + 1 :]).replace("\\\n", " "))
    assert command[:4] == ["acumen", "backtest", "hours", str(path)]
    told = CliRunner().invoke(acumen_group, command[1:])
    assert told.exit_code == 0
    assert "said 8 h; such sayings have meant" in told.output
    assert told.output.startswith("\n".join(lines[:2]))
    assert "What 8 hours" not in told.output


def test_the_ratio_is_the_median_and_its_interval_holds_it_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    found = [find_ratio(0.2 + rng.standard_normal(41)) for _ in range(400)]
    held = np.mean([one.lower <= np.exp(0.2) <= one.upper for one in found])
    assert 0.94 <= held <= 0.985
    one = find_ratio(np.log(np.arange(1.0, 21.0)))
    assert one.n == 20
    assert [one.median, one.lower, one.upper] == pytest.approx(
        [np.sqrt(110.0), 6.0, 15.0]
    )  # P(Bin(20, ½) < 6) = 2.07 %
    assert one.one_in_ten == pytest.approx(18.1, abs=0.02)


@pytest.mark.parametrize("took", [["1e-6"], ["1e-9", "1e9"], ["1e-6", "1e6"], ["1e9"], ["1e6"]])
def test_misses_on_absurd_scales_give_figures_and_no_warning(took: list[str]) -> None:
    rows = [f"1e6,{took[row % len(took)]}" for row in range(60)]
    found = run("said,took\n" + "\n".join(rows) + "\n", at=None, known=None, person=None)
    told = json.loads(found.to_json())
    for part in ("raw", "corrected", "difference", "ratio"):
        assert all(isinstance(value, int | float) and np.isfinite(value) for value in told[part].values())
    assert "nan" not in str(found)
    assert "inf" not in str(found)
    assert max(len(line) for line in str(found).splitlines()) <= 80


def test_hours_that_nobody_works_are_left_out() -> None:
    text = make_text() + "2025-01-01,2025-01-02,ann,1e300,3\n2025-01-01,2025-01-02,ann,3,1e-300\n"
    assert run(text).n_left_out == 2
