"""A text that does not mean what is wanted, and how texts are shown in messages."""

from collections.abc import Iterable
from itertools import islice

import msgspec

N_CHARACTERS = 80  # of a figure; longer ones are not read


class Misread(msgspec.Struct, frozen=True, kw_only=True):
    """Code, message and hint of the problem to be."""

    code: str
    message: str
    hint: str = ""


def shorten(text: str, n_characters: int = 40) -> str:
    """Show a text in one line of a message, quoted and cut."""
    return repr(cut(text, n_characters))


def cut(text: str, n_characters: int = 40) -> str:
    """The text, or its beginning."""
    return text if len(text) <= n_characters else text[: n_characters - 1] + "…"


def listed(words: Iterable[str], n_words: int = 12) -> str:
    """Words with commas between them, cut after some."""
    shown = [cut(word) for word in islice(words, n_words + 1)]
    return ", ".join(shown[:n_words]) + (", …" if len(shown) > n_words else "")


def is_short(text: str) -> bool:
    """True when the text is short and its digits are 0 to 9."""
    return len(text) <= N_CHARACTERS and (
        text.isascii() or all(not sign.isdigit() or sign in "0123456789" for sign in text)
    )
