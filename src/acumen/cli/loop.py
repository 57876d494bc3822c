"""The commands of the loop: adopt, start, spend, done, status, log, undo. `next` without a file stands with the planner's."""

from typing import Any

import click

from acumen.cli.opening import ledger_option, open_here

PLAN_HELP = "Which adopted plan, by its short name or id; needed only where several are meant."
ON_HELP = "When: a day such as 2027-03-01, or yesterday; now unless given."
JSON_HELP = "Write JSON."
STDIN = "-"
ENDS = ("succeeded", "failed", "left", "positive", "negative")


def _show(told: Any, *, as_json: bool) -> None:  # noqa: ANN401 -- any verb's answer
    click.echo(told.to_json() if as_json else str(told))


@click.command()
@click.argument("plan", metavar="PLAN")
@click.option(
    "--as-edit-of",
    "name",
    metavar="NAME",
    help="The adopted plan that this is a new version of, if its short name changed.",
)
@click.option("--belief-now", is_flag=True, help="The chances of its hypotheses are what you believe now, all told.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def adopt(plan: str, *, name: str | None, belief_now: bool, ledger: str | None, as_json: bool) -> None:
    """Follow a plan from now on; again after an edit of it.

    PLAN is a file; - reads standard input. What happened to its steps stays.
    """
    from acumen.cli.options import source_of
    from acumen.desk.loop.adopt import adopt as take

    source = source_of(plan)
    with open_here(ledger) as book:
        _show(take(book, source, source="<stdin>", name=name, belief_now=belief_now), as_json=as_json)


@click.command()
@click.argument("step", metavar="[STEP]", required=False)
@click.option("--chance", metavar="CHANCE", help="What you say it is, where that is not what the plan says.")
@click.option("--hours", metavar="HOURS", help="The same of its hours: 6, or '2 to 6'.")
@click.option("--fails", metavar="HOURS", help="The same of the hours until failure shows.")
@click.option("--on", metavar="DATE", help=ON_HELP)
@click.option("--plan", metavar="PLAN", help=PLAN_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def start(
    step: str | None,
    *,
    chance: str | None,
    hours: str | None,
    fails: str | None,
    on: str | None,
    plan: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Begin a step: a bet on its chance and hours.

    STEP is the advised one unless given. While a step is under way, --chance
    and --hours bet anew on what remains of it.
    """
    from acumen.desk.loop.start import start as begin

    with open_here(ledger) as book:
        begun = begin(book, step, plan=plan, chance=chance, hours=hours, fails=fails, on=on)
        _show(begun, as_json=as_json)


@click.command()
@click.argument("what", metavar="[STEP] HOURS", nargs=-1, required=True)
@click.option("--on", metavar="DATE", help=ON_HELP)
@click.option("--plan", metavar="PLAN", help=PLAN_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def spend(what: tuple[str, ...], *, on: str | None, plan: str | None, ledger: str | None, as_json: bool) -> None:
    """Tell of further hours spent on a step.

    STEP is the one under way unless given. HOURS: 3.5, or '90 min'.
    """
    from acumen.desk.loop.spend import spend as tell

    most = 2
    if len(what) > most:
        raise click.UsageError("expected [STEP] HOURS; put hours with a unit in quotes: '90 min'")
    step = what[0] if len(what) == most else None
    with open_here(ledger) as book:
        _show(tell(book, what[-1], step, plan=plan, on=on), as_json=as_json)


@click.command()
@click.argument("step", metavar="[STEP]", required=False)
@click.option("--succeeded", "ends", flag_value="succeeded", multiple=True, help="It worked.")
@click.option("--failed", "ends", flag_value="failed", multiple=True, help="Its failure has shown.")
@click.option("--left", "ends", flag_value="left", multiple=True, help="It was given up before either.")
@click.option("--positive", "ends", flag_value="positive", multiple=True, help="A probe answered yes.")
@click.option("--negative", "ends", flag_value="negative", multiple=True, help="A probe answered no.")
@click.option("--hours", metavar="HOURS", help="Spent on it in all; what was told by `spend` unless given.")
@click.option("--on", metavar="DATE", help=ON_HELP)
@click.option("--plan", metavar="PLAN", help=PLAN_HELP)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def done(
    step: str | None,
    *,
    ends: tuple[str, ...],
    hours: str | None,
    on: str | None,
    plan: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Write down how a step or a probe ended.

    STEP is the one under way unless given.
    """
    from acumen.desk.loop.done import done as end

    if len(ends) != 1:
        found = " and ".join(f"--{word}" for word in ends) or "none"
        raise click.UsageError(f"expected one of {', '.join(f'--{word}' for word in ENDS)}, found {found}")
    with open_here(ledger) as book:
        _show(end(book, ends[0], step, plan=plan, hours=hours, on=on), as_json=as_json)  # type: ignore[arg-type]


@click.command()
@click.option("--plan", metavar="PLAN", help="One plan, by its short name or id.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def status(*, plan: str | None, ledger: str | None, as_json: bool) -> None:
    """Show where the adopted plans stand and what is under way."""
    from acumen.desk.loop.status import status as look

    with open_here(ledger) as book:
        _show(look(book, plan), as_json=as_json)


@click.command()
@click.option("--plan", metavar="PLAN", help="One plan, by its short name or id.")
@click.option("--since", metavar="DATE", help="From that day on.")
@click.option(
    "-n", "n", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="How many at most."
)
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def log(*, plan: str | None, since: str | None, n: int, ledger: str | None, as_json: bool) -> None:
    """Show what was written down, the latest last."""
    from acumen.desk.loop.log import log as look_back

    with open_here(ledger) as book:
        _show(look_back(book, plan, since=since, n=n), as_json=as_json)


@click.command()
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--why", metavar="TEXT", help="Why, for later.")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def undo(id_: str | None, *, why: str | None, ledger: str | None, as_json: bool) -> None:
    """Let the last thing you wrote, or record ID, count no more.

    Nothing is taken away: an undo can be undone, by its id.
    """
    from acumen.desk.loop.undo import undo as take_back

    with open_here(ledger) as book:
        _show(take_back(book, id_, why=why), as_json=as_json)


COMMANDS = (adopt, start, spend, done, status, log, undo)
