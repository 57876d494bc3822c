"""Small plans of every class of the bench against brute force: `python -m studies.certificates [--plans 500] [--seed 0]`.

Of each plan, at ordinary limits and at limits drawn from 1 to 30: does the truth lie within the bounds (and is what is called
exact exact), does the policy attain its value in 20,000 simulated runs within four standard errors, and is the answer the
same when it is asked for again, when members stand in the reverse order, and under other hash seeds (three processes)?
Prints a Markdown table and exits with 1 when anything was wrong.
"""

import argparse
import math
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

from acumen.decision import DecisionProblem, Kind, Limits, Solution, solve
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses.policy import follow_shared
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from acumen.decision.policies.policy import REACHED, follow
from acumen.decision.policies.simulation import estimate, simulate
from benchmarks.drawn_plans import Shape, draw_sequence, draw_tied, draw_tree
from benchmarks.measure import ROOT, child_environment
from studies.mixtures import COARSE, ROUNDING, Drawn, alone, low_limits
from tests.oracles.leavable_shared import first_action_values
from tests.oracles.random_problems import seeded

N_PLANS, N_RUNS, N_SHOWN = 500, 20_000, 5
MAX_ERRORS = 4.0  # standard errors between the value that is stated and the mean of runs
HASH_SEEDS = ("0", "1", "12345")
SAME = 1e-9  # of the worth

Draw: TypeAlias = Callable[[int], Drawn]


def _tree(seed: int, shape: Shape) -> Drawn:
    problem, worth = draw_tree(seed, shape)
    return Drawn(shared=alone(problem), worth=_scaled(seed, worth))


def _sequence(seed: int) -> Drawn:
    problem, worth = draw_sequence(seed, 7, (0.2, 0.3, 0.4, 0.5)[seed % 4])
    return Drawn(shared=alone(problem), worth=_scaled(seed, worth))


def _tied(seed: int) -> Drawn:
    shared, worth = draw_tied(seed, Shape(n_steps=4, depth=2, root=Kind.ALL, left=0.3), seed % 3, 2)
    return Drawn(shared=shared, worth=_scaled(seed, worth))


def _scaled(seed: int, worth: float) -> float:
    """Of every third plan a worth at which it may be right to stop."""
    return worth * (0.15 if seed % 3 == 0 else 1.0)


def _shape(n_steps: int, depth: int, root: Kind, left: float = 0.0, needs: float = 0.0) -> Draw:
    return partial(_tree, shape=Shape(n_steps=n_steps, depth=depth, root=root, left=left, needs=needs))


CLASSES: dict[str, Draw] = {
    "`all` of commitments with needs": _sequence,
    "commitments, `any`": _shape(7, 3, Kind.ANY),
    "commitments, `all`": _shape(7, 3, Kind.ALL),
    "all may be left, `all`": _shape(5, 3, Kind.ALL, left=1.0),
    "half may be left, needs, `any`": _shape(6, 3, Kind.ANY, left=0.5, needs=0.5),
    "half may be left, needs, `all`": _shape(6, 3, Kind.ALL, left=0.5, needs=0.5),
    "two hypotheses, probes": _tied,
}


@dataclass(slots=True, kw_only=True)
class Row:
    """One line of the table."""

    n_plans: int = 0
    n_exact: int = 0
    n_bracketed: int = 0  # of the answers at low limits
    n_simulated: int = 0
    widest_errors: float = 0.0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def answer(drawn: Drawn, limits: Limits) -> Solution:
    """Of the solver that the program would take: the one with worlds only where something depends on one."""
    if drawn.shared.chances or drawn.shared.probes:
        return solve_shared(drawn.shared, worth=drawn.worth, limits=limits)
    return solve(drawn.shared.problem, worth=drawn.worth, limits=limits)


def judge(row: Row, name: str, drawn: Drawn, limits: Limits) -> None:
    """All questions about one plan."""
    row.n_plans += 1
    truth, _ = first_action_values(drawn.shared, worth=drawn.worth)
    slack = (COARSE if drawn.has_leavable else ROUNDING) * drawn.worth
    found, forced = answer(drawn, Limits()), answer(drawn, limits)
    row.n_exact += found.status == "exact"
    row.n_bracketed += forced.status == "bracketed"
    for one in (found, forced):
        if not one.lower - slack <= truth <= one.upper + slack:
            row.faults.append(f"{name}: {truth} is not within {one.lower} … {one.upper}")
        if one.status == "exact" and abs(one.value - truth) > slack:
            row.faults.append(f"{name}: {one.value} is called exact, and {truth} is the truth")
    if repr(answer(drawn, Limits())) != repr(found) or repr(answer(drawn, limits)) != repr(forced):
        row.faults.append(f"{name}: asked again, it is another answer")
    turned = answer(replace(drawn, shared=reversed_members(drawn.shared)), Limits())
    if abs(turned.value - found.value) > (2.0 * COARSE if drawn.has_leavable else SAME) * drawn.worth:
        row.faults.append(f"{name}: {found.value}, with members in the reverse order {turned.value}")
    row.faults += [
        f"{name}: {fault}" for limits_ in (Limits(), limits) for fault in _faults_of_runs(row, drawn, limits_)
    ]


