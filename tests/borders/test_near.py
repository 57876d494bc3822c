"""What a mistyped word was meant to be is found in one place: commands, options, keys, names, files."""

from pathlib import Path

import pytest

from acumen.borders.near import N_CHARACTERS, did_you_mean, nearest, nearest_file


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("strat", "start"),
        ("predikt", "predict"),
        ("pre", "predict"),  # the only one that begins so
        ("STATUS", "status"),
        ("st", None),  # so begin several
        ("xyzzy", None),
        ("", None),
        ("s" * (N_CHARACTERS + 1), None),
    ],
)
def test_a_word_means_the_one_that_begins_so_or_that_is_most_like_it(typed: str, meant: str | None) -> None:
    assert nearest(typed, ["start", "status", "stop", "predict", "principles-of-all"]) == [meant] * (meant is not None)


def test_only_what_is_about_as_like_is_named_beside_the_likest() -> None:
    assert nearest("nxt", ["next", "not", "text"], n=3) == ["next"]
    assert did_you_mean("rat", ["rate", "rats", "far"], n=3, mark="") == "did you mean rats or rate?"
    assert did_you_mean("xyzzy", ["rate"], "there is: rate") == "there is: rate"


def test_a_file_is_meant_by_its_name_with_another_ending_or_by_one_that_is_like_it(tmp_path: Path) -> None:
    for name in ("bench.yaml", "rates.csv", "bent.yaml"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    meant = {"bench.yml": "bench.yaml", "Bench": "bench.yaml", "benhc.yaml": "bench.yaml", "ratse.csv": "rates.csv"}
    for typed, name in meant.items():
        assert nearest_file(str(tmp_path / typed)) == str(tmp_path / name)
    for typed in ("plan.txt", "folder", "", "nowhere/bench.yml", "no\0where/bench.yml"):
        assert nearest_file(str(tmp_path / typed) if typed else "") is None, typed


@pytest.mark.parametrize(("n", "is_looked_for"), [(1, True), (60, True), (61, False)])
def test_a_word_of_more_than_sixty_letters_is_a_text(n: int, is_looked_for: bool) -> None:  # noqa: FBT001
    assert nearest("x" * n, ["x" * n]) == (["x" * n] if is_looked_for else [])
