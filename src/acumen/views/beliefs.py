"""Beliefs and doubt in words: a few lines each, of at most 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from acumen.pages.columns import N_COLUMNS, clip, pad, wrap
from acumen.pages.number_format import say_hours, say_number, say_prob
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

N_WHAT_COLUMNS = 50
N_WAY_COLUMNS = 24
_WAY_WIDTHS = (9, 9, 9, 9, 18)
_RATE_WIDTHS = (6, 9, 10, 10, 11, 10)


def write_believed(found: Believed) -> Iterator[str]:
    """Every hypothesis in a paragraph."""
    for number, stand in enumerate(found.hypotheses):
        if number:
            yield ""
        yield from _stand(stand)
    if found.set_at is not None:
        earlier = f"; {found.n_earlier} earlier piece{'s' * (found.n_earlier != 1)} of evidence in it" * bool(
            found.n_earlier
        )
        yield ""
        yield from wrap(f"The belief was set on {found.set_at:%Y-%m-%d}{earlier}.")
    for note in found.notes:
        yield ""
        yield from wrap(f"Note: {note}")


def _stand(stand: Stand) -> Iterator[str]:
    claim = f" ({stand.claim})" if stand.claim else ""
    yield clip(f"{stand.hypothesis}{claim}", N_COLUMNS)
    place = 0 if stand.is_binary else stand.now.index(max(stand.now))
    if stand.is_binary:
        yield f"  now {say_prob(stand.now[0])}; the plan says {say_prob(stand.prior[0])}"
    else:
        for state, now, prior in zip(stand.states, stand.now, stand.prior, strict=True):
            yield f"  {pad(clip(state, 24), 24)} now {say_prob(now)}; the plan says {say_prob(prior)}"
    if not stand.trail:
        yield "  Nothing has been seen that speaks about it."
        return
    name = "" if stand.is_binary else f" of {clip(stand.states[place], 14)}"
    yield (
        "  " + pad("what was seen", N_WHAT_COLUMNS + 10) + pad("bits", 8, is_right=True) + pad("then", 9, is_right=True)
    )
    for turn in stand.trail:
        yield _turn(turn, place)
    if name:
        yield f"  (bits and chance{name})"


def _turn(turn: Turn, place: int) -> str:
    what = pad(f"{turn.at:%Y-%m-%d}  {clip(turn.what, N_WHAT_COLUMNS - 4)}", N_WHAT_COLUMNS + 10)
    return f"  {what}{pad(say_bits(turn.bits), 8, is_right=True)}{pad(say_prob(turn.after[place]), 9, is_right=True)}"


def say_bits(bits: float | None) -> str:
    """With its sign; `all` to or from a certainty."""
    if bits is None:
        return "all"
    return f"{'+' if bits >= 0.0 else '−'}{say_number(abs(bits))}"


def write_seen(seen: EvidenceWeighed) -> Iterator[str]:
    """Both beliefs."""
    bits = "to or from a certainty" if seen.bits is None else f"{say_bits(seen.bits)} bits"
    if seen.is_binary:
        yield from wrap(f"{seen.hypothesis}: {say_prob(seen.before[0])} -> {say_prob(seen.after[0])} ({bits}).")
    else:
        place = seen.after.index(max(seen.after))
        yield from wrap(f"{seen.hypothesis} ({bits} for {seen.states[place]}):")
        yield from _states(seen.states, seen.before, seen.after)
    if seen.source is not None:
        yield from wrap(f"It stands for the result of {seen.source}, which counts no more by itself.")
    for other in seen.if_from:
        figures = say_prob(other.belief[0]) if seen.is_binary else _shares(seen.states, other.belief)
        yield from wrap(
            f"The result of {other.source} counts besides. Were this read off that result, it would be {figures}: "
            f"then undo it, and say it again with --from {other.source}."
        )
    for one in seen.together:
        if one.cap_bits is not None:
            pieces = "this can" if one.n_pieces == 1 else f"all {one.n_pieces} pieces that lean on it can together"
            yield from wrap(
                f"As {one.artifact} has a chance of {say_prob(one.chance)}, {pieces} give at most "
                f"{say_number(one.cap_bits)} bits."
            )
    for note in seen.notes:
        yield from wrap(f"Note: {note}")
    yield f"Then: acumen next{option_of(seen.named or seen.plan, seen.others)}"


def _states(states: Sequence[str], before: Sequence[float], after: Sequence[float]) -> Iterator[str]:
    for state, old, new in zip(states, before, after, strict=True):
        yield f"  {pad(clip(state, 24), 24)} {say_prob(old)} -> {say_prob(new)}"


def _shares(states: Sequence[str], belief: Sequence[float]) -> str:
    return ", ".join(f"{state} {say_prob(prob)}" for state, prob in zip(states, belief, strict=True))


def write_doubted(found: Doubted) -> Iterator[str]:
    """The ways to be misled, the one most worth a look first."""
    pieces = f"{found.n_pieces} piece{'s' * (found.n_pieces != 1)} of evidence"
    if not found.ways:
        yield from wrap(f"{pieces} in {found.plan}, and none names an artifact: a way in which it might mislead.")
        yield from wrap("Name one: acumen evidence … --artifact 'bug: 5%'")
        return
    yield clip(f"How the evidence in {found.plan} could mislead", N_COLUMNS)
    heads = zip(("said", "now", "leaning", "bits", "worth"), _WAY_WIDTHS, strict=True)
    yield pad("  a look at …", N_WAY_COLUMNS) + "".join(pad(head, n, is_right=True) for head, n in heads)
    for way in found.ways:
        cells = (say_prob(way.said), say_prob(way.chance), str(len(way.leaning)), say_number(way.bits), _worth(way))
        figures = "".join(pad(cell, n, is_right=True) for cell, n in zip(cells, _WAY_WIDTHS, strict=True))
        yield pad("  " + clip(way.artifact, N_WAY_COLUMNS - 3), N_WAY_COLUMNS) + figures
    yield ""
    for way in found.ways:
        yield from _moves(way)
    for note in found.notes:
        yield ""
        yield from wrap(f"Note: {note}")
    open_ = next((way for way in found.ways if 0.0 < way.said < 1.0), None)
    if open_ is not None:
        yield ""
        yield from wrap(f"Then: acumen checked {open_.artifact} --ruled-out (or --found, --chance 2%)", indent="      ")


def _worth(way: Misleading) -> str:
    if way.hours is None:
        return "-"
    if way.hours.lower == way.hours.upper:
        return say_hours(way.hours.lower)
    return f"{say_number(way.hours.lower)} to {say_hours(way.hours.upper)}"


def _moves(way: Misleading) -> Iterator[str]:
    """The beliefs with the artifact found and ruled out."""
    for moved in way.moved:
        binary = moved.states == ("yes", "no")
        place = 0 if binary else moved.now.index(max(moved.now))
        name = moved.hypothesis if binary else f"{moved.hypothesis} {moved.states[place]}"
        ends = [
            f"{say_prob(belief[place])} if {way.artifact} is {how}"
            for how, belief in (("ruled out", moved.if_ruled_out), ("found", moved.if_found))
            if belief is not None
        ]
        yield from wrap(f"  {name}: {say_prob(moved.now[place])} now, {', '.join(ends)}", indent="    ")


def write_checked(found: ArtifactStanding) -> Iterator[str]:
    """What the check changed."""
    how = {0.0: "ruled out", 1.0: "found"}.get(found.chance, say_prob(found.chance))
    yield from wrap(f"{found.artifact}: {how} (said {say_prob(found.before)} before).")
    for moved in found.moved:
        bits = "to or from a certainty" if moved.bits is None else f"{say_bits(moved.bits)} bits"
        if moved.is_binary:
            yield from wrap(f"{moved.hypothesis}: {say_prob(moved.before[0])} -> {say_prob(moved.after[0])} ({bits}).")
            continue
        place = moved.after.index(max(moved.after))
        yield from wrap(f"{moved.hypothesis} ({bits} for {moved.states[place]}):")
        yield from _states(moved.states, moved.before, moved.after)
    if not found.moved:
        yield "No evidence that counts leans on it, so no belief moved."
    yield f"Then: acumen next{option_of(found.named or found.plan, found.others)}"


def write_rated(found: InformationRates) -> Iterator[str]:
    """Bits an hour, plan by plan."""
    weeks = f"{found.weeks} week{'s' * (found.weeks != 1)}"
    if not found.plans:
        yield f"Nothing was told in the last {weeks}: no hours, no result, no evidence."
        return
    yield f"Learnt in the last {weeks}"
    heads = zip(("n", "hours", "bits", "bits /h", "goal bits", "/h"), _RATE_WIDTHS, strict=True)
    yield pad("", N_WAY_COLUMNS) + "".join(pad(head, n, is_right=True) for head, n in heads)
    for one in (*found.plans, *([found.all] if len(found.plans) > 1 else [])):
        cells = (
            str(one.n),
            say_number(one.hours),
            _signed(one.bits),
            _signed(one.bits_per_hour),
            _signed(one.goal_bits),
            _signed(one.goal_bits_per_hour),
        )
        figures = "".join(pad(cell, n, is_right=True) for cell, n in zip(cells, _RATE_WIDTHS, strict=True))
        yield pad("  " + clip(one.plan, N_WAY_COLUMNS - 3), N_WAY_COLUMNS) + figures
    yield from wrap("n: results, evidence and checks. Bits by which hypotheses, and the goal, became less uncertain.")
    if found.n_unread:
        plans = "1 plan is" if found.n_unread == 1 else f"{found.n_unread} plans are"
        yield from wrap(f"{plans} left out: what was seen there can't come about by its chances (acumen believe).")


def _signed(figure: float | None) -> str:
    if figure is None:
        return "-"
    return say_number(figure) if figure >= 0.0 else f"−{say_number(-figure)}"
