"""The commands that follow the advice to its end: `tree` and `simulate`."""

from typing import Literal

import click

from acumen.cli.options import (
    chart_option,
    check_chart,
    hours_of_each,
    objective_option,
    plan_argument,
    say_written,
    worth_option,
)

MAX_RUNS = 10_000_000


@click.command()
@plan_argument
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
@chart_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every situation unless there is a --depth.")
def tree(
    plan: str,
    *,
    depth: int | None,
    objective: Literal["net", "hours"],
    worth: float | None,
    form: Literal["text", "mermaid", "graphviz"],
    chart: str | None,
    as_json: bool,
) -> None:
    """Show the advice in full: what to do in every situation.

    PLAN is a file; - reads standard input.
    """
    from acumen.cli.commands import _source
    from acumen.desk.planning.read_plan import read_plan
    from acumen.desk.planning.tree import tree as lay_out

    check_chart(chart)
    record = read_plan(_source(plan), source="<stdin>")
    whole = lay_out(record, objective=objective, worth=worth, depth=depth)
    click.echo(whole.to_json() if as_json else whole.draw(form))
    if chart is not None:
        from acumen.desk.wording.pictures import MOST_BOXES

        whole.chart(boxes=None if depth is None else MOST_BOXES).save(chart)
        say_written(chart)


@click.command()
@plan_argument
@click.option(
    "--runs", type=click.IntRange(min=1, max=MAX_RUNS), default=10_000, show_default=True, metavar="N", help="How many."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed, the same runs, on any machine.")
@click.option(
    "--within", callback=hours_of_each, multiple=True, metavar="HOURS", help="Ask about so many hours; may be repeated."
)
@objective_option
@worth_option
@chart_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every step.")
def simulate(
    plan: str,
    *,
    runs: int,
    seed: int,
    within: tuple[float, ...],
    objective: Literal["net", "hours"],
    worth: float | None,
    chart: str | None,
    as_json: bool,
) -> None:
    """Follow the advice in many random runs: hours, ends, steps.

    PLAN is a file; - reads standard input.
    """
    from acumen.cli.commands import _source
    from acumen.desk.planning.read_plan import read_plan
    from acumen.desk.planning.simulate import simulate as run

    check_chart(chart)
    record = read_plan(_source(plan), source="<stdin>")
    told = run(record, runs=runs, seed=seed, within=within, objective=objective, worth=worth)
    click.echo(told.to_json() if as_json else str(told))
    if chart is not None:
        told.chart(marks=within).save(chart)
        say_written(chart)
