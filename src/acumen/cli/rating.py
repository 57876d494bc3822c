"""The commands about ratings: `appraise`, `ratings`, `pairs` and `classes`."""

from typing import TYPE_CHECKING

import click

from acumen.cli.options import Finite, chart_option, check_chart, save_chart

if TYPE_CHECKING:
    from acumen.desk.ratings.reading import Columns

N_PROBLEMS = 5
DECISION_HELP = "A decision in one word, like rejected:26%:.54 or accepted:5%:neurips2014:papers. May be repeated."


def _share(context: click.Context, option: click.Parameter, text: str | None) -> float | None:
    """`26%` or `0.26`."""
    from acumen.desk.ratings.appraise import read_share

    del context, option
    return None if text is None else read_share(text)


@click.command()
@click.option("--accept", metavar="SHARE", help="Share that is accepted there: 26% or 0.26.")
@click.option(
    "--reliability", metavar="R", help="Correlation of two such committees' scores, or the name of a published one."
)
@click.option("--outcome", metavar="WORD", help="accepted or rejected.")
@click.option("--decision", "decisions", multiple=True, metavar="OUTCOME:ACCEPT:R[:KIND]", help=DECISION_HELP)
@click.option("--prior", metavar="MEAN,SD", help="Your belief before, in sds of the pool; the pool itself is 0,1.")
@click.option(
    "--pool",
    callback=_share,
    metavar="SHARE",
    help="The pool is this upper share of its field.",
)
@click.option(
    "--shared",
    callback=_share,
    metavar="SHARE",
    help="Of quality, in all kinds of work.  [default: 50%]",
)
@click.option("--source", "sources", multiple=True, metavar="NAME:R[:HOURS]", help="What else you could ask.")
@click.option(
    "--ratings", "file", metavar="FILE", help="Fit the reliability to these ratings, as `acumen ratings` does."
)
@click.option("--item", metavar="COLUMN", help="With --ratings, as are the next ones: what was rated.")
@click.option("--score", metavar="COLUMN", help="Column of scores.")
@click.option("--rater", metavar="COLUMN", help="Who rated.")
@click.option("--committee", metavar="COLUMN", help="Which committee.")
@click.option("--wide", metavar="C,C,C", help="One row per item, these columns its scores.")
@click.option("--panel", type=click.IntRange(min=1), metavar="K", help="Raters of the committee that decided.")
@chart_option
@click.option("--published", "lists", is_flag=True, help="List the published reliabilities with their sources.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with everything that was computed.")
def appraise(
    *,
    accept: str | None,
    reliability: str | None,
    outcome: str | None,
    decisions: tuple[str, ...],
    prior: str | None,
    pool: float | None,
    shared: float | None,
    sources: tuple[str, ...],
    file: str | None,
    item: str | None,
    score: str | None,
    rater: str | None,
    committee: str | None,
    wide: str | None,
    panel: int | None,
    chart: str | None,
    lists: bool,
    as_json: bool,
) -> None:
    """Say how much a decision should move you, and how little.

    One decision by --accept, --reliability and --outcome; several by
    --decision, each once. R may be the word fitted, with --ratings.
    """
    from acumen.desk.ratings import appraise as desk

    if lists:
        _list_published(as_json=as_json)
        return
    check_chart(chart)
    fitted = None if file is None else _fit_reliability(file, item, score, rater, committee, wide, panel)
    said = reliability or (desk.FITTED if fitted and outcome else None)
    heard = [desk.read_decision(text, fitted=fitted) for text in (*_single(accept, said, outcome), *decisions)]
    found = desk.appraise(
        [decision for decision, _ in heard],
        prior=None if prior is None else desk.read_prior(prior),
        shared=shared,
        pool=pool,
        sources=[desk.read_source(text) for text in sources] or desk.SOURCES,
        told=[source for _, source in heard],
    )
    if chart is not None:
        save_chart(found.chart(), chart)
    click.echo(found.to_json() if as_json else str(found))


def _fit_reliability(
    file: str,
    item: str | None,
    score: str | None,
    rater: str | None,
    committee: str | None,
    wide: str | None,
    panel: int | None,
) -> tuple[float, str]:
    """A panel's reliability from a file of ratings, and a sentence about it."""
    from acumen.desk.ratings.rate import committee_reliability

    if item is None:
        raise click.UsageError("expected --item with --ratings: the column that names what was rated")
    scores = () if score is None else (score,)
    columns = _columns(item, scores, rater, wide, None, committee, is_named=False)
    return committee_reliability(file, columns, panel=panel)


def _single(accept: str | None, reliability: str | None, outcome: str | None) -> list[str]:
    """The decision of the three options, where they are given; all three or none."""
    given = {"--outcome": outcome, "--accept": accept, "--reliability": reliability}
    missing = [name for name, text in given.items() if text is None]
    if len(missing) == len(given):
        return []
    if missing:
        raise click.UsageError(
            f"expected --accept, --reliability and --outcome together; missing: {', '.join(missing)}"
        )
    return [":".join(text for text in given.values() if text is not None)]


