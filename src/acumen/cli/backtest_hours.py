"""The command `acumen backtest hours`."""

import click

from acumen.cli.options import Finite


@click.command()
@click.argument("file", metavar="FILE.csv")
@click.option("--estimate", required=True, metavar="COLUMN", help="Hours that were estimated.")
@click.option("--actual", required=True, metavar="COLUMN", help="Hours it took.")
@click.option("--person", metavar="COLUMN", help="Who estimated.")
@click.option("--domain", "domains", multiple=True, metavar="COLUMN", help="A kind of work; may be repeated.")
@click.option("--at", metavar="COLUMN", help="When it was estimated; otherwise the rows are in order.")
@click.option("--known", metavar="COLUMN", help="When the hours it took were known; otherwise at once.")
@click.option(
    "--share", type=Finite(), metavar="S", help="Test on what follows the first S of the rows.  [default: 0.7]"
)
@click.option("--cut", metavar="DATE", help="Test on what was estimated from this day on.")
@click.option("--say", metavar="HOURS", help="Tell what an estimate of so many hours has meant in this table.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every figure.")
def hours(
    file: str,
    *,
    estimate: str,
    actual: str,
    person: str | None,
    domains: tuple[str, ...],
    at: str | None,
    known: str | None,
    share: float | None,
    cut: str | None,
    say: str | None,
    as_json: bool,
) -> None:
    """Say whether correcting these estimates would have helped.

    FILE.csv has one estimate per row. Every estimate of the test part is
    corrected by the outcomes that were known when it was made, and scored
    beside the estimate as it stands.
    """
    from acumen.desk.calibration.backtest_hours import backtest_hours

    found = backtest_hours(
        file,
        estimate=estimate,
        actual=actual,
        person=person,
        domains=domains,
        at=at,
        known=known,
        share=share,
        cut=cut,
        say=say,
    )
    click.echo(found.to_json() if as_json else str(found))
