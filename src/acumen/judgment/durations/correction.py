"""What an estimate has meant: the model and the back-off in equal parts, as far as the gate lets them.

The tails of the model end where the record ends: no task of at least half this size was ever missed by more upwards (of at
most twice this size, downwards), plus .2 in logs. A Student t of a log ratio has no mean hours, and tasks of a hundred hours
do not take a thousand times as long as those of one hour sometimes do.

A fiftieth stays log-normal around the estimate, of the sd known by then.

The gate is that of `judgment/gate.py`: S sums what the correction, known before each estimate, would have gained in log chance
over the estimate as said, a log-normal around it of the sd known by then. The chances are those of nine classes of hours
(exactly the estimate, and between 5, 10, 25, 75, 90 and 95 % of what was said): empirical ratios lump, so finer cells would
punish the lumps. What is told is (1 − w)·as said + w·as corrected; below three outcomes w = 0.
"""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from acumen.judgment.censored_outcomes import LEAST_ENDED
from acumen.judgment.durations.backoff import Backoff
from acumen.judgment.durations.bins import MIDDLE, POINTS, Codes, Floats, Spread, normal_masses
from acumen.judgment.durations.dataset import LEAST_SIZE, MOST_SIZE, HoursRecord, find_groups, find_sizes
from acumen.judgment.durations.earning import Earning
from acumen.judgment.durations.ratio_model import Misses
from acumen.judgment.gate import mix

N_BEFORE_MODEL = 20  # outcomes known
SLACK = 0.2
LEAST_REACH = 0.5
FIRST_SD, FIRST_COUNT = 0.75, 5.0  # of log ratios, and for how many outcomes it counts
CLASS_SDS = (1.6448536269514722, 1.2815515655446004, 0.6744897501960817)
LEAST_MASS = 1e-12
DOUBT = 0.02  # the share of the estimate as said in every correction, so that no single outcome can cost it dearly


def find_classes(sd: float) -> Codes:
    """(n_cells,) the class of each cell, 0 to 8: between 5, 10, 25, 75, 90 and 95 % of what was said, the middle cell apart."""
    bounds = [side * z * sd for z in CLASS_SDS for side in (-1.0, 1.0)]
    is_beyond = np.greater_equal(POINTS[:, None], np.array(bounds)).sum(axis=1)
    place = np.arange(POINTS.size)
    classes: Codes = is_beyond + (place >= MIDDLE) + (place > MIDDLE)
    return classes


class Learner:
    """Everything learnt so far, one outcome after another."""

    def __init__(self, record: HoursRecord) -> None:
        """Nothing learnt, with room for the groups of `record`."""
        self.backoff, self.misses = Backoff(record), Misses(record)
        n_sizes = MOST_SIZE - LEAST_SIZE + 1
        self.highest, self.lowest = np.full(n_sizes, LEAST_REACH), np.full(n_sizes, -LEAST_REACH)
        self.n_known, self.square_sum, self.earning = 0, FIRST_COUNT * FIRST_SD**2, Earning()

    @property
    def weight(self) -> float:
        """What the gate lets through, from 0 to 1."""
        return self.earning.weight if self.n_known >= LEAST_ENDED else 0.0

    @property
    def sd(self) -> float:
        """Of log ratios around 0, among the outcomes known."""
        return math.sqrt(self.square_sum / (self.n_known + FIRST_COUNT))

    def learn(self, record: HoursRecord, rows: Codes, gains: Floats) -> None:
        """Take in the outcomes of `rows` (n,), as they became known, and what the correction had gained on each."""
        groups = {kind: codes[rows] for kind, codes in record.groups.items()}
        ratios = np.clip(record.log_ratio[rows], POINTS[0], POINTS[-1])
        self.backoff.learn(groups, record.cells_of(rows), record.known_days[rows])
        for size, ratio in zip(find_sizes(record.estimate_hours[rows]).tolist(), ratios.tolist(), strict=True):
            up, down = self.highest[: size + 2], self.lowest[max(0, size - 1) :]
            np.maximum(up, ratio, out=up)
            np.minimum(down, ratio, out=down)
        self.n_known += int(rows.size)
        self.square_sum += float(ratios @ ratios)
        self.earning.take(gains, record.known_days[rows])

    def predict(self, estimate_hours: Floats, groups: dict[str, Codes], now_days: float) -> Floats:
        """(n, n_cells) masses before the gate."""
        masses = self.backoff.predict(groups, now_days)
        said = DOUBT * normal_masses(self.sd)
        if not self.misses.is_fitted:
            return said + (1.0 - DOUBT) * masses
        model = self.misses.predict(estimate_hours, groups)
        sizes = find_sizes(estimate_hours)
        high, low = self.highest[sizes] + SLACK, self.lowest[sizes] - SLACK
        model[np.greater(POINTS, high[:, None]) | np.less(POINTS, low[:, None])] = 0.0
        model /= model.sum(axis=1, keepdims=True)
        whole: Floats = said + (1.0 - DOUBT) * (0.5 * masses + 0.5 * model)
        return whole

    def find_gains(self, masses: Floats, cells: Codes) -> Floats:
        """(n,) what `masses` (n, n_cells) gain over what was said, in the log chance of the class of each of `cells` (n,)."""
        classes = find_classes(self.sd)
        said = np.bincount(classes, normal_masses(self.sd))[classes[cells]]
        is_same = classes == classes[cells][:, None]
        meant = (masses * is_same).sum(axis=1)
        gains: Floats = np.log(np.maximum(meant, LEAST_MASS)) - np.log(np.maximum(said, LEAST_MASS))
        return gains

    def gate(self, masses: Floats) -> Floats:
        """(n, n_cells) the masses as far as they are earned, the rest log-normal around the estimate."""
        return mix(np.broadcast_to(normal_masses(self.sd), masses.shape), masses, self.weight)


class HoursCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """What a record of n outcomes says that estimates mean. `weight`: how much of it is applied (0: none of it is earned)."""

    n: int
    weight: float
    gain: float
    sd: float  # of log ratios: what estimates are taken to mean where nothing is earned
    now_days: float
    record: HoursRecord
    learner: Learner

    def predict(
        self,
        estimate_hours: Sequence[float] | Floats,
        *,
        persons: Sequence[str] | None = None,
        domains: Sequence[Sequence[str]] = (),
    ) -> Spread:
        """Hours of n estimates; `domains` columns as in the record, an unknown person or domain being nobody's."""
        estimate = np.asarray(estimate_hours, dtype=np.float64)
        people = [""] * estimate.size if persons is None else persons
        columns = [*domains, *([[""] * estimate.size] * (self.record.n_domains - len(domains)))]
        groups = find_groups(self.record, estimate, people, columns)
        masses = self.learner.predict(estimate, groups, self.now_days)
        return Spread(estimate_hours=estimate, masses=self.learner.gate(masses))

    def n_of(self, *, person: str | None = None, domain: str | None = None, column: int = 0) -> int:
        """How many outcomes stand behind it: of that person, of that domain, of both; of all where neither is named."""
        is_in = np.isfinite(self.record.known_days) & (self.record.known_days < self.now_days)
        for kind, name in (("person", person), (f"domain {column}", domain)):
            if name is not None:
                is_in &= self.record.groups[kind] == self.record.names[kind].get(name, -2)
        return int(is_in.sum())
