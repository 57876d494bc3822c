"""A block of code holds whatever is in it."""

import pytest

from acumen.pages.fence import fence


@pytest.mark.parametrize(("text", "marks"), [("a", "```"), ("a ``` b", "````"), ("`````", "``````")])
def test_no_text_ends_its_own_block(text: str, marks: str) -> None:
    assert fence(text) == f"{marks}text\n{text}\n{marks}\n"
