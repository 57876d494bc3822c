"""Metaculus' data export: `question_data.csv` and `forecast_data.csv`, in a zip or side by side in a folder.

Columns as its README and github.com/Metaculus/metaculus, utils/csv_utils.py tell. Aggregates are people named after their
method. Of a number the five percentiles given are taken; dates are days since 1970. A number outside the range of its
question is told as such only, so that question stays open here. (Not in the table of `services`: two tables are joined by an
id, and which columns count depends on the form of each question.)
"""

import os
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import NoReturn, TypeAlias

from acumen.errors import UsageError
from acumen.history.validity import are_chances, are_quantiles
from acumen.importing.rows import AskedRow, Gathered, KnownRow, SaidRow
from acumen.importing.sheet import MOMENT, Sheet, read_chance, read_list, read_moment, read_number, read_words
from acumen.readings.misread import listed
from acumen.records import Form
from acumen.tables.encoding import MOST_BYTES, MOST_SAID
from acumen.tables.table import Table, parse_bytes, read_bytes

SOURCE = "metaculus"
SECONDS_PER_DAY = 86_400.0
QUESTIONS, FORECASTS = "question_data.csv", "forecast_data.csv"
ID, TITLE, TYPE = "Question ID", "Question Title", "Question Type"
HEAD = frozenset({ID, "Start Time", "Probability Yes", "Probability Yes Per Category"})
PERCENTILES = {
    "5th Percentile": 0.05,
    "25th Percentile": 0.25,
    "Median": 0.5,
    "75th Percentile": 0.75,
    "95th Percentile": 0.95,
}
FORMS: Mapping[str, Form] = {
    "binary": "yes-no",
    "multiple_choice": "choice",
    "numeric": "number",
    "discrete": "number",
    "date": "number",
}
VOID = frozenset({"annulled", "ambiguous"})
OUTSIDE = frozenset({"below_lower_bound", "above_upper_bound"})
WHOLE = "name a file; a zip or a folder is read where Metaculus made it"
DAYS = "days since 1970-01-01"
LEFT = "Ends of forecasts, whole distributions, comments and scores are not taken over."
Details: TypeAlias = tuple[str, AskedRow]  # the type there, and the question


def read_tables(path: str) -> tuple[Table, Table]:
    """Questions and forecasts, from a zip, a folder, or either of the two files beside the other; UsageError elsewhere."""
    is_folder = os.path.isdir(path)  # noqa: PTH112 -- as in read_plan
    if not is_folder and zipfile.is_zipfile(path):
        texts = _unpack(path)
    else:
        folder = path if is_folder else os.path.dirname(path)  # noqa: PTH120
        both = [os.path.join(folder, name) for name in (QUESTIONS, FORECASTS)]  # noqa: PTH118
        for name in both:
            if not os.path.isfile(name):  # noqa: PTH113
                _refuse(f"beside {path}" if not is_folder else f"in the folder {path}", f"no {os.path.basename(name)}")  # noqa: PTH119
        texts = [read_bytes(name) for name in both]
    return parse_bytes(texts[0], source=QUESTIONS), parse_bytes(texts[1], source=FORECASTS)


def _unpack(path: str) -> list[bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.rpartition("/")[2]: name for name in archive.namelist()}
            if not {QUESTIONS, FORECASTS} <= names.keys():
                _refuse(f"in {path}", listed(names, 4) or "nothing")
            if sum(archive.getinfo(names[name]).file_size for name in (QUESTIONS, FORECASTS)) > MOST_BYTES:
                raise UsageError(
                    f"can't read {path}: more than {MOST_SAID} in it", hint="unpack it, and cut it into parts"
                )
            return [archive.read(names[name]) for name in (QUESTIONS, FORECASTS)]
    except (OSError, ValueError, RuntimeError, zlib.error, zipfile.BadZipFile):
        raise UsageError(f"can't read {path}: it is packed, and damaged or with a password", hint=WHOLE) from None


def _refuse(where: str, found: str) -> NoReturn:
    raise UsageError(f"expected {QUESTIONS} and {FORECASTS} {where}, found {found}", hint=WHOLE)


def gather(questions: Table, forecasts: Table) -> Gathered:
    """Read both tables."""
    asking, saying = Sheet(questions), Sheet(forecasts)
    details = _ask(asking)
    known, n_outside = _know(asking, details)
    said = _say(saying, details)
    outside = f"{n_outside} settled outside their range stay open: no number is told." if n_outside else ""
    return Gathered(
        source=SOURCE,
        asked={key: asked for key, (_, asked) in details.items()},
        said=tuple(said),
        known=tuple(known),
        names_people=True,
        n_rows=forecasts.n_rows,
        problems=(*asking.problems, *saying.problems),
        notes=(LEFT, outside) if outside else (LEFT,),
    )


