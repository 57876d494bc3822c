"""The commands about the ledger itself: `verify`, `export`, `redact`, `init`."""

import os

import click

from acumen.cli.opening import ledger_option, open_here
from acumen.cli.options import put_file
from acumen.cli.screen import show_bytes

STDOUT = "-"
DAMAGED = 1


@click.command()
@ledger_option
def init(ledger: str | None) -> None:
    """Make an empty ledger and say where it is.

    Not needed: whatever is written first makes it.
    """
    with open_here(ledger) as book:
        before = book.ledger.head().position
        book.ledger.append([])
        held = "empty" if before == 0 else f"{before:,} records"
        click.echo(f"{' '.join(book.name.split())}: {held}")


@click.command()
@click.option("--head", metavar="P:HASH", help="A head noted earlier; of this ledger, or of one that was imported.")
@click.option("--anchor", "files", multiple=True, metavar="FILE", help="A file in which heads are noted. Repeatable.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def verify(*, head: str | None, files: tuple[str, ...], ledger: str | None, as_json: bool) -> int:
    """Prove that every record is still what was written.

    Names the first bad position and exits with 1 when something is not. Heads
    that `acumen ledger anchor` noted are compared too, wherever the records
    say they are, and in the git repository one is in.
    """
    from acumen.desk.ledgers.anchor_places import find_around, find_file
    from acumen.desk.ledgers.verify import verify as prove

    places = [*map(find_file, files), *filter(None, [find_around(os.curdir)])]
    with open_here(ledger, must_exist=True) as book:
        found = prove(book, head=head, places=places)
    click.echo(found.to_json() if as_json else str(found))
    return 0 if found.is_sound else DAMAGED


@click.command()
@click.argument("file", default=STDOUT)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@ledger_option
def export(file: str, *, force: bool, ledger: str | None) -> None:
    """Write the whole ledger as lines of JSON.

    FILE is standard output unless given. `acumen import` reads it back, into
    an empty ledger as the same one.
    """
    from acumen.desk.ledgers.export import export as write_out

    with open_here(ledger, must_exist=True) as book:
        lines = write_out(book)
        if file == STDOUT:
            show_bytes(lines)
            return
        n_lines = put_file(file, lines, force=force, is_private=True)
    click.echo(f"wrote {file}: {n_lines - 1:,} records", err=True)


@click.command()
@click.argument("record", metavar="ID")
@click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept.")
@click.option("--all", "is_all", is_flag=True, help="Take away figures (chances, hours, outcomes) too.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def redact(record: str, *, why: str, is_all: bool, ledger: str | None, as_json: bool) -> None:
    """Remove the words of a record from the ledger's file, for good.

    ID is the beginning of a record's id, as `acumen log` shows it. Its chances,
    outcomes and dates stay unless --all: a lost bet can't be hidden.
    """
    from acumen.desk.ledgers.redact import redact as take_away

    with open_here(ledger, must_exist=True) as book:
        done = take_away(book, record, why=why, is_all=is_all)
    click.echo(done.to_json() if as_json else str(done))
