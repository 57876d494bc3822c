import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from acumen.desk.elicitation.people import people
from acumen.desk.ledgers.tables_in import import_table
from acumen.errors import UsageError
from acumen.history import Question
from acumen.importing import metaculus
from tests.desk.elicitation.books import new_book
from tests.importing.test_named_columns import read

# Made up here, in the form that the services document.

FATEBOOK = """\
Question title,Multiple choice option,Forecast created by,Forecast (scale = 0-1),Forecast created at,Question created by,\
Question created at,Question resolve by,Resolution,Resolved at,Your Brier score for this question,Question notes,Question tags
"Will it ""rain""?",,"Ada",0.7,2023-08-05 09:03:5,"Ada",2023-08-05 09:00:00,2023-09-01 00:00:00,"YES",2023-08-30 10:00:00,0.09,"a note
in two lines","weather, fun"
"Will it ""rain""?",,"Bob",0.4,2023-08-06 09:03:05,"Ada",2023-08-05 09:00:00,2023-09-01 00:00:00,"YES",2023-08-30 10:00:00,,"a note
in two lines","weather, fun"
Who wins?,red,"Ada",0.2,2023-08-06 09:03:05,"Ada",2023-08-06 09:00:00,,"NO",2023-08-30 10:00:00,,,
Who wins?,blue,"Ada",0.8,2023-08-06 09:03:05,"Ada",2023-08-06 09:00:00,,"YES",2023-08-30 10:00:00,,,
Open?,,"Ada",0.5,2023-08-06 09:03:05,"Ada",2023-08-06 09:00:00,2024-08-06 09:00:00,,,,,
Unclear?,,"Ada",0.5,2023-08-06 09:03:05,"Ada",2023-08-06 09:00:00,2024-08-06 09:00:00,"AMBIGUOUS",2023-08-30 10:00:00,,,
Broken?,,"Ada",x,2023-08-06 09:03:05,"Ada",2023-08-06 09:00:00,2024-08-06 09:00:00,,,,,
"""  # noqa: E501 -- lines of a table


def by_claim(path: Path, **options: Any) -> tuple[dict[str | None, Question], Any]:  # noqa: ANN401 -- options of import
    book = new_book()
    told = import_table(book, path, **options)
    head = book.ledger.head()
    assert import_table(book, path, **options).n_new == 0
    assert book.ledger.head() == head
    questions = read(book)
    assert not questions.problems
    return {question.claim: question for question in questions.each()}, (told, questions.people, book)


def test_an_export_of_fatebook_is_known_by_its_head(tmp_path: Path) -> None:
    path = tmp_path / "fatebook-forecasts.csv"
    path.write_text(FATEBOOK, encoding="utf-8")
    found, (told, who, book) = by_claim(path, me="Ada", skip_bad=True)
    assert (told.source, told.n_rows, told.n_forecasts, told.n_questions, told.n_settled) == ("fatebook", 7, 6, 5, 4)
    rain = found['Will it "rain"?']
    assert [one.chance for one in rain.forecasts] == [0.7, 0.4]
    assert rain.forecasts[0].said_at == datetime(2023, 8, 5, 9, 3, 5, tzinfo=UTC), "seconds without a zero before them"
    assert (rain.due_at, rain.resolution, rain.domain) == (
        datetime(2023, 9, 1, tzinfo=UTC),
        "a note in two lines",
        "weather",
    )
    assert rain.outcome is not None
    assert rain.outcome.known_at == datetime(2023, 8, 30, 10, tzinfo=UTC)
    outcomes = {claim: None if one.outcome is None else one.outcome.yes for claim, one in found.items()}
    assert (outcomes["Who wins?: red"], outcomes["Who wins?: blue"], outcomes["Open?"]) == (False, True, None)
    unclear = found["Unclear?"].outcome
    assert unclear is not None
    assert unclear.is_void
    assert rain.forecasts[0].person == who.me
    assert [one.where.line for one in told.problems] == [10]
    assert "multiple choices" in str(told)
    assert len(people(book).people) == 2


def test_an_older_export_of_fatebook_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    head = "Question title,Forecast created by,Forecast (scale = 0-1),Forecast created at"
    path.write_text(
        f"{head},Question resolution,Question resolved at\nRain?,Ada,0.7,2023-08-05 09:03:05,NO,2023-08-06 09:03:05\n",
        encoding="utf-8",
    )
    found, _ = by_claim(path)
    assert found["Rain?"].outcome is not None
    assert found["Rain?"].outcome.yes is False


