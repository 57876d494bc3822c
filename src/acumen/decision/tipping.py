"""Tipping points: how far an input may move before the first action becomes another.

The input is moved outwards from where it stands, over a coarse grid, to the first place where the first action differs;
between there and the last place where it did not, the change is then closed in on. Where it is known by how much the
first action leads, by secants (between kinks the lead is linear in a chance), else by halving. An action that would be
best only within a gap of the grid is not seen: the tipping point given then is the next one beyond.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from acumen.decision.backward_induction.parametric import ParametricOutcome

PRECISION = 8e-4  # of the tipping point: three digits
N_SLOW = 3  # secants in a row that leave more than half of the gap, before it is halved
NEAR = 0.15  # of the gap
FLOOR = 1e-4  # below this an input counts as 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """Between `holds_at` and `changes_at` the first action becomes `then`; both sides have been solved."""

    holds_at: float
    changes_at: float
    then: int

    @property
    def at(self) -> float:
        """The middle; 0 where it changes only there, as far as can be told."""
        return (self.holds_at + self.changes_at) / 2.0 if self.changes_at > FLOOR else 0.0


def first_change(
    look: Callable[[float], ParametricOutcome], now: float, grid: Iterable[float], *, precision: float = PRECISION
) -> Tip | None:
    """The nearest change of the first action between `now` and the end of the grid, which leads away from it."""
    first = look(now).next
    held = [now]
    for x in grid:
        if look(x).next != first:
            return _close_in(look, first, held, x, precision)
        held.append(x)
    return None


def _close_in(
    look: Callable[[float], ParametricOutcome], first: int, held: list[float], changes_at: float, precision: float
) -> Tip:
    """Narrow the gap until it is as small as the precision asks. `held` are places, outwards, where nothing changes."""
    changed = [changes_at]
    n_slow, side, weights = 0, 0, (1.0, 1.0)
    guessed_from: list[float] = []
    is_guess = False
    while True:
        holds_at, changes_at = held[-1], changed[-1]
        width = abs(changes_at - holds_at)
        size = max(abs(holds_at), abs(changes_at))
        tolerance = precision * size if size > FLOOR else FLOOR
        if width <= tolerance:
            return Tip(holds_at=holds_at, changes_at=changes_at, then=look(changes_at).next)
        beside = min(0.5, 0.45 * tolerance / width)  # a guess on the spot would leave the other side where it is
        share = None
        if n_slow < N_SLOW:
            share = _share(look(holds_at).lead(first), look(changes_at).lead(first), weights)
            if share is None:
                share, guessed_from = _one_sided(look, first, held, changed, guessed_from)
                is_guess = share is not None or is_guess
                share = None if share is None else share + side * beside
        if share is None:  # beyond a guess that was too far, the place is near it
            share = 0.5 if not is_guess else 0.5 - (0.5 - NEAR) * side
            is_guess = False
        share = min(1.0 - beside, max(beside, share))
        x = holds_at + share * (changes_at - holds_at)
        is_held = look(x).next == first
        (held if is_held else changed).append(x)
        moved = 1 if is_held else -1
        weights = _weighed(weights, is_held=is_held) if moved == side else (1.0, 1.0)
        side = moved
        n_slow = n_slow % N_SLOW + 1 if abs(changed[-1] - held[-1]) > width / 2 else 0


def _weighed(weights: tuple[float, float], *, is_held: bool) -> tuple[float, float]:
    """The Illinois rule: an end that stays where it is counts for less and less."""
    return (weights[0], weights[1] / 2.0) if is_held else (weights[0] / 2.0, weights[1])


def _share(lead: float | None, lag: float | None, weights: tuple[float, float]) -> float | None:
    """How far along the gap the lead would be gone if it fell evenly; None where that is not known or it is level."""
    if lead is None or lag is None or lead <= 0.0 or lag >= 0.0:
        return None
    return weights[0] * lead / (weights[0] * lead - weights[1] * lag)


def _one_sided(
    look: Callable[[float], ParametricOutcome],
    first: int,
    held: list[float],
    changed: list[float],
    guessed_from: list[float],
) -> tuple[float | None, list[float]]:
    """The same where one side is level: two actions tie there, or a start that would be left at once ties with stopping.

    On the other side the lead is taken to go on as from the last place but one to the last; from the same two only once.
    """
    gap = changed[-1] - held[-1]
    for places, offset in ((changed, 1.0), (held, 0.0)):
        pair = places[-2:]
        if len(pair) < 2 or pair == guessed_from:  # noqa: PLR2004 -- one place shows no slope
            continue
        before, here = (look(x).lead(first) for x in pair)
        if before and here and 0.0 < here / before < 1.0:
            return offset + here / (before - here) * (pair[1] - pair[0]) / gap, pair
    return None, guessed_from
