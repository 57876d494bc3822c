"""Bounds and policies where needs tie groups together: the truth lies between when everything is relaxed."""

from dataclasses import replace
from random import Random

import pytest

from acumen.decision import STOP, DecisionProblem, Kind, Limits, Solution, solve
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.bounds import bounds, cut_bets, revealed
from acumen.decision.bounds.collapse import Macro
from acumen.decision.bounds.inside import SweptInside, first_of
from acumen.decision.tree_structure import View, attempt_of, view
from acumen.distributions import Attempt
from benchmarks.drawn_plans import Shape, draw_tree
from tests.oracles.random_problems import (
    add_needs,
    random_leavable_problem,
    random_plain_problem,
    random_state,
    random_worth,
    seeded,
)

N_PLANS = 60


def drawn(seed: int) -> tuple[Random, DecisionProblem, float, View, Solution] | None:
    """A plan with needs, often midway; its worth, view and exact solution."""
    rng = seeded(seed)
    problem = random_leavable_problem(rng, max_steps=6) if seed % 3 else random_plain_problem(rng, max_steps=8)
    problem = add_needs(rng, add_needs(rng, problem))
    worth = random_worth(rng, problem)
    statuses = [0] * len(problem.nodes)
    if seed % 5 == 0:
        for step, truth in zip(problem.steps, random_state(rng, problem), strict=True):
            statuses[step] = truth
    seen = view(problem, "net", tuple(statuses))
    if seen.truths[0]:
        return None
    return rng, problem, worth, seen, solve(problem, worth=worth, statuses=tuple(statuses))


def test_nobody_passes_the_bound_of_one_who_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    n_relaxed = 0
    for seed in range(N_PLANS):
        found = drawn(seed)
        if found is None:
            continue
        rng, _, worth, seen, truth = found
        monkeypatch.setattr(revealed, "JOINT_STATES", rng.choice((1, 2, 4, 8)))
        monkeypatch.setattr(revealed, "KNOT_STATES", rng.choice((1, 2, 4, 8)))
        monkeypatch.setattr(revealed, "DEEP_STATES", rng.choice((1, 2, 4)))
        monkeypatch.setattr(revealed, "MAX_DEPTH", rng.choice((0, 1, 2, 5)))
        monkeypatch.setattr(revealed, "MAX_STEPS", rng.choice((1, 2, 5)))
        bound, how = revealed.revealed_bound(seen, worth, Limits())
        assert bound >= truth.lower - 1e-9 * worth, seed
        n_relaxed += bool(how & {"revealed", "dropped"})
    assert n_relaxed > N_PLANS // 3


def test_bets_by_what_is_true_of_their_cut_attain_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    n_found = 0
    nested: list[bool] = []
    made = cut_bets._nested

    def counted(told: View, bet: int, betting: cut_bets.Betting, *, is_sparing: bool) -> Macro:
        found = made(told, bet, betting, is_sparing=is_sparing)
        nested.append(found.chance > 0.0)
        return found

    monkeypatch.setattr(cut_bets, "_nested", counted)
    for seed in range(N_PLANS):
        found = drawn(1_000 + seed)
        if found is None:
            continue
        rng, _, worth, seen, truth = found
        monkeypatch.setattr(cut_bets, "MAX_STATES", rng.choice((1, 2, 4, 8, 30, 100_000)))
        monkeypatch.setattr(cut_bets, "MAX_ORDERED", rng.choice((1, 4, 20, 1_000)))
        monkeypatch.setattr(cut_bets, "MAX_CUT", rng.choice((0, 1, 3)))
        try:
            policy = bounds._read(cut_bets.bets_policy(seen, worth, Limits(max_explored=rng.choice((1, 2, 1_000)))))
        except TooManyStatesError:
            continue
        n_found += 1
        assert policy.attained <= truth.upper + 1e-9 * worth, seed
        assert worth * policy.chance - policy.hours == pytest.approx(policy.attained, abs=1e-7 * worth)
        prices = {entry.step: entry.value for entry in truth.ranked}
        first, _ = first_of(policy.inside)
        if first != STOP:
            price = prices[first]
            assert price is None or price >= policy.attained - 1e-6 * worth, seed
    assert n_found > N_PLANS // 3
    assert sum(nested) > N_PLANS // 20  # bets that are made of bets


def _spread_over_groups(seed: int) -> tuple[View, float]:
    problem, worth = draw_tree(seed, Shape(n_steps=24, depth=3, root=Kind.ANY, left=0.5, needs=0.4))
    return view(problem, "net", (0,) * len(problem.nodes)), worth


