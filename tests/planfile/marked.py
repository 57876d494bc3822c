"""Plans with the place of their mistakes marked in the text."""

MARK = "▸"


def unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the line and column (from 1) of what stood after each."""
    places = []
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        rest = line
        while MARK in rest:
            column = rest.index(MARK) + 1
            places.append((number, column))
            rest = rest.replace(MARK, "", 1)
        lines.append(rest)
    return "\n".join(lines), places
