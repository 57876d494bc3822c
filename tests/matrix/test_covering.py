"""The rows of the matrix cover every pair, and are few."""

from tests.matrix.cases import FACTORS
from tests.matrix.covering import _covered, covering, pairs_of, whole


def test_every_pair_of_levels_stands_together_in_some_row() -> None:
    rows = covering(FACTORS, seed=1)
    assert set().union(*map(_covered, rows)) == pairs_of(FACTORS)
    largest = sorted(map(len, FACTORS.values()))[-2:]
    assert len(rows) <= 1.6 * largest[0] * largest[1], "no more rows than a greedy array needs"
    assert rows == covering(FACTORS, seed=1)


def test_the_full_product_has_every_row_once() -> None:
    factors = {"a": ("1", "2"), "b": ("x", "y", "z")}
    rows = whole(factors)
    assert len(rows) == 6
    assert len({tuple(row.items()) for row in rows}) == 6
