"""Every record that history takes, in the order in which things happened."""

from typing import Any

from acumen.history.entry import Said, order
from acumen.history.replay import History


def timeline(history: History) -> list[Said[Any]]:
    """All records of the sections that were asked for, ordered by `said.order`."""
    found: list[Said[Any]] = []
    for facts in history.plans.by_id.values():
        found += [facts.adopted] if facts.adopted is not None else []
        found += [*facts.revisions, *facts.starts, *facts.spent, *facts.ends]
        found += [*facts.evidence, *facts.checks, *facts.advice]
    for question in history.questions.by_id.values():
        found += [question.asked] if question.asked is not None else []
        found += [*question.forecasts, *question.resolutions]
    for idea in history.ratings.by_id.values():
        found += [idea.listed] if idea.listed is not None else []
        found += [*idea.ratings, *idea.outcomes]
    found += [*history.ratings.rubrics, *history.ratings.marks]
    found += history.marks.each()
    return sorted(found, key=order)
