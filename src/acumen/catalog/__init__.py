"""TABLE: the verbs, once: what each is called, takes, does and says. Every face is made from it.

Takes:      nothing; it is written by hand, a module a section
Gives:      SECTIONS of rows; find a verb by its name; load what a row names, when it is called
May import: nothing
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from acumen.catalog.evidence import EVIDENCE
from acumen.catalog.forecasts import FORECASTS
from acumen.catalog.ideas import CRITERIA, IDEAS
from acumen.catalog.ledgers import LEDGERS
from acumen.catalog.loop import LOOP
from acumen.catalog.plans import PLANS
from acumen.catalog.ratings import APPRAISE, CLASSES, PAIRS, RATINGS
from acumen.catalog.record import RECORD
from acumen.catalog.rows import Section, Takes, Verb

__all__ = ["SECTIONS", "Section", "Takes", "Verb", "by_name", "load", "verbs_under"]

RATE = Section("Rate", (*IDEAS, *CRITERIA, APPRAISE, RATINGS, PAIRS, CLASSES))
SECTIONS = (PLANS, LOOP, FORECASTS, EVIDENCE, RECORD, RATE, LEDGERS)


@cache
def by_name() -> dict[str, Verb]:
    """All verbs by their names, in the order of the sections."""
    return {verb.name: verb for section in SECTIONS for verb in section.verbs}


def verbs_under(name: str) -> list[Verb]:
    """Those of a group: `ideas add` and others under `ideas`."""
    return [verb for verb in by_name().values() if verb.name.startswith(f"{name} ")]


def load(name: str) -> Callable[..., Any]:
    """What "module:function" names."""
    from importlib import import_module

    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
