"""The report on a record: how good one's chances and hours have been, where, beside whom, and whether correcting them helps."""

import math
from collections.abc import Sequence
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.borders.doing import doing
from acumen.desk.book import Book
from acumen.desk.calibration.cache import learn
from acumen.desk.calibration.curves import beside_others, hours_curve, score_curve
from acumen.desk.calibration.data import Settled, find_left_out, settle
from acumen.desk.calibration.fit import Learned, fit
from acumen.desk.calibration.origins import trace
from acumen.desk.calibration.peers import Shared, set_beside, share_questions
from acumen.desk.calibration.plain_ratio import ratio_of_told
from acumen.desk.calibration.pooling import records
from acumen.desk.calibration.scored_forecasts import Scored, score
from acumen.desk.calibration.scores import appraise, by_bucket, by_domain, by_horizon, columns, compare, reliability
from acumen.desk.calibration.scores_of_numbers import appraise_choices, appraise_hours, appraise_numbers
from acumen.desk.calibration.verdict import find_zones, reach_verdict
from acumen.desk.state.questions import Reading
from acumen.history import (
    CountedForecast,
    Questions,
    TakenAway,
    count_forecasts,
    count_questions,
    days,
    drop_forecasts,
    find_taken_away,
    read_people,
)
from acumen.inputs.days import read_since
from acumen.inputs.matching import is_of_domain
from acumen.judgment.calibration.decomposition import Reliability
from acumen.judgment.calibration.forecasts import number_labels
from acumen.judgment.calibration.trend import Trend, look_at_trend
from acumen.records import Form
from acumen.results.calibration import (
    CalibrationReport,
    Corrections,
    ForecastScores,
    HoursCurve,
    PersonRecord,
    ScoreCurve,
    ScoresCompared,
)

