"""The commands that score: `acumen backtest`."""

import click

from acumen.cli import backtest_hours


@click.group(no_args_is_help=True)
def backtest() -> None:
    """Say whether correcting a record of sayings would have helped."""


backtest.add_command(backtest_hours.hours)