PREDICTION = {
    "id": 7,
    "description": "It rains ",
    "deadline": "2019-03-01T12:00:00.000Z",
    "created_at": "2019-01-01T12:00:00.000Z",
    "updated_at": "2019-02-01T12:00:00.000Z",
    "outcome": True,
    "withdrawn": False,
    "responses": [
        {
            "confidence": 60,
            "comment": "clouds",
            "created_at": "2019-01-01T12:00:00.000Z",
            "user_label": "Ada",
            "user_id": 3,
        },
        {
            "confidence": None,
            "comment": "hm",
            "created_at": "2019-01-02T12:00:00.000Z",
            "user_label": "Bob",
            "user_id": 4,
        },
        {"confidence": 0, "comment": None, "created_at": "2019-01-02T13:00:00.000Z", "user_label": "Bob", "user_id": 4},
    ],
}


def test_the_interface_of_predictionbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pb.json"
    whole = {
        "user": {"name": "Ada"},
        "predictions": [PREDICTION, {**PREDICTION, "id": 8, "description": "Gone", "withdrawn": True}],
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    found, (told, _, _) = by_claim(path)
    rain = found["It rains"]
    assert [(one.chance, one.reason) for one in rain.forecasts] == [(0.6, "clouds"), (0.0, None)]
    assert rain.outcome is not None
    assert (rain.outcome.yes, rain.outcome.known_at) == (True, datetime(2019, 2, 1, 12, tzinfo=UTC))
    gone = found["Gone"].outcome
    assert gone is not None
    assert gone.is_void
    assert "not told" in str(told)


def test_a_scrape_of_predictionbook_is_read_and_a_broken_entry_reported(tmp_path: Path) -> None:
    path = tmp_path / "pb.json"
    entry = {
        "number": 505,
        "event": "It rains",
        "outcome": "wrong",
        "user": "k",
        "time_created": "2009-10-14 23:27:12+00:00",
        "time_known": "2009-10-28 23:27:12+00:00",
        "responses": [
            {"user": "k", "time": "2009-10-14 23:27:12+00:00", "actions": {"credence": 90, "comment": "x"}},
            {"user": "l", "time": "2009-10-15 23:27:12+00:00", "actions": {"comment": "x"}},
        ],
    }
    path.write_text(json.dumps([entry, {"number": 3}, 5]), encoding="utf-8")
    found, (told, _, _) = by_claim(path, skip_bad=True)
    assert [one.chance for one in found["It rains"].forecasts] == [0.9]
    assert [one.where.line for one in told.problems] == [2, 3]


@pytest.mark.parametrize("text", ["{", "{}", '"x"'])
def test_json_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        import_table(new_book(), path)


QUESTIONS = """\
Question ID,Question URL,Question Title,Post ID,Default Project,Label,Question Type,MC Options (Current),MC Options (All),\
Open Time,Scheduled Close Time,Actual Close Time,Resolution,Resolution Known Time
1,https://example.org/1,Rain?,11,Cup,,binary,,,2024-01-01 00:00:00+00:00,2024-02-01 00:00:00+00:00,,yes,2024-02-02 00:00:00+00:00
2,https://example.org/2,Who?,12,Cup,first,multiple_choice,"['a']","['a', ""b's""]",2024-01-01 00:00:00+00:00,,,b's,2024-02-02 00:00:00+00:00
3,https://example.org/3,How many?,13,Cup,,numeric,,,2024-01-01 00:00:00+00:00,,,12.5,2024-02-02 00:00:00+00:00
4,https://example.org/4,When?,14,Cup,,date,,,2024-01-01 00:00:00+00:00,,,2024-01-11 00:00:00+00:00,2024-02-02 00:00:00+00:00
5,https://example.org/5,How far?,15,Cup,,discrete,,,2024-01-01 00:00:00+00:00,,,above_upper_bound,2024-02-02 00:00:00+00:00
6,https://example.org/6,Off?,16,Cup,,binary,,,2024-01-01 00:00:00+00:00,,,annulled,2024-02-02 00:00:00+00:00
"""  # noqa: E501 -- lines of a table
FORECASTS = """\
Question ID,Forecaster ID,Forecaster Username,Start Time,End Time,Forecaster Count,Probability Yes,Probability Yes Per Category,\
Continuous CDF,5th Percentile,25th Percentile,Median,75th Percentile,95th Percentile
1,9,ada,2024-01-02 00:00:00+00:00,,,0.7,,,,,,,
1,,recency_weighted,2024-01-02 00:00:00+00:00,,17,0.6,,,,,,,
2,9,ada,2024-01-02 00:00:00+00:00,,,,"[0.25, 0.75]",,,,,,
2,8,bob,2024-01-02 00:00:00+00:00,,,,"[1.0, None]",,,,,,
3,9,ada,2024-01-02 00:00:00+00:00,,,,,"[0.1, 0.2]",1,2,3,4.5,6
4,9,ada,2024-01-02 00:00:00+00:00,,,,,"[0.1, 0.2]",2024-01-03,2024-01-04,2024-01-05,2024-01-06,2024-01-07
5,9,ada,2024-01-02 00:00:00+00:00,,,,,"[0.1, 0.2]",1,2,3,4.5,6
6,9,ada,2024-01-02 00:00:00+00:00,,,0.5,,,,,,,
7,9,ada,2024-01-02 00:00:00+00:00,,,0.5,,,,,,,
3,8,bob,2024-01-02 00:00:00+00:00,,,,,,9,2,3,4.5,6
"""  # noqa: E501 -- lines of a table


@pytest.mark.parametrize("form", ["zip", "folder", "file"])
def test_an_export_of_metaculus_is_read_zipped_or_not(tmp_path: Path, form: str) -> None:
    files = {"question_data.csv": QUESTIONS, "forecast_data.csv": FORECASTS}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = {"zip": tmp_path / "data.zip", "folder": tmp_path, "file": tmp_path / "forecast_data.csv"}[form]
    if form == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    found, (told, who, _) = by_claim(path, skip_bad=True)
    assert (told.source, told.n_forecasts, told.n_questions, told.n_settled) == ("metaculus", 8, 6, 5)
    assert sorted(one.chance or 0.0 for one in found["Rain?"].forecasts) == [0.6, 0.7]
    assert set(who.names.values()) == {"ada", "bob", "Metaculus, recency_weighted"}
    choice = found["Who?: first"]
    assert choice.choices == ("a", "b's")
    assert {one.chances for one in choice.forecasts} == {(0.25, 0.75), (1.0, 0.0)}
    assert choice.outcome is not None
    assert choice.outcome.choice == 1
    number, day = found["How many?"], found["When?"]
    assert number.forecasts[0].quantiles == ((0.05, 1.0), (0.25, 2.0), (0.5, 3.0), (0.75, 4.5), (0.95, 6.0))
    assert number.outcome is not None
    assert number.outcome.number == 12.5
    assert day.outcome is not None
    assert day.outcome.number == 19733.0
    assert day.forecasts[0].quantiles is not None
    assert day.forecasts[0].quantiles[2] == (0.5, 19727.0)
    assert found["How far?"].is_open
    assert "1 settled outside their range" in str(told)
    off = found["Off?"].outcome
    assert off is not None
    assert off.is_void
    assert [one.where.line for one in told.problems] == [10, 11]
    assert found["Rain?"].resolution == "https://example.org/1"


def test_half_an_export_of_metaculus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "forecast_data.csv").write_text(FORECASTS, encoding="utf-8")
    with pytest.raises(UsageError, match=r"question_data\.csv"):
        import_table(new_book(), tmp_path / "forecast_data.csv")


