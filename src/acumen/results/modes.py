"""What a plan's work is about now: finding out whether it fails, or the hours that are left."""

from typing import Literal, TypeAlias

import msgspec

ModeName: TypeAlias = Literal["de-risking", "executing"]


class DoubtHeld(msgspec.Struct, frozen=True, kw_only=True):
    """A step, the share of the ways to fail or to be given up that show in it, and the mean hours from now until they do."""

    id: str
    share: float
    shows_after_hours: float


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """`de-risking` while `fails_soon`, the chance that failure shows in the next third of the expected hours, is above a half.

    `doubt`: that the goal is not reached, by the advice from here on. `holders`: the fewest steps that hold 80 % of it, the
    heaviest first. `hours_left` are expected, `hours_in_all` with those told so far. `periphery`: steps whose certain success
    would move the value by less than a tenth of their own hours; `put_off`: steps that can't fail and wait for others.
    """

    name: ModeName
    fails_soon: float
    doubt: float
    holders: tuple[DoubtHeld, ...]
    hours_left: float
    hours_in_all: float
    periphery: tuple[str, ...]
    put_off: tuple[str, ...]
