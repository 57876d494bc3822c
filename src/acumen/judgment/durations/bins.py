"""Hours as masses on cells of the log ratio r = ln(taken/estimated), and what is said by them: quantiles, chances, draws.

Cells are 2 % wide around the estimate and widen to 7 % where something takes e² times as long, so that quarter hours and
pomodoros have masses, not densities. The middle cell stands for exactly the estimate. The ends are at e^±9 of it.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.errors import UsageError

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
N_SIDE = 100  # cells on each side of the middle one
_STEP, _SCALE = 0.034, 0.6
POINTS: Floats = np.sinh(np.arange(-N_SIDE, N_SIDE + 1) * _STEP) * _SCALE  # (n_cells,) log ratios
EDGES: Floats = np.sinh((np.arange(-N_SIDE, N_SIDE + 2) - 0.5) * _STEP) * _SCALE  # (n_cells + 1,)
N_CELLS = POINTS.size
MIDDLE = N_SIDE
WHOLE = 1.0 - 1e-9  # a sum of masses that is 1 but for rounding


def find_cells(log_ratios: Floats) -> Codes:
    """(n,) the cell of each log ratio; those beyond the ends in the last one."""
    place = np.rint(np.arcsinh(log_ratios / _SCALE) / _STEP)
    cells: Codes = (np.clip(place, -N_SIDE, N_SIDE) + N_SIDE).astype(np.int64)
    return cells


def normal_masses(sd: float, *, mean: float = 0.0) -> Floats:
    """(n_cells,) masses of a normal log ratio; around 0: hours log-normal around the estimate as median."""
    from scipy.special import ndtr  # noqa: PLC0415 -- costs a tenth of a second to load

    masses = np.diff(ndtr((EDGES - mean) / sd))
    whole: Floats = masses / masses.sum()
    return whole


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Hours of n estimates, each as masses on cells around it. Quantiles are told to the cell."""

    estimate_hours: Floats  # (n,)
    masses: Floats  # (n, n_cells), rows summing to 1

    def quantile(self, prob: float) -> Floats:
        """(n,) the least hours by which it is done with chance `prob`, which is from 0 to 1."""
        if not 0.0 <= prob <= 1.0:
            raise UsageError(
                f"expected a chance from 0 to 1, found {prob}", hint="write it as a figure from 0 to 1, like 0.7"
            )
        below = np.cumsum(self.masses, axis=1)
        reached = below >= min(max(prob, 1e-300), WHOLE)
        hours: Floats = self.estimate_hours * np.exp(POINTS[np.argmax(reached, axis=1)])
        return hours

    def cdf(self, hours: Floats | float) -> Floats:
        """(n,) P(done within `hours` ≥ 0), the cell of `hours` included."""
        at = np.broadcast_to(np.asarray(hours, dtype=np.float64), self.estimate_hours.shape)
        below, inside = self.bounds(np.maximum(at, 1e-300))
        chance: Floats = np.where(at > 0.0, below + inside, 0.0)
        return chance

    def bounds(self, hours: Floats) -> tuple[Floats, Floats]:
        """((n,) P(done before the cell of `hours`), (n,) the mass of that cell)."""
        cells = find_cells(np.log(hours / self.estimate_hours))
        rows = np.arange(cells.size)
        inside = self.masses[rows, cells]
        below: Floats = np.cumsum(self.masses, axis=1)[rows, cells] - inside
        return np.clip(below, 0.0, 1.0), inside

    @property
    def mean(self) -> Floats:
        """(n,) expected hours."""
        hours: Floats = self.estimate_hours * (self.masses @ np.exp(POINTS))
        return hours

    def sample(self, n_draws: int, rng: np.random.Generator) -> Floats:
        """(n, n_draws) hours, at the points of the cells."""
        below = np.cumsum(self.masses, axis=1)
        draws = rng.random((self.estimate_hours.size, n_draws))
        cells = np.array(
            [np.searchsorted(row, draw * row[-1], side="right") for row, draw in zip(below, draws, strict=True)]
        )
        hours: Floats = self.estimate_hours[:, None] * np.exp(
            POINTS[np.minimum(cells.reshape(draws.shape), N_CELLS - 1)]
        )
        return hours
