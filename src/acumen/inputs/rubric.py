"""Rubrics: criteria with weights, some inside others; a ready one for empirical research."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from acumen.errors import UsageError


class RubricPart(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion and its weight; what is made of `parts` weighs what they weigh together."""

    name: str
    weight: float = 0.0
    parts: tuple[RubricPart, ...] = ()

    @property
    def total(self) -> float:
        """Its own weight, or that of its parts."""
        return sum(part.total for part in self.parts) if self.parts else self.weight


class TypedRubric(msgspec.Struct, frozen=True, kw_only=True):
    """Criteria that make one score."""

    rubric: str
    parts: tuple[RubricPart, ...]

    def weights(self) -> dict[str, float]:
        """Each criterion that is marked (those without parts), summing to 1. UsageError for names twice or no weight."""
        leaves = [leaf for part in self.parts for leaf in _leaves(part)]
        names = [leaf.name for leaf in leaves]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise UsageError(
                f"expected each criterion of {self.rubric} once, found {twice[0]!r} twice",
                hint="leave one of the two out",
            )
        total = sum(leaf.weight for leaf in leaves)
        if not leaves or min(leaf.weight for leaf in leaves) < 0.0 or total <= 0.0:
            raise UsageError(
                f"expected weights of 0 or more in {self.rubric}, one of them above 0",
                hint="write one weight above 0 at least: speed=45,clarity=25",
            )
        return {leaf.name: leaf.weight / total for leaf in leaves}

    def score(self, marks: Mapping[str, float]) -> float:
        """The weighted mean of marks; UsageError where one is missing or belongs to no criterion."""
        weights = self.weights()
        missing = sorted(weights.keys() - marks.keys()) or sorted(marks.keys() - weights.keys())
        if missing:
            known = f"its criteria: {', '.join(weights)}"
            raise UsageError(f"expected one mark for each criterion of {self.rubric}: {missing[0]!r}", hint=known)
        return sum(weight * marks[name] for name, weight in weights.items())


def _leaves(part: RubricPart) -> list[RubricPart]:
    return [leaf for inner in part.parts for leaf in _leaves(inner)] if part.parts else [part]


RESEARCH = TypedRubric(
    rubric="empirical research",
    parts=(
        RubricPart(
            name="getting ideas to work quickly",
            parts=(RubricPart(name="speed", weight=45.0), RubricPart(name="making things work", weight=25.0)),
        ),
        RubricPart(
            name="direction",
            parts=(
                RubricPart(name="day-to-day direction", weight=10.0),
                RubricPart(name="long-range direction", weight=10.0),
            ),
        ),
        RubricPart(name="communication", weight=5.0),
        RubricPart(name="other", weight=5.0),
    ),
)
