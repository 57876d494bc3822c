"""Spreadsheets of many countries say the same, to whoever takes them in without an option."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from acumen.cli import main
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


N_ROWS = 60
HEADS = {
    "en-US": ("Prediction", "Chance", "Happened", "Date", "Resolved", "The model beats the baseline"),
    "de-DE": (
        "Vorhersage",
        "Wahrscheinlichkeit",
        "Eingetreten",
        "Gesagt am",
        "Geklärt am",
        "Die Größe schlägt die Vorgabe",
    ),
    "fr-FR": ("Prévision", "Probabilité", "Résultat", "Date", "Résolu le", "Le modèle dépasse déjà la référence"),
    "ja-JP": ("予測", "確率", "結果", "日付", "判明日", "このモデルは基準を超える"),
    "pt-BR": ("Previsão", "Probabilidade", "Resultado", "Data", "Resolvido em", "A replicação não falhará"),
    "sv-SE": ("Prognos", "Sannolikhet", "Utfall", "Datum", "Avgjort", "Försöket går att göra om på måndag"),
}
WRITTEN = {  # what stands between cells, decimals, a day, true and false, the code page
    "en-US": (",", ".", "{0.month}/{0.day}/{0.year}", "TRUE", "FALSE", "cp1252"),
    "de-DE": (";", ",", "{0:%d.%m.%Y}", "WAHR", "FALSCH", "cp1252"),
    "fr-FR": (";", ",", "{0:%d/%m/%Y}", "VRAI", "FAUX", "cp1252"),
    "ja-JP": (",", ".", "{0.year}/{0.month}/{0.day}", "TRUE", "FALSE", "cp932"),
    "pt-BR": (";", ",", "{0:%d/%m/%Y}", "VERDADEIRO", "FALSO", "cp1252"),
    "sv-SE": (";", ",", "{0:%Y-%m-%d}", "SANT", "FALSKT", "cp1252"),
}


def saved(country: str, form: str) -> bytes:
    """The same record as Excel of that country saves it: in its code page, as UTF-8, as Unicode text, with `sep=`."""
    separator, mark, day, true, false, page = WRITTEN[country]
    separator = "\t" if form == "utf-16" else separator
    lines = [separator.join(HEADS[country][:5])]
    for number in range(N_ROWS):
        at = date(2025, 1, 1) + timedelta(days=5 * number)
        chance = f"{(number % 10) / 10 + 0.05:.2f}".replace(".", mark)
        came = true if number % 3 else false
        days = day.format(at), day.format(at + timedelta(days=20))
        lines.append(separator.join((f"{HEADS[country][5]} {number}", chance, came, *days)))
    begin = f"sep={separator}\r\n" if form == "sep=" else ""
    text = begin + "".join(f"{line}\r\n" for line in lines)
    return text.encode({"page": page, "sep=": page}.get(form, form))


@pytest.mark.parametrize("form", ["page", "utf-8-sig", "utf-16", "sep="])
@pytest.mark.parametrize("country", HEADS)
def test_two_commands_lead_from_a_spreadsheet_to_a_sentence_about_judgment(
    country: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    path = tmp_path / "record.csv"
    path.write_bytes(saved(country, form))
    assert main(["import", str(path), "--as-shown"]) == 0
    shown = capsys.readouterr().out
    assert "60 forecasts on 60 questions, 60 settled; all new." in shown
    is_in_page = form in {"page", "sep="} and country != "en-US"  # which is ASCII here
    assert (f"Read as {WRITTEN[country][5]}; --encoding says otherwise." in shown) is is_in_page
    book = new_book()
    import_table(book, path, is_as_shown=True)
    found = count_forecasts(read_questions(book.recall("questions", "marks"), writer=book.ledger.writer))
    first = next(row for row in found if str(row.question.claim).endswith(" 17"))
    assert (first.made.chance, first.outcome, first.said_days) == (0.75, 1, (date(2025, 3, 27) - date(1970, 1, 1)).days)
    if form == "page":  # what follows is the same for all
        assert main(["score"]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert said.startswith("You are too sure: 75 % sure, right 50 % of the time, n 60.")
