"""Covering arrays: few rows in which every pair of levels of any two factors stands together at least once."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from random import Random

Row = dict[str, str]

N_TRIED = 30  # rows drawn for each row that is taken


def pairs_of(factors: Mapping[str, Sequence[str]]) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    """Every pair of levels of two factors."""
    return {
        ((one, level), (other, beside))
        for one, other in combinations(factors, 2)
        for level in factors[one]
        for beside in factors[other]
    }


def covering(factors: Mapping[str, Sequence[str]], *, seed: int) -> list[Row]:
    """Rows that cover all pairs, greedily: of some drawn around a pair still open, the one that covers most."""
    rng = Random(seed)
    still_open, rows = pairs_of(factors), list[Row]()
    while still_open:
        first = sorted(still_open)[rng.randrange(len(still_open))]
        drawn = [{name: rng.choice(levels) for name, levels in factors.items()} | dict(first) for _ in range(N_TRIED)]
        best = max(drawn, key=lambda row: len(_covered(row) & still_open))
        rows.append(best)
        still_open -= _covered(best)
    return rows


def whole(factors: Mapping[str, Sequence[str]]) -> list[Row]:
    """Every combination."""
    return [dict(zip(factors, levels, strict=True)) for levels in product(*factors.values())]


def _covered(row: Row) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    names = list(row)
    return {((one, row[one]), (other, row[other])) for one, other in combinations(names, 2)}
