"""Every solver against the oracles on random problems: `python -m studies.brute_force [--trees N] [--seed N]`.

Prints a Markdown table and exits with 1 when any answer disagrees with its oracle.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from typing import TypeAlias

from tests.oracles.brute_force import Objective
from tests.oracles.random_problems import (
    describe,
    random_leavable_problem,
    random_plain_problem,
    random_state,
    random_worth,
    seeded,
)
from tests.oracles.verdicts import Verdict, judge_leavable, judge_limited, judge_plain

Questions: TypeAlias = tuple[str, dict[str, Callable[[], Verdict]]]  # a problem in words; row of the table → verdict

OBJECTIVES: tuple[Objective, ...] = ("net", "hours")
LOW_LIMITS = (1, 4, 16, 64)
N_SHOWN = 5  # disagreements written out per row


@dataclass(slots=True, kw_only=True)
class Row:
    """One line of the table."""

    n_answers: int = 0
    n_wrong: int = 0
    worst_difference: float = 0.0
    widest: float = 0.0
    seconds: float = 0.0
    shown: list[str] = field(default_factory=list)

    def add(self, other: "Row") -> None:
        """Take in the answers of another row."""
        self.n_answers += other.n_answers
        self.n_wrong += other.n_wrong
        self.worst_difference = max(self.worst_difference, other.worst_difference)
        self.widest = max(self.widest, other.widest)
        self.seconds += other.seconds
        self.shown = sorted(self.shown + other.shown, key=len)[:N_SHOWN]


def draw_plain_questions(number: int, seed: int) -> Questions:
    """Draw one tree of commitments, to be solved in both objectives; every other tree has needs."""
    rng = seeded(seed * 1_000_003 + number)
    problem = random_plain_problem(rng, with_needs=number % 2 == 1)
    worth = random_worth(rng, problem)
    kind = "with needs" if number % 2 == 1 else "without needs"
    limit = LOW_LIMITS[number // 2 % len(LOW_LIMITS)]
    questions: dict[str, Callable[[], Verdict]] = {}
    for objective in OBJECTIVES:
        state = random_state(rng, problem)
        questions[f"plain, {kind}, {objective}"] = partial(judge_plain, problem, worth, objective)
        questions[f"plain, {objective}, midway"] = partial(judge_plain, problem, worth, objective, state)
        questions[f"plain, {objective}, few states"] = partial(judge_limited, problem, worth, objective, limit)
    return f"{describe(problem)} worth {worth!r}", questions


def draw_leavable_questions(number: int, seed: int) -> Questions:
    """Draw one tree of steps that may be left; every other tree has needs."""
    rng = seeded(seed * 1_000_003 + number + 500_000)
    problem = random_leavable_problem(rng, with_needs=number % 2 == 1)
    worth = random_worth(rng, problem)
    kind = "with needs" if number % 2 == 1 else "without needs"
    limit = LOW_LIMITS[number // 2 % len(LOW_LIMITS)]
    return f"{describe(problem)} worth {worth!r}", {
        f"may be left, {kind}, net": partial(judge_leavable, problem, worth),
        f"may be left, {kind}, hours": partial(judge_plain, problem, worth, "hours"),
        "may be left, net, few states": partial(judge_limited, problem, worth, "net", limit, is_leavable=True),
    }


def judge_batch(batch: tuple[str, int, int, int]) -> dict[str, Row]:
    """Judge the trees numbered from `first` and before `last`, counted by row."""
    kind, first, last, seed = batch
    draw = draw_plain_questions if kind == "plain" else draw_leavable_questions
    rows: dict[str, Row] = defaultdict(Row)
    for number in range(first, last):
        problem, questions = draw(number, seed)
        for name, ask in questions.items():
            rows[name].add(judge(problem, ask))
    return dict(rows)


def judge(problem: str, ask: Callable[[], Verdict]) -> Row:
    """Ask one question; a solver that raises is a solver that disagrees."""
    before = time.perf_counter()
    try:
        verdict = ask()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported with the problem that caused it
        verdict = Verdict(complaints=(f"raised {error!r}",), difference=0.0, width=0.0)
    return Row(
        n_answers=1,
        n_wrong=int(bool(verdict.complaints)),
        worst_difference=verdict.difference,
        widest=verdict.width,
        seconds=time.perf_counter() - before,
        shown=[f"{problem}: {'; '.join(verdict.complaints)}"] if verdict.complaints else [],
    )


def list_batches(n_trees: int, n_leavable: int, seed: int) -> list[tuple[str, int, int, int]]:
    """Cut the work into pieces that two processes share evenly."""
    return [
        (kind, start, min(count, start + size), seed)
        for kind, count, size in (("leavable", n_leavable, 10), ("plain", n_trees, 250))
        for start in range(0, count, size)
    ]


def print_table(rows: dict[str, Row]) -> None:
    """Print the table and, below it, the shortest disagreements."""
    print("| answers on random problems | count | disagreements | worst difference | widest bounds | seconds |")
    print("|:--|--:|--:|--:|--:|--:|")
    for name, row in sorted(rows.items()):
        figures = f"{row.worst_difference:.1e} | {row.widest:.1e} | {row.seconds:.0f}"
        print(f"| {name} | {row.n_answers:,} | {row.n_wrong:,} | {figures} |")
    print()
    print("Difference and width are relative: to the worth for `net`, to the hours for `hours`.")
    for name, row in sorted(rows.items()):
        for line in row.shown:
            print(f"\n{name}: {line}")


def main() -> int:
    """Judge all trees in two processes; 1 when any answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=20_000)
    parser.add_argument("--leavable", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows: dict[str, Row] = defaultdict(Row)
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        for found in pool.map(judge_batch, list_batches(options.trees, options.leavable, options.seed)):
            for name, row in found.items():
                rows[name].add(row)
    print_table(rows)
    return int(any(row.n_wrong for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
