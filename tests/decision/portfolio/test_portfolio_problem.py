"""Hours and safe work as numbers: what may be asked for, what an hour of safe work brings, and grids on which all fits."""

import math
from dataclasses import replace
from itertools import product

import pytest

from acumen.decision.portfolio.outcomes import outcomes, quantile
from acumen.decision.portfolio.problem import PlanBet, PortfolioProblem, SafeWork
from acumen.decision.portfolio.solve import solve_portfolio
from acumen.decision.portfolio.tables import exact_cell
from acumen.errors import UsageError
from tests.decision.portfolio.plans import bet, both, step, tree

ONE = (tree("one", step(0.5, 4), 30.0),)
SAFE = (
    SafeWork(id="poor", hours=9.0, returns=0.8),
    SafeWork(id="good", hours=4.0, returns=1.5, least_hours=1.0),
    SafeWork(id="even", hours=9.0, returns=1.0),
    SafeWork(id="best", hours=2.0, returns=2.0),
    SafeWork(id="as good", hours=5.0, returns=1.5),
)


def problem(hours: float = 20.0, *plans: PlanBet, safe: tuple[SafeWork, ...] = ()) -> PortfolioProblem:
    return PortfolioProblem(plans=plans or ONE, hours=hours, safe=safe)


@pytest.mark.parametrize("hours", [-0.1, math.inf, math.nan])
def test_hours_are_a_number_of_0_or_more(hours: float) -> None:
    with pytest.raises(UsageError, match="hours of 0 or more"):
        problem(hours)
    assert problem(0.0).free_hours == 0.0


def test_there_is_a_plan_and_no_more_safe_work_than_hours_has_to_be_done() -> None:
    with pytest.raises(UsageError, match="at least one plan"):
        PortfolioProblem(plans=(), hours=5.0)
    owed = SafeWork(id="owed", hours=6.0, returns=1.25, least_hours=5.0)
    with pytest.raises(UsageError, match=r"at most 4\.9 h"):
        problem(4.9, safe=(owed,))
    most = problem(5.0, safe=(owed,))
    assert (most.owed_hours, most.free_hours, most.owed_value) == (5.0, 0.0, 1.25)


@pytest.mark.parametrize("hours", [0, 1, 2, 3, 5, 6, 9, 10, 11, 25])
def test_safe_work_is_done_as_no_other_division_in_whole_hours_does_better(hours: int) -> None:
    whole = problem(40.0, safe=SAFE)
    rooms = [range(int(work.hours - work.least_hours) + 1) for work in SAFE]
    best = max(
        sum(spent * (work.returns - 1.0) for spent, work in zip(division, SAFE, strict=True))
        for division in product(*rooms)
        if sum(division) <= hours
    )
    found = whole.safe_hours(float(hours))
    assert whole.safe_value(float(hours)) == pytest.approx(best)
    assert sum(found) <= hours
    assert found[0] == found[2] == 0.0, "what brings no more than its hours is left"
    assert found[4] == 0.0 or found[1] == 3.0, "of two as good the first"


def test_the_best_that_an_hour_brings_is_that_of_work_which_still_may_be_done() -> None:
    assert problem(safe=SAFE).safe_returns == 2.0
    full = replace(SAFE[3], least_hours=2.0)
    assert problem(safe=(SAFE[0], SAFE[1], full)).safe_returns == 1.5
    assert problem(safe=(full,)).safe_returns == problem().safe_returns == 1.0


def test_a_day_within_the_hours_counts_whether_it_is_of_the_plan_or_of_a_step() -> None:
    assert not problem().is_dated
    by_plan = bet("a", ONE[0].dated.problem, 30.0, last_hours=9.0)
    due = replace(ONE[0], dated=replace(ONE[0].dated, due_hours=(math.inf, 9.0)))
    assert problem(20.0, *ONE, by_plan).is_dated
    assert problem(20.0, due).is_dated


