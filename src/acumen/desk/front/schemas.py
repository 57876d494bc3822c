"""JSON Schemas of all answers, made of the types of results: what a program may count on, and nothing beside it."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from acumen import results
from acumen.borders.near import did_you_mean
from acumen.errors import Problem, UsageError, Where
from acumen.readings.misread import shorten
from acumen.results.failures import ERROR
from acumen.results.result import LINE, Result

Json: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# by command, what it answers with where that is not called as it is itself
OF_COMMANDS = {
    "new": "plan-written",
    "check": "plan-checked schema",
    "next": "next answer comparison",
    "adopt": "adopted",
    "start": "started",
    "spend": "spent",
    "stop": "stopped",
    "predict": "predicted",
    "resolve": "resolved",
    "undo": "undone",
    "ship": "ship-date",
    "portfolio": "portfolio-divided",
    "find": "found",
    "simulate": "simulated",
    "probes": "information",
    "evidence": "believed",
    "evidence add": "evidence-weighed",
    "evidence doubts": "doubted",
    "evidence check": "artifact-standing",
    "evidence rate": "information-rates",
    "questions": "questions-listed",
    "score": "calibration-report advice-scored",
    "meant": "calibrated-chance calibrated-hours",
    "backtest chances": "chances-backtest",
    "backtest hours": "hours-backtest",
    "ideas": "ideas-listed",
    "ideas add": "idea-added",
    "ideas rate": "rated-idea",
    "ideas next": "next-idea",
    "ideas list": "ideas-listed",
    "ideas compare": "compared-ideas",
    "ideas outcome": "idea-known",
    "criteria": "criteria-shown",
    "criteria show": "criteria-shown words",
    "criteria use": "criteria-shown",
    "criteria rate": "marked",
    "criteria trend": "trend-shown",
    "ratings": "ratings-fitted",
    "ratings pairs": "paired",
    "ratings classes": "classified",
    "appraise": "appraised published-ratings",
    "import": "ledger-imported table-imported table-looked",
    "export": "exported",
    "ledger where": "ledger-path",
    "ledger verify": "verified",
    "ledger redact": "redacted",
    "ledger anchor": "anchored",
    "ledger set": "settings",
    "ledger settings": "settings",
    "ledger leave-out": "sources",
    "ledger people": "people-known",
    "batch": "batch-line batched",
    "completion": "words",
    "help": "words commands",
    "init": "ledger-here",
}
OPEN = ("Direction", "Estimate", "Trend")  # figures of which some can't be told: no number, which JSON has as null
PLAIN: dict[Any, Json] = {
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    str: {"type": "string"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    Any: {},
}


def find(name: str) -> Json:
    """The schema that is called so, `next/1`; of a command, that of all its answers. UsageError for another name."""
    known, wanted = names(), name.strip()
    if wanted in OF_COMMANDS:
        several = {one: _document(known[one]) for one in OF_COMMANDS[wanted].split()}
        return _any_of(wanted, several) if len(several) > 1 else next(iter(several.values()))
    if wanted in known or wanted in known.values():
        return _document(known[wanted.partition("/")[0]])
    hint = did_you_mean(wanted.partition("/")[0], [*OF_COMMANDS, *known], n=3, mark="")
    raise UsageError(
        f"expected a command or the schema of an answer, found {shorten(name)}",
        hint=f"{hint} every answer names its own, and acumen check --schema lists them".lstrip(),
    )


def names() -> dict[str, str]:
    """Every schema of an answer: its name, and that with its version, as answers say it under `schema`."""
    every = {kind.schema_name(): kind.schema_version() for kind in kinds().values()}
    return dict(sorted({**every, "batch-line": LINE, "error": ERROR}.items()))


def kinds() -> dict[str, type[Result]]:
    """Results by the names of their schemas; an error is one of another make."""
    for module in iter_modules(results.__path__):
        import_module(f"acumen.results.{module.name}")
    every = {kind.schema_name(): kind for kind in Result.__subclasses__()}
    return {name: kind for name, kind in every.items() if kind.__module__.startswith("acumen.") and name != "failure"}


def _document(version: str) -> Json:
    made = _Maker()
    if version == ERROR:
        return {"$schema": DIALECT, "title": version, **made.of_error(), "$defs": made.found}
    told = made.of_line() if version == LINE else made.of_object(kinds()[version.partition("/")[0]])
    told["properties"] = {"schema": {"const": version}, **told["properties"]}
    told["required"] = ["schema", *told["required"]]
    return {"$schema": DIALECT, "title": version, **told, **({"$defs": made.found} if made.found else {})}


def _any_of(command: str, several: Mapping[str, Json]) -> Json:
    """The answers of a command in one document; types of one name are one."""
    inner: Json = {}
    for name, one in several.items():
        inner |= one.pop("$defs", {}) | {name: one}
        del one["$schema"]
    either = [{"$ref": f"#/$defs/{name}"} for name in several]
    return {"$schema": DIALECT, "title": f"acumen {command}", "anyOf": either, "$defs": inner}


class _Maker:
    """Collects the types that a schema refers to."""

    def __init__(self) -> None:
        """Nothing was met yet."""
        self.found: Json = {}

    def of(self, kind: Any) -> Json:  # noqa: ANN401 -- any type
        """The schema of a value of that type."""
        if kind in PLAIN:
            return dict(PLAIN[kind])
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"enum": list(inner)}
        if origin in {Union, types.UnionType}:
            return _either([self.of(one) for one in inner])
        if origin is not None and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if origin is tuple and inner[-1:] != (...,):
            return self._row(inner)
        if origin is not None:
            return {"type": "array", "items": self.of(inner[0])}
        if issubclass(kind, tuple):  # with names, which JSON does not have
            return self._row(tuple(_hints(kind).values()))
        if kind.__name__ not in self.found:
            self.found[kind.__name__] = {}  # so that it may hold itself
            self.found[kind.__name__] = self.of_object(kind)
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def of_object(self, kind: Any) -> Json:  # noqa: ANN401 -- any type with fields
        """An object with exactly its keys."""
        is_open = kind.__name__ in OPEN
        keys = {key: self.of(one | None if is_open and one is float else one) for key, one in keys_of(kind)}
        return {"description": getdoc(kind) or "", **_exactly(keys)}

    def of_error(self) -> Json:
        """What is told where something was refused, or the command was put wrongly."""
        keys = {"schema": {"const": ERROR}} | {name: self.of(str) for name in ("code", "message", "hint")}
        error = _exactly(keys | {"where": self.of(Where | None)})
        error["properties"] |= {"problems": self.of(tuple[Problem, ...])}
        return {"description": getdoc(self.of_error), **_exactly({"error": error})}

    def of_line(self) -> Json:
        """What `batch` says of one command."""
        keys = {"n": self.of(int), "exit_code": {"enum": [0, 1, 2]}, "answer": {"type": "object"}}
        line = _exactly({name: keys[name] for name in ("n", "exit_code")})
        line["properties"] = keys | {"error": self.of_error()["properties"]["error"]}
        return {"description": getdoc(self.of_line), **line}

    def _row(self, inner: Sequence[Any]) -> Json:
        cells = [self.of(one) for one in inner]
        return {"type": "array", "prefixItems": cells, "minItems": len(cells), "maxItems": len(cells)}


def keys_of(kind: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- any type with fields
    """The keys that JSON has for a type, each with the type of its value."""
    hints = _hints(kind)
    if dataclasses.is_dataclass(kind):
        yield from ((field.name, hints[field.name]) for field in dataclasses.fields(kind))
        return
    tag = kind.__struct_config__.tag
    if tag is not None:
        yield str(kind.__struct_config__.tag_field), Literal[tag]
    for name in (*getattr(kind, "BEFORE", ()), *getattr(kind, "BEHIND", ())):
        yield name, get_type_hints(getattr(kind, name).fget)["return"]
    for name, key in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        if name == getattr(kind, "WITHIN", None):
            yield from keys_of(hints[name])
        else:
            yield key, hints[name]


def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 -- any type with fields
    """The types of its fields, also of those that results name for type checkers only, as loading them takes time."""
    from acumen.history import TakenAway
    from acumen.history.steps import EndedHow
    from acumen.judgment.calibration.bootstrap import Estimate
    from acumen.judgment.calibration.direction import Direction, Says
    from acumen.judgment.calibration.trend import Trend
    from acumen.judgment.calibration.zones import Zones
    from acumen.judgment.durations import Meaning
    from acumen.judgment.ratings.cross_validation import Holdout

    later = {one.__name__: one for one in (TakenAway, Estimate, Direction, Trend, Zones, Meaning, Holdout)}
    return get_type_hints(kind, localns={**later, "Chart": object, "EndedHow": EndedHow, "Says": Says})


def _exactly(keys: Json) -> Json:
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}


def _either(several: list[Json]) -> Json:
    """One of several; plain types in one word."""
    if all(set(one) == {"type"} for one in several):
        return {"type": [one["type"] for one in several]}
    return {"anyOf": several}
