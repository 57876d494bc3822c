"""The text of a terminal in a notebook: as it is, in letters of one width."""


def fence(text: str) -> str:
    """A block of code in Markdown, whatever the text holds: its fence is longer than any run of backticks in it."""
    marks = "```"
    while marks in text:
        marks += "`"
    return f"{marks}text\n{text}\n{marks}\n"
