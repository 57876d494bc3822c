"""The picture of the rooms in CONTRIBUTING.md, from the import contract: `python -m tests.house.picture` writes it anew."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.house.source import ROOT

PAGE = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- floors: made by `make floors` -->\n", "<!-- end of floors -->\n"
N_INSIDE = 74


def contracts() -> dict[str, list[list[str]]]:
    """Of each contract of floors the floors, the highest first, each with its rooms."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    return {
        one["containers"][0]: [[room.strip(" ()") for room in floor.split("|")] for floor in one["layers"]]
        for one in told
        if one["type"] == "layers"
    }


def draw(floors: Sequence[Sequence[str]], inner: Sequence[Sequence[str]], room: str) -> Iterator[str]:
    """A box a floor; the floors of one room inside it."""
    yield f"┌{'─' * N_INSIDE}┐"
    for number, floor in enumerate(floors):
        if number:
            yield f"├{'─' * N_INSIDE}┤"
        yield f"│ {'   '.join(floor):<{N_INSIDE - 1}}│"
        if room in floor:
            yield from (f"│      {'   '.join(rooms):<{N_INSIDE - 6}}│" for rooms in inner)
    yield f"└{'─' * N_INSIDE}┘"


def picture() -> str:
    """The whole of it, as a block of code."""
    found = contracts()
    lines = draw(found["acumen"], found["acumen.desk"], "desk")
    return "```text\n" + "\n".join(lines) + "\n```\n"


def with_picture(text: str) -> str:
    """The page with the picture as it has to be."""
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}{picture()}{END}{rest.partition(END)[2]}"


def write(page: Path = PAGE) -> None:
    """Write it into the page."""
    page.write_text(with_picture(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
