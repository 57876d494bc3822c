"""TABLE: the verbs, once: what each is called, takes, does and says. Every face is made from it.

Takes:      nothing; it is written by hand, a module a section
Gives:      SECTIONS of rows; find a verb by its name; load what a row names, when it is called
May import: nothing
"""

import builtins
import keyword
from collections.abc import Callable
from functools import cache
from typing import Any

from acumen.catalog.evidence import EVIDENCE
from acumen.catalog.forecasts import FORECASTS
from acumen.catalog.ideas import CRITERIA, IDEAS
from acumen.catalog.ledgers import LEDGERS
from acumen.catalog.loop import LOOP
from acumen.catalog.old_names import MEANT_BY, OLD_NAMES
from acumen.catalog.plans import PLANS
from acumen.catalog.programs import PROGRAMS
from acumen.catalog.ratings import APPRAISE, CLASSES, PAIRS, RATINGS
from acumen.catalog.record import RECORD
from acumen.catalog.rows import COSTS, EFFECTS, Section, Takes, Verb

__all__ = [
    "DAILY",
    "MEANT_BY",
    "OLD_NAMES",
    "SECTIONS",
    "Section",
    "Takes",
    "Verb",
    "by_name",
    "consequences",
    "functions",
    "load",
    "verbs_under",
]

ALL = (
    *PLANS,
    *LOOP,
    *FORECASTS,
    *EVIDENCE,
    *RECORD,
    *IDEAS,
    *CRITERIA,
    APPRAISE,
    RATINGS,
    PAIRS,
    CLASSES,
    *LEDGERS,
    *PROGRAMS,
)
DAILY = "Every day"
# the only table of names; of those that are not there yet the place is kept
NAMES = {
    DAILY: "new check next why adopt start spend done stop status predict resolve due undo",
    "Look closer": "tree simulate probes evidence questions log find",
    "Plan ahead": "ship portfolio",
    "Learn": "score meant backtest ideas criteria review worth decide practice",
    "Rate": "ratings appraise",
    "Tell": "report principles",
    "Keep": "import export demo ledger group",
    "Programs": "batch completion help web mcp",
}


def _section(heading: str, names: str) -> Section:
    return Section(heading, tuple(verb for name in names.split() for verb in ALL if verb.name.split()[0] == name))


SECTIONS = tuple(one for one in (_section(heading, names) for heading, names in NAMES.items()) if one.verbs)


@cache
def by_name() -> dict[str, Verb]:
    """All verbs by their names, in the order of the sections; those that are not listed last."""
    return {verb.name: verb for section in (*SECTIONS, Section("", ALL)) for verb in section.verbs}


def functions() -> dict[str, str]:
    """For each verb that is not a terminal's own, what its function is called in Python and "module:function" of it."""
    found = {}
    for verb in by_name().values():
        name = verb.name.replace(" ", "_").replace("-", "_")
        if verb.does and not verb.is_for_a_terminal:
            found[f"{name}_" if keyword.iskeyword(name) or hasattr(builtins, name) else name] = verb.python or verb.does
    return found


def verbs_under(name: str) -> list[Verb]:
    """Those of a group: `ideas add` and others under `ideas`."""
    return [verb for verb in by_name().values() if verb.name.startswith(f"{name} ")]


def consequences(verb: Verb) -> str:
    """What calling it leaves behind, and how long it may take, in a line; empty where it only leads to others."""
    return f"{EFFECTS[verb.effect]} {COSTS[verb.cost]}".rstrip() if verb.does else ""


def load(name: str) -> Callable[..., Any]:
    """What "module:function" names."""
    from importlib import import_module

    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
