"""Where what is here came from: tables and other ledgers that were taken in, and leaving out what one of them said."""

from collections.abc import Collection

import msgspec

from acumen.history.corrections import MarkFacts
from acumen.history.entry import order
from acumen.history.questions_folded import Questions
from acumen.history.resolution import mark_superseded


def read_sources(marks: MarkFacts) -> dict[str, str | None]:
    """By the writer of what came from it, every table and ledger taken in, as it was first called; None: redacted.

    One that was undone is none, unless something of it was left.
    """
    named: dict[str, str | None] = {}
    left = {said.record.corrects for said in marks.corrections.values() if said.record.leaves}
    gone = marks.corrected() - left
    for said in sorted(marks.imports.values(), key=order):
        if said.record.writer is not None and said.id not in gone:
            named[said.record.writer] = named.get(said.record.writer) or said.record.source
    return named


def drop_forecasts(questions: Questions, writers: Collection[str]) -> Questions:
    """The same without what these writers forecast; what they asked and settled stays."""
    if not writers:
        return questions
    kept = {
        id_: msgspec.structs.replace(
            one, forecasts=mark_superseded([said for said in one.forecasts if said.writer not in writers])
        )
        for id_, one in questions.by_id.items()
    }
    return msgspec.structs.replace(questions, by_id=kept)
