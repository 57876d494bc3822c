"""One person beside others on the same questions: who is nearer, where, and where everybody else missed."""

from collections.abc import Sequence

import msgspec
import numpy as np

from acumen.desk.calibration.scores import compare, spell
from acumen.history import CountedQuestion, Questions, days
from acumen.inputs.matching import domain_key, is_of_domain
from acumen.judgment.calibration.zones import find_luck_in_gain, find_luck_in_hits, pick
from acumen.results.calibration import FEW, Alone, PeerComparison, ScoresCompared

EVEN = 0.5
FALSE_SHARE = 0.05  # of each of the two kinds of zone beside others


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """A settled yes-no question that one and at least one other forecast."""

    question: str
    domain: str | None
    said: float
    others: tuple[float, ...]
    outcome: float

    @property
    def side(self) -> int:
        """1: alone right, −1: alone wrong, 0: neither."""
        mine = abs(self.said - self.outcome)
        theirs = [abs(prob - self.outcome) for prob in self.others]
        if mine < EVEN and min(theirs) > EVEN:
            return 1
        return -1 if mine > EVEN and max(theirs) < EVEN else 0


def share_questions(
    counted: Sequence[CountedQuestion], person: str, *, since_days: float, domain: str | None
) -> list[Shared]:
    """What a person and others forecast, said since a day, in a domain (any: None)."""
    found = []
    for row in counted:
        mine = next((one for one in row.now if one.person == person), None)
        others = tuple(one.chance for one in row.now if one is not mine and one.chance is not None)
        if mine is None or mine.chance is None or row.outcome is None or not others:
            continue
        if is_of_domain(row.question.domain, domain) and days(mine.said_at) >= since_days:
            asked = row.question
            found.append(
                Shared(question=asked.id, domain=asked.domain, said=mine.chance, others=others, outcome=row.outcome)
            )
    return found


def set_beside(shared: Sequence[Shared], questions: Questions) -> PeerComparison | None:
    """None where there is nobody beside one."""
    if not shared:
        return None
    domains: dict[str, list[Shared]] = {}
    spelt = spell(one.domain for one in shared)
    for one in shared:
        domains.setdefault(spelt[domain_key(one.domain)], []).append(one)
    sides = [(one.side, one) for one in shared if one.side]
    sides.sort(key=lambda pair: (-pair[0], -_wrong(pair[1])))
    largest_first = dict(sorted(domains.items(), key=lambda item: -len(item[1])))
    compared = tuple(_compare(name, rows) for name, rows in largest_first.items())
    enough = [one for one in compared if one.n >= FEW]
    return PeerComparison(
        overall=_compare("all", shared),
        domains=compared,
        nearer=pick(
            [one.name for one in enough],
            [find_luck_in_gain(one.gain_brier) for one in enough],
            false_share=FALSE_SHARE,
        ),
        right_alone=pick(
            [one.name for one in enough], [_luck(largest_first[one.name]) for one in enough], false_share=FALSE_SHARE
        ),
        alone=tuple(_alone(side, one, questions) for side, one in sides),
        n_hits=sum(side > 0 for side, _ in sides),
        n_misses=sum(side < 0 for side, _ in sides),
    )


def _luck(shared: Sequence[Shared]) -> float:
    """The chance that luck makes one right alone so much more often than wrong alone."""
    sides = [one.side for one in shared]
    return find_luck_in_hits(sides.count(1), sides.count(-1))


def _wrong(one: Shared) -> float:
    """How far off those were who missed."""
    probs = one.others if one.side > 0 else (one.said,)
    return sum(abs(prob - one.outcome) for prob in probs) / len(probs)


def _compare(name: str, shared: Sequence[Shared]) -> ScoresCompared:
    """What a random other scored, against oneself: rows repeat one's own forecast for each of the others, one question each."""
    first = np.array([prob for one in shared for prob in one.others])
    counts = [len(one.others) for one in shared]
    second = np.repeat([one.said for one in shared], counts)
    outcomes = np.repeat([one.outcome for one in shared], counts)
    return compare(name, first, second, outcomes, np.repeat(np.arange(len(shared)), counts), weigh_questions=True)


def _alone(side: int, one: Shared, questions: Questions) -> Alone:
    return Alone(
        question=one.question,
        claim=questions.by_id[one.question].claim,
        source=questions.by_id[one.question].source,
        domain=one.domain,
        is_hit=side > 0,
        said=one.said,
        others_said=float(np.mean(one.others)),
        n_others=len(one.others),
        outcome=one.outcome,
    )
