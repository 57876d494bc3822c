"""How an estimate is missed: exactly right with chance π, else by a two-piece Student t of the log ratio.

    r = ln(taken/estimated) = 0 with chance π, else of density 2/(s₋ + s₊) · t_ν((r − m)/s±),  s± = s·e^±g,

logit π, m and ln s are lines (`line.py`) over the log estimate with effects of exact estimate, person, person × size and
domains; ν and g are common. Outcomes weigh ½^(age/500 d). Fitted by Newton's method, from where the last fit ended.
"""

import numpy as np
from numpy.typing import NDArray

from acumen.judgment.durations.bins import EDGES, MIDDLE, POINTS, Codes, Floats
from acumen.judgment.durations.dataset import SAME, HoursRecord
from acumen.judgment.durations.predictor import FittedLine

HALF_LIFE_DAYS = 500.0
N_FIRST_SWEEPS, N_SWEEPS = 15, 3
LEAST_WEIGHT = 0.002
FARTHEST = 3.0  # in sds of log estimate: beyond it the curve goes on level
LEAST_SD = 0.5  # of log estimates, by which they are measured
NUS = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0, 20.0)
LEAST_BEND = 1e-3
MOST_SKEW, LONGEST_SKEW_STEP, SKEW_PRECISION = 1.0, 0.3, 4.0
LEAST_LOG_SCALE, MOST_LOG_SCALE = -5.0, 2.0


