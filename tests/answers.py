"""Whether what is shown is what its JSON Schema says: whoever uses the fixture `held` has every answer looked at."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from acumen.desk.front import schemas
from acumen.results.result import Result


@cache
def validator(version: str) -> Draft202012Validator:
    """Of a schema by its name and version, which have to be those that there are."""
    assert version in schemas.names().values(), version
    document = schemas.find(version)
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def hold(told: dict[str, Any]) -> None:
    """Fail where an answer has a key that its schema does not know, lacks one, or has something else under it."""
    error = best_match(validator(told["schema"]).iter_errors(told))
    assert error is None, f"{told['schema']}: {error.message if error else ''} at {error.json_path if error else ''}"


def hold_result(result: Result) -> None:
    """The same of a result, whatever it is shown as."""
    hold(json.loads(result.to_json()))
