"""No word, width, digit or plural of a page changes without somebody looking at it."""

import json

import pytest

from acumen.pages.columns import N_COLUMNS, width
from tests.views.pinned_pages import PINNED, kinds, pages, pin


@pytest.mark.parametrize("name", kinds())
def test_a_page_is_as_it_was_looked_at(name: str) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))[name].split()
    other = [number for number, (now, was) in enumerate(zip(pin(name), pinned, strict=True)) if now != was]
    assert not other, f"{name} {other}: look, python -m tests.views.pinned_pages FOLDER"


def test_every_kind_is_pinned() -> None:
    assert set(json.loads(PINNED.read_text(encoding="utf-8"))) == set(kinds())


def test_hardly_a_drawn_result_has_parts_that_contradict_each_other() -> None:
    odd = [page for name in kinds() for page in pages(name) if page.endswith("Error")]
    assert len(odd) < 0.2 * sum(len(pages(name)) for name in kinds())


def test_no_line_of_a_drawn_page_is_wider_than_the_screen() -> None:
    told = set(kinds()) - {"PlanChecked", "Schema"}  # lines for other programs
    texts = [page.partition("\f")[0] for name in told for page in pages(name)]
    assert not {line for text in texts for line in text.splitlines() if width(line) > N_COLUMNS}
