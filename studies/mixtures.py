"""Random plans of ten mixtures against brute force: `python -m studies.mixtures [--share 0.1] [--seed 1]`.

Nine mixtures of needs, hypotheses, probes, artifacts, steps that may be left, certainties, worths and plans midway, 1,000
plans each, and 5,000 of steps that may be left beside two or three steps tied to a hypothesis. Of each plan are compared with
`tests/oracles/leavable_shared.py`: the value, every price, expected hours (of the plan, and of the objective hours), and the
break-even worth; and under random low limits whether the truth lies between the bounds. Prints a Markdown table and exits
with 1 when anything was wrong, crashed, was refused, or out of bounds.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from random import Random
from typing import TypeAlias

from acumen.decision import DecisionProblem, Limits, Solution, solve
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.hypotheses.leverage import break_even_shared
from acumen.decision.hypotheses.problem import ProbeNode, SharedProblem
from acumen.decision.hypotheses.solve import solve_shared
from acumen.decision.leverage import BreakEven, break_even
from acumen.distributions import Attempt, Fixed, UnderWay, carry_on
from tests.oracles.brute_force import TRUE, UNKNOWN, truth_of
from tests.oracles.leavable_shared import first_action_values, random_tied
from tests.oracles.random_problems import (
    add_needs,
    random_leavable_problem,
    random_plain_problem,
    seeded,
)

COARSE = 2e-5  # of the worth: what the grid of the oracle, which is coarser than the answers, may be off by
ROUNDING = 1e-9  # where nothing may be left
BESIDE = 0.003  # of a break-even worth: so far below it nothing pays, so far above something does
N_EACH, N_TIED = 1_000, 5_000
N_SHOWN = 5
FAULTS = ("wrong", "crash", "refused", "out of bounds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A plan and where it stands; `statuses` has an entry for each node and then for each probe."""

    shared: SharedProblem
    worth: float
    statuses: tuple[int, ...] | None = None

    @property
    def has_leavable(self) -> bool:
        """Whether anything may be left."""
        steps = self.shared.problem.steps
        return any(self.shared.attempt(step).may_be_left for step in steps if step not in self.shared.chances)

    @property
    def state(self) -> tuple[int, ...] | None:
        """The statuses as the oracle has them: of steps and probes only."""
        if self.statuses is None:
            return None
        return tuple(self.statuses[action] for action in self.shared.actions)


Draw: TypeAlias = Callable[[Random], Drawn]


def alone(problem: DecisionProblem) -> SharedProblem:
    """A problem without hypotheses, as one with a single world."""
    return SharedProblem(problem=problem, probes=(), belief=(1.0,), chances={})


def draw_worth(rng: Random, shared: SharedProblem) -> float:
    """On the scale of the hours, so that both stopping and going on are often right."""
    hours = sum(shared.attempt(step).mean_hours for step in shared.problem.steps)
    worth: float = max(1.0, hours) * 0.4 * 40.0 ** rng.random()
    return worth


def draw_row(rng: Random, n_worlds: int, edges: float = 0.2) -> tuple[float, ...]:
    """A chance in every world."""
    return tuple(float(rng.choice((0, 1))) if rng.random() < edges else round(rng.random(), 2) for _ in range(n_worlds))


def needy(rng: Random) -> Drawn:
    """Needs that cross groups, steps that may be left, failures of their own."""
    shared = alone(add_needs(rng, random_leavable_problem(rng, max_steps=6)))
    return Drawn(shared=shared, worth=draw_worth(rng, shared))


def needy_plain(rng: Random) -> Drawn:
    """Needs among commitments, four deep."""
    shared = alone(add_needs(rng, random_plain_problem(rng, max_steps=7, max_depth=4)))
    return Drawn(shared=shared, worth=draw_worth(rng, shared))


def tied_and_needy(rng: Random) -> Drawn:
    """A hypothesis, needs, steps that may be left, probes with needs."""
    problem = add_needs(rng, random_leavable_problem(rng, max_steps=4))
    shared = tie(rng, problem, n_worlds=rng.choice((2, 3)), n_probes=rng.randint(0, 2), probes_need=0.4)
    return Drawn(shared=shared, worth=draw_worth(rng, shared))


