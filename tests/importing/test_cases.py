"""Cases of tables from public threads and real files: taken in right, or refused with what settles it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from acumen.desk.book import Book
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.ledgers.tables_in import import_table, look_at_table
from acumen.desk.ledgers.tables_out import write_table
from acumen.errors import UsageError
from acumen.importing.mapping import Mapping
from acumen.records import UNKNOWN_DAY
from tests.desk.elicitation.books import new_book

HEAD = "claim,chance,outcome,said\n"
NAMED = Mapping(question="claim", prob="chance", outcome="outcome")


def write(folder: Path, text: str | bytes, name: str = "t.csv") -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def said(book: Book) -> dict[str, tuple[float | None, bool | float | str | None, datetime]]:
    """Claims with chance, outcome and when it was said."""
    shown = list_questions(book, state="all").questions
    return {one.claim or "": (one.forecasts[0].chance, one.outcome, one.forecasts[0].said_at) for one in shown}


def day(
    year: int, month: int, number: int, hour: int = 0, minute: int = 0, second: int = 0, micro: int = 0
) -> datetime:
    return datetime(year, month, number, hour, minute, second, micro, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "options", "moments"),
    [
        (
            ["1673121391044", "1690121011125"],
            {},
            [day(2023, 1, 7, 19, 56, 31, 44_000), day(2023, 7, 23, 14, 3, 31, 125_000)],
        ),
        (["1673121391", "1690121011"], {}, [day(2023, 1, 7, 19, 56, 31), day(2023, 7, 23, 14, 3, 31)]),
        (["46085", "46090.5"], {}, [day(2026, 3, 4), day(2026, 3, 9, 12)]),
        (["20260304", "20260405"], {}, [day(2026, 3, 4), day(2026, 4, 5)]),
        (["03/04/2026", "03/25/2026"], {}, [day(2026, 3, 4), day(2026, 3, 25)]),
        (["25/03/2026", "3/4/2026"], {}, [day(2026, 3, 25), day(2026, 4, 3)]),
        (["9/16/2016 7:43:18", "1/2/2016 17:43"], {}, [day(2016, 9, 16, 7, 43, 18), day(2016, 1, 2, 17, 43)]),
        (["04.03.2026", "4 March 2026"], {"dates": "dmy"}, [day(2026, 3, 4), day(2026, 3, 4)]),
        (["2026/03/04", "2026-063"], {}, [day(2026, 3, 4), day(2026, 3, 4)]),
        (['"Mar 4, 2026"', "2026-03-04 10:00:00 UTC"], {}, [day(2026, 3, 4), day(2026, 3, 4, 10)]),
        (['"3/4/2026, 9:05:11 PM"', "3/14/2026"], {}, [day(2026, 3, 4, 21, 5, 11), day(2026, 3, 14)]),
        (
            ["2026-07-01 09:00", "2026-01-01 09:00"],
            {"zone": "America/New_York"},
            [day(2026, 7, 1, 13), day(2026, 1, 1, 14)],
        ),
        (["2026-03-04", "NULL"], {}, [day(2026, 3, 4), UNKNOWN_DAY]),
    ],
)
def test_moments_are_what_the_whole_column_can_only_mean(
    tmp_path: Path, cells: list[str], options: dict[str, str], moments: list[datetime]
) -> None:
    path = write(tmp_path, HEAD + "".join(f"q{at},0.7,yes,{cell}\n" for at, cell in enumerate(cells)))
    book = new_book()
    import_table(book, path, Mapping(question="claim", prob="chance", outcome="outcome", at="said", **options))  # type: ignore[arg-type]
    assert [said(book)[f"q{at}"][2] for at in range(len(cells))] == moments


@pytest.mark.parametrize(
    ("text", "found", "hint"),
    [
        (HEAD + "a,0.7,yes,03/04/2026\nb,0.2,no,04.05.2026\n", "2026-03-04|2026-04-03", "--dates dmy or --dates mdy"),
        (HEAD + "a,7,yes,2026-01-01\nb,2,no,2026-01-01\n", "'7' may be 0.07", "--percent or --scale 10"),
        (HEAD + "a,70,yes,2026-01-01\nb,0.2,no,2026-01-01\n", "several ways", "--scale 1 or --percent"),
        (HEAD + "a,0.7,Right,2026-01-01\nb,0.2,wrong,2026-01-01\n", "'Right' may mean", "--sided"),
        ("task;estimate;actual\na;1.250;2.000\nb;3;4\n", "may be 1.25 .* or 1250", "--decimal"),
        ("task,estimate,actual\na,14400,21600\nb,7200,3600\n", "may be 4 .* or 14400", "--unit s or --unit h"),
    ],
)
def test_what_fits_in_two_ways_is_refused_with_both_and_the_option(
    tmp_path: Path, text: str, found: str, hint: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(UsageError, match=found) as caught:
        import_table(new_book(), path, is_as_shown=True)
    assert hint in caught.value.hint
    looked = look_at_table(path)
    assert looked.has_open
    assert looked.n_ready == 0
    assert {one.n for one in looked.problems} == {0}, "it is the column, no row of it"
    assert looked.command == ""


@pytest.mark.parametrize(
    ("text", "chances"),
    [
        ("sep=;\nclaim;chance;outcome\na;0.7;yes\nb;0.1;no\n", [0.7, 0.1]),
        ("claim;chance;outcome\na;0,7;ja\nb;0,1;nein\n", [0.7, 0.1]),
        ("claim;chance;outcome\na;33,3 %;oui\nb;0,5 %;non\n", [0.333, 0.005]),
        ("claim,chance,outcome\na,3:1,yes\nb,1:4,no\n", [0.75, 0.2]),
        ("claim,chance,outcome\na,7/10,occurred\nb,1/10,did not occur\n", [0.7, 0.1]),
        ("claim|chance|outcome\na|70|TRUE\nb|100|FALSE\n", [0.7, 1.0]),
        ("My forecasts\n\nclaim,chance,outcome\na,.7,1\nb,.1,0\n", [0.7, 0.1]),
        ('claim,chance,outcome,note\na,0.7,yes\nb,0.1,no,"x, y"\n', [0.7, 0.1]),
    ],
)
def test_a_table_is_read_as_it_is_written(tmp_path: Path, text: str, chances: list[float]) -> None:
    book = new_book()
    import_table(book, write(tmp_path, text), is_as_shown=True)
    assert [said(book)[name][:2] for name in "ab"] == [(chances[0], True), (chances[1], False)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (b'claim,chance,outcome,note\nRain,0.7,yes,"looked\nSnow,0.1,no,x\nHail,0.3,no,y\n', [2]),
        (b'claim,chance,outcome,note\nRain,0.7,yes,x\nSnow,0.1,no,x\nHail,0.3,no,"y\n', [4]),
        (
            "claim,chance,outcome\nZażółć,0.7,yes\nbad ".encode() + b"\xff byte,0.2,no\n" + "日本語,0.4,no\n".encode(),
            [3],
        ),
        (b"claim,chance,outcome\nRain,0.7,yes\nSnow, not rain,0.1,no\n", [3]),
        (b"claim,chance,outcome\nRain,0.7,yes\nSn\x00ow,0.1,no\n", [3]),
        (b"claim,chance,outcome\nRain,0.7,yes\nSnow,1o,no\nHail,,no\n,0.2,no\n", [3]),
    ],
)
def test_a_row_that_can_not_be_trusted_is_refused_by_its_line_and_no_other(
    tmp_path: Path, text: bytes, lines: list[int]
) -> None:
    path = write(tmp_path, text)
    book = new_book()
    head = book.ledger.head()
    told = import_table(book, path, NAMED)
    assert told.is_refused
    assert book.ledger.head() == head
    assert [one.where.line for one in told.problems] == lines
    told = import_table(book, path, NAMED, skip_bad=True, keep_refused=True)
    refused = Path(f"{path}.refused.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(refused) == 1 + len(lines)
    n_blank = sum("nothing is said" in note for note in told.notes)
    assert told.n_forecasts == told.n_rows - len(lines) - n_blank


def test_names_that_look_like_nothing_are_names_where_others_are_such(tmp_path: Path) -> None:
    rows = "claim,who,chance,outcome,area\nNA,None,0.7,yes,na\nNull hypothesis,Null,0.1,no,NA\nnone,Nan,0.2,no,x\n"
    book = new_book()
    mapping = Mapping(question="claim", prob="chance", outcome="outcome", person="who", domain="area")
    assert import_table(book, write(tmp_path, rows), mapping).n_people == 3
    assert set(said_domains(book)) == {("NA", "na"), ("Null hypothesis", "NA"), ("none", "x")}


def said_domains(book: Book) -> list[tuple[str | None, str | None]]:
    return [(one.claim, one.domain) for one in list_questions(book, state="all").questions]


def test_the_side_of_a_forecast_of_no_chance_at_all_is_no(tmp_path: Path) -> None:
    path = write(tmp_path, "claim,says,outcome\na,0%,right\nb,100%,right\nc,0%,wrong\n")
    book = new_book()
    import_table(book, path, Mapping(question="claim", says="says", outcome="outcome", is_sided=True))
    assert [said(book)[name][1] for name in "abc"] == [False, True, True]


def test_figures_of_any_length_are_no_seconds(tmp_path: Path) -> None:
    path = write(tmp_path, f"task,estimate,actual\na,{'6' + '0' * 5000},60\nb,3600,7200\n")
    assert look_at_table(path).n_refused == 1


def test_a_column_of_outcomes_in_unknown_words_is_not_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path, "claim,chance,outcome\na,0.7,ganz klar\nb,0.2,eher nicht\n")
    assert import_table(new_book(), path, is_as_shown=True).is_refused
    told = import_table(new_book(), path, Mapping(yes=("ganz klar",), no=("eher nicht",)), is_as_shown=True)
    assert told.n_settled == 2


def test_what_was_not_used_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "claim,chance,outcome,colour\na,0.7,yes,red\n")
    assert "Not used: colour" in import_table(new_book(), path, is_as_shown=True).notes


def test_work_that_is_not_done_yet_is_left_out_and_no_mistake(tmp_path: Path) -> None:
    path = write(tmp_path, "task,estimate,actual\na,2,3\nb,4,\nc,,5\n")
    assert look_at_table(path).n_ready == 1
    told = import_table(new_book(), path, is_as_shown=True)
    assert (told.n_hours, told.is_refused) == (1, False)
    assert "2 rows without hours said or taken, or not done yet, left out." in told.notes


def test_seconds_of_trackers_are_hours(tmp_path: Path) -> None:
    rows = "Title,Issue ID,State,Time Estimate,Time Spent\nA,1,Closed,14400,21600\nB,2,Opened,7200,\n"
    book = new_book()
    assert import_table(book, write(tmp_path, rows)).n_hours == 1
    assert b"A,,,4.0,4.0,6.0," in b"".join(write_table(book, "hours"))
    other = write(tmp_path, "task,estimate,actual\na,14400,21600\nb,7200,3600\n", "o.csv")
    for unit, hours in (("s", b"a,,,4.0,4.0,6.0,"), ("h", b"a,,,14400.0,14400.0,21600.0,")):
        book = new_book()
        import_table(book, other, Mapping(unit=unit), is_as_shown=True)
        assert hours in b"".join(write_table(book, "hours"))


def test_a_macintosh_file_is_refused_rather_than_read_as_windows_letters(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't tell in which encoding"):
        look_at_table(write(tmp_path, b"claim,chance,outcome\nCaf\x8e ouvert,0.7,yes\n"))


def test_nothing_to_take_in_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="expected rows below the names"):
        import_table(new_book(), write(tmp_path, "claim,chance,outcome\n"), is_as_shown=True)


@pytest.mark.parametrize(
    "text",
    [
        "Issue key,Resolved,Original estimate,Time Spent\nA-1,2/Mar/26 9:00 AM,3600,7200\nA-2,,36000,3600\n",
        "Title,Issue ID,State,Time Estimate,Time Spent,Closed At (UTC)\nA,1,Closed,3600,7200,2026-03-02\nB,2,,36000,36,\n",
    ],
)
def test_work_that_trackers_have_under_way_is_no_outcome(tmp_path: Path, text: str) -> None:
    book = new_book()
    assert import_table(book, write(tmp_path, text)).n_hours == 1
    assert b",1.0,1.0,2.0," in b"".join(write_table(book, "hours"))


@pytest.mark.parametrize(
    ("rows", "name"), [("a,,3\nb,,\n", "chance"), ("a,,\nb,,NA\n", "chance"), ("a,NA,\n", "chance")]
)
def test_a_column_in_which_nothing_is_said_is_named(tmp_path: Path, rows: str, name: str) -> None:
    with pytest.raises(UsageError, match=f"found column '{name}' empty"):
        look_at_table(write(tmp_path, f"step,chance,hours\n{rows}"))


def test_a_column_in_which_something_is_said_is_not_called_empty(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't tell which column"):
        look_at_table(write(tmp_path, "step,chance\na,foo\nb,bar\nc,\n"))


def test_steps_are_what_chances_are_about(tmp_path: Path) -> None:
    book = new_book()
    import_table(book, write(tmp_path, "step,chance,hours\na,0.7,3\nb,,5\nc,0.2,\n"), is_as_shown=True)
    assert set(said(book)) == {"a", "c"}
