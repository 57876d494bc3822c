"""Tipping points: how far an input may move before the first action becomes another.

The input is moved outwards from where it stands, over a coarse grid, to the first place where the first action differs;
between there and the last place where it did not, the change is then closed in on. Where it is known by how much the
first action leads, by secants (between kinks the lead is linear in a chance), else by halving. An action that would be
best only within a gap of the grid is not seen: the tipping point given then is the next one beyond.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from acumen.decision.varying import Outcome

PRECISION = 8e-4  # of the tipping point: three digits
N_SLOW = 3  # secants in a row that leave more than half of the gap, before it is halved
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


def first_change(look: Callable[[float], Outcome], now: float, grid: Iterable[float]) -> Tip | None:
    """The nearest change of the first action between `now` and the end of the grid, which leads away from it."""
    first = look(now).next
    holds_at = now
    for x in grid:
        if look(x).next != first:
            return _close_in(look, first, holds_at, x)
        holds_at = x
    return None


def _close_in(look: Callable[[float], Outcome], first: int, holds_at: float, changes_at: float) -> Tip:
    """Narrow the gap until it is as small as the precision asks."""
    n_slow, side, weights = 0, 0, (1.0, 1.0)
    while True:
        width = abs(changes_at - holds_at)
        size = max(abs(holds_at), abs(changes_at))
        tolerance = PRECISION * size if size > FLOOR else FLOOR
        if width <= tolerance:
            return Tip(holds_at=holds_at, changes_at=changes_at, then=look(changes_at).next)
        share = None if n_slow >= N_SLOW else _share(look(holds_at).lead(first), look(changes_at).lead(first), weights)
        nearest = min(0.5, 0.45 * tolerance / width)  # a guess on the spot would leave the other side where it is
        share = 0.5 if share is None else min(1.0 - nearest, max(nearest, share))
        x = holds_at + share * (changes_at - holds_at)
        is_held = look(x).next == first
        holds_at, changes_at = (x, changes_at) if is_held else (holds_at, x)
        moved = 1 if is_held else -1
        weights = _weighed(weights, is_held=is_held) if moved == side else (1.0, 1.0)
        side = moved
        n_slow = n_slow % N_SLOW + 1 if abs(changes_at - holds_at) > width / 2 else 0


def _weighed(weights: tuple[float, float], *, is_held: bool) -> tuple[float, float]:
    """The Illinois rule: an end that stays where it is counts for less and less."""
    return (weights[0], weights[1] / 2.0) if is_held else (weights[0] / 2.0, weights[1])


def _share(lead: float | None, lag: float | None, weights: tuple[float, float]) -> float | None:
    """How far along the gap the lead would be gone if it fell evenly; None where that is not known or it is level."""
    if lead is None or lag is None or lead <= 0.0 or lag >= 0.0:
        return None
    return weights[0] * lead / (weights[0] * lead - weights[1] * lag)
