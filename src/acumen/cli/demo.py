"""The command `demo`."""

import sys

import click

from acumen.cli.opening import read_clock


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def demo(*, as_json: bool) -> None:
    """Make a ledger to look around in: a quarter of invented work.

    It goes into a new temporary folder. Your own ledger is not touched,
    whatever ACUMEN_LEDGER says; what to type is printed.
    """
    import tempfile

    from acumen.desk.ledgers.demo import open_demo

    made = open_demo(tempfile.mkdtemp(prefix="acumen-demo-"), now=read_clock(), is_windows=sys.platform == "win32")
    click.echo(made.to_json() if as_json else str(made))
