"""A new plan: the questions of the dialogue that makes one, as data that any face can put, and its file."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from acumen.results.result import Result

About: TypeAlias = Literal["goal", "worth", "before", "hours", "halfway", "chance", "other way"]


class PlanQuestion(Result, frozen=True, kw_only=True):
    """One question, answered by a line of text. `misread`, `hint`: what was wrong with the last answer to it.

    goal       what is true when the goal is reached
    worth      whether one would give `hours` for it
    before     what must be true just before `part`; may be left empty
    hours      how long it takes from what is true `before` (nothing: today) to `part`
    halfway    what is true about halfway there, as `hours` are many; may be left empty
    chance     how likely that is to work
    other way  another way to `part`, whose chance is `chance`, should it fail; may be left empty
    """

    about: About
    part: str = ""
    so_far: tuple[str, ...] = ()
    hours: float | None = None
    chance: float | None = None
    n_asked: int = 0  # of the comparisons that find the worth
    misread: str = ""
    hint: str = ""


Ask: TypeAlias = Callable[[PlanQuestion], str | None]  # puts a question; None: nothing more will be said


class PlanWritten(Result, frozen=True, kw_only=True):
    """The file of a new plan. `is_to_be_filled`: its figures are those of nobody yet.

    `n_missing`: how many are still to be said; None where nobody was asked.
    """

    file: str
    is_to_be_filled: bool
    n_missing: int | None = None
