"""What a step has shown of its hours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a step has shown of its hours: `z` sds of their logarithm above its mean, `sigma` that sd."""

    z: float
    sigma: float
    chance: float  # that it ever works
    has_worked: bool  # after these hours; else not by then
