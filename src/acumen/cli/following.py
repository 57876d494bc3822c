"""The commands that follow the advice to its end: `tree` and `simulate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from acumen.cli.forms import FORMS as ALL_FORMS
from acumen.cli.opening import ledger_option, open_here
from acumen.cli.options import (
    chart_option,
    check_chart,
    hours_of_each,
    objective_option,
    save_chart,
    worth_option,
)

if TYPE_CHECKING:
    from acumen.desk.loop.standing import Standing
    from acumen.results.result import Form

FORMS: dict[str, Form] = {**ALL_FORMS, "mermaid": "mermaid", "graphviz": "graphviz"}
MAX_RUNS = 10_000_000
NAME_HELP = "Which adopted plan, where several are."


as_said_option = click.option(
    "--as-said", is_flag=True, help="Take the adopted plan at its word, whatever your record says."
)


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@click.option("--depth", type=click.IntRange(min=1), metavar="K", help="Show the first K actions only.")
@objective_option
@worth_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="text",
    show_default=True,
    help="How it is shown; mermaid and graphviz: the source of a diagram.",
)
@as_said_option
@ledger_option
@chart_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every situation unless there is a --depth.")
def tree(
    plan: str | None,
    *,
    name: str | None,
    as_said: bool,
    ledger: str | None,
    depth: int | None,
    objective: Literal["net", "hours"],
    worth: float | None,
    form: str,
    chart: str | None,
    as_json: bool,
) -> None:
    """Show the advice in full: what to do in every situation.

    PLAN is a file; - reads standard input. Without it: the adopted plan, from
    where it stands, corrected by what your record has earned.
    """
    from msgspec.structs import replace

    from acumen.desk.plans.policy_tree import tree as lay_out

    check_chart(chart)
    standing = begun(plan, name, ledger, as_said=as_said)
    whole = lay_out(standing.plan, objective=objective, worth=worth, depth=depth, progress=standing.progress)
    whole = replace(whole, notes=(*whole.notes, *standing.notes))
    click.echo(whole.to_json() if as_json else whole.draw(FORMS[form]).removesuffix("\n"))
    if chart is not None:
        from acumen.views.plan_charts import MOST_BOXES

        save_chart(whole.chart(boxes=None if depth is None else MOST_BOXES), chart)


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
@as_said_option
@ledger_option
@chart_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every step.")
def simulate(
    plan: str | None,
    *,
    name: str | None,
    as_said: bool,
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
    where it stands, corrected by what your record has earned.
    """
    from functools import partial

    from acumen.desk.loop.standing import simulate_from
    from acumen.desk.plans.simulate import simulate as run

    check_chart(chart)
    standing = begun(plan, name, ledger, as_said=as_said)
    draw = partial(run, standing.plan, runs=runs, seed=seed, within=within, progress=standing.progress)
    told = simulate_from(standing, partial(draw, objective=objective, worth=worth), objective=objective, worth=worth)
    click.echo(told.to_json() if as_json else str(told))
    if chart is not None:
        save_chart(told.chart(marks=within), chart)


def begun(plan: str | None, name: str | None, ledger: str | None, *, as_said: bool) -> Standing:
    """A file's plan at its beginning, or the adopted one as far as it has got."""
    from acumen.desk.loop.standing import Standing, stand

    if plan is not None:
        from acumen.cli.options import source_of
        from acumen.desk.plans.read import read_plan

        return Standing(plan=read_plan(source_of(plan), source="<stdin>"))
    with open_here(ledger) as book:
        return stand(book, name, as_said=as_said)
