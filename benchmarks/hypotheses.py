"""Plans whose steps share hypotheses: proven gap and time of random instances by size; pyAgrum and POMCP at what they can."""

import importlib.util
import statistics
import time
from dataclasses import dataclass, replace
from random import Random

from acumen.decision import DecisionProblem, Kind, Limits, Node
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses.problem import ProbeNode, SharedProblem
from acumen.decision.hypotheses.solve import explore
from acumen.distributions import Attempt
from benchmarks.measure import write_table

SIZES = (
    (8, 2, 10),
    (12, 3, 10),
    (16, 4, 10),
    (20, 4, 10),
    (24, 4, 10),
    (30, 6, 10),
    (40, 8, 20),
)  # steps, probes, instances
TIED = ((0.5, SIZES), (1.0, ((16, 4, 10), (20, 4, 10))))  # share of the steps that depend on the hypotheses
N_WORLDS = 4
LIMITS = Limits(max_places=1_000, max_histories=0)
HEADLINE = (
    f"Shared hypotheses, {N_WORLDS} worlds, random instances, at most {LIMITS.max_places:,} places expanded. "
    "Gap: of the upper bound. Seconds are of one processor."
)
GAPS = (0.01, 0.05)
PLAYED = ((8, 2, 100, 1_000), (20, 4, 40, 300), (40, 8, 20, 100))  # steps, probes, runs, simulations before each action
N_PLAYED = 2  # instances of each size that POMCP plays, the first that are worth starting


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One instance: the proven gap as a share of the upper bound, and seconds; a gap of 1 where it was too big."""

    gap: float
    seconds: float
    is_too_big: bool = False


def instance(seed: int, n_steps: int, n_probes: int, tied: float) -> tuple[SharedProblem, float]:
    """A random tree of commitments, a share `tied` of them with a chance of its own in each of four worlds; and a worth."""
    rng = Random(seed)
    nodes: list[Node] = []

    def grow(n_left: int, kind: Kind, parent: int) -> int:
        number = len(nodes)
        if n_left == 1:
            attempt = Attempt.plain(round(rng.uniform(0.2, 0.95), 2), round(rng.uniform(1.0, 20.0), 1))
            nodes.append(Node(id=f"s{number}", kind=Kind.STEP, parent=parent, attempt=attempt))
            return number
        nodes.append(Node(id="", kind=kind, parent=parent))
        n_parts = min(n_left, rng.choice((2, 3, 4)))
        cuts = sorted(rng.sample(range(1, n_left), n_parts - 1))
        sizes = [end - begin for begin, end in zip([0, *cuts], [*cuts, n_left], strict=True)]
        other = Kind.ANY if kind == Kind.ALL else Kind.ALL
        nodes[number] = replace(nodes[number], members=tuple(grow(size, other, number) for size in sizes))
        return number

    grow(n_steps, rng.choice((Kind.ALL, Kind.ANY)), -1)
    problem = DecisionProblem(nodes=tuple(nodes))
    chances = {step: _chances(rng) for step in problem.steps if rng.random() < tied}
    probes = []
    for number in range(n_probes):
        probes.append(ProbeNode(id=f"p{number}", attempt=Attempt.plain(0.5, round(rng.uniform(0.2, 4.0), 1))))
        chances[len(nodes) + number] = _chances(rng)
    weights = [rng.random() + 0.1 for _ in range(N_WORLDS)]
    belief = tuple(weight / sum(weights) for weight in weights)
    hours = sum(node.attempt.mean_hours for node in nodes if node.attempt)
    shared = SharedProblem(problem=problem, probes=tuple(probes), belief=belief, chances=chances)
    return shared, round(hours * rng.uniform(0.5, 4.0))


def _chances(rng: Random) -> tuple[float, ...]:
    return tuple(round(rng.uniform(0.05, 0.95), 2) for _ in range(N_WORLDS))


def try_one(shared: SharedProblem, worth: float, limits: Limits = LIMITS) -> Tried:
    """Solve one instance."""
    begun = time.process_time()
    try:
        found = explore(shared, worth=worth, limits=limits, is_ranked=False).solution
    except TooManyStatesError:
        return Tried(gap=1.0, seconds=time.process_time() - begun, is_too_big=True)
    seconds = time.process_time() - begun
    return Tried(gap=(found.upper - found.lower) / found.upper if found.upper > 0.0 else 0.0, seconds=seconds)


def report() -> str:
    """Gap and time by size, the sweep over histories, pyAgrum and POMCP."""
    try_one(*instance(0, 20, 4, 0.5))  # loads and compiles
    rows = []
    for tied, sizes in TIED:
        for n_steps, n_probes, n_instances in sizes:
            tried = [try_one(*instance(seed, n_steps, n_probes, tied)) for seed in range(n_instances)]
            rows.append(_row(n_steps, n_probes, tied, tried))
    head = (
        "steps + probes",
        "tied",
        "instances",
        "gap 0",
        "<= 1 %",
        "<= 5 %",
        "median gap",
        "most",
        "too big",
        "median s",
        "most s",
    )
    return "\n\n".join(
        [
            HEADLINE,
            write_table(head, rows),
            _histories(),
            _diagrams(),
            _played(),
        ]
    )


def _row(n_steps: int, n_probes: int, tied: float, tried: list[Tried]) -> tuple[object, ...]:
    solved = [one.seconds for one in tried if not one.is_too_big]
    shares = [sum(one.gap <= gap for one in tried) / len(tried) for gap in (1e-9, *GAPS)]
    return (
        f"{n_steps} + {n_probes}",
        f"{tied:.0%}",
        len(tried),
        *(f"{share:.0%}" for share in shares),
        f"{statistics.median(one.gap for one in tried):.2%}",
        f"{max(one.gap for one in tried):.1%}",
        f"{sum(one.is_too_big for one in tried) / len(tried):.0%}",
        f"{statistics.median(solved):.2f}" if solved else "-",
        f"{max(solved):.2f}" if solved else "-",
    )


def _histories() -> str:
    """Seconds of the sweep over all histories, compiled."""
    rows = []
    limits = Limits(max_places=0)
    try_one(*instance(1, 8, 2, 0.5), limits)
    for n_steps, n_probes in ((8, 2), (10, 3), (12, 3), (12, 4)):
        tried = try_one(*instance(1, n_steps, n_probes, 0.5), limits)
        rows.append((n_steps + n_probes, f"{3 ** (n_steps + n_probes):,}", f"{tried.seconds:.2f}", f"{tried.gap:.1g}"))
    return "Every history swept:\n\n" + write_table(("actions", "histories", "s", "gap"), rows)


def _diagrams() -> str:
    """PyAgrum's influence diagrams beside the search, on three and four actions."""
    from tests.oracles.influence_diagram import net_value

    rows = []
    for n_steps, n_probes in ((2, 1), (2, 2)):
        shared, worth = instance(3, n_steps, n_probes, 1.0)
        begun = time.process_time()
        theirs = net_value(shared, worth)
        their_seconds = time.process_time() - begun
        begun = time.process_time()
        ours = explore(shared, worth=worth, is_ranked=False).solution.value
        our_seconds = time.process_time() - begun
        rows.append(
            (
                n_steps + n_probes,
                f"{their_seconds:.3f} s",
                f"{our_seconds * 1e3:.2f} ms",
                f"{their_seconds / our_seconds:,.0f}",
                f"{abs(theirs - ours):.0e}",
            )
        )
    return "PyAgrum (ShaferShenoyLIMID, no forgetting):\n\n" + write_table(
        ("actions", "pyAgrum, building included", "acumen", "times", "difference"), rows
    )


