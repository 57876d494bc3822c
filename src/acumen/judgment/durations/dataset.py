"""A record of estimates: columns, and the groups in which misses are looked for.

Groups of an estimate, each with a number, -1 where there is none: its size (doublings of an hour), the exact figure, the
person, person and size, person and exact figure, each domain, each domain and size.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.errors import UsageError
from acumen.judgment.durations.bins import Codes, Floats, find_cells

LEAST_SIZE, MOST_SIZE = -6, 14  # doublings of an hour
MOST_GROUPS = 20_000  # of a kind; beyond it only those met most often, so that memory stays bounded
SAME = 1e-9  # in log hours: what counts as exactly the estimate


class HoursRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Columns of n estimates in the order in which they were made."""

    estimate_hours: Floats  # (n,)
    log_ratio: Floats  # (n,) ln(taken/estimated); NaN where not known
    at_days: Floats  # (n,) when the estimate was made
    known_days: Floats  # (n,) when the hours taken were known; inf: never
    has_dates: bool  # False: days are numbers of rows, and nothing ages
    groups: dict[str, Codes]  # each (n,)
    names: dict[str, dict[Hashable, int]]  # of each kind of group: which number stands for what
    order: NDArray[np.int64]  # (n,) the caller's row of each

    @property
    def n(self) -> int:
        """How many estimates."""
        return int(self.estimate_hours.size)

    def cells_of(self, rows: Codes) -> Codes:
        """The cells of the log ratios of `rows`, which are known."""
        return find_cells(self.log_ratio[rows])

    @property
    def n_domains(self) -> int:
        """How many kinds of domain."""
        return sum(kind.startswith("domain ") and not kind.endswith(" size") for kind in self.groups)


def read_record(
    estimate_hours: Sequence[float] | Floats,
    actual_hours: Sequence[float] | Floats,
    *,
    persons: Sequence[str] | None = None,
    domains: Sequence[Sequence[str]] = (),
    at_days: Sequence[float] | Floats | None = None,
    known_days: Sequence[float] | Floats | None = None,
) -> HoursRecord:
    """Sort by `at_days` (else as the rows stand) and number the groups; all columns (n,), each of `domains` too.

    Hours are above 0; `actual_hours` NaN: not known yet. Without `known_days` an outcome is known at the next later moment.
    UsageError where an estimate isn't above 0, or columns differ in length.
    """
    estimate = np.asarray(estimate_hours, dtype=np.float64)
    actual = np.asarray(actual_hours, dtype=np.float64)
    columns = [column for column in (persons, at_days, known_days, actual, *domains) if column is not None]
    if any(len(column) != estimate.size for column in columns):
        raise UsageError(
            f"expected all columns as long as the estimates ({estimate.size}), found {[len(c) for c in columns]}",
            hint="give every column one figure for each row",
        )
    if not (np.all(np.isfinite(estimate)) and np.all(estimate > 0.0) and np.all((actual > 0.0) | np.isnan(actual))):
        raise UsageError("expected hours above 0, found some that are not", hint="leave out what was not estimated")
    at = np.arange(estimate.size, dtype=np.float64) if at_days is None else np.asarray(at_days, dtype=np.float64)
    known = at.copy() if known_days is None else np.asarray(known_days, dtype=np.float64)
    known = np.where(np.isnan(actual) | np.isnan(known), np.inf, np.maximum(known, at))
    order = np.argsort(at, kind="stable")
    people = [persons[row] for row in order] if persons is not None else [""] * estimate.size
    sorted_domains = [[column[row] for row in order] for column in domains]
    keys = _keys(estimate[order], people, sorted_domains)
    names = {kind: _number(column) for kind, column in keys.items()}
    return HoursRecord(
        estimate_hours=estimate[order],
        log_ratio=np.log(actual[order]) - np.log(estimate[order]),
        at_days=at[order],
        known_days=known[order],
        has_dates=at_days is not None,
        groups={kind: _codes(column, names[kind]) for kind, column in keys.items()},
        names=names,
        order=order,
    )


def find_groups(
    record: HoursRecord, estimate_hours: Floats, persons: Sequence[str], domains: Sequence[Sequence[str]]
) -> dict[str, Codes]:
    """The groups of new estimates (n,) under the numbers of a record; -1 for what the record does not know."""
    keys = _keys(estimate_hours, persons, domains)
    return {kind: _codes(column, record.names[kind]) for kind, column in keys.items() if kind in record.names}


def find_sizes(estimate_hours: Floats) -> Codes:
    """(n,) doublings of an hour, to the nearest, from 0 for 2⁻⁶ hours and less."""
    sizes: Codes = np.clip(np.rint(np.log2(estimate_hours)), LEAST_SIZE, MOST_SIZE).astype(np.int64) - LEAST_SIZE
    return sizes


def _keys(
    estimate: Floats, persons: Sequence[str], domains: Sequence[Sequence[str]]
) -> dict[str, Sequence[Hashable | None]]:
    """What each estimate is grouped by; None where the cell is empty."""
    sizes = find_sizes(estimate).tolist()
    exact = [f"{hours:.6g}" for hours in estimate.tolist()]
    people = [person or None for person in persons]
    keys: dict[str, Sequence[Hashable | None]] = {"size": sizes, "exact": exact, "person": people}
    keys["person size"] = _pair(people, sizes)
    keys["person exact"] = _pair(people, exact)
    for number, column in enumerate(domains):
        names = [name or None for name in column]
        keys[f"domain {number}"] = names
        keys[f"domain {number} size"] = _pair(names, sizes)
    return keys


def _pair(names: Sequence[str | None], others: Sequence[Hashable]) -> list[Hashable | None]:
    return [None if name is None else (name, other) for name, other in zip(names, others, strict=True)]


def _number(column: Iterable[Hashable | None]) -> dict[Hashable, int]:
    """A number for each group, those met most often first."""
    met = Counter(key for key in column if key is not None)
    return {key: number for number, (key, _) in enumerate(met.most_common(MOST_GROUPS))}


def _codes(column: Sequence[Hashable | None], names: dict[Hashable, int]) -> Codes:
    return np.fromiter(
        (names.get(key, -1) if key is not None else -1 for key in column), dtype=np.int64, count=len(column)
    )
