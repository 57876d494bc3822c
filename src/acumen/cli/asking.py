"""Questions at a terminal: each on a line of its own, answered on the next."""

import sys
from contextlib import nullcontext

import click

from acumen.cli.screen import Screen
from acumen.errors import UsageError
from acumen.results.result import Result

SIGN = "> "


class Asking:
    """Puts questions on standard error, so that standard output has the answer alone; reads lines from the terminal."""

    def __init__(self) -> None:
        """UsageError where nobody is there to answer: no command waits at a pipe."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            hint = "say it at a terminal; or acumen new FILE, which writes a plan to edit"
            raise UsageError("expected a terminal to ask at, found none", hint=hint)

    def __call__(self, question: Result) -> str | None:
        """What was answered; None at the end of what is typed (Ctrl-D)."""
        click.echo(question.draw(), err=True)
        click.echo(SIGN, err=True, nl=False)
        sys.stderr.flush()
        with sys.stderr.held() if isinstance(sys.stderr, Screen) else nullcontext():
            line = sys.stdin.readline()
        if not line:
            click.echo(err=True)
            return None
        return line.rstrip("\r\n")
