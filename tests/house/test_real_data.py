"""The real data is found or its absence is explained; nothing passes silently for want of a file."""

from pathlib import Path

import pytest

from tests.conftest import find_data


def test_data_that_is_there_is_found_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "rows.csv").write_text("a,b\n", encoding="utf-8")
    assert find_data("set/rows.csv", folder=str(tmp_path)) == tmp_path.resolve() / "set" / "rows.csv"


def test_data_that_is_absent_is_named_with_the_place_it_was_looked_for(tmp_path: Path) -> None:
    reason = find_data("set/rows.csv", folder=str(tmp_path))
    assert isinstance(reason, str)
    assert "set/rows.csv" in reason
    assert str(tmp_path.resolve()) in reason
    assert "ACUMEN_DATA" in reason


def test_a_test_that_needs_absent_data_skips_with_that_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("ACUMEN_DATA", str(tmp_path))
    realdata = request.getfixturevalue("realdata")
    with pytest.raises(pytest.skip.Exception, match=r"rows\.csv.*looked for"):
        realdata("set/rows.csv")


@pytest.mark.realdata
def test_the_fixture_gives_a_file_that_can_be_read(request: pytest.FixtureRequest) -> None:
    readme = request.getfixturevalue("realdata")("README.md")
    assert readme.read_text(encoding="utf-8").strip()
