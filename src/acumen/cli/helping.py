"""What `acumen help` says: of a command, of a topic, of everything."""

from __future__ import annotations

import click

from acumen.borders.near import did_you_mean
from acumen.catalog import OLD_NAMES, SECTIONS, by_name
from acumen.catalog.rows import UNTYPED
from acumen.catalog.topics import TOPICS
from acumen.errors import UsageError
from acumen.results.commands import CommandRow, Commands
from acumen.results.result import Words

N_COLUMNS = 80


def tell(words: str | None = None, *, is_all: bool = False) -> Words | Commands:
    """The text of it."""
    if is_all:
        return _all()
    if not words:
        width = max(map(len, TOPICS))
        lines = [f"  {name.ljust(width)}  {text.partition(chr(10))[0]}" for name, text in TOPICS.items()]
        return Words(text="\n".join(["Topics, each by acumen help TOPIC:", *lines, "Commands: acumen help --all"]))
    if words in TOPICS:
        return Words(text=TOPICS[words].rstrip())
    return Words(text=_of_command(words))


def _all() -> Commands:
    """Every row that is listed, as it is for programs."""
    rows = [
        CommandRow(
            command=f"acumen {verb.name}",
            section=section.name,
            summary=verb.says,
            effect=verb.effect,
            cost=verb.cost,
            needs=verb.needs,
            takes=tuple(dict.fromkeys(one.flag or one.word for one in verb.takes if one.kind not in UNTYPED)),
            examples=verb.examples,
        )
        for section in SECTIONS
        for verb in section.verbs
    ]
    return Commands(commands=tuple(rows))


def _of_command(words: str) -> str:
    """As `--help` shows it."""
    root = click.get_current_context().find_root()
    group = root.command
    new = OLD_NAMES.get(words)
    if new is not None:
        return f"{words} is called {new} now.\n\n{_of_command(new.partition(' --')[0])}"
    command = group.get_command(root, words) if isinstance(group, click.Group) else None
    if command is None:
        otherwise = "acumen help lists the topics, --all the commands"
        hint = did_you_mean(words, [*TOPICS, *by_name()], otherwise, n=3, mark="")
        raise UsageError(f"expected a command or a topic, found {words!r}", hint=hint)
    context = click.Context(command, info_name=words, parent=root, max_content_width=N_COLUMNS)
    return command.get_help(context)
