"""An extra that can't be computed drops its own line, with the reason, and never the answer."""

import json

import pytest

from acumen.desk.calibration import correlated_errors as together
from acumen.desk.extras import DroppedWarning, beside
from acumen.desk.loop.next import next_
from acumen.errors import UnsolvableError
from tests.desk.calibration.records import TWO_WAYS, adopt, evenly, settled_forecasts


def test_what_can_be_computed_comes_with_nothing_to_say() -> None:
    assert beside("The sum", lambda: 1 + 1, otherwise=None) == (2, ())


def test_what_is_refused_on_purpose_is_dropped_with_its_reason() -> None:
    def refuse() -> int:
        raise UnsolvableError("the plan is too big.")

    assert beside("The sum", refuse, otherwise=0) == (0, ("The sum is not known: the plan is too big.",))


def test_a_mistake_of_acumens_own_is_an_error_here_and_a_sentence_for_users() -> None:
    with pytest.raises(DroppedWarning, match="The sum: ZeroDivisionError"):
        beside("The sum", lambda: 1 // 0, otherwise=None)
    with pytest.warns(DroppedWarning):
        found, said = beside("The sum", lambda: 1 // 0, otherwise=None)
    assert found is None
    assert said == ("The sum is left out: acumen failed to compute it (ZeroDivisionError). All else stands.",)


def test_an_advice_stands_without_the_line_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    book = settled_forecasts(evenly(60, 30))
    adopt(book, TWO_WAYS)
    whole = next_(book)

    def fail(*_: object, **__: object) -> None:
        raise IndexError("tuple index out of range")

    monkeypatch.setattr(together, "draw_together", fail)
    with pytest.warns(DroppedWarning):
        found = next_(book)
    assert (found.answer.next, found.answer.value) == (whole.answer.next, whole.answer.value)
    reason = "What the advice comes to as one miss brings others is left out"
    assert reason in " ".join(str(found).split())
    notes = json.loads(found.to_json())["notes"]
    assert any(note.startswith(reason) for note in notes)
