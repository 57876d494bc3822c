"""In which code page a text is that is no UTF-8: the one in whose languages all of its words can be written.

A page is out where a word has letters that no one language has, or none of ASCII; where signs stand as nobody puts them; where
most letters stand as they can't be spoken. Of the others that counts which needs fewest languages. Of equals that read the
text differently one counts where its vowels and consonants take turns clearly better; else nobody can tell.
"""

# ruff: noqa: RUF001 -- signs that look like others are what this is about

from collections.abc import Sequence
from itertools import combinations, pairwise
from unicodedata import normalize

import msgspec

from acumen.borders.patterns import pattern

_CENTRAL = "ąćęłńóśźż áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž áéíóöőúüű čćđšž ăâîşţ çë äöüß"
LANGUAGES = {  # letters beyond ASCII of each language that a page is used for
    "cp1252": (
        "äöüß àâæçéèêëîïôœùûüÿ àèéìíîòóùú áéíñóúü áâãàçéêíóôõúü àçèéíïòóúü åäöéàü æøåéèêóòôü äöåšž äöõüšž áéèêëíïóöúü "
        "áðéíóúýþæö"
    ),
    "cp1250": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp1254": "çğıöşüâîû äöüß",
    "cp1257": "ąčęėįšųūž āčēģīķļņšūž äöõüšž",
}
ALPHABETS = {page: tuple(map(frozenset, letters.split())) for page, letters in LANGUAGES.items()}
USUAL = "cp1252"
MOST_LANGUAGES = 3
LEAST_APART, TIMES_APART = 2, 3  # by how much letters have to take turns better
LEAST_KANA = 0.2  # of signs of a Japanese text
_L = r"[^\W\d_²³¹¼½¾ªº]"  # a letter
_WORD = pattern(rf"{_L}+")
_ODD = pattern(
    "|".join(
        (
            r"[\x80-\x9f¤¦¨¯¸¬†‡ƒˆ˜˛ˇ˘˙˝]",  # what nobody types
            rf"{_L}[\xa1-\xa9\xab-\xbf×÷‚„“”‰‹›™•€]+{_L}",  # signs inside a word
            rf"{_L}[©¡¿‚¢£¥µ¶¼½¾]|[€¢£¥][a-zà-ÿ]|[¼½¾]{_L}|[¡¿](?!{_L}|[\"“«¡¿])",
            rf"{_L}{{2}}[ªº]|(?<![\w.])[ªº]|{_L}(?![mM]){_L}[¹²³]|(?<![\w)])[¹²³]",
            rf"{_L}[–—](?=[\s,;\"]|$)|\b{_L}{{1,2}}[–—][a-z]|[a-z][–—][a-z]{{1,2}}\b",
            r"‚(?![^‘’\n]*[‘’])|„(?![^“”\n]*[“”])",  # opened and never closed
            rf"{_L}\xa0(?=[ ,;\t\r\n\"]|$)|(?<!{_L})\xad|\xad(?!{_L})",
        )
    )
)
_KANA = pattern(r"[\u3041-\u30ff]")
_HALF_WIDTH = pattern(r"[\uff61-\uff9f]")
_BESIDE = ("\u0308", "\u0303")  # dots and a tilde say that a vowel stands beside another


class Paged(msgspec.Struct, frozen=True, kw_only=True):
    """A text as a code page reads it."""

    page: str
    text: str
    n_languages: int


def read_pages(read: bytes) -> list[Paged]:
    """The text as it can only be, in one page; several where nobody can tell, none where it is in no page that is known."""
    if (japanese := _in_japanese(read)) is not None:
        return [japanese]
    found: list[Paged] = []
    for page in LANGUAGES:
        paged = _in_page(read, page)
        if paged is not None and all(paged.text != other.text for other in found):
            found.append(paged)
    fewest = min((one.n_languages for one in found), default=0)
    left = _by_turns([one for one in found if one.n_languages == fewest])
    is_rare = len(left) == 1 and left[0].page != USUAL and len(_places(left[0].text)) == 1
    return [] if is_rare else left  # one letter shows nothing of a page


