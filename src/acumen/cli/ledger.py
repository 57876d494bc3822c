"""The commands `acumen ledger …`: about the ledger itself."""

from __future__ import annotations

import os

import click

from acumen.cli import keeping, questions
from acumen.cli.opening import find_path, ledger_option, open_here


@click.group()
def ledger() -> None:
    """Where it is, whether it is sound, where its heads are noted."""


@ledger.command()
@ledger_option
def where(ledger: str | None) -> None:
    """Say which file the ledger is."""
    click.echo(find_path(ledger).replace("\n", "\N{SYMBOL FOR NEWLINE}"))


@ledger.command()
@click.argument("file", required=False)
@click.option("--git", "is_git", is_flag=True, help="Note it in the git repository one is in, at its last commit.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def anchor(file: str | None, *, is_git: bool, ledger: str | None, as_json: bool) -> None:
    """Note the ledger's head outside of it.

    FILE is a text file, best one that others keep too. `acumen ledger verify`
    compares with all that was noted: a ledger brought back from an older copy,
    or written anew, is named at once.
    """
    from acumen.borders.files import check_place, may_go
    from acumen.cli.options import files_in_use
    from acumen.desk.ledgers.anchor import anchor as note
    from acumen.desk.ledgers.anchor_places import find_file, find_repository

    if (file is None) != is_git:
        raise click.UsageError("expected a FILE, or --git")
    if file is not None:
        check_place(file, judge=may_go, keep=files_in_use("file"))
    with open_here(ledger, must_exist=True) as book:
        noted = note(book, find_repository(os.curdir) if file is None else find_file(file))
    click.echo(noted.to_json() if as_json else str(noted))


@ledger.command("set")
@click.argument("key", metavar="KEY")
@click.argument("value", metavar="VALUE")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def set_(key: str, value: str, *, ledger: str | None, as_json: bool) -> None:
    """Say how you want something done; of each KEY the last counts.

    `acumen ledger settings` lists the keys. `acumen undo` takes it back.
    """
    from acumen.desk.ledgers.settings import set_ as tell

    with open_here(ledger) as book:
        told = tell(book, key, value)
    click.echo(told.to_json() if as_json else str(told))


@ledger.command()
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def settings(ledger: str | None, *, as_json: bool) -> None:
    """List all settings and what counts."""
    from acumen.desk.ledgers.settings import settings as look

    with open_here(ledger) as book:
        told = look(book)
    click.echo(told.to_json() if as_json else str(told))


@ledger.command("leave-out")
@click.argument("source", metavar="[SOURCE]", required=False)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def leave_out(source: str | None, *, ledger: str | None, as_json: bool) -> None:
    """Let what came from a table or ledger count no more.

    SOURCE is its name or how that begins; without it, all are listed. Nothing
    is taken away: `acumen undo` lets it count again.
    """
    from acumen.desk.state.sources import leave_out as drop
    from acumen.desk.state.sources import sources as look

    with open_here(ledger) as book:
        told = look(book) if source is None else drop(book, source)
    click.echo(told.to_json() if as_json else str(told))


ledger.add_command(keeping.verify)
ledger.add_command(keeping.redact)
ledger.add_command(questions.people)
