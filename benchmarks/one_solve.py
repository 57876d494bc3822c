"""Solve one case of `growth` twice in this process and print a line of JSON: `python -m benchmarks.one_solve NAME`."""

import json
import resource
import sys
import time
from pathlib import Path

from acumen.decision import solve
from benchmarks.growth import CASES
from benchmarks.shapes import build, worth_of

BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def peak_megabytes() -> float:
    """The most memory this process has held, in MB of 10^6 bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would count what the parent held when it forked
        kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(kilobytes) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_PER_UNIT / 1e6


def main(name: str) -> None:
    """Solve, say what was seen, solve again."""
    case = CASES[name]
    problem = build(case.shape, case.root, seed=7, can_leave=case.can_leave)
    worth = worth_of(problem)
    before = peak_megabytes()
    seconds = []
    for _ in range(2):
        begun = time.perf_counter()
        solution = solve(problem, objective="net", worth=worth)
        seconds.append(time.perf_counter() - begun)
    seen = {
        "n_steps": len(problem.steps),
        "n_states": solution.n_states,
        "status": str(solution.status),
        "gap": (solution.upper - solution.lower) / worth,
        "first": seconds[0],
        "second": seconds[1],
        "megabytes": peak_megabytes(),
        "before": before,
    }
    print(json.dumps(seen))


if __name__ == "__main__":
    main(sys.argv[1])
