"""What `--chart` draws: the picture of a result, as far as the arguments say more than the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acumen.errors import UsageError
from acumen.results.calibration import AdviceScored
from acumen.results.plans import Simulated, Tree
from acumen.results.result import Result

if TYPE_CHECKING:
    from acumen.charts import Chart
    from acumen.results.calibration import CalibrationReport
    from acumen.views.calibration_charts import Curves


def of_result(found: Result, **_: object) -> Chart:
    """The only picture there is of it."""
    return found.chart()


def of_tree(found: Tree, *, depth: int | None = None, **_: object) -> Chart:
    """As many boxes as can be read; of a part, all that it has."""
    from acumen.views.plan_charts import MOST_BOXES  # noqa: PLC0415 -- drawing loads numpy

    return found.chart(boxes=None if depth is None else MOST_BOXES)


def of_runs(found: Simulated, *, within: tuple[float, ...] = (), **_: object) -> Chart:
    """With a mark at the hours that were asked about."""
    return found.chart(marks=within)


def of_record(
    found: CalibrationReport | AdviceScored, curves: Curves | None = None, *, what: str, **_: object
) -> Chart:
    """The one that was asked for."""
    if isinstance(found, AdviceScored) or curves is None:
        raise UsageError("of what acumen says there is no picture", hint="leave --chart out")
    from acumen.views.calibration_charts import draw  # noqa: PLC0415 -- the same

    return draw(found, curves, what)
