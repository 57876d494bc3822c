"""Texts that a terminal, a chart, a page or a reader of JSON could take for more than text. For tests and studies."""

# ruff: noqa: RUF001 -- signs that look like others are what this is about

from acumen.borders.signs import OBEYED

FORGED = "FORGED: 3 records are gone"  # must never begin a line of its own

CONTROL = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title of the window\x07",
    "\x1b]8;;http://example.invalid\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H",
    "\x1bP+q544e\x1b\\",
    "\x9b31mred\x9b0m",
    "\x9d0;title\x9c",
    "back\x08\x08\x08\x08space",
    "carriage\rreturn",
    "bell\x07 nul\x00 delete\x7f",
    "vertical\x0btab form\x0cfeed",
    f"line\n{FORGED}",
    f"next\x85{FORGED}",
    f"separator\u2028{FORGED}\u2029{FORGED}",
)
BIDI = (
    "\u202eevil\u202c",
    "\u2066isolate\u2069",
    "\u200fright\u200eleft",
    "\u061cletter",
    "\ufeffmark",
    "soft\xadhyphen",
)
TAGS = ("\U000e0001\U000e0041", "zero\u200bwidth", "\u2060word", "\ufffeno character\uffff")
MARKUP = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><!--",
    "&amp;&#x1b;",
    "![x](http://example.invalid) `code` **bold** | cell",
    '"]; evil -> "graph',
    "```\n# heading",
    "{{7*7}} ${7*7} %s %n {0}",
    "'; DROP TABLE records; --",
)
SCRIPTS = (
    "José",
    "Jose\u0301",
    "परीक्षा",
    "ทดสอบ",
    "می\u200cخواهم",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "ｆｕｌｌ　ｗｉｄｔｈ",
)
ODD = (
    "",
    " ",
    "-",
    "--",
    "--json",
    "=",
    ",",
    "%",
    "nan",
    "inf",
    "-inf",
    "1e999",
    "1e308",
    "0x10",
    "me",
    "you",
    "9" * 400,
)

HOSTILE = (*CONTROL, *BIDI, *TAGS, *MARKUP, *SCRIPTS, *ODD)
WORST = "x " + " ".join((*CONTROL, *BIDI, *TAGS[:3], *MARKUP[:4]))  # most of it in one
WORST_ARGUMENT = WORST.replace("\x00", "")  # the system passes no nul


def find_raw(shown: str) -> list[str]:
    """What in a text that was shown would be obeyed or hidden, and lines that it did not begin itself."""
    raw = [f"U+{ord(sign):04X}" for sign in OBEYED.findall(shown)]
    return raw + [line for line in shown.splitlines() if line.startswith(FORGED)]
