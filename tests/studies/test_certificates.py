"""The study of certificates on a few plans of each class, and that it finds what it is there to find."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from acumen.decision import Limits, Solution
from studies import certificates
from studies.certificates import CLASSES, Row, answer, judge, plans, reversed_members

N_PLANS = 3


@pytest.mark.parametrize("name", CLASSES)
def test_truth_lies_within_the_bounds_and_runs_come_to_what_is_said(name: str) -> None:
    row = Row()
    for plan, drawn, limits in plans(name, 1_000, N_PLANS):
        judge(row, plan, drawn, limits)
    assert not row.faults
    assert row.n_exact == N_PLANS
    assert row.n_bracketed > 0
    assert row.n_simulated >= N_PLANS


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (lambda found: replace(found, lower=found.lower * 1.01, upper=found.upper * 1.02), "is not within"),
        (lambda found: replace(found, value=found.value * 0.95, status="exact"), "is called exact"),
        (lambda found: replace(found, value=found.value * 0.95), "runs come to"),
    ],
)
def test_a_wrong_answer_is_found(
    spoilt: Callable[[Solution], Solution], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "answer", lambda drawn, limits: spoilt(answer(drawn, limits)))
    row = Row()
    for plan, drawn, limits in plans("commitments, `any`", 1, 1):
        judge(row, plan, drawn, limits)
    assert any(told in fault for fault in row.faults)


def test_members_in_the_reverse_order_are_the_same_plan_and_twice_reversed_the_same_numbers() -> None:
    for _, drawn, _ in plans("two hypotheses, probes", 2, 1):
        turned = reversed_members(drawn.shared)
        assert turned != drawn.shared
        assert reversed_members(turned) == drawn.shared
        assert answer(replace(drawn, shared=turned), Limits()).value == pytest.approx(answer(drawn, Limits()).value)
