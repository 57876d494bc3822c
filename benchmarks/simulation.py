"""The same policy of the same plan simulated by acumen, by SimPy and by plain Python, in one process; growth of time."""

import importlib
import math
from collections.abc import Callable, Generator
from functools import partial
from random import Random
from statistics import NormalDist, fmean
from typing import Any

import simpy

from acumen.decision import DecisionProblem, Kind, Node
from acumen.decision.policies import simulation
from acumen.decision.policies.policy import REACHED, Policy, follow
from acumen.decision.policies.simulation import COMPILED_ATTEMPTS, simulate
from acumen.decision.tree_structure import attempt_of
from acumen.distributions import Attempt, Duration, Fixed, LogNormal
from benchmarks.measure import ratios, say_seconds, spread, time_call, write_table
from benchmarks.shapes import build, draw_attempt, worth_of

TARGET = "at least 60 times SimPy and 20 times plain Python on a plan of 50 steps"
N_RUNS = 10_000
N_REPEATS = 5
N_ERRORS = 6.0  # standard errors by which two simulations may differ before the comparison is refused
RUNS = (1_000, 10_000, 100_000, 1_000_000)
STEPS = (10, 20, 30, 40, 50)
_inverse = NormalDist().inv_cdf

NOTE = f"""\
An `any` of five groups, each an `all` of ten steps. *net*: failure of every step shows after log-normal hours, successes take
fixed hours but for two steps that may be left. *hours*: the objective is hours, all steps take log-normal hours when they
work. All follow the same policy for {N_RUNS:,} runs and agree with its chance and mean hours within {N_ERRORS:.0f} standard
errors. SimPy runs one process for each run, plain Python one loop; both draw with `random` and note only the hours and the
end. acumen also keeps what every step came to, as arrays until compiling pays: that is from {COMPILED_ATTEMPTS:,} attempted
steps on, or earlier where the compiler is loaded. Compilation is done before. Median (least to largest) of {N_REPEATS}
repeats in turn."""


def build_plan(n_steps: int, *, seed: int) -> DecisionProblem:
    """`any` of five groups, each `all` of a fifth of the steps; the first step of the first two groups may be left."""
    rng = Random(seed)
    size = n_steps // 5
    nodes = [Node(id="", kind=Kind.ANY, parent=-1)]
    groups = []
    for number in range(5):
        group = len(nodes)
        groups.append(group)
        members = tuple(range(group + 1, group + 1 + size))
        nodes.append(Node(id="", kind=Kind.ALL, parent=0, members=members))
        for member in members:
            attempt = draw_attempt(rng, can_leave=number < 2 and member == group + 1)
            low_hours = rng.uniform(1.0, 5.0)
            failure = LogNormal.from_interval(low_hours, low_hours * rng.uniform(2.0, 6.0))
            hard = Attempt(
                chance=attempt.chance**0.3, success=attempt.success, failure=failure, may_be_left=attempt.may_be_left
            )
            nodes.append(Node(id=f"s{member}", kind=Kind.STEP, parent=group, attempt=hard))
    nodes[0] = Node(id="", kind=Kind.ANY, parent=-1, members=tuple(groups))
    return DecisionProblem(nodes=tuple(nodes))


def quantile(duration: Duration, prob: float) -> float:
    """The hours at a chance, as plain Python has it."""
    if isinstance(duration, Fixed):
        return duration.at_hours
    kept = (
        duration.cdf(duration.cut_hours)
        if math.isinf(duration.cut_hours)
        else NormalDist().cdf(duration.z(duration.cut_hours))
    )
    return math.exp(duration.mu + duration.sigma * _inverse(prob * kept))


def attempt_once(policy: Policy, number: int, rng: Random) -> tuple[float, int]:
    """Hours spent in a situation, and what comes after."""
    here = policy.situations[number]
    attempt = attempt_of(policy.problem, here.step)
    luck = rng.random()
    if luck < here.works_prob:
        return quantile(attempt.success, luck / attempt.chance), here.won
    if luck < attempt.chance:
        return here.patience_hours, here.lost
    return min(here.patience_hours, quantile(attempt.failure, rng.random())), here.lost


def run_in_plain_python(policy: Policy, n_runs: int) -> list[tuple[float, int]]:
    """(hours, end) of each run, one after another."""
    rng = Random(1)
    found = []
    for _ in range(n_runs):
        number, hours = policy.start, 0.0
        while number >= 0:
            spent, number = attempt_once(policy, number, rng)
            hours += spent
        found.append((hours, number))
    return found


