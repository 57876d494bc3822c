"""The commands there are, as rows."""

import msgspec

from acumen.results.result import Result


class CommandRow(msgspec.Struct, frozen=True, kw_only=True):
    """A command: what it is for, what calling it leaves behind, and how it is typed."""

    command: str
    section: str
    summary: str
    effect: str
    cost: str
    needs: str
    takes: tuple[str, ...]
    examples: tuple[str, ...]


class Commands(Result, frozen=True, kw_only=True):
    """All of them, in the order of a day's work."""

    commands: tuple[CommandRow, ...]
