"""A page on a terminal: lines that fit, columns that stand under one another, blank lines where something begins."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acumen.borders.signs import OBEYED
from acumen.pages import Cell, Column, Facts, Gap, Headline, Hint, Page, Section, Span, Table, Text, text
from acumen.pages.columns import N_COLUMNS, width
from tests.pages.some_pages import PAGES

COLUMNS = (Column(head="id", width=6), Column(head="hours", width=9, is_right=True), Column(head="claim", gap=2))


def test_a_page_is_its_blocks_one_after_another() -> None:
    page = (
        Headline("Next: go"),
        Text("in full", indent=2),
        Gap(),
        Text("a  b", is_folded=False),
        Hint("Then", "start go"),
    )
    assert text.render(page) == "Next: go\n  in full\n\na  b\nThen: acumen start go"


def test_a_section_has_a_blank_line_before_it_but_for_the_first() -> None:
    page = (Section("One", (Text("a"),)), Section("Two", (Text("b"),)))
    assert text.render(page) == "One\na\n\nTwo\nb"


def test_no_blank_line_is_first_or_last_or_below_another() -> None:
    assert text.render((Gap(), Text("a"), Gap(), Gap(), Text("b"), Gap())) == "a\n\nb"


def test_cells_stand_under_their_heads() -> None:
    table = Table(COLUMNS, (("ab12", Cell(3.5, "3.5", "hours"), "It works"), ("c", "12", "It does not")))
    assert text.render((table,)).splitlines() == [
        "id          hours  claim",
        "  ab12        3.5  It works",
        "  c            12  It does not",
    ]


def test_what_is_too_wide_is_cut_with_room_to_the_next_column() -> None:
    table = Table((Column(width=8, gap=2), Column()), (("abcdefghij", "x"),))
    assert text.render((table,)) == "  abcde…  x"


def test_a_loose_column_is_never_cut() -> None:
    table = Table((Column(width=4, is_loose=True), Column()), (("abcdefghij", "x"),))
    assert text.render((table,)) == "  abcdefghij x"


def test_a_folded_name_goes_on_below_its_figures() -> None:
    table = Table((Column(width=12, is_folded=True), Column(width=6, is_right=True)), (("one two three", "5 h"),))
    assert text.render((table,)) == "  one two        5 h\n    three"


def test_a_column_without_a_width_is_as_wide_as_its_widest_cell() -> None:
    table = Table((Column(gap=2), Column()), (("a", "x"), ("abc", "y")))
    assert text.render((table,)).splitlines() == ["  a    x", "  abc  y"]


def test_rows_that_are_not_shown_are_counted() -> None:
    assert text.render((Table((Column(),), (("a",),), n_more=3),)).splitlines()[-1] == "  … and 3 more (--json has all)"


def test_a_figure_is_never_cut_and_never_touches_another_however_large() -> None:
    huge = "1,234,567,890,123 h"
    columns = (Column(width=60), Column(width=8, is_right=True), Column(width=8, is_right=True))
    (line,) = text.lines((Table(columns, (("word " * 20, huge, huge),)),))
    assert line.endswith(f" {huge} {huge}")
    assert width(line) <= N_COLUMNS


def test_a_row_whose_figures_have_no_room_beside_one_another_is_a_sentence() -> None:
    huge = "1,234,567,890,123 h"
    columns = (Column(head="share", width=20), *(Column(head=f"{at} %", width=11, is_right=True) for at in range(5)))
    shown = text.lines((Table(columns, (("took at most", *[huge] * 5),)),))
    said = " ".join(" ".join(shown).split())
    assert said == f"share took at most: {', '.join(f'{at} % {huge}' for at in range(5))}"
    assert all(width(line) <= N_COLUMNS for line in shown)


@pytest.mark.parametrize("figure", ["5.2 h", "0 %", ">99.9 %,", "[1, 2 h].", "12 bits;", "(n = 40", "(n = 1,234"])
@pytest.mark.parametrize("n_before", range(60, 80))
def test_a_figure_and_its_unit_never_part(figure: str, n_before: int) -> None:
    lines = text.lines((Text(f"{'x' * n_before} {figure} and so on and on and on"),))
    pieces = figure.rsplit(", ", maxsplit=1)[-1]
    assert sum(pieces in line for line in lines) == 1


def test_all_columns_of_words_give_up_room_and_none_more_than_it_must() -> None:
    columns = (Column(width=30), Column(width=40), Column(width=20, is_right=True))
    (line,) = text.lines((Table(columns, (("a" * 40, "b" * 50, "5 h"),)),))
    assert width(line) == N_COLUMNS
    assert line.count("…") == 2
    assert line.index("b") == 32  # only the widest has given up anything


def test_a_long_word_of_a_headline_begins_beside_the_words_before_it() -> None:
    assert text.lines((Headline(f"Next: {'x' * 79}", hang=6),)) == [f"Next: {'x' * 74}", f"      {'x' * 5}"]
    assert text.lines((Headline(f"Next: {'x ' * 60}", hang=6),))[1].startswith("      x")


def test_what_stands_under_a_row_is_set_in() -> None:
    table = Table((Column(),), (("a",), ("b",)), under=("because", ""), hang=6)
    assert text.lines((table,)) == ["  a", "      because", "  b"]


def test_facts_that_do_not_fit_side_by_side_stand_below_one_another() -> None:
    facts = Facts(((("chance", "5 %"), ("hours", "3 h")), (("worth", "x" * 20), ("even", "2 h"))), room=10)
    assert text.lines((facts,)) == [
        "  chance              5 %       hours               3 h",
        f"  worth               {'x' * 20}",
        "  even                2 h",
    ]


def test_what_stands_aside_ends_at_the_margin() -> None:
    assert text.render((Text("1. go", aside="come to in 5 %"),)) == f"1. go{'come to in 5 %':>75}"


def test_roles_do_not_change_the_text() -> None:
    page: Page = (Text(("say ", Span("70 %", "chance"), ".")),)
    assert text.render(page) == "say 70 %."


@settings(max_examples=40)
@given(PAGES)
def test_no_line_is_wider_than_the_screen_or_holds_a_sign_that_a_screen_obeys(page: Page) -> None:
    for line in text.lines(page):
        assert width(line) <= N_COLUMNS
        assert not OBEYED.search(line)


@settings(max_examples=40)
@given(st.lists(st.text(alphabet="aé漢字か゛ʰ", min_size=1, max_size=8), min_size=2, max_size=4))
def test_columns_align_whatever_the_script(names: list[str]) -> None:
    table = Table((Column(width=20), Column(width=8, is_right=True)), tuple((name, "5 h") for name in names))
    assert {width(line) for line in text.lines((table,))} == {30}
