"""The command `import`: another ledger, or forecasts from a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from acumen.cli.opening import ledger_option, open_here

if TYPE_CHECKING:
    from acumen.errors import Problem

N_PROBLEMS = 20
FORMS = ("ledger", "fatebook", "predictionbook", "metaculus")


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--from", "origin", type=click.Choice(FORMS), help="Who wrote it; found out unless given.")
@click.option("--prob", metavar="COLUMN", help="Any table: the chance of yes.")
@click.option("--percent", is_flag=True, help="The chance is in percent.")
@click.option("--outcome", metavar="COLUMN", help="yes or no, 1 or 0, void; empty where it is open.")
@click.option("--question", metavar="COLUMN", help="What tells questions apart; each row is one unless given.")
@click.option("--person", metavar="COLUMN", help="Who said so; yourself unless given.")
@click.option("--at", metavar="COLUMN", help="When it was said.")
@click.option("--known", metavar="COLUMN", help="When the outcome was known; when it was said unless given.")
@click.option("--domain", metavar="COLUMN", help="What kind of thing it is about.")
@click.option("--on", metavar="DATE", help="When all was said, where no column tells.")
@click.option("--source", metavar="NAME", help="The name by which a table is known again; the file's unless given.")
@click.option("--as", "person_of_all", metavar="NAME", help="Who said all of it, where no column tells.")
@click.option("--me", metavar="NAME", help="The name under which you stand in it.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, problems included.")
def import_(
    file: str,
    *,
    origin: Literal["ledger", "fatebook", "predictionbook", "metaculus"] | None,
    prob: str | None,
    percent: bool,
    outcome: str | None,
    question: str | None,
    person: str | None,
    at: str | None,
    known: str | None,
    domain: str | None,
    on: str | None,
    source: str | None,
    person_of_all: str | None,
    me: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Take in another ledger (.jsonl), or forecasts from a table.

    FILE is what `acumen export` wrote; or an export of Fatebook (.csv),
    PredictionBook (.json, .csv) or Metaculus (.zip); or any .csv or .tsv,
    its columns named with --prob, --outcome and so on. What is here already
    is not taken in again, however the rows are sorted.
    """
    from acumen.desk.importing.named_columns import Named
    from acumen.desk.importing.tables import import_table

    columns = {"outcome": outcome, "question": question, "person": person, "at": at, "known": known, "domain": domain}
    named = None
    if prob is not None:
        named = Named(prob=prob, is_percent=percent, **columns)
    elif percent or any(columns.values()):
        raise click.UsageError("expected --prob COLUMN beside the names of other columns")
    with open_here(ledger) as book:
        if origin == "ledger" or (origin is None and named is None and file.endswith(".jsonl")):
            raise click.UsageError("not yet")
        told = import_table(book, file, named, origin=origin, source=source, person=person_of_all, me=me, on=on)
    _say_problems(told.problems)
    click.echo(told.to_json() if as_json else str(told))


def _say_problems(problems: tuple[Problem, ...]) -> None:
    """The first of them, on standard error."""
    for problem in problems[:N_PROBLEMS]:
        click.echo(str(problem), err=True)
    if len(problems) > N_PROBLEMS:
        click.echo(f"… and {len(problems) - N_PROBLEMS} more (--json has all)", err=True)