def several_hypotheses(rng: Random) -> Drawn:
    """Two or three hypotheses, with chances that depend on several."""
    problem = random_leavable_problem(rng, max_steps=4)
    shared = tie(rng, problem, n_worlds=rng.choice((4, 6, 8)), n_probes=rng.randint(0, 2))
    return Drawn(shared=shared, worth=draw_worth(rng, shared))


def with_artifacts(rng: Random) -> Drawn:
    """Probes that one artifact misleads: in half of the worlds they show the same whatever is the case."""
    problem = random_leavable_problem(rng, max_steps=3)
    shared = tie(rng, problem, n_worlds=2, n_probes=rng.randint(1, 3))
    chance, n_nodes = rng.uniform(0.02, 0.3), len(problem.nodes)
    belief = tuple(b * share for share in (1.0 - chance, chance) for b in shared.belief)
    chances = {
        action: (*row, *((round(rng.random(), 2),) * len(row) if action >= n_nodes and rng.random() < 0.8 else row))
        for action, row in shared.chances.items()
    }
    shared = replace(shared, belief=belief, chances=chances)
    return Drawn(shared=shared, worth=draw_worth(rng, shared))


def certain(rng: Random) -> Drawn:
    """Chances of 0 and 1, hours of 0."""

    def edged(attempt: Attempt) -> Attempt:
        if rng.random() < 0.45:
            attempt = replace(attempt, chance=float(rng.choice((0, 1))))
        if rng.random() < 0.45 and not attempt.may_be_left:
            attempt = replace(attempt, success=Fixed(0.0), failure=Fixed(0.0))
        return attempt

    drawn = tied_and_needy(rng) if rng.random() < 0.5 else needy(rng)
    nodes = tuple(
        node if node.attempt is None else replace(node, attempt=edged(node.attempt))
        for node in drawn.shared.problem.nodes
    )
    chances = {action: draw_row(rng, len(row), edges=0.6) for action, row in drawn.shared.chances.items()}
    shared = replace(drawn.shared, problem=DecisionProblem(nodes=nodes), chances=chances)
    return Drawn(shared=shared, worth=draw_worth(rng, shared))


def any_worth(rng: Random) -> Drawn:
    """Worths from .1 to 2,000 hours."""
    drawn = rng.choice((needy, tied_and_needy, needy_plain))(rng)
    return replace(drawn, worth=0.1 * 20_000.0 ** rng.random())


