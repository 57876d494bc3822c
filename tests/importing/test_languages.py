"""Heads and outcomes as they are written in other languages: every column is known, and what was called off is void."""

from pathlib import Path

import pytest

from acumen.desk.ledgers.tables_in import import_table, look_at_table
from tests.desk.elicitation.books import new_book

TABLES = {
    "Spanish": ("Pregunta,Probabilidad,Resultado,Fecha,Resuelto,Quién,Categoría", ("sí", "no", "anulado")),
    "Italian": ("Domanda,Probabilità,Esito,Data,Risolto,Chi,Ambito", ("sì", "no", "annullato")),
    "Polish": (
        "Twierdzenie,Prawdopodobieństwo,Wynik,Data,Rozstrzygnięto,Kto,Dziedzina",
        ("tak", "nie", "unieważnione"),
    ),
    "Portuguese": ("Pergunta,Probabilidade,Resultado,Data,Resolvido,Quem,Categoria", ("sim", "não", "anulado")),
    "Dutch": ("Vraag,Kans,Uitkomst,Datum,Opgelost,Wie,Domein", ("ja", "nee", "vervallen")),
    "French": ("Affirmation,Probabilité,Résultat,Date,Résolu,Qui,Domaine", ("oui", "non", "annulé")),
    "German": ("Behauptung,Wahrscheinlichkeit,Ergebnis,Datum,Geklärt,Wer,Bereich", ("ja", "nein", "ungültig")),
    "Russian": ("Вопрос,Вероятность,Исход,Дата,Решено,Кто,Область", ("да", "нет", "отменено")),
    "Japanese": ("質問,確率,結果,日付,判明日,予測者,分類", ("はい", "いいえ", "無効")),
}


@pytest.mark.parametrize("language", TABLES)
def test_a_table_in_another_language_is_taken_in_whole(tmp_path: Path, language: str) -> None:
    head, words = TABLES[language]
    rows = [
        f"claim {row},{10 * row + 5}%,{words[row % 3]},2025-03-0{1 + row},2025-04-0{1 + row},Ann,a" for row in range(6)
    ]
    file = tmp_path / "t.csv"
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    looked = look_at_table(file)
    assert (looked.unused, looked.problems) == ((), ())
    book = new_book()
    import_table(book, file, is_as_shown=True)
    by_claim = {
        one.subject.record.claim or "": one for one in book.recall("questions").questions.by_id.values() if one.subject
    }
    facts = [by_claim[claim] for claim in sorted(by_claim)]
    came = [(one.outcomes[0].record.yes, one.outcomes[0].record.is_void) for one in facts]
    assert came == 2 * [(True, False), (False, False), (None, True)]
    assert {one.outcomes[0].happened_at.month for one in facts} == {4}
    assert all(one.sayings[0].record.person is not None for one in facts)


def test_a_name_that_is_taken_for_nothing_is_said_where_the_table_is_taken_in(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("claim,chance,area\na,70%,optics\nb,20%,NULL\nc,30%,optics\n")
    assert any("1 NULL taken as missing" in note and "'area'" in note for note in import_table(
        new_book(), file, is_as_shown=True
    ).notes)  # fmt: skip


def test_a_column_called_resolved_holds_what_came_or_when(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    for cells, what in ((("yes", "no"), "outcome"), (("2026-03-01", "2026-03-02"), "known at")):
        file.write_text("question,prob,resolved\n" + "".join(f"q {cell},70%,{cell}\n" for cell in cells))
        assert {one.name: one.what for one in look_at_table(file).columns}["resolved"] == what
