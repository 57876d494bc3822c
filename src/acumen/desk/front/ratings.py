"""Tables of ratings and labels by the names of their columns; decisions by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acumen.desk.front.written import OF_A_FILE, takes_written
from acumen.errors import ArgumentsError
from acumen.results.ratings import Appraised, Classified, Paired, PublishedRatings, RatingsFitted
from acumen.tables.table import Form
from acumen.tables.ways import Told

if TYPE_CHECKING:
    from acumen.tables.ratings import Columns


@takes_written(*OF_A_FILE)
def appraise(
    *,
    accept: str | None = None,
    reliability: str | None = None,
    outcome: str | None = None,
    decisions: tuple[str, ...] = (),
    prior: str | None = None,
    pool: float | None = None,
    shared: float | None = None,
    sources: tuple[str, ...] = (),
    ratings: str | None = None,
    item: str | None = None,
    score: str | None = None,
    rater: str | None = None,
    committee: str | None = None,
    wide: str | None = None,
    panel: int | None = None,
    is_list: bool = False,
    form: Form | None = None,
    told: Told | None = None,
) -> Appraised | PublishedRatings:
    """How much decisions should move one; `is_list`: the reliabilities that are published."""
    from acumen.desk.ratings import appraise as desk

    if is_list:
        return PublishedRatings(published=desk.published())
    fitted = None
    if ratings is not None:
        if item is None:
            raise ArgumentsError("expected --item with --ratings: the column that names what was rated")
        scores = () if score is None else (score,)
        named = columns(item, scores, rater=rater, wide=wide, committee=committee)
        fitted = _fit(ratings, named, panel, (form or Form(), told or Told()))
    said = reliability or (desk.FITTED if fitted and outcome else None)
    heard = [desk.read_decision(text, fitted=fitted) for text in (*_single(accept, said, outcome), *decisions)]
    return desk.appraise(
        [decision for decision, _ in heard],
        prior=None if prior is None else desk.read_prior(prior),
        shared=shared,
        pool=pool,
        sources=[desk.read_source(text) for text in sources] or desk.SOURCES,
        told=[source for _, source in heard],
    )


@takes_written(*OF_A_FILE)
def ratings(
    path: str,
    *,
    item: str,
    scores: tuple[str, ...] = (),
    rater: str | None = None,
    wide: str | None = None,
    is_named: bool = False,
    criterion: str | None = None,
    weights: str | None = None,
    committee: str | None = None,
    accept: float | None = None,
    panel: int | None = None,
    wanted: tuple[float, ...] = (),
    is_held_out: bool = False,
    is_low_good: bool = False,
    form: Form | None = None,
    told: Told | None = None,
) -> RatingsFitted:
    """How good each item of a table is.

    >>> found = acumen.ratings('examples/idea-scores.csv', item='idea', rater='rater', scores=('score',))
    >>> found.items[0].item
    'sparse-replay'
    """
    from acumen.desk.ratings import rate as desk
    from acumen.tables.ratings import read_weights

    return desk.rate(
        path,
        columns(
            item, scores, rater=rater, wide=wide, criterion=criterion, committee=committee, are_raters_named=is_named
        ),
        weights=read_weights(weights or ""),
        accept=accept,
        panel=panel,
        wanted=wanted or desk.WANTED,
        is_held_out=is_held_out,
        is_low_good=is_low_good,
        written=(form or Form(), told or Told()),
    )


@takes_written(*OF_A_FILE)
def pairs(
    path: str,
    *,
    first: str,
    second: str,
    winner: str,
    prior_sd: float | None = None,
    n_pairs: int = 5,
    seed: int = 0,
    form: Form | None = None,
    told: Told | None = None,
) -> Paired:
    """A ranking from the comparisons of a table."""
    from acumen.desk.ratings.rank import rank

    return rank(
        path,
        first=first,
        second=second,
        winner=winner,
        prior_sd=prior_sd,
        n_pairs=n_pairs,
        seed=seed,
        written=(form or Form(), told or Told()),
    )


@takes_written(*OF_A_FILE)
def classes(
    path: str,
    *,
    item: str | None = None,
    rater: str | None = None,
    label: str | None = None,
    wide: str | None = None,
    count: str | None = None,
    smoothing: float | None = None,
    form: Form | None = None,
    told: Told | None = None,
) -> Classified:
    """What class each item of a table is."""
    from acumen.desk.ratings.rank import SMOOTHING, classify

    return classify(
        path,
        item=item,
        rater=rater,
        label=label,
        wide=_names(wide),
        count=count,
        smoothing=SMOOTHING if smoothing is None else smoothing,
        written=(form or Form(), told or Told()),
    )


def columns(
    item: str,
    scores: tuple[str, ...],
    *,
    rater: str | None = None,
    wide: str | None = None,
    criterion: str | None = None,
    committee: str | None = None,
    are_raters_named: bool = False,
) -> Columns:
    """Which columns hold what; `wide`: their names, with commas."""
    from acumen.tables.ratings import Columns

    return Columns(
        item=item,
        scores=scores,
        rater=rater,
        wide=_names(wide),
        are_raters_named=are_raters_named,
        criterion=criterion,
        committee=committee,
    )


def _fit(path: str, named: Columns, panel: int | None, written: tuple[Form, Told]) -> tuple[float, str]:
    """A panel's reliability from a file of ratings, and a sentence about it."""
    from acumen.desk.ratings.rate import committee_reliability

    return committee_reliability(path, named, panel=panel, written=written)


def _single(accept: str | None, reliability: str | None, outcome: str | None) -> list[str]:
    """The decision of the three options, where they are given; all three or none."""
    given = {"--outcome": outcome, "--accept": accept, "--reliability": reliability}
    missing = [name for name, text in given.items() if text is None]
    if len(missing) == len(given):
        return []
    if missing:
        known = "--accept is the share accepted; what --reliability may be, acumen appraise --published lists"
        raise ArgumentsError(f"expected --accept, --reliability and --outcome, missing: {', '.join(missing)}; {known}")
    return [":".join(text for text in given.values() if text is not None)]


def _names(text: str | None) -> tuple[str, ...]:
    return () if text is None else tuple(name.strip() for name in text.split(","))