def begun(rng: Random) -> Drawn:
    """Steps ended, left, and up to two under way."""
    drawn = rng.choice((needy, needy_plain))(rng)
    problem = drawn.shared.problem
    statuses = [0] * len(problem.nodes)
    for step in rng.sample(problem.steps, rng.randint(0, len(problem.steps) // 2)):
        truths = truth_of(problem, tuple(statuses[other] for other in problem.steps))
        if all(truths[need] == TRUE for need in problem.nodes[step].needs):
            statuses[step] = rng.choice((1, 2))
            if truth_of(problem, tuple(statuses[other] for other in problem.steps))[0] != UNKNOWN:
                statuses[step] = 0
    nodes = list(problem.nodes)
    truths = truth_of(problem, tuple(statuses[other] for other in problem.steps))
    untried = [
        step
        for step in problem.steps
        if statuses[step] == 0 and all(truths[need] == TRUE for need in problem.nodes[step].needs)
    ]
    for step in rng.sample(untried, min(len(untried), rng.randint(0, 2))):
        attempt = nodes[step].attempt
        if attempt is None or not attempt.may_be_left or not 0.0 < attempt.chance < 1.0:
            continue
        rest = carry_on(attempt, attempt.mean_hours * rng.uniform(0.05, 0.9))
        if isinstance(rest, UnderWay):
            nodes[step] = replace(nodes[step], attempt=rest)
    shared = alone(DecisionProblem(nodes=tuple(nodes)))
    return replace(drawn, shared=shared, statuses=tuple(statuses))


def barely_worth_it(rng: Random) -> Drawn:
    """Hypotheses, steps that may be left, one to three times the break-even worth."""
    drawn = tied_and_needy(rng)
    least = find_break_even(drawn, Limits())
    return drawn if least is None else replace(drawn, worth=max(1e-3, least.worth * rng.uniform(1.0, 3.0)))


def beside_tied(rng: Random) -> Drawn:
    """One or two steps that may be left beside two or three that are tied to a hypothesis."""
    shared, worth = random_tied(rng)
    return Drawn(shared=shared, worth=worth)


def tie(
    rng: Random, problem: DecisionProblem, *, n_worlds: int, n_probes: int, probes_need: float = 0.0
) -> SharedProblem:
    """Let some steps depend on the world, and probes tell about it."""
    weights = [0.05 + rng.random() for _ in range(n_worlds)]
    tied = [step for step in problem.steps if rng.random() < 0.5] or [problem.steps[0]]
    chances = {step: draw_row(rng, n_worlds) for step in tied}
    probes = []
    for number in range(n_probes):
        needs = (rng.randrange(1, len(problem.nodes)),) if len(problem.nodes) > 1 and rng.random() < probes_need else ()
        probes.append(ProbeNode(id=f"p{number}", attempt=Attempt.plain(0.5, 5.0 * rng.random()), needs=needs))
        chances[len(problem.nodes) + number] = draw_row(rng, n_worlds, edges=0.1)
    return SharedProblem(
        problem=problem,
        probes=tuple(probes),
        belief=tuple(weight / sum(weights) for weight in weights),
        chances=chances,
    )


MIXTURES: dict[str, tuple[Draw, int]] = {
    "needs crossing groups, may be left, fails": (needy, N_EACH),
    "needs, plain, depth 4": (needy_plain, N_EACH),
    "hypothesis, needs, may be left, probes with needs": (tied_and_needy, N_EACH),
    "2 to 3 hypotheses": (several_hypotheses, N_EACH),
    "probes with artifacts": (with_artifacts, N_EACH),
    "chances 0 and 1, hours 0": (certain, N_EACH),
    "worth .1 to 2,000": (any_worth, N_EACH),
    "begun: ended, left, under way": (begun, N_EACH),
    "hypotheses, 1 to 3 times break-even": (barely_worth_it, N_EACH),
    "1 to 2 may be left beside 2 to 3 tied": (beside_tied, N_TIED),
}


def answer(drawn: Drawn, worth: float | None, limits: Limits | None = None) -> Solution:
    """The answer of the solver that a plan of this kind is given to; `worth` None: objective hours."""
    if drawn.shared.chances:
        return solve_shared(
            drawn.shared,
            objective="hours" if worth is None else "net",
            worth=worth,
            statuses=drawn.statuses,
            limits=limits,
        )
    return solve(
        drawn.shared.problem,
        objective="hours" if worth is None else "net",
        worth=worth,
        statuses=drawn.statuses,
        limits=limits,
    )


def find_break_even(drawn: Drawn, limits: Limits) -> BreakEven | None:
    """The break-even worth."""
    if drawn.shared.chances:
        return break_even_shared(drawn.shared, statuses=drawn.statuses, limits=limits)
    return break_even(drawn.shared.problem, statuses=drawn.statuses, limits=limits)


def low_limits(rng: Random) -> Limits:
    """Every count drawn low."""
    return Limits(**{entry.name: rng.choice((1, 2, 4, 8, 30)) for entry in fields(Limits)})


@dataclass(slots=True, kw_only=True)
class Row:
    """One line of the table."""

    n_plans: int = 0
    n_exact: int = 0
    n_prices: int = 0
    n_break_evens: int = 0
    n_forced: int = 0
    worst: float = 0.0
    seconds: float = 0.0
    faults: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FAULTS})


