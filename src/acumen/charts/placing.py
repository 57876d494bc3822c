"""Where the boxes of a tree stand.

Below a box stands what goes on from it, after success where both ways go on; to the right of it the other way. So what is
likely to happen is a straight line, whether every step has to work or one of them is enough.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What follows a box: another one, by its place among the boxes, or an end in words.

    `prob` is that of coming this way from the start: the thickness of the line. `label` stands beside it in two parts.
    """

    prob: float
    label: tuple[str, str]
    to: int | None = None
    end: str = ""
    is_goal: bool = False  # the end that is hoped for


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A situation: what to do in it, said in two lines, and what follows; None where it can't come to that."""

    number: int  # by which it is called where another way comes to it
    head: str
    foot: str
    won: Way | None
    lost: Way | None
    hint: str = ""  # shown under the pointer, where there is one

    def way(self, *, is_won: bool) -> Way | None:
        """What follows success, or what follows failure."""
        return self.won if is_won else self.lost


@dataclass(slots=True)
class Places:
    """Boxes by (column, row), and the ways, as (box, whether by success), at whose end their box stands."""

    boxes: Sequence[Box]
    at: dict[int, tuple[int, int]] = field(default_factory=dict)
    led: set[tuple[int, bool]] = field(default_factory=set)
    free: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))  # first row of each column

    def child(self, number: int, *, is_won: bool) -> int | None:
        """The box that stands at the end of a way."""
        way = self.boxes[number].way(is_won=is_won)
        return None if way is None or (number, is_won) not in self.led else way.to

    def below(self, number: int) -> bool:
        """Which way goes down: that of success (True) or that of failure."""
        box = self.boxes[number]
        has_won, has_lost = ((number, is_won) in self.led for is_won in (True, False))
        return box.won is not None if has_won == has_lost else has_won


def place(boxes: Sequence[Box]) -> Places:
    """All boxes that can be come to from the first, each once."""
    places = Places(boxes)
    _lead(places)
    waiting = [(0, 0)]
    while waiting:
        first, column = waiting.pop()
        chain = _set_row(places, first, column)
        under = [(places.child(number, is_won=places.below(number)), column + k) for k, number in enumerate(chain)]
        waiting += [(after, there) for after, there in under if after is not None]  # the rightmost is placed first
    return places


def _lead(places: Places) -> None:
    """Each box stands at the end of the way that comes to it first, going by success where one can."""
    seen, waiting = {0}, [(0, False), (0, True)]
    while waiting:
        number, is_won = waiting.pop()
        way = places.boxes[number].way(is_won=is_won)
        if way is not None and way.to is not None and way.to not in seen:
            seen.add(way.to)
            places.led.add((number, is_won))
            waiting += [(way.to, False), (way.to, True)]


def _set_row(places: Places, first: int, column: int) -> list[int]:
    """Set a box, and to the right of it those that follow that way, into the first row that is free for all of them."""
    chain = [first]
    while (after := places.child(chain[-1], is_won=not places.below(chain[-1]))) is not None:
        chain.append(after)
    has_end = places.boxes[chain[-1]].way(is_won=not places.below(chain[-1])) is not None
    columns = range(column, column + len(chain) + has_end)
    row = max(places.free[number] for number in columns)
    places.free.update(dict.fromkeys(columns, row + 1))
    places.at.update({number: (column + k, row) for k, number in enumerate(chain)})
    return chain
