"""The pictures of the documents are what `make pictures` makes today, word for word; fonts differ between machines."""

import re
import shlex
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from acumen.cli import main

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
COMMANDS = re.findall(
    r"^\t@\$\(BIN\)/acumen (.*--chart (\S+)) > /dev/null$", (ROOT / "Makefile").read_text(), re.MULTILINE
)


def words_of(file: Path) -> list[str]:
    root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 -- a file of our own
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize(("command", "name"), COMMANDS)
def test_a_picture_is_what_its_command_draws_today(
    command: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    drawn = tmp_path / "drawn.svg"
    assert main([str(drawn) if word == name else word for word in shlex.split(command)]) == 0
    assert words_of(drawn) == words_of(ROOT / name), "hint: make pictures"


def test_every_picture_is_made_by_a_command_small_and_shown_in_a_document() -> None:
    files = sorted(PICTURES.iterdir())
    assert [f"docs/pictures/{file.name}" for file in files] == sorted(name for _, name in COMMANDS)
    assert max(file.stat().st_size for file in files) < 100_000
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {Path(found).name for text in documents for found in re.findall(r"!\[.*?\]\((.*?)\)", text.read_text())}
    assert shown == {file.name for file in files}


def test_the_chart_that_is_shown_how_to_add_can_be_drawn() -> None:
    text = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 -- a text of our own
    chart = names["draw_points"]([0.2, 0.7], [0.0, 1.0], title="said and came")
    assert "said and came" in chart.to_svg()
    assert {"said": 0.7, "came": 1.0} in next(iter(chart.definition["datasets"].values()))
