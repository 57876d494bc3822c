"""What a gate has let through, in words: the one place where it is said whether a correction counts, how much, and why.

Said alike by `score`, `meant`, `next` and both backtests, so that one record has one verdict.
"""

from acumen.results.calibration import ENOUGH_WEIGHT, HARM_WEIGHT

SHARES = (
    (0.015, "a hundredth"),
    (0.035, "a fiftieth"),
    (0.075, "a twentieth"),
    (0.15, "a tenth"),
    (0.225, "a fifth"),
    (0.29, "a quarter"),
    (0.365, "a third"),
    (0.45, "two fifths"),
    (0.55, "half"),
    (0.635, "three fifths"),
    (0.71, "two thirds"),
    (0.775, "three quarters"),
    (0.85, "four fifths"),
    (0.95, "nine tenths"),
)
NOTHING = 0.005


def say_weight(weight: float) -> str:
    """A weight from 0 to 1 as a share in words: `a fifth`, `nine tenths`, `nearly all`."""
    if weight < NOTHING:
        return "nothing"
    return next((words for below, words in SHARES if weight < below), "nearly all")


def say_earned(weight: float, *, n: int, n_least: int = 0, things: str = "outcomes") -> str:
    """`counts for nine tenths: on 40 outcomes not seen before it would have helped`.

    `n`: how many `things` are behind it; below `n_least` of them it is shown and not applied.
    """
    if n == 0:
        return "not applied yet: nothing has come out"
    if n < n_least:
        return f"not applied yet: below {n_least} {things}"
    if weight <= 0.0:
        return f"not applied: {_count(n, things)} can't bear it out"
    share = say_weight(weight)
    if weight >= ENOUGH_WEIGHT:
        return f"counts for {share}: on {_count(n, things)} not seen before it would have helped"
    if weight < HARM_WEIGHT:
        return f"counts for {share}: on {_count(n, things)} not seen before it would have made your figures worse"
    return f"counts for {share} so far: {_count(n, things)} can't tell yet whether it helps"


def say_record(weight: float, *, n: int, n_least: int = 0, things: str = "outcomes") -> str:
    """The same as a sentence without its end: `The record counts for nine tenths: …`, `The record is not applied yet: …`."""
    said = say_earned(weight, n=n, n_least=n_least, things=things)
    return f"The record {'is ' if said.startswith('not') else ''}{said}"


def _count(n: int, things: str) -> str:
    first, *rest = things.split(" of ")
    one = " of ".join([first.removesuffix("s"), *rest])
    return f"1 {one}" if n == 1 else f"{n:,} {things}"
