"""What a text may mean: every way of reading it, and nothing beside."""
# ruff: noqa: RUF001 -- signs that look like others are what this is about

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.readings import calendar_words, chances, hours, moments, numbers, outcomes
from acumen.readings.misread import Misread, cut, is_short, listed, shorten
from acumen.readings.numbers import MARKS, Mark


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("8400", 8400, 8400),
        ("8,400", 8400, "8.4"),
        ("8.400", "8.4", 8400),
        ("8,4", None, "8.4"),
        ("0.400", "0.4", None),
        ("1.250,5", None, "1250.5"),
        ("1,250.5", "1250.5", None),
        ("1 250,5", None, "1250.5"),
        ("1\u202f250", 1250, 1250),
        ("1'250.75", "1250.75", None),
        ("12,50,000", 1250000, None),
        ("−5", -5, -5),
        ("1e3", 1000, 1000),
        ("1,23,4", None, None),
        ("12 34", None, None),
        ("٣", None, None),
        ("1_000", None, None),
        ("", None, None),
    ],
)
def test_a_number_is_read_by_the_sign_before_its_decimals(text: str, point: object, comma: object) -> None:
    found = [numbers.read_as(text, mark) for mark in MARKS]
    assert found == [None if one is None else Decimal(str(one)) for one in (point, comma)]


@given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=3), st.sampled_from(MARKS))
def test_a_number_grouped_and_marked_reads_back(number: Decimal, mark: Mark) -> None:
    other = "." if mark == "," else ","
    text = f"{number:,}".replace(",", "x").replace(".", mark).replace("x", other)
    assert numbers.read_as(text, mark) == number


MOMENTS = [
    ("2026-03-04", [date(2026, 3, 4)]),
    ("2026/3/4", [date(2026, 3, 4)]),
    ("04.03.2026", [date(2026, 3, 4), date(2026, 4, 3)]),
    ("25/03/2026", [date(2026, 3, 25)]),
    ("3/25/26", [date(2026, 3, 25)]),
    ("24.01.08", [date(2024, 1, 8), date(2008, 1, 24)]),
    ("Mar 4, 2026", [date(2026, 3, 4)]),
    ("4 mars 2026", [date(2026, 3, 4)]),
    ("Wed, 4th of March 2026", [date(2026, 3, 4)]),
    ("04-Mar-26", [date(2026, 3, 4)]),
    ("20260304", [date(2026, 3, 4)]),
    ("2026-063", [date(2026, 3, 4)]),
    ("2026-W10-3", [date(2026, 3, 4)]),
    ("2026. 03. 04.", [date(2026, 3, 4)]),
    ("2026年3月4日", [date(2026, 3, 4)]),
    ("2026-03-04 10:00:00 UTC", [datetime(2026, 3, 4, 10, tzinfo=UTC)]),
    ("2026-03-04T12:00:00.5+02:00", [datetime(2026, 3, 4, 10, 0, 0, 500000, tzinfo=UTC)]),
    ("3/4/2026, 9:05:11 PM", [datetime(2026, 4, 3, 21, 5, 11), datetime(2026, 3, 4, 21, 5, 11)]),  # noqa: DTZ001
    ("9/16/2016 7:43:18", [datetime(2016, 9, 16, 7, 43, 18)]),  # noqa: DTZ001
    ("2026-02-30", []),
    ("32.01.2026", []),
    ("2026-03-04 25:00", []),
    ("2026-03-04 13:00 PM", []),
    ("2026-03-04 10:00+15:00", []),
    ("2026-3/4", []),
    ("45000", []),
    ("1673121391044", []),
    ("Mar 2026", []),
    ("the 4th", []),
    ("friday", []),
    ("2026-03-04 and more", []),
]


@pytest.mark.parametrize(("text", "days"), MOMENTS)
def test_a_day_is_every_day_it_may_be(text: str, days: list[date]) -> None:
    assert list(moments.readings(text)) == days


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2068, 12, 31)))  # noqa: DTZ001
def test_a_moment_written_in_an_order_is_among_its_readings_and_alone_in_that_order(at: datetime) -> None:
    at = at.replace(microsecond=0)
    for order, form in (
        ("ymd", "%Y/%m/%d"),
        ("dmy", "%d.%m.%Y"),
        ("mdy", "%m/%d/%Y"),
        ("dmy", "%d-%b-%y"),
        ("mdy", "%b %d, %Y"),
    ):
        assert moments.read_as(at.strftime(f"{form} %H:%M:%S"), order) == at  # type: ignore[arg-type]
        assert moments.read_as(at.strftime(f"{form} %I:%M:%S %p"), order) == at  # type: ignore[arg-type]
    assert moments.read_as(at.isoformat(), "dmy") == at


