"""Limits on effort, as counts, so that an answer can be repeated on any machine."""

import math
from dataclasses import dataclass, fields, replace
from numbers import Integral

from acumen.errors import UsageError

QUICK = 100_000  # states of tied steps that are explored before anything is bracketed
QUICK_VISITS = 200_000_000
QUICK_LOOKED_UP = 25_000_000  # gains of steps that may be left, in one sweep; likewise
FROM_NONE = frozenset({"max_ranking", "max_places", "max_histories"})  # 0: not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A limit that is reached changes an answer's status, never its truth."""

    max_states: int = 25_000_000  # of a sweep
    max_expansions: int = 250_000_000  # actions evaluated in one sweep
    max_explored: int = 3_000_000  # states of steps tied together by `needs`
    max_visits: int = 6_000_000_000  # nodes looked at while exploring them: states times actions times nodes
    max_ranking: int = 2_000_000  # actions evaluated for the regrets of steps that the sweep passes over
    max_places: int = 3_000  # expanded by the search where steps share hypotheses
    max_histories: int = 45_000_000  # of the sweep over what may have been tried and how it ended, where they do
    gap: float = (
        0.01  # of the upper bound: what is proven so closely is taken no further than QUICK and QUICK_LOOKED_UP
    )

    def __post_init__(self) -> None:
        """UsageError for what is no count: whole numbers of 1 or more, or of 0 or more for what may be left out."""
        if not 0.0 <= self.gap < math.inf:
            raise UsageError(f"expected gap to be a share of 0 or more, found {self.gap!r}")
        for field in fields(self):
            if field.name == "gap":
                continue
            count: object = getattr(self, field.name)
            least = 0 if field.name in FROM_NONE else 1
            if isinstance(count, bool) or not isinstance(count, Integral) or int(count) < least:
                raise UsageError(f"expected {field.name} to be a whole number of {least} or more, found {count!r}")

    def is_much(self, n_looked_up: int) -> bool:
        """Whether one sweep looks up so many gains that a bracket is made first, which may do."""
        return self.gap > 0.0 and n_looked_up > QUICK_LOOKED_UP

    @property
    def quick(self) -> "Limits":
        """What is tried before anything is bracketed."""
        return replace(self, max_explored=min(self.max_explored, QUICK), max_visits=min(self.max_visits, QUICK_VISITS))
