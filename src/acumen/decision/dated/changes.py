"""A dated plan as it would be with one thing changed: a step in half the hours, sure to work, going badly; parts given up."""

import math
from collections.abc import Collection
from dataclasses import replace

from acumen.decision.dated.problem import DatedProblem
from acumen.decision.problem import DecisionProblem, Kind
from acumen.decision.tree_structure import FALSE, attempt_of, subtree
from acumen.distributions import Attempt, Duration, Fixed, LogNormal, UnderWay
from acumen.errors import UsageError

BAD_PROB = 0.95  # what hours exceed once in twenty times


def with_attempt(dated: DatedProblem, step: int, attempt: Attempt) -> DatedProblem:
    """Another bet at a step."""
    nodes = list(dated.problem.nodes)
    nodes[step] = replace(nodes[step], attempt=attempt)
    problem = DecisionProblem(nodes=tuple(nodes))
    shared = None if dated.shared is None else replace(dated.shared, problem=problem)
    return replace(dated, problem=problem, shared=shared)


def may_change(dated: DatedProblem, step: int) -> bool:
    """Whether its hours may be changed in thought: not of what is under way, which has been begun as it is."""
    return not isinstance(attempt_of(dated.problem, step), UnderWay)


def halved(dated: DatedProblem, step: int) -> DatedProblem:
    """The step in half its hours."""
    attempt = attempt_of(dated.problem, step)
    return with_attempt(dated, step, replace(attempt, success=_half(attempt.success), failure=_half(attempt.failure)))


def sure(dated: DatedProblem, step: int) -> DatedProblem:
    """The step certain to work, whatever is true of the hypotheses."""
    if dated.shared is not None and dated.is_telling(step):
        certain = {**dated.shared.chances, step: (1.0,) * len(dated.shared.belief)}
        return replace(dated, shared=replace(dated.shared, chances=certain))
    return with_attempt(dated, step, replace(attempt_of(dated.problem, step), chance=1.0))


def going_badly(dated: DatedProblem, step: int) -> DatedProblem:
    """The step taking the hours that it exceeds once in twenty times, whether it works or not."""
    attempt = attempt_of(dated.problem, step)
    success, failure = (Fixed(hours.quantile(BAD_PROB)) for hours in (attempt.success, attempt.failure))
    return with_attempt(dated, step, replace(attempt, success=success, failure=failure))


def _half(hours: Duration) -> Duration:
    if isinstance(hours, Fixed):
        return Fixed(hours.at_hours / 2.0)
    if type(hours) is not LogNormal:
        raise UsageError("expected hours from the start, found what remains of them")
    return LogNormal(mu=hours.mu - math.log(2.0), sigma=hours.sigma, cut_hours=hours.cut_hours / 2.0)


def given_up(dated: DatedProblem, statuses: tuple[int, ...], parts: Collection[int]) -> tuple[int, ...]:
    """Where the plan stands once parts are given up: all that is open in them has failed."""
    nodes = dated.problem.nodes
    inside = {node for part in parts for node in subtree(dated.problem, part) if nodes[node].kind == Kind.STEP}
    return tuple(FALSE if node in inside and not status else status for node, status in enumerate(statuses))
