"""The commands `acumen criteria …`."""

from __future__ import annotations

import sys
from typing import Literal

import click

from acumen.cli.opening import ledger_option, open_here

JSON_HELP = "Write JSON."
OF_HELP = "Who is marked; the ledger's owner unless given."
AS_HELP = "Who says so; yourself unless given."
EYES_HELP = "Through whose eyes; yours unless given."
STDIN = "-"


@click.group(invoke_without_command=True)
@click.option("--of", metavar="NAME", help=OF_HELP)
@click.option("--as", "person", metavar="NAME", help=EYES_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_context
def criteria(context: click.Context, *, of: str | None, person: str | None, ledger: str | None, as_json: bool) -> None:
    """Mark people by a rubric, and see what is more than noise.

    Alone it is `acumen criteria show`. What others marked is shown once you
    have marked the same.
    """
    if context.invoked_subcommand is None:
        context.invoke(show, of=of, person=person, ledger=ledger, as_json=as_json)
    elif of or person or ledger or as_json:
        raise click.UsageError(f"options go after the word: acumen criteria {context.invoked_subcommand} …")


@criteria.command()
@click.option("--yaml", "as_yaml", is_flag=True, help="Write the rubric's file, to edit.")
@click.option("--of", metavar="NAME", help=OF_HELP)
@click.option("--as", "person", metavar="NAME", help=EYES_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def show(
    *,
    as_yaml: bool = False,
    of: str | None = None,
    person: str | None = None,
    ledger: str | None = None,
    as_json: bool = False,
) -> None:
    """Show the rubric with its weights, and the latest marks."""
    from acumen.desk.elicitation.rubric_show import rubric_text
    from acumen.desk.elicitation.rubric_show import show_criteria as look

    with open_here(ledger) as book:
        if as_yaml:
            click.echo(rubric_text(book), nl=False)
            return
        told = look(book, of=of, person=person)
        click.echo(told.to_json() if as_json else str(told))


@criteria.command()
@click.argument("file", metavar="FILE")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def use(*, file: str, ledger: str | None, as_json: bool) -> None:
    """Adopt the rubric in FILE; - reads standard input."""
    from acumen.desk.elicitation.rubric_use import use_rubric as adopt

    with open_here(ledger) as book:
        told = adopt(book, sys.stdin.buffer.read() if file == STDIN else file, source="<stdin>")
        click.echo(told.to_json() if as_json else str(told))


@criteria.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="CRITERION SCORE…", nargs=-1, required=True)
@click.option("--of", metavar="NAME", help=OF_HELP)
@click.option("--as", "person", metavar="NAME", help=AS_HELP)
@click.option("--gut", "manner", flag_value="gut", help="Said before thinking.")
@click.option("--considered", "manner", flag_value="considered", help="Said after thinking.")
@click.option("--why", metavar="TEXT", help="What makes you think so.")
@click.option("--on", metavar="DATE", help="Said when; now unless given.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def rate(
    *,
    words: tuple[str, ...],
    of: str | None,
    person: str | None,
    manner: Literal["gut", "considered"] | None,
    why: str | None,
    on: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Mark by one criterion or several: speed 7 working 6.

    A title of several words goes in quotes.
    """
    from acumen.desk.elicitation.rubric_mark import mark_criteria

    if len(words) % 2:
        raise click.UsageError(f"expected pairs of criterion and score, found {len(words)} words")
    scores = dict(zip(words[::2], words[1::2], strict=True))
    if 2 * len(scores) < len(words):
        raise click.UsageError("expected each criterion once, found one of them again")
    with open_here(ledger) as book:
        told = mark_criteria(book, scores, of=of, person=person, manner=manner, why=why, on=on)
        click.echo(told.to_json() if as_json else str(told))


@criteria.command()
@click.option("--of", metavar="NAME", help=OF_HELP)
@click.option("--as", "person", metavar="NAME", help=EYES_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def trend(*, of: str | None, person: str | None, ledger: str | None, as_json: bool) -> None:
    """Say what is rising or falling, with the noise in view."""
    from acumen.desk.elicitation.rubric_trend import criteria_trend as look

    with open_here(ledger) as book:
        told = look(book, of=of, person=person)
        click.echo(told.to_json() if as_json else str(told))
