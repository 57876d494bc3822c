"""What an undo took back, in words."""

from collections.abc import Iterator

from acumen.pages import Block, Hint, Text
from acumen.results.loop import Undone

N_SHORT_ID = 8
NOUNS = {
    "person-named": "name",
    "question-asked": "question",
    "forecast-made": "forecast",
    "question-resolved": "outcome",
    "idea-listed": "idea",
    "rating-given": "rating",
    "idea-turned-out": "outcome",
    "rubric-adopted": "rubric",
    "mark-given": "mark",
    "plan-adopted": "plan",
}


def write_undone(undone: Undone) -> Iterator[Block]:
    """What does not count any more, and how to take that back."""
    is_back = undone.kind == "correction"
    yield Text(f"{'Counts again' if is_back else 'Undone'}: {undone.text}.")
    if undone.n_by_kind:
        yield Text(f"with it: {', '.join(_count(kind, n) for kind, n in undone.n_by_kind.items())}", indent=2)
    for one in undone.left_standing:
        yield Text(f"left, as more was said of it: {one.text} ({one.id[:N_SHORT_ID]})", indent=2)
    yield Hint("To take that back", f"undo {undone.id[:N_SHORT_ID]}")


def _count(kind: str, n: int) -> str:
    noun = NOUNS.get(kind, "record")
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
