"""The commands that follow the advice to its end: `tree` and `simulate`."""

from typing import Literal

import click

MAX_RUNS = 10_000_000
OBJECTIVE_HELP = "What the advice aims at, as for `acumen next`."
WORTH_HELP = "Hours of your time that success is worth; replaces the plan's."


@click.command()
@click.argument("plan", metavar="PLAN")
@click.option("--depth", type=click.IntRange(min=1), metavar="K", help="Show the first K actions only.")
@click.option("--objective", type=click.Choice(["net", "hours"]), default="net", show_default=True, help=OBJECTIVE_HELP)
@click.option("--worth", type=float, metavar="HOURS", help=WORTH_HELP)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "mermaid", "graphviz"]),
    default="text",
    show_default=True,
    help="Text, or the source of a diagram.",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every situation unless there is a --depth.")
def tree(
    plan: str,
    *,
    depth: int | None,
    objective: Literal["net", "hours"],
    worth: float | None,
    form: Literal["text", "mermaid", "graphviz"],
    as_json: bool,
) -> None:
    """Show the advice in full: what to do in every situation.

    PLAN is a file; - reads standard input.
    """
    from acumen.cli.commands import _source
    from acumen.desk.planning.read_plan import read_plan
    from acumen.desk.planning.tree import tree as lay_out

    record = read_plan(_source(plan), source="<stdin>")
    whole = lay_out(record, objective=objective, worth=worth, depth=depth)
    click.echo(whole.to_json() if as_json else whole.draw(form))


@click.command()
@click.argument("plan", metavar="PLAN")
@click.option(
    "--runs", type=click.IntRange(min=1, max=MAX_RUNS), default=10_000, show_default=True, metavar="N", help="How many."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed, the same runs, on any machine.")
@click.option("--within", type=float, multiple=True, metavar="HOURS", help="Ask about so many hours; may be repeated.")
@click.option("--objective", type=click.Choice(["net", "hours"]), default="net", show_default=True, help=OBJECTIVE_HELP)
@click.option("--worth", type=float, metavar="HOURS", help=WORTH_HELP)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every step.")
def simulate(
    plan: str,
    *,
    runs: int,
    seed: int,
    within: tuple[float, ...],
    objective: Literal["net", "hours"],
    worth: float | None,
    as_json: bool,
) -> None:
    """Follow the advice in many random runs: hours, ends, steps.

    PLAN is a file; - reads standard input.
    """
    from acumen.cli.commands import _source
    from acumen.desk.planning.read_plan import read_plan
    from acumen.desk.planning.simulate import simulate as run

    record = read_plan(_source(plan), source="<stdin>")
    told = run(record, runs=runs, seed=seed, within=within, objective=objective, worth=worth)
    click.echo(told.to_json() if as_json else str(told))
