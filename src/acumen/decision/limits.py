"""Limits on effort, as counts, so that an answer can be repeated on any machine."""

from dataclasses import dataclass, fields
from numbers import Integral

from acumen.errors import UsageError

FROM_NONE = frozenset({"max_ranking", "max_places", "max_histories"})  # 0: not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A limit that is reached changes an answer's status, never its truth."""

    max_states: int = 25_000_000  # of a sweep
    max_expansions: int = 250_000_000  # actions evaluated in one sweep
    max_explored: int = 100_000  # states of steps tied together by `needs`
    max_visits: int = 4_000_000  # nodes looked at while exploring them: states times actions times nodes
    max_ranking: int = 2_000_000  # actions evaluated for the regrets of steps that the sweep passes over
    max_places: int = 3_000  # expanded by the search where steps share hypotheses
    max_histories: int = 45_000_000  # of the sweep over what may have been tried and how it ended, where they do

    def __post_init__(self) -> None:
        """UsageError for what is no count: whole numbers of 1 or more, or of 0 or more for what may be left out."""
        for field in fields(self):
            count: object = getattr(self, field.name)
            least = 0 if field.name in FROM_NONE else 1
            if isinstance(count, bool) or not isinstance(count, Integral) or int(count) < least:
                raise UsageError(f"expected {field.name} to be a whole number of {least} or more, found {count!r}")
