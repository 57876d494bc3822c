"""One linear predictor: a curve over log estimate and an effect for each group, shrunk by empirical Bayes.

η = c₀ + c₁x + c₂x² + Σ_kinds u_kind[group],  u ~ N(0, v_kind). Groups of a kind don't overlap, so that Newton's step for all
of them at once is a division of sums. v is learnt by EM: the mean of u² + its posterior variance, over the groups seen.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from acumen.judgment.durations.bins import Codes, Floats

N_CURVE = 3
FIRST_VARIANCE, LEAST_VARIANCE = 0.3**2, 0.02**2
LONGEST_STEP = 1.0
SEEN = 1e-8  # least curvature that counts as having been seen
Slopes = Callable[[Floats], tuple[Floats, Floats]]  # η (n,) → d/dη of the log likelihood, and minus its second one


class FittedLine:
    """Coefficients that are moved by `climb`."""

    def __init__(self, n_groups: list[int], curve_sds: tuple[float, float, float]) -> None:
        """Start at 0, with room for each kind's groups and for `no such group` (the last, which stays 0)."""
        self.curve = np.zeros(N_CURVE)
        self.precision = np.array(curve_sds) ** -2.0
        self.effects = [np.zeros(n + 1) for n in n_groups]
        self.variances = [FIRST_VARIANCE] * len(n_groups)

    def at(self, curve: Floats, codes: list[Codes]) -> Floats:
        """(n,) η of rows with `curve` columns (n, 3) and groups (n,) of each kind."""
        total: Floats = curve @ self.curve
        for effect, code in zip(self.effects, codes, strict=True):
            total = total + effect[code]
        return total

    def climb(self, curve: Floats, codes: list[Codes], eta: Floats, slopes: Slopes) -> Floats:
        """One Newton step for the curve and for each kind of group in turn; the new η."""
        slope, bend = slopes(eta)
        whole = (curve * bend[:, None]).T @ curve + np.diag(self.precision)
        step = np.linalg.solve(whole, curve.T @ slope - self.precision * self.curve)
        step = np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        self.curve = self.curve + step
        eta = eta + curve @ step
        for kind, code in enumerate(codes):
            slope, bend = slopes(eta)
            eta = eta + self._move(kind, code, slope, bend)[code]
        return eta

    def _move(self, kind: int, code: Codes, slope: Floats, bend: Floats) -> NDArray[np.float64]:
        """Move the effects of a kind, and its variance; the steps, by group."""
        effect, variance = self.effects[kind], self.variances[kind]
        place = np.where(code < 0, effect.size - 1, code)
        pull, stiff = np.bincount(place, slope, effect.size), np.bincount(place, bend, effect.size)
        pull[-1] = 0.0
        steps: Floats = np.clip((pull - effect / variance) / (stiff + 1.0 / variance), -LONGEST_STEP, LONGEST_STEP)
        effect += steps
        is_seen = stiff[:-1] > SEEN
        if is_seen.any():
            posterior = effect[:-1][is_seen] ** 2 + 1.0 / (stiff[:-1][is_seen] + 1.0 / variance)
            self.variances[kind] = max(LEAST_VARIANCE, float(posterior.mean()))
        return steps
