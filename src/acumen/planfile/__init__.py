"""FACTS: the text of a plan or a rubric, read into its record, that of a plan written from it.

Takes:      YAML text or bytes; a Plan; a slug
Gives:      read (Plan or every Problem with line and column), write, schema (JSON Schema), template (a plan to edit);
            rubrics: read_rubric, ready_rubric
May import: records, errors
"""

from acumen.planfile.reading import read
from acumen.planfile.schema import schema
from acumen.planfile.template import template
from acumen.planfile.writing import write

__all__ = ["read", "schema", "template", "write"]
