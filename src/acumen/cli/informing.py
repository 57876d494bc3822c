"""The command about information: `probes`."""

import click

from acumen.cli.following import NAME_HELP, as_said_option, begun
from acumen.cli.opening import ledger_option
from acumen.cli.options import worth_option


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@worth_option
@as_said_option
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every probe and step.")
def probes(
    plan: str | None, *, name: str | None, worth: float | None, as_said: bool, ledger: str | None, as_json: bool
) -> None:
    """Say what being told something now would be worth to a plan.

    PLAN is a file; - reads standard input. Without it: the adopted plan, from
    where it stands. Every probe, every step, and every hypothesis: in hours,
    and in bits.
    """
    from msgspec.structs import replace

    from acumen.desk.plans.value_of_information import probes as price

    standing = begun(plan, name, ledger, as_said=as_said)
    found = price(standing.plan, worth=worth, progress=standing.progress)
    found = replace(found, notes=(*found.notes, *standing.notes))
    click.echo(found.to_json() if as_json else str(found))
