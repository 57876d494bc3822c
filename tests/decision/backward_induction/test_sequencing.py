"""An `all` of commitments with needs: the best order, against brute force and against the sweep over all sets."""

import math

import pytest

from acumen.decision import DecisionProblem, Kind, Limits, Node, solve
from acumen.decision.backward_induction import sequencing
from acumen.decision.backward_induction.explored import sequenced
from acumen.decision.tree_structure import attempt_of, view
from acumen.distributions import Attempt
from tests.oracles.brute_force import first_action_values, hours_value, net_value
from tests.oracles.random_problems import seeded


def drawn(seed: int, n_steps: int, needed_prob: float) -> DecisionProblem:
    """An `all` of plain steps, some certain, impossible or free, with needs among them."""
    rng = seeded(seed)
    rank = rng.sample(range(n_steps), n_steps)
    nodes = [Node(id="goal", kind=Kind.ALL, parent=-1, members=tuple(range(1, n_steps + 1)))]
    for k in range(n_steps):
        needs = tuple(1 + j for j in range(n_steps) if rank[j] < rank[k] and rng.random() < needed_prob)
        chance = rng.choice((0.0, 1.0, 0.5, 0.5, 0.9, rng.random(), rng.random()))
        hours = rng.choice((0.0, 1.0, 2.0, 3.0, rng.uniform(0.1, 9.0)))
        nodes.append(Node(id=f"s{k}", kind=Kind.STEP, parent=0, needs=needs, attempt=Attempt.plain(chance, hours)))
    return DecisionProblem(nodes=tuple(nodes))


def cost(problem: DecisionProblem, order: tuple[int, ...]) -> float:
    """Expected hours until a step fails."""
    hours, going_on = 0.0, 1.0
    for step in order:
        attempt = attempt_of(problem, step)
        hours, going_on = hours + going_on * attempt.mean_hours, going_on * attempt.chance
    return hours


@pytest.mark.parametrize("needed_prob", [0.1, 0.25, 0.5])
def test_values_and_prices_are_those_of_brute_force(needed_prob: float) -> None:
    for seed in range(60):
        problem = drawn(seed, 2 + seed % 5, needed_prob)
        hours = hours_value(problem)
        assert solve(problem, objective="hours").value == pytest.approx(hours, abs=1e-9)
        chance = math.prod(attempt_of(problem, step).chance for step in problem.steps)
        worth = (0.6 + 0.3 * (seed % 7)) * hours / max(chance, 0.01)
        solution, prices = solve(problem, worth=worth), first_action_values(problem, worth, "net")
        assert solution.status == "exact"
        assert solution.value == pytest.approx(net_value(problem, worth), abs=1e-9 * max(1.0, worth))
        for entry in solution.ranked:
            assert entry.value == pytest.approx(prices[entry.step], abs=1e-9 * max(1.0, worth))


def test_ordering_and_joining_cost_nothing() -> None:
    for seed in range(25):
        problem = drawn(1_000 + seed, 11, 0.06 + 0.02 * (seed % 6))
        seen = view(problem, "net", (0,) * len(problem.nodes))
        one_by_one = [(step,) for step in sequencing._needed_first(problem, problem.steps, set(problem.steps))]
        runs = list(sequencing._runs(seen, one_by_one).values())
        before = sequencing._renumbered(runs)
        places = sequencing._swept_plainly(runs, before, 100_000)
        assert places is not None
        best = cost(problem, tuple(runs[place].steps[0] for place in places))
        assert cost(problem, sequencing.in_best_order(seen, problem.steps, 100_000)) == pytest.approx(best, abs=1e-12)
        chances, hours = [run.chance for run in runs], [run.hours for run in runs]
        assert sequenced(before, chances, hours, 100_000) == places


def test_a_chain_is_brought_together_where_its_ratios_do_not_rise() -> None:
    ratios = ((0.5, 4.0), (0.5, 2.0), (0.5, 30.0), (0.9, 1.0), (0.5, 100.0))  # 8 and 4; 60 and 10, as one 15.25; 200
    steps = [
        Node(
            id=f"s{number}",
            kind=Kind.STEP,
            parent=0,
            needs=(number - 1,) if number > 1 else (),
            attempt=Attempt.plain(chance, hours),
        )
        for number, (chance, hours) in enumerate(ratios, start=1)
    ]
    goal = Node(id="goal", kind=Kind.ALL, parent=-1, members=tuple(range(1, len(steps) + 1)))
    problem = DecisionProblem(nodes=(goal, *steps))
    assert sequencing._chains(problem, problem.steps) == [(1, 2), (3, 4), (5,)]
    runs = sequencing._runs(view(problem, "net", (0,) * 6), [(1, 2), (3, 4), (5,)])
    assert [(run.chance, run.hours) for run in runs.values()] == [(0.25, 5.0), (0.45, 30.5), (0.5, 100.0)]
    assert [(run.before, run.after) for run in runs.values()] == [(0, 0b110), (0b001, 0b100), (0b011, 0)]


def test_sets_beyond_the_limit_are_not_swept() -> None:
    assert sequenced([0] * 12, [0.5] * 12, [1.0] * 12, 4_095) is None
    assert sequenced([0] * 12, [0.5] * 12, [1.0] * 12, 4_096) == list(range(12))


def series_parallel(seed: int, n_steps: int) -> DecisionProblem:
    """Needs in series and parallel, nested at random."""
    rng = seeded(seed)
    needs: dict[int, set[int]] = {step: set() for step in range(1, n_steps + 1)}

    def build(steps: list[int]) -> tuple[list[int], list[int]]:
        """The first and the last steps of a block."""
        if len(steps) == 1:
            return steps, steps
        cut = rng.randint(1, len(steps) - 1)
        (firsts, lasts), (next_firsts, next_lasts) = build(steps[:cut]), build(steps[cut:])
        if rng.random() < 0.5:
            return firsts + next_firsts, lasts + next_lasts
        for step in next_firsts:
            needs[step].update(lasts)
        return firsts, next_lasts

    build(list(needs))
    nodes = [Node(id="goal", kind=Kind.ALL, parent=-1, members=tuple(needs))]
    for step, needed in needs.items():
        attempt = Attempt.plain(rng.uniform(0.9, 0.999), rng.uniform(1.0, 30.0))
        nodes.append(Node(id=f"s{step}", kind=Kind.STEP, parent=0, needs=tuple(sorted(needed)), attempt=attempt))
    return DecisionProblem(nodes=tuple(nodes))


def test_needs_in_series_and_parallel_leave_one_order() -> None:
    for seed, n_steps in ((1, 9), (2, 9), (3, 150)):
        problem = series_parallel(seed, n_steps)
        seen = view(problem, "net", (0,) * len(problem.nodes))
        order = sequencing.in_best_order(seen, problem.steps, 200)  # 200 sets are one order, and little more
        if n_steps < 10:
            assert cost(problem, order) == pytest.approx(hours_value(problem))


def test_forty_steps_with_sparse_needs_are_exact_within_few_sets() -> None:
    problem = drawn(7, 40, 0.03)
    worth = 4.0 * sum(attempt_of(problem, step).mean_hours for step in problem.steps) / 1e-6
    assert solve(problem, worth=worth, limits=Limits(max_explored=50_000)).status == "exact"
