"""A page as HTML: well-formed, every word escaped, classes by role."""

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from acumen.borders.signs import OBEYED
from acumen.pages import (
    Block,
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
from acumen.pages.html import render
from tests.pages.some_pages import HOSTILE, PAGES

BLOCKS = {"p", "section", "h2", "h3", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "dl", "dt", "dd", "pre"}
OURS = BLOCKS | {"strong", "code", "span", "small"}
ATTRIBUTES = {"class", "scope", "colspan", "data-value"}


class Seen(HTMLParser):
    """Tags with their attributes, and all words; fails where a tag is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def parse(page: Page) -> ET.Element:
    return ET.fromstring(f"<div>{render(page).replace('&nbsp;', ' ')}</div>")  # noqa: S314 -- our own output


def test_each_kind_of_block_has_its_tag() -> None:
    inner: tuple[Block, ...] = (Text("so"), Section("More", (Text("deep"),)))
    found = parse(
        (
            Headline("Next"),
            Gap(),
            Section("Why", inner),
            Hint("Then", "start"),
            Command("go --far"),
            Picture("", "w"),
            Facts(((("worth", Cell(4.0, "4 h", "hours")),),)),
        )
    )
    assert [child.tag for child in found] == ["p", "section", "p", "pre", "p", "dl"]
    assert found.findtext("section/h2") == "Why"
    assert found.findtext("section/section/h3") == "More"
    assert found.findtext("p/code") == "acumen start"
    assert found.findtext("dl/dd/span[@class='hours']") == "4 h"


def test_a_table_has_heads_and_figures_have_a_class_and_a_value_to_sort_by() -> None:
    columns = (Column(head="step"), Column(head="hours", is_right=True))
    found = parse((Table(columns, (("a", Cell(3.456, "3.5", "hours")),), n_more=2),))
    assert [head.text for head in found.iter("th")] == ["step", "hours"]
    assert [dict(cell.attrib) for cell in found.iter("td")][:2] == [{}, {"class": "figure", "data-value": "3.456"}]
    assert found.findtext("table/tbody/tr/td/span") == "3.5"
    assert found.findtext("table/tfoot/tr/td") == "… and 2 more"


def test_what_stands_in_backticks_is_a_thing_to_type() -> None:
    assert parse((Text("ask `acumen next` again"),)).findtext("p/code") == "acumen next"


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_somebody_wrote_is_a_tag(words: str) -> None:
    page = (Text((Span(words), Span(words, "claim"))), Table((Column(head=words),), ((words,),)), Hint(words, words))
    seen = Seen(render(page))
    assert seen.tags <= OURS
    assert not OBEYED.search(render(page).replace("\n", ""))


@settings(max_examples=40)
@given(PAGES)
def test_whatever_somebody_wrote_every_tag_is_ours_and_closed(page: Page) -> None:
    seen = Seen(render(page))
    assert seen.tags <= OURS
    assert seen.attributes <= ATTRIBUTES
    assert not OBEYED.search(seen.words.replace("\n", ""))
