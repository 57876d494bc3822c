"""Bets that were known and are not in the score, in a sentence."""

from collections.abc import Iterator, Sequence

from acumen.history import TakenAway
from acumen.pages import Block, Text

N_SHOWN = 5
N_SHORT_ID = 8
HOW = {"redacted": "redacted", "voided": "voided after it was known", "undone": "undone after it was known"}


def write_taken_away(told: Sequence[TakenAway]) -> Iterator[Block]:
    """`1 settled forecast was taken away (redacted): ee4e814c`; of what nobody can tell any more, that it was there."""
    for what, plural in (("forecast", "forecasts"), ("step", "steps")):
        gone = [one for one in told if one.is_settled and one.what == what]
        if gone:
            counted = f"1 settled {what} was" if len(gone) == 1 else f"{len(gone):,} settled {plural} were"
            yield Text(f"{counted} taken away ({_how(gone)}): {_names(gone)}.")
    lost = [one for one in told if not one.is_settled]
    if lost:
        counted = "1 forecast or outcome was" if len(lost) == 1 else f"{len(lost):,} forecasts or outcomes were"
        yield Text(f"{counted} redacted wholly, so that nobody can tell what came of it: {_names(lost)}.")


def _how(gone: Sequence[TakenAway]) -> str:
    counts = {how: sum(one.how == how for one in gone) for how in HOW}
    there = {how: n for how, n in counts.items() if n}
    if len(there) == 1:
        return HOW[next(iter(there))]
    return ", ".join(f"{n:,} {HOW[how]}" for how, n in there.items())


def _names(gone: Sequence[TakenAway]) -> str:
    names = [one.id if one.what == "step" else one.id[:N_SHORT_ID] for one in gone[:N_SHOWN]]
    return ", ".join(names) + (f" and {len(gone) - N_SHOWN:,} more" if len(gone) > N_SHOWN else "")
