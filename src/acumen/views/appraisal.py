"""An appraisal in words."""

from __future__ import annotations

from collections.abc import Iterator

from acumen.pages import Block, Facts, Gap, Headline, Row, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.figures import chance, columns, number
from acumen.pages.number_format import say_bits, say_prob, say_rank, say_sd
from acumen.results.ratings import Appraised, KnownRating, PublishedRatings

N_LABEL = 22
N_KIND = 34
N_NAME = 50
PUBLISHED = columns("Name", ("one rater", 13), ("raters", 13), ("committee", 13), width=20, name="name")


def write_appraisal(found: Appraised) -> Iterator[Block]:
    """The whole text."""
    yield Headline(found.sentence, hang=0)
    for part in (_figures(found), _decisions(found), _kinds(found), _more(found)):
        yield Gap()
        yield from part
    yield from notes(found.notes)


def _figures(found: Appraised) -> Iterator[Block]:
    place = found.percentile
    rows = [
        ("estimate after", f"{say_sd(found.mean_sd)}, plus or minus {found.spread_sd:.2f}"),
        ("90 % of the belief", f"{say_rank(place.low)} to {say_rank(place.high)} percentile"),
    ]
    if found.field_percentile is not None:
        field = found.field_percentile
        rows.append(("in the whole field", f"{say_rank(field.from_)} to {say_rank(field.to)} percentile"))
    if found.bits is not None:
        what = "such a decision tells" if len(found.decisions) == 1 else "such decisions tell"
        rows.append((what, f"{say_bits(found.bits)} on average; this time {say_bits(found.learned_bits)}"))
    rows.append(("chance of it before", say_prob(found.chance)))
    yield Facts(tuple((row,) for row in rows), width=N_LABEL, indent=0)


def _decisions(found: Appraised) -> Iterator[Block]:
    if len(found.decisions) > 1:
        rows: list[Row] = []
        for each in found.decisions:
            label = f"{each.outcome}, {each.kind}" if found.kinds else each.outcome
            cells = (number(each.reliability, f"{each.reliability:.2f}"), number(each.alone_sd, say_sd(each.alone_sd)))
            rows.append((label, chance(each.accept), *cells))
        heads = (("accepts", 12), ("reliability", 12), ("alone", 12))
        yield Table(columns("Decision", *heads, width=N_KIND + 2), tuple(rows), indent=0)
    for source in dict.fromkeys(each.source for each in found.decisions if each.source):
        yield Text(f"Reliability: {source}.")


def _kinds(found: Appraised) -> Iterator[Block]:
    if not found.kinds:
        return
    rows: list[Row] = [
        (
            kind.kind,
            number(kind.mean_sd, say_sd(kind.mean_sd)),
            number(kind.spread_sd, f"{kind.spread_sd:.2f}"),
            say_rank(kind.pool_percentile),
        )
        for kind in found.kinds
    ]
    if found.general_sd is not None:
        rows.append(("  what all kinds share", number(found.general_sd, say_sd(found.general_sd)), "", ""))
    heads = (("estimate", 12), ("± sd", 12), ("percentile", 12))
    yield Table(columns("Kind of work", *heads, width=N_KIND + 2), tuple(rows), indent=0)


def _more(found: Appraised) -> Iterator[Block]:
    rows = [
        (
            each.name,
            number(each.bits, f"{each.bits:.2f}"),
            number(each.cost_hours),
            number(each.bits_per_hour, None if each.bits_per_hour is None else f"{each.bits_per_hour:.2f}"),
        )
        for each in found.more
    ]
    heads = (("bits", 10), ("hours", 10), ("per hour", 10))
    yield Table(columns("What would tell more", *heads, width=N_NAME + 2, name="what"), tuple(rows), indent=0)


def write_published_ratings(told: PublishedRatings) -> Iterator[Block]:
    """The published reliabilities."""
    return write_published(told.published)


def write_published(entries: tuple[KnownRating, ...]) -> Iterator[Block]:
    """The published reliabilities, each with its source."""
    rows: list[Row] = []
    sources = []
    for entry in entries:
        one = number(entry.one_rater, None if entry.one_rater is None else f"{entry.one_rater:.2f}")
        rows.append((entry.name, one, number(entry.n_raters), number(entry.committee, f"{entry.committee:.2f}")))
        sources.append(f"{entry.what}: {entry.source}{f' ({entry.note})' if entry.note else ''}")
    yield Table(PUBLISHED, tuple(rows), indent=0, under=tuple(sources), under_name="source", hang=2)
