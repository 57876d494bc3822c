"""Hours of an attempt in cells of a grid, rounded so that what comes of it is proven.

Rounded up, with idle time to the end of the cell: a policy that can be followed, so its value is attained. Rounded down, and
all that shows within a cell known at its beginning: at least as good as any policy, so its value is a bound.
"""

from dataclasses import dataclass

import numpy as np

from acumen.decision.dated.problem import SAME
from acumen.decision.dated.states import Floats
from acumen.distributions import Attempt, Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """By cell d of the time since the start, d = 0 … n: P(it succeeds in that cell), and P(it fails in it).

    `alive` P(neither by then, so that leaving is a choice), `spent` E[hours spent where it is left then].
    """

    succeeds: Floats
    fails: Floats
    alive: Floats
    spent: Floats
    may_be_left: bool
    n_last: int  # the last cell in which anything can show
    n_shown: int  # the first cell in which anything can show
    n_first: int  # the first in which success can
    mean_hours: float  # of the whole, carried on to its end


def rounded(attempt: Attempt, cell_hours: float, n_cells: int, *, is_up: bool) -> Cells:
    """An attempt in cells of `cell_hours`, as far as `n_cells`; what may take longer is alive at the end."""
    edges = np.arange(n_cells + 2) * cell_hours
    success = np.array([_shown_by(attempt.success, hours, is_up=is_up) for hours in edges])
    failure = np.array([_shown_by(attempt.failure, hours, is_up=is_up) for hours in edges])
    if is_up:  # cell d: shown in (d − 1, d]
        works, fails = success[:-1], failure[:-1]
    else:  # cell d: shown in [d, d + 1)
        works, fails = success[1:], failure[1:]
    succeeds = attempt.chance * np.diff(works, prepend=0.0)
    failed = (1.0 - attempt.chance) * np.diff(fails, prepend=0.0)
    alive = np.maximum(0.0, attempt.chance * (1.0 - works) + (1.0 - attempt.chance) * (1.0 - fails))
    alive[alive < SAME * SAME] = 0.0
    spent = np.array([attempt.expected_spent_hours(hours) for hours in edges[:-1]])
    return Cells(
        succeeds=succeeds,
        fails=failed,
        alive=alive,
        spent=spent,
        may_be_left=attempt.may_be_left,
        n_last=_last(succeeds + failed),
        n_shown=int(np.argmax(succeeds + failed > 0.0)),
        n_first=int(np.argmax(succeeds > 0.0)) if succeeds.any() else n_cells + 1,
        mean_hours=attempt.mean_hours,
    )


def _shown_by(duration: Duration, hours: float, *, is_up: bool) -> float:
    """P(shown by an edge); what shows at the very edge belongs to the cell that begins or ends there, roundings or not."""
    return duration.cdf(hours * (1.0 + SAME) if is_up else hours * (1.0 - SAME))


def _last(probs: Floats) -> int:
    shown = np.nonzero(probs > 0.0)[0]
    return int(shown[-1]) if len(shown) else 0
