"""A group of commands that lists them by what they are for, in the order of a day's work."""

from __future__ import annotations

import click

from acumen.cli.forms import with_forms


class Sections(click.Group):
    """Commands under headings; `--help` shows every heading with its commands."""

    def __init__(self, *args: object, **options: object) -> None:
        """As a group, without sections yet."""
        super().__init__(*args, **options)  # type: ignore[arg-type]  # click's own arguments, handed on
        self.sections: list[tuple[str, tuple[str, ...]]] = []

    def add_section(self, heading: str, *commands: click.Command) -> None:
        """Commands under one heading, after those that are there."""
        for command in commands:
            self.add_command(with_forms(command))
        self.sections.append((heading, tuple(str(command.name) for command in commands)))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands as they were added."""
        del ctx
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each heading with its commands, all in columns of one width."""
        width = max((len(name) for name in self.commands), default=0)
        limit = formatter.width - 6 - width
        for heading, names in self.sections:
            with formatter.section(heading):
                rows = [(name.ljust(width), self.commands[name].get_short_help_str(limit)) for name in names]
                formatter.write_dl(rows)
        del ctx
