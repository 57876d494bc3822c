"""The text of a terminal in a notebook: as it is, in letters of one width."""

from acumen.borders.signs import visible


def fence(text: str) -> str:
    """A block of code in Markdown, its fence longer than any run of backticks in it, every sign of it visible."""
    text = visible(text)
    marks = "```"
    while marks in text:
        marks += "`"
    return f"{marks}text\n{text}\n{marks}\n"
