"""The commands about what a record says: `taste`, `chance`, `estimate`."""

import click

from acumen.cli.opening import ledger_option, open_here, without_option
from acumen.cli.options import chart_option, check_chart, save_chart

JSON_HELP = "Write JSON, with all figures."
CHARTS = ("reliability", "skill", "time", "hours")


@click.command()
@click.option("--domain", metavar="WORD", help="Of one kind only.")
@click.option("--as", "person", metavar="NAME", help="Whose taste; yours unless given.")
@click.option("--since", metavar="DATE", help="Only what was said since that day.")
@click.option("--people", "with_people", is_flag=True, help="Also everybody's record against the pooled forecast.")
@chart_option
@click.option(
    "--what", type=click.Choice(CHARTS), default=CHARTS[0], show_default=True, help="What --chart is to draw."
)
@without_option
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def taste(
    *,
    domain: str | None,
    person: str | None,
    since: str | None,
    with_people: bool,
    chart: str | None,
    what: str,
    without: tuple[str, ...],
    ledger: str | None,
    as_json: bool,
) -> None:
    """Say how good your chances and hours have been, and where.

    Scores with intervals, by domain and by how far ahead it was said; whether
    correcting them helps, whether you improve, and how you stand beside others.
    """
    from acumen.desk.calibration.report import look

    check_chart(chart)
    with open_here(ledger, without=without) as book:
        told, basis = look(book, domain=domain, person=person, since=since, with_people=with_people)
    if chart is not None:
        from acumen.views.calibration_charts import draw

        save_chart(draw(told, basis, what), chart)
    if as_json or chart is None:
        click.echo(told.to_json() if as_json else str(told))


@click.command()
@click.argument("chance", metavar="P")
@click.option("--domain", metavar="WORD", help="What kind of thing it is about.")
@click.option("--as", "person", metavar="NAME", help="Who says so; yourself unless given.")
@without_option
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def chance(
    *, chance: str, domain: str | None, person: str | None, without: tuple[str, ...], ledger: str | None, as_json: bool
) -> None:
    """Say what such a chance has meant when you said it.

    P is a chance: 80%, 0.8, 4:1. Nothing is written down.
    """
    from acumen.desk.calibration.correct_one import mean_chance

    with open_here(ledger, without=without) as book:
        told = mean_chance(book, chance, domain=domain, person=person)
    click.echo(told.to_json() if as_json else str(told))


@click.command()
@click.argument("hours", metavar="HOURS")
@click.option("--domain", metavar="WORD", help="What kind of work it is.")
@click.option("--as", "person", metavar="NAME", help="Who says so; yourself unless given.")
@without_option
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def estimate(
    *, hours: str, domain: str | None, person: str | None, without: tuple[str, ...], ledger: str | None, as_json: bool
) -> None:
    """Say what such hours have meant when you said them.

    HOURS are "4 to 12", "2 to 5 d", or one figure, taken for the middle of an
    interval as wide as yours usually are. Nothing is written down.
    """
    from acumen.desk.calibration.correct_one import mean_hours

    with open_here(ledger, without=without) as book:
        told = mean_hours(book, hours, domain=domain, person=person)
    click.echo(told.to_json() if as_json else str(told))
