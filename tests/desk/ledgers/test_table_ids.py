"""Ids of rows are made of their content: a table that was taken in once is known again by every later acumen."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from acumen.desk.book import Book
from acumen.desk.ledgers.tables_in import import_table
from acumen.importing.mapping import Mapping
from acumen.ledger.memory import MemoryLedger
from acumen.records import ForecastMade, QuestionAsked, Record, encode

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def draw_forecasts(rng: random.Random) -> str:
    rows = ["question,who,at,known,chance,outcome,domain"]
    for row in range(60):
        at = f"2025-{1 + row % 12:02}-{1 + row % 28:02}T{row % 24:02}:00:00"
        outcome, who = rng.choice(["yes", "no", "void", ""]), rng.choice(["Ann", "Bö", "me", ""])
        rows.append(f"Question {row // 4},{who},{at},2026-01-{1 + row % 28:02},{rng.random():.2f},{outcome},d{row % 3}")
    return "\n".join(rows)


def draw_hours(rng: random.Random) -> str:
    rows = ["Task;Estimate (h);Actual (h);Date"]
    rows += [
        f"job {row};{rng.choice(['2', '4,5', '3 to 6'])};{rng.randint(1, 40)},5;{1 + row % 28}.3.2025"
        for row in range(40)
    ]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("draw", "n_records", "head"),
    [(draw_forecasts, 122, "7815b68aff8acc49"), (draw_hours, 41, "18a24aea6e607bc4")],
)
def test_a_table_becomes_the_same_records_byte_for_byte_in_every_version(
    draw: Callable[[random.Random], str], n_records: int, head: str, tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    file.write_text(draw(random.Random(3)), encoding="utf-8")
    book = Book(MemoryLedger(writer="w" * 24), now=NOW, draw=random.Random(7).randbytes)
    import_table(book, file, is_as_shown=True)
    found = book.ledger.head()
    assert (found.position, found.hash.hex()[:16]) == (n_records, head)


@pytest.mark.parametrize(
    ("record", "figures", "words"),
    [
        (ForecastMade(question="q", chance=0.5), b'{"chance":0.5,"question":"q"}', None),
        (ForecastMade(question="q", chance=0.5, reason="r"), b'{"chance":0.5,"question":"q"}', b'{"reason":"r"}'),
        (QuestionAsked(form="yes-no"), b'{"form":"yes-no"}', None),
    ],
)
def test_words_are_written_apart_and_keys_in_order(record: Record, figures: bytes, words: bytes | None) -> None:
    assert encode(record) == (figures, words)


def test_a_forecast_without_words_is_all_figures(tmp_path: Path) -> None:
    """Not a column of words left out, nor an empty part."""
    file = tmp_path / "table.csv"
    file.write_text("chance,outcome\n70%,yes\n", encoding="utf-8")
    book = Book(MemoryLedger(), now=NOW)
    import_table(book, file, Mapping(prob="chance", outcome="outcome"))
    made = [kept.sealed for kept in book.ledger.read() if kept.open_envelope().kind == ForecastMade.KIND]
    assert [(one.figures is not None, one.words) for one in made] == [(True, None)]
