"""Run a command, and end well whatever happens: errors in words with a hint, no traceback for what a user can cause."""

import os
import sys
import warnings
from collections.abc import Sequence
from typing import TextIO

import click

from acumen.borders.signs import check_text
from acumen.cli.commands import acumen_group
from acumen.cli.kept import forget, is_any_kept, say_kept
from acumen.cli.opening import ASKED_BY
from acumen.cli.screen import screens
from acumen.cli.telling import ErrorTeller, is_json_asked
from acumen.errors import AcumenError

FAILED = 1
OURS = "ACUMEN_"  # variables of the environment that are read
INTERRUPTED = 130
ALGEBRA_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")  # read by numpy's algebra as it is loaded


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `acumen ARGUMENTS` (those of the process unless given) and give the exit code."""
    is_closed = sys.stdout is None
    _open_all_streams()
    for stream in (sys.stdout, sys.stderr):
        _never_refuse(stream)
    if arguments is None:  # a process of its own
        _calm_down()
    with screens():
        return _end(_run(arguments), is_closed=is_closed)


def _calm_down() -> None:
    """What a library has to say is not for its user; and small matrices are solved on one thread.

    On several, threads wait for one another in a spin: beside other work 10,000 ratings took ten times the processor's time.
    """
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for name in ALGEBRA_THREADS:
        os.environ.setdefault(name, "1")


def _end(code: int, *, is_closed: bool) -> int:
    """The exit code, after a word about what was written down though it could not be shown."""
    if is_closed and code == 0 and is_any_kept():
        click.echo("error: standard output is closed, so that nothing can be shown", err=True)
        code = FAILED
    if code != 0:
        say_kept()
    return code


def _run(arguments: Sequence[str] | None) -> int:
    """Run it, and say what went wrong."""
    forget()
    words = sys.argv[1:] if arguments is None else list(arguments)
    return run_words(words or _alone())


def _alone() -> list[str]:
    """What `acumen` alone stands for at a terminal: what is next, or how to begin; elsewhere it is put wrongly."""
    if not sys.stdout.isatty() or ASKED_BY in os.environ:
        return []
    from acumen.cli.completing import look

    if look(None, "plans"):
        return ["next"]
    click.echo("Begin: acumen new plan.yaml, edit it, then acumen next plan.yaml. Or: acumen demo\n")
    return ["--help"]


def run_words(words: Sequence[str]) -> int:
    """Run the command that these are, and say what went wrong; the exit code."""
    told = ErrorTeller(is_json=is_json_asked(words))
    try:
        _check_words(words)
        # `color`: click would drop whatever looks like a command to a terminal, and hide that it was there
        code = acumen_group.main(args=list(words), prog_name="acumen", standalone_mode=False, color=True)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # as which click ends when the reader has gone
        _close_quietly()
        return FAILED
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        told.of_usage(error)
        return error.exit_code
    except AcumenError as error:
        told.of(error)
        return FAILED
    except (ArithmeticError, RecursionError, MemoryError) as error:
        told.of_figures(error)
        return FAILED
    except OSError as error:
        _close_quietly()
        click.echo(f"error: the output can't be written: {error.strerror or error}", err=True)
        return FAILED
    return code if isinstance(code, int) else 0


def _check_words(arguments: Sequence[str]) -> None:
    """Refuse arguments and settings of the environment that are no text: nothing could be written down of them."""
    for word in arguments:
        check_text(word, "arguments")
    for name, value in os.environ.items():
        if name.startswith(OURS):
            check_text(value, f"{name} of the environment")


def _open_all_streams() -> None:
    """Where a stream was closed before we came (`>&-`), put nothing in its place rather than None."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 -- open as long as we are; pathlib costs 5 ms


def _never_refuse(stream: TextIO) -> None:
    """Where the terminal has no sign for a character, show `?` rather than fail; ASCII (`LC_ALL=C`) is taken for UTF-8.

    As Python itself does (PEP 540): what says ASCII says mostly that nobody has said anything, and no letter may be lost.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        is_ascii = stream.encoding.lower() in {"ascii", "us-ascii", "ansi_x3.4-1968", "646"}
        reconfigure(errors="replace", encoding="utf-8" if is_ascii else None)


def _close_quietly() -> None:
    """The reader has gone (`acumen next PLAN | head -1`): leave nothing to be flushed at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
