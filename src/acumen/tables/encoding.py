"""From bytes to text. What the bytes don't show is not guessed: it is refused, with the option that tells it.

UTF-8 and UTF-16 by their marks or their look. Bytes that are no UTF-8 are single ones in a text that else is (they are
named, and their lines left out), or the text is in a code page (`code_pages`).
"""

import codecs
import re
import zlib

import msgspec

from acumen.borders.patterns import pattern
from acumen.errors import UsageError
from acumen.tables.code_pages import differing, read_pages

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GZIP = b"\x1f\x8b"
MOST_BYTES = 1 << 28  # of a table, also as it unfolds; a text takes some ten times as much memory
MOST_SAID = "256 MiB"
N_LOOKED_AT = 4096
MOST_NOTHING = 20  # one byte 0 in so many: beyond, it is no text
HINT = "say in which it was saved: --encoding cp1252 (or cp1250, cp1251, gbk, mac-roman, …)"
SWITCH = b"\x1b$"  # how ISO-2022 goes over to other letters
OLD_EXCEL, WITH_PASSWORD = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
FOREIGN = {OLD_EXCEL: "an old Excel file (.xls)", b"%PDF": "a PDF", b"SQLite format 3": "a database"}
_BYTE = pattern("[\udc80-\udcff]")


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """A text, what it was in, and the lines (from 1) with bytes that are none of its letters, each with its first such byte."""

    text: str
    encoding: str
    bad_lines: dict[int, int] = {}


def decode(read: bytes, *, source: str, encoding: str | None = None) -> Decoded:
    """The text; UsageError where it is none, or where it can't be told in which encoding it is."""
    if encoding is not None:
        return _as_told(read, source, encoding)
    for mark, name in MARKS:
        if read.startswith(mark):
            return _as_utf8(read[len(mark) :], source) if name == "utf-8" else _in(read, name, source)
    if (guess := _without_mark(read[:N_LOOKED_AT])) is not None:
        return _in(read, guess, source)
    if read.count(0, 0, N_LOOKED_AT) * MOST_NOTHING > len(read[:N_LOOKED_AT]):
        raise UsageError(f"expected a table in {source}, found bytes that are no text", hint="save it as CSV")
    return _as_utf8(read, source)


def unfold(read: bytes, *, source: str) -> bytes:
    """What a gzip file holds; other bytes as they are. UsageError where there is too much or it is damaged."""
    if read.startswith(OLD_EXCEL) and WITH_PASSWORD in read:
        raise UsageError(f"expected a table in {source}, found a workbook with a password", hint="save it without one")
    for head, what in FOREIGN.items():
        if read.startswith(head):
            raise UsageError(f"expected a table in {source}, found {what}", hint="save it as .csv or .xlsx")
    if not read.startswith(GZIP):
        return read
    parts: list[bytes] = []
    left = read
    while left:  # several files that were packed one by one may stand in one
        unfolding = zlib.decompressobj(wbits=31)
        try:
            parts.append(unfolding.decompress(left, MOST_BYTES + 1 - sum(map(len, parts))))
        except zlib.error:
            raise UsageError(f"can't read {source}: it is packed, and damaged", hint="is the file whole?") from None
        if sum(map(len, parts)) > MOST_BYTES:
            raise UsageError(f"can't read {source}: more than {MOST_SAID} in it", hint="cut it into parts")
        if not unfolding.eof:
            raise UsageError(f"can't read {source}: its end missing", hint="is the file whole?")
        left = unfolding.unused_data.lstrip(b"\x00")
    return b"".join(parts)


def _as_told(read: bytes, source: str, encoding: str) -> Decoded:
    try:
        return Decoded(text=read.decode(encoding).removeprefix("\ufeff"), encoding=encoding)
    except LookupError:
        raise UsageError(f"expected an encoding that Python knows, found {encoding!r}", hint=HINT) from None
    except UnicodeDecodeError as error:
        line = read.count(b"\n", 0, error.start) + 1
        byte = f"{read[error.start]:02x}"
        raise UsageError(f"expected {source} in {encoding}, found byte {byte} on line {line}", hint=HINT) from None


def _in(read: bytes, encoding: str, source: str) -> Decoded:
    try:
        return Decoded(text=read.decode(encoding).removeprefix("\ufeff"), encoding=encoding)
    except UnicodeDecodeError:
        raise UsageError(
            f"expected {source} in {encoding}, found bytes that are none", hint="is the file whole?"
        ) from None


def _without_mark(head: bytes) -> str | None:
    """UTF-16 that begins without its mark: every other byte is 0 in a text that is mostly ASCII."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 < len(head) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _as_utf8(read: bytes, source: str) -> Decoded:
    if SWITCH in read:
        message = f"can't tell in which encoding {source} is: it goes over to other letters as ISO-2022 does"
        raise UsageError(message, hint="say which: --encoding iso2022-jp")
    try:
        return Decoded(text=read.decode("utf-8"), encoding="utf-8", bad_lines=_lines_with_nothing(read))
    except UnicodeDecodeError:
        pass
    text = read.decode("utf-8", "surrogateescape")
    bad = _BYTE.findall(text)
    n_letters = sum(not sign.isascii() for sign in text) - len(bad)
    if n_letters >= len(bad):  # a text in UTF-8, in which some bytes went wrong
        lines = re.split(r"\r\n|\n|\r", text)
        at = {
            number: ord(found[0]) - 0xDC00
            for number, line in enumerate(lines, start=1)
            if (found := _BYTE.search(line))
        }
        return Decoded(text=_BYTE.sub("\N{REPLACEMENT CHARACTER}", text), encoding="utf-8", bad_lines=at)
    pages = read_pages(read)
    if len(pages) == 1:
        return Decoded(text=pages[0].text, encoding=pages[0].page)
    if pages:
        both = " or ".join(f"{word!r} ({one.page})" for word, one in zip(differing(pages), pages, strict=True))
        which = " or ".join(f"--encoding {one.page}" for one in pages)
        raise UsageError(f"can't tell in which encoding {source} is: a word may be {both}", hint=f"say which: {which}")
    line = text.count("\n", 0, text.index(bad[0])) + 1
    byte = f"{ord(bad[0]) - 0xDC00:02x}"
    message = f"can't tell in which encoding {source} is: byte {byte} on line {line} is neither UTF-8 nor Windows-1252"
    raise UsageError(message, hint=HINT)


def _lines_with_nothing(read: bytes) -> dict[int, int]:
    """Lines with a byte 0, which is no letter of any text."""
    if 0 not in read:
        return {}
    lines = re.split(rb"\r\n|\n|\r", read)
    return {number: 0 for number, line in enumerate(lines, start=1) if 0 in line}
