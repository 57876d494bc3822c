"""The commands `acumen ideas …`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from acumen.cli.opening import ledger_option, open_here
from acumen.cli.options import Finite, chart_option, check_chart, save_chart

if TYPE_CHECKING:
    from acumen.desk.elicitation.idea_list import State

JSON_HELP = "Write JSON."
AS_HELP = "Who says so; yourself unless given."
EYES_HELP = "Through whose eyes; yours unless given."
SEED_HELP = "Another order to rate in."
NEGATIVE = {"ignore_unknown_options": True}  # -2 is a score


@click.group(invoke_without_command=True)
@click.option("--as", "person", metavar="NAME", help=EYES_HELP)
@chart_option
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_context
def ideas(context: click.Context, *, person: str | None, chart: str | None, ledger: str | None, as_json: bool) -> None:
    """List ideas, rate them blind, and see whose taste was right.

    Alone it is `acumen ideas list`. What others made of an idea is shown once
    you have rated it yourself.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_, person=person, chart=chart, ledger=ledger, as_json=as_json)
    elif person or chart or ledger or as_json:
        raise click.UsageError(f"options go after the word: acumen ideas {context.invoked_subcommand} …")


@ideas.command()
@click.argument("title")
@click.option("--domain", metavar="WORD", help="What kind of idea it is.")
@click.option("--worth", metavar="HOURS", help="What it is worth to you, in hours of your time: 400, '10 d'.")
@click.option("--why", metavar="TEXT", help="What there is to say of it.")
@click.option("--as", "person", metavar="NAME", help="Whose idea it is; yours unless given.")
@click.option("--on", metavar="DATE", help="Listed when; now unless given.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def add(
    title: str,
    *,
    domain: str | None,
    worth: str | None,
    why: str | None,
    person: str | None,
    on: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """List an idea."""
    from acumen.desk.elicitation.idea_add import add_idea as write_down

    with open_here(ledger) as book:
        told = write_down(book, title, domain=domain, worth=worth, why=why, person=person, on=on)
        click.echo(told.to_json() if as_json else str(told))


@ideas.command(context_settings=NEGATIVE)
@click.argument("words", metavar="[IDEA] SCORE", nargs=-1, required=True)
@click.option("--scale", metavar="'LOW to HIGH'", help="The scale; the one used last, or 0 to 10, unless given.")
@click.option("--as", "person", metavar="NAME", help=AS_HELP)
@click.option("--gut", "manner", flag_value="gut", help="Said before thinking.")
@click.option("--considered", "manner", flag_value="considered", help="Said after thinking.")
@click.option("--criterion", metavar="WORD", help="By this criterion, not as a whole.")
@click.option("--why", metavar="TEXT", help="What makes you think so.")
@click.option("--on", metavar="DATE", help="Said when; now unless given.")
@click.option("--seed", type=click.IntRange(min=0), default=0, help=SEED_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def rate(
    words: tuple[str, ...],
    *,
    scale: str | None,
    person: str | None,
    manner: Literal["gut", "considered"] | None,
    criterion: str | None,
    why: str | None,
    on: str | None,
    seed: int,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Rate an idea: the one named, or the one that `next` shows.

    IDEA is the beginning of its id, or words of its title. SCORE is a figure
    on the scale, or 8/10.
    """
    from acumen.desk.elicitation.idea_rate import rate_idea as write_down

    *idea, score = words
    with open_here(ledger) as book:
        told = write_down(
            book,
            " ".join(idea) or None,
            score,
            scale=scale,
            person=person,
            manner=manner,
            criterion=criterion,
            why=why,
            on=on,
            seed=seed,
        )
        click.echo(told.to_json() if as_json else str(told))


@ideas.command("next")
@click.option("--as", "person", metavar="NAME", help="Who is to rate; yourself unless given.")
@click.option("--criterion", metavar="WORD", help="By this criterion, not as a whole.")
@click.option("--domain", metavar="WORD", help="Of one kind only.")
@click.option("--seed", type=click.IntRange(min=0), default=0, help=SEED_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def next_(
    *, person: str | None, criterion: str | None, domain: str | None, seed: int, ledger: str | None, as_json: bool
) -> None:
    """Show one idea to rate, and nothing of what others made of it."""
    from acumen.desk.elicitation.idea_next import next_idea

    with open_here(ledger) as book:
        told = next_idea(book, person=person, criterion=criterion, domain=domain, seed=seed)
        click.echo(told.to_json() if as_json else str(told))


@ideas.command("list")
@click.argument("search", metavar="[WORDS|ID]...", nargs=-1)
@click.option("--open", "state", flag_value="open", help="Only where it is not known what they turned out to be.")
@click.option("--known", "state", flag_value="known", help="Only where it is.")
@click.option("--domain", metavar="WORD", help="Of one kind only.")
@click.option("--criterion", metavar="WORD", help="By this criterion, not as a whole.")
@click.option("--as", "person", metavar="NAME", help=EYES_HELP)
@chart_option
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def list_(
    *,
    search: tuple[str, ...] = (),
    state: State | None = None,
    domain: str | None = None,
    criterion: str | None = None,
    person: str | None = None,
    chart: str | None = None,
    ledger: str | None = None,
    as_json: bool = False,
) -> None:
    """List ideas, best first, or show the only one that fits in full."""
    from acumen.desk.elicitation.idea_list import list_ideas

    check_chart(chart)
    words = " ".join(search) or None
    with open_here(ledger) as book:
        told = list_ideas(book, search=words, state=state or "all", domain=domain, criterion=criterion, person=person)
        if chart is not None:
            save_chart(told.chart(), chart)
        click.echo(told.to_json() if as_json else str(told))


@ideas.command()
@click.argument("name", metavar="NAME")
@click.option("--criterion", metavar="WORD", help="By this criterion, not as a whole.")
@click.option("--as", "person", metavar="NAME", help="Whose taste is compared with theirs; yours unless given.")
@click.option("--mine", type=Finite(0, 1, min_open=True), metavar="R", help="Your reliability, if known.")
@click.option("--theirs", type=Finite(0, 1, min_open=True), metavar="R", help="Theirs, if known.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def compare(
    *,
    name: str,
    criterion: str | None,
    person: str | None,
    mine: float | None,
    theirs: float | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """See how far you and NAME agree beyond noise, and where not.

    A reliability is the correlation of what somebody says with what they say
    on another day; it is learnt from ideas rated blind twice.
    """
    from acumen.desk.elicitation.agreement import compare_tastes

    with open_here(ledger) as book:
        told = compare_tastes(book, name, criterion=criterion, person=person, reliabilities=(mine, theirs))
        click.echo(told.to_json() if as_json else str(told))


@ideas.command()
@click.argument("idea", metavar="[IDEA", required=False)
@click.argument("worth", metavar="WORTH]", required=False)
@click.option("--on", metavar="DATE", help="Known when; now unless given.")
@click.option("--source", metavar="TEXT", help="Where that is to be read.")
@click.option("--as", "person", metavar="NAME", help=AS_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def outcome(
    *,
    idea: str | None,
    worth: str | None,
    on: str | None,
    source: str | None,
    person: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Say what an idea turned out to be worth; see who was right.

    WORTH is hours (400, '2 d', nothing) or a score (8/10). Without both: who
    was right so far.
    """
    from acumen.desk.elicitation.idea_outcome import look_back, turn_out

    if (idea is None) != (worth is None):
        raise click.UsageError("expected IDEA and WORTH, found one of the two")
    with open_here(ledger) as book:
        if idea is None or worth is None:
            told = look_back(book, person=person)
        else:
            told = turn_out(book, idea, worth, on=on, source=source, person=person)
        click.echo(told.to_json() if as_json else str(told))
