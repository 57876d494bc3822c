"""Ids in tests come from a source that the test's name seeds, so that a fault is found in every run or in none."""

import random

import pytest

from acumen.desk.book import open_book
from acumen.records import new_id, sealing
from tests.desk.elicitation.books import NOW


def test_ids_and_salts_follow_the_name_of_the_test(request: pytest.FixtureRequest) -> None:
    expected = random.Random(request.node.nodeid).randbytes(sealing.N_ID_BYTES).hex()
    assert new_id() == expected


def test_a_book_draws_its_ids_from_the_same_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "urandom", lambda n_bytes: b"\x07" * n_bytes)
    assert open_book(None, now=NOW).new_id() == "07" * sealing.N_ID_BYTES
