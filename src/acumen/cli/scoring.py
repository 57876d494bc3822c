"""The commands that look at how forecasts did: `backtest`."""

import click

from acumen.cli import backtest_hours


@click.group(no_args_is_help=True)
def backtest() -> None:
    """Say whether correcting past sayings would have helped."""


@backtest.command()
@click.argument("file", metavar="FILE.csv")
@click.option("--prob", required=True, metavar="COLUMN", help="Chances, from 0 to 1.")
@click.option("--outcome", required=True, metavar="COLUMN", help="1 or 0, yes or no, true or false, right or wrong.")
@click.option(
    "--person", metavar="COLUMN", help="Who said it. Without it and with --split: one crowd, market or model."
)
@click.option("--domain", "domains", multiple=True, metavar="COLUMN", help="What it is about; may be repeated.")
@click.option("--question", metavar="COLUMN", help="Which question; without it each row is one.")
@click.option("--at", metavar="COLUMN", help="When it was said: 2024-05-31, with or without a time.")
@click.option("--known", metavar="COLUMN", help="When the outcome was known.")
@click.option(
    "--split", metavar="COLUMN", help="Leave out one value of this column at a time instead of going by time."
)
@click.option("--percent", is_flag=True, help="Chances are in percent.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with everything that was computed.")
def chances(
    file: str,
    *,
    prob: str,
    outcome: str,
    person: str | None,
    domains: tuple[str, ...],
    question: str | None,
    at: str | None,
    known: str | None,
    split: str | None,
    percent: bool,
    as_json: bool,
) -> None:
    """Score chances as said and as corrected by their record.

    Each forecast is corrected by what was known when it was made, or (--split)
    by the other parts of the file; never by its own outcome.
    """
    from acumen.desk.calibration.backtest_chances import Columns, backtest_chances

    columns = Columns(
        prob=prob,
        outcome=outcome,
        person=person,
        domains=domains,
        question=question,
        at=at,
        known=known,
        split=split,
    )
    found = backtest_chances(file, columns, is_percent=percent)
    click.echo(found.to_json() if as_json else str(found))


backtest.add_command(backtest_hours.hours)
