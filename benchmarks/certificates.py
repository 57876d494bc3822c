"""How wide proven bounds are and what they cost, for plans of every class of `drawn_plans`: CPU seconds, a process a class."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from acumen.decision import DecisionProblem, Kind, Solution, solve
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from benchmarks import commands
from benchmarks.drawn_plans import Shape, draw_sequence, draw_tied, draw_tree
from benchmarks.measure import ROOT, child_environment, write_table
from benchmarks.one_solve import peak_megabytes

Drawn = tuple[DecisionProblem | SharedProblem, float]
STRENGTHS = (0.2, 0.3, 0.4, 0.5)
GAPS = (0.01, 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A class of plans: how the one of a seed is drawn, and how many."""

    draw: Callable[[int], Drawn]
    n_plans: int = 20


def _tree(root: Kind, n_steps: int, depth: int, left: float = 0.0, needs: float = 0.0, n_plans: int = 20) -> Class:
    shape = Shape(n_steps=n_steps, depth=depth, root=root, left=left, needs=needs)
    return Class(draw=partial(draw_tree, shape=shape), n_plans=n_plans)


def _sequence(n_steps: int, seed: int) -> Drawn:
    return draw_sequence(seed, n_steps, STRENGTHS[seed % len(STRENGTHS)])


def _tied(seed: int, n_steps: int, depth: int, n_probes: int, n_hypotheses: int) -> Drawn:
    shape = Shape(n_steps=n_steps, depth=depth, root=Kind.ALL, left=0.3)
    return draw_tied(seed, shape, n_probes, n_hypotheses)


CLASSES: dict[str, Class] = {
    **{f"sequence {n}": Class(draw=partial(_sequence, n)) for n in (30, 35, 40)},
    **{f"left {n}": _tree(Kind.ALL, n, 3, left=1.0, n_plans=5) for n in (16, 20, 24, 32, 40)},
    "30 any": _tree(Kind.ANY, 30, 3, left=0.5, needs=0.1),
    "30 all": _tree(Kind.ALL, 30, 3, left=0.5, needs=0.1),
    "60 any": _tree(Kind.ANY, 60, 4, left=0.5, needs=0.1),
    "60 all": _tree(Kind.ALL, 60, 4, left=0.5, needs=0.1),
    "100 any": _tree(Kind.ANY, 100, 4, left=0.5, needs=0.1),
    "100 all": _tree(Kind.ALL, 100, 4, left=0.5, needs=0.1),
    "100 plain any": _tree(Kind.ANY, 100, 4),
    "100 plain all": _tree(Kind.ALL, 100, 4),
    "200 any": _tree(Kind.ANY, 200, 5, left=0.5, needs=0.1, n_plans=5),
    "200 all": _tree(Kind.ALL, 200, 5, left=0.5, needs=0.1, n_plans=5),
    "30 + 4 probes": Class(draw=partial(_tied, n_steps=30, depth=3, n_probes=4, n_hypotheses=2), n_plans=8),
    "100 + 20 probes": Class(draw=partial(_tied, n_steps=100, depth=4, n_probes=20, n_hypotheses=4), n_plans=4),
}


def run(name: str, seeds: range) -> Iterator[dict[str, Any]]:
    """Solve the plans of some seeds in this process, and say what was seen of each."""
    for seed in seeds:
        problem, worth = CLASSES[name].draw(seed)
        begun = time.process_time()
        solution = (
            solve_shared(problem, worth=worth) if isinstance(problem, SharedProblem) else solve(problem, worth=worth)
        )
        yield {
            "seed": seed,
            "worth": worth,
            "lower": solution.lower,
            "upper": solution.upper,
            "status": solution.status,
            "next": solution.next,
            "states": solution.n_states,
            "gap": gap(solution),
            "seconds": time.process_time() - begun,
            "megabytes": peak_megabytes(),
            "bound_by": getattr(solution, "bound_by", ""),
        }


def gap(solution: Solution) -> float:
    """Of the upper bound; 1 is what the advice to stop proves of a plan that may pay."""
    return (solution.upper - solution.lower) / solution.upper if solution.upper > 0.0 else 0.0


def _row(name: str) -> tuple[object, ...]:
    command = [sys.executable, "-m", "benchmarks.certificates", name, "0", str(CLASSES[name].n_plans)]
    ended = subprocess.run(command, cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise RuntimeError(f"{name} failed:\n{ended.stderr}")
    seen = [json.loads(line) for line in ended.stdout.splitlines()]
    gaps, seconds = [entry["gap"] for entry in seen], [entry["seconds"] for entry in seen]
    return (
        name,
        len(seen),
        sum(entry["status"] == "exact" for entry in seen),
        *(sum(entry <= most for entry in gaps) for most in GAPS),
        f"{statistics.median(gaps):.2%} ({max(gaps):.1%})",
        sum(entry["next"] < 0 < entry["gap"] for entry in seen),
        f"{statistics.median(seconds):.2f} ({max(seconds):.2f})",
        f"{max(entry['megabytes'] for entry in seen):.0f}",
    )


def report() -> str:
    """One table, a line for each class."""
    head = ["class", "plans", "exact", "≤ 1 %", "≤ 5 %", "gap: median (worst)", "stop, not proven", "CPU s", "MB"]
    table = write_table(head, [_row(name) for name in CLASSES])
    note = (
        "Objective net, no break-even worth. Gap: of the upper bound. CPU seconds of one solve: median (worst), the compiler's "
        "start counted in the first. MB: the peak of the process that solved all plans of the class, one after another. "
        "Plans are drawn by `benchmarks/drawn_plans.py`, seeds from 0 on."
    )
    return f"## Certificates\n\n{table}\n\n{note}\n\n{commands.table()}"


def main(arguments: list[str]) -> None:
    """`python -m benchmarks.certificates CLASS FIRST END`: a line of JSON for each plan."""
    name, first, end = arguments
    for seen in run(name, range(int(first), int(end))):
        print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