@given(st.text("0123456789.:/-, apmTZ+janMar'", max_size=30))
def test_no_text_makes_a_reader_raise(text: str) -> None:
    assert isinstance(moments.readings(text), tuple)
    for mark in MARKS:
        numbers.read_as(text, mark)
        hours.read_as(text, mark)
        chances.read_as(text, mark, 100)


@pytest.mark.parametrize(
    ("text", "chances_read"),
    [
        ("0.7", (0.7, 0.007, 0.07)),
        ("7", (None, 0.07, 0.7)),
        ("70 %", (0.7, 0.7, 0.7)),
        ("7:3", (0.7, 0.7, 0.7)),
        ("11/10", (None, None, None)),
    ],
)
def test_a_bare_chance_is_a_part_of_its_scale(text: str, chances_read: tuple[float | None, ...]) -> None:
    assert tuple(chances.read_as(text, ".", scale) for scale in chances.SCALES) == pytest.approx(chances_read)


def test_right_may_be_yes_or_no() -> None:
    found = outcomes.read_outcome("Right")
    assert isinstance(found, Misread)
    assert "`yes`" in found.hint
    assert "`no`" in found.hint
    assert [outcomes.read_outcome(word) for word in ("Ja", "NON", " cancelled ", "1", "0")] == [
        "yes",
        "no",
        "void",
        "yes",
        "no",
    ]
    assert outcomes.read_as("perhaps") is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2 d to 3", "write `2 d to 3 d`"),
        ("90 min to 2", "write `90 min to 2 h`"),
        ("30 min - 40", "write `30 min - 40 min` or `30 min - 40 h`"),
        ("1 w to 41", "write `1 w to 41 w` or `1 w to 41 h`"),
    ],
)
def test_a_unit_behind_the_first_figure_alone_is_asked_about_with_what_it_may_mean(text: str, hint: str) -> None:
    found = hours.read_hours(text)
    assert isinstance(found, Misread)
    assert found.hint == hint


WRONG_HOURS = (
    "90 min to 2",
    "3 d to 2",
    "2 d to 3",
    "6 to 2",
    "2-2",
    "-3",
    "",
    "soon",
    "2 to",
    "1e12",
    "0 to 3",
    "inf",
    "2 to 6 to 9",
)
WRONG_CHANCES = ("1", "170%", "-1", "perhaps", "0,7,1", "3:0:1", "1e3", "50 % %", "1 in 4", "0:0")


@pytest.mark.parametrize(
    ("read", "text"),
    [*((hours.read_hours, text) for text in WRONG_HOURS), *((chances.read_chance, text) for text in WRONG_CHANCES)],
)
def test_what_a_hint_says_to_write_can_be_read(read: Callable[[str], object], text: str) -> None:
    found = read(text)
    assert isinstance(found, Misread)
    assert found.hint
    for written in re.findall(r"`([^`]*)`", found.hint):
        assert not isinstance(read(written), Misread), found.hint


@pytest.mark.parametrize(
    "text",
    """14 марта 2026|14 мар. 2026 г.|14.03.2026 г.|14. března 2026|14 Mart 2026|14. maaliskuuta 2026|14. marts 2026
    14 marca 2026|14 Μαρτίου 2026|14 martie 2026|2026. március 14.|14 березня 2026
    14 מרץ 2026|14. märts 2026|Sa, 14.03.2026|sam. 14 mars 2026
    sábado, 14 de marzo de 2026|lør 14. mars 2026|ma\u0308rz 14, 2026|２０２６/０３/１４|2026年3月14日
    2026. 3. 14.|14 mar 2026 r.""".replace("\n    ", "|").split("|"),
)
def test_a_day_is_the_same_in_every_language(text: str) -> None:
    assert moments.readings(text) == (date(2026, 3, 14),)


