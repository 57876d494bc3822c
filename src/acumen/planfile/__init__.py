"""FACTS: the text of a plan, read into its record and written from it.

Takes:      YAML text or bytes; a Plan; a slug
Gives:      read (Plan or every Problem with line and column), write, schema (JSON Schema), template and ladder (plans to edit)
May import: records, errors
"""

from acumen.planfile.ladders import ladder
from acumen.planfile.reading import read
from acumen.planfile.schema import schema
from acumen.planfile.template import template
from acumen.planfile.writing import write

__all__ = ["ladder", "read", "schema", "template", "write"]
