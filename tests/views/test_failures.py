"""Errors are results: the same in words, as JSON and in every other form, and nothing in them acts."""

import json

import msgspec
import pytest

import acumen
from acumen.errors import AcumenError, DamageError, StaleHeadError, UsageError
from acumen.results.failures import Failure, read_failure
from tests.hostile import FORGED, MARKUP

EVIL = " ".join(MARKUP)


def raised(text: str) -> Failure:
    with pytest.raises(AcumenError) as found:
        acumen.read_plan(text)
    return read_failure(found.value)


def test_an_error_says_what_kind_it_is_what_was_found_and_what_to_do() -> None:
    failure = read_failure(UsageError("expected a chance, found 'x'", hint="write 70%"))
    assert str(failure) == "error: expected a chance, found 'x'\nhint: write 70%"
    assert json.loads(failure.to_json()) == {
        "error": {
            "schema": "error/1",
            "code": "usage",
            "message": "expected a chance, found 'x'",
            "hint": "write 70%",
            "where": None,
        }
    }
    assert read_failure(StaleHeadError("x")).error == "stale-head"
    assert read_failure(DamageError("x", position=3)).position == 3


def test_mistakes_of_a_plan_are_told_one_by_one_and_can_be_read_as_data() -> None:
    failure = raised("plan: p\ngoal: {step: a, chance: 150%, hours: -3}\n")
    assert failure.error == "plan"
    assert len(failure.problems) == 2
    first, *lines = str(failure).splitlines()
    assert first == "2 mistakes in the plan"
    assert [line for line in lines if line.startswith("<text>:2:")] == [
        str(one).split("\n")[0] for one in failure.problems
    ]
    assert msgspec.json.decode(failure.to_json())["error"]["problems"][0]["where"]["line"] == 2


def test_nothing_that_an_error_quotes_acts_or_looks_like_a_line_of_ours() -> None:
    failure = read_failure(UsageError(f"expected a file, found '{EVIL}\n{FORGED}'", hint=EVIL))
    assert not any(line.startswith(FORGED) for line in str(failure).splitlines())
    assert "<script" not in failure.draw("html")
    assert "<script" not in failure._repr_markdown_()
