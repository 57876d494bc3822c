"""FACTS: the text of a plan or a rubric, read into its record, that of a plan written from it.

Takes:      YAML text or bytes; a Plan; a slug
Gives:      read (Plan or every Problem with line and column), write, schema (JSON Schema), template and ladder (plans to
            edit); in rubrics: read_rubric, ready_rubric
May import: borders, errors, readings, records
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acumen.planfile.json_schema import schema
    from acumen.planfile.ladders import ladder
    from acumen.planfile.reading import read
    from acumen.planfile.sample import template
    from acumen.planfile.writing import write

__all__ = ["ladder", "read", "schema", "template", "write"]

_WHERE = {"ladder": "ladders", "read": "reading", "schema": "json_schema", "template": "sample", "write": "writing"}


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for: commands that read no file don't pay for YAML (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'acumen.planfile' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 -- the point of it

    found: object = getattr(import_module(f"acumen.planfile.{_WHERE[name]}"), name)
    globals()[name] = found
    return found
