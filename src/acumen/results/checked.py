"""What stands in a plan's file, or what is wrong with it."""

from typing import Any

import msgspec

from acumen.errors import Problem
from acumen.results.result import Result


class Converted(msgspec.Struct, frozen=True, kw_only=True):
    """Hours as a plan has them in days or weeks, and as they are counted."""

    written: str
    low_hours: float
    high_hours: float  # the same where one figure is said


class PlanChecked(Result, frozen=True, kw_only=True):
    """What stands in a plan, or what is wrong with it."""

    is_ok: bool
    plan: str | None = None
    worth: float | None = None
    n_steps: int = 0
    n_groups: int = 0
    n_hypotheses: int = 0
    n_probes: int = 0
    converted: tuple[Converted, ...] = ()  # what it says in days or weeks, each once
    problems: tuple[Problem, ...] = ()


class Schema(Result, frozen=True, kw_only=True):
    """A JSON Schema; as JSON it is the document itself, with `schema` before its own keys. `others`: other names."""

    document: dict[str, Any]
    others: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The document, which names itself like any answer."""
        return {"schema": self.schema_version(), **self.document}
