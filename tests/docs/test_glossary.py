"""docs/json.md and the schemas of all answers hold one another: each key is there once, with one unit, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from acumen.desk.front import schemas

PAGE = Path(__file__).parents[2] / "docs" / "json.md"
ROW = re.compile(r"^\| (`.+) \| (.+) \|$", re.MULTILINE)
ENTRY = re.compile(r"`(\w+)` ([a-z …/]+)(?:, |$)")
NUMBERS = ("number", "hours", "chance", "bits", "nats", "points")
# by unit, the types of JSON it may be
UNITS: dict[str, set[str]] = {
    **{unit: {"number", "integer"} for unit in NUMBERS},
    **{unit: {"string"} for unit in ("text", "id", "word")},
    "count": {"integer"},
    "moment": {"date-time"},
    "day": {"date", "string"},
    "yes or no": {"boolean"},
    "part": {"object"},
}
MANY = "…"
N_SEVERAL = 15  # was 41; a new key has one shape
BOTH_ENDS = "of hours that were said as a range, both ends; of any other figure, one"
AS_PLANNED = "as the plan has it: one figure, or a chance by states"
SEVERAL = {  # keys of more than one shape, and why they have them
    **dict.fromkeys(("at", "current", "enough", "not_enough", "low", "high"), BOTH_ENDS),
    **dict.fromkeys(("said_chance", "said_hours", "said_fails_hours"), AS_PLANNED),
    "more_hours": "ends of a range, or one figure",
    "error": "promised to programs in both places: the error object, and the standard error that `ship` has",
    "outcome": "of a question it is what the question asks for: yes or no, a number, a choice",
    "n_by_source": "a row is a name and a number",
    "crps_by_unit": "a row is a unit and a score",
    "problems": "of a table its rows in a line each; elsewhere with code, place and hint",
}
ENDS = {"_hours": {"hours", "part"}, "_at": {"moment"}, "_prob": {"chance"}}
BEGINS = {"n_": {"count", "number", "part", "text"}, "is_": {"yes or no"}, "has_": {"yes or no"}}


def glossary() -> dict[str, set[str]]:
    """The units of every key on the page, with … where it is a list of such; a key that is there twice fails."""
    found: dict[str, set[str]] = {}
    for entries, meaning in ROW.findall(PAGE.read_text(encoding="utf-8")):
        assert meaning.strip()
        assert "".join(one[0] for one in ENTRY.finditer(entries)) == entries, entries
        for key, units in ENTRY.findall(entries):
            assert key not in found, f"{key} has two rows"
            found[key] = set(units.split(" / "))
            assert {unit.rstrip(MANY) for unit in found[key]} <= UNITS.keys(), (key, units)
    return found


def told() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(where, key, schema) of every key of every answer."""
    for version in schemas.names().values():
        if version == "schema/1":
            continue  # its keys are those of JSON Schema
        document = schemas.find(version)
        error = document["properties"].get("error", {})
        for where, part in ((version, document), ("error", error), *document.get("$defs", {}).items()):
            for key, one in part.get("properties", {}).items():
                yield where, key, one


def leaves(one: dict[str, Any]) -> set[str]:
    """Types of JSON that a value may be, with … those in a list; null apart."""
    if "anyOf" in one:
        return set().union(*map(leaves, one["anyOf"]))
    if "enum" in one or "const" in one:
        return {"integer"} if "enum" in one and isinstance(one["enum"][0], int) else {"string"}
    if one.get("type") == "array":
        inner = [one["items"]] if "items" in one else one["prefixItems"]
        return {leaf.rstrip(MANY) + MANY for part in inner for leaf in leaves(part)}
    if "$ref" in one or one.get("type") == "object" or not one:
        return {"object"}
    types = [one["type"]] if isinstance(one["type"], str) else one["type"]
    return {one.get("format", kind) for kind in types if kind != "null"}


def is_of(leaf: str, unit: str) -> bool:
    """Whether a type of JSON may be of a unit."""
    return leaf.rstrip(MANY) in UNITS[unit.rstrip(MANY)] and leaf.endswith(MANY) == unit.endswith(MANY)


def test_every_key_of_every_answer_is_on_the_page_and_nothing_else_is() -> None:
    keys = {key for _, key, _ in told()}
    there = glossary().keys()
    assert sorted(keys - there) == []
    assert sorted(there - keys) == []


def test_every_key_has_the_unit_that_the_page_says_wherever_it_stands() -> None:
    page = glossary()
    found: dict[str, set[str]] = {}
    for where, key, one in told():
        found[key] = found.get(key, set()) | leaves(one)
        assert all(any(is_of(leaf, unit) for unit in page[key]) for leaf in leaves(one)), (key, where, leaves(one))
    idle = {
        key: unit for key, units in page.items() for unit in units if not any(is_of(leaf, unit) for leaf in found[key])
    }
    assert idle == {}


def test_only_keys_with_a_reason_have_more_than_one_shape() -> None:
    assert {key for key, units in glossary().items() if len(units) > 1} == SEVERAL.keys()
    assert len(SEVERAL) <= N_SEVERAL


def test_a_key_says_its_unit_at_its_end_or_its_beginning() -> None:
    for key, units in glossary().items():
        plain = {unit.rstrip(MANY) for unit in units}
        for end, allowed in ENDS.items():
            assert not key.endswith(end) or key.startswith("n_") or plain <= allowed, (key, units)
        for begin, allowed in BEGINS.items():
            assert not key.startswith(begin) or plain <= allowed, (key, units)


def test_the_names_that_programs_were_promised_are_there() -> None:
    promised = {
        "answer/1": "next value lower upper status chance hours ranked break_even_worth tips",
        "predicted/1": "question forecast",
        "calibrated-chance/1": "prob",
        "simulated/1": "net_mean net_se",
        "chances-backtest/1": "n raw corrected verdict",
        "hours-backtest/1": "n raw corrected verdict",
    }
    for version, names in promised.items():
        assert set(names.split()) <= schemas.find(version)["properties"].keys(), version
    inner = schemas.find("answer/1")["$defs"]
    assert {"id", "value"} <= inner["RankedStep"]["properties"].keys()
    assert {"id", "input", "at"} <= inner["TipShown"]["properties"].keys()
    scored = schemas.find("backtest hours")["$defs"]["HoursScores"]["properties"].keys()
    assert {"crps_log", "cov50", "cov90", "mdape"} <= scored
    assert {"brier", "log"} <= schemas.find("backtest chances")["$defs"]["BacktestScores"]["properties"].keys()
