"""What went wrong, for every face alike."""

import re
from typing import Any

from acumen.errors import AcumenError, DamageError, PlanError, Problem, Where
from acumen.results.result import Result

ERROR = "error/1"  # the schema of an error, name and version
COMMAND = "command"  # the code of one where the command was put wrongly, which ends with 2


class Failure(Result, frozen=True, kw_only=True):
    """An error as data: what kind, what was expected and found, what to do; of a plan with mistakes, every one."""

    error: str  # usage, plan, ledger, stale-head, conflict, damage, unsolvable
    message: str
    hint: str = ""
    problems: tuple[Problem, ...] = ()
    position: int | None = None  # of the first damaged record, 0 where there is no telling

    def to_dict(self) -> dict[str, Any]:
        """What JSON says of an error, on every face."""
        problems = [_told(one.code, one.message, one.hint, one.where) for one in self.problems]
        where = self.problems[0].where if self.problems else None
        error = _told(self.error, self.message, self.hint, where) | ({"problems": problems} if problems else {})
        return {"error": {"schema": ERROR, **error}}


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


def _told(code: str, message: str, hint: str, where: Where | None) -> dict[str, Any]:
    return {"code": code, "message": message, "hint": hint, "where": where}
