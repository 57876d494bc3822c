"""A whole column decides how its cells are read; what fits two ways is refused with both."""

from datetime import UTC, datetime
from typing import Any

import pytest

from acumen.readings.numbers import Mark
from acumen.tables.columns import Column
from acumen.tables.table import Table, parse_table
from acumen.tables.ways import Reader, Told, missing_words


def table(cells: list[str], *, name: str = "x", separator: str = ",", **more: list[str]) -> Table:
    columns = {name: cells, **more}
    lines = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    text = "".join(separator.join(f'"{cell}"' for cell in line) + "\n" for line in lines)
    return parse_table(text, source="t.csv", separator=separator)


def chances(cells: list[str], *, name: str = "x", separator: str = ",", **told: Any) -> Column[float]:  # noqa: ANN401
    return Reader(table(cells, name=name, separator=separator), Told(**told)).chances(name)


@pytest.mark.parametrize(
    ("cells", "values", "way"),
    [
        (["0.7", "1", "0"], (0.7, 1.0, 0.0), "0 to 1"),
        (["70", "1", "0.0"], (0.7, 0.01, 0.0), "percent"),
        (["70%", "3:1", "7/10"], (0.7, 0.75, 0.7), "as written"),
        (["70%", "30"], (0.7, 0.3), "percent"),
        (["0,7", "0,125"], (0.7, 0.125), "0 to 1, decimal comma"),
        (["12,5", "70"], (0.125, 0.7), "percent, decimal comma"),
    ],
)
def test_the_scale_is_the_only_one_that_fits(cells: list[str], values: tuple[float, ...], way: str) -> None:
    found = chances(cells, separator=";")
    assert (found.values, found.way) == (values, way)


@pytest.mark.parametrize(
    ("cells", "name", "hint"),
    [
        (["7", "3", "10"], "x", "--percent or --scale 10"),
        (["0.7", "50"], "x", "--scale 1 or --percent"),
        (["1", "0"], "x", "--scale 1 or --percent"),
        (["70%", "0.5"], "x", "--scale 1 or --percent"),
        (["0.7", "0.2"], "chance (%)", "--scale 1 or --percent"),
    ],
)
def test_a_scale_that_may_be_two_is_asked_about(cells: list[str], name: str, hint: str) -> None:
    found = chances(cells, name=name)
    assert not found.is_understood
    assert hint in found.hint
    assert cells[0] in found.problem or cells[1] in found.problem


def test_a_scale_that_is_told_or_named_counts() -> None:
    assert chances(["7", "3"], scale=10).values == (0.7, 0.3)
    assert chances(["0.5", "50"], name="My %").values == (0.005, 0.5)
    assert chances(["0.5", "50"], scale=100).values == (0.005, 0.5)


def numbers(cells: list[str], *, separator: str = ",", decimal: Mark | None = None) -> Column[float]:
    return Reader(table(cells, separator=separator), Told(decimal=decimal)).numbers("x")


def test_the_decimal_mark_is_the_one_that_fits_every_cell() -> None:
    assert numbers(["1,5", "2,25", "1.250,75"], separator=";").values == (1.5, 2.25, 1250.75)
    assert numbers(["1.5", "1,250"]).values == (1.5, 1250.0)
    assert numbers(["8,400", "7,5"]).values == (8.4, 7.5)
    assert numbers(["1.250", "0.5"]).values == (1.25, 0.5)
    assert numbers(["1.250", "2.375"]).values == (1.25, 2.375), "cells between commas: nobody writes thousands so there"


def test_a_decimal_mark_that_may_be_two_is_asked_about() -> None:
    for cells, separator in ((["1.250", "2.375"], ";"), (["8,400", "9,125"], ",")):
        found = numbers(cells, separator=separator)
        assert not found.is_understood
        assert found.hint == "say which: --decimal . or --decimal ,"
        assert numbers(cells, separator=separator, decimal=",").is_understood


def test_what_one_column_shows_settles_another() -> None:
    reader = Reader(
        table(["1.250", "2.375"], separator=";", y=["0,5", "1"], d=["03.04.2026"] * 2, e=["25.03.2026"] * 2)
    )
    assert not reader.numbers("x").is_understood
    assert not reader.moments("d").is_understood
    assert reader.numbers("y").values == (0.5, 1.0)
    assert reader.moments("e").way == "day first"
    assert reader.numbers("x").values == (1250.0, 2375.0)
    assert reader.moments("d").values[0] == datetime(2026, 4, 3, tzinfo=UTC)


def moments(cells: list[str], **told: Any) -> Column[datetime]:  # noqa: ANN401
    return Reader(table(cells), Told(**told)).moments("x")


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["03/04/2026", "03/25/2026", "2/7/2026"], datetime(2026, 3, 4, tzinfo=UTC)),
        (["03/04/2026", "25/03/2026"], datetime(2026, 4, 3, tzinfo=UTC)),
        (["2026/03/04", "4 March 2026", "Mar 4, 2026"], datetime(2026, 3, 4, tzinfo=UTC)),
        (["9/16/2016 7:43:18", "9/17/2016 7:43"], datetime(2016, 9, 16, 7, 43, 18, tzinfo=UTC)),
        (["1673121391044", "1690121011125"], datetime(2023, 1, 7, 19, 56, 31, 44000, tzinfo=UTC)),
        (["1673121391", "1690121011"], datetime(2023, 1, 7, 19, 56, 31, tzinfo=UTC)),
        (["45000", "45001.5"], datetime(2023, 3, 15, tzinfo=UTC)),
        (["20260304", "20260305"], datetime(2026, 3, 4, tzinfo=UTC)),
    ],
)
def test_the_order_of_dates_is_the_only_one_that_fits(cells: list[str], first: datetime) -> None:
    found = moments(cells)
    assert found.is_understood
    assert found.values[0] == first
    assert not found.refused


