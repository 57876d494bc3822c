"""Fatebook's CSV export: one row a forecast, with the question beside it.

Columns as Fatebook itself writes them (github.com/Sage-Future/fatebook, lib/web/export.ts), in an older and a newer form.
A question has no id there: title, author and moment of creation tell it apart. Each option of a multiple choice has
its own forecasts and its own YES or NO, so it is taken as a yes–no question of its own. (Not in the table of `services`: three
columns together are a question, and its note and when it was asked are kept, which a column by itself can't say.)
"""

from acumen.importing.rows import AskedRow, Gathered, KnownRow, SaidRow
from acumen.importing.sheet import MOMENT, Sheet, read_chance, read_known, read_moment, read_words
from acumen.tables.table import Table

SOURCE = "fatebook"
TITLE, CHANCE, BY, AT = "Question title", "Forecast (scale = 0-1)", "Forecast created by", "Forecast created at"
HEAD = frozenset({TITLE, CHANCE, BY, AT})
LEFT = "Comments, scores and who a question is shared with are not taken over."
OPTIONS = "Options of multiple choices are questions of their own; one that was ambiguous is exported as NO for each."


def gather(table: Table) -> Gathered:
    """Read an export."""
    sheet = Sheet(table)
    options = sheet.read(sheet.find("Multiple choice option"), read_words, expected="an option")
    titles = sheet.read(TITLE, read_words, expected="a title")
    authors = sheet.read(sheet.find("Question created by"), read_words, expected="a name")
    created = sheet.read(sheet.find("Question created at"), read_moment, expected=MOMENT)
    due = sheet.read(sheet.find("Question resolve by"), read_moment, expected=MOMENT)
    notes = sheet.read(sheet.find("Question notes"), read_words, expected="notes")
    tags = sheet.read(sheet.find("Question tags"), _read_first, expected="tags")
    people = sheet.read(BY, read_words, expected="a name")
    moments = sheet.read(AT, read_moment, expected=MOMENT)
    chances = sheet.read(CHANCE, read_chance, expected="a chance from 0 to 1")
    known = sheet.read(
        sheet.find("Resolution", "Question resolution"), _read_resolution, expected="YES, NO or AMBIGUOUS"
    )
    known_at = sheet.read(sheet.find("Resolved at", "Question resolved at"), read_moment, expected=MOMENT)
    asked: dict[str, AskedRow] = {}
    said: list[SaidRow] = []
    outcomes: dict[str, KnownRow] = {}
    for row, (title, chance, at) in enumerate(zip(titles, chances, moments, strict=True)):
        if row in sheet.bad_rows:
            continue
        if title is None or chance is None or at is None:
            sheet.refuse(row, "expected a title, a chance and when it was said, found at least one missing")
            continue
        claim = title if options[row] is None else f"{title}: {options[row]}"
        key = "\x1f".join((claim, authors[row] or "", "" if (day := created[row]) is None else day.isoformat()))
        asked[key] = AskedRow(
            claim=claim, resolution=notes[row], domain=tags[row], due_at=due[row], asked_at=created[row]
        )
        said.append(SaidRow(key=key, at=at, person=people[row], chance=chance))
        outcome = known[row]
        if outcome:
            yes = None if outcome == "void" else outcome == "yes"
            outcomes[key] = KnownRow(key=key, known_at=known_at[row], yes=yes, is_void=outcome == "void")
    return Gathered(
        source=SOURCE,
        asked=asked,
        said=tuple(said),
        known=tuple(outcomes.values()),
        names_people=True,
        n_rows=table.n_rows,
        problems=tuple(sheet.problems),
        notes=(LEFT, OPTIONS) if any(options) else (LEFT,),
    )


def _read_first(text: str) -> str:
    """The first of several tags, which becomes the domain."""
    return read_words(text.replace(";", ",").partition(",")[0])


def _read_resolution(text: str) -> str:
    """`yes`, `no`, `void`; an option that is none of those listed (OTHER) is a no."""
    return "no" if text.upper() == "OTHER" else read_known(text)
