"""A chart as a value: shown in a notebook, saved as a file; made on this machine alone, no address is ever opened."""

import html
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from acumen.borders.files import check_place, write_file
from acumen.borders.signs import visible
from acumen.errors import UsageError

FORMS = ("svg", "png", "html")
MARK = "made by acumen"  # in every file that is saved: only such a one is drawn over
N_MARKED_BYTES = 2_000  # at the head of a file, where the mark stands
PNG_HEAD = 33  # bytes: the signature and the first chunk, IHDR
HINT = "name another file, or remove that one"
PNG_SCALE = 2.0  # pixels of the file for one of the definition

# The page carries its script, and forbids the browser to fetch anything. Vega compiles expressions, hence the `eval`.
POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:"
BUNDLED = "window.vegaEmbed = vegaEmbed;"
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="{mark}">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
</head>
<body>
<div id="chart"></div>
<script>{script}</script>
<script>
vegaEmbed("#chart", {definition}, {{"renderer": "svg", "actions": false}});
</script>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite definition with its data inside. In a notebook it shows itself as SVG."""

    definition: dict[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        """Make what a picture would obey or can't hold visible, in every text of it."""
        object.__setattr__(self, "definition", _visible(self.definition))

    @property
    def title(self) -> str:
        """What stands above it."""
        first = self.definition.get("vconcat", [self.definition])[0]
        title = self.definition.get("title") or first.get("title") or {}
        return str(title.get("text", ""))

    def to_json(self) -> str:
        """The definition, for whatever else draws Vega-Lite."""
        return json.dumps(self.definition, ensure_ascii=False)

    def to_svg(self) -> str:
        """As SVG, with text as text."""
        import vl_convert  # noqa: PLC0415 -- takes a while to load, and only a picture needs it

        return str(vl_convert.vegalite_to_svg(self.definition, allowed_base_urls=[]))

    def to_png(self, *, scale: float = PNG_SCALE) -> bytes:
        """As PNG; `scale` is how many of its pixels stand for one of the definition."""
        import vl_convert  # noqa: PLC0415 -- the same

        return bytes(vl_convert.vegalite_to_png(self.definition, scale=scale, allowed_base_urls=[]))

    def to_html(self) -> str:
        """As a page of its own, some 900 kB with the script it carries; it shows figures under the pointer."""
        return PAGE.format(
            mark=MARK,
            policy=POLICY,
            title=html.escape(self.title),
            script=_script(),
            definition=self.to_json().replace("<", "\\u003c"),  # a name can't end the script
        )

    def save(self, path: str | Path, *, keep: Sequence[str] = ()) -> None:
        """Write a file whose ending says how: svg, png or html. Raises UsageError where that can't be done.

        An earlier chart of that form is drawn over, nothing else is: neither a file that acumen did not draw, nor a
        ledger, nor one of `keep`.
        """
        form = check_path(path, keep=keep)
        if form == "png":
            written = _mark_png(self.to_png())
        elif form == "svg":
            written = _mark_svg(self.to_svg()).encode()
        else:
            written = self.to_html().encode()
        write_file(path, written, judge=_judge, keep=keep, hint=HINT)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """What a notebook shows."""
        return {"image/svg+xml": self.to_svg(), "text/plain": repr(self)}


def check_path(path: str | Path, *, keep: Sequence[str] = ()) -> str:
    """The ending of a file that a chart can be saved as: svg, png or html. Raises UsageError; `keep` as in `Chart.save`."""
    form = Path(path).suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise UsageError(f"expected a file ending in .svg, .png or .html, found {str(path)!r}", hint="try chart.svg")
    check_place(path, judge=_judge, keep=keep, hint=HINT)
    return form


@cache
def _script() -> str:
    """What draws a chart in a page: bundled once a process, as that takes a second and is always the same."""
    import vl_convert  # noqa: PLC0415 -- takes a while to load, and only a page needs it

    return str(vl_convert.javascript_bundle(BUNDLED))


def _visible(part: Any) -> Any:  # noqa: ANN401 -- a part of a definition is anything that JSON has
    if isinstance(part, str):
        return visible(part)
    if isinstance(part, dict):
        return {_visible(key): _visible(value) for key, value in part.items()}
    return [_visible(one) for one in part] if isinstance(part, list | tuple) else part


def _judge(name: str) -> str:
    """Why a file that is there may not be drawn over."""
    with open(name, "rb") as stream:  # noqa: PTH123 -- as elsewhere
        head = stream.read(N_MARKED_BYTES)
    return "" if not head or MARK.encode() in head else "is there already, and is no chart that acumen drew"


def _mark_svg(drawn: str) -> str:
    """With the mark in a comment behind its first tag."""
    first, end, rest = drawn.partition(">")
    return f"{first}{end}<!-- {MARK} -->{rest}"


def _mark_png(drawn: bytes) -> bytes:
    """With the mark in a chunk of text behind its head."""
    body = b"tEXtSoftware\0" + MARK.encode()
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return drawn[:PNG_HEAD] + chunk + drawn[PNG_HEAD:]
