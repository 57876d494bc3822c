"""In which order ideas are put before somebody: mixed for each person, whatever others said and whatever was listed first."""

from __future__ import annotations

import hashlib

from acumen.history import Idea, Ideas
from acumen.history.people import fold_name
from acumen.inputs.matching import is_of_domain


def following(
    ideas: Ideas,
    person: str,
    *,
    name: str | None = None,
    criterion: str | None = None,
    domain: str | None = None,
    seed: int = 0,
) -> list[Idea]:
    """Open ideas that a person has not rated by that criterion, in an order that depends on ids, name and seed only.

    `name`: of somebody who is not known yet.
    """
    word = fold_name(name or ideas.people.names.get(person, "me"))
    left = [
        one
        for one in ideas.each()
        if one.is_open and not one.has_said(person, criterion) and is_of_domain(one.domain, domain)
    ]
    return sorted(left, key=lambda one: hashlib.sha256(f"{seed} {word} {one.id}".encode()).digest())
