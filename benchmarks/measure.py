"""Time calls and processes, sum repeats up as a median with its range, and write tables."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

UNITS = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6))
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median of some repeats, with the least and the largest."""

    median: float
    low: float
    high: float

    def __format__(self, spec: str) -> str:
        """Write as `median (low to high)`, each as `spec` says."""
        return f"{self.median:{spec}} ({self.low:{spec}} to {self.high:{spec}})"


def spread(values: Sequence[float]) -> Spread:
    """Sum up repeats."""
    return Spread(median=statistics.median(values), low=min(values), high=max(values))


def ratios(numerators: Sequence[float], denominators: Sequence[float]) -> Spread:
    """Ratios repeat by repeat: what was timed next to each other is compared with each other."""
    return spread([above / below for above, below in zip(numerators, denominators, strict=True)])


def time_call(call: Callable[[], object], *, n_calls: int = 1) -> float:
    """Mean seconds of `n_calls` calls in a row."""
    begun = time.perf_counter()
    for _ in range(n_calls):
        call()
    return (time.perf_counter() - begun) / n_calls


def say_seconds(value: Spread) -> str:
    """Write seconds in the unit that suits the median; a single timing without a range."""
    unit, size = next((pair for pair in UNITS if value.median >= pair[1]), UNITS[-1])
    scaled = Spread(median=value.median / size, low=value.low / size, high=value.high / size)
    return f"{scaled.median:.3g} {unit}" if value.low == value.high else f"{scaled:.3g} {unit}"


def write_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def child_environment() -> dict[str, str]:
    """The environment for a process that has to find acumen and the benchmarks, installed or not."""
    paths = [str(ROOT / "src"), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
