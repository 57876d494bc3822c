"""What commands cost on plans too big to be exact: a fresh process each, CPU seconds, start-up and compiler included."""

import math
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from acumen.decision import DecisionProblem, Kind
from acumen.distributions import Duration, Fixed, LogNormal
from acumen.distributions.durations import Z95
from benchmarks.drawn_plans import Shape, draw_tree
from benchmarks.measure import ROOT, child_environment, write_table

N_PLANS = 6
SHAPES = {root: Shape(n_steps=40, depth=3, root=root, left=0.5, needs=0.1) for root in (Kind.ALL, Kind.ANY)}


def write_plan(problem: DecisionProblem, worth: float) -> str:
    """A drawn plan as the text of a plan file."""

    def write(number: int) -> dict[str, Any]:
        here = problem.nodes[number]
        if here.attempt is None:
            members = [write(member) for member in here.members]
            return {"all" if here.kind == Kind.ALL else "any": {"name": here.id, "of": members}}
        step: dict[str, Any] = {"step": here.id, "chance": round(here.attempt.chance, 4)}
        step["hours"] = _hours(here.attempt.success)
        if here.attempt.may_be_left and not isinstance(here.attempt.failure, Fixed):
            step["fails"] = _hours(here.attempt.failure)
        if here.needs:
            step["needs"] = [problem.nodes[need].id for need in here.needs]
        return step

    return yaml.safe_dump({"plan": "drawn", "worth": worth, "goal": write(0)}, sort_keys=False)


def _hours(duration: Duration) -> float | str:
    if not isinstance(duration, LogNormal):
        return float(f"{duration.mean_hours:.4g}")
    low, high = (math.exp(duration.mu + sign * Z95 * duration.sigma) for sign in (-1.0, 1.0))
    return f"{low:.5g} to {high:.5g}"


def _seconds(arguments: list[str]) -> float:
    """CPU seconds of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "acumen", *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise RuntimeError(f"{arguments} failed:\n{ended.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table() -> str:
    """A line for each command, over plans with an `all` and an `any` at the root."""
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(N_PLANS):
            for root, shape in SHAPES.items():
                problem, worth = draw_tree(seed, shape)
                path = Path(folder) / f"{root.name}{seed}.yaml"
                path.write_text(write_plan(problem, worth), encoding="utf-8")
                first = problem.nodes[problem.steps[0]].id
                for name, more in (
                    ("next", []),
                    ("next --set", ["--set", f"{first}.chance=55%"]),
                    ("why", []),
                    ("tree", []),
                    ("simulate", []),
                ):
                    taken = _seconds([name.split()[0], str(path), *more])
                    seconds.setdefault(name, []).append(taken)
    rows = [(name, f"{statistics.median(taken):.2f} ({max(taken):.2f})") for name, taken in seconds.items()]
    return write_table(["command, 40 steps with needs", "CPU s: median (worst)"], rows)


if __name__ == "__main__":
    print(table())
