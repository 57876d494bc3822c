"""The schema for editors takes what `read` takes, and refuses what an editor can see is wrong."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from acumen.planfile import read, schema, template, write
from acumen.planfile.fields import N_ID_CHARACTERS
from acumen.planfile.nodes import MappingNode, Node, Scalar, Sequence, parse
from acumen.planfile.report import Report
from acumen.records import Plan
from acumen.testing.plans import plans

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = schema()
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": (int, float),
    "integer": int,
}
KNOWN = {
    "$schema", "title", "description", "$defs", "$ref", "anyOf", "oneOf", "not", "type", "enum", "pattern",
    "maxLength", "minimum", "maximum", "minItems", "items", "minProperties", "required", "properties",
    "additionalProperties", "propertyNames",
}  # fmt: skip


def is_type(value: object, name: str) -> bool:
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def fits(value: Any, wanted: Any) -> bool:  # noqa: ANN401
    """A validator for the words of JSON Schema that our schema uses, of which the test below makes sure."""
    if isinstance(wanted, bool):
        return wanted
    types = wanted.get("type", list(TYPES))
    return (
        ("$ref" not in wanted or fits(value, SCHEMA["$defs"][wanted["$ref"].removeprefix("#/$defs/")]))
        and any(is_type(value, name) for name in ([types] if isinstance(types, str) else types))
        and ("anyOf" not in wanted or any(fits(value, part) for part in wanted["anyOf"]))
        and ("oneOf" not in wanted or sum(fits(value, part) for part in wanted["oneOf"]) == 1)
        and ("not" not in wanted or not fits(value, wanted["not"]))
        and ("enum" not in wanted or value in wanted["enum"])
        and fits_inside(value, wanted)
    )


def fits_inside(value: Any, wanted: dict[str, Any]) -> bool:  # noqa: ANN401
    if isinstance(value, str):
        return re.search(wanted.get("pattern", ""), value) is not None and len(value) <= wanted.get("maxLength", 10**9)
    if isinstance(value, list):
        return len(value) >= wanted.get("minItems", 0) and all(fits(item, wanted.get("items", True)) for item in value)
    if isinstance(value, dict):
        properties, other = wanted.get("properties", {}), wanted.get("additionalProperties", True)
        return (
            len(value) >= wanted.get("minProperties", 0)
            and all(key in value for key in wanted.get("required", ()))
            and all(fits(key, wanted.get("propertyNames", True)) for key in value)
            and all(fits(item, properties.get(key, other)) for key, item in value.items())
        )
    return isinstance(value, bool) or wanted.get("minimum", value) <= value <= wanted.get("maximum", value)


def as_editors_see(text: str) -> Any:  # noqa: ANN401
    """The text as YAML 1.2 types it: bare figures are numbers, `true` is a boolean, `yes` and `2 to 6` are texts."""
    node = parse(text, Report(text, "p.yaml"))
    assert node is not None
    return typed(node, text)


def typed(node: Node, text: str) -> Any:  # noqa: ANN401
    if isinstance(node, MappingNode):
        return {key.text: typed(value, text) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [typed(item, text) for item in node.items]
    assert isinstance(node, Scalar)
    is_bare = text[node.at] not in "'\"|>"
    if is_bare and node.text in ("true", "false"):
        return node.text == "true"
    if is_bare and re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if is_bare and re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.text):
        return float(node.text)
    return node.text


def words(part: Any) -> set[str]:  # noqa: ANN401
    """Every word of JSON Schema in a schema, names of properties and definitions left out."""
    if isinstance(part, list):
        return set().union(*map(words, part))
    if not isinstance(part, dict):
        return set()
    found = set(part)
    for key, value in part.items():
        inner = list(value.values()) if key in ("properties", "$defs") else value
        found |= set() if key in ("enum", "required") else words(inner)
    return found


def test_the_schema_is_json_of_the_dialect_it_names_and_uses_only_words_this_test_understands() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert words(SCHEMA) == KNOWN
    assert schema() is not SCHEMA


def test_every_reference_leads_somewhere_and_every_definition_is_used() -> None:
    used = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA)))
    assert used == set(SCHEMA["$defs"])


def test_every_key_of_a_plan_is_described() -> None:
    objects = [SCHEMA, *SCHEMA["$defs"].values()]
    properties = [part for found in objects for part in found.get("properties", {}).items()]
    assert len(properties) > 25
    assert not [name for name, part in properties if not part.get("description") and "anyOf" not in part]


@settings(max_examples=50)
@given(plans())
def test_a_plan_that_was_written_fits_the_schema(plan: Plan) -> None:
    assert fits(as_editors_see(write(plan)), SCHEMA)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.name)
def test_an_example_is_read_and_fits_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read(text)[1] == ()
    assert fits(as_editors_see(text), SCHEMA)


STEP = "step: s, chance: 19:1, hours: 30 min"


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        (template("first"), True),
        (f"plan: 2027\ntitle: 12\ngoal: {{{STEP}}}", True),
        (f"plan: p\ngoal: {{{STEP}, fails: 1 h to 2 d, needs: t}}", True),
        (f"plan: p\ngoal: {{any: {{name: g, of: [{{{STEP}}}]}}}}", True),
        (f"plan: p\ngoal: {{{STEP}}}\ncolour: red", False),
        (f"plan: p q\ngoal: {{{STEP}}}", False),
        (f"plan: stop\ngoal: {{{STEP}}}", True),
        ("plan: p\ngoal: {step: stop, chance: 100%, hours: 1}", False),
        ("plan: p\ngoal: {step: a.b, chance: 100%, hours: 1}", False),
        ("plan: p", False),
        (f"plan: p\ngoal: [{{{STEP}}}]", False),
        (f"plan: p\ngoal: {{{STEP}, all: [{{{STEP}}}]}}", False),
        ("plan: p\ngoal: {all: []}", False),
        ("plan: p\ngoal: {step: s, chance: 195, hours: 1}", False),
        ("plan: p\ngoal: {step: s, chance: likely, hours: 1}", False),
        ("plan: p\ngoal: {step: s, chance: 100%, hours: 2-6-9}", False),
        ("plan: p\ngoal: {step: s, chance: 100%, hours: -1}", False),
        ("plan: p\ngoal: {step: s, chance: 100%}", False),
        (f"plan: p\ngoal: {{{STEP}}}\nhypotheses: {{h: {{claim: x, chance: 100%, states: {{a: 0, b: 100%}}}}}}", False),
        (f"plan: p\ngoal: {{{STEP}}}\nhypotheses: {{h: {{claim: x, states: {{yes: 0, b: 100%}}}}}}", False),
    ],
)
def test_an_editor_tells_a_plan_from_a_mistaken_one(text: str, is_right: bool) -> None:  # noqa: FBT001 (pytest hands it over by name)
    assert fits(as_editors_see(text), SCHEMA) is is_right
    assert (read(text)[0] is not None) is (is_right and "needs: t" not in text)


def _bounds(part: object, where: str = "") -> Iterator[tuple[str, object]]:
    """Every bound of a figure, a text or a list, with the place where it stands."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in BOUNDS and not isinstance(value, dict):
                yield f"{where} {key}".strip(), value
            else:
                yield from _bounds(value, f"{where}/{key}" if key not in ("$defs", "properties") else where)
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from _bounds(one, f"{where}/{number}")


BOUNDS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties")


def test_the_schema_bounds_what_the_reader_bounds() -> None:
    assert dict(_bounds(schema())) == {
        "/probes minItems": 0,
        "/texts/anyOf/1 minItems": 1,
        "/slug maxLength": N_ID_CHARACTERS,
        "/id maxLength": N_ID_CHARACTERS,
        "/plainChance/anyOf/0 minimum": 0,
        "/plainChance/anyOf/0 maximum": 100,
        "/plainHours/anyOf/0 minimum": 0,
        "/all/all/anyOf/0 minItems": 1,
        "/all/all/anyOf/1/of minItems": 1,
        "/any/any/anyOf/0 minItems": 1,
        "/any/any/anyOf/1/of minItems": 1,
        "/chance/anyOf/1 minProperties": 1,
        "/chance/anyOf/2 minItems": 2,
        "/chance/anyOf/2/items/anyOf/0/when minProperties": 1,
        "/hypothesis/states minProperties": 2,
        "/step/needs/anyOf/1 minItems": 0,
        "/probe/needs/anyOf/1 minItems": 0,
        "/probe/artifacts minItems": 0,
    }
