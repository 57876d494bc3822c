"""No text is read otherwise, or refused in other words, without somebody looking at it."""

import json

import pytest

from tests.readings.pinned_readings import PINNED, READERS, groups, pin, readings


@pytest.mark.parametrize("name", READERS)
def test_a_text_is_read_as_it_was_looked_at(name: str) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))[name].split()
    found = zip(groups(name), pin(name), pinned, strict=True)
    other = [text for group, now, was in found if now != was for text, _ in group]
    assert not other, f"{name}: one of {other[:12]}; look: python -m tests.readings.pinned_readings FOLDER"


@pytest.mark.parametrize("name", READERS)
def test_some_texts_are_understood_and_some_refused(name: str) -> None:
    refused = [text for text, found in readings(name) if found.startswith(("Misread", "UsageError", "()", "(None"))]
    assert name == "column" or 0.02 < len(refused) / len(readings(name)) < 0.99
