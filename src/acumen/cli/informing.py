"""The command about information: `probes`."""

import click

from acumen.cli.following import NAME_HELP, begun
from acumen.cli.opening import ledger_option

WORTH_HELP = "Hours of your time that success is worth; replaces the plan's."


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@click.option("--worth", type=float, metavar="HOURS", help=WORTH_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every probe and step.")
def probes(plan: str | None, *, name: str | None, worth: float | None, ledger: str | None, as_json: bool) -> None:
    """Say what being told something now would be worth to a plan.

    PLAN is a file; - reads standard input. Without it: the adopted plan, from
    where it stands. Every probe, every step, and every hypothesis: in hours,
    and in bits.
    """
    from acumen.desk.planning.probes import probes as price

    record, progress = begun(plan, name, ledger)
    found = price(record, worth=worth, progress=progress)
    click.echo(found.to_json() if as_json else str(found))
