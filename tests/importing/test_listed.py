"""Forecasts as lists in YAML and in front matter."""

from pathlib import Path

import pytest

from acumen.desk.ledgers.tables_in import import_table, look_at_table
from acumen.errors import UsageError
from acumen.importing.listed_forecasts import read_list
from tests.desk.elicitation.books import new_book

FLOW = "- {claim: It rains, chance: 70%, outcome: yes}\n- {claim: It snows, chance: 10%, outcome: no}\n"
BLOCK = """\
predictions:
  - claim: It rains
    chance: 70%
    outcome: yes
  - claim: It snows
    chance: 10%
    outcome: no
"""


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("l.yaml", FLOW),
        ("l.yml", BLOCK),
        ("l.md", f"---\n{BLOCK}---\n# Notes\n"),
        ("l.md", f"---\nforecasts:\n{FLOW}---\n"),
    ],
)
def test_a_list_is_a_table(tmp_path: Path, name: str, text: str) -> None:
    told = import_table(new_book(), write(tmp_path, name, text), is_as_shown=True)
    assert (told.n_forecasts, told.n_settled) == (2, 2)


def test_the_first_forecast_of_a_note_may_stand_by_itself(tmp_path: Path) -> None:
    path = write(tmp_path, "n.md", "---\nclaim: It rains\nchance: 0.7\n---\ntext\n")
    assert look_at_table(path).n_ready == 1


def test_words_of_yaml_stay_as_they_are_written(tmp_path: Path) -> None:
    table = read_list(
        write(tmp_path, "l.yaml", "- {claim: NO, chance: .70, n: 010, at: 2026-03-04, x: null, t: 1:30}\n")
    )
    assert [table.texts(name)[0] for name in table.names] == ["NO", ".70", "010", "2026-03-04", "null", "1:30"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "- claim: a\n  chance: 1%\n- claim: Issue #12 is closed\n  chance: 70%\n",
            "line 3 of .*found 'Issue' before a comment, '#12'",
        ),
        ("- {claim: Issue #12, chance: 70%}\n", "can't read .* as YAML"),
        ("a: [1, 2\n", "can't read .* as YAML"),
        ("just words\n", "expected a list of forecasts"),
        ("[]\n", "expected a list of forecasts"),
        ("x: &a [*a]\n", "expected a list of forecasts"),
        ("[" * 5000, "can't read .* as YAML"),
    ],
)
def test_what_is_no_list_is_refused_and_no_text_is_cut(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_list(write(tmp_path, "l.yaml", text))


def test_a_comment_with_a_blank_stays_a_comment(tmp_path: Path) -> None:
    table = read_list(write(tmp_path, "l.yaml", "- claim: It rains # so they say\n  chance: 70% # 12\n"))
    assert table.texts("claim") == ("It rains",)