Floats = NDArray[np.float64]
MEANT_PROBS = (0.1, 0.3, 0.5, 0.7, 0.9)


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is made from, kept for charts."""

    rows: tuple[Scored, ...]  # within the domain and since the day asked for
    settled: Settled
    learned: Learned
    shared: tuple[Shared, ...]

    def score_curve(self) -> ScoreCurve | None:
        """Scores over time."""
        return score_curve(self.rows, self.shared)

    def hours_curve(self, told: CalibrationReport) -> HoursCurve | None:
        """Hours said against hours taken."""
        return hours_curve(told, self.settled, self.learned)


def score_record(
    book: Book,
    *,
    domain: str | None = None,
    person: str | None = None,
    since: str | None = None,
    with_people: bool = False,
) -> CalibrationReport:
    """The record of `person` (by name; oneself unless given), of one domain, of what was said since a day.

    >>> report = acumen.score(book)
    >>> report.n, report.is_me
    (37, True)
    """
    return look(book, domain=domain, person=person, since=since, with_people=with_people)[0]


@doing("scoring what was said")
def look(
    book: Book,
    *,
    domain: str | None = None,
    person: str | None = None,
    since: str | None = None,
    with_people: bool = False,
) -> tuple[CalibrationReport, Basis]:
    """The report, and what it was made from."""
    reading = Reading(book)
    asked = _Asked(
        person=reading.find_viewer(person), domain=domain, since=read_since(since, now=book.now), now=book.now
    )
    settled = settle(book, person=asked.person)
    questions = drop_forecasts(reading.all(), find_left_out(book, reading.history.marks, reading.people))
    table = count_questions(questions, form="yes-no")
    learned = _learn(book, settled, is_me=asked.person == reading.people.me)
    basis = Basis(
        rows=tuple(row for row in score(settled, learned.chances) if asked.wants(row.said_days, row.domain)),
        settled=settled,
        learned=learned,
        shared=tuple(share_questions(table, asked.person, since_days=asked.since_days, domain=domain)),
    )
    people = None
    if with_people:
        who = reading.people
        people = records(table, who.names, who.me, domain=domain, since_days=asked.since_days)
    found = msgspec.structs.replace(
        _report(asked, basis, questions, people), taken_away=_taken_away(book, asked.person)
    )
    return found, basis


def _taken_away(book: Book, person: str) -> tuple[TakenAway, ...]:
    """Bets of the person that were known and score nothing any more, those of sources that are left out apart."""
    history = book.recall("plans", "questions", "marks")
    out = find_left_out(book, history.marks, read_people(history.marks, writer=book.ledger.writer))
    found = find_taken_away(history, writer=book.ledger.writer)
    return tuple(one for one in found if one.person == person and one.writer not in out)


def _learn(book: Book, settled: Settled, *, is_me: bool) -> Learned:
    """What this record has taught: one's own is kept beside the ledger."""
    known = learn(book) if is_me else None
    return fit(settled, now_days=days(book.now)) if known is None else known


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Whose record, and which part of it."""

    person: str  # key
    domain: str | None
    since: datetime | None
    now: datetime

    @property
    def since_days(self) -> float:
        return -math.inf if self.since is None else days(self.since)

    def wants(self, said_days: float, domain: str | None) -> bool:
        return said_days >= self.since_days and is_of_domain(domain, self.domain)


def _report(
    asked: _Asked, basis: Basis, questions: Questions, people: tuple[PersonRecord, ...] | None
) -> CalibrationReport:
    """All figures."""
    last = [row for row in basis.rows if row.is_standing]
    known = questions.people
    tells, tells_best = find_zones(last)
    return CalibrationReport(
        person=asked.person,
        name=known.names.get(asked.person),
        is_me=asked.person == known.me,
        now=asked.now,
        domain=asked.domain,
        since=asked.since,
        n=len(last),
        n_claimed=sum(not row.is_proven for row in last),
        record_verdict=reach_verdict(last),
        buckets=by_bucket(last),
        tells=tells,
        tells_best=tells_best,
        overall=appraise(last, "all") if last else None,
        kinds=_kinds(last),
        domains=tuple(appraise(rows, name) for name, rows in by_domain(basis.rows).items()),
        horizons=tuple(appraise(rows, name) for name, rows in by_horizon(basis.rows).items()),
        reliability_curve=_curve(reliability(last)),
        number_scores=appraise_numbers(_counted(questions, "number", asked)),
        choice_scores=appraise_choices(_counted(questions, "choice", asked)),
        hours_scores=appraise_hours([row for row in basis.settled.steps if asked.wants(row.said_days, row.domain)]),
        ratio=ratio_of_told([one for one in basis.settled.told if asked.wants(days(one.said_at), one.domain)]),
        gut=_gut(basis.rows),
        correction=_correction(last),
        earned=_earned(basis.learned, asked.domain),
        beside=set_beside(basis.shared, questions),
        trend=_trend(last, basis.shared, days(asked.now)),
        people=people,
        origins=trace((row.writer for row in last), basis.settled),
    )


def _counted(questions: Questions, form: Form, asked: _Asked) -> list[CountedForecast]:
    """What the person said of settled questions of a form."""
    return [
        row
        for row in count_forecasts(questions, form=form)
        if row.made.person == asked.person and asked.wants(row.said_days, row.question.domain)
    ]


def _kinds(last: Sequence[Scored]) -> tuple[ForecastScores, ...]:
    """Questions and steps apart, where there are both."""
    parts = {f"{kind}s": [row for row in last if row.kind == kind] for kind in ("question", "step")}
    return tuple(appraise(rows, name) for name, rows in parts.items()) if all(parts.values()) else ()


def _curve(found: Reliability) -> tuple[tuple[float, float, float, float, int], ...]:
    figures = (found.said, found.meant, found.lower, found.upper, found.counts)
    return tuple(
        (float(said), float(meant), float(low), float(high), int(n))
        for said, meant, low, high, n in zip(*figures, strict=True)
    )


def _gut(rows: Sequence[Scored]) -> ScoresCompared | None:
    """The last gut and the last considered saying of the questions that have both."""
    last = {(row.key, row.manner): row for row in rows if row.manner is not None}
    both = [
        (row, last[key, "considered"])
        for (key, manner), row in last.items()
        if manner == "gut" and (key, "considered") in last
    ]
    if not both:
        return None
    gut, considered = (np.array([pair[side].prob for pair in both]) for side in (0, 1))
    outcomes = np.array([row.outcome for row, _ in both])
    return compare("gut", gut, considered, outcomes, np.arange(len(both)))


def _correction(last: Sequence[Scored]) -> tuple[ScoresCompared, ...]:
    """As said against as corrected on the way."""
    parts = {
        "all": list(last),
        **{f"{kind}s": [row for row in last if row.kind == kind] for kind in ("question", "step")},
    }
    if not (parts["questions"] and parts["steps"]):
        parts = {"all": parts["all"]}
    found = []
    for name, rows in parts.items():
        if rows:
            said, outcomes, clusters = columns(rows)
            found.append(compare(name, said, np.array([row.corrected for row in rows]), outcomes, clusters))
    return tuple(found)


def _earned(learned: Learned, domain: str | None) -> Corrections:
    return Corrections(
        chances_nats=learned.chances.gained,
        chances_weight=learned.chances.weight,
        n_chances=learned.count_chances(domain),
        hours_nats=learned.hours.gain,
        hours_weight=learned.hours.weight,
        n_hours=learned.count_hours(domain),
        meant_chances=tuple((prob, learned.correct_chance(prob, domain).prob) for prob in MEANT_PROBS),
    )


def _trend(last: Sequence[Scored], shared: Sequence[Shared], now: float) -> Trend | None:
    """The Brier score, less what the questions cost, over when it was said."""
    if not last:
        return None
    said, known = (np.array([getattr(row, name) for row in last]) for name in ("said_days", "known_days"))
    return look_at_trend(said, known, beside_others(last, shared), _numbers(last), now=now)


def _numbers(last: Sequence[Scored]) -> NDArray[np.intp]:
    return number_labels([row.key for row in last])[0]