def test_a_policy_is_found_even_where_every_step_that_waits_for_another_has_to_be_spared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cut_bets, "MAX_STATES", 16)
    monkeypatch.setattr(cut_bets, "MAX_ORDERED", 16)
    for seed in range(6):
        policy = cut_bets.bets_policy(*_spread_over_groups(seed), Limits())
        assert policy.swept.lower[0] > 0.0
        assert first_of(policy)[0] != STOP


def _few_needs(seed: int) -> tuple[View, float]:
    problem, worth = draw_tree(seed, Shape(n_steps=24, depth=3, root=Kind.ANY, left=0.5, needs=0.12))
    return view(problem, "net", (0,) * len(problem.nodes)), worth


def test_bets_are_opened_no_further_than_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut_bets, "MAX_STATES", 4_000)
    seen, worth = _few_needs(12)
    best, first = (cut_bets.bets_policy(seen, worth, Limits(), enough=enough).swept for enough in (worth, 0.0))
    assert float(first.lower[0]) < float(best.lower[0])
    assert first.layout.n_states < best.layout.n_states


def test_a_bet_that_was_better_closed_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut_bets, "MAX_STATES", 20_000)
    seen, worth = _few_needs(2)
    best, first = (cut_bets.bets_policy(seen, worth, Limits(), enough=enough).swept for enough in (worth, 0.0))
    assert float(first.lower[0]) <= float(best.lower[0])


def test_a_curve_that_is_kept_is_the_one_that_would_be_swept_and_other_figures_have_their_own() -> None:
    seen, worth = _few_needs(2)
    dearer = replace(seen, problem=_dearer(seen.problem))
    revealed._EXACT.clear()
    alone = revealed.revealed_bound(dearer, worth, Limits())
    revealed._EXACT.clear()
    first = revealed.revealed_bound(seen, worth, Limits())
    n_swept = len(revealed._EXACT)
    assert revealed.revealed_bound(seen, worth, Limits()) == first
    assert len(revealed._EXACT) == n_swept
    assert revealed.revealed_bound(dearer, worth, Limits()) == alone
    assert n_swept < len(revealed._EXACT) < 2 * n_swept
    assert alone[0] < first[0]


def _dearer(problem: DecisionProblem) -> DecisionProblem:
    """The same with one step of twice the hours."""
    step = problem.steps[0]
    attempt = attempt_of(problem, step)
    dearer = Attempt.plain(attempt.chance, 2.0 * attempt.mean_hours)
    nodes = [replace(node, attempt=dearer) if n == step else node for n, node in enumerate(problem.nodes)]
    return DecisionProblem(nodes=tuple(nodes))


def test_no_more_steps_are_spared_than_have_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut_bets, "MAX_STATES", 40)
    monkeypatch.setattr(cut_bets, "MAX_ORDERED", 60)
    seen, worth = _spread_over_groups(8)
    n_spared = []
    tried = cut_bets._swept

    def swept(betting: cut_bets.Betting) -> SweptInside | None:
        found = tried(betting)
        n_missed = sum(now != before for now, before in zip(betting.seen.truths, seen.truths, strict=True))
        n_spared.append((n_missed, None if found is None else float(found.swept.lower[0])))
        return found

    monkeypatch.setattr(cut_bets, "_swept", swept)
    best = float(cut_bets.bets_policy(seen, worth, Limits()).swept.lower[0])
    fits = [value for _, value in n_spared if value is not None]
    assert len(fits) > 1
    assert best == max(fits) > fits[0]
    assert n_spared[0] == (0, None)
    assert [n for n, _ in n_spared[:4]] == sorted({n for n, _ in n_spared[:4]})


@pytest.mark.parametrize(("root", "most"), [(Kind.ANY, 0.005), (Kind.ALL, 0.04)])
def test_thirty_steps_with_needs_anywhere_are_bracketed_closely_and_begun(root: Kind, most: float) -> None:
    problem, worth = draw_tree(1, Shape(n_steps=30, depth=3, root=root, left=0.5, needs=0.1))
    solution = solve(problem, worth=worth, limits=Limits(max_explored=100_000, max_ranking=0))
    assert solution.status == "bracketed"
    assert "revealed" in solution.bound_by
    assert solution.next != STOP
    assert solution.upper - solution.lower <= most * solution.upper
