"""Ideas and rubrics as people ask for them."""

import os
from typing import BinaryIO

from acumen.desk.book import Book
from acumen.errors import ArgumentsError
from acumen.records import Manner
from acumen.results.ideas import IdeaKnown
from acumen.results.result import Words
from acumen.results.rubrics import CriteriaShown, Marked


def outcome(
    book: Book,
    idea: str | None = None,
    worth: str | None = None,
    *,
    on: str | None = None,
    source: str | None = None,
    person: str | None = None,
) -> IdeaKnown:
    """What an idea turned out to be worth; without one, who was right so far.

    >>> acumen.ideas_outcome(book, 'index', '5 d').shown.outcome_hours
    40.0
    """
    from acumen.desk.elicitation.idea_outcome import look_back, turn_out

    if (idea is None) != (worth is None):
        raise ArgumentsError("expected IDEA and WORTH, found one of the two")
    if idea is None or worth is None:
        return look_back(book, person=person)
    return turn_out(book, idea, worth, on=on, source=source, person=person)


def show_criteria(
    book: Book, *, as_yaml: bool = False, of: str | None = None, person: str | None = None
) -> CriteriaShown | Words:
    """The rubric with the latest marks, or its file."""
    from acumen.desk.elicitation import rubric_show

    if as_yaml:
        return Words(text=rubric_show.rubric_text(book))
    return rubric_show.show_criteria(book, of=of, person=person)


def use_rubric(book: Book, file: str | BinaryIO | os.PathLike[str]) -> CriteriaShown:
    """Adopt a rubric."""
    from acumen.desk.elicitation.rubric_use import use_rubric as adopt

    return adopt(book, file if isinstance(file, str | os.PathLike) else file.read(), source="<stdin>")


def mark_criteria(
    book: Book,
    words: tuple[str, ...],
    *,
    of: str | None = None,
    person: str | None = None,
    manner: Manner | None = None,
    why: str | None = None,
    on: str | None = None,
) -> Marked:
    """Mark by criteria; `words`: each with its score behind it."""
    from acumen.desk.elicitation.rubric_mark import mark_criteria as mark

    if len(words) % 2:
        raise ArgumentsError(f"expected pairs of criterion and score, found {len(words)} words")
    scores = dict(zip(words[::2], words[1::2], strict=True))
    if 2 * len(scores) < len(words):
        raise ArgumentsError("expected each criterion once, found one of them again")
    return mark(book, scores, of=of, person=person, manner=manner, why=why, on=on)
