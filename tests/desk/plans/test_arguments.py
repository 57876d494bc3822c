from collections.abc import Callable
from typing import Any

import pytest

import acumen

PLAN: Any = "plan: p\nworth: 9\ngoal: {step: a, chance: 50%, hours: 1 to 3}\n"
PLAN_READ = acumen.read_plan(PLAN)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda: acumen.solve(42), "expected a plan, its file or its text, found int"),  # type: ignore[arg-type]
        (lambda: acumen.read_plan(None), "found NoneType"),  # type: ignore[arg-type]
        (lambda: acumen.solve(PLAN, worth="9"), "expected a worth in hours above 0, found '9'"),  # type: ignore[arg-type]
        (lambda: acumen.solve(PLAN, worth=True), "found True"),
        (lambda: acumen.tree(PLAN, worth=float("nan")), "found nan"),
        (lambda: acumen.compare(PLAN, worth=-1.0), "found -1.0"),
        (lambda: acumen.why(PLAN, objective=[]), "expected the objective net or hours"),  # type: ignore[arg-type]
        (lambda: acumen.solve(PLAN, limits=5), "expected Limits, found 5"),  # type: ignore[arg-type]
        (lambda: acumen.Limits(max_states=0), "expected max_states to be a whole number of 1 or more, found 0"),
        (lambda: acumen.Limits(max_visits=2.5), "expected max_visits to be"),  # type: ignore[arg-type]
        (lambda: acumen.Limits(max_ranking=-1), "expected max_ranking to be a whole number of 0 or more"),
        (lambda: acumen.simulate(PLAN, runs="x"), "expected runs to be"),  # type: ignore[arg-type]
        (lambda: acumen.simulate(PLAN, seed=0.5), "expected seed to be a whole number, found 0.5"),  # type: ignore[arg-type]
        (lambda: acumen.simulate(PLAN, within=5), "expected within to be hours"),  # type: ignore[arg-type]
        (lambda: acumen.simulate(PLAN, within=("x",)), "expected within to be hours"),  # type: ignore[arg-type]
        (lambda: acumen.tree(PLAN, depth=0), "expected depth to be a whole number of 1 or more, found 0"),
        (lambda: acumen.change(PLAN_READ, settings=[1]), "expected settings by name"),  # type: ignore[arg-type]
        (lambda: acumen.change(PLAN_READ, settings={1: 2}), "expected the keys of settings to be texts"),  # type: ignore[dict-item]
        (lambda: acumen.change(PLAN_READ, drops="abc"), "expected drops to be a list of ids, found 'abc'"),
    ],
)
def test_a_wrong_argument_is_said_in_words(ask: Callable[[], object], expected: str) -> None:
    with pytest.raises(acumen.UsageError) as raised:
        ask()
    assert expected in str(raised.value)


def test_numbers_of_other_makes_are_numbers() -> None:
    import numpy as np

    assert acumen.solve(PLAN, worth=np.float32(9), limits=acumen.Limits(max_states=np.int64(50))).worth == 9.0  # type: ignore[arg-type]
    assert acumen.simulate(PLAN, runs=np.int64(20), within=[np.int64(3)]).runs == 20  # type: ignore[arg-type, list-item]
