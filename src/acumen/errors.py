"""The tree of what is raised, and the shape of what is reported.

    AcumenError                a wrong caller or a wrong machine: expected, got, what to do
    ├── PlanError              a plan's text, or a rubric's, with mistakes; `.problems` has every one
    ├── UnsolvableError        a well-formed plan that this version can't solve
    ├── UsageError             an argument outside its domain
    │   └── ArgumentsError     arguments that don't go together, whatever each of them says
    └── LedgerError            a ledger that can't be read or written as asked; what was in it is intact
        ├── StaleHeadError     somebody else has written since the head that was expected
        ├── ConflictError      an id that is there already, with other content
        └── DamageError        bytes that are not what was written; `.position` is the first bad one

A wrong *entry* (a line of a plan, a record) is not raised where it is found: it becomes a `Problem`, a value, so that one
bad entry never hides the good ones.
"""

from dataclasses import dataclass

_PICTURES = str.maketrans("\t\n", "\u2409\u240a")  # in a file's name they would begin a line of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a text: file name (or `<text>`), line and column, both counted from 1."""

    source: str
    line: int
    column: int

    def __str__(self) -> str:
        """Write as editors and compilers do: file:line:column."""
        return f"{self.source.translate(_PICTURES)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in an entry: a stable code, where it stands, expected and found in words, what to do about it."""

    code: str
    where: Where
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """One line, and a second one with the hint where there is one."""
        line = f"{self.where}: {self.message} [{self.code}]"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


class AcumenError(Exception):
    """Whatever acumen raises on purpose; `.hint` says what to do."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the message as the exception's text and the hint beside it."""
        super().__init__(message)
        self.hint = hint


class PlanError(AcumenError):
    """A plan's text, or a rubric's, that can't be read; `.problems` holds every mistake found, in the order of the text."""

    def __init__(self, problems: tuple[Problem, ...], *, what: str = "plan") -> None:
        """Keep all problems; the text of the exception is all of them, one after another. `what` it was to be."""
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        super().__init__(f"{count} in the {what}\n" + "\n".join(str(problem) for problem in problems))
        self.problems = problems


class UnsolvableError(AcumenError):
    """A well-formed plan that this version can't solve; the message says which part and why."""


class UsageError(AcumenError):
    """An argument outside its domain; the message says what was expected and what was found."""


class ArgumentsError(UsageError):
    """Arguments that don't go together; what each of them says may be right."""


class LedgerError(AcumenError):
    """A ledger that can't be opened, read or written as asked; what was acknowledged before is intact."""


class StaleHeadError(LedgerError):
    """The ledger's head is not the one that was expected: somebody else has written since."""


class ConflictError(LedgerError):
    """A record whose id is in the ledger already with other content; nothing of what it came with was kept."""


class DamageError(LedgerError):
    """Bytes that are not what was written; `position` is that of the first bad record, 0 where there is no telling."""

    def __init__(self, message: str, *, position: int, hint: str = "") -> None:
        """Keep the position beside the message."""
        super().__init__(message, hint=hint)
        self.position = position
