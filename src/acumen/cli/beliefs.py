"""The commands of belief and doubt: believe, evidence, doubt, checked, rate."""

from typing import Any

import click

from acumen.cli.opening import ledger_option, open_here
from acumen.cli.options import worth_option
from acumen.errors import UsageError

JSON_HELP = "Write JSON."
NAME_HELP = "The adopted plan, as in other commands; the same as PLAN."


def _show(told: Any, *, as_json: bool) -> None:  # noqa: ANN401 -- any verb's answer
    click.echo(told.to_json() if as_json else str(told))


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def believe(plan: str | None, *, name: str | None, ledger: str | None, as_json: bool) -> None:
    """Show where every hypothesis stands, and how it came there.

    PLAN is an adopted plan, by its short name or id; needed where several are.
    """
    from acumen.desk.beliefs.believe import believe as look

    with open_here(ledger) as book:
        _show(look(book, plan or name), as_json=as_json)


@click.command()
@click.argument("what", metavar="[PLAN] HYPOTHESIS", nargs=-1, required=True)
@click.option("--if-true", metavar="CHANCE", help="How likely it was to be seen if the hypothesis is true.")
@click.option("--if-false", metavar="CHANCE", help="The same if it is false.")
@click.option("--state", "states", multiple=True, metavar="S=CHANCE", help="The same in state S, of several; repeated.")
@click.option("--from", "source", metavar="STEP", help="The step or probe it was read off; it stands for that result.")
@click.option(
    "--artifact",
    "artifacts",
    multiple=True,
    metavar="TEXT",
    help="What may mislead: 'bug: 5%, shows 100%'. May be repeated.",
)
@click.option("--why", metavar="TEXT", help="What was seen.")
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def evidence(
    what: tuple[str, ...],
    *,
    if_true: str | None,
    if_false: str | None,
    states: tuple[str, ...],
    source: str | None,
    artifacts: tuple[str, ...],
    why: str | None,
    name: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Write down what speaks for or against a hypothesis.

    Several pieces that name the same artifact share it: if it is there, it
    misleads in all of them.
    """
    from acumen.desk.beliefs.evidence import evidence as see

    plan, hypothesis = _plan_and(what, "[PLAN] HYPOTHESIS")
    named = _states(states)
    with open_here(ledger) as book:
        seen = see(
            book,
            hypothesis,
            plan=plan or name,
            if_true=if_true,
            if_false=if_false,
            states=named,
            source=source,
            artifacts=artifacts,
            why=why,
        )
        _show(seen, as_json=as_json)


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@worth_option
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def doubt(plan: str | None, *, worth: float | None, name: str | None, ledger: str | None, as_json: bool) -> None:
    """Show how the evidence could mislead, and what a look is worth.

    In bits about the hypotheses, and in hours to the plan. PLAN is an adopted
    plan, by its short name or id; needed where several are.
    """
    from acumen.desk.beliefs.critique import doubt as question

    with open_here(ledger) as book:
        _show(question(book, plan or name, worth=worth), as_json=as_json)


@click.command()
@click.argument("what", metavar="ARTIFACT [PLAN]", nargs=-1, required=True)
@click.option("--ruled-out", is_flag=True, help="It is not there.")
@click.option("--found", is_flag=True, help="It is there.")
@click.option("--chance", metavar="CHANCE", help="How likely it is now, apart from what the evidence says of it.")
@click.option("--why", metavar="TEXT", help="How it was looked into.")
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def checked(
    what: tuple[str, ...],
    *,
    ruled_out: bool,
    found: bool,
    chance: str | None,
    why: str | None,
    name: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Write down what a look at an artifact has shown.

    All evidence that leans on it is weighed anew.
    """
    from acumen.desk.beliefs.artifact_checks import checked as look_into

    plan, artifact = _plan_and(tuple(reversed(what)), "ARTIFACT [PLAN]")
    with open_here(ledger) as book:
        told = look_into(
            book, artifact, plan=plan or name, is_ruled_out=ruled_out, is_found=found, chance=chance, why=why
        )
        _show(told, as_json=as_json)


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--weeks", type=click.IntRange(1, 520), default=4, show_default=True, metavar="N", help="How many.")
@click.option("--plan", "name", metavar="NAME", help=NAME_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def rate(plan: str | None, *, weeks: int, name: str | None, ledger: str | None, as_json: bool) -> None:
    """Show the bits an hour that you gained in the last weeks.

    How much less uncertain the hypotheses and goals of your plans became, for
    each hour told. All adopted plans, unless one is named.
    """
    from acumen.desk.beliefs.information_rate import rate as look_back

    with open_here(ledger) as book:
        _show(look_back(book, plan or name, weeks=weeks), as_json=as_json)


def _plan_and(what: tuple[str, ...], name: str) -> tuple[str | None, str]:
    """A plan, if one is named, and what comes after it."""
    most = 2
    if len(what) > most:
        raise click.UsageError(f"expected {name}, found {len(what)} words")
    return (what[0] if len(what) == most else None), what[-1]


def _states(texts: tuple[str, ...]) -> dict[str, str] | None:
    """`S=80%` of every --state; None where there is none."""
    found: dict[str, str] = {}
    for text in texts:
        state, sign, chance = (part.strip() for part in text.partition("="))
        if not sign:
            raise UsageError(f"--state: expected STATE=CHANCE, found {text!r}", hint="--state slow=80%")
        found[state] = chance
    return found or None


COMMANDS = (believe, evidence, doubt, checked, rate)
