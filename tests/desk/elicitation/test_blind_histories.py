from collections import Counter

import pytest

from acumen.history.elicited import OpenedFact
from acumen.history.hidden import Hiding
from tests.desk.elicitation.blind_histories import run

N_HISTORIES = 24


def test_no_history_shows_what_is_hidden_or_takes_what_was_seen_for_unseen() -> None:
    assert run(range(N_HISTORIES), every=3) == Counter()


def test_the_oracle_notices_a_ledger_that_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpenedFact, "to", lambda _, __, ___=None: True)
    assert run(range(3), every=7)["shown"]


def test_the_oracle_notices_a_log_that_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hiding, "hides", lambda _, __: False)
    assert run(range(3), every=7)["shown"]
