"""The catalogue as commands. Each is made when it is asked for, and what it needs is imported when it is called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from acumen.borders.near import nearest
from acumen.catalog import MEANT_BY, OLD_NAMES, SECTIONS, Verb, by_name, consequences, verbs_under
from acumen.cli.parameters import parameters
from acumen.errors import UsageError
from acumen.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ABOUT = "What to do next in a plan of steps that may not work, and how sure that is."
MORE = "More: acumen help COMMAND, acumen help (topics), acumen help --all (everything)."
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
            help="\n\n".join(filter(None, (verb.says, verb.help, consequences(verb)))),
            no_args_is_help=not verb.does,
            context_settings={"ignore_unknown_options": True} if verb.has_negatives else None,
        )
        self.verb = verb
        self.under = {one.name.removeprefix(f"{verb.name} "): one for one in verbs_under(verb.name)}

    def _call(self, **params: Any) -> int:  # noqa: ANN401 -- whatever the row takes
        from acumen.cli.calling import call

        try:
            return call(self.verb, params)
        except UsageError as error:
            self._hint(error, params.values())
            raise

    def _hint(self, error: UsageError, values: Iterable[object]) -> None:
        """Say so where a word that was refused is nearly one of the others of this name."""
        typed = [word for word in values if isinstance(word, str) and repr(word) in str(error)] if self.under else []
        near = [one for word in typed for one in nearest(word, self.under)]
        if near:
            error.hint = f"did you mean acumen {self.verb.name} {near[0]}? Else {error.hint}"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As any command; words of a group stand before its options."""
        typed = [word for word in args if not word.startswith("-")]
        places = any(isinstance(one, click.Argument) for one in self.params)
        if self.under and typed and (not places or typed[0] in self.under):
            misplaced = next((word for word in typed if word in self.under), None)
            if misplaced is not None:
                ctx.fail(f"options go after the word: {ctx.command_path} {misplaced} …")
            if typed[0] == args[0]:
                raise click.exceptions.NoSuchCommand(typed[0], ctx=ctx)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError:
            if self.under and typed and not os.path.exists(typed[0]) and nearest(typed[0], self.under):  # noqa: PTH110
                raise click.exceptions.NoSuchCommand(typed[0], ctx=ctx) from None
            raise

    def names(self) -> dict[str, str]:
        """The words that may follow, and the command of each."""
        return {word: verb.name for word, verb in self.under.items()}

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """As any command, and before that the others of its name."""
        from click.shell_completion import CompletionItem as Item

        others = [Item(name) for name in self.under if name.startswith(incomplete) and not ctx.args]
        return [*others, *super().shell_complete(ctx, incomplete)]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """With a word for the others of its name."""
        others = [f"[COMMAND] {REST}" if self.verb.does else f"COMMAND {REST}"] if self.under else []
        return [*super().collect_usage_pieces(ctx), *others]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, and below them the others of its name, and examples as they are typed."""
        super().format_options(ctx, formatter)
        if self.under:
            _list(formatter, "Commands", self.under, max(map(len, self.under)))
        if self.verb.examples:
            with formatter.section("For example"):
                formatter.write("".join(f"  {line}\n" for line in self.verb.examples))


class Catalogue(click.Group):
    """All commands, under headings by what they are for, in the order of a day's work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Those of one word, as they stand in the catalogue."""
        del ctx
        return [name for name in by_name() if " " not in name and by_name()[name].status == "stable"]

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
        """The longest name that the words begin with; an old one is followed, and the new one said."""
        name = " ".join(args[:MOST_WORDS])
        found = self.get_command(ctx, name) if len(args) >= MOST_WORDS else None
        if found is not None:
            return name, found, args[MOST_WORDS:]
        old = _old_name(args)
        if args[0] in MEANT_BY and not ctx.resilient_parsing:
            verb = by_name()[MEANT_BY[args[0]]]
            ctx.fail(f"no such command {args[0]!r}; acumen {verb.name}: {verb.says}")
        if old is None:
            if self.get_command(ctx, args[0]) is None and args[0][:1].isalnum():
                raise click.exceptions.NoSuchCommand(args[0], ctx=ctx)
            return super().resolve_command(ctx, args)
        new = OLD_NAMES[old]
        if not ctx.resilient_parsing:
            click.echo(f"acumen {old.partition(' ')[0]} is called acumen {new} now", err=True)
        return self.resolve_command(ctx, [*new.split(), *args[1:]])

    def names(self) -> dict[str, str]:
        """The words that may be typed first, or as the only ones, and the command that each leads to."""
        stable = [name for name, one in by_name().items() if one.status == "stable"]
        last = {name.rpartition(" ")[2]: name for name in stable}  # `verify` alone is meant as one of two words
        return {**last, **OLD_NAMES, **MEANT_BY, **{name: name for name in stable}}

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """A screen: what one needs every day, and the names of the rest."""
        del ctx
        daily, *others = SECTIONS
        width = max(len(verb.name) for verb in daily.verbs)
        lines = [ABOUT, "", *(f"  {verb.name.ljust(width)}  {verb.says}" for verb in daily.verbs if _is_word(verb)), ""]
        room = max(len(section.name) for section in others)
        for section in others:
            names = ", ".join(verb.name for verb in section.verbs if _is_word(verb))
            lines.append(f"{section.name.ljust(room)}  {names}")
        formatter.write("\n".join([*lines, MORE]) + "\n")


def _is_word(verb: Verb) -> bool:
    """Whether it is called by one word."""
    return " " not in verb.name


def _old_name(args: Sequence[str]) -> str | None:
    """The old name that is used, if one is: a word, or a word in a use that its flags tell."""
    word, flags = args[0], {one.partition("=")[0] for one in args[1:]}
    uses = [f"{word} {flag}" for flag in flags if f"{word} {flag}" in OLD_NAMES]
    return uses[0] if uses else word if word in OLD_NAMES and word not in by_name() else None


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