def test_with_more_hours_in_each_week_days_come_after_proportionately_many() -> None:
    dated = replace(ONE[0].dated, by_hours=(6.0, 8.0), worths=(30.0, 10.0), due_hours=(math.inf, 5.0))
    more = problem(20.0, replace(ONE[0], dated=dated)).with_hours(30.0, SAFE[:1])
    assert (more.hours, more.safe) == (30.0, SAFE[:1])
    assert more.plans[0].dated.by_hours == (9.0, 12.0)
    assert more.plans[0].dated.due_hours == (math.inf, 7.5)
    assert replace(more.plans[0], dated=dated) == replace(ONE[0], dated=dated), "all else is as it was"
    none = problem(0.0, replace(ONE[0], dated=dated)).with_hours(30.0, ())
    assert none.plans[0].dated.by_hours == (6.0, 8.0)


@pytest.mark.parametrize(
    ("hours", "cell"),
    [((1.5, 2.0), 0.5), ((4.0, 6.0), 2.0), ((1 / 3, 0.5), 1 / 6), ((0.0, 3.0), 3.0), ((math.pi,), None)],
)
def test_the_largest_cell_of_which_all_hours_are_multiples(hours: tuple[float, ...], cell: float | None) -> None:
    plans = tuple(tree(f"p{at}", step(0.5, one), 30.0) for at, one in enumerate(hours))
    assert exact_cell(problem(20.0, *plans), 2_048) == (None if cell is None else pytest.approx(cell))


def test_a_grid_has_at_most_so_many_cells_and_minds_only_what_is_still_open() -> None:
    plans = (tree("a", step(0.5, 2.0), 30.0), tree("b", step(0.5, 0.5), 30.0))
    assert exact_cell(problem(20.0, *plans), 40) == 0.5
    assert exact_cell(problem(20.0, *plans), 39) is None
    ended = replace(plans[1], statuses=(0, 2))
    assert exact_cell(problem(20.0, plans[0], ended), 39) == 2.0
    free = tree("free", step(0.5, 0.0), 30.0)
    assert exact_cell(problem(20.0, free), 39) == 20.0
    assert exact_cell(problem(0.0, free), 39) == 1.0


def test_how_many_pay_is_told_up_to_three_or_more() -> None:
    sure = tuple(tree(f"p{at}", step(1.0, 2), 30.0) for at in range(5))
    for n_fit, paying in (
        (0, (1.0, 0.0, 0.0, 0.0)),
        (2, (0.0, 0.0, 1.0, 0.0)),
        (3, (0.0, 0.0, 0.0, 1.0)),
        (5, (0.0, 0.0, 0.0, 1.0)),
    ):
        found = outcomes(solve_portfolio(problem(2.0 * n_fit, *sure)).policy)
        assert found.paying == pytest.approx(paying)
        assert found.begun == pytest.approx((1.0,) * n_fit + (0.0,) * (5 - n_fit))


def test_a_plan_is_begun_when_the_hours_before_it_are_used_and_never_where_none_are_left() -> None:
    rich, next_, poor = (
        tree(name, step(0.5, 3), worth) for name, worth in (("rich", 90.0), ("next", 60.0), ("poor", 20.0))
    )
    found = outcomes(solve_portfolio(problem(6.0, poor, next_, rich)).policy)
    assert found.begun == pytest.approx((0.0, 1.0, 1.0))
    assert found.begun_hours[0] == math.inf
    assert sorted(found.begun_hours[1:]) == pytest.approx([0.0, 3.0])
    assert found.hours == pytest.approx((0.0, 3.0, 3.0))


@pytest.mark.parametrize(
    ("prob", "worth"), [(0.1, 0.0), (0.25, 0.0), (0.2501, 40.0), (0.5, 40.0), (0.75, 90.0), (1.0, 90.0)]
)
def test_a_quantile_is_the_least_worth_that_is_not_passed_with_so_much_chance(prob: float, worth: float) -> None:
    assert quantile(((0.0, 0.25), (40.0, 0.25), (90.0, 0.5)), prob) == worth


def test_where_worth_falls_after_the_date_nothing_may_be_missing_however_little_it_costs() -> None:
    shape = both(step(1.0, 2), step(1.0, 2))
    whole = bet("a", tree("a", shape, 30.0).dated.problem, 30.0).dated
    cut = replace(whole, cuts=(math.inf, math.inf, 0.25))
    for by_hours, worths, value in (((2.0,), (30.0,), 27.75), ((2.0, 9.0), (30.0, 20.0), 16.0)):
        one = PlanBet(id="a", dated=replace(cut, by_hours=by_hours, worths=worths))
        assert solve_portfolio(problem(9.0, one)).value == pytest.approx(value)
