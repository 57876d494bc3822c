"""Hours of work by the clock: how much fits until the end of a day, and by when so many hours are worked.

Days are numbered from today, 0. Nothing is known here of dates: who asks turns days to numbers.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

SAME = 1e-9  # of the hours: figures that differ by less are one


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Hours that can be worked on each day from today on; a day without work has 0."""

    by_day: tuple[float, ...]

    @property
    def so_far(self) -> tuple[float, ...]:
        """Hours that fit until the end of each day."""
        return tuple(accumulate(self.by_day))

    def until_end_of(self, day: int) -> float:
        """Hours that fit until the end of a day; 0 where it has passed, and no more than all after the last one."""
        return 0.0 if day < 0 or not self.by_day else self.so_far[min(day, len(self.by_day) - 1)]

    def day_of(self, hours: float) -> int | None:
        """The day on which so many hours are worked, 0 for none at all; None beyond the last day."""
        return self.days_of((hours,))[0]

    def days_of(self, hours: tuple[float, ...]) -> tuple[int | None, ...]:
        """The same for many figures."""
        so_far = self.so_far
        places = (0 if each <= 0.0 else bisect_left(so_far, each * (1.0 - SAME)) for each in hours)
        return tuple(place if place < len(so_far) else None for place in places)


def spread(
    hours_per_week: float, week_days: tuple[int, ...], first_week_day: int, is_off: tuple[bool, ...]
) -> WorkingHours:
    """A week's hours evenly over its working days, from a day of the week on; those of days off are lost, not moved.

    `week_days`: 0 is Monday. `is_off`: for each day from today on, as many as are wanted.
    """
    if not week_days or not math.isfinite(hours_per_week):
        return WorkingHours((0.0,) * len(is_off))
    daily = hours_per_week / len(week_days)
    worked = frozenset(week_days)
    return WorkingHours(
        tuple(0.0 if off or (first_week_day + day) % 7 not in worked else daily for day, off in enumerate(is_off))
    )
