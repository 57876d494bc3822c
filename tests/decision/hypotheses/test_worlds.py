"""The sweep of all worlds at once: in each world what is known of it alone, and of every policy what it comes to there."""

from dataclasses import replace

import pytest

from acumen.decision import DecisionProblem, Limits, solve
from acumen.decision.hypotheses import worlds
from acumen.decision.hypotheses.problem import SharedProblem
from acumen.distributions import Attempt
from studies.mixtures import tie
from tests.oracles.random_problems import add_needs, random_plain_problem, random_worth, seeded

TINY = 1e-3  # of an hour: with all hours and the worth so small, a slip of a thousandth in a choice is a gross one


def drawn(seed: int) -> tuple[SharedProblem, float]:
    """Commitments with needs, half of them tied, all hours tiny."""
    rng = seeded(seed)
    problem = add_needs(rng, random_plain_problem(rng, max_steps=6))
    shared = tie(rng, problem, n_worlds=2 + seed % 3, n_probes=0)
    return replace(shared, problem=_tiny(shared.problem)), TINY * random_worth(rng, problem)


def _tiny(problem: DecisionProblem) -> DecisionProblem:
    nodes = []
    for node in problem.nodes:
        if node.attempt is None:
            nodes.append(node)
            continue
        won, lost = node.attempt.success.mean_hours, node.attempt.failure.mean_hours
        nodes.append(replace(node, attempt=Attempt.plain(node.attempt.chance, TINY * won, TINY * lost)))
    return DecisionProblem(nodes=tuple(nodes))


def in_world(shared: SharedProblem, belief: tuple[float, ...]) -> DecisionProblem:
    """The problem of one who holds the belief and can't learn."""
    nodes = list(shared.problem.nodes)
    for step, row in shared.chances.items():
        attempt = nodes[step].attempt
        assert attempt is not None
        chance = sum(b * p for b, p in zip(belief, row, strict=True))
        nodes[step] = replace(nodes[step], attempt=replace(attempt, chance=chance))
    return DecisionProblem(nodes=tuple(nodes))


@pytest.mark.parametrize("is_compiled", [False, True])
def test_each_column_is_worth_what_its_world_is_worth_alone(
    is_compiled: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worlds, "PATIENCE_SECONDS", -1.0 if is_compiled else 1e9)
    for seed in range(25):
        shared, worth = drawn(seed)
        n_worlds = len(shared.belief)
        statuses = (0,) * shared.n_nodes
        found = worlds.survey(shared, statuses, "net", worth, Limits())
        for column in range(n_worlds + 1):
            belief = tuple(float(w == column) for w in range(n_worlds)) if column < n_worlds else shared.belief
            truth = solve(in_world(shared, belief), worth=worth).value
            assert found.own[column][0] == pytest.approx(truth, abs=1e-9 * worth), seed
            for world in range(n_worlds):  # what a policy comes to there, if it follows on without learning
                attained, chance = found.attained[column][world][0], found.chances[column][world][0]
                assert worth * chance - found.spent[column][world][0] == pytest.approx(attained, abs=1e-9 * worth)
                assert attained <= found.upper[world][0] + 1e-9 * worth
            if column < n_worlds:
                assert found.attained[column][column][0] == pytest.approx(truth, abs=1e-9 * worth), seed
                assert found.upper[column][0] == pytest.approx(truth, abs=1e-9 * worth), seed
