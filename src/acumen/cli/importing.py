"""The command `import`: another ledger, or forecasts from a table."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

import click

from acumen.cli.opening import ledger_option, open_here
from acumen.errors import UsageError

if TYPE_CHECKING:
    from acumen.errors import Problem

N_PROBLEMS = 20
STDIN = "-"
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
@click.option("--mine", "is_mine", is_flag=True, help="A ledger: what its own writer said, I said.")
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
    is_mine: bool,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Take in another ledger (.jsonl), or forecasts from a table.

    FILE is what `acumen export` wrote (- reads it from standard input); or an export of Fatebook (.csv),
    PredictionBook (.json, .csv) or Metaculus (.zip); or any .csv or .tsv,
    its columns named with --prob, --outcome and so on. What is here already
    is not taken in again, however the rows are sorted.
    """
    columns = {"outcome": outcome, "question": question, "person": person, "at": at, "known": known, "domain": domain}
    if origin == "ledger" or (origin is None and prob is None and (file == STDIN or file.endswith(".jsonl"))):
        _take_over(file, is_mine=is_mine, ledger=ledger, as_json=as_json)
        return
    from acumen.desk.importing.named_columns import Named
    from acumen.desk.importing.tables import import_table

    named = None
    if prob is not None:
        named = Named(prob=prob, is_percent=percent, **columns)
    elif percent or any(columns.values()):
        raise click.UsageError("expected --prob COLUMN beside the names of other columns")
    with open_here(ledger) as book:
        told = import_table(book, file, named, origin=origin, source=source, person=person_of_all, me=me, on=on)
    _say_problems(told.problems)
    click.echo(told.to_json() if as_json else str(told))


def _take_over(file: str, *, is_mine: bool, ledger: str | None, as_json: bool) -> None:
    """Another ledger, from a file or standard input."""
    from acumen.desk.ledgers.merge import take_over

    with open_here(ledger) as book:
        if file == STDIN:
            taken = take_over(book, sys.stdin.buffer, source="<stdin>", is_mine=is_mine)
        else:
            try:
                stream = open(file, "rb")  # noqa: PTH123, SIM115 -- pathlib costs 5 ms; closed below
            except OSError as error:
                reason = error.strerror or str(error)
                raise UsageError(f"can't read {file!r}: {reason}", hint="name what `acumen export` wrote") from None
            with stream:
                taken = take_over(book, stream, source=file, is_mine=is_mine)
    click.echo(taken.to_json() if as_json else str(taken))


def _say_problems(problems: tuple[Problem, ...]) -> None:
    """The first of them, on standard error."""
    for problem in problems[:N_PROBLEMS]:
        click.echo(str(problem), err=True)
    if len(problems) > N_PROBLEMS:
        click.echo(f"… and {len(problems) - N_PROBLEMS} more (--json has all)", err=True)
