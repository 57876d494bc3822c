"""Forecasts written as a list: a YAML file, or the front matter of Markdown files, as a table of texts.

A list of mappings, alone or under `predictions` or `forecasts`: each mapping is a row, its keys are columns.
"""

from __future__ import annotations

import os
from typing import Any

from acumen.borders.patterns import pattern
from acumen.errors import UsageError
from acumen.readings.misread import shorten
from acumen.tables.encoding import decode
from acumen.tables.table import Table, read_bytes

LISTS = ("predictions", "forecasts", "questions", "estimates")
FENCE = "---"
CUT = pattern(r"[ \t]+(#[^\s#]\S*)")  # a comment to YAML, a part of the text to people
HINT = "write a list: `- {claim: It rains, chance: 70%, outcome: yes}`"


def read_list(path: str) -> Table:
    """The rows of a file; UsageError where it holds no list of mappings."""
    text = decode(read_bytes(path), source=path).text
    if path.lower().endswith(".md"):
        text = _front_matter(text, path)
    rows = _rows(_load(text, path), text, path)
    if not rows:
        raise UsageError(f"expected a list of forecasts in {path}, found none", hint=HINT)
    names = tuple(dict.fromkeys(name for _, cells in rows for name in cells))
    columns = {name: tuple(cells.get(name, "") for _, cells in rows) for name in names}
    return Table(source=os.fspath(path), names=names, columns=columns, lines=tuple(line for line, _ in rows))


def _front_matter(text: str, path: str) -> str:
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE or FENCE not in [line.strip() for line in lines[1:]]:
        raise UsageError(f"expected front matter between lines of --- in {path}, found none", hint=HINT)
    end = 1 + [line.strip() for line in lines[1:]].index(FENCE)
    return "\n".join(["", *lines[1:end]])


def _load(text: str, path: str) -> Any:  # noqa: ANN401 -- nodes of YAML
    import yaml  # noqa: PLC0415 -- only lists need it

    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        hint = "put texts with a # in quotes" if CUT.search(text) else HINT
        raise UsageError(f"can't read {path} as YAML: {' '.join(str(error).split())}", hint=hint) from None


def _rows(node: Any, text: str, path: str) -> list[tuple[int, dict[str, str]]]:  # noqa: ANN401 -- as above
    """Each mapping of the list with the line it begins on; one mapping by itself is a list of one."""
    import yaml  # noqa: PLC0415 -- as above

    if isinstance(node, yaml.MappingNode):
        under = [value for key, value in node.value if key.value in LISTS and isinstance(value, yaml.SequenceNode)]
        if not under:
            cells = _cells(node, text, path)
            return [(node.start_mark.line + 1, cells)] if cells else []
        node = under[0]
    if not isinstance(node, yaml.SequenceNode):
        return []
    return [
        (item.start_mark.line + 1, _cells(item, text, path))
        for item in node.value
        if isinstance(item, yaml.MappingNode)
    ]


def _cells(node: Any, text: str, path: str) -> dict[str, str]:  # noqa: ANN401 -- as above
    """Scalars as they are written, under the names of their keys; UsageError where ` #12` would be lost as a comment."""
    for _, value in node.value:
        if isinstance(value.value, str) and value.style is None and (cut := CUT.match(text, value.end_mark.index)):
            raise UsageError(
                f"expected the whole text on line {value.end_mark.line + 1} of {path}, found {shorten(value.value)} before a "
                f"comment, {shorten(cut[1])}",
                hint="put the text in quotes; for a comment put a blank behind the #",
            )
    return {
        " ".join(str(key.value).split()): str(value.value).strip()
        for key, value in node.value
        if isinstance(value.value, str)
    }