def differing(pages: Sequence[Paged]) -> list[str]:
    """The first word that pages read differently, as each reads it."""
    texts = [one.text for one in pages]
    at = next(at for at, signs in enumerate(zip(*texts, strict=True)) if len(set(signs)) > 1)
    begin = max(texts[0].rfind(sign, 0, at) for sign in ' \n,;\t"') + 1
    return [text[begin:].split(maxsplit=1)[0].partition(",")[0] for text in texts]


def _in_page(read: bytes, page: str) -> Paged | None:
    try:
        text = read.decode(page)
    except UnicodeDecodeError:
        return None
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    if _ODD.search(text) or any(map(_is_odd, words)):
        return None
    used = {frozenset(sign for sign in word.replace("İ", "i").lower() if not sign.isascii()) for word in words}
    alphabets = ALPHABETS[page]
    fewest = next(
        (
            n
            for n in range(MOST_LANGUAGES + 1)
            for some in combinations(alphabets, n)
            if all(any(letters <= one for one in some) for letters in used)
        ),
        None,
    )
    if fewest is None or _is_unspeakable(text):
        return None
    return Paged(page=page, text=text, n_languages=fewest)


def _is_odd(word: str) -> bool:
    """Without a letter of ASCII, or with a capital amidst small letters."""
    if len(word) > 1 and not any(sign.isascii() for sign in word):
        return True
    return any(
        one.islower() and other.isupper() and not other.isascii() and not word[at + 2 : at + 3].isupper()
        for at, (one, other) in enumerate(pairwise(word))
    )


def _is_unspeakable(text: str) -> bool:
    """Whether most of its letters are consonants without a vowel beside them."""
    places = _places(text)
    n_clashes = sum(not _is_vowel(text[at]) and _clashes(text, at) for at in places)
    return len(places) > 1 and 2 * n_clashes > len(places)


def _places(text: str) -> list[int]:
    return [at for at, sign in enumerate(text) if not sign.isascii() and sign.isalpha()]


def _by_turns(pages: list[Paged]) -> list[Paged]:
    """The page whose letters, where they differ, take turns clearly better than in each other; else all."""
    for one in pages:
        others = [other for other in pages if other is not one]
        if all(_is_better(one.text, other.text) for other in others):
            return [one]
    return pages


def _is_better(text: str, other: str) -> bool:
    places = [at for at, (one, two) in enumerate(zip(text, other, strict=True)) if one != two]
    n, n_other = (sum(_clashes(one, at) for at in places) for one in (text, other))
    return n_other >= max(n + LEAST_APART, TIMES_APART * n)


def _clashes(text: str, at: int) -> bool:
    """Whether a vowel stands beside a vowel, or a consonant beside none."""
    sign = text[at]
    if not sign.isalpha():
        return False
    beside = [_is_vowel(one) for one in (text[at - 1 : at], text[at + 1 : at + 2]) if one.isalpha()]
    if _is_vowel(sign):
        return any(beside) and not any(mark in normalize("NFD", sign) for mark in _BESIDE)
    return not any(beside)


def _is_vowel(sign: str) -> bool:
    return normalize("NFD", sign.lower())[0] in "aeiouyæœøı"


def _in_japanese(read: bytes) -> Paged | None:
    """Japanese as Excel saves it, told by its kana, which no other text has when it is read so."""
    try:
        text = read.decode("cp932")
    except UnicodeDecodeError:
        return None
    n_signs = sum(not sign.isascii() for sign in text)
    is_japanese = len(_KANA.findall(text)) > LEAST_KANA * n_signs and not _HALF_WIDTH.search(text)
    return Paged(page="cp932", text=text, n_languages=1) if is_japanese else None
