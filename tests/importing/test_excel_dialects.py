"""Five countries' spreadsheets say the same, to whoever takes them in without an option."""

from pathlib import Path

import pytest

from acumen.desk.ledgers.tables_in import import_table, look_at_table
from acumen.errors import UsageError
from acumen.history import count_forecasts, read_questions
from acumen.importing.mapping import Mapping
from tests.desk.elicitation.books import new_book

EXCEL = Path(__file__).resolve().parents[2] / "examples/excel"
COUNTRIES = ("american", "british", "french", "german", "polish")


def rows(country: str) -> list[tuple[object, ...]]:
    book = new_book()
    told = import_table(book, EXCEL / f"{country}.csv", is_as_shown=True)
    assert (told.n_forecasts, told.n_settled, told.problems) == (40, 40, ())
    questions = read_questions(book.recall("questions", "marks"), writer=book.ledger.writer)
    found = count_forecasts(questions)
    return sorted(
        (str(row.question.claim), row.made.chance, row.outcome, row.said_days, row.known_days) for row in found
    )


@pytest.mark.parametrize("country", COUNTRIES[1:])
def test_a_spreadsheet_says_the_same_in_every_country(country: str) -> None:
    assert rows(country) == rows(COUNTRIES[0])


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_look_writes_a_command_that_takes_in_what_it_shows(country: str) -> None:
    looked = look_at_table(EXCEL / f"{country}.csv")
    assert looked.n_ready == 40
    assert not looked.unused
    assert looked.command.startswith("acumen import ")
    assert len(looked.samples) == 3


@pytest.mark.parametrize("zone", ["Mars/X", "Europe", "../etc", ""])
def test_a_zone_that_there_is_not_is_refused(zone: str) -> None:
    with pytest.raises(UsageError, match="a time zone"):
        Mapping(prob="p", zone=zone).told()
