"""What several commands take: a plan, the objective, the worth, a file for a chart."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from acumen.views.plan_charts import Chart

STDIN = "-"

plan_argument = click.argument("plan", metavar="PLAN")


json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON, with everything that was computed.")
objective_option = click.option(
    "--objective",
    type=click.Choice(["net", "hours"]),
    default="net",
    show_default=True,
    help="net: worth times chance less hours. hours: the fewest until the goal is known true or false.",
)


class Finite(click.FloatRange):
    """A finite number as it was typed: `1e1000` is none, and is told as `1e1000`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 -- click's own
        """The number; where it is none, an error with the text itself."""
        from acumen.borders.figures import read_finite

        if isinstance(value, str):
            try:
                read_finite(value)
            except ValueError:
                self.fail(f"expected a number, found {value!r}", param, ctx)
        return super().convert(value, param, ctx)


def _hours(context: click.Context, option: click.Parameter, text: str | None) -> float | None:
    """Hours as a plan file has them: 400, 2 d, 30 min."""
    from acumen.readings.hours import read_hours
    from acumen.readings.misread import Misread

    if text is None:
        return None
    found = read_hours(text)
    if isinstance(found, float):
        return found
    message = found.message if isinstance(found, Misread) else f"expected one figure, found {text!r}"
    raise click.BadParameter(f"{message}; write hours, or a figure with its unit: 400, '2 d'", context, option)


def hours_of_each(context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> tuple[float, ...]:
    """The same for an option that may be repeated."""
    return tuple(hours for text in texts if (hours := _hours(context, option, text)) is not None)


def _worth(context: click.Context, option: click.Parameter, text: str | None) -> float | None:
    """Hours above 0, as `worth` has them in a plan."""
    hours = _hours(context, option, text)
    if hours == 0.0:
        raise click.BadParameter(f"expected hours above 0, found {text!r}; leave --worth out where none is known")
    return hours


worth_option = click.option(
    "--worth", callback=_worth, metavar="HOURS", help="Hours of your time that success is worth; replaces the plan's."
)
chart_option = click.option("--chart", metavar="FILE", help="Draw it as well: FILE ends in .svg, .png or .html.")


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

    judge, hint = (may_go if force else stays), "name another file, or --force to replace it"
    return write_file(file, content, judge=judge, keep=files_in_use("file"), hint=hint, is_private=is_private)


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
