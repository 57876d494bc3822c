"""The commands about questions: `predict`, `resolve`, `due`, `questions`, `people`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from acumen.cli.opening import ledger_option, open_here

if TYPE_CHECKING:
    from acumen.desk.elicitation.question_list import State

JSON_HELP = "Write JSON."
AS_HELP = "Who says so; yourself unless given."
EYES_HELP = "Through whose eyes; yours unless given."
NEGATIVE = {"ignore_unknown_options": True}  # `-5 to 3` is a figure; what is no option is refused as a saying
ON_HELP = "When; now unless given. A past day counts as its last second."


@click.command(context_settings=NEGATIVE)
@click.argument("claim", metavar="CLAIM|ID")
@click.argument("says", metavar="SAYS", nargs=-1, required=True)
@click.option("--by", "-b", metavar="DATE", help="When it will be known: 2026-12-01, 5d, 2w, friday.")
@click.option("--domain", metavar="WORD", help="What kind of thing it is about.")
@click.option("--resolution", metavar="TEXT", help="How it will be decided.")
@click.option("--unit", metavar="WORD", help="Of a number.")
@click.option("--as", "person", metavar="NAME", help=AS_HELP)
@click.option("--gut", "manner", flag_value="gut", help="Said before thinking.")
@click.option("--considered", "manner", flag_value="considered", help="Said after thinking.")
@click.option("--why", metavar="TEXT", help="What makes you think so.")
@click.option("--on", metavar="DATE", help=f"Said {ON_HELP[0].lower()}{ON_HELP[1:]}")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def predict(
    claim: str,
    says: tuple[str, ...],
    *,
    by: str | None,
    domain: str | None,
    resolution: str | None,
    unit: str | None,
    person: str | None,
    manner: Literal["gut", "considered"] | None,
    why: str | None,
    on: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Say what you expect, before it is known.

    CLAIM is new, or ID begins the id of a question. SAYS is a chance (70%,
    0.7, 7:3); a number as "4 to 12" (5 % below 4, 5 % above 12) or
    "10, 25, 60" (its 5 %, 50 %, 95 %); or "red=20%, blue=80%".
    """
    from acumen.desk.elicitation.predict import predict as write_down
    from acumen.desk.inputs.forecast_text import part_saying

    with open_here(ledger) as book:
        told = write_down(
            book,
            *part_saying((claim, *says)),
            by=by,
            domain=domain,
            resolution=resolution,
            unit=unit,
            person=person,
            manner=manner,
            why=why,
            on=on,
        )
        click.echo(told.to_json() if as_json else str(told))


@click.command(context_settings=NEGATIVE)
@click.argument("question", metavar="QUESTION")
@click.argument("value", metavar="VALUE|void")
@click.option("--on", metavar="DATE", help=f"Known {ON_HELP[0].lower()}{ON_HELP[1:]}")
@click.option("--source", metavar="TEXT", help="Where that is to be read.")
@click.option("--as", "person", metavar="NAME", help="Who decided it; yourself unless given.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def resolve(
    question: str,
    value: str,
    *,
    on: str | None,
    source: str | None,
    person: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Settle a question: yes, no, a number, a choice, or void.

    QUESTION is the beginning of its id, or words of its claim.
    """
    from acumen.desk.elicitation.resolve import resolve as settle

    with open_here(ledger) as book:
        told = settle(book, question, value, on=on, source=source, person=person)
        click.echo(told.to_json() if as_json else str(told))


@click.command()
@click.option("--within", type=click.IntRange(min=0), default=14, show_default=True, metavar="DAYS", help="How near.")
@click.option("--as", "person", metavar="NAME", help=EYES_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def due(*, within: int, person: str | None, ledger: str | None, as_json: bool) -> None:
    """List open questions past their date, near it, or without one."""
    from acumen.desk.elicitation.due import due as look

    with open_here(ledger) as book:
        told = look(book, within_days=within, person=person)
        click.echo(told.to_json() if as_json else str(told))


@click.command()
@click.argument("search", metavar="[WORDS|ID]...", nargs=-1)
@click.option("--all", "state", flag_value="all", help="Settled ones too.")
@click.option("--settled", "state", flag_value="resolved", help="Settled ones only.")
@click.option("--domain", metavar="WORD", help="Of one kind only.")
@click.option("--problems", is_flag=True, help="List what does not fit together instead.")
@click.option("--as", "person", metavar="NAME", help=EYES_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def questions(
    search: tuple[str, ...],
    *,
    state: State | None,
    domain: str | None,
    problems: bool,
    person: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """List questions, or show the only one that fits in full.

    Open ones unless told otherwise; WORDS are looked for in their claims. What
    others said of an open one is shown once you have said something yourself.
    """
    from acumen.desk.elicitation.question_list import list_questions
    from acumen.views import registry
    from acumen.views.forecasts import write_problems

    words = " ".join(search) or None
    with open_here(ledger) as book:
        told = list_questions(book, search=words, state=state or "open", domain=domain, person=person)
        click.echo(
            told.to_json()
            if as_json
            else registry.write(tuple(write_problems(told)), "text")
            if problems
            else str(told)
        )


@click.command()
@click.option("--me", metavar="NAME", help="Say that this name is yours.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def people(*, me: str | None, ledger: str | None, as_json: bool) -> None:
    """List whose forecasts are kept here."""
    from acumen.desk.elicitation.people import call_me
    from acumen.desk.elicitation.people import people as look

    with open_here(ledger) as book:
        told = look(book) if me is None else call_me(book, me)
        click.echo(told.to_json() if as_json else str(told))
