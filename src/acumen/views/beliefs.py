"""Beliefs and doubt in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from acumen.pages import Block, Cell, Column, Gap, Headline, Hint, Row, Section, Span, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.columns import N_COLUMNS, clip
from acumen.pages.commands import PROGRAM
from acumen.pages.figures import chance, columns, hours, number
from acumen.pages.number_format import say_count, say_hours, say_number, say_prob
from acumen.views.bets import option_of

if TYPE_CHECKING:
    from acumen.results.beliefs import (
        ArtifactStanding,
        Believed,
        Doubted,
        EvidenceWeighed,
        InformationRates,
        Misleading,
        Stand,
        Turn,
    )

N_WAY_COLUMNS = 24
_WAY_FIGURES = (("said", 9), ("now", 9), ("pieces", 9), ("bits", 9), ("worth", 18))
_RATE_FIGURES = (("n", 6), ("hours", 9), ("bits", 10), ("bits /h", 10), ("about goal", 12), ("/h", 10))
STATES = (Column(width=25, name="state"), Column(is_loose=True, name="chance"))
TRAIL = (
    Column(head="  what was seen", width=12, gap=2, name="day"),
    Column(width=48, gap=2, name="what"),
    Column(head="bits", width=8, is_right=True),
    Column(head="then", width=9, is_right=True),
)


def write_believed(found: Believed) -> Iterator[Block]:
    """Every hypothesis in a paragraph."""
    for stand in found.hypotheses:
        claim = f" ({stand.claim})" if stand.claim else ""
        yield Section(clip(f"{stand.hypothesis}{claim}", N_COLUMNS), tuple(_stand(stand)))
    if found.set_at is not None:
        earlier = f"; {say_count(found.n_earlier, 'earlier piece')} of evidence in it" if found.n_earlier else ""
        yield Gap()
        yield Text(f"The belief was set on {found.set_at:%Y-%m-%d}{earlier}.")
    yield from notes(found.notes)


def _stand(stand: Stand) -> Iterator[Block]:
    place = 0 if stand.is_binary else stand.current.index(max(stand.current))
    if stand.is_binary:
        now = Span(say_prob(stand.current[0]), "chance")
        yield Text(("now ", now, f"; the plan says {say_prob(stand.prior[0])}"), indent=2)
    else:
        rows = [
            (state, chance(now, f"now {say_prob(now)}; the plan says {say_prob(prior)}"))
            for state, now, prior in zip(stand.states, stand.current, stand.prior, strict=True)
        ]
        yield Table(STATES, tuple(rows), has_heads=False)
    if not stand.trail:
        yield Text("Nothing has been seen that speaks about it.", indent=2)
        return
    yield Table(TRAIL, tuple(_turn(turn, place) for turn in stand.trail))
    if not stand.is_binary:
        yield Text(f"(bits and chance of {clip(stand.states[place], 14)})", indent=2)


def _turn(turn: Turn, place: int) -> Row:
    day = f"{turn.happened_at:%Y-%m-%d}"
    return Cell(day, day, "day"), turn.what, number(turn.bits, say_bits(turn.bits)), chance(turn.after[place])


def say_bits(bits: float | None) -> str:
    """With its sign; `all` to or from a certainty."""
    if bits is None:
        return "all"
    return f"{'+' if bits >= 0.0 else '−'}{say_number(abs(bits))}"


def write_seen(seen: EvidenceWeighed) -> Iterator[Block]:
    """Both beliefs."""
    bits = "to or from a certainty" if seen.bits is None else f"{say_bits(seen.bits)} bits"
    yield from _moved(seen.hypothesis, seen.states, seen.before, seen.after, bits, is_binary=seen.is_binary)
    if seen.source is not None:
        yield Text(f"It stands for the result of {seen.source}, which counts no more by itself.")
    for other in seen.if_from:
        figures = say_prob(other.belief[0]) if seen.is_binary else _shares(seen.states, other.belief)
        yield Text(
            f"The result of {other.source} counts besides. Were this read off that result, it would be {figures}: "
            f"then undo it, and say it again with --from {other.source}."
        )
    for one in seen.joint:
        if one.cap_bits is not None:
            pieces = "this can" if one.n_pieces == 1 else f"all {one.n_pieces} pieces that lean on it can together"
            yield Text(
                f"As {one.artifact} has a chance of {say_prob(one.chance)}, {pieces} give at most "
                f"{say_number(one.cap_bits)} bits."
            )
    yield from (Text(f"Note: {note}") for note in seen.notes)
    yield Hint("Then", f"next{option_of(seen.named or seen.plan, seen.others)}")


def _moved(
    name: str, states: Sequence[str], before: Sequence[float], after: Sequence[float], bits: str, *, is_binary: bool
) -> Iterator[Block]:
    """A belief before and after."""
    if is_binary:
        yield Text((f"{name}: {say_prob(before[0])} -> ", Span(say_prob(after[0]), "chance"), f" ({bits})."))
        return
    yield Text(f"{name} ({bits} for {states[after.index(max(after))]}):")
    rows = [
        (state, chance(new, f"{say_prob(old)} -> {say_prob(new)}"))
        for state, old, new in zip(states, before, after, strict=True)
    ]
    yield Table(STATES, tuple(rows), has_heads=False)


def _shares(states: Sequence[str], belief: Sequence[float]) -> str:
    return ", ".join(f"{state} {say_prob(prob)}" for state, prob in zip(states, belief, strict=True))


def write_doubted(found: Doubted) -> Iterator[Block]:
    """The ways to be misled, the one most worth a look first."""
    pieces = f"{say_count(found.n_pieces, 'piece')} of evidence"
    beside = option_of(found.named or found.plan, found.others)
    if not found.ways:
        yield Text(f"{pieces} in {found.plan}, and none names an artifact: a way in which it might mislead.")
        yield Hint("Name one", f"evidence add HYPOTHESIS --if-true 80% --if-false 20% --artifact 'bug: 5%'{beside}")
        return
    yield Headline(f"How the evidence in {found.plan} could mislead", is_cut=True)
    rows = [
        (
            Span(way.artifact, "id"),
            chance(way.said),
            chance(way.chance),
            number(len(way.evidence_ids)),
            number(way.bits),
            _worth(way),
        )
        for way in found.ways
    ]
    yield Table(columns("  a look at …", *_WAY_FIGURES, width=N_WAY_COLUMNS, name="artifact"), tuple(rows))
    yield Gap()
    yield from (block for way in found.ways for block in _moves(way))
    yield from notes(found.notes)
    open_ = next((way for way in found.ways if 0.0 < way.said < 1.0), None)
    if open_ is not None:
        yield Gap()
        yield Hint(
            "Then", f"evidence check {open_.artifact} --ruled-out", f" (or --found, --chance 2%){beside}", hang=6
        )


def _worth(way: Misleading) -> Cell:
    if way.check_worth is None or way.check_worth.lower == way.check_worth.upper:
        return hours(None if way.check_worth is None else way.check_worth.lower)
    return hours(way.check_worth.lower, f"{say_number(way.check_worth.lower)} to {say_hours(way.check_worth.upper)}")


def _moves(way: Misleading) -> Iterator[Block]:
    """The beliefs with the artifact found and ruled out."""
    for moved in way.moved:
        binary = moved.states == ("yes", "no")
        place = 0 if binary else moved.current.index(max(moved.current))
        name = moved.hypothesis if binary else f"{moved.hypothesis} {moved.states[place]}"
        ends = [
            f"{say_prob(belief[place])} if {way.artifact} is {how}"
            for how, belief in (("ruled out", moved.if_ruled_out), ("found", moved.if_found))
            if belief is not None
        ]
        yield Text(f"{name}: {say_prob(moved.current[place])} now, {', '.join(ends)}", indent=2, hang=4)


def write_checked(found: ArtifactStanding) -> Iterator[Block]:
    """What the check changed."""
    how = {0.0: "ruled out", 1.0: "found"}.get(found.chance, say_prob(found.chance))
    yield Text((Span(found.artifact, "id"), f": {how} (said {say_prob(found.old_chance)} before)."))
    for one in found.moved:
        bits = "to or from a certainty" if one.bits is None else f"{say_bits(one.bits)} bits"
        yield from _moved(one.hypothesis, one.states, one.before, one.after, bits, is_binary=one.is_binary)
    if not found.moved:
        yield Text("No evidence that counts leans on it, so no belief moved.")
    yield Hint("Then", f"next{option_of(found.named or found.plan, found.others)}")


def write_rated(found: InformationRates) -> Iterator[Block]:
    """Bits an hour, plan by plan."""
    weeks = say_count(found.weeks, "week")
    if not found.plans:
        yield Text(f"Nothing was told in the last {weeks}: no hours, no result, no evidence.")
        return
    yield Text(f"Learnt in the last {weeks}")
    rows: list[Row] = []
    for one in (*found.plans, *([found.all] if len(found.plans) > 1 else [])):
        rates = (one.bits, one.bits_per_hour, one.goal_bits, one.goal_bits_per_hour)
        signed = (number(rate, _signed(rate)) for rate in rates)
        rows.append((Span(one.plan, "id"), number(one.n), number(one.total_hours), *signed))
    yield Table(columns("", *_RATE_FIGURES, width=N_WAY_COLUMNS, name="plan"), tuple(rows))
    yield Text("n: results, evidence and checks. Bits by which hypotheses, and the goal, became less uncertain.")
    if found.n_unread:
        plans = "1 plan is" if found.n_unread == 1 else f"{found.n_unread} plans are"
        seen = "what was seen there can't come about by its chances"
        yield Text((f"{plans} left out: {seen} (", Span(f"{PROGRAM} evidence", "command"), ")."))


def _signed(figure: float | None) -> str:
    if figure is None:
        return "-"
    return say_number(figure) if figure >= 0.0 else f"−{say_number(-figure)}"
