"""Questions put one after another, each until its answer can be read: the talk is a generator, whoever asks drives it."""

from collections.abc import Callable, Generator
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from acumen.readings.misread import Misread
from acumen.results.asking import Ask, PlanQuestion

T = TypeVar("T")
Talk: TypeAlias = Generator[PlanQuestion, str | None, T]  # yields questions, is sent what was answered; None: no more


class SaidEnoughError(Exception):
    """Whoever answers wants to be asked no more."""


def ask(question: PlanQuestion, read: Callable[[str], T | Misread]) -> Talk[T]:
    """What is answered, asked again as long as it can't be read."""
    while True:
        text = yield question
        if text is None:
            raise SaidEnoughError
        found = read(text)
        if not isinstance(found, Misread):
            return found
        question = replace(question, misread=found.message, hint=found.hint)


def hold(talk: Talk[T], put: Ask) -> T:
    """Hold the talk: put each of its questions, give it the answers."""
    try:
        question = next(talk)
        while True:
            question = talk.send(put(question))
    except StopIteration as end:
        found: T = end.value
        return found
