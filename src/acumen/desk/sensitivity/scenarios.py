"""Where the value comes from: the ways in which the advice ends, and what each adds to it."""

from acumen.decision.policies import scenarios
from acumen.decision.policies.policy import FAILED, REACHED, STOPPED
from acumen.desk.plans.policy import Followed
from acumen.desk.plans.problem import part_name
from acumen.results.sensitivity import End, ScenarioShown

_ENDS: dict[int, End] = {REACHED: "done", FAILED: "failed", STOPPED: "stop"}


def tell(followed: Followed) -> tuple[ScenarioShown, ...]:
    """Every way in which a policy ends, the likeliest first."""
    is_net = followed.objective == "net"
    found = []
    for way in scenarios.scenarios(followed.policy):
        brings = (followed.worth or 0.0) - way.cut_hours if is_net and way.end == REACHED else 0.0
        value = way.prob * (brings - way.hours if is_net else way.hours)
        found.append(
            ScenarioShown(
                end=_ENDS[way.end],
                step_ids=tuple(followed.posed.action(step).id for step in way.steps),
                chance=way.prob,
                hours=way.hours,
                value=None if is_net and followed.worth is None else value,
                part_ids=tuple(part_name(followed.posed, node) for node in way.parts),
            )
        )
    return tuple(found)