def test_an_order_of_dates_that_may_be_two_or_differs_is_asked_about() -> None:
    found = moments(["03/04/2026", "05/06/2026"])
    assert found.problem == "'03/04/2026' may be 2026-04-03 (day first) or 2026-03-04 (month first)"
    assert found.hint == "say which: --dates dmy or --dates mdy"
    mixed = moments(["25/03/2026", "03/25/2026"])
    assert "several ways" in mixed.problem
    assert moments(["03/04/2026", "05/06/2026"], dates="mdy").values[0] == datetime(2026, 3, 4, tzinfo=UTC)
    assert moments(["03/04/2026", "soon", "03/25/2026"]).refused == (1,)


def test_numbers_that_are_no_moments_are_refused() -> None:
    assert len(moments(["12", "999999999999999999"]).refused) == 2
    assert len(moments(["0.7", "0.1"]).refused) == 2


def test_an_outcome_is_a_word_that_means_one() -> None:
    reader = Reader(table(["ja", "Nein", "TRUE", "100%", "void", "vielleicht", "pending"]))
    found = reader.outcomes("x")
    assert found.values == ("yes", "no", "yes", "yes", "void", None, "open")
    assert found.refused == (5,)
    sided = Reader(table(["right", "wrong"])).outcomes("x")
    assert "--sided" in sided.hint
    assert Reader(table(["right", "wrong"]), Told(is_sided=True)).outcomes("x").values == ("right", "wrong")
    told = Told(yes=frozenset({"right"}), no=frozenset({"wrong"}), void=frozenset({"n/a"}))
    assert Reader(table(["right", "wrong", "N/A"]), told).outcomes("x").values == ("yes", "no", "void")


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        (["None", "Null", "Ann"], set()),
        (["na", "NA", "x"], set()),
        (["NA", "Null hypothesis", "none"], set()),
        (["Ann", "Bob", "NaN", ""], {"NaN"}),
        (["DE", "FR", "NA"], set()),
        (["Smith", "Jones", "Null"], set()),
        (["rain", "snow", "NA"], {"NA"}),
        (["will it rain", "will it snow", "none"], {"none"}),
    ],
)
def test_a_word_for_missing_is_one_only_where_the_others_are_no_such_names(cells: list[str], missing: set[str]) -> None:
    assert missing_words(cells) == missing


def test_scores_are_read_with_their_labels() -> None:
    assert Reader(table(["6: weak accept", "8: accept", "3"])).scores("x").values == (6.0, 8.0, 3.0)
    assert Reader(table(["8/10", "6/10"])).scores("x").values == (8.0, 6.0)
    assert Reader(table(["8/10", "6/12"])).scores("x").refused == (0, 1)


@pytest.mark.parametrize(
    ("name", "cells", "values"),
    [
        ("took", ["1:30", "0:45", "2"], (1.5, 0.75, 2.0)),
        ("took (min)", ["90", "45"], (1.5, 0.75)),
        ("time_s", ["5400", "3600"], (1.5, 1.0)),
        ("took", ["90 min", "PT1H30M", "1h 30m"], (1.5, 1.5, 1.5)),
    ],
)
def test_hours_take_the_unit_that_their_column_names(name: str, cells: list[str], values: tuple[float, ...]) -> None:
    assert Reader(table(cells, name=name)).hours(name).values == values


def test_a_column_of_no_per_cent_at_all_is_percent_where_it_is_called_so() -> None:
    assert chances(["0", "0.0"], name="p (%)").way == "percent"
    assert not chances(["0", "1"], name="p (%)").is_understood
    assert chances(["0", "0.5"]).way == "0 to 1"


def test_a_letter_beside_figures_is_no_word_for_yes() -> None:
    assert Reader(table(["1", "O", "0"])).outcomes("x").refused == (1,)
    assert Reader(table(["O", "N", "non"])).outcomes("x").values == ("yes", "no", "no")


def test_what_programs_write_for_nothing_is_missing_among_figures_and_a_name_among_words() -> None:
    assert Reader(table(["<NA>", "0.7"])).chances("x").n_missing == 1
    assert Reader(table(["NaT", "2026-01-01"])).moments("x").n_missing == 1
    assert Reader(table(["Nat", "Ann"])).words("x").values == ("Nat", "Ann")


def test_ticks_may_be_about_the_claim_or_the_forecast() -> None:
    assert "may mean" in Reader(table(["✓", "✗"])).outcomes("x").problem


def test_hours_behind_a_day_without_signs_are_no_seconds_since_1970() -> None:
    assert Reader(table(["2026030410", "2026030523"])).moments("x").values[0] == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert Reader(table(["1,0", "0,0"])).outcomes("x").values == ("yes", "no")


@pytest.mark.parametrize(
    ("cells", "is_like"),
    [
        (["60", "3600"], True),
        (["60", "3540"], False),
        (["60", "3660"], True),
        (["61", "3600"], False),
        (["120", "999999960"], True),
        (["120", "9999999960"], False),
        (["60", "3600.5"], False),
        ([], False),
    ],
)
def test_whole_minutes_of_seconds_up_to_an_hour_or_more_are_like_seconds(cells: list[str], is_like: bool) -> None:  # noqa: FBT001
    assert Reader(table(cells))._are_like_seconds("x") is is_like
