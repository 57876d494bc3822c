"""The commands of belief and doubt: believe, evidence, doubt, checked, rate."""

from typing import Any

import click

from acumen.cli.opening import ledger_option, open_here
from acumen.errors import UsageError

JSON_HELP = "Write JSON."


def _show(told: Any, *, as_json: bool) -> None:  # noqa: ANN401 -- any verb's answer
    click.echo(told.to_json() if as_json else str(told))


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def believe(plan: str | None, *, ledger: str | None, as_json: bool) -> None:
    """Show where every hypothesis stands, and how it came there.

    PLAN is an adopted plan, by its short name or id; needed where several are.
    """
    from acumen.desk.beliefs.believe import believe as look

    with open_here(ledger) as book:
        _show(look(book, plan), as_json=as_json)


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
    ledger: str | None,
    as_json: bool,
) -> None:
    """Write down what speaks for or against a hypothesis.

    Several pieces that name the same artifact share it: if it is there, it
    misleads in all of them.
    """
    from acumen.desk.beliefs.evidence import evidence as see

    plan, hypothesis = _plan_and(what, "HYPOTHESIS")
    named = _states(states)
    with open_here(ledger) as book:
        seen = see(
            book,
            hypothesis,
            plan=plan,
            if_true=if_true,
            if_false=if_false,
            states=named,
            source=source,
            artifacts=artifacts,
            why=why,
        )
        _show(seen, as_json=as_json)


def _plan_and(what: tuple[str, ...], name: str) -> tuple[str | None, str]:
    """`[PLAN] NAME`."""
    most = 2
    if len(what) > most:
        raise click.UsageError(f"expected [PLAN] {name}, found {len(what)} words")
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


COMMANDS = (believe, evidence)
