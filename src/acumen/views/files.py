"""What went into which file, and the text of a file that is shown."""

import json
from collections.abc import Iterator
from itertools import groupby
from shlex import quote

from acumen.pages import Block, Column, Gap, Hint, Section, Table, Text, Verbatim
from acumen.pages.number_format import say_count
from acumen.results.asking import PlanWritten
from acumen.results.checked import Schema
from acumen.results.commands import Commands
from acumen.results.ledgers import Exported, LedgerHere, LedgerPath
from acumen.results.result import Batched, Words

GAP = 2


def write_new_plan(told: PlanWritten) -> Iterator[Block]:
    """What to do with a new plan."""
    if told.n_missing:
        n = say_count(told.n_missing, "figure")
        yield Hint(f"wrote {told.file}; {n} still to be filled in. Where", f"check {quote(told.file)}")
        return
    if told.n_missing == 0:
        yield Hint(f"wrote {told.file}. What to do", f"next {quote(told.file)}")
        return
    what = "fill in every chance and hours" if told.is_to_be_filled else "edit it"
    yield Hint(f"wrote {told.file}; {what}, then", f"next {quote(told.file)}")


def write_exported(told: Exported) -> Iterator[Block]:
    """How many records, rows or lines."""
    what = {None: "record", "due": "line"}.get(told.table, "row")
    yield Text(f"wrote {told.file}: {say_count(told.n_records, what)}")


def write_here(told: LedgerHere) -> Iterator[Block]:
    """A ledger and what it holds."""
    held = "empty" if told.n_records == 0 else say_count(told.n_records, "record")
    yield Text(f"{' '.join(told.name.split())}: {held}", is_folded=False)


def write_path(told: LedgerPath) -> Iterator[Block]:
    """The file of the ledger, on a line whatever it is called."""
    yield Text(told.path.replace("\n", "\N{SYMBOL FOR NEWLINE}"), is_folded=False)


def write_schema(told: Schema) -> Iterator[Block]:
    """The document; whatever it says of others is no part of what it holds to."""
    names = ", ".join(told.others)
    others = f"For answers: acumen check --schema NAME, with the name of a command, or {names}"
    document = {**told.document, "$comment": others} if names else told.document
    yield Verbatim(json.dumps(document, indent=2, ensure_ascii=False), "json")


def write_text(told: Words) -> Iterator[Block]:
    """The text as it is."""
    yield Verbatim(told.text.removesuffix("\n"), "yaml")


def write_commands(told: Commands) -> Iterator[Block]:
    """A line for each, under the heading of its section."""
    width = max(len(one.command) for one in told.commands) - len("acumen ")
    columns = (Column(head="command", width=width + GAP, gap=GAP), Column(head="what for", name="says"))
    for section, found in groupby(told.commands, key=lambda one: one.section):
        rows = tuple((one.command.removeprefix("acumen "), one.summary) for one in found)
        yield Section(f"{section}:", (Table(columns, rows, has_heads=False),))
    yield Gap()
    yield Text("Every command takes --help, and those that answer --json and --format.")


def write_batched(told: Batched) -> Iterator[Block]:
    """How it went."""
    yield Text(f"{say_count(told.n, 'command')}, {told.n_failed:,} failed")
