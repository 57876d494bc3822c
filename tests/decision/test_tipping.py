import sys

import pytest

from acumen.decision import Limits, solve
from acumen.decision.backward_induction import sweeping
from acumen.decision.backward_induction.parametric import (
    ParametricOutcome,
    Varied,
    looks_by_worth,
    remembering,
    with_attempt,
)
from acumen.decision.tipping import Tip, first_change
from acumen.distributions import Attempt
from tests.oracles.random_problems import (
    leavable_attempt,
    plain_attempt,
    random_leavable_problem,
    random_plain_problem,
    random_worth,
    seeded,
)

NOW, OTHER = 1, 2


def switch(at: float, *, has_starts: bool, n_looks: list[float]):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """A question whose first action changes at a known place."""

    def look(x: float) -> ParametricOutcome:
        n_looks.append(x)
        lead = 3.0 * (at - x) if x < at else 7.0 * (at - x)  # a kink at the very place
        starts = {NOW: 5.0 + lead, OTHER: 5.0} if has_starts else {}
        return ParametricOutcome(value=5.0, next=NOW if lead > 0.0 else OTHER, starts=starts)

    return look


@pytest.mark.parametrize("at", [0.50001, 0.613, 0.75, 0.9999])
@pytest.mark.parametrize("has_starts", [True, False])
def test_the_place_of_a_change_is_found_to_three_digits_with_both_sides_known(
    at: float,
    has_starts: bool,  # noqa: FBT001 (pytest hands it over by name)
) -> None:
    seen: list[float] = []
    tip = first_change(switch(at, has_starts=has_starts, n_looks=seen), 0.5, [0.7, 1.0])
    assert tip is not None
    assert tip.holds_at < at <= tip.changes_at
    assert tip.at == pytest.approx(at, rel=1e-3)
    assert tip.then == OTHER
    assert len(set(seen)) <= (14 if has_starts else 16)


@pytest.mark.parametrize("is_level_before", [True, False])
@pytest.mark.parametrize("at", [0.50001, 0.613, 0.75, 0.98])
def test_where_one_side_is_level_the_other_leads_to_the_place(at: float, is_level_before: bool) -> None:  # noqa: FBT001
    seen: list[float] = []

    def look(x: float) -> ParametricOutcome:
        seen.append(x)
        slope = 0.0 if (x < at) is is_level_before else 3.0 + x * x
        lead = slope * (at - x)
        return ParametricOutcome(value=5.0, next=NOW if x < at else OTHER, starts={NOW: 5.0 + lead, OTHER: 5.0})

    tip = first_change(look, 0.45, [0.48, 0.7, 1.0])
    assert tip is not None
    assert tip.holds_at < at <= tip.changes_at
    assert tip.at == pytest.approx(at, rel=1e-3)
    assert len(set(seen)) <= 13


def test_a_range_without_a_change_has_no_tip_and_the_nearest_of_two_changes_counts() -> None:
    assert first_change(switch(3.0, has_starts=True, n_looks=[]), 0.5, [0.7, 1.0]) is None

    def twice(x: float) -> ParametricOutcome:
        return ParametricOutcome(value=0.0, next=NOW if x < 1.0 else OTHER if x < 2.0 else 3)

    tip = first_change(twice, 0.5, [1.5, 4.0])
    assert tip is not None
    assert tip.then == OTHER
    assert tip.at == pytest.approx(1.0, rel=1e-3)


def test_a_change_at_nothing_but_0_is_put_at_0() -> None:
    tip = first_change(lambda x: ParametricOutcome(value=0.0, next=OTHER if x == 0.0 else NOW), 0.5, [0.2, 0.0])
    assert tip is not None
    assert tip.at == 0.0


@pytest.mark.parametrize("seed", range(60))
def test_a_varied_step_is_solved_as_if_the_problem_had_been_written_so(seed: int) -> None:
    rng = seeded(seed)
    draw = random_leavable_problem if seed % 2 else random_plain_problem
    problem = draw(rng, max_steps=5, with_needs=seed % 3 == 0)
    worth = random_worth(rng, problem)
    step = rng.choice(problem.steps)
    varied = Varied(remembering(problem), step, objective="net", worth=worth, limits=Limits())
    for attempt in (plain_attempt(rng), leavable_attempt(rng), Attempt.plain(1.0, 0.0), Attempt.plain(0.0, 3.0)):
        found = varied.look(attempt)
        expected = solve(with_attempt(problem, step, attempt), worth=worth)
        assert found.value == pytest.approx(expected.value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_a_varied_step_is_solved_alike_where_the_sweep_is_compiled(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba")
    rng = seeded(seed)
    problem = (random_leavable_problem if seed % 2 else random_plain_problem)(rng, max_steps=4)
    worth = random_worth(rng, problem)
    step = rng.choice(problem.steps)
    bets = (plain_attempt(rng), leavable_attempt(rng))
    plainly = [Varied(problem, step, objective="net", worth=worth, limits=Limits()).look(bet) for bet in bets]
    for name in ("PATIENCE_SECONDS", "LOADED_SECONDS"):
        monkeypatch.setattr(sweeping, name, -1.0)
    compiled = [Varied(problem, step, objective="net", worth=worth, limits=Limits()).look(bet) for bet in bets]
    sys.modules.pop(
        "acumen.decision.backward_induction.compiled", None
    )  # so that all other tests sweep as if it had not been loaded
    for one, other in zip(plainly, compiled, strict=True):
        assert one.next == other.next
        assert one.value == pytest.approx(other.value, abs=1e-6 * worth)


@pytest.mark.parametrize("seed", range(20))
def test_other_worths_are_solved_from_one_layout(seed: int) -> None:
    rng = seeded(seed)
    problem = random_leavable_problem(rng, max_steps=4)
    worth = random_worth(rng, problem)
    look = looks_by_worth(problem, Limits())
    for factor in (0.3, 1.0, 4.0):
        expected = solve(problem, worth=factor * worth)
        found = look(factor * worth)
        assert found.value == pytest.approx(expected.value, rel=1e-9, abs=1e-9)
        assert found.next == expected.next


def test_the_lead_is_how_much_better_a_start_is_than_any_other_and_than_stopping() -> None:
    outcome = ParametricOutcome(value=5.0, next=1, starts={1: 5.0, 2: 3.0})
    assert (outcome.lead(1), outcome.lead(2), outcome.lead(-1)) == (2.0, -2.0, -5.0)
    assert ParametricOutcome(value=5.0, next=1, starts={1: 5.0}).lead(1) == 5.0
    assert outcome.lead(7) is None
    assert ParametricOutcome(value=5.0, next=1).lead(1) is None


@pytest.mark.parametrize(("at", "shown"), [(0.9e-4, 0.0), (1.1e-4, 1.1e-4), (0.3, 0.3)])
def test_a_tip_counts_as_0_only_below_a_ten_thousandth(at: float, shown: float) -> None:
    tip = Tip(holds_at=at, changes_at=at, then=OTHER)
    assert tip.at == shown
