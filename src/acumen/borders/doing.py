"""What is being done just now, for whoever waits: said by those who do it, read by a face that has somebody to show it to."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Doing:
    """Something under way: in words, and how many of its parts are done, where it has parts that can be counted."""

    __slots__ = ("n_done", "n_parts", "what")

    def __init__(self, what: str, n_parts: int | None) -> None:
        """Nothing of it is done yet."""
        self.what = what
        self.n_parts = n_parts
        self.n_done = 0

    def step(self) -> None:
        """One more part is done."""
        self.n_done += 1

    def __str__(self) -> str:
        """`solving the plan`, `asking what would change the advice, 3 of 40`."""
        return self.what if not self.n_parts else f"{self.what}, {self.n_done:,} of {self.n_parts:,}"


_under_way: list[Doing] = []


@contextmanager
def doing(what: str, n_parts: int | None = None) -> Iterator[Callable[[], None]]:
    """While this lasts, `what` is being done; the callable that it gives says that one of `n_parts` is."""
    one = Doing(what, n_parts)
    _under_way.append(one)
    try:
        yield one.step
    finally:
        _under_way.remove(one)


def counting(what: str, items: Sequence[T]) -> Iterator[T]:
    """The items one after another, each done when the next is asked for."""
    with doing(what, len(items)) as step:
        for one in items:
            yield one
            step()


def look() -> Doing | None:
    """What is being done: the innermost that is counted, else the outermost; None where nobody said anything."""
    return next((one for one in reversed(_under_way) if one.n_parts), _under_way[0] if _under_way else None)