def _ask(sheet: Sheet) -> dict[str, Details]:
    """Questions by id."""
    ids = sheet.read(ID, read_words, expected="an id")
    titles = sheet.read(TITLE, read_words, expected="a title")
    types = sheet.read(TYPE, str.lower, expected="a type")
    labels = sheet.read(sheet.find("Label"), read_words, expected="a label")
    urls = sheet.read(sheet.find("Question URL"), read_words, expected="an address")
    projects = sheet.read(sheet.find("Default Project"), read_words, expected="a project")
    options = sheet.read(sheet.find("MC Options (All)", "MC Options"), read_list, expected="a list")
    opened = sheet.read(sheet.find("Open Time"), read_moment, expected=MOMENT)
    due = sheet.read(sheet.find("Scheduled Close Time"), read_moment, expected=MOMENT)
    found: dict[str, Details] = {}
    for row, (key, title, kind) in enumerate(zip(ids, titles, types, strict=True)):
        if row in sheet.bad_rows:
            continue
        if key is None or kind is None or kind not in FORMS:
            sheet.refuse(row, f"expected an id and one of {', '.join(FORMS)}, found {key!r} and {kind!r}", name=TYPE)
            continue
        names = options[row]
        found[key] = (
            kind,
            AskedRow(
                form=FORMS[kind],
                claim=title if labels[row] is None else f"{title}: {labels[row]}",
                resolution=urls[row],
                choices=None if names is None else tuple(map(str, names)),
                unit=DAYS if kind == "date" else None,
                domain=projects[row],
                due_at=due[row],
                asked_at=opened[row],
            ),
        )
    return found


def _know(sheet: Sheet, details: dict[str, Details]) -> tuple[list[KnownRow], int]:
    """Outcomes, and how many are only known to be out of range."""
    ids = sheet.read(ID, read_words, expected="an id")
    resolutions = sheet.read(sheet.find("Resolution"), read_words, expected="a resolution")
    column = sheet.find("Resolution Known Time", "Actual Close Time")
    known_at = sheet.read(column, read_moment, expected=MOMENT)
    found: list[KnownRow] = []
    n_outside = 0
    for row, (key, text) in enumerate(zip(ids, resolutions, strict=True)):
        if row in sheet.bad_rows or key not in details or text is None:
            continue
        if text.lower() in OUTSIDE:
            n_outside += 1
            continue
        kind, asked = details[key]
        try:
            yes, number, choice = _read_value(text, kind, asked)
        except ValueError:
            sheet.refuse(row, f"expected an outcome of a {kind} question, found {text!r}", name="Resolution")
            continue
        is_void = text.lower() in VOID
        found.append(KnownRow(key=key, known_at=known_at[row], yes=yes, number=number, choice=choice, is_void=is_void))
    return found, n_outside


def _read_value(text: str, kind: str, asked: AskedRow) -> tuple[bool | None, float | None, int | None]:
    """The outcome as yes or no, a number, or the number of a choice; none of them where it is void."""
    if text.lower() in VOID:
        return None, None, None
    if kind == "binary":
        if text.lower() not in {"yes", "no"}:
            raise ValueError(text)
        return text.lower() == "yes", None, None
    if kind == "multiple_choice":
        return None, None, (asked.choices or ()).index(text)
    return None, _read_figure(text, kind), None


def _read_figure(text: str, kind: str) -> float:
    return read_moment(text).timestamp() / SECONDS_PER_DAY if kind == "date" else read_number(text)


def _say(sheet: Sheet, details: dict[str, Details]) -> list[SaidRow]:
    """Forecasts of the questions that could be read."""
    ids = sheet.read(ID, read_words, expected="an id")
    people = sheet.read(
        sheet.find("Forecaster Username", "Forecaster (Anonymized)", "Forecaster ID"), read_words, expected="a name"
    )
    counts = sheet.read(sheet.find("Forecaster Count"), read_number, expected="a number")
    starts = sheet.read("Start Time", read_moment, expected=MOMENT)
    chances = sheet.read("Probability Yes", read_chance, expected="a chance from 0 to 1")
    lists = sheet.read("Probability Yes Per Category", read_list, expected="a list")
    texts = {name: sheet.read(sheet.find(name), str, expected="a figure") for name in PERCENTILES}
    found: list[SaidRow] = []
    for row, (key, at) in enumerate(zip(ids, starts, strict=True)):
        if row in sheet.bad_rows:
            continue
        if key not in details or at is None:
            sheet.refuse(row, f"expected a forecast of a question in {QUESTIONS} with its time, found {key!r}", name=ID)
            continue
        kind, asked = details[key]
        try:
            said = SaidRow(
                key=key,
                at=at,
                person=people[row] if counts[row] is None else f"Metaculus, {people[row]}",
                chance=chances[row] if asked.form == "yes-no" else None,
                chances=_read_chances(lists[row]) if asked.form == "choice" else None,
                quantiles=_read_quantiles(row, texts, kind) if asked.form == "number" else None,
            )
        except ValueError as error:
            sheet.refuse(row, f"expected a forecast of a {kind} question, found {error}", name=ID)
            continue
        if said.chance is None and said.chances is None and said.quantiles is None:
            sheet.refuse(row, f"expected a forecast of a {kind} question, found none", name=ID)
            continue
        found.append(said)
    return found


def _read_chances(cells: list[object] | None) -> tuple[float, ...] | None:
    """Chances of all options; one that was not there yet has none."""
    if cells is None:
        return None
    chances = tuple(0.0 if cell is None else float(str(cell)) for cell in cells)
    if not are_chances(chances, n_choices=None):
        raise ValueError(f"chances {cells}")
    return chances


def _read_quantiles(
    row: int, texts: Mapping[str, Sequence[str | None]], kind: str
) -> tuple[tuple[float, float], ...] | None:
    """The percentiles that are told."""
    told = ((level, texts[name][row]) for name, level in PERCENTILES.items())
    quantiles = tuple((level, _read_figure(text, kind)) for level, text in told if text is not None)
    if quantiles and not are_quantiles(quantiles):
        raise ValueError(f"percentiles {quantiles}")
    return quantiles or None
