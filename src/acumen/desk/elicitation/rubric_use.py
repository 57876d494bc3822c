"""Use: a rubric of one's own, from a file."""

from __future__ import annotations

import os

from acumen.desk.book import Book
from acumen.desk.elicitation.rubric_show import show_criteria
from acumen.desk.plans.read import bytes_of
from acumen.desk.state.rubrics import RubricReading
from acumen.errors import PlanError
from acumen.results.rubrics import CriteriaShown


def use_rubric(book: Book, file: str | bytes | os.PathLike[str], *, source: str = "<text>") -> CriteriaShown:
    r"""Adopt the rubric in a file or text; marks by a criterion of the same rubric and id go on. Raises PlanError.

    The same rubric as is in force already is not written again.

    >>> text = 'rubric: mine\ncriteria: [{criterion: a, weight: 30%}, {criterion: b, weight: 70%}]'
    >>> [row.criterion for row in acumen.criteria_use(book, text).rows]
    ['a', 'b', 'total']
    """
    from acumen.planfile.rubrics import read_rubric  # noqa: PLC0415 -- loads what reads YAML

    is_text = isinstance(file, bytes) or (isinstance(file, str) and "\n" in file)
    found, problems = read_rubric(bytes_of(file), source=source if is_text else os.fspath(file))  # type: ignore[arg-type]
    if found is None:
        raise PlanError(problems, what="rubric")

    def write() -> CriteriaShown:
        reading = RubricReading(book)
        if reading.ready is not None or reading.text != found.text:
            book.write(found)
        return show_criteria(book)

    return book.transact(write)
