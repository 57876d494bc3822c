"""What success is worth, by comparisons: would you give so many hours for it? Halves what is open, on a scale of ratios."""

from math import sqrt
from typing import Literal

from acumen.desk.elicitation.asking import Talk, ask
from acumen.readings import hours, outcomes
from acumen.readings.misread import Misread, shorten
from acumen.results.asking import PlanQuestion

# From an hour to three years of work, round figures some 1.3 times apart: 2^5 - 1 of them, so that five answers do.
RUNGS_HOURS = (
    *(1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 40.0, 60.0, 80.0, 120.0, 160.0),
    *(200.0, 240.0, 320.0, 400.0, 480.0, 640.0, 800.0, 960.0, 1280.0, 1600.0, 1920.0, 2560.0, 3200.0, 3840.0, 5120.0),
)  # fmt: skip
BEYOND = 1.5  # times the last rung, or a part of the first: what is written for those who say yes, or no, to all
HESITATES = frozenset({"?", "maybe", "perhaps", "unsure", "don't know", "dont know", "hard to say", "hm"})
N_DIGITS = 2
HINT = "write y, n, ? where you hesitate, or the figure: `6 weeks`, `300 h`"


def find_worth(goal: str) -> Talk[float]:
    """The hours at which whoever answers hesitates, at most five questions on."""
    low, high = -1, len(RUNGS_HOURS)
    n_asked = 0
    while high - low > 1:
        at = (low + high) // 2
        question = PlanQuestion(about="worth", part=goal, hours=RUNGS_HOURS[at], n_asked=n_asked)
        said = yield from ask(question, _read)
        if isinstance(said, float):
            return said
        if said == "hesitates":
            return RUNGS_HOURS[at]
        low, high = (at, high) if said == "yes" else (low, at)
        n_asked += 1
    return _round(sqrt(_rung(low) * _rung(high)))


def _rung(at: int) -> float:
    if at < 0:
        return RUNGS_HOURS[0] / BEYOND
    return RUNGS_HOURS[-1] * BEYOND if at == len(RUNGS_HOURS) else RUNGS_HOURS[at]


def _round(figure: float) -> float:
    return float(f"{figure:.{N_DIGITS}g}")


def _read(text: str) -> Literal["yes", "no", "hesitates"] | float | Misread:
    word = text.strip().casefold().rstrip(".!")
    if word in HESITATES:
        return "hesitates"
    if not any(sign.isdigit() for sign in word):
        found = outcomes.read_as(word)
        if found in {"yes", "no"}:
            return "yes" if found == "yes" else "no"
        return Misread(
            code="worth-unanswered", message=f"expected yes, no or a figure, found {shorten(text)}", hint=HINT
        )
    return hours.read_worth(text)
