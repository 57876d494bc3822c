"""A chart as a file, made on this machine alone: no address is opened, a page carries its script inside."""

from pathlib import Path

import altair as alt

from acumen.errors import UsageError

FORMS = ("svg", "png", "html")


def save(chart: alt.Chart | alt.LayerChart, path: str) -> None:
    """Write `path` as its ending says: svg, png (at twice the size) or html; `UsageError` where that can't be done."""
    import vl_convert  # noqa: PLC0415 -- takes a while to load, and only files need it

    form = Path(path).suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise UsageError(f"expected a file ending in .svg, .png or .html, found {path!r}", hint="name it chart.svg")
    if form == "html":
        written = str(chart.to_html(inline=True)).encode()
    elif form == "svg":
        written = vl_convert.vegalite_to_svg(chart.to_json(), allowed_base_urls=[]).encode()
    else:
        written = vl_convert.vegalite_to_png(chart.to_json(), scale=2, allowed_base_urls=[])
    try:
        Path(path).write_bytes(written)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"can't write {path!r}: {reason}", hint="name a file in a folder that exists") from None