def test_a_table_of_nobody_known_is_refused_with_what_to_say(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="expected an export of fatebook") as raised:
        import_table(new_book(), path)
    assert "--prob" in raised.value.hint
    with pytest.raises(UsageError, match="expected columns as fatebook writes them"):
        import_table(new_book(), path, origin="fatebook")
    with pytest.raises(UsageError, match="can't read"):
        import_table(new_book(), tmp_path / "none.json")


def test_what_metaculus_did_not_make_is_refused_with_what_was_found(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"in the folder .* found no question_data"):
        metaculus.read_tables(str(tmp_path))
    (tmp_path / metaculus.QUESTIONS).write_text(metaculus.ID)
    with pytest.raises(UsageError, match=r"beside .* found no forecast_data"):
        metaculus.read_tables(str(tmp_path / metaculus.QUESTIONS))
    archive = tmp_path / "other.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("in/a.csv", "x")
    with pytest.raises(UsageError, match=r"in .*other.zip, found a\.csv$"):
        metaculus.read_tables(str(archive))


def test_a_metaculus_zip_that_is_too_much_or_damaged_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "m.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(metaculus.QUESTIONS, "x" * 99)
        packed.writestr(metaculus.FORECASTS, "y" * 99)
    whole = archive.read_bytes()
    monkeypatch.setattr(metaculus, "MOST_BYTES", 197)
    with pytest.raises(UsageError, match="more than 256 MiB"):
        metaculus.read_tables(str(archive))
    monkeypatch.setattr(metaculus, "MOST_BYTES", 198)
    archive.write_bytes(whole.replace(b"x" * 99, b"z" * 99))
    with pytest.raises(UsageError, match="packed, and damaged"):
        metaculus.read_tables(str(archive))
