"""The pooled forecast of several people, learnt from what they said before; and the record of each against it."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from acumen.desk.calibration.scores import compare
from acumen.history import CountedQuestion, days
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


def learn_people(counted: Sequence[CountedQuestion]) -> PoolRecord:
    """From these settled questions: how each person misses, and how much people differ."""
    said = [
        (one.chance, one.person, at)
        for at, row in enumerate(counted)
        for one in row.now
        if one.chance is not None and row.outcome is not None
    ]
    probs, numbers = np.array([one[0] for one in said]), np.array([one[2] for one in said], dtype=np.intp)
    rows = [counted[at] for _, _, at in said]
    sayings = settled(
        probs,
        [row.outcome or 0.0 for row in rows],
        persons=[person for _, person, _ in said],
        domains=([domain_key(row.question.domain) for row in rows],),
        questions=[row.question.id for row in rows],
        known_days=[row.known_days for row in rows],
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


def pool_on_the_way(counted: Sequence[CountedQuestion]) -> list[tuple[CountedQuestion, float]]:
    """The questions that several forecast, each with the pooled forecast by what was known before the last of them spoke."""
    several = [row for row in counted if sum(one.chance is not None for one in row.now) >= FEWEST]
    by_known = sorted(counted, key=lambda row: row.known_days)
    known = [row.known_days for row in by_known]
    found = []
    record, n_learnt = learn_people([]), 0
    for row in sorted(several, key=_last_said):
        n_known = int(np.searchsorted(known, _last_said(row), side="left"))
        if n_known > max(n_learnt, GROWTH * n_learnt):
            record, n_learnt = learn_people(by_known[:n_known]), n_known
        said = [(one.chance, one.person) for one in row.now if one.chance is not None]
        pooled = pool_question(record, [p for p, _ in said], [who for _, who in said], row.question.domain)
        found.append((row, pooled.prob))
    return found


def records(
    counted: Sequence[CountedQuestion],
    names: dict[str, str],
    me: str,
    *,
    domain: str | None = None,
    since_days: float = -math.inf,
) -> tuple[PersonRecord, ...]:
    """Everybody who forecast a settled yes-no question that others forecast too, oneself and those with most of them first.

    Of one domain and of what was said since a day; the pool has learnt from all.
    """
    rows: dict[str, list[tuple[float, float, float]]] = {}
    for row, prob in pool_on_the_way(counted):
        for one in row.now if is_of_domain(row.question.domain, domain) else ():
            if one.chance is not None and days(one.said_at) >= since_days:
                rows.setdefault(one.person, []).append((prob, one.chance, row.outcome or 0.0))
    found = [
        PersonRecord(person=person, name=names.get(person), is_me=person == me, against_pool=_against(said))
        for person, said in rows.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_me, -one.against_pool.n, one.name or "", one.person)))


def _against(rows: Sequence[tuple[float, float, float]]) -> ScoresCompared:
    pooled, said, outcomes = (np.array(column) for column in zip(*rows, strict=True))
    return compare("pool", pooled, said, outcomes, np.arange(len(rows)))


def _last_said(row: CountedQuestion) -> float:
    """When the last of them spoke."""
    return max(days(one.said_at) for one in row.now)
