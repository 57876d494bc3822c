r"""Signs that a screen would obey or hide, made visible; text that is no text, refused; what tells two texts apart.

control    C0 and DEL (`\x1b` begins a command to a terminal), C1 (`\x9b` does too), separators of lines and paragraphs
hidden     marks that turn the direction of writing, soft hyphens, tags and others that take no room
joiners    U+200C and U+200D stay: words in Persian, Hindi and many pictures need them
"""

import re
from collections.abc import Iterable

from acumen.borders.patterns import pattern
from acumen.errors import UsageError

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_HIDDEN = (
    "\u00ad\u061c\u070f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
OBEYED = pattern(f"[{_CONTROL}{_HIDDEN}]")
_IGNORED = pattern(f"[{_HIDDEN}\u200c\u200d]")  # where texts are compared: what takes no room tells nothing apart
_WORD = pattern(r"\w[\w-]*")
_INSIDE = "_-\u200c\u200d"  # of a word, besides letters, digits and marks
_LAST_C0, _DELETE, _PICTURES = 0x1F, 0x7F, 0x2400  # U+2400 on: a sign for each control character, `␛` for ESC
_DELETE_PICTURE, _UNKNOWN = "\u2421", "\N{REPLACEMENT CHARACTER}"
_BEYOND = 0x10000  # from here on JSON writes two halves


def visible(text: str) -> str:
    """The text with every sign that a screen would obey or hide replaced by one that can be seen, one for one.

    ESC becomes `␛`, what has no picture of its own `\N{REPLACEMENT CHARACTER}`. Line feeds and tabs stay.
    """
    return text if text.isascii() and text.isprintable() else OBEYED.sub(_picture, text)


def escape(json: str) -> str:
    r"""JSON that says the same, with `\u…` for every sign that a screen would obey or hide."""
    return OBEYED.sub(_code, json)


def fold(text: str) -> str:
    """What two spellings of an id, a name, a claim or a domain have in common.

    Neither capitals nor how accents are composed (NFC) tell texts apart, nor spaces that are doubled or at an end, nor signs
    that take no room.
    """
    text = " ".join(text.split())
    if text.isascii():
        return text.casefold()
    from unicodedata import normalize  # noqa: PLC0415 -- only texts beyond ASCII need it

    text = " ".join(_IGNORED.sub("", text).split())
    return normalize("NFC", normalize("NFD", text).casefold())


def as_spelt(word: str, known: Iterable[str]) -> str:
    """The known word that `word` is another spelling of, else `word` itself."""
    known = list(known)
    if word in known:
        return word
    folded = fold(word)
    return next((one for one in known if fold(one) == folded), word)


def as_named(word: str, known: Iterable[str]) -> str:
    """The known word that `word` is another spelling of, else the only one that begins so, else `word` itself."""
    known = list(known)
    found = as_spelt(word, known)
    beginning = begins(word, known)
    return beginning[0] if found not in known and len(beginning) == 1 else found


def begins(word: str, known: Iterable[str]) -> list[str]:
    """The known words that begin as `word` does; none where it is empty."""
    folded = fold(word)
    return [one for one in dict.fromkeys(known) if folded and fold(one).startswith(folded)]


def is_word(text: str) -> bool:
    """Letters of any script with their marks, digits, `_` and, not in front, `-`; joiners inside."""
    if text.isascii():
        return _WORD.fullmatch(text) is not None
    from unicodedata import category  # noqa: PLC0415 -- as above

    return (text[0].isalnum() or text[0] == "_") and all(
        sign.isalnum() or sign in _INSIDE or category(sign).startswith("M") for sign in text[1:]
    )


def check_text(text: str, what: str) -> str:
    """The text, if it can be written as UTF-8. Raises UsageError that names `what` it is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        shown = text.encode("utf-8", "surrogateescape" if _is_from_bytes(text) else "backslashreplace")
        found = shown.decode("utf-8", "backslashreplace")
        message = f"expected {what} in UTF-8, found '{found}'"
        raise UsageError(
            message, hint="write it anew; a terminal or a file in another encoding sends such bytes"
        ) from None
    return text


def _is_from_bytes(text: str) -> bool:
    """Whether all that is no text stands for bytes, as Python reads them from the system."""
    return not re.search("[\ud800-\udc7f\udd00-\udfff]", text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code <= _LAST_C0:
        return chr(_PICTURES + code)
    return _DELETE_PICTURE if code == _DELETE else _UNKNOWN


def _code(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < _BEYOND:
        return f"\\u{code:04x}"
    high, low = divmod(code - _BEYOND, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
