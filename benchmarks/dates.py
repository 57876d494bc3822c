"""Dated plans and portfolios for one person: CPU seconds, and how near to what is exact or to a bound."""

import math
import statistics
import time
from collections.abc import Callable
from functools import partial
from random import Random
from typing import TypeVar

from acumen.decision import DecisionProblem, Kind, Node
from acumen.decision.dated import by_hours_left
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.solve import explore_merged, solve_dated
from acumen.decision.dated.states import DatedStates
from acumen.decision.portfolio.problem import PlanBet, PortfolioProblem, SafeWork
from acumen.decision.portfolio.solve import solve_portfolio
from acumen.decision.tree_structure import attempt_of
from acumen.distributions import Attempt
from benchmarks.measure import write_table

N_REPEATS = 5
N_DRAWN = 8
N_PLANS, SHARE_THAT_FITS = 24, 1.0 / 3.0
N_CELLS = 256
Found = TypeVar("Found")
Drawn = Attempt | tuple[Kind, tuple["Drawn", ...]]


def report() -> str:
    """A row for each figure that is asked for."""
    rows = [_plain(14), _leavable(8), _winter(), _many_plans()]
    rows += [_big(is_plain=is_plain) for is_plain in (True, False)]
    return write_table(("dated plan", "asked for", "found", "CPU seconds, median (most)"), rows)


def _timed(call: Callable[[], Found]) -> tuple[Found, float]:
    begun = time.process_time()
    found = call()
    return found, time.process_time() - begun


def _say(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2g} ({max(seconds):.2g})"


def drawn_tree(rng: Random, n_steps: int, *, is_plain: bool, depth: int = 3) -> DecisionProblem:
    """A random tree: chances from .15 to .95, of 1 to 5 hours, or work of that size that may be left."""

    def one() -> Attempt:
        chance, low = rng.uniform(0.15, 0.95), rng.uniform(0.5, 3.0)
        if is_plain:
            return Attempt.plain(chance, float(rng.randint(1, 5)))
        return Attempt.open_ended(chance, low, low * rng.uniform(1.5, 6.0))

    def grow(n_left: int, deep: int) -> Drawn:
        if n_left == 1:
            return one()
        sizes: list[int] = []
        while deep and sum(sizes) < n_left:
            sizes.append(rng.randint(1, n_left - sum(sizes)))
        return rng.choice((Kind.ALL, Kind.ANY)), tuple(grow(size, deep - 1) for size in sizes or [1] * n_left)

    return numbered(grow(n_steps, depth))


def numbered(tree: Drawn) -> DecisionProblem:
    """A nested tree in preorder."""
    nodes: list[Node] = []

    def place(part: Drawn, parent: int) -> int:
        number = len(nodes)
        if isinstance(part, Attempt):
            nodes.append(Node(id=f"s{number}", kind=Kind.STEP, parent=parent, attempt=part))
            return number
        nodes.append(Node(id="", kind=part[0], parent=parent))
        members = tuple(place(member, number) for member in part[1])
        nodes[number] = Node(id="", kind=part[0], parent=parent, members=members)
        return number

    place(tree, -1)
    return DecisionProblem(nodes=tuple(nodes))


def dated(problem: DecisionProblem, worth: float, hours: float) -> DatedProblem:
    """Nothing may be missing, and nothing is worth anything later."""
    n_nodes = len(problem.nodes)
    return DatedProblem(
        problem=problem, by_hours=(hours,), worths=(worth,), cuts=(math.inf,) * n_nodes, due_hours=(math.inf,) * n_nodes
    )


def drawn_plan(seed: int, n_steps: int, *, is_plain: bool) -> DatedProblem:
    """Due when 40 or 50 % of all hours have passed; worth .8 to 6 times all hours."""
    rng = Random(seed)
    problem = drawn_tree(rng, n_steps, is_plain=is_plain)
    hours = math.fsum(attempt_of(problem, step).mean_hours for step in problem.steps)
    return dated(problem, rng.uniform(0.8, 6.0) * hours, rng.choice((0.4, 0.5)) * hours)


def _plain(n_steps: int) -> tuple[str, ...]:
    solve_dated(drawn_plan(0, n_steps, is_plain=True))  # compiled
    found = [_timed(partial(solve_dated, drawn_plan(seed, n_steps, is_plain=True))) for seed in range(N_REPEATS)]
    states = "exact" if all(one.status == "exact" for one, _ in found) else "not exact"
    return f"{n_steps} steps of fixed hours", "exact, 1.5 s", states, _say([seconds for _, seconds in found])


