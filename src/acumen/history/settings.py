"""What a person has set, and which sources they left out: of each key the last that still counts."""

from acumen.history.corrections import MarkFacts
from acumen.history.entry import Said, order
from acumen.history.people import People
from acumen.records import SettingTold, SourceLeftOut


def read_settings(marks: MarkFacts, people: People) -> dict[str, Said[SettingTold]]:
    """By key, what the ledger's owner said last, whichever ledger of theirs it was said in; also keys nobody knows."""
    gone = marks.corrected()
    told = [
        said for said in marks.settings.values() if said.id not in gone and people.key(None, said.writer) == people.me
    ]
    return {said.record.key: said for said in sorted(told, key=order)}


def read_left_out(marks: MarkFacts, people: People) -> dict[str, Said[SourceLeftOut]]:
    """By the writer of what came from it, every source that the ledger's owner has left out."""
    gone = marks.corrected()
    told = [
        said for said in marks.left_out.values() if said.id not in gone and people.key(None, said.writer) == people.me
    ]
    return {said.record.writer: said for said in sorted(told, key=order)}
