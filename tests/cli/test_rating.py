"""The commands about ratings, as a user runs them."""

import json
from pathlib import Path

import pytest

from acumen.cli import main

Said = pytest.CaptureFixture[str]
EXAMPLES = Path(__file__).parents[2] / "examples"
SCORES = [str(EXAMPLES / "idea-scores.csv"), "--item", "idea", "--rater", "rater", "--score", "score"]
DRAFTS = [str(EXAMPLES / "figure-drafts.csv"), "--first", "left", "--second", "right", "--winner", "better"]
RUNS = [str(EXAMPLES / "failed-runs.csv"), "--item", "run", "--rater", "rater", "--label", "cause"]
ONE = ["appraise", "--accept", "26%", "--reliability", ".54", "--outcome", "rejected"]


def test_one_decision_is_appraised_in_text_and_json(capsys: Said) -> None:
    assert main(ONE) == 0
    assert capsys.readouterr().out.startswith("A rejection there moves the estimate by −0.32 sd")
    assert main([*ONE, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["mean_sd"] == pytest.approx(-0.3221, abs=1e-4)
    assert told["percentile"]["from"] == pytest.approx(50.0)


def test_several_decisions_and_a_prior_are_taken_together(capsys: Said) -> None:
    more = ["--decision", "accepted:5%:.4:jobs", "--prior", "0.5,0.8", "--pool", "10%", "--shared", "30%", "--json"]
    assert main(["appraise", "--decision", "rejected:26%:neurips2014:papers", *more]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [kind["kind"] for kind in told["kinds"]] == ["papers", "jobs"]
    assert told["shared"] == 0.3
    assert told["field_percentile"]["to"] > 90.0


def test_a_reliability_is_fitted_to_ones_own_ratings(capsys: Said) -> None:
    options = ["--ratings", *SCORES, "--panel", "2", "--json"]
    assert main(["appraise", "--accept", "30%", "--outcome", "rejected", *options]) == 0
    fitted = json.loads(capsys.readouterr().out)["decisions"][0]
    assert main(["ratings", *SCORES, "--panel", "2", "--json"]) == 0
    assert fitted["reliability"] == json.loads(capsys.readouterr().out)["icc_mean"]["value"]


def test_published_reliabilities_are_listed(capsys: Said) -> None:
    assert main(["appraise", "--published"]) == 0
    assert "neurips2014" in capsys.readouterr().out
    assert main(["appraise", "--published", "--json"]) == 0
    assert all(entry["source"] for entry in json.loads(capsys.readouterr().out)["published"])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["appraise"], 1, "at least one decision"),
        (["appraise", "--accept", "26%"], 2, "missing: --outcome, --reliability"),
        (["appraise", "--accept", "26%", "--reliability", "2", "--outcome", "rejected"], 1, "0 to 0.99"),
        (["appraise", "--accept", "x", "--reliability", ".5", "--outcome", "rejected"], 1, "26% or 0.26"),
        (["ratings", "nowhere.csv", "--item", "a", "--score", "b"], 1, "can't read 'nowhere.csv'"),
        (["ratings", *SCORES, "--chart", "a.gif"], 1, ".svg, .png or .html"),
        (["ratings", *SCORES, "--accept", "130%"], 1, "share accepted"),
        (["ratings", "classes", RUNS[0]], 1, "columns of items, raters and labels"),
    ],
)
def test_a_wrong_argument_is_answered_in_words(arguments: list[str], code: int, said: str, capsys: Said) -> None:
    assert main(arguments) == code
    found = capsys.readouterr()
    assert said in found.err
    assert not found.out


def test_ratings_pairs_and_classes_print_text_and_json(capsys: Said) -> None:
    for command, arguments, key in (
        (["ratings"], SCORES, "icc"),
        (["ratings", "pairs"], DRAFTS, "items"),
        (["ratings", "classes"], RUNS, "shares"),
    ):
        assert main([*command, *arguments]) == 0
        assert capsys.readouterr().out
        assert main([*command, *arguments, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[key]


def test_holdout_has_three_forecasts(capsys: Said) -> None:
    assert main(["ratings", *SCORES, "--accept", "40%", "--holdout", "--json"]) == 0
    held = json.loads(capsys.readouterr().out)["holdout"]
    assert all({"rmse", "log"} == held[name].keys() for name in ("constant", "raw", "model"))


def test_charts_are_written_beside_the_answer(tmp_path: Path, capsys: Said) -> None:
    for arguments in (ONE, ["ratings", *SCORES]):
        path = tmp_path / f"{arguments[0]}.svg"
        assert main([*arguments, "--chart", str(path)]) == 0
        assert path.read_text(encoding="utf-8").startswith("<svg")
        assert f"wrote {path}" in capsys.readouterr().err


def test_cells_that_can_not_be_read_are_named_on_standard_error(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("item,score\n" + "a,1\na,2\nb,4\nb,5\n" + "b,?\n" * 8, encoding="utf-8")
    assert main(["ratings", str(path), "--item", "item", "--score", "score"]) == 0
    found = capsys.readouterr().err
    assert f"{path}:6:2: expected a score" in found
    assert "and 3 more (--json has all)" in found


def test_more_pseudo_counts_than_anybody_has_labels_are_refused_before_they_overflow(capsys: Said) -> None:
    assert main(["ratings", "classes", "none.csv", "--smoothing", "1e308"]) == 2
    assert "is not in the range 0<=x<=1000000" in capsys.readouterr().err
