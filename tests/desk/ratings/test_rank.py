"""Pairs and classes from files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from acumen.desk.ratings.rank import classify, rank
from acumen.errors import UsageError

PAIRS = "left,right,better\na,b,a\na,c,a\nb,c,tie\nb,c,b\na,b,b\na,c,a\n"
GIVEN = {1: ("bug", "bug", "data"), 2: ("data", "data", "data"), 3: ("bug", "bug", "bug"), 4: ("data", "bug", "data")}
LABELS = "run,who,cause\n" + "".join(
    f"{run},{who},{cause}\n" for run, causes in GIVEN.items() for who, cause in zip("xyz", causes, strict=True)
)


def write(folder: Path, text: str) -> str:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_comparisons_rank_items_and_propose_pairs(tmp_path: Path) -> None:
    found = rank(write(tmp_path, PAIRS), first="left", second="right", winner="better")
    assert [item.item for item in found.items] == ["a", "b", "c"]
    assert (found.n_comparisons, found.n_ties) == (6, 1)
    assert sum(item.best_prob for item in found.items) == pytest.approx(1.0)
    assert sum(item.skill for item in found.items) == pytest.approx(0.0, abs=1e-9)
    assert len(found.pairs) == 3
    assert all(pair.bits > 0.0 for pair in found.pairs)
    assert all(len(line) <= 80 for line in str(found).splitlines())
    assert "Ahead is a" in str(found)


def test_a_winner_that_did_not_take_part_is_reported_and_left_out(tmp_path: Path) -> None:
    found = rank(write(tmp_path, PAIRS + "a,b,d\nc,c,c\n"), first="left", second="right", winner="better")
    assert found.n_comparisons == 6
    assert len(found.problems) == 2
    assert ":8:3: " in found.problems[0]


def test_a_prior_that_is_no_sd_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"prior sd from 0\.01 to 100"):
        rank(write(tmp_path, PAIRS), first="left", second="right", winner="better", prior_sd=-1.0)


def test_labels_give_classes_and_raters(tmp_path: Path) -> None:
    found = classify(write(tmp_path, LABELS), item="run", rater="who", label="cause")
    assert found.classes == ("bug", "data")
    assert [item.best for item in found.items][:3] == ["bug", "data", "bug"]
    assert found.n_labels == 12
    assert all(rater.low <= rater.high for rater in found.raters)
    assert all(len(line) <= 80 for line in str(found).splitlines())


def test_a_wide_table_with_counts_is_the_long_one(tmp_path: Path) -> None:
    wide = classify(
        write(tmp_path, "x,y,z,n\nbug,bug,data,2\ndata,data,data,1\nbug,,bug,1\n"), wide=("x", "y", "z"), count="n"
    )
    rows = [
        f"{i},{who},{label}"
        for i, labels in enumerate(
            (("bug", "bug", "data"), ("bug", "bug", "data"), ("data", "data", "data"), ("bug", "", "bug"))
        )
        for who, label in zip("xyz", labels, strict=True)
        if label
    ]
    long = classify(write(tmp_path, "run,who,cause\n" + "\n".join(rows)), item="run", rater="who", label="cause")
    assert wide.shares == pytest.approx(long.shares)
    assert wide.n_labels == long.n_labels == 11


def test_columns_that_are_not_there_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="columns of items, raters and labels"):
        classify(write(tmp_path, LABELS), item="run")


def test_the_caries_patterns_stand_for_all_teeth(realdata: Callable[[str], Path]) -> None:
    columns = tuple(f"rater_{number}" for number in range(1, 6))
    found = classify(str(realdata("rater_anesthesia/caries.csv")), wide=columns, count="n")
    assert (len(found.items), found.n_labels) == (3859, 19295)
    assert found.shares[0] == pytest.approx(0.80, abs=0.01)
