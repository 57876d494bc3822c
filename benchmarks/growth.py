"""How seconds and memory grow with the number of steps at depth 2, 3 and 4, plain or free to be left."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from acumen.decision import Kind
from benchmarks.measure import ROOT, child_environment, say_seconds, spread, write_table
from benchmarks.shapes import Shape

TARGETS = (
    "40 plain steps at depth 3 exact within 2 s and 200 MB; 20 steps that may be left exact within 5 s "
    "(a fresh process each)"
)
N_REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One problem: its shape, the kind of its root, whether its steps may be left."""

    depth: int
    shape: Shape
    root: Kind = Kind.ALL
    can_leave: bool = False


PLAIN: dict[str, Case] = {
    "any 2 x all 5": Case(depth=2, shape=(5,) * 2, root=Kind.ANY),
    "any 4 x all 5": Case(depth=2, shape=(5,) * 4, root=Kind.ANY),
    "any 8 x all 5": Case(depth=2, shape=(5,) * 8, root=Kind.ANY),
    "all 8 x any 5": Case(depth=2, shape=(5,) * 8),
    "all 2 x any 2 x all 3": Case(depth=3, shape=((3,) * 2,) * 2),
    "all 2 x any 2 x all 5": Case(depth=3, shape=((5,) * 2,) * 2),
    "all 3 x any 2 x all 5": Case(depth=3, shape=((5,) * 2,) * 3),
    "all 4 x any 2 x all 5": Case(depth=3, shape=((5,) * 2,) * 4),
    "all 5 x any 2 x all 4": Case(depth=3, shape=((4,) * 2,) * 5),
    "all 2 x any 2 x all 2 x any 2": Case(depth=4, shape=(((2,) * 2,) * 2,) * 2),
    "all 2 x any 2 x all 2 x any 3": Case(depth=4, shape=(((3,) * 2,) * 2,) * 2),
    "all 2 x any 2 x all 2 x any 4": Case(depth=4, shape=(((4,) * 2,) * 2,) * 2),
    "all 2 x any 2 x all 2 x any 5": Case(depth=4, shape=(((5,) * 2,) * 2,) * 2),
}
LEAVABLE: dict[str, Case] = {
    "left: any (3, 2)": Case(depth=2, shape=(3, 2), root=Kind.ANY, can_leave=True),
    "left: any 2 x all 5": Case(depth=2, shape=(5,) * 2, root=Kind.ANY, can_leave=True),
    "left: any 3 x all 5": Case(depth=2, shape=(5,) * 3, root=Kind.ANY, can_leave=True),
    "left: any 4 x all 5": Case(depth=2, shape=(5,) * 4, root=Kind.ANY, can_leave=True),
    "left: all 4 x any 5": Case(depth=2, shape=(5,) * 4, can_leave=True),
    "left: all ((2, 1), 2)": Case(depth=3, shape=((2, 1), 2), can_leave=True),
    "left: all ((3, 2), (3, 2))": Case(depth=3, shape=((3, 2),) * 2, can_leave=True),
    "left: all 3 x any (3, 2)": Case(depth=3, shape=((3, 2),) * 3, can_leave=True),
    "left: all 2 x any 2 x all 5": Case(depth=3, shape=((5,) * 2,) * 2, can_leave=True),
    "left: all 2 x any 2 x all 2 x any (3, 2)": Case(depth=4, shape=(((3, 2),) * 2,) * 2, can_leave=True),
}
CASES = PLAIN | LEAVABLE


def run_case(name: str) -> list[dict[str, Any]]:
    """What each of several fresh processes saw."""
    command = [sys.executable, "-m", "benchmarks.one_solve", name]
    answers = []
    for _ in range(N_REPEATS):
        ended = subprocess.run(command, cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=False)
        if ended.returncode != 0:
            raise RuntimeError(f"{name} failed:\n{ended.stderr}")
        answers.append(json.loads(ended.stdout))
    return answers


def write_row(name: str, case: Case) -> tuple[object, ...]:
    """One line of the table."""
    answers = run_case(name)
    last = answers[-1]
    return (
        name.removeprefix("left: "),
        last["n_steps"],
        case.depth,
        f"{last['n_states']:,}",
        last["status"],
        f"{last['gap']:.1e}",
        say_seconds(spread([answer["first"] for answer in answers])),
        say_seconds(spread([answer["second"] for answer in answers])),
        f"{max(answer['megabytes'] for answer in answers):.0f}",
    )


def report() -> str:
    """Two tables, one for plain steps and one for steps that may be left."""
    head = ["shape", "n", "depth", "states", "status", "gap / worth", "first call", "second call", "peak MB"]
    plain = write_table(head, [write_row(name, case) for name, case in PLAIN.items()])
    leavable = write_table(head, [write_row(name, case) for name, case in LEAVABLE.items()])
    note = (
        f"Objective net, no two steps alike. Median (least to largest) of {N_REPEATS} fresh processes; the second call "
        "is in the same process; the memory is of the whole process, the interpreter and its libraries included."
    )
    return (
        f"## Growth\n\nTarget: {TARGETS}.\n\nPlain steps:\n\n{plain}\n\nSteps that may be left:\n\n{leavable}\n\n{note}"
    )
