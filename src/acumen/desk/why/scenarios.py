"""Where the value comes from: the ways in which the advice ends, and what each adds to it."""

from typing import Literal, TypeAlias

import msgspec

from acumen.decision.following import scenarios
from acumen.decision.following.policy import FAILED, REACHED, STOPPED
from acumen.desk.planning.follow import Followed

End: TypeAlias = Literal["done", "failed", "stop"]
_ENDS: dict[int, End] = {REACHED: "done", FAILED: "failed", STOPPED: "stop"}


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """A way to end: `chance` of it, mean `hours` of the runs that end so, and the `value` it adds; values sum to the whole.

    `steps` made the goal true (`done`) or were tried last. `value` is None where no worth is given.
    """

    end: End
    steps: tuple[str, ...]
    chance: float
    hours: float
    value: float | None


def tell(followed: Followed) -> tuple[Scenario, ...]:
    """Every way in which a policy ends, the likeliest first."""
    is_net = followed.objective == "net"
    found = []
    for way in scenarios.scenarios(followed.policy):
        brings = (followed.worth or 0.0) if is_net and way.end == REACHED else 0.0
        value = way.prob * (brings - way.hours if is_net else way.hours)
        found.append(
            Scenario(
                end=_ENDS[way.end],
                steps=tuple(followed.posed.action(step).id for step in way.steps),
                chance=way.prob,
                hours=way.hours,
                value=None if is_net and followed.worth is None else value,
            )
        )
    return tuple(found)
