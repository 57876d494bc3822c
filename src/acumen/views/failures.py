"""What went wrong, in words: as editors read it where it stands in a file."""

from collections.abc import Iterator

from acumen.pages import Block, Text
from acumen.results.failures import Failure


def write_failure(found: Failure) -> Iterator[Block]:
    """The message and what to do; a plan's mistakes as a file's lines have them."""
    if found.problems:  # a line for each; what it quotes has none of its own
        head, *_ = found.message.split("\n")
        yield Text(head, is_folded=False)
        yield from (Text(str(problem), is_folded=False) for problem in found.problems)
    else:
        yield Text(f"error: {_indented(found.message)}", is_folded=False)
    if found.hint:
        yield Text(f"hint: {_indented(found.hint)}", is_folded=False)


def _indented(text: str) -> str:
    """All lines but the first indented: what is quoted, as the name of a file or a column, never looks like a line of ours."""
    return text.replace("\n", "\n  ")