def run_with_simpy(policy: Policy, n_runs: int) -> list[tuple[float, int]]:
    """(hours, end) of each run, as processes of one environment."""
    rng = Random(2)
    environment = simpy.Environment()
    found: list[tuple[float, int]] = []

    def one_run() -> Generator[Any, Any, None]:
        number = policy.start
        while number >= 0:
            spent, number = attempt_once(policy, number, rng)
            yield environment.timeout(spent)
        found.append((float(environment.now), number))

    for _ in range(n_runs):
        environment.process(one_run())
    environment.run()
    return found


def run_with_acumen(policy: Policy, n_runs: int) -> list[tuple[float, int]]:
    """(hours, end) of each run."""
    runs = simulate(policy, n_runs, 3)
    return list(zip(runs.hours.tolist(), runs.ends.tolist(), strict=True))


def check(name: str, policy: Policy, found: list[tuple[float, int]]) -> None:
    """Refuse to compare what does not agree with the policy's own chance and hours."""
    hours, chance = fmean(spent for spent, _ in found), fmean(end == REACHED for _, end in found)
    deviation = math.sqrt(fmean((spent - hours) ** 2 for spent, _ in found))
    far = N_ERRORS / math.sqrt(len(found))
    if abs(hours - policy.expected_hours) > far * deviation:
        raise RuntimeError(f"{name}: mean hours {hours}, expected {policy.expected_hours}")
    if abs(chance - policy.chance) > far * math.sqrt(policy.chance * (1.0 - policy.chance)):
        raise RuntimeError(f"{name}: chance {chance}, expected {policy.chance}")


def with_arrays(policy: Policy, n_runs: int) -> None:
    """Acumen's runs where compiling does not pay."""
    usual = simulation.LOADED_ATTEMPTS
    simulation.LOADED_ATTEMPTS = n_runs * 1_000
    try:
        simulate(policy, n_runs, 3)
    finally:
        simulation.LOADED_ATTEMPTS = usual


def policies() -> dict[str, Policy]:
    """Two policies of 50 steps."""
    net = build_plan(50, seed=5)
    open_ended = build((10,) * 5, Kind.ANY, seed=5, can_leave=True)
    return {
        "net": follow(net, objective="net", worth=worth_of(net)),
        "hours": follow(open_ended, objective="hours"),
    }


def compare(name: str, policy: Policy) -> list[tuple[object, ...]]:
    """Seconds of all ways, and ratios to the compiled one."""
    peers: dict[str, Callable[[Policy, int], list[tuple[float, int]]]] = {
        "acumen, compiled": run_with_acumen,
        "SimPy": run_with_simpy,
        "plain Python": run_in_plain_python,
    }
    for peer, run in peers.items():
        check(peer, policy, run(policy, N_RUNS))
    calls: dict[str, Callable[[], object]] = {peer: partial(run, policy, N_RUNS) for peer, run in peers.items()}
    calls["acumen, compiled"] = partial(simulate, policy, N_RUNS, 3)
    calls["acumen, arrays"] = partial(with_arrays, policy, N_RUNS)
    seconds: dict[str, list[float]] = {way: [] for way in calls}
    for _ in range(N_REPEATS):
        for way, call in calls.items():
            seconds[way].append(time_call(call))
    ours = (seconds["acumen, compiled"], seconds["acumen, arrays"])
    tried = f"{sum(policy.reach_probs):.1f}"
    return [
        (name, tried, way, say_seconds(spread(taken)), *(f"{ratios(taken, own):.1f}" for own in ours))
        for way, taken in seconds.items()
    ]


def grow() -> str:
    """Seconds by the number of runs, and by the number of steps."""
    rows = []
    for n_steps, n_runs in [*((50, n_runs) for n_runs in RUNS), *((n_steps, N_RUNS) for n_steps in STEPS)]:
        problem = build_plan(n_steps, seed=5)
        policy = follow(problem, objective="net", worth=worth_of(problem))
        laid_out = [time_call(partial(follow, problem, objective="net", worth=worth_of(problem)))]
        seconds = [time_call(partial(simulate, policy, n_runs, k)) for k in range(3)]
        size = (n_steps, len(policy.situations), f"{n_runs:,}")
        rows.append((*size, say_seconds(spread(laid_out)), say_seconds(spread(seconds))))
    return write_table(["steps", "situations", "runs", "solve and lay out the policy", "simulate"], rows)


def report() -> str:
    """Both tables."""
    importlib.import_module("numba")
    head = ["plan", "steps tried per run", "simulated by", "time", "times compiled", "times arrays"]
    table = write_table(head, [row for name, policy in policies().items() for row in compare(name, policy)])
    return f"## Simulation\n\nTarget: {TARGET}.\n\n{NOTE}\n\n{table}\n\nGrowth (net, compiled):\n\n{grow()}"
