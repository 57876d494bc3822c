"""The command about information: `probes`."""

import click

from acumen.cli.options import file_argument, worth_option


@click.command()
@file_argument
@worth_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every probe and step.")
def probes(plan: str, *, worth: float | None, as_json: bool) -> None:
    """Say what being told something now would be worth to a plan.

    PLAN is a file; - reads standard input. Every probe, every step, and every
    hypothesis: in hours, and in bits.
    """
    from acumen.cli.options import source_of
    from acumen.desk.planning.probes import probes as price
    from acumen.desk.planning.read_plan import read_plan

    found = price(read_plan(source_of(plan), source="<stdin>"), worth=worth)
    click.echo(found.to_json() if as_json else str(found))
