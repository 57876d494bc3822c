"""How far a plan has got, as far as solving it has to know: which steps ended how, and what is said of those under way."""

from __future__ import annotations

import msgspec

from acumen.records import Chance, Hours


class Going(msgspec.Struct, frozen=True, kw_only=True):
    """A step under way: what was last said of it, and the hours told before and since; `is_told`: whether any were.

    `known_hours`: of those since, so many went by before the belief in the hypotheses was set, and are in it. `earlier`: what
    was said of it before, each with the hours told until the next saying; they have told of the hypotheses as well.
    """

    chance: Chance
    hours: Hours
    fails: Hours | None = None
    before_hours: float = 0.0
    since_hours: float = 0.0
    is_told: bool = True
    known_hours: float = 0.0
    earlier: tuple[Going, ...] = ()

    @property
    def spent_hours(self) -> float:
        """All that was told."""
        return self.before_hours + self.since_hours

    def anew(self, chance: Chance, hours: Hours, fails: Hours | None = None) -> Going:
        """The rest bet on anew."""
        return Going(
            chance=chance,
            hours=hours,
            fails=fails,
            before_hours=self.spent_hours,
            is_told=self.is_told,
            earlier=(*self.earlier, msgspec.structs.replace(self, earlier=())),
        )


class End(msgspec.Struct, frozen=True, kw_only=True):
    """How a step or probe ended: `is_true` where it succeeded or was positive; `going`: what was said, with its hours.

    A step that was left (`is_left`) counts as failed for the tree, and tells of its hypotheses that it had not worked by then.
    `is_silent`: what it tells of them is known otherwise: from evidence that stands for it, or as the belief was set later.
    """

    is_true: bool
    is_left: bool = False
    going: Going | None = None
    is_silent: bool = False


class Tied(msgspec.Struct, frozen=True, kw_only=True):
    """Hypotheses that evidence has tied together: the chance of every combination of their states."""

    hypotheses: tuple[str, ...]
    joints: tuple[tuple[tuple[str, ...], float], ...]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What has happened to steps and probes, by id, and how evidence has tied hypotheses together."""

    ended: dict[str, End] = {}
    under_way: dict[str, Going] = {}
    tied: tuple[Tied, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything has."""
        return bool(self.ended or self.under_way or self.tied)
