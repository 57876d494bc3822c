"""What a screen would obey is seen instead; what tells nothing apart is not compared; what is no text is refused."""

import json
import sys
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acumen.borders.signs import OBEYED, check_text, escape, fold, visible
from acumen.errors import UsageError
from tests.hostile import HOSTILE

VISIBLE_FORMATS = {
    *range(0x600, 0x606),
    0x6DD,
    0x890,
    0x891,
    0x8E2,
    0x110BD,
    0x110CD,
}  # signs of numbers, which are drawn
JOINERS = {0x200C, 0x200D}


def test_every_control_format_and_separating_sign_of_unicode_is_obeyed_but_those_that_are_drawn() -> None:
    meant = {
        code
        for code in range(sys.maxunicode + 1)
        if category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and chr(code) not in "\n\t"
    }
    found = {code for code in range(sys.maxunicode + 1) if OBEYED.match(chr(code))}
    assert meant - found == VISIBLE_FORMATS | JOINERS
    assert {code for code in found - meant if category(chr(code)) != "Cn"} <= set(range(0xE0100, 0xE01F0))


@given(st.text())
def test_visible_keeps_the_length_and_leaves_nothing_to_obey(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not OBEYED.search(shown)
    assert visible(shown) == shown


def test_visible_has_a_picture_for_each_control_character_and_leaves_words_alone() -> None:
    assert visible("a\x1b[31m\x07\x7f\r\x00") == "a␛[31m␇␡␍␀"
    assert visible("\x9b\u202e\u2028") == "\ufffd" * 3
    for text in ("José", "Jose\u0301", "परीक्षा", "\u0645\u06cc\u200c", "two\nlines\tand a tab"):
        assert visible(text) == text


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_escaped_json_says_the_same(value: object) -> None:
    written = escape(json.dumps(value, ensure_ascii=False, indent=2))
    assert not OBEYED.search(written)
    assert json.loads(written) == value


@given(st.text())
def test_fold_is_the_same_for_every_composition_and_of_itself(text: str) -> None:
    folded = fold(text)
    assert {fold(normalize(form, text)) for form in ("NFC", "NFD")} == {folded}
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José", "Jose\u0301"),
        ("JOSÉ", "josé"),
        ("Straße", "STRASSE"),
        (" a  b ", "A B"),
        ("a\u200bda", "Ada"),
        ("\u212b", "å"),
    ],
)
def test_fold_takes_two_spellings_for_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_apart_what_is_not_the_same() -> None:
    assert len({fold(text) for text in ("Jose", "José", "Josè", "Jos e")}) == 4


def test_what_is_no_text_is_refused_with_its_bytes() -> None:
    with pytest.raises(UsageError, match=r"expected arguments in UTF-8, found 'claim \\xff'"):
        check_text("claim \udcff", "arguments")
    with pytest.raises(UsageError, match=r"found 'half \\ud800'"):
        check_text("half \ud800", "arguments")
    assert [check_text(text, "a text") for text in HOSTILE] == list(HOSTILE)