def _list_published(*, as_json: bool) -> None:
    import msgspec

    from acumen.desk.ratings.appraise import published
    from acumen.views.appraisal import write_published

    entries = published()
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(entries), indent=2).decode())
    else:
        click.echo("\n".join(write_published(entries)))


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--item", required=True, metavar="COLUMN", help="Column that names what was rated.")
@click.option("--score", "scores", multiple=True, metavar="COLUMN", help="Column of scores; several are criteria.")
@click.option("--rater", metavar="COLUMN", help="Column that names who rated; an empty cell is someone unknown.")
@click.option("--wide", metavar="C,C,C", help="One row per item, these columns its scores; empty where there is none.")
@click.option("--named", "is_named", is_flag=True, help="With --wide: a column is one rater all the way down.")
@click.option("--criterion", metavar="COLUMN", help="Column that names the criterion of each score.")
@click.option("--weights", metavar="NAME=W,…", help="Weights of the criteria; equal unless given.")
@click.option("--committee", metavar="COLUMN", help="Column that tells panels apart whose members talked.")
@click.option("--accept", callback=_share, metavar="SHARE", help="Share of items that is accepted: 30% or 0.3.")
@click.option("--panel", type=click.IntRange(min=1), metavar="K", help="Raters per item; the median unless given.")
@click.option(
    "--wanted",
    multiple=True,
    type=Finite(0, 1, min_open=True, max_open=True),
    metavar="R",
    help="A reliability to say the raters for.",
)
@click.option(
    "--holdout", "is_held_out", is_flag=True, help="Leave every rating out in turn, and score three forecasts."
)
@click.option("--low-is-good", "is_low_good", is_flag=True, help="1 is the best mark.")
@chart_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every item and rater.")
def ratings(
    file: str,
    *,
    item: str,
    scores: tuple[str, ...],
    rater: str | None,
    wide: str | None,
    is_named: bool,
    criterion: str | None,
    weights: str | None,
    committee: str | None,
    accept: float | None,
    panel: int | None,
    wanted: tuple[float, ...],
    is_held_out: bool,
    is_low_good: bool,
    chart: str | None,
    as_json: bool,
) -> None:
    """Say how good each item is, given noisy ratings of it.

    FILE is CSV, or TSV where its name ends in .tsv, with a head.
    """
    from acumen.desk.ratings import rate as desk
    from acumen.desk.ratings.reading import read_weights

    check_chart(chart)
    columns = _columns(item, scores, rater, wide, criterion, committee, is_named=is_named)
    found = desk.rate(
        file,
        columns,
        weights=read_weights(weights or ""),
        accept=accept,
        panel=panel,
        wanted=wanted or desk.WANTED,
        is_held_out=is_held_out,
        is_low_good=is_low_good,
    )
    _report_problems(found.problems)
    if chart is not None:
        save_chart(found.chart(), chart)
    click.echo(found.to_json() if as_json else str(found))


def _columns(
    item: str,
    scores: tuple[str, ...],
    rater: str | None,
    wide: str | None,
    criterion: str | None,
    committee: str | None,
    *,
    is_named: bool,
) -> "Columns":
    from acumen.desk.ratings.reading import Columns

    return Columns(
        item=item,
        scores=scores,
        rater=rater,
        wide=_names(wide),
        are_raters_named=is_named,
        criterion=criterion,
        committee=committee,
    )


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--first", required=True, metavar="COLUMN", help="Column that names one of the two.")
@click.option("--second", required=True, metavar="COLUMN", help="Column that names the other.")
@click.option("--winner", required=True, metavar="COLUMN", help="Column that names the better one, or says tie.")
@click.option(
    "--prior-sd", type=Finite(), metavar="SD", help="How far skills lie apart, in log odds; fitted unless given."
)
@click.option(
    "--next", "n_pairs", type=click.IntRange(min=1), default=5, show_default=True, metavar="N", help="Pairs to propose."
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="N",
    help="For the chance of being best.",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every item.")
def pairs(
    file: str,
    *,
    first: str,
    second: str,
    winner: str,
    prior_sd: float | None,
    n_pairs: int,
    seed: int,
    as_json: bool,
) -> None:
    """Rank by comparisons of two, and say which two to compare next.

    FILE is CSV, or TSV where its name ends in .tsv, with a head.
    """
    from acumen.desk.ratings.rank import rank

    found = rank(file, first=first, second=second, winner=winner, prior_sd=prior_sd, n_pairs=n_pairs, seed=seed)
    _report_problems(found.problems)
    click.echo(found.to_json() if as_json else str(found))


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--item", metavar="COLUMN", help="Column that names what was labelled.")
@click.option("--rater", metavar="COLUMN", help="Column that names who labelled.")
@click.option("--label", metavar="COLUMN", help="Column of labels.")
@click.option("--wide", metavar="C,C,C", help="One row per item, one of these columns per rater.")
@click.option("--count", metavar="COLUMN", help="How many items, or labels, a row stands for.")
@click.option("--smoothing", type=Finite(min=0, max=1e6), metavar="N", help="Pseudo-counts.  [default: 0.01]")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with every item and rater.")
def classes(
    file: str,
    *,
    item: str | None,
    rater: str | None,
    label: str | None,
    wide: str | None,
    count: str | None,
    smoothing: float | None,
    as_json: bool,
) -> None:
    """Say what class each item truly is, and how each rater errs.

    FILE is CSV, or TSV where its name ends in .tsv, with a head.
    """
    from acumen.desk.ratings.rank import SMOOTHING, classify

    found = classify(
        file,
        item=item,
        rater=rater,
        label=label,
        wide=_names(wide),
        count=count,
        smoothing=SMOOTHING if smoothing is None else smoothing,
    )
    _report_problems(found.problems)
    click.echo(found.to_json() if as_json else str(found))


def _names(text: str | None) -> tuple[str, ...]:
    return () if text is None else tuple(name.strip() for name in text.split(","))


def _report_problems(problems: tuple[str, ...]) -> None:
    """Cells that can't be read, on stderr: the first few, and how many there are."""
    for problem in problems[:N_PROBLEMS]:
        click.echo(problem, err=True)
    if len(problems) > N_PROBLEMS:
        click.echo(f"… and {len(problems) - N_PROBLEMS} more cells that can't be read", err=True)
