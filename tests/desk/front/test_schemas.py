"""JSON Schemas of answers say all that there is: none is empty, none takes a key that it does not name."""

import inspect
import json
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from acumen import planfile
from acumen.catalog import by_name, load
from acumen.desk.front import schemas
from acumen.desk.front.plans import check
from acumen.errors import UsageError
from acumen.results.checked import Schema
from acumen.results.result import Result
from tests.answers import validator

NAMES = schemas.names()
FREE = ("schema/1", "error/1")  # a document of another kind, and the object under `error`


def objects(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All parts of a schema that speak of objects with keys."""
    for part in (document, *document.get("$defs", {}).values()):
        if part.get("type") == "object":
            yield part


@pytest.mark.parametrize("version", [one for one in NAMES.values() if one not in FREE])
def test_a_schema_names_every_key_and_takes_no_other(version: str) -> None:
    document = schemas.find(version)
    assert document["properties"]["schema"] == {"const": version}
    assert len(document["properties"]) > 1
    for part in objects(document):
        assert part["properties"], part
        assert part["additionalProperties"] is False, part
    assert document["title"] == version
    assert not validator(version).is_valid({"schema": version, "nobody knows this": 1})


@pytest.mark.parametrize("name", list(by_name()))
def test_every_command_has_schemas_of_the_results_that_its_function_gives(name: str) -> None:
    verb = by_name()[name]
    if not verb.does or name == "batch":
        return
    told = {schemas.kinds()[one].__name__ for one in schemas.OF_COMMANDS.get(name, name).split()}
    assert told == set(given_by(load(verb.does)))


def given_by(does: Any) -> Iterator[str]:  # noqa: ANN401
    """Names of the results in what a function says that it gives."""
    told = inspect.signature(does).return_annotation
    for one in told.split("|") if isinstance(told, str) else typing.get_args(told) or (told,):
        inner = typing.get_args(one)[0] if typing.get_origin(one) is tuple else one
        yield inner.strip() if isinstance(inner, str) else inner.__name__


def test_the_schema_of_a_command_takes_each_of_its_answers_and_no_other() -> None:
    document = schemas.find("meant")
    assert {one["$ref"] for one in document["anyOf"]} == {"#/$defs/calibrated-chance", "#/$defs/calibrated-hours"}
    assert not Draft202012Validator(document).is_valid({"schema": "answer/1"})


def test_a_schema_may_be_asked_for_with_its_version_and_not_with_another() -> None:
    assert schemas.find("predicted/1") == schemas.find("predict")
    with pytest.raises(UsageError, match="'predicted/2'"):
        schemas.find("predicted/2")


def test_a_name_that_is_nearly_one_is_told_the_one() -> None:
    with pytest.raises(UsageError) as caught:
        schemas.find("predickt")
    assert "did you mean predict" in caught.value.hint


def test_no_two_types_of_results_are_called_alike() -> None:
    every = [kind for kind in Result.__subclasses__() if kind.__module__.startswith("acumen.")]
    assert len({kind.schema_name() for kind in every}) == len(every)
    assert all(schemas.find(one) for one in NAMES)


def test_the_schema_of_plan_files_names_the_others_and_is_itself_in_json() -> None:
    told = check(schema="plan")
    assert isinstance(told, Schema)
    assert all(name in json.loads(str(told))["$comment"] for name in NAMES)
    assert json.loads(told.to_json()) == {"schema": "schema/1", **planfile.schema()}
    assert json.loads(str(check(schema="log"))) == schemas.find("log")