def judge(row: Row, name: str, drawn: Drawn, rng: Random) -> None:
    """Compare all answers about one plan with the truth; a solver that raises has crashed or refused."""
    row.n_plans += 1
    for stake in (drawn.worth, None):
        try:
            truth, firsts = first_action_values(drawn.shared, worth=stake, start=drawn.state)
            scale = max(drawn.worth, sum(drawn.shared.attempt(step).mean_hours for step in drawn.shared.actions))
            slack = (COARSE if drawn.has_leavable else ROUNDING) * scale
            found = answer(drawn, stake)
            row.n_exact += found.status == "exact"
            row.n_prices += sum(entry.value is not None for entry in found.ranked)
            row.worst = max(row.worst, abs(found.value - truth) / scale if found.status == "exact" else 0.0)
            row.faults["wrong"] += [f"{name}: {fault}" for fault in faults_of(found, truth, firsts, slack)]
            forced = answer(drawn, stake, low_limits(rng))
            row.n_forced += 1
            if not forced.lower - slack <= truth <= forced.upper + slack or not 0.0 <= forced.chance <= 1.0:
                row.faults["out of bounds"].append(f"{name}: {forced.lower} {truth} {forced.upper} {forced.chance}")
        except TooManyStatesError:
            row.faults["refused"].append(name)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is reported with the plan that caused it
            row.faults["crash"].append(f"{name}: {error!r}")
    try:
        row.faults["wrong"] += [f"{name}: {fault}" for fault in faults_of_break_even(row, drawn)]
    except TooManyStatesError:
        row.faults["refused"].append(f"{name}: break-even")
    except Exception as error:  # noqa: BLE001 -- likewise
        row.faults["crash"].append(f"{name}: break-even {error!r}")


def faults_of(found: Solution, truth: float, firsts: dict[int, float], slack: float) -> list[str]:
    """What is wrong with an answer at ordinary limits."""
    faults = []
    if not found.lower - slack <= truth <= found.upper + slack:
        faults.append(f"bounds {found.lower} {found.upper}, truth {truth}")
    if found.status == "exact" and abs(found.value - truth) > slack:
        faults.append(f"value {found.value}, truth {truth}")
    total = (found.worth or 0.0) * found.chance - found.hours if found.objective == "net" else found.hours
    if abs(total - found.value) > slack:
        faults.append(f"hours {found.hours}, chance {found.chance}, value {found.value}")
    for entry in found.ranked:
        if found.status != "exact" or entry.value is None:
            continue
        if entry.step not in firsts or abs(entry.value - firsts[entry.step]) > slack:
            faults.append(f"price of {entry.step}: {entry.value}, truth {firsts.get(entry.step)}")
    return faults


def faults_of_break_even(row: Row, drawn: Drawn) -> list[str]:
    """Below it nothing may pay, above it something has to."""
    least = find_break_even(drawn, Limits())
    if least is None or least.worth <= 0.0:
        return []
    row.n_break_evens += 1
    below, _ = first_action_values(drawn.shared, worth=least.worth * (1.0 - BESIDE), start=drawn.state)
    above, _ = first_action_values(drawn.shared, worth=least.worth * (1.0 + BESIDE), start=drawn.state)
    faults = []
    if below > 1e-9 * least.worth:
        faults.append(f"break-even {least.worth}: below it {below}")
    is_seen = least.chance * BESIDE > COARSE
    if above <= 0.0 and is_seen:
        faults.append(f"break-even {least.worth}: above it {above}")
    return faults


def main() -> int:
    """Judge all plans, one after another; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the plans")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(
        "| plans | count | exact, of two answers each | prices | break-even worths | forced low limits "
        "| wrong | crashes | refused | out of bounds | worst difference | CPU s |"
    )
    print("|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    shown: list[str] = []
    for place, (name, (draw, count)) in enumerate(MIXTURES.items()):
        row, begun_at = Row(), time.process_time()
        for number in range(round(count * options.share)):
            rng = seeded(options.seed * 10_000_019 + place * 100_003 + number)
            judge(row, f"{name}, {number}", draw(rng), rng)
        row.seconds = time.process_time() - begun_at
        faults = " | ".join(f"{len(row.faults[kind]):,}" for kind in FAULTS)
        print(
            f"| {name} | {row.n_plans:,} | {row.n_exact:,} | {row.n_prices:,} | {row.n_break_evens:,} | {row.n_forced:,} "
            f"| {faults} | {row.worst:.1e} | {row.seconds:.0f} |",
            flush=True,
        )
        shown += [f"{kind}: {line}" for kind in FAULTS for line in row.faults[kind][:N_SHOWN]]
    print(
        "\n".join(["", "Difference: of the worth or the hours, from a grid of hours where steps may be left.", *shown])
    )
    return int(bool(shown))


if __name__ == "__main__":
    sys.exit(main())
