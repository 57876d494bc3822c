"""What `--map` keeps: the columns as they were read, and what was answered; the next file of its kind asks nothing."""

import json
from pathlib import Path

import pytest

from acumen.desk.front.ledgers import import_
from acumen.errors import UsageError
from acumen.results.ledgers import TableImported
from acumen.results.tables import TableLooked
from tests.desk.elicitation.books import new_book

FIRST = "claim,chance,outcome,said\na,70%,right,03/04/2026\nb,20%,wrong,05/06/2026\n"
NEXT = "claim,chance,outcome,said\nc,70%,right,04/03/2026\n"


def test_answers_are_kept_beside_the_columns_and_read_the_next_file_without_a_question(tmp_path: Path) -> None:
    book, file, kept = new_book(), tmp_path / "said.csv", tmp_path / "it's kept.json"
    file.write_text(FIRST)
    looked = import_(book, str(file), map_file=str(kept), ask=lambda _: "2")
    assert isinstance(looked, TableLooked)
    assert looked.command.endswith(" --map " + "'" + str(kept).replace("'", "'\"'\"'") + "'")
    assert not kept.exists(), "a look writes nothing"
    import_(book, str(file), as_shown=True, map_file=str(kept), ask=lambda _: "2")
    said = json.loads(kept.read_text())
    assert said == {
        "question": "claim", "prob": "chance", "outcome": "outcome", "at": "said", "dates": "mdy", "is_sided": True,
    }  # fmt: skip
    file.write_text(NEXT)
    with pytest.raises(UsageError, match="one way to read each column"):
        import_(book, str(file), as_shown=True)
    told = import_(book, str(file), map_file=str(kept))
    assert isinstance(told, TableImported)
    assert told.n_new_forecasts == 1
    said_on = {
        facts.sayings[0].happened_at.date().isoformat() for facts in book.recall("questions").questions.by_id.values()
    }
    assert said_on == {"2026-03-04", "2026-05-06", "2026-04-03"}


def test_of_a_table_known_by_its_head_only_what_was_told_and_answered_is_kept(tmp_path: Path) -> None:
    """With its columns named it would be another source, and count twice."""
    head = "Issue key,Summary,Original estimate,Time Spent,Created,Resolved\n"
    book, file, kept = new_book(), tmp_path / "jira.csv", tmp_path / "kept.json"
    file.write_text(head + "A-1,a,3600,7200,03/04/2026,04/05/2026\n")
    import_(book, str(file), as_shown=True, map_file=str(kept), ask=lambda _: "1")
    assert json.loads(kept.read_text()) == {"dates": "dmy"}
    again = import_(book, str(file), map_file=str(kept))
    assert isinstance(again, TableImported)
    assert (again.source, again.n_new) == ("jira", 0)


def test_nothing_is_kept_where_nothing_was_taken_in(tmp_path: Path) -> None:
    file, kept = tmp_path / "said.csv", tmp_path / "kept.json"
    file.write_text(FIRST + "c,170%,right,05/06/2026\n")
    told = import_(new_book(), str(file), as_shown=True, map_file=str(kept), ask=lambda _: "2")
    assert isinstance(told, TableImported)
    assert (told.is_refused, kept.exists()) == (True, False)
