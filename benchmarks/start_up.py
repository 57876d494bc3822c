"""Whole processes, from start to end, against an interpreter that does nothing."""

import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from acumen import open_book, predict, resolve
from benchmarks.measure import ROOT, child_environment, ratios, say_seconds, spread, write_table

N_ROUNDS = 15
N_SAID = 40
TARGETS = {
    "python -c pass": "",
    "acumen --help": "at most 8",
    "acumen score": "half a second",
}  # of all others at most 20
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


def say_and_see(ledger: Path) -> None:
    """One chance said a day, and known half an hour later."""
    rng, first = random.Random(1), datetime.now(tz=UTC) - timedelta(days=N_SAID + 1)
    with open_book(str(ledger), now=first) as book:
        for number in range(N_SAID):
            book.now = first + timedelta(days=number)
            chance = rng.choice((0.2, 0.5, 0.6, 0.7, 0.8, 0.9))
            asked = predict(book, f"claim {number} holds", chance, domain=rng.choice(("ml", "infra", "writing")))
            book.now += timedelta(minutes=30)
            resolve(book, asked.question, rng.random() < chance)


def find_program() -> list[str]:
    """The installed `acumen`, or the same entry point where it isn't installed."""
    script = Path(sys.executable).with_name("acumen")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "import sys; from acumen.cli import main; sys.exit(main())"]


def run(command: list[str], ledger: Path) -> None:
    """Run to the end, or stop with what it said; with bytecode kept, as for a user."""
    environment = {**child_environment(), "ACUMEN_LEDGER": str(ledger)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stderr}")


def cpu_seconds() -> float:
    """Of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def time_rounds(commands: dict[str, Callable[[], list[str]]], ledger: Path) -> dict[str, list[float]]:
    """Processor seconds of every command in every round, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(N_ROUNDS + 1):
        for name, command in commands.items():
            before = cpu_seconds()
            run(command(), ledger)
            if turn > 0:
                seconds[name].append(cpu_seconds() - before)
    return seconds


def report() -> str:
    """One table: processor seconds and the ratio to doing nothing."""
    with tempfile.TemporaryDirectory() as folder:
        plan, ledger, claims = Path(folder) / "small.yaml", Path(folder) / "ledger.sqlite", count()
        plan.write_text(SMALL_PLAN, encoding="utf-8")
        program = find_program()
        record = Path(folder) / "record.sqlite"
        say_and_see(record)
        for words in (["adopt", str(plan)], ["start"]):
            run([*program, *words], ledger)
        commands: dict[str, Callable[[], list[str]]] = {
            "python -c pass": lambda: [sys.executable, "-c", "pass"],
            "acumen --help": lambda: [*program, "--help"],
            "acumen next PLAN": lambda: [*program, "next", str(plan)],
            "acumen next": lambda: [*program, "next"],
            "acumen score": lambda: [*program, "score", "--ledger", str(record)],
            "acumen predict": lambda: [*program, "predict", f"claim {next(claims)} holds", "70%"],
        }
        seconds = time_rounds(commands, ledger)
    bare = seconds["python -c pass"]
    table = write_table(
        ["process", "processor time", "times `python -c pass`", "target"],
        [
            (f"`{name}`", say_seconds(spread(taken)), f"{ratios(taken, bare):.1f}", TARGETS.get(name, "at most 20"))
            for name, taken in seconds.items()
        ],
    )
    return (
        f"## Start-up\n\n{table}\n\nMedian (least to largest) of {N_ROUNDS} rounds in turn; the plan has four steps, and in the"
        f" ledger it is followed, its first step under way; `score` has a record of {N_SAID} chances that came out."
    )