def _leavable(n_steps: int) -> tuple[str, ...]:
    gaps, seconds = [], []
    for seed in range(N_DRAWN):
        plan = drawn_plan(seed, n_steps, is_plain=False)
        states = explore_merged(plan, None)
        (low, high), took = _timed(partial(_both_ways, plan, states))
        if high > 1e-3 * plan.worths[0]:
            gaps.append(1.0 - low / high)
        seconds.append(took)
    told = f"{statistics.median(gaps):.1%} (most {max(gaps):.1%}, {len(gaps)} plans)"
    return f"{n_steps} steps that may be left, {N_CELLS} cells", "2 %, .2 s", told, _say(seconds)


def _both_ways(plan: DatedProblem, states: DatedStates) -> tuple[float, float]:
    """What is attained, and what nothing exceeds."""
    low, high = (by_hours_left.sweep(plan, states, N_CELLS, is_up=is_up).value[0, 0] for is_up in (True, False))
    return float(low), float(high)


def _bet(id_: str, tree: Drawn, worth: float, most_hours: float = math.inf) -> PlanBet:
    grown = (Kind.ALL, (tree,)) if isinstance(tree, Attempt) else tree
    return PlanBet(id=id_, dated=dated(numbered(grown), worth, math.inf), most_hours=most_hours)


def _winter() -> tuple[str, ...]:
    step, all_of, any_of = Attempt.plain, Kind.ALL, Kind.ANY
    problem = PortfolioProblem(
        hours=60.0,
        plans=(
            _bet("countdown", (all_of, (step(0.6, 10), (any_of, (step(0.5, 16), step(0.3, 12))))), 140.0),
            _bet("survey", (all_of, (step(0.9, 12), step(0.85, 10))), 45.0),
            _bet("tool", (any_of, (step(0.3, 8), step(0.35, 14))), 75.0),
            _bet("theory", (all_of, (step(0.4, 12), step(0.5, 20))), 260.0),
            _bet("grant", step(0.2, 16), 170.0, most_hours=16.0),
        ),
        safe=(SafeWork(id="support", hours=40.0, returns=1.4),),
    )
    solve_portfolio(problem)
    found = [_timed(partial(solve_portfolio, problem)) for _ in range(N_REPEATS)]
    told = found[0][0]
    return (
        "portfolio of five plans, 60 h",
        "82.1 exact, .1 s",
        f"{told.value:.2f} {told.status}",
        _say([s for _, s in found]),
    )


def _many_plans() -> tuple[str, ...]:
    gaps, seconds = [], []
    for seed in range(N_REPEATS):
        rng = Random(seed)
        plans, total = [], 0.0
        for number in range(N_PLANS):
            problem = drawn_tree(rng, rng.randint(1, 4), is_plain=True, depth=2)
            hours = math.fsum(attempt_of(problem, step).mean_hours for step in problem.steps)
            plans.append(PlanBet(id=f"p{number}", dated=dated(problem, rng.uniform(1.0, 8.0) * hours, math.inf)))
            total += hours
        problem_ = PortfolioProblem(plans=tuple(plans), hours=float(round(SHARE_THAT_FITS * total)))
        told, took = _timed(partial(solve_portfolio, problem_))
        gaps.append(1.0 - told.value / told.upper)
        seconds.append(took)
    return (
        f"portfolio of {N_PLANS} plans",
        "3 %, 1 s",
        f"{statistics.median(gaps):.1%} (most {max(gaps):.1%})",
        _say(seconds),
    )


def _big(*, is_plain: bool) -> tuple[str, ...]:
    reached, seconds = [], []
    for seed in range(N_DRAWN):
        plan = drawn_plan(seed, 30, is_plain=is_plain)
        told, took = _timed(partial(solve_dated, plan))
        if told.upper > 1e-3 * plan.worths[0]:
            reached.append(min(1.0, told.value / told.upper))
        seconds.append(took)
    what = "of fixed hours" if is_plain else "that may be left"
    found = f"{statistics.mean(reached):.3f} (least {min(reached):.3f}, {len(reached)} plans)"
    return f"30 steps {what}: value / bound", ".97", found, _say(seconds)


if __name__ == "__main__":
    print(report())
