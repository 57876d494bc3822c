"""How a table is written, as people say it in options."""

from __future__ import annotations

import os
from typing import Any

from acumen.borders.files import write_file
from acumen.importing.mapping import Mapping, read_mapping, write_mapping
from acumen.tables.table import Form, read_bytes
from acumen.tables.ways import Told

PERCENT = 100
WORDS = ("yes", "no", "void", "missing")


def make_mapping(**told: Any) -> Mapping:  # noqa: ANN401 -- texts and switches by their names
    """A mapping out of names of columns and what is said of how cells are written."""
    is_percent, scale = told.pop("is_percent", False), told.pop("scale", None)
    words: dict[str, Any] = {name: _split(told.pop(name, None)) for name in WORDS}
    if told.get("separator") == "tab":
        told["separator"] = "\t"
    given = PERCENT if is_percent else None if scale is None else int(scale)
    words["scale"] = given
    return Mapping(**{name: value for name, value in told.items() if value is not None}, **words)


def make_form(**told: Any) -> tuple[Form, Told]:  # noqa: ANN401 -- as above
    """How a file and its cells are written, for verbs that take columns of their own."""
    mapping = make_mapping(**told)
    return mapping.form, mapping.told()


def _split(words: str | None) -> tuple[str, ...]:
    return () if words is None else tuple(word.strip() for word in words.split(",") if word.strip())


def read_kept(file: str) -> Mapping | None:
    """The mapping that is kept in a file; None where there is no such file yet."""
    return read_mapping(read_bytes(file), source=file) if os.path.isfile(file) else None  # noqa: PTH113


def keep_mapping(mapping: Mapping, file: str) -> None:
    """Write it to a file that is not there yet."""
    write_file(file, write_mapping(mapping))
