"""The commands. What they need is imported inside them, so that `acumen --help` loads nothing else."""

import os
from typing import Literal

import click

from acumen.cli import (
    beliefs,
    criteria,
    demo,
    following,
    ideas,
    importing,
    informing,
    keeping,
    ledger,
    loop,
    opening,
    questions,
    rating,
    scoring,
    taste,
)
from acumen.cli.options import (
    chart_option,
    check_chart,
    json_option,
    objective_option,
    plan_argument,
    put_file,
    save_chart,
    source_of,
    worth_option,
)
from acumen.cli.screen import show_bold
from acumen.cli.sections import Sections
from acumen.version import __version__

STDIN = "-"
DEFAULT_NAME = "plan.yaml"
MAX_SLUG_CHARACTERS = 40
SET_HELP = "What if it were so? KEY: chance, hours or fails; also worth=HOURS. May be repeated, as may --drop."


@click.group(
    cls=Sections,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    no_args_is_help=True,
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def acumen_group() -> None:
    """What to do next in a plan of steps that may not work, and how sure that is.

    To look around first: `acumen demo`.
    Start with `acumen new`, edit the plan, then ask `acumen next plan.yaml`.
    To follow it: `acumen adopt plan.yaml`. To forecast anything else and
    learn from how it comes out: `acumen predict`, `acumen resolve`.
    """
    from acumen.views import registry

    registry.install()


@click.command()
@click.argument("file", default=DEFAULT_NAME)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option(
    "--ladder",
    type=click.Choice(["prompting", "theorem", "system", "empirical"]),
    help="From the cheapest way to the dearest, with probes; every figure to be filled in.",
)
def new(file: str, *, force: bool, ladder: str | None) -> None:
    """Write a small plan that works, to edit.

    FILE is plan.yaml unless given; - writes to standard output.
    """
    from acumen import planfile

    text = planfile.template(_slug(file)) if ladder is None else planfile.ladder(ladder, _slug(file))
    if file == STDIN:
        click.echo(text, nl=False)
        return
    put_file(file, text.encode(), force=force)
    from shlex import quote

    what = "edit it" if ladder is None else "fill in every chance and hours"
    click.echo(f"wrote {file}; {what}, then: acumen next {quote(file)}", err=True)


@click.command()
@plan_argument
@click.option("--json", "as_json", is_flag=True, help="Write JSON, problems included.")
def check(plan: str, *, as_json: bool) -> int:
    """Find every mistake in a plan file, with line and column.

    PLAN is a file; - reads standard input. Exit code 1 when there is a mistake.
    """
    from acumen.desk.plans.check import check as look_over

    checked = look_over(source_of(plan), source="<stdin>")
    if as_json:
        click.echo(checked.to_json())
    else:
        click.echo(str(checked), err=not checked.is_ok)
    return 0 if checked.is_ok else 1


@click.command("next")
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help="Which adopted plan, where several are.")
@objective_option
@worth_option
@click.option("--max-states", type=click.IntRange(min=1), metavar="N", help="Give bounds instead of going beyond this.")
@click.option("--set", "settings", multiple=True, metavar="STEP.KEY=VALUE", help=SET_HELP)
@click.option("--drop", "drops", multiple=True, metavar="STEP", help="What if that step or group were not there?")
@click.option("--as-said", is_flag=True, help="Take the adopted plan at its word, whatever your record says.")
@opening.without_option
@opening.ledger_option
@json_option
def next_(
    plan: str | None,
    *,
    name: str | None,
    ledger: str | None,
    objective: Literal["net", "hours"],
    worth: float | None,
    max_states: int | None,
    settings: tuple[str, ...],
    drops: tuple[str, ...],
    as_said: bool,
    without: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say what to do next in a plan, how long, and what it is worth.

    Without PLAN: in the adopted plan as it stands, corrected by what your
    record has earned, and the advice is kept.
    PLAN is a file; - reads standard input. With --set or --drop: the plan as
    it stands and as changed, side by side; the file is not touched.
    """
    from acumen.desk.plans.read import read_plan
    from acumen.desk.plans.solve import Limits, solve

    changes = _settings(settings)
    limits = None if max_states is None else Limits(max_states=max_states)
    if plan is None:
        if changes or drops:
            raise click.UsageError("--set and --drop look at a file: acumen next PLAN --set …")
        from acumen.desk.loop.next import next_ as look

        with opening.open_here(ledger, without=without) as book:
            _print(look(book, name, objective=objective, worth=worth, limits=limits, as_said=as_said), as_json=as_json)
        return
    if without:
        raise click.UsageError("--without looks at the adopted plan, which your record corrects: leave PLAN out")
    record = read_plan(source_of(plan), source="<stdin>")
    if changes or drops:
        from acumen.desk.sensitivity.what_if import compare

        found = compare(record, settings=changes, drops=drops, objective=objective, worth=worth, limits=limits)
        click.echo(found.to_json() if as_json else str(found))
        return
    answer = solve(record, objective=objective, worth=worth, limits=limits)
    if as_json:
        from acumen.desk.sensitivity.tipping import with_tips

        click.echo(with_tips(answer, record).to_json())
        return
    _print(answer)


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@click.option("--plan", "name", metavar="NAME", help=following.NAME_HELP)
@objective_option
@worth_option
@following.as_said_option
@opening.ledger_option
@chart_option
@json_option
def why(
    plan: str | None,
    *,
    name: str | None,
    objective: Literal["net", "hours"],
    worth: float | None,
    as_said: bool,
    ledger: str | None,
    chart: str | None,
    as_json: bool,
) -> None:
    """Say what the advice leans on, and what would change it.

    PLAN is a file; - reads standard input. Takes some seconds for a plan of
    twenty steps. Without it: the adopted plan from where it stands, its reasons
    and how it ends.
    """
    from msgspec.structs import replace

    from acumen.desk.sensitivity.why import why as explain

    check_chart(chart)
    standing = following.begun(plan, name, ledger, as_said=as_said)
    found = explain(standing.plan, objective=objective, worth=worth, progress=standing.progress)
    found = replace(found, notes=(*found.notes, *standing.notes))
    click.echo(found.to_json() if as_json else str(found))
    if chart is not None:
        save_chart(found.chart(), chart)


@click.command()
def schema() -> None:
    """Write the JSON Schema of plan files, for editors."""
    import json

    from acumen import planfile

    click.echo(json.dumps(planfile.schema(), indent=2, ensure_ascii=False))


def _print(answer: object, *, as_json: bool = False) -> None:
    """An answer with its first line bold, or as JSON."""
    if as_json:
        click.echo(answer.to_json())  # type: ignore[attr-defined]
        return
    first, _, rest = str(answer).partition("\n")
    show_bold(first)
    click.echo(f"\n{rest}")


def _settings(texts: tuple[str, ...]) -> dict[str, str]:
    """`STEP.KEY=VALUE` of every --set, by what stands before the sign."""
    settings: dict[str, str] = {}
    for text in texts:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign:
            raise click.BadParameter(f"expected STEP.KEY=VALUE, found {text!r}", param_hint="'--set'")
        if name in settings:
            raise click.BadParameter(f"expected each value once, found {name!r} again", param_hint="'--set'")
        settings[name] = value
    return settings


def _slug(file: str) -> str:
    """A plan's short name, from the name of its file."""
    stem = os.path.basename(file).partition(".")[0]  # noqa: PTH119 -- pathlib costs 5 ms
    words = "".join(character if character.isalnum() or character in "_-" else "-" for character in stem)
    return words.strip("-")[:MAX_SLUG_CHARACTERS] or "my-plan"


acumen_group.add_section("Plan", new, check, next_, why, following.tree, following.simulate, informing.probes, schema)
acumen_group.add_section("Do", *loop.COMMANDS)
acumen_group.add_section(
    "Predict", questions.predict, questions.resolve, questions.due, questions.questions, questions.people
)
acumen_group.add_section("Doubt", *beliefs.COMMANDS)
acumen_group.add_section("Learn", taste.taste, taste.chance, taste.estimate, scoring.backtest)
acumen_group.add_section(
    "Rate", ideas.ideas, criteria.criteria, rating.appraise, rating.ratings, rating.pairs, rating.classes
)
acumen_group.add_section(
    "Keep", demo.demo, keeping.init, importing.import_, keeping.export, keeping.verify, keeping.redact, ledger.ledger
)
