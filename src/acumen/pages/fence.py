"""Text in a block of code, in Markdown: as it is, in letters of one width."""

from acumen.borders.signs import visible


def fence(text: str, language: str = "text") -> str:
    """A block of code, its fence longer than any run of backticks in it, every sign of it visible."""
    text = visible(text)
    marks = "```"
    while marks in text:
        marks += "`"
    return f"{marks}{language}\n{text}\n{marks}\n"
