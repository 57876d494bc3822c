"""An act judges and shows one state of the ledger: what others write between its own writing and its answer is not in it."""

import random
from typing import Any

import pytest

import acumen
from acumen.desk.book import Book
from acumen.ledger import Ledger
from tests.desk.test_once import WRITING, begun


class Meddled:
    """A ledger in which somebody takes the newest act back as soon as anything is kept."""

    def __init__(self, below: Ledger, meddler: Book) -> None:
        self.below, self.meddler, self.n_undone = below, meddler, 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the ledger has
        return getattr(self.below, name)

    def append(self, *records: Any, **how: Any) -> Any:  # noqa: ANN401 -- as the ledger takes it
        head = self.below.append(*records, **how)
        acumen.undo(self.meddler)
        self.n_undone += 1
        return head


@pytest.mark.parametrize("name", [name for name in WRITING if name not in {"ledger set", "ledger people"}])
def test_an_act_that_is_taken_back_before_it_is_answered_is_answered_as_it_was(name: str) -> None:
    alone, meddled = begun(random.Random(1).randbytes), begun(random.Random(1).randbytes)
    expected = WRITING[name](alone).to_json()
    between = Meddled(meddled.ledger, Book(meddled.ledger, now=meddled.now))
    meddled.ledger = between
    assert WRITING[name](meddled).to_json() == expected
    assert between.n_undone == 1
