"""A bracket looked at with other bets: what is found is attained, and with nothing changed it is the bracket's own."""

import math
from dataclasses import replace

import pytest

from acumen.decision import DecisionProblem, Limits, solve
from acumen.decision.bounds.bounds import bracket
from acumen.decision.bounds.collapse import macro_of
from acumen.decision.policies.policy import follow
from acumen.decision.policies.reappraisal import reappraise
from acumen.decision.policies.varying import NOTHING, BracketVaried, _envelope, _standing, find_bracket
from acumen.decision.tree_structure import OPEN, attempt_of, view
from acumen.distributions import Attempt
from tests.decision.bounds.test_followed import drawn
from tests.decision.trees import ALL, ANY, build, plain

N_PLANS = 24


def with_bet(problem: DecisionProblem, step: int, attempt: Attempt) -> DecisionProblem:
    nodes = list(problem.nodes)
    nodes[step] = replace(nodes[step], attempt=attempt)
    return DecisionProblem(nodes=tuple(nodes))


def test_what_is_found_with_another_bet_is_attained_and_no_worse_than_the_policy_as_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    n_better = 0
    for seed in range(1, N_PLANS):
        problem, worth, _, effort = drawn(5 * seed + 1, monkeypatch)
        seen = view(problem, "net", (OPEN,) * len(problem.nodes))
        found = bracket(seen, worth, effort)
        varied = BracketVaried(problem, found, worth)
        slack = 1e-5 * worth
        assert varied.look({}).value == pytest.approx(found.attained, abs=slack)
        for step in problem.steps[:3]:
            now = attempt_of(problem, step)
            for chance in (0.3 * now.chance, 1.0 - 0.3 * (1.0 - now.chance)):
                other = replace(now, chance=chance)
                truth = solve(with_bet(problem, step, other), worth=worth, limits=Limits(max_ranking=0))
                looked, stands = varied.look({step: other}), varied.stand({step: other})
                assert looked.value is not None
                assert stands.value is not None
                assert stands.value - slack <= looked.value <= truth.upper + slack, seed
                n_better += looked.value > stands.value + slack
    assert n_better > 0


def test_of_least_hours_the_policy_is_appraised_as_it_stands() -> None:
    problem = build(ALL(*(ANY(plain(0.3, 1 + k), plain(0.2 + 0.05 * k, 7)) for k in range(4))))
    varied = find_bracket(problem, "hours", None, Limits(max_states=6, gap=0.0))
    assert varied is not None
    certain = varied.look({2: Attempt.plain(1.0, 0.0)})
    first = varied.policy.situations[0]
    assert first.step == 2
    assert certain.value == pytest.approx(varied.policy.hours[first.won])
    assert find_bracket(problem, "hours", None, Limits()) is None


def test_a_bet_is_worth_the_best_of_the_policies_followed_in_it_at_every_stake() -> None:
    lines = {(0.2, 1.0), (0.5, 2.0), (0.5, 3.0), (0.6, 30.0), (0.8, 12.0), (0.9, 60.0), (0.95, 16.0)}
    bet = macro_of(*_envelope(dict.fromkeys(lines, NOTHING), 200.0))
    for stake in range(0, 201, 2):
        best = max(0.0, *(chance * stake - hours for chance, hours in lines))
        assert bet.gain(float(stake)).value == pytest.approx(best, abs=1e-9), stake


def test_a_longer_step_is_left_in_whichever_of_two_ways_takes_fewest_hours_or_brings_most() -> None:
    problem = build(ALL(ANY(Attempt.open_ended(0.5, 1.0, 10.0), plain(0.3, 7)), plain(0.8, 2)))
    policy = follow(problem, worth=60.0)
    step = next(here.step for here in policy.situations if here.patience_hours < math.inf)
    longer = {step: Attempt.open_ended(0.5, 3.0, 30.0)}
    other = with_bet(problem, step, longer[step])
    fewest, best = _standing(policy, other, longer, None), _standing(policy, other, longer, 60.0)
    kept = reappraise(policy, other)
    assert (fewest.chance, fewest.hours) == pytest.approx((kept.chance, kept.hours)), (
        "after the hours it was left after"
    )
    assert fewest.hours < best.hours
    assert 60.0 * best.chance - best.hours > 60.0 * fewest.chance - fewest.hours
