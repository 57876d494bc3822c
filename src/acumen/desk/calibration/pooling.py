"""The pooled forecast of several people, learnt from what they said before; and the record of each against it."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from acumen.desk.calibration.scores import compare
from acumen.history import QuestionColumns
from acumen.inputs.matching import domain_key, is_of_domain
from acumen.judgment import calibration as chances
from acumen.judgment.calibration import FittedCorrection, settled
from acumen.judgment.calibration.pooling import Pooled, Spreads, measure_spreads, pool
from acumen.results.calibration import PersonRecord, ScoresCompared

SEED = 0
GROWTH = 1.2  # the pool is learnt anew when so many times as many outcomes are known
FEWEST = 2  # people that make a pool


class PoolRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What was learnt of several forecasters."""

    correction: FittedCorrection
    spreads: Spreads


def learn_people(table: QuestionColumns, rows: Sequence[int] | None = None) -> PoolRecord:
    """From these settled questions (all: None): how each person misses, and how much people differ."""
    kept = range(table.n_rows) if rows is None else rows
    said = [
        (prob, person, at)
        for at in kept
        for prob, person in zip(table.probs[at], table.persons[at], strict=True)
        if prob is not None and table.outcome[at] is not None
    ]
    probs, numbers = np.array([one[0] for one in said]), np.array([one[2] for one in said], dtype=np.intp)
    sayings = settled(
        probs,
        [table.outcome[at] or 0.0 for _, _, at in said],
        persons=[person for _, person, _ in said],
        domains=([domain_key(table.domain[at]) for _, _, at in said],),
        questions=[table.question[at] for _, _, at in said],
        known_days=[table.known_at[at] or 0.0 for _, _, at in said],
    )
    return PoolRecord(correction=chances.fit(sayings), spreads=measure_spreads(probs, numbers))


def pool_question(record: PoolRecord, probs: Sequence[float], persons: Sequence[str], domain: str | None) -> Pooled:
    """The pooled forecast of one question."""
    return pool(
        record.correction,
        np.array(probs, dtype=float),
        tuple(persons),
        spreads=record.spreads,
        rng=np.random.default_rng(SEED),
        domain=domain_key(domain),
    )


def pool_on_the_way(table: QuestionColumns) -> dict[int, float]:
    """The pooled forecast of each row that several forecast, by what was known before the last of them spoke."""
    wanted = sorted(
        (at for at in range(table.n_rows) if _n_people(table, at) >= FEWEST), key=lambda at: _said(table, at)
    )
    by_known = sorted(range(table.n_rows), key=lambda at: table.known_at[at] or 0.0)
    known = [table.known_at[at] or 0.0 for at in by_known]
    found: dict[int, float] = {}
    record, n_learnt = learn_people(table, []), 0
    for at in wanted:
        n_known = int(np.searchsorted(known, _said(table, at), side="left"))
        if n_known > max(n_learnt, GROWTH * n_learnt):
            record, n_learnt = learn_people(table, by_known[:n_known]), n_known
        said = [(p, who) for p, who in zip(table.probs[at], table.persons[at], strict=True) if p is not None]
        found[at] = pool_question(record, [p for p, _ in said], [who for _, who in said], table.domain[at]).prob
    return found


def records(
    table: QuestionColumns,
    names: dict[str, str],
    me: str,
    *,
    domain: str | None = None,
    since_days: float = -math.inf,
) -> tuple[PersonRecord, ...]:
    """Everybody who forecast a settled yes-no question that others forecast too, oneself and those with most of them first.

    Of one domain and of what was said since a day; the pool has learnt from all.
    """
    pooled = pool_on_the_way(table)
    rows: dict[str, list[tuple[float, float, float]]] = {}
    for at, prob in pooled.items():
        if not is_of_domain(table.domain[at], domain):
            continue
        for said, person, day in zip(table.probs[at], table.persons[at], table.said_at[at], strict=True):
            if said is not None and day >= since_days:
                rows.setdefault(person, []).append((prob, said, table.outcome[at] or 0.0))
    found = [
        PersonRecord(person=person, name=names.get(person), is_me=person == me, against_pool=_against(said))
        for person, said in rows.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_me, -one.against_pool.n, one.name or "", one.person)))


def _against(rows: Sequence[tuple[float, float, float]]) -> ScoresCompared:
    pooled, said, outcomes = (np.array(column) for column in zip(*rows, strict=True))
    return compare("pool", pooled, said, outcomes, np.arange(len(rows)))


def _n_people(table: QuestionColumns, at: int) -> int:
    return sum(prob is not None for prob in table.probs[at])


def _said(table: QuestionColumns, at: int) -> float:
    """When the last of them spoke."""
    return max(table.said_at[at])