@pytest.mark.parametrize(
    "text",
    """14.3.2026 15.04|14.3.2026 15:04 Uhr|14. März 2026 um 15:04|14 mars 2026 à 15:04|14/03/2026 3:04 p. m.
    2026-03-14 kl. 15:04|2026年3月14日 下午3:04|2026. 3. 14. 오후 3:04
    2026年3月14日 午後3時04分|Sat Mar 14 15:04:00 2026|202603141504""".replace("\n    ", "|").split("|"),
)
def test_a_moment_is_the_same_in_every_language(text: str) -> None:
    assert moments.readings(text) == (datetime(2026, 3, 14, 15, 4),)  # noqa: DTZ001 -- no zone is told


@pytest.mark.parametrize(
    "text",
    """20260314T150400Z|Sat Mar 14 15:04:00 UTC 2026|2026-03-14 15:04:00 +0000 UTC|2026-03-14T16:04+01:00
    Sat Mar 14 2026 16:04:00 GMT+0100 (Central European Standard Time)""".replace("\n    ", "|").split("|"),
)
def test_a_moment_of_a_zone_is_that_of_programs(text: str) -> None:
    assert moments.readings(text) == (datetime(2026, 3, 14, 15, 4, tzinfo=UTC),)


@pytest.mark.parametrize(
    "text", ["15. listopada 2026.", "1. lip 2026", "March 2026", "14.3.26.5", "Montag 2026", "2026 г."]
)
def test_what_is_another_day_elsewhere_or_none_is_not_read(text: str) -> None:
    assert not moments.readings(text)


def test_a_name_of_a_month_means_one_month() -> None:
    assert sum(len(set(words.split())) for words in calendar_words._MONTHS) == len(calendar_words.MONTHS)
    assert not calendar_words.MONTHS.keys() & calendar_words.PASSED_OVER


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        word.split("/")
        for word in ["VERDADEIRO/FALSO", "SANN/USANN", "ИСТИНА/ЛОЖЬ", "IGAZ/HAMIS", "DOĞRU/YANLIŞ", "ano/ne"]
    ],
)
def test_what_spreadsheets_write_for_yes_and_no_is_read(yes: str, no: str) -> None:
    assert (outcomes.read_as(yes), outcomes.read_as(no)) == ("yes", "no")


def test_no_word_of_outcomes_means_two_things() -> None:
    sets = (outcomes.YES, outcomes.NO, outcomes.VOID, outcomes.RIGHT, outcomes.WRONG, outcomes.OPEN)
    assert sum(map(len, sets)) == len(frozenset().union(*sets))


@pytest.mark.parametrize(
    ("text", "meant"), [("1,5 Std.", 1.5), ("2 Tage", 16.0), ("3 heures", 3.0), ("90 minuti", 1.5), ("１ h", 1.0)]
)
def test_hours_have_their_units_in_other_languages(text: str, meant: float) -> None:
    assert hours.read_as(text, ",") == meant


@pytest.mark.parametrize("n", [1, 2, 39, 40, 41, 80])
def test_a_text_is_cut_to_its_room_and_not_before(n: int) -> None:
    assert cut("x" * n, n) == "x" * n
    assert cut("x" * (n + 1), n) == "x" * (n - 1) + "…"
    assert len(shorten("x" * 100)) == 42  # in quotes


@pytest.mark.parametrize(("n", "end"), [(0, ""), (1, "w0"), (12, "w11"), (13, "w11, …"), (40, "w11, …")])
def test_words_are_listed_up_to_a_dozen(n: int, end: str) -> None:
    said = listed(f"w{number}" for number in range(n))
    assert said.endswith(end)
    assert said.count("w") == min(n, 12)


@pytest.mark.parametrize(
    ("text", "is_short_enough"), [("1" * 80, True), ("1" * 81, False), ("١", False), ("½", True), ("12 h", True)]
)
def test_a_figure_has_eighty_signs_at_most_and_digits_from_0_to_9(text: str, is_short_enough: bool) -> None:  # noqa: FBT001
    assert is_short(text) is is_short_enough


def test_a_morning_is_no_afternoon_and_a_word_before_figures_no_weekday() -> None:
    assert moments.readings("2026年3月14日 午前9:04") == (datetime(2026, 3, 14, 9, 4),)  # noqa: DTZ001 -- no zone is told
    assert not moments.readings("Raum 14.03.2026")
    assert moments.readings("Sa. 14.03.2026") == (date(2026, 3, 14),)
