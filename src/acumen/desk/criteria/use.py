"""Use: a rubric of one's own, from a file."""

from __future__ import annotations

import os

from acumen.desk.criteria.reading import Reading
from acumen.desk.criteria.show import CriteriaShown, show_criteria
from acumen.desk.keeping.book import Book
from acumen.desk.planning.read_plan import bytes_of
from acumen.errors import PlanError


def use_rubric(book: Book, file: str | bytes | os.PathLike[str], *, source: str = "<text>") -> CriteriaShown:
    """Adopt the rubric in a file or text; marks by a criterion of the same rubric and id go on. Raises PlanError.

    The same rubric as is in force already is not written again.
    """
    from acumen.planfile.rubrics import read_rubric  # noqa: PLC0415 -- loads what reads YAML

    is_text = isinstance(file, bytes) or (isinstance(file, str) and "\n" in file)
    found, problems = read_rubric(bytes_of(file), source=source if is_text else os.fspath(file))  # type: ignore[arg-type]
    if found is None:
        raise PlanError(problems, what="rubric")
    reading = Reading(book)
    if reading.ready is not None or reading.text != found.text:
        book.write(found)
    return show_criteria(book)
