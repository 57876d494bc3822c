"""A dialogue that makes a plan: its questions, as data that any face can put."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from acumen.results.result import Result

About: TypeAlias = Literal["goal", "worth", "before", "hours", "halfway", "chance", "other way"]


class Question(Result, frozen=True, kw_only=True):
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
    before: tuple[str, ...] = ()
    hours: float | None = None
    chance: float | None = None
    n_asked: int = 0  # of the comparisons that find the worth
    misread: str = ""
    hint: str = ""


Ask: TypeAlias = Callable[[Question], str | None]  # puts a question; None: nothing more will be said
