"""An appraisal in words for a terminal: lines of at most 80 columns, no colour."""

from __future__ import annotations

from collections.abc import Iterator

from acumen.desk.ratings.summary import say_bits, say_rank, say_sd
from acumen.pages.columns import clip, pad, wrap
from acumen.pages.number_format import say_number, say_prob
from acumen.results.ratings import Appraised, KnownRating, PublishedRatings

N_NAME = 50


def write_lines(found: Appraised) -> list[str]:
    """The whole text."""
    lines = wrap(found.sentence, indent="")
    sections = (_figures(found), _decisions(found), _kinds(found), _more(found))
    for section in sections:
        body = list(section)
        lines += ["", *body] if body else []
    for note in found.notes:
        lines += ["", *wrap(f"Note: {note}")]
    return lines


def _figures(found: Appraised) -> Iterator[str]:
    place = found.percentile
    yield f"{pad('estimate after', 22)}{say_sd(found.mean_sd)}, give or take {found.spread_sd:.2f}"
    low, high = say_rank(place.low), say_rank(place.high)
    yield f"{pad('90 % of the belief', 22)}{low} to {high} percentile"
    if found.field_percentile is not None:
        field = found.field_percentile
        yield f"{pad('in the whole field', 22)}{say_rank(field.from_)} to {say_rank(field.to)} percentile"
    if found.bits is not None:
        what = "such a decision tells" if len(found.decisions) == 1 else "such decisions tell"
        yield f"{pad(what, 22)}{say_bits(found.bits)} on average; this time {say_bits(found.learned_bits)}"
    yield f"{pad('chance of it before', 22)}{say_prob(found.chance)}"


def _decisions(found: Appraised) -> Iterator[str]:
    if len(found.decisions) > 1:
        yield pad("Decision", 34) + "".join(
            pad(head, 12, is_right=True) for head in ("accepts", "reliability", "alone")
        )
        for each in found.decisions:
            label = f"  {each.outcome}, {each.kind}" if found.kinds else f"  {each.outcome}"
            cells = (say_prob(each.accept), f"{each.reliability:.2f}", say_sd(each.alone_sd))
            yield pad(clip(label, 33), 34) + "".join(pad(cell, 12, is_right=True) for cell in cells)
    for source in dict.fromkeys(each.source for each in found.decisions if each.source):
        yield from wrap(f"Reliability: {source}.")


def _kinds(found: Appraised) -> Iterator[str]:
    if not found.kinds:
        return
    yield pad("Kind of work", 34) + "".join(pad(head, 12, is_right=True) for head in ("estimate", "± sd", "percentile"))
    for kind in found.kinds:
        cells = (say_sd(kind.mean_sd), f"{kind.spread_sd:.2f}", say_rank(kind.percentile))
        yield pad(clip(f"  {kind.kind}", 33), 34) + "".join(pad(cell, 12, is_right=True) for cell in cells)
    if found.general_sd is not None:
        yield pad("  what all kinds share", 34) + pad(say_sd(found.general_sd), 12, is_right=True)


def _more(found: Appraised) -> Iterator[str]:
    yield pad("What would tell more", N_NAME) + "".join(
        pad(head, 10, is_right=True) for head in ("bits", "hours", "per hour")
    )
    for each in found.more:
        hours = "-" if each.hours is None else say_number(each.hours)
        rate = "-" if each.bits_per_hour is None else f"{each.bits_per_hour:.2f}"
        cells = (f"{each.bits:.2f}", hours, rate)
        yield pad(clip(f"  {each.name}", N_NAME - 1), N_NAME) + "".join(pad(cell, 10, is_right=True) for cell in cells)


def write_published_ratings(told: PublishedRatings) -> list[str]:
    """The published reliabilities."""
    return write_published(told.published)


def write_published(entries: tuple[KnownRating, ...]) -> list[str]:
    """The published reliabilities, each with its source."""
    lines = [pad("Name", 18) + "".join(pad(head, 13, is_right=True) for head in ("one rater", "raters", "committee"))]
    for entry in entries:
        one = "-" if entry.one_rater is None else f"{entry.one_rater:.2f}"
        cells = (one, str(entry.n_raters), f"{entry.committee:.2f}")
        lines.append(pad(entry.name, 18) + "".join(pad(cell, 13, is_right=True) for cell in cells))
        note = f" ({entry.note})" if entry.note else ""
        lines += [f"  {line}" for line in wrap(f"{entry.what}: {entry.source}{note}")]
    return lines
