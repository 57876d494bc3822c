"""The same plain problems solved by acumen, by QuantEcon's backward induction and by plain Python, in one process."""

import math
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import quantecon.markov

from acumen.decision import DecisionProblem, Kind, Limits, solve
from acumen.decision.backward_induction import sweeping
from acumen.decision.solve import layout_within
from acumen.decision.tree_structure import OPEN, view
from benchmarks.explicit import PairModel, build_pairs, solve_in_plain_python
from benchmarks.measure import ROOT, child_environment, ratios, say_seconds, spread, time_call, write_table
from benchmarks.shapes import Shape, build, worth_of

TARGET = "at least 1000 times QuantEcon's backward induction on the explicit 3^n states at n = 12"
N_REPEATS = 5
N_CALLS = 20  # of acumen in each repeat: it is too fast to time alone
SHAPES: dict[str, tuple[tuple[int, ...], Kind]] = {
    "any of all, n = 10": ((3, 3, 2, 2), Kind.ANY),
    "any of all, n = 11": ((3, 3, 3, 2), Kind.ANY),
    "any of all, n = 12": ((3, 3, 3, 3), Kind.ANY),
    "all of any, n = 12": ((3, 3, 3, 3), Kind.ALL),
}


NOTE = f"""\
Distinct plain steps, objective net; all values agree to 1e-9. Median (least to largest) of {N_REPEATS} repeats in turn,
acumen {N_CALLS} calls in each. *Answer*: `solve` as users call it, with the price of every other step, also where the
sweep passes over it; *policy*: `solve` without those prices; *sweep*: the values alone, the states laid out before.
*Compiled*: with the compiled kernels, which acumen by itself uses only when a problem is big enough.
QuantEcon's own compilation is done before."""

FIRST_COMPILED = """\
import time
from acumen.decision import Kind, solve
from acumen.decision.backward_induction import sweeping
from benchmarks.shapes import build
sweeping.PATIENCE_SECONDS = -1.0
begun = time.perf_counter()
solve(build((2, 2), Kind.ANY, seed=1), objective="net", worth=100.0)
print(time.perf_counter() - begun)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Seconds, one entry for each repeat, of everything that was run next to each other, by what it is."""

    name: str
    n_states: int
    first_call: float
    seconds: dict[str, list[float]]

    def faster(self, peer: list[str], ours: str) -> str:
        """How many times longer the peer's parts took together."""
        together = [sum(parts) for parts in zip(*(self.seconds[part] for part in peer), strict=True)]
        return f"{ratios(together, self.seconds[ours]):,.0f}"


