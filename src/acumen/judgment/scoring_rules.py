"""Scores of chances: Brier, logarithmic, and for choices in order the ranked one. Lower is better everywhere.

Each function gives one score per forecast, (n,), so that the caller can weigh and cluster them; an empty array gives an empty
array (its mean is undefined: nothing was said). A forecast or an outcome that is NaN scores NaN. A chance outside 0..1, or
chances of choices that don't sum to 1 within 1e-6, raise ValueError.

Sources: Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2; Good (1952), doi:10.1111/j.2517-6161.1952.tb00104.x;
Epstein (1969) for the ranked score, doi:10.1175/1520-0450(1969)008<0985:ASSFPF>2.0.CO;2.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

CLIP = 0.001  # a chance of 0 that comes true costs ln 1000 = 6.9 nats, not infinitely many
SUM_SLACK = 1e-6


def brier(probs: ArrayLike, outcomes: ArrayLike) -> Floats:
    """(p − y)², in 0..1. probs: (n,); outcomes: (n,) 0 or 1, or the chance that it was so."""
    said, seen = _chances(probs), _chances(outcomes)
    return np.square(said - seen)


def log_loss(probs: ArrayLike, outcomes: ArrayLike, *, clip: float = CLIP) -> Floats:
    """−y·ln p − (1 − y)·ln(1 − p) in nats, p first kept within clip..1 − clip. probs, outcomes: (n,)."""
    said, seen = np.clip(_chances(probs), clip, 1.0 - clip), _chances(outcomes)
    return -(seen * np.log(said) + (1.0 - seen) * np.log1p(-said))


def brier_of_choices(probs: ArrayLike, outcomes: ArrayLike) -> Floats:
    """Σ_k (p_k − y_k)², in 0..2: for two choices twice `brier`. probs: (n, k); outcomes: (n,) number of the choice."""
    said, seen = _choices(probs, outcomes)
    return np.asarray(np.square(said - seen).sum(axis=1))


def log_loss_of_choices(probs: ArrayLike, outcomes: ArrayLike, *, clip: float = CLIP) -> Floats:
    """−ln p_y in nats, p_y kept above `clip`. probs: (n, k); outcomes: (n,) number of the choice that came true."""
    said, seen = _choices(probs, outcomes)
    hit = (said * seen).sum(axis=1)
    return np.asarray(-np.log(np.clip(hit, clip, 1.0 - clip)))


def ranked(probs: ArrayLike, outcomes: ArrayLike) -> Floats:
    """Ranked probability score Σ_{j<k} (Σ_{i≤j} p_i − y_i)²: choices in order, a near miss costs less.

    In 0..k − 1; for two choices it is `brier`. probs: (n, k); outcomes: (n,) number of the choice that came true.
    """
    said, seen = _choices(probs, outcomes)
    return np.asarray(np.square(np.cumsum(said - seen, axis=1)[:, :-1]).sum(axis=1))


def _chances(values: ArrayLike) -> Floats:
    found = np.asarray(values, dtype=float)
    if np.any((found < 0.0) | (found > 1.0)):
        bad = found[(found < 0.0) | (found > 1.0)].flat[0]
        raise ValueError(f"expected chances from 0 to 1, found {bad}")
    return found


def _choices(probs: ArrayLike, outcomes: ArrayLike) -> tuple[Floats, Floats]:
    """Chances (n, k) and what came true as rows of 0 and 1 (n, k)."""
    said, chosen = _chances(probs), np.asarray(outcomes)
    if said.ndim != 2 or chosen.shape != said.shape[:1]:  # noqa: PLR2004
        raise ValueError(f"expected chances (n, k) and outcomes (n,), found {said.shape} and {chosen.shape}")
    if np.any(np.abs(said.sum(axis=1) - 1.0) > SUM_SLACK):
        raise ValueError("expected the chances of all choices to sum to 1")
    if np.any((chosen < 0) | (chosen >= said.shape[1])):
        raise ValueError(f"expected outcomes from 0 to {said.shape[1] - 1}, the numbers of the choices")
    return said, np.eye(said.shape[1])[chosen.astype(np.intp)]
