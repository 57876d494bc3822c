"""Whether a drawn table is read back exactly, or refused with the column named. Anything else is a silent mistake."""

from pathlib import Path
from typing import Any, Literal

from acumen.errors import UsageError
from acumen.tables.columns import Column
from acumen.tables.table import read_table
from acumen.tables.ways import Reader
from tests.tables.drawn_tables import Drawn


def read(reader: Reader) -> list[Column[Any]]:
    """The five columns."""
    said, outcome = reader.chances("chance"), reader.outcomes("outcome")
    return [reader.words("claim"), said, outcome, reader.moments("said at"), reader.numbers("estimate")]


def judge(drawn: Drawn, folder: Path) -> tuple[Literal["exact", "refused", "wrong"], str]:
    """What became of a table, and why."""
    path = folder / drawn.name
    path.write_bytes(drawn.data)
    try:
        table = read_table(path)
        reader = Reader(table)
        columns = read(reader)
        if any(not column.is_understood for column in columns):
            columns = read(reader)  # by what the others have shown
    except UsageError as error:
        return ("refused", str(error)) if "encod" in str(error) or "'" in str(error) else ("wrong", str(error))
    unread = [column.name for column in columns if not column.is_understood]
    if unread:
        return "refused", ", ".join(unread)
    refused = {row for column in columns for row in column.refused} | set(table.wrong)
    if len(refused) > drawn.n_broken or table.n_rows != len(drawn.rows):
        return (
            "wrong",
            f"{len(refused)} rows refused of {drawn.n_broken} broken, {table.n_rows} rows of {len(drawn.rows)}",
        )
    for row, (claim, said, outcome, day, hours) in enumerate(drawn.rows):
        if row in refused:
            continue
        found = [column.values[row] for column in columns]
        meant = [" ".join(claim.split()), said, None if outcome is None else "yes" if outcome else "no", day, hours]
        for what, one, other in zip(("claim", "chance", "outcome", "said at", "estimate"), found, meant, strict=True):
            if one != other and not (isinstance(one, float) and isinstance(other, float) and abs(one - other) < 1e-9):
                return "wrong", f"row {row}: {what} {one!r}, meant {other!r}"
    return "exact", ""
