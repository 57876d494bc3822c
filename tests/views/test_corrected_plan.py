"""What one's record makes of a plan, in words: which rows are shown, and what is said of where they come from."""

from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.pages import text as terminal
from acumen.results.calibration import Calibrated
from acumen.views.corrected_plan import N_STEPS, write_meant

ANSWER = solve(
    read_plan("plan: p\nworth: 40\ngoal: {any: [{step: a, chance: 50%, hours: 4}, {step: b, chance: 40%, hours: 5}]}")
)


def meant(id_: str = "a", chance: float = 0.6, n: int = 12, hours: tuple[float, float] = (2.0, 6.0)) -> Calibrated:
    return Calibrated(
        id=id_, domain=None, said_chance=0.8, chance=chance, n=n, said_hours=(2.0, 6.0), meant_hours=hours, n_hours=0
    )


def words(*steps: Calibrated, n_chances: int = 40, n_hours: int = 9) -> str:
    lines = terminal.lines(tuple(write_meant(ANSWER, ANSWER, steps, None, n_chances=n_chances, n_hours=n_hours)))
    assert max(map(len, lines), default=0) <= 80
    return "\n".join(lines)


def test_nothing_is_said_where_no_figure_moves() -> None:
    assert words(meant(chance=0.8)) == ""


def test_said_and_meant_stand_side_by_side_with_the_outcomes_behind_them() -> None:
    text = words(meant())
    assert "Your record does not change the advice" in text
    assert "80 %           60 %         12 (40)" in text
    assert "borrowed" not in text


def test_a_worth_that_is_the_same_as_said_and_as_meant_stands_once() -> None:
    assert " h either way:" in words(meant())
    assert " as said, " not in words(meant())


def test_what_no_outcome_of_its_kind_stands_behind_is_said_to_be_borrowed() -> None:
    text = words(meant(n=0, hours=(3.0, 9.0)))
    assert "borrowed (40)" in text
    assert "borrowed (9)" in text
    assert "(borrowed from other kinds of work: none of this kind has come out yet)" in text


def test_one_step_more_than_fits_is_shown_and_two_are_counted() -> None:
    steps = [meant(f"s{n}", chance=0.5 + 0.01 * n) for n in range(N_STEPS + 2)]
    assert "more (--json has all)" not in words(*steps[:-1])
    assert "… and 2 more (--json has all)" in words(*steps)
