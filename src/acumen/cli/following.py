"""The commands that follow the advice to its end: `tree` and `simulate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from acumen.cli.opening import ledger_option, open_here

if TYPE_CHECKING:
    from acumen import Plan
    from acumen.desk.planning.progress import Progress

MAX_RUNS = 10_000_000
OBJECTIVE_HELP = "What the advice aims at, as for `acumen next`."
NAME_HELP = "Which adopted plan, where several are."
WORTH_HELP = "Hours of your time that success is worth; replaces the plan's."


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
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
@ledger_option
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
    as_json: bool,
) -> None:
    """Show the advice in full: what to do in every situation.

    PLAN is a file; - reads standard input. Without it: the adopted plan, from
    where it stands.
    """
    from acumen.desk.planning.tree import tree as lay_out

    record, progress = _begun(plan, name, ledger)
    whole = lay_out(record, objective=objective, worth=worth, depth=depth, progress=progress)
    click.echo(whole.to_json() if as_json else whole.draw(form))


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@click.option(
    "--runs", type=click.IntRange(min=1, max=MAX_RUNS), default=10_000, show_default=True, metavar="N", help="How many."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed, the same runs, on any machine.")
@click.option("--within", type=float, multiple=True, metavar="HOURS", help="Ask about so many hours; may be repeated.")
@click.option("--objective", type=click.Choice(["net", "hours"]), default="net", show_default=True, help=OBJECTIVE_HELP)
@click.option("--worth", type=float, metavar="HOURS", help=WORTH_HELP)
@ledger_option
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
    as_json: bool,
) -> None:
    """Follow the advice in many random runs: hours, ends, steps.

    PLAN is a file; - reads standard input. Without it: the adopted plan, from
    where it stands.
    """
    from acumen.desk.planning.simulate import simulate as run

    record, progress = _begun(plan, name, ledger)
    told = run(record, runs=runs, seed=seed, within=within, objective=objective, worth=worth, progress=progress)
    click.echo(told.to_json() if as_json else str(told))


def _begun(plan: str | None, name: str | None, ledger: str | None) -> tuple[Plan, Progress | None]:
    """A file's plan, or the adopted one and how far it has got."""
    if plan is not None:
        from acumen.cli.commands import _source
        from acumen.desk.planning.read_plan import read_plan

        return read_plan(_source(plan), source="<stdin>"), None
    from acumen.desk.loop.plans import choose, progress_of

    with open_here(ledger) as book:
        state = choose(book, name).state
    return state.plan, progress_of(state)
