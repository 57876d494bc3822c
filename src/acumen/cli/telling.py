"""What went wrong, told: in words on standard error, or as one object of JSON on standard output where that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise

import click

from acumen.borders.near import nearest
from acumen.borders.patterns import pattern
from acumen.errors import AcumenError

EXTRA = pattern(r"Got unexpected extra argument \(([0-9].*)\)")
BEYOND = "beyond-figures"
TYPED = pattern(r"(?<![\w-])acumen [a-z][^;,:()`]*[^;,:()`\s]")  # a command in a hint


def is_json_asked(words: Sequence[str]) -> bool:
    """Whether JSON is asked for, as far as words tell that are perhaps no command."""
    options = words[: words.index("--")] if "--" in words else words
    pairs = pairwise(options)
    return "--json" in options or "--format=json" in options or ("--format", "json") in pairs


class ErrorTeller:
    """Says it in one of both ways."""

    def __init__(self, *, is_json: bool) -> None:
        """`is_json`: for a program."""
        self._is_json = is_json

    def of(self, error: AcumenError) -> None:
        """An argument, a plan, a ledger."""
        from acumen.results.failures import read_failure

        failure = read_failure(error)
        if self._is_json:
            click.echo(failure.to_json())
            return
        from acumen.views import registry

        _show(registry.show(failure))

    def of_usage(self, error: click.ClickException) -> None:
        """A command that was put wrongly: what was wrong, and how it is put; where nothing was asked, the help."""
        if isinstance(error, click.exceptions.NoArgsIsHelpError) and not self._is_json:
            error.show()
            return
        meant = _meant_by(error)
        message = (error.format_message() if meant is None else error.message).rstrip(".")
        message = f"{message[:1].lower()}{message[1:]}"
        context = error.ctx if isinstance(error, click.UsageError) else None
        usage = "" if context is None else f"{context.get_usage().removeprefix('Usage: ')} (--help says more)"
        usage = f"{meant} Else: {usage}" if meant else usage
        if self._is_json:
            is_help = isinstance(error, click.exceptions.NoArgsIsHelpError)
            from acumen.results.failures import COMMAND

            _write(COMMAND, "expected a command, found none" if is_help else message, usage)
            return
        _show(f"error: {_indented(message)}" + (f"\nhint: {usage}" if usage else ""))

    def of_figures(self, error: BaseException) -> None:
        """Figures or texts that nothing can be computed with."""
        is_deep = isinstance(error, RecursionError)
        what = "nested too deeply" if is_deep else "too large, too small or too many to compute with"
        message = f"the figures or texts of this are {what} ({type(error).__name__})"
        hint = "if none of them is out of the ordinary, that is a fault of acumen's; please report it"
        if self._is_json:
            _write(BEYOND, message, hint)
            return
        _show(f"error: {message}\nhint: {hint}")


def _meant_by(error: click.ClickException) -> str | None:
    """Which command or option was meant by one that there is not; None for other errors."""
    if isinstance(error, click.exceptions.NoSuchOption) and error.ctx is not None:
        word, command = error.option_name, error.ctx.command
        known = {name: name for one in command.get_params(error.ctx) for name in one.opts if name.startswith("--")}
    elif isinstance(error, click.exceptions.NoSuchCommand) and error.ctx is not None:
        word, names = error.command_name, error.ctx.command.names()  # type: ignore[attr-defined]  # of both kinds of ours
        known = {typed: f"acumen {name}" for typed, name in names.items()}
    elif isinstance(error, click.UsageError) and (extra := EXTRA.match(error.message)) and error.ctx is not None:
        takes = any("--hours" in one.opts for one in error.ctx.command.params)
        return f"did you mean --hours {extra[1]}?" if takes else None
    else:
        return None
    found = list(dict.fromkeys(known[one] for one in nearest(word, known, n=2)))
    return f"did you mean {' or '.join(found)}?" if found else ""


def _write(code: str, message: str, hint: str) -> None:
    """An error that is none of ours, as those that are."""
    from acumen.results.failures import Failure

    click.echo(Failure(error=code, message=message, hint=hint).to_json())


def _show(text: str) -> None:
    """On standard error: a line of it each where a program reads, and on a terminal folded, though never within a command."""
    if sys.stderr.isatty():
        from acumen.pages.columns import wrap

        folded = (wrap(line, "  ", whole=TYPED.findall(line)) or [""] for line in text.split("\n"))
        text = "\n".join(line for lines in folded for line in lines)
    click.echo(text, err=True)


def _indented(text: str) -> str:
    """All lines but the first indented: what is quoted, as the name of a file or a column, never looks like a line of ours."""
    return text.replace("\n", "\n  ")
