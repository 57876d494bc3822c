"""Every record that history takes, in the order in which things happened."""

from typing import Any

from acumen.history.elicited import ElicitedFacts
from acumen.history.entry import Said, order
from acumen.history.replay import History


def timeline(history: History) -> list[Said[Any]]:
    """All records of the sections that were asked for, ordered by `said.order`."""
    found: list[Said[Any]] = []
    for facts in history.plans.by_id.values():
        found += [facts.adopted] if facts.adopted is not None else []
        found += [*facts.revisions, *facts.starts, *facts.spent, *facts.ends]
        found += [*facts.evidence, *facts.checks, *facts.advice, *facts.stops, *facts.parks]
        found += [*facts.baselines, *facts.alarms]
    elicited: list[ElicitedFacts[Any, Any, Any]] = [*history.questions.by_id.values(), *history.ratings.by_id.values()]
    for asked in elicited:
        found += [asked.subject] if asked.subject is not None else []
        found += [*asked.sayings, *asked.outcomes]
    found += [*history.ratings.rubrics, *history.ratings.marks]
    found += history.plans.told.values()
    found += history.marks.each()
    return sorted(found, key=order)
