"""Files that commands read and write: a plan, a chart, others; never over one that is in use."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from acumen.views.plan_charts import Chart

STDIN = "-"
TO_REPLACE = "name another file, or --force to replace it"


def files_in_use(output: str) -> list[str]:
    """What must not be written over: the ledger, and every file that this command was given besides its `output`."""
    from acumen.borders.files import files_of_ledger
    from acumen.cli.opening import find_path

    context = click.get_current_context()
    given = {**(context.parent.params if context.parent else {}), **context.params}
    values = [value for name, value in given.items() if name != output]
    texts = [text for value in values for text in (value if isinstance(value, tuple | list) else [value])]
    named = [text for text in texts if isinstance(text, str) and os.path.isfile(text)]  # noqa: PTH113
    return files_of_ledger(find_path(given.get("ledger"))) + named


def put_file(file: str, content: bytes | Iterable[bytes], *, force: bool, is_private: bool = False) -> int:
    """Write the argument `file` of a command, over one that is there only with --force; the number of pieces."""
    from acumen.borders.files import may_go, stays, write_file

    judge = may_go if force else stays
    return write_file(file, content, judge=judge, keep=files_in_use("file"), hint=TO_REPLACE, is_private=is_private)


def check_output(file: str, *, force: bool) -> None:
    """Refuse what `put_file` would not write."""
    from acumen.borders.files import check_place, may_go, stays

    check_place(file, judge=may_go if force else stays, keep=files_in_use("file"), hint=TO_REPLACE)


def check_chart(file: str | None) -> None:
    """Refuse a wrong ending, and a file that has to stay, before anything is computed."""
    if file is not None:
        from acumen.views.plan_charts import check_path

        check_path(file, keep=files_in_use("chart"))


def save_chart(chart: Chart, file: str) -> None:
    """Write the file, and say so on standard error, as standard output has the answer."""
    chart.save(file, keep=files_in_use("chart"))
    click.echo(f"wrote {file}", err=True)


def source_of(plan: str) -> bytes | os.PathLike[str]:
    """What to read: standard input's bytes, or the file of that name."""
    if plan == STDIN:
        return sys.stdin.buffer.read()
    return FileName(plan)


class FileName(os.PathLike[str]):
    """A file name as a path, whatever is in it; pathlib would take 5 ms to load."""

    def __init__(self, name: str) -> None:
        """Keep the name as it was typed."""
        self._name = name

    def __fspath__(self) -> str:
        """The name."""
        return self._name
