"""Curves of a report on a record, against closed forms."""

import math
from pathlib import Path

import numpy as np
import pytest

from acumen.desk.calibration import curves
from acumen.desk.calibration.curves import score_curve
from acumen.desk.calibration.report import look
from acumen.desk.ledgers.tables_in import import_table
from acumen.importing.mapping import Mapping
from tests.desk.calibration.records import evenly, settled_forecasts
from tests.desk.elicitation.books import new_book


def test_the_line_of_points_on_a_line_has_no_band() -> None:
    days = np.arange(10.0)
    line = curves._line(days, 2.0 + 0.5 * days)
    assert line[0] == pytest.approx((0.0, 2.0, 2.0, 2.0))
    assert line[-1] == pytest.approx((9.0, 6.5, 6.5, 6.5))


def test_the_band_is_that_of_a_regression_on_one_variable() -> None:
    days, scores = np.array([0.0, 1.0, 2.0]), np.array([0.0, 3.0, 0.0])
    at_end = curves._line(days, scores)[0]
    sd = math.sqrt((1.0 + 4.0 + 1.0) / 1.0)  # residuals around the mean 1, one degree of freedom left
    reach = 1.96 * sd * math.sqrt(1.0 / 3.0 + 1.0 / 2.0)
    assert at_end == pytest.approx((0.0, 1.0, 1.0 - reach, 1.0 + reach))


def test_it_takes_sixty_outcomes() -> None:
    for n, is_drawn in ((59, False), (60, True)):
        _, basis = look(settled_forecasts(evenly(n, n // 2)))
        found = score_curve(basis.rows, ())
        assert (found is not None) is is_drawn
        assert found is None or sum(one.n for one in found.stretches) == n == found.n


def test_hours_of_work_done_elsewhere_are_drawn_with_those_of_steps(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text("task,estimate,actual,area\na,2,3,x\nb,4 to 16,9,x\nc,5,5,y\n", encoding="utf-8")
    book = new_book()
    columns = Mapping(question="task", hours="estimate", taken="actual", domain="area")
    import_table(book, path, columns, on="2020-01-01")
    for domain, points in ((None, {(2.0, 3.0), (8.0, 9.0), (5.0, 5.0)}), ("y", {(5.0, 5.0)})):
        told, basis = look(book, domain=domain)
        found = basis.hours_curve(told)
        assert found is not None
        pairs = zip(found.said_hours, found.taken_hours, strict=True)
        assert {(round(said, 9), taken) for said, taken in pairs} == points
    told, basis = look(book, since="2020-02-01")
    assert basis.hours_curve(told) is None
