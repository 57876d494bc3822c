"""The catalogue as commands. Each is made when it is asked for, and what it needs is imported when it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from acumen.catalog import SECTIONS, Verb, by_name, verbs_under
from acumen.cli.parameters import parameters
from acumen.version import __version__

ABOUT = """\
What to do next in a plan of steps that may not work, and how sure that is.

To look around first: `acumen demo`.
Start with `acumen new`, edit the plan, then ask `acumen next plan.yaml`.
To follow it: `acumen adopt plan.yaml`. To forecast anything else and
learn from how it comes out: `acumen predict`, `acumen resolve`.
"""
REST = "[ARGS]..."
MOST_WORDS = 2  # in the name of a verb


class VerbCommand(click.Command):
    """The command of a row; where other rows go by its name, it lists them too."""

    def __init__(self, verb: Verb) -> None:
        """Made of its row."""
        super().__init__(
            verb.name,
            callback=self._call,
            params=parameters(verb),
            help=f"{verb.says}\n\n{verb.help}" if verb.help else verb.says,
            no_args_is_help=not verb.does,
            context_settings={"ignore_unknown_options": True} if verb.has_negatives else None,
        )
        self.verb = verb
        self.under = {one.name.removeprefix(f"{verb.name} "): one for one in verbs_under(verb.name)}

    def _call(self, **params: Any) -> int:  # noqa: ANN401 -- whatever the row takes
        from acumen.cli.calling import call

        return call(self.verb, params)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As any command; words of a group stand before its options."""
        typed = [word for word in args if not word.startswith("-")]
        places = any(isinstance(one, click.Argument) for one in self.params)
        if self.under and typed and (not places or typed[0] in self.under):
            misplaced = next((word for word in typed if word in self.under), None)
            if misplaced is not None:
                ctx.fail(f"options go after the word: {ctx.command_path} {misplaced} …")
            if typed[0] == args[0]:
                raise click.exceptions.NoSuchCommand(typed[0], possibilities=_alike(typed[0], self.under), ctx=ctx)
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """With a word for the others of its name."""
        others = [f"[COMMAND] {REST}" if self.verb.does else f"COMMAND {REST}"] if self.under else []
        return [*super().collect_usage_pieces(ctx), *others]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, and below them the others of its name."""
        super().format_options(ctx, formatter)
        if self.under:
            _list(formatter, "Commands", dict(sorted(self.under.items())), max(map(len, self.under)))


class Catalogue(click.Group):
    """All commands, under headings by what they are for, in the order of a day's work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Those of one word, as they stand in the catalogue."""
        del ctx
        return [name for name in by_name() if " " not in name]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, of one word or two."""
        del ctx
        if cmd_name not in self.commands:
            verb = by_name().get(cmd_name)
            if verb is None:
                return None
            self.commands[cmd_name] = VerbCommand(verb)
        return self.commands[cmd_name]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The longest name that the words begin with."""
        name = " ".join(args[:MOST_WORDS])
        found = self.get_command(ctx, name) if len(args) >= MOST_WORDS else None
        if found is not None:
            return name, found, args[MOST_WORDS:]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each heading with its commands, all in columns of one width."""
        width = max(map(len, self.list_commands(ctx)))
        for section in SECTIONS:
            verbs = {verb.name: verb for verb in section.verbs if " " not in verb.name}
            _list(formatter, section.name, verbs, width)


def all_commands() -> dict[tuple[str, ...], VerbCommand]:
    """Every command by its words."""
    return {tuple(name.split()): VerbCommand(verb) for name, verb in by_name().items()}


def _begin() -> None:
    """Let results be shown as text."""
    from acumen.views import registry

    registry.install()


def _list(formatter: click.HelpFormatter, heading: str, verbs: dict[str, Verb], width: int) -> None:
    """A line for each verb."""
    with formatter.section(heading):
        rows = [(name.ljust(width), verb.says) for name, verb in verbs.items()]
        formatter.write_dl(rows)


def _alike(word: str, names: Sequence[str] | dict[str, Verb]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word, list(names))


def _say_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001 -- click's own
    if is_asked:
        click.echo(f"acumen {__version__}")
        context.exit()


acumen_group = Catalogue(
    "acumen",
    callback=_begin,
    params=[
        click.Option(
            ["-V", "--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_say_version,
            help="Show the version and exit.",
        )
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    no_args_is_help=True,
    help=ABOUT,
)