def _faults_of_runs(row: Row, drawn: Drawn, limits: Limits) -> Iterator[str]:
    """Whether runs of the policy come to what is said of it, where the policy can be laid out."""
    stated = answer(drawn, limits)
    try:
        if drawn.shared.chances or drawn.shared.probes:
            policy = follow_shared(drawn.shared, worth=drawn.worth, limits=limits)
        else:
            policy = follow(drawn.shared.problem, worth=drawn.worth, limits=limits)
    except TooManyStatesError:
        return
    runs = simulate(policy, N_RUNS, seed=row.n_plans)
    value = estimate(drawn.worth * (runs.ends == REACHED) - runs.hours)
    row.n_simulated += 1
    missed = abs(value.mean - stated.value)
    if missed <= 1e-5 * drawn.worth:  # of a table of gains; where all runs are alike there is no error to count in
        return
    n_errors = missed / value.error if value.error else math.inf
    row.widest_errors = max(row.widest_errors, n_errors)
    if n_errors > MAX_ERRORS:
        yield f"runs come to {value.mean} ± {value.error}, and {stated.value} is said"


def reversed_members(shared: SharedProblem) -> SharedProblem:
    """The same problem with the members of every group in the reverse order, numbered anew."""
    nodes = shared.problem.nodes
    order: list[int] = []

    def visit(node: int) -> None:
        order.append(node)
        for member in reversed(nodes[node].members):
            visit(member)

    visit(0)
    new = {node: number for number, node in enumerate(order)}
    turned = tuple(
        replace(
            nodes[node],
            parent=new.get(nodes[node].parent, -1),
            members=tuple(new[member] for member in reversed(nodes[node].members)),
            needs=tuple(new[need] for need in nodes[node].needs),
        )
        for node in order
    )
    n_nodes = len(nodes)
    chances = {new[action] if action < n_nodes else action: row for action, row in shared.chances.items()}
    probes = tuple(replace(probe, needs=tuple(new[need] for need in probe.needs)) for probe in shared.probes)
    return replace(shared, problem=DecisionProblem(nodes=turned), chances=chances, probes=probes)


def plans(name: str, first: int, n_plans: int) -> Iterator[tuple[str, Drawn, Limits]]:
    """Plans of a class with limits to force them into, every count from 1 to 30."""
    for seed in range(first, first + n_plans):
        rng = seeded(7_000_003 * (1 + list(CLASSES).index(name)) + seed)
        yield f"{name}, {seed}", CLASSES[name](seed), low_limits(rng)


def say_answers(first: int, n_plans: int) -> None:
    """Every answer in full, for another process to compare."""
    for name in CLASSES:
        for plan, drawn, limits in plans(name, first, n_plans):
            print(plan, answer(drawn, Limits()), answer(drawn, limits))


def compare_hash_seeds(first: int, n_plans: int) -> Sequence[str]:
    """Whether processes with other hash seeds say the same."""
    command = [sys.executable, "-m", "studies.certificates", "--answers", "--plans", str(n_plans), "--seed", str(first)]
    said = Counter(
        subprocess.run(
            command, cwd=ROOT, env={**child_environment(), "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in HASH_SEEDS
    )
    return () if len(said) == 1 else (f"{len(said)} kinds of answers under {len(HASH_SEEDS)} hash seeds",)


def main() -> int:
    """Judge all plans; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=N_PLANS, help="of each class")
    parser.add_argument("--seed", type=int, default=0, help="of the first")
    parser.add_argument("--answers", action="store_true", help="write every answer, and no more")
    options = parser.parse_args()
    if options.answers:
        say_answers(options.seed, options.plans)
        return 0
    print("| plans | count | exact | bracketed at low limits | policies run | most standard errors | faults | CPU s |")
    print("|:--|--:|--:|--:|--:|--:|--:|--:|")
    shown: list[str] = []
    for name in CLASSES:
        row, begun = Row(), time.process_time()
        for plan, drawn, limits in plans(name, options.seed, options.plans):
            judge(row, plan, drawn, limits)
        row.seconds = time.process_time() - begun
        print(
            f"| {name} | {row.n_plans} | {row.n_exact} | {row.n_bracketed} | {row.n_simulated} | {row.widest_errors:.1f} "
            f"| {len(row.faults)} | {row.seconds:.0f} |",
            flush=True,
        )
        shown += row.faults[:N_SHOWN]
    shown += compare_hash_seeds(options.seed, min(options.plans, 60))
    print("\n".join(["", f"Hash seeds: {', '.join(HASH_SEEDS)}.", *shown]))
    return int(bool(shown))


if __name__ == "__main__":
    sys.exit(main())
