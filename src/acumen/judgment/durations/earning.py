"""What a correction has gained so far, outcome after outcome: the gate's S and days, kept without going through them again."""

import numpy as np

from acumen.judgment.durations.bins import Floats
from acumen.judgment.gate import SAME_DAY_CORRELATION, weigh


class Earning:
    """`judgment.gate.add_up` of all gains taken in, of which only the last day is kept open."""

    def __init__(self) -> None:
        """Nothing gained, and no day."""
        self.n_days, self._closed, self._today, self._n_today, self._day = 0, 0.0, 0.0, 0, -np.inf

    @property
    def gain(self) -> float:
        """S in nats."""
        return self._closed + self._today / (1.0 + max(0, self._n_today - 1) * SAME_DAY_CORRELATION)

    @property
    def weight(self) -> float:
        """What the gate lets through."""
        return float(weigh(self.gain, self.n_days))

    def take(self, gains: Floats, known_days: Floats) -> None:
        """Gains (n,) in nats of outcomes known at `known_days` (n,), which never fall, from one call to the next too."""
        if not gains.size:
            return
        days, number, counts = np.unique(np.floor(known_days), return_inverse=True, return_counts=True)
        summed = np.bincount(number, gains)
        if days[0] == self._day:
            self._today, self._n_today = self._today + float(summed[0]), self._n_today + int(counts[0])
            days, summed, counts = days[1:], summed[1:], counts[1:]
        if days.size:
            self._closed = self.gain + float((summed[:-1] / (1.0 + (counts[:-1] - 1.0) * SAME_DAY_CORRELATION)).sum())
            self._today, self._n_today, self._day = float(summed[-1]), int(counts[-1]), float(days[-1])
            self.n_days += int(days.size)
