"""Beliefs and doubt in words: a few lines each, of at most 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from acumen.desk.wording.figures import say_number, say_prob
from acumen.desk.wording.lines import N_COLUMNS, clip, pad, wrap

if TYPE_CHECKING:
    from acumen.desk.beliefs.believe import Believed
    from acumen.desk.beliefs.evidence import Seen
    from acumen.desk.beliefs.standing import Stand, Turn

N_WHAT_COLUMNS = 50


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


def write_seen(seen: Seen) -> Iterator[str]:
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
    yield "Then: acumen next"


def _states(states: Sequence[str], before: Sequence[float], after: Sequence[float]) -> Iterator[str]:
    for state, old, new in zip(states, before, after, strict=True):
        yield f"  {pad(clip(state, 24), 24)} {say_prob(old)} -> {say_prob(new)}"


def _shares(states: Sequence[str], belief: Sequence[float]) -> str:
    return ", ".join(f"{state} {say_prob(prob)}" for state, prob in zip(states, belief, strict=True))
