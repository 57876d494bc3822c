"""A chart as a value: what a notebook shows, what stands in its files, and that nothing in them comes from outside."""

import json
import struct
import zlib
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from acumen import charts
from acumen.charts.chart import BUNDLED, POLICY
from acumen.charts.look import N_TITLE
from acumen.errors import UsageError

EVIL = '</script><img src="http://evil.example/x.png"><b>&'
CHART = charts.draw_parts([EVIL, "b"], [3.0, -1.0], ["+3 h", "−1 h"], title=EVIL, subtitle="two parts")


class Page(HTMLParser):
    """Every tag with its attributes, and the text of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.is_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.is_script = tag == "script"
        self.scripts += [""] if self.is_script else []

    def handle_endtag(self, tag: str) -> None:
        self.is_script = self.is_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.is_script:
            self.scripts[-1] += data


def test_a_page_fetches_nothing_from_outside_and_forbids_it_to_the_browser() -> None:
    import vl_convert

    page = Page(CHART.to_html())
    names = [tag for tag, _ in page.tags]
    assert set(names) == {"html", "head", "meta", "title", "body", "div", "script"}
    assert not [attributes for _, attributes in page.tags if {"src", "href", "srcset", "data"} & set(attributes)]
    policies = [attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes]
    assert policies == [POLICY]
    assert names.index("meta") < names.index("script")
    assert "default-src 'none'" in POLICY
    assert "http" not in POLICY
    library = vl_convert.javascript_bundle(BUNDLED)
    assert library in page.scripts[0]
    ours = "".join(page.scripts).replace(library, "").replace("https://vega.github.io/schema/vega-lite/", "")
    assert "http" not in ours.replace("http://evil.example", "")  # a name is text, and shown as such


def test_a_name_cannot_end_the_script_it_stands_in() -> None:
    page = Page(CHART.to_html())
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert "img" not in {tag for tag, _ in page.tags}
    definition, _ = json.JSONDecoder().raw_decode(page.scripts[-1], page.scripts[-1].index("{"))
    assert definition["title"]["text"] == EVIL


def test_the_picture_has_its_words_as_text_and_no_address() -> None:
    svg = CHART.to_svg()
    root = ET.fromstring(svg)  # noqa: S314 -- made a line above
    words = {"".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {EVIL, "b", "+3 h", "−1 h", "two parts"} <= words
    assert not [name for node in root.iter() for name in node.attrib if name.endswith(("href", "src"))]
    assert "<image" not in svg


def test_a_notebook_shows_the_svg() -> None:
    shown = CHART._repr_mimebundle_(include=None, exclude=None)
    assert shown["image/svg+xml"] == CHART.to_svg()
    assert set(shown) == {"image/svg+xml", "text/plain"}


def test_conversion_is_told_that_no_address_is_allowed() -> None:
    asked = charts.Chart(
        {
            "$schema": CHART.definition["$schema"],
            "data": {"url": "https://example.com/data.json"},
            "mark": "bar",
            "encoding": {"x": {"field": "a", "type": "quantitative"}},
        }
    )
    with pytest.raises(ValueError, match="not allowed"):
        asked.to_svg()
    with pytest.raises(ValueError, match="not allowed"):
        asked.to_png()


@pytest.mark.parametrize(("name", "start"), [("c.svg", b"<svg"), ("c.PNG", b"\x89PNG"), ("c.html", b"<!DOCTYPE html>")])
def test_the_ending_says_what_is_saved(name: str, start: bytes, tmp_path: Path) -> None:
    CHART.save(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_png_has_two_pixels_for_one_unless_asked() -> None:
    def size(png: bytes) -> tuple[int, int]:
        width, height = struct.unpack(">II", png[16:24])
        return width, height

    one, two = size(CHART.to_png(scale=1.0)), size(CHART.to_png())
    assert two == pytest.approx((2 * one[0], 2 * one[1]), abs=2)


@pytest.mark.parametrize("name", ["c.gif", "c", ".svg/", "c.svg.txt"])
def test_another_ending_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"expected a file ending in \.svg, \.png or \.html"):
        CHART.save(tmp_path / name)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't write") as refused:
        CHART.save(tmp_path / "none" / "c.svg")
    assert "folder" in refused.value.hint


def test_charts_are_stacked_with_their_headings_and_the_data_of_all() -> None:
    other = charts.draw_parts(["c"], [1.0], ["+1 h"], title="second")
    whole = charts.stack(CHART, other)
    assert whole.title == CHART.title
    assert [panel["title"]["text"] for panel in whole.definition["vconcat"]] == [EVIL, "second"]
    svg = whole.to_svg()
    assert "second" in svg
    assert "two parts" in svg
    assert whole.definition["config"]["title"]["fontSize"] == N_TITLE


def test_a_png_is_made_of_chunks_whose_lengths_and_sums_are_right(tmp_path: Path) -> None:
    CHART.save(tmp_path / "c.png")
    data = (tmp_path / "c.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    kinds, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        body, (total,) = data[at + 4 : at + 8 + length], struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert zlib.crc32(body) == total
        kinds.append(body[:4])
        at += 12 + length
    assert at == len(data)
    assert (kinds[0], kinds[-1]) == (b"IHDR", b"IEND")
    assert b"tEXt" in kinds
