"""What a layout is to the kernels: flat columns, in plain Python or as arrays."""

from dataclasses import dataclass
from typing import Any

from acumen.distributions import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepColumns:
    """What the kernel is told of a layout, whatever the worth."""

    counters: tuple[list[int], list[int]]  # digits and rests of the exhausted state, from which the sweep counts down
    arguments: tuple[Any, ...]  # the kernel's, from `radices` to `curves`
    gains: list[Attempt]  # (n_curves,)
    plain_seconds: float  # roughly what a sweep takes in plain Python
    arrays: list[Any]  # the arguments as arrays, once compiled code has asked for them
