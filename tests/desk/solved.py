"""Answers that several files of tests look at, each worked out once a process: the largest example takes seconds."""

from functools import cache
from pathlib import Path

from acumen.desk.plans import solve as solving
from acumen.results.plans import Answer, Objective

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
LARGEST = next(path for path in EXAMPLES if path.stem == "countdown-priming")


@cache
def solved(example: Path, *, worth: float | None = None, objective: Objective = "net") -> Answer:
    """What `solve` gives: frozen, so it can be shared."""
    return solving.solve(example, worth=worth, objective=objective)
