"""A page as Markdown: tables are tables, and nothing that somebody wrote acts as Markdown or HTML."""

import re

import pytest
from hypothesis import given, settings

from acumen.borders.signs import OBEYED
from acumen.pages import (
    Cell,
    Column,
    Command,
    Facts,
    Gap,
    Headline,
    Hint,
    Page,
    Picture,
    Section,
    Span,
    Table,
    Text,
)
from acumen.pages.markdown import render
from tests.pages.some_pages import HOSTILE, PAGES


def test_each_kind_of_block_has_its_form() -> None:
    page = (
        Headline("Next: go"),
        Text("in full"),
        Gap(),
        Section("Why", (Text("so"), Text("one", indent=2), Text("two", indent=2), Section("More", (Text("deep"),)))),
        Hint("Then", "start go", " (or stop)"),
        Facts(((("worth", Cell(4.0, "4 h", "hours")), ("costs", "-")),)),
        Command("adopt plan.yaml"),
    )
    assert render(page) == (
        "**Next: go**\n\nin full\n\n## Why\n\nso\n\n- one\n- two\n\n### More\n\ndeep\n\nThen: `acumen start go` (or stop)"
        "\n\n- worth: 4 h\n- costs: -\n\n```sh\nacumen adopt plan.yaml\n```\n"
    )


def test_a_table_is_a_table_with_figures_to_the_right() -> None:
    table = Table((Column(head="step"), Column(head="hours", is_right=True)), (("a", "3.5"), ("", "")), n_more=2)
    assert render((table,)).splitlines() == [
        "| step | hours |",
        "|---|--:|",
        "| a | 3.5 |",
        "|   |   |",
        "| … and 2 more | |",
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<b>", "&lt;b>"),
        ("[x](y)", r"\[x\](y)"),
        ("a*b_c", r"a\*b\_c"),
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("> said", r"\> said"),
        ("&lt;", "&amp;lt;"),
        ("$x$", r"\$x\$"),
        ("https://e.example", r"https\://e.example"),
    ],
)
def test_words_that_would_act_are_only_words(words: str, shown: str) -> None:
    assert render((Text((Span(words),)),)) == f"{shown}\n"


@pytest.mark.parametrize("words", HOSTILE)
def test_a_row_has_as_many_cells_as_columns_whatever_is_in_them(words: str) -> None:
    spans = (Span(words, "command"), Span(words, "id"))
    shown = render((Table((Column(), Column(), Column()), ((words, spans, words),)),))
    for row in shown.splitlines():
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 4


def test_ids_and_commands_are_code_whatever_they_hold() -> None:
    assert render((Text(("do ", Span("a`b", "id"), " or ", Span("go", "command"))),)) == "do ``a`b`` or `go`\n"
    assert render((Text("ask `acumen next` again"),)) == "ask `acumen next` again\n"


def test_a_picture_stands_for_itself_and_words_where_there_is_none() -> None:
    assert render((Picture("<svg/>", "a line"),)) == "<svg/>\n"
    assert render((Picture("", "a line"),)) == "a line\n"


@settings(max_examples=40)
@given(PAGES)
def test_no_tag_and_no_sign_that_a_screen_obeys_is_in_it(page: Page) -> None:
    shown = render(page)
    outside_code = re.sub(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)", "", shown)
    assert "<" not in outside_code
    assert not OBEYED.search(shown.replace("\n", ""))
