"""Write only on what was read: a verb whose ledger was written by somebody else meanwhile looks again."""

from collections.abc import Callable
from typing import TypeVar

from acumen.errors import StaleHeadError

T = TypeVar("T")


def until_written(act: Callable[[], T]) -> T:
    """Do `act`, which reads, judges and writes with the head it has read; again as long as that is no longer the last."""
    while True:
        try:
            return act()
        except StaleHeadError:
            continue