def solve_with_quantecon(model: PairModel) -> float:
    """QuantEcon's backward induction over as many stages as there are steps."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that infinite-horizon methods are off without discounting
        process = quantecon.markov.DiscreteDP(model.rewards, model.transitions, 1.0, model.states, model.actions)
    values, _ = quantecon.markov.backward_induction(process, model.n_steps, model.final_values)
    return float(values[0, 0])


def solve_with_acumen(problem: DecisionProblem, worth: float, limits: Limits | None = None) -> float:
    """What acumen says, which has to be exact here."""
    solution = solve(problem, objective="net", worth=worth, limits=limits or Limits())
    if solution.status != "exact":
        raise RuntimeError(f"expected an exact solution, got {solution.status}")
    return float(solution.value)


@contextmanager
def compiled_kernels() -> Iterator[None]:
    """Run compiled what is small enough to be run as plain Python."""
    usual = sweeping.PATIENCE_SECONDS
    sweeping.PATIENCE_SECONDS = -1.0
    try:
        yield
    finally:
        sweeping.PATIENCE_SECONDS = usual


def compiled(call: Callable[[], float]) -> Callable[[], float]:
    """The same call with the compiled kernels."""

    def run() -> float:
        with compiled_kernels():
            return call()

    return run


def ways(problem: DecisionProblem, worth: float) -> dict[str, Callable[[], float]]:
    """Every way to the same value; those of acumen from the whole answer down to the bare sweep over its states."""
    model = build_pairs(problem, worth=worth)
    seen = view(problem, "net", (OPEN,) * len(problem.nodes))
    layout = layout_within(seen, Limits())
    bare = Limits(max_ranking=0)

    def sweep_only() -> float:
        return float(sweeping.sweep(seen, layout, worth).lower[0])

    return {
        "answer": lambda: solve_with_acumen(problem, worth),
        "policy": lambda: solve_with_acumen(problem, worth, bare),
        "policy, compiled": compiled(lambda: solve_with_acumen(problem, worth, bare)),
        "sweep": sweep_only,
        "sweep, compiled": compiled(sweep_only),
        "quantecon": lambda: solve_with_quantecon(model),
        "python": lambda: solve_in_plain_python(problem, worth=worth),
    }


def compare(name: str, shape: Shape, root: Kind) -> Run:
    """Check that all ways agree, then time them in turn."""
    problem = build(shape, root, seed=12)
    worth = worth_of(problem)
    begun = time.perf_counter()
    solution = solve(problem, objective="net", worth=worth)
    first_call = time.perf_counter() - begun
    same = ways(problem, worth)
    for way, value in ((way, call()) for way, call in same.items()):
        if not math.isclose(solution.value, value, rel_tol=1e-9, abs_tol=1e-9):
            raise RuntimeError(f"{name}: values differ: acumen's answer {solution.value!r}, {way} {value!r}")
    calls: dict[str, Callable[[], object]] = {**same, "building": lambda: build_pairs(problem, worth=worth)}
    seconds: dict[str, list[float]] = {way: [] for way in calls}
    for _ in range(N_REPEATS):
        for way, call in calls.items():
            n_calls = 1 if way in {"quantecon", "building", "python"} else N_CALLS
            seconds[way].append(time_call(call, n_calls=n_calls))
    return Run(name=name, n_states=solution.n_states, first_call=first_call, seconds=seconds)


def say_compilation() -> str:
    """Seconds of the first compiled sweep of a process: with nothing kept on disk, then with what that one kept."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**child_environment(), "NUMBA_CACHE_DIR": folder}
        command = [sys.executable, "-c", FIRST_COMPILED]
        cold, warm = (
            float(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout)
            for _ in range(2)
        )
    return f"The first compiled sweep of a process: {cold:.1f} s when it has to be compiled, {warm:.1f} s from then on."


def report() -> str:
    """Seconds, and how many times faster acumen is."""
    solve_with_quantecon(build_pairs(build((2, 2), Kind.ANY, seed=1), worth=100.0))  # compiles what QuantEcon compiles
    runs = [compare(name, shape, root) for name, (shape, root) in SHAPES.items()]
    return "\n\n".join(
        [
            "## The explicit states, by peers",
            f"Target: {TARGET}.",
            NOTE,
            say_compilation(),
            write_seconds(runs),
            write_ratios(runs),
        ]
    )


def write_seconds(runs: list[Run]) -> str:
    """What everything took."""
    ours = ["answer", "policy", "policy, compiled", "sweep", "sweep, compiled"]
    peers = {"quantecon": "QuantEcon's sweep", "building": "building its arrays", "python": "plain Python"}
    head = ["problem", "states", "acumen's first answer", *(f"acumen's {way}" for way in ours), *peers.values()]
    rows = [
        (
            run.name,
            f"{run.n_states:,}",
            say_seconds(spread([run.first_call])),
            *(say_seconds(spread(run.seconds[way])) for way in [*ours, *peers]),
        )
        for run in runs
    ]
    return write_table(head, rows)


def write_ratios(runs: list[Run]) -> str:
    """How many times faster, like with like."""
    pairs: dict[str, tuple[list[str], str]] = {
        "QuantEcon's sweep / sweep, compiled": (["quantecon"], "sweep, compiled"),
        "QuantEcon's sweep / sweep": (["quantecon"], "sweep"),
        "QuantEcon, built and swept / policy, compiled": (["quantecon", "building"], "policy, compiled"),
        "QuantEcon, built and swept / policy": (["quantecon", "building"], "policy"),
        "QuantEcon, built and swept / answer": (["quantecon", "building"], "answer"),
        "plain Python / answer": (["python"], "answer"),
    }
    rows = [(run.name, *(run.faster(peer, ours) for peer, ours in pairs.values())) for run in runs]
    return write_table(["problem", *pairs], rows)
