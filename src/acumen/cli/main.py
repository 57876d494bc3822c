"""Run a command, and end well whatever happens: errors in words with a hint, no traceback for what a user can cause."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from acumen.cli.commands import acumen_group
from acumen.errors import AcumenError, PlanError

FAILED = 1
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `acumen ARGUMENTS` (those of the process unless given) and give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_refuse(stream)
    try:
        code = acumen_group.main(args=arguments, prog_name="acumen", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        return FAILED
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except AcumenError as error:
        _say(error)
        return FAILED
    return code if isinstance(code, int) else 0


def _say(error: AcumenError) -> None:
    """The message on stderr, and what to do about it."""
    lead = "" if isinstance(error, PlanError) else "error: "
    click.echo(f"{lead}{error}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)


def _never_refuse(stream: TextIO) -> None:
    """Where the terminal has no sign for a character, show `?` rather than fail."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _close_quietly() -> None:
    """The reader has gone (`acumen next PLAN | head -1`): leave nothing to be flushed at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
