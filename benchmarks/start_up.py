"""Whole processes, from start to end, against an interpreter that does nothing."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import ROOT, child_environment, ratios, say_seconds, spread, time_call, write_table

N_ROUNDS = 15
SMALL_PLAN = """\
plan: small
worth: 60
goal:
  all:
    - {step: checker, chance: 95%, hours: 2 to 6}
    - any:
        - {step: direct, chance: 30%, hours: 24}
        - {step: primed, chance: 70%, hours: 10 to 40, needs: [checker]}
    - {step: write-up, chance: 90%, hours: 8}
"""


def find_program() -> list[str]:
    """The installed `acumen`, or the same entry point where it isn't installed."""
    script = Path(sys.executable).with_name("acumen")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "import sys; from acumen.cli import main; sys.exit(main())"]


def run(command: list[str]) -> None:
    """Run to the end, or stop with what it said."""
    ended = subprocess.run(command, cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stderr}")


def time_rounds(commands: dict[str, list[str]]) -> dict[str, list[float]]:
    """Seconds of every command in every round, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(N_ROUNDS + 1):
        for name, command in commands.items():
            taken = time_call(lambda command=command: run(command))  # type: ignore[misc]
            if turn > 0:
                seconds[name].append(taken)
    return seconds


def report() -> str:
    """One table: seconds and the ratio to doing nothing."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "small.yaml"
        plan.write_text(SMALL_PLAN, encoding="utf-8")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "acumen --help": [*find_program(), "--help"],
            "acumen next": [*find_program(), "next", str(plan)],
        }
        seconds = time_rounds(commands)
    targets = {"python -c pass": "", "acumen --help": "at most 8", "acumen next": "at most 20"}
    bare = seconds["python -c pass"]
    table = write_table(
        ["process", "time", "times `python -c pass`", "target"],
        [
            (f"`{name}`", say_seconds(spread(taken)), f"{ratios(taken, bare):.1f}", targets[name])
            for name, taken in seconds.items()
        ],
    )
    return f"## Start-up\n\n{table}\n\nMedian (least to largest) of {N_ROUNDS} rounds in turn; the plan has four steps."
