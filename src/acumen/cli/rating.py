"""The commands about ratings: `appraise`, `ratings`, `pairs` and `classes`."""

import click

DECISION_HELP = "A decision in one word, like rejected:26%:.54 or accepted:5%:neurips2014:papers. May be repeated."


@click.command()
@click.option("--accept", metavar="SHARE", help="Share that is accepted there: 26% or 0.26.")
@click.option(
    "--reliability", metavar="R", help="Correlation of two such committees' scores, or the name of a published one."
)
@click.option("--outcome", metavar="WORD", help="accepted or rejected.")
@click.option("--decision", "decisions", multiple=True, metavar="OUTCOME:ACCEPT:R[:KIND]", help=DECISION_HELP)
@click.option("--prior", metavar="MEAN,SD", help="Your belief before, in sds of the pool; the pool itself is 0,1.")
@click.option("--pool", metavar="SHARE", help="The pool is the upper share of its field: gives percentiles there too.")
@click.option("--shared", metavar="SHARE", help="How much of quality goes with all kinds of work.  [default: 50%]")
@click.option("--source", "sources", multiple=True, metavar="NAME:R[:HOURS]", help="What else you could ask.")
@click.option("--published", "lists", is_flag=True, help="List the published reliabilities with their sources.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with everything that was computed.")
def appraise(
    *,
    accept: str | None,
    reliability: str | None,
    outcome: str | None,
    decisions: tuple[str, ...],
    prior: str | None,
    pool: str | None,
    shared: str | None,
    sources: tuple[str, ...],
    lists: bool,
    as_json: bool,
) -> None:
    """Say how much a decision should move you: in sds, percentiles, bits.

    One decision by --accept, --reliability and --outcome; several by
    --decision, each once.
    """
    from acumen.desk.ratings import appraise as desk

    if lists:
        _list_published(as_json=as_json)
        return
    texts = [*_single(accept, reliability, outcome), *decisions]
    heard = [desk.read_decision(text) for text in texts]
    found = desk.appraise(
        [decision for decision, _ in heard],
        prior=None if prior is None else desk.read_prior(prior),
        shared=None if shared is None else desk.read_share(shared),
        pool=None if pool is None else desk.read_share(pool),
        sources=[desk.read_source(text) for text in sources] or desk.SOURCES,
        told=[source for _, source in heard],
    )
    click.echo(found.to_json() if as_json else str(found))


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
    from acumen.desk.wording.appraisal import write_published

    entries = published()
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(entries), indent=2).decode())
    else:
        click.echo("\n".join(write_published(entries)))
