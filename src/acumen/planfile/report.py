"""Mistakes as they are found, with the place of each; given back in the order of the text, at most a hundred."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from acumen.borders.near import nearest
from acumen.borders.patterns import pattern
from acumen.errors import Problem, Where

N_SHOWN = 100
_N_COMPARISONS = 20_000  # for `did you mean`; on a file that is all mistakes it stops after about a second
_LINE_END = pattern(r"\r\n|\n|\r")


class _Mistake(NamedTuple):
    at: int
    code: str
    message: str
    hint: str


class Report:
    """The mistakes of one text. Places are given as `at`, the number of characters before them."""

    def __init__(self, text: str, source: str) -> None:
        """Keep where the lines of `text` start."""
        self._source = source
        self._n_characters = len(text)
        self._line_starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self._mistakes: list[_Mistake] = []
        self._n_comparisons = _N_COMPARISONS

    @property
    def n_mistakes(self) -> int:
        """How many there are so far."""
        return len(self._mistakes)

    def add(self, code: str, at: int, message: str, hint: str = "") -> None:
        """Note one mistake."""
        self._mistakes.append(_Mistake(at, code, message, hint))

    def where(self, at: int) -> Where:
        """Line and column of a place."""
        at = max(0, min(at, self._n_characters))
        line = bisect_right(self._line_starts, at)
        return Where(source=self._source, line=line, column=at - self._line_starts[line - 1] + 1)

    def problems(self) -> tuple[Problem, ...]:
        """Every mistake in the order of the text; beyond a hundred, how many more there are."""
        ordered = sorted(self._mistakes, key=lambda mistake: mistake.at)
        shown = [
            Problem(code=mistake.code, where=self.where(mistake.at), message=mistake.message, hint=mistake.hint)
            for mistake in ordered[:N_SHOWN]
        ]
        n_more = len(ordered) - len(shown)
        if n_more:
            message = f"{n_more} more {'mistake' if n_more == 1 else 'mistakes'} from here on"
            where = self.where(ordered[N_SHOWN].at)
            shown.append(Problem(code="more-mistakes", where=where, message=message, hint="mend those above first"))
        return tuple(shown)

    def nearest(self, word: str, known: Iterable[str]) -> str | None:
        """The known word that alone begins with `word`, else the one most like it, if one is like it at all."""
        if not self._n_comparisons:
            return None
        compared = list(islice(known, self._n_comparisons))
        self._n_comparisons -= len(compared)
        return next(iter(nearest(word, compared)), None)

    def did_you_mean(self, word: str, known: Iterable[str], otherwise: str) -> str:
        """A hint that names the nearest known word, or `otherwise`."""
        nearest = self.nearest(word, known)
        return f"did you mean `{nearest}`?" if nearest is not None else otherwise
