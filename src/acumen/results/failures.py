"""What went wrong, for every face alike."""

import re

from acumen.errors import AcumenError, DamageError, PlanError, Problem
from acumen.results.result import Result


class Failure(Result, frozen=True, kw_only=True):
    """An error as data: what kind, what was expected and found, what to do; of a plan with mistakes, every one."""

    error: str  # usage, plan, ledger, stale-head, conflict, damage, unsolvable
    message: str
    hint: str = ""
    problems: tuple[Problem, ...] = ()
    position: int | None = None  # of the first damaged record, 0 where there is no telling


def read_failure(error: AcumenError) -> Failure:
    """What an error says, in fields."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__.removesuffix("Error")).lower()
    return Failure(
        error=name or "error",
        message=str(error),
        hint=error.hint,
        problems=error.problems if isinstance(error, PlanError) else (),
        position=error.position if isinstance(error, DamageError) else None,
    )