def _played() -> str:
    """POMCP on the first instances of some sizes that are worth starting, beside the proven bounds."""
    if importlib.util.find_spec("pomdp_py") is None:
        return "POMCP: left out, as pomdp-py is not installed (pip install 'acumen[bench]')."
    rows = []
    for n_steps, n_probes, n_runs, n_simulations in PLAYED:
        seed, n_done = 0, 0
        while n_done < N_PLAYED:
            row = _play(seed, n_steps, n_probes, n_runs, n_simulations)
            rows += [row] if row else []
            seed, n_done = seed + 1, n_done + bool(row)
    head = ("steps + probes", "seed", "acumen", "POMCP", "runs", "simulations", "acumen s", "POMCP s", "times")
    return (
        "POMCP (pomdp-py; random rollouts, particles of the exact belief), its value simulated with its standard error. "
        "acumen: proven bounds. Seconds: of acumen's whole answer, and of one run of POMCP, as it plans before each action.\n\n"
        + write_table(head, rows)
    )


def _play(seed: int, n_steps: int, n_probes: int, n_runs: int, n_simulations: int) -> tuple[object, ...] | None:
    from benchmarks.pomcp import play

    shared, worth = instance(seed, n_steps, n_probes, 0.5)
    begun = time.process_time()
    ours = explore(shared, worth=worth, limits=LIMITS, is_ranked=False).solution
    seconds = time.process_time() - begun
    if ours.lower <= 0.0:
        return None
    theirs = play(shared, worth, n_runs=n_runs, n_simulations=n_simulations, seed=seed)
    return (
        f"{n_steps} + {n_probes}",
        seed,
        f"{ours.lower:.1f} to {ours.upper:.1f}",
        f"{theirs.mean:.1f} ± {theirs.error:.1f}",
        n_runs,
        n_simulations,
        f"{seconds:.3f}",
        f"{theirs.run_seconds:.2f}",
        f"{theirs.run_seconds / seconds:,.1f}",
    )