class Misses:
    """The model, refitted as outcomes become known."""

    def __init__(self, record: HoursRecord) -> None:
        """Start from nothing learnt."""
        self.kinds = ["exact", "person", "person size", *(f"domain {n}" for n in range(record.n_domains))]
        sizes = [len(record.names[kind]) for kind in self.kinds]
        self.exactly = FittedLine(sizes, (10.0, 1.0, 1.0))
        self.shift = FittedLine(sizes, (2.0, 0.5, 0.3))
        self.log_scale = FittedLine(sizes, (2.0, 0.5, 0.3))
        self.skew, self.nu = 0.0, 4.0
        self.centre, self.unit = 0.0, 1.0
        self.half_life = HALF_LIFE_DAYS if record.has_dates else np.inf
        self.is_fitted = False

    def fit(self, record: HoursRecord, rows: Codes, now_days: float) -> None:
        """Move towards the mode of the posterior, given the outcomes of `rows` (known before `now_days`)."""
        weights = 0.5 ** ((now_days - record.known_days[rows]) / self.half_life)
        rows, weights = rows[weights > LEAST_WEIGHT], weights[weights > LEAST_WEIGHT]
        if rows.size == 0:
            return
        log_estimates = np.log(record.estimate_hours[rows])
        if not self.is_fitted:
            self.centre, self.unit = float(log_estimates.mean()), max(LEAST_SD, float(log_estimates.std()))
        curve = self._curve(log_estimates)
        codes = [record.groups[kind][rows] for kind in self.kinds]
        ratios = np.clip(record.log_ratio[rows], POINTS[0], POINTS[-1])
        n_sweeps = N_SWEEPS if self.is_fitted else N_FIRST_SWEEPS
        self._fit_exactly(curve, codes, np.abs(ratios) < SAME, weights, n_sweeps)
        is_off = np.abs(ratios) >= SAME
        if is_off.any():
            self._fit_off(curve[is_off], [code[is_off] for code in codes], ratios[is_off], weights[is_off], n_sweeps)
        self.is_fitted = True

    def predict(self, estimate_hours: Floats, groups: dict[str, Codes]) -> Floats:
        """(n, n_cells) masses."""
        from scipy.special import expit, stdtr  # noqa: PLC0415 -- costs a tenth of a second to load

        curve, codes = self._curve(np.log(estimate_hours)), [groups[kind] for kind in self.kinds]
        shift = np.clip(self.shift.at(curve, codes), POINTS[0], POINTS[-1])[:, None]  # where there are cells to hold it
        scale = _scale(self.log_scale.at(curve, codes))[:, None]
        left, right = scale * np.exp(-self.skew), scale * np.exp(self.skew)
        away = EDGES - shift
        tail = stdtr(self.nu, away / np.where(away > 0.0, right, left))
        share = left / (left + right)
        below = np.where(away <= 0.0, 2.0 * share * tail, share + (1.0 - share) * (2.0 * tail - 1.0))
        masses: Floats = np.diff(below, axis=1) / (below[:, -1:] - below[:, :1])
        exactly = expit(self.exactly.at(curve, codes))
        masses *= 1.0 - exactly[:, None]
        masses[:, MIDDLE] += exactly
        return masses

    def _curve(self, log_estimates: Floats) -> Floats:
        """(n, 3) 1, x and x² of the log estimate, measured in sds and held level far out."""
        x = np.clip((log_estimates - self.centre) / self.unit, -FARTHEST, FARTHEST)
        return np.stack([np.ones_like(x), x, x * x], axis=1)

    def _fit_exactly(
        self, curve: Floats, codes: list[Codes], is_exact: NDArray[np.bool_], weights: Floats, n_sweeps: int
    ) -> None:
        """Logistic: slope w(y − π), bend wπ(1 − π)."""
        from scipy.special import expit  # noqa: PLC0415

        def slopes(eta: Floats) -> tuple[Floats, Floats]:
            chance = expit(eta)
            return weights * (is_exact - chance), weights * np.maximum(chance * (1.0 - chance), LEAST_BEND)

        eta = self.exactly.at(curve, codes)
        for _ in range(n_sweeps):
            eta = self.exactly.climb(curve, codes, eta, slopes)

    def _fit_off(self, curve: Floats, codes: list[Codes], ratios: Floats, weights: Floats, n_sweeps: int) -> None:
        """Location and log scale by expected curvature: (ν+1)/(ν+3)/s² and 2ν/(ν+3); then the skew and ν."""
        shift, log_scale = self.shift.at(curve, codes), self.log_scale.at(curve, codes)
        for _ in range(n_sweeps):
            nu = self.nu
            fixed_scale = log_scale

            def by_shift(eta: Floats, nu: float = nu, log_scale: Floats = fixed_scale) -> tuple[Floats, Floats]:
                z, scale = self._standardise(ratios, eta, log_scale)
                pull = (nu + 1.0) / (nu + z * z)
                return weights * pull * z / scale, weights * (nu + 1.0) / (nu + 3.0) / scale**2

            shift = self.shift.climb(curve, codes, shift, by_shift)
            fixed_shift = shift

            def by_scale(eta: Floats, nu: float = nu, shift: Floats = fixed_shift) -> tuple[Floats, Floats]:
                z, _ = self._standardise(ratios, shift, eta)
                return weights * ((nu + 1.0) / (nu + z * z) * z * z - 1.0), weights * (2.0 * nu / (nu + 3.0))

            log_scale = self.log_scale.climb(curve, codes, log_scale, by_scale)
            self._fit_shape(ratios, shift, log_scale, weights)

    def _fit_shape(self, ratios: Floats, shift: Floats, log_scale: Floats, weights: Floats) -> None:
        """The skew g by a Newton step (prior N(0, ½²)), and ν as the best of a few."""
        z, _ = self._standardise(ratios, shift, log_scale)
        pull = (self.nu + 1.0) / (self.nu + z * z) * z * z
        slope = (
            float(weights @ (pull * np.sign(z)))
            - float(weights.sum()) * np.tanh(self.skew)
            - SKEW_PRECISION * self.skew
        )
        bend = float(weights.sum()) * 2.0 * self.nu / (self.nu + 3.0) + SKEW_PRECISION
        step = float(np.clip(slope / bend, -LONGEST_SKEW_STEP, LONGEST_SKEW_STEP))
        self.skew = float(np.clip(self.skew + step, -MOST_SKEW, MOST_SKEW))
        z, _ = self._standardise(ratios, shift, log_scale)
        self.nu = max(NUS, key=lambda nu: _log_likelihood(z, weights, nu))

    def _standardise(self, ratios: Floats, shift: Floats, log_scale: Floats) -> tuple[Floats, Floats]:
        """Z and the scale on the side on which each ratio lies."""
        away = ratios - shift
        scale = _scale(log_scale) * np.exp(np.where(away > 0.0, self.skew, -self.skew))
        return away / scale, scale


def _scale(log_scale: Floats) -> Floats:
    scale: Floats = np.exp(np.clip(log_scale, LEAST_LOG_SCALE, MOST_LOG_SCALE))
    return scale


def _log_likelihood(z: Floats, weights: Floats, nu: float) -> float:
    """Of ν, up to what does not depend on it."""
    from math import lgamma, log  # noqa: PLC0415

    constant = lgamma((nu + 1.0) / 2.0) - lgamma(nu / 2.0) - 0.5 * log(nu)
    return float(weights.sum()) * constant - (nu + 1.0) / 2.0 * float(weights @ np.log1p(z * z / nu))
