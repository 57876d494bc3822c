"""Whether what is shown is what its JSON Schema says: whoever uses the fixture `held` has every answer looked at."""

import json
from functools import cache
from typing import Any

import jsonschema_rs

from acumen.desk.front import schemas
from acumen.results.result import Result


@cache
def validator(version: str) -> jsonschema_rs.Draft202012Validator:
    """Of a schema by its name and version, which have to be those that there are."""
    assert version in schemas.names().values(), version
    return jsonschema_rs.Draft202012Validator(schemas.find(version))


def hold(told: dict[str, Any]) -> None:
    """Fail where an answer has a key that its schema does not know, lacks one, or has something else under it."""
    try:
        validator(told["schema"]).validate(told)
    except jsonschema_rs.ValidationError as error:
        raise AssertionError(f"{told['schema']}: {error.message} at {error.instance_path}") from error


def hold_result(result: Result) -> None:
    """The same of a result, whatever it is shown as."""
    hold(json.loads(result.to_json()))
