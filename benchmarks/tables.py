"""A table of 100,000 forecasts looked at and taken in by the command, beside `csv` alone reading it into lists."""

import csv
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import ROOT, child_environment, ratios, say_seconds, spread, write_table

N_ROWS = 100_000
N_ROUNDS = 3
HEAD = ("what", "seconds of the processor", "memory", "times csv alone")
CHILD = """\
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], capture_output=True, text=True)
if ended.returncode:
    sys.exit(ended.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
ALONE = (
    "import csv, sys; rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'))); assert len(rows) > 1"
)


def write_forecasts(path: Path, n_rows: int) -> None:
    """A file of forecasts by ten people, four a question."""
    rng = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["question", "who", "at", "known", "chance", "outcome", "domain"])
        for row in range(n_rows):
            asked = row // 4
            day = f"{1 + asked % 12:02}-{1 + asked % 28:02}"
            said, known = f"2024-{day}T{row % 24:02}:{row % 60:02}:00", f"2025-{day}"
            cells = [f"Question {asked} about something or other", f"P{row % 10}", said, known]
            writer.writerow([*cells, round(rng.random(), 2), "yes" if asked % 3 else "no", f"d{asked % 7}"])


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds of the processor, as other work beside it adds nothing to them, and the most memory in MiB."""
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, *command],
        cwd=ROOT,
        env=child_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, size = ended.stdout.split()
    return float(seconds), float(size)


def report() -> str:
    """Seconds of the processor and memory of both, in one run, and how many times `csv` alone the command takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "forecasts.csv"
        write_forecasts(file, N_ROWS)
        program = [sys.executable, "-m", "acumen", "import", str(file)]
        found: dict[str, list[tuple[float, float]]] = {"csv alone": [], "look": [], "take in": []}
        for turn in range(N_ROUNDS):
            found["csv alone"].append(measure([sys.executable, "-c", ALONE, str(file)]))
            found["look"].append(measure(program))
            found["take in"].append(measure([*program, "--as-shown", "--ledger", str(Path(folder) / f"{turn}.sqlite")]))
    base = [seconds for seconds, _ in found["csv alone"]]
    rows = []
    for name, runs in found.items():
        seconds = [one for one, _ in runs]
        times = ratios(seconds, base)
        rows.append([name, say_seconds(spread(seconds)), f"{max(size for _, size in runs):.0f} MiB", f"{times:.2g}"])
    return f"## A table of {N_ROWS:,} forecasts\n\n{write_table(HEAD, rows)}"
