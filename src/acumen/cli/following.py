"""The commands that follow the advice to its end: `tree` and `simulate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from acumen.cli.opening import ledger_option, open_here
from acumen.cli.options import (
    chart_option,
    check_chart,
    hours_of_each,
    objective_option,
    say_written,
    worth_option,
)

if TYPE_CHECKING:
    from acumen import Plan
    from acumen.desk.planning.progress import Progress

MAX_RUNS = 10_000_000
NAME_HELP = "Which adopted plan, where several are."


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@click.option("--depth", type=click.IntRange(min=1), metavar="K", help="Show the first K actions only.")
@objective_option
@worth_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "mermaid", "graphviz"]),
    default="text",
    show_default=True,
    help="Text, or the source of a diagram.",
)
@ledger_option
@chart_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every situation unless there is a --depth.")
def tree(
    plan: str | None,
    *,
    name: str | None,
    ledger: str | None,
    depth: int | None,
    objective: Literal["net", "hours"],
    worth: float | None,
    form: Literal["text", "mermaid", "graphviz"],
    chart: str | None,
    as_json: bool,
) -> None:
    """Show the advice in full: what to do in every situation.

    PLAN is a file; - reads standard input. Without it: the adopted plan, from
    where it stands.
    """
    from acumen.desk.planning.tree import tree as lay_out

    check_chart(chart)
    record, progress = _begun(plan, name, ledger)
    whole = lay_out(record, objective=objective, worth=worth, depth=depth, progress=progress)
    click.echo(whole.to_json() if as_json else whole.draw(form))
    if chart is not None:
        from acumen.desk.wording.pictures import MOST_BOXES

        whole.chart(boxes=None if depth is None else MOST_BOXES).save(chart)
        say_written(chart)


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@click.option(
    "--runs", type=click.IntRange(min=1, max=MAX_RUNS), default=10_000, show_default=True, metavar="N", help="How many."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed, the same runs, on any machine.")
@click.option(
    "--within", callback=hours_of_each, multiple=True, metavar="HOURS", help="Ask about so many hours; may be repeated."
)
@objective_option
@worth_option
@ledger_option
@chart_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every step.")
def simulate(
    plan: str | None,
    *,
    name: str | None,
    ledger: str | None,
    runs: int,
    seed: int,
    within: tuple[float, ...],
    objective: Literal["net", "hours"],
    worth: float | None,
    chart: str | None,
    as_json: bool,
) -> None:
    """Follow the advice in many random runs: hours, ends, steps.

    PLAN is a file; - reads standard input. Without it: the adopted plan, from
    where it stands.
    """
    from acumen.desk.planning.simulate import simulate as run

    check_chart(chart)
    record, progress = _begun(plan, name, ledger)
    told = run(record, runs=runs, seed=seed, within=within, objective=objective, worth=worth, progress=progress)
    click.echo(told.to_json() if as_json else str(told))
    if chart is not None:
        told.chart(marks=within).save(chart)
        say_written(chart)


def _begun(plan: str | None, name: str | None, ledger: str | None) -> tuple[Plan, Progress | None]:
    """A file's plan, or the adopted one and how far it has got."""
    if plan is not None:
        from acumen.cli.options import source_of
        from acumen.desk.planning.read_plan import read_plan

        return read_plan(source_of(plan), source="<stdin>"), None
    from acumen.desk.loop.plans import believed_plan, choose, progress_of

    with open_here(ledger) as book:
        state = choose(book, name).state
    return believed_plan(state), progress_of(state)
