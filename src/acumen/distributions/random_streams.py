"""Draws: chances by seed, name and number, and the hours that a chance stands for.

A draw is a function of the seed, a name, the number of a run and a column, and of nothing else: neither the order of the
draws nor what other names draw matters. The name is hashed by SHA-256 to a place in the sequence of SplitMix64 (Steele, Lea
& Flood 2014, doi:10.1145/2660193.2660195), where the run and the column count on from. Both are integer arithmetic, the same
on every machine. A normal quantile is Wichura's AS 241.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from acumen.distributions.durations import Duration, Fixed, normal_cdf
from acumen.distributions.residual import ResidualTime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

N_COLUMNS = 2
WORD = 1 << 64
GAMMA = 0x9E3779B97F4A7C15
MIXING = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))  # (shift, factor) of a round
LAST_SHIFT = 31

# Coefficients of rational approximations in ascending powers, above and below the line (Wichura 1988,
# doi:10.2307/2347330): near the median, and for the tails up to and beyond e^-25.
RATIONAL = (
    (
        3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
        45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
    ),
    (
        1.0, 42.31333070160091, 687.1870074920579, 5394.196021424751,
        21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854,
    ),
    (
        1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
        1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    ),
    (
        1.0, 2.053191626637759, 1.6763848301838038, 0.6897673349851,
        0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-09,
    ),
    (
        6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
        0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07,
    ),
    (
        1.0, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
        0.0007868691311456133, 1.8463183175100548e-05, 1.421511758316446e-07, 2.0442631033899397e-15,
    ),
)  # fmt: skip
MIDDLE, FAR = 1.6, 5.0  # around what and from where on the approximations of the tails hold, in √(−ln p)


def place(seed: int, name: str) -> int:
    """Where in the sequence the draws of a name begin, of 2^64 places."""
    from hashlib import sha256

    digest = sha256(f"{seed}\n{name}".encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:8], "little")


def chances(begin: int, runs: NDArray[np.uint64], column: int) -> NDArray[np.float64]:
    """Draws from the uniform distribution on the open interval (0, 1), one for each run, of one of N_COLUMNS columns."""
    import numpy as np

    bits = runs * np.uint64(N_COLUMNS * GAMMA % WORD)
    bits += np.uint64((begin + (column + 1) * GAMMA) % WORD)
    for shift, factor in MIXING:
        bits ^= bits >> np.uint64(shift)
        bits *= np.uint64(factor)
    bits ^= bits >> np.uint64(LAST_SHIFT)
    bits >>= np.uint64(12)
    drawn: NDArray[np.float64] = bits.astype(np.float64)
    drawn += 0.5  # after 52 bits: never 0, never 1
    drawn *= 2.0**-52
    return drawn


def hours_at(duration: Duration, probs: NDArray[np.float64]) -> NDArray[np.float64]:
    """The hours by which `duration` has shown with each of `probs` in (0, 1): its quantiles."""
    import numpy as np

    if isinstance(duration, Fixed):
        return np.full(probs.shape, duration.at_hours)
    if isinstance(duration, ResidualTime):
        upper = duration.upper_prob(1.0) * (1.0 - probs) + duration.upper_prob(0.0) * probs
        whole = np.exp(duration.mu - duration.sigma * normal_quantile(upper))
        return np.clip(whole - duration.elapsed_hours, 0.0, duration.cut_hours - duration.elapsed_hours)
    kept = normal_cdf(duration.z(duration.cut_hours))
    hours: NDArray[np.float64] = np.exp(duration.mu + duration.sigma * normal_quantile(probs * kept))
    return np.minimum(hours, duration.cut_hours) if math.isfinite(duration.cut_hours) else hours


def normal_quantile(probs: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse of the standard normal distribution function at each of `probs` in (0, 1), to 16 digits."""
    import numpy as np

    distance = probs - 0.5
    square = 0.180625 - distance * distance
    found: NDArray[np.float64] = distance * _ratio(0, square)
    tail = np.flatnonzero(square < 0.0)
    if tail.size:
        side = distance[tail]
        root = np.sqrt(-np.log(np.where(side < 0.0, probs[tail], 1.0 - probs[tail])))
        near, far = _ratio(2, root - MIDDLE), _ratio(4, root - FAR)
        found[tail] = np.copysign(np.where(root <= FAR, near, far), side)
    return found


def _ratio(row: int, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The ratio of the polynomials in a row of RATIONAL and the next."""
    return _polynomial(RATIONAL[row], x) / _polynomial(RATIONAL[row + 1], x)


def _polynomial(coefficients: tuple[float, ...], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """By Horner's rule."""
    total = coefficients[-1] * x + coefficients[-2]
    for coefficient in coefficients[-3::-1]:
        total = total * x + coefficient
    return total
