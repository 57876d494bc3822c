"""A column that may be read in several ways is settled by whoever is asked, and by nobody else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from acumen.desk.ledgers.tables_in import import_table, look_at_table
from acumen.errors import UsageError
from acumen.importing.mapping import Mapping
from acumen.results.tables import ColumnQuestion
from acumen.views import registry
from tests.desk.elicitation.books import new_book
from tests.importing.test_cases import day, said, write

TWICE = "claim,chance,outcome,said\na,7,right,03/04/2026\nb,2,wrong,05/06/2026\n"


def answers(*texts: str | None) -> tuple[Callable[[ColumnQuestion], str | None], list[ColumnQuestion]]:
    """Who gives these answers, and the questions that were put."""
    left, put = list(texts), []

    def ask(question: ColumnQuestion) -> str | None:
        put.append(question)
        return left.pop(0)

    return ask, put


def test_each_column_is_asked_about_once_and_read_as_it_is_answered(tmp_path: Path) -> None:
    path = write(tmp_path, TWICE)
    ask, put = answers("2", "9", "2", " 2 ")
    book = new_book()
    assert import_table(book, path, is_as_shown=True, ask=ask).n_forecasts == 2
    assert said(book) == {"a": (0.7, True, day(2026, 3, 4)), "b": (0.2, True, day(2026, 5, 6))}
    assert [one.name for one in put] == ["chance", "outcome", "outcome", "said"]
    assert put[0].choices == ("0.07 (percent)", "0.7 (n of 10)")
    assert put[2].misread == "expected a number from 1 to 2, found '9'"


def test_a_look_has_what_was_answered_in_the_command(tmp_path: Path) -> None:
    ask, _ = answers("1", "1", "1")
    looked = look_at_table(write(tmp_path, TWICE), ask=ask)
    assert not looked.has_open
    assert "--percent --dates dmy --yes right --no wrong" in looked.command.replace("\\\n", "")


@pytest.mark.parametrize("answer", [None, "", " "])
def test_what_is_left_open_is_refused_and_nothing_more_is_asked(tmp_path: Path, answer: str | None) -> None:
    path = write(tmp_path, TWICE)
    ask, put = answers("1", answer)
    assert look_at_table(path, ask=ask).has_open
    assert len(put) == 2
    ask, _ = answers(answer)
    with pytest.raises(UsageError, match="one way to read each column"):
        import_table(new_book(), path, is_as_shown=True, ask=ask)


def test_words_that_are_settled_are_those_of_the_column(tmp_path: Path) -> None:
    ask, put = answers("1")
    looked = look_at_table(write(tmp_path, "claim,chance,outcome\na,0.7,Hit\nb,0.2,✗\nc,0.4,missed\n"), ask=ask)
    assert (looked.n_ready, len(put)) == (3, 1)
    assert "--yes hit" in looked.command
    ask, put = answers("1")
    assert look_at_table(write(tmp_path, "claim,chance,outcome\na,0.7,missed\n"), ask=ask).command.endswith(
        "--no missed"
    )


def test_an_option_says_what_it_says_on_the_command_line() -> None:
    told = Mapping(prob="p").said("--decimal , --percent").said("--dates mdy").said("--unit s")
    assert told == Mapping(prob="p", decimal=",", scale=100, dates="mdy", unit="s")
    assert Mapping().said("--scale 10") == Mapping(scale=10)
    assert Mapping().said("--sided") == Mapping(is_sided=True)
    assert Mapping().said("--yes right,correct --no wrong") == Mapping(yes=("right", "correct"), no=("wrong",))


def test_a_question_shows_the_ways_by_their_numbers(tmp_path: Path) -> None:
    registry.install()
    ask, put = answers("1", None)
    look_at_table(write(tmp_path, TWICE), ask=ask)
    assert "1: 0.07 (percent)" in put[0].draw()
    assert "Which? 1 or 2; Enter leaves it open." in put[0].draw()
