"""Run a command, and end well whatever happens: errors in words with a hint, no traceback for what a user can cause."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from acumen.cli.commands import acumen_group
from acumen.cli.kept import forget, is_any_kept, say_kept
from acumen.errors import AcumenError, PlanError

FAILED = 1
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `acumen ARGUMENTS` (those of the process unless given) and give the exit code."""
    is_closed = sys.stdout is None
    _open_all_streams()
    for stream in (sys.stdout, sys.stderr):
        _never_refuse(stream)
    forget()
    code = _run(arguments)
    if is_closed and code == 0 and is_any_kept():
        click.echo("error: standard output is closed, so that nothing can be shown", err=True)
        code = FAILED
    if code != 0:
        say_kept()
    return code


def _run(arguments: Sequence[str] | None) -> int:
    """Run it, and say what went wrong."""
    try:
        code = acumen_group.main(args=arguments, prog_name="acumen", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # as which click ends when the reader has gone
        _close_quietly()
        return FAILED
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        _say_usage(error)
        return error.exit_code
    except AcumenError as error:
        _say(error)
        return FAILED
    except OSError as error:
        _close_quietly()
        click.echo(f"error: the output can't be written: {error.strerror or error}", err=True)
        return FAILED
    return code if isinstance(code, int) else 0


def _open_all_streams() -> None:
    """Where a stream was closed before we came (`>&-`), put nothing in its place rather than None."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 -- open as long as we are


def _say(error: AcumenError) -> None:
    """The message on stderr, and what to do about it."""
    lead = "" if isinstance(error, PlanError) else "error: "
    click.echo(f"{lead}{error}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)


def _say_usage(error: click.ClickException) -> None:
    """A command that was put wrongly: what was wrong, and how it is put; where nothing was asked, the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    message = error.format_message().rstrip(".")
    click.echo(f"error: {message[:1].lower()}{message[1:]}", err=True)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        click.echo(f"hint: {context.get_usage().removeprefix('Usage: ')} (--help says more)", err=True)


def _never_refuse(stream: TextIO) -> None:
    """Where the terminal has no sign for a character, show `?` rather than fail."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _close_quietly() -> None:
    """The reader has gone (`acumen next PLAN | head -1`): leave nothing to be flushed at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
