"""Records of estimates made by a stated generator."""

from typing import Any

import numpy as np

from acumen.judgment.durations import HoursRecord, read_record

FIGURES = (0.5, 1.0, 2.0, 3.0, 4.0, 8.0, 16.0)


def make_record(
    n: int,
    *,
    seed: int = 0,
    shift: float = 0.0,
    exactly: float = 0.0,
    sd: float = 0.6,
    slow: str = "",
    has_dates: bool = True,
) -> HoursRecord:
    """Log ratios N(`shift`, `sd`²), 0 with chance `exactly`; people a to d, of whom `slow` takes twice as long."""
    rng = np.random.default_rng(seed)
    estimate = rng.choice(FIGURES, n)
    people = rng.choice(list("abcd"), n)
    ratio = shift + sd * rng.standard_normal(n) + np.log(2.0) * (people == slow)
    ratio = np.where(rng.random(n) < exactly, 0.0, ratio)
    at = np.sort(rng.uniform(0.0, n / 3.0, n))
    dates: dict[str, Any] = {"at_days": at, "known_days": at + rng.exponential(5.0, n)} if has_dates else {}
    return read_record(
        estimate,
        estimate * np.exp(ratio),
        persons=people.tolist(),
        domains=[rng.choice(["x", "y"], n).tolist()],
        **dates,
    )
