"""Whether a forecast or an outcome fits its question: the form asks for one thing, and figures must be what they claim."""

import math
from itertools import pairwise

from acumen.records import ForecastMade, QuestionAsked, QuestionResolved

SUM_TOLERANCE = 1e-6
ASKED = {
    "yes-no": "a chance from 0 to 1",
    "number": "quantiles, levels and values ascending",
    "choice": "a chance for each choice, summing to 1",
}
KNOWN = {"yes-no": "yes or no", "number": "a number", "choice": "the number of a choice"}


def forecast_mistake(forecast: ForecastMade, asked: QuestionAsked) -> str | None:
    """Why a forecast says nothing of its question; None where it does."""
    given = (forecast.chance, forecast.quantiles, forecast.chances)
    wanted = {"yes-no": 0, "number": 1, "choice": 2}[asked.form]
    is_alone = given[wanted] is not None and sum(one is not None for one in given) == 1
    if is_alone and _is_sound(forecast, n_choices=None if asked.choices is None else len(asked.choices)):
        return None
    return f"expected {ASKED[asked.form]} on a question of the form {asked.form}, found {_show(given)}"


def _is_sound(forecast: ForecastMade, *, n_choices: int | None) -> bool:
    if forecast.chance is not None:
        return 0.0 <= forecast.chance <= 1.0
    if forecast.quantiles is not None:
        return are_quantiles(forecast.quantiles)
    return forecast.chances is not None and are_chances(forecast.chances, n_choices=n_choices)


def are_quantiles(quantiles: tuple[tuple[float, float], ...]) -> bool:
    """At least one (level, value), levels in (0, 1) and strictly ascending, values finite and ascending."""
    levels_fit = all(0.0 < level < 1.0 and math.isfinite(value) for level, value in quantiles)
    return bool(quantiles) and levels_fit and all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(quantiles))


def are_chances(chances: tuple[float, ...], *, n_choices: int | None) -> bool:
    """One for each choice (at least two), summing to 1 within 1e-6."""
    n_fits = len(chances) >= 2 and n_choices in {None, len(chances)}  # noqa: PLR2004 -- a choice has two sides
    return n_fits and all(0.0 <= one <= 1.0 for one in chances) and abs(math.fsum(chances) - 1.0) <= SUM_TOLERANCE


def resolution_mistake(resolved: QuestionResolved, asked: QuestionAsked) -> str | None:
    """Why a resolution says nothing of its question; None where it does."""
    given = (resolved.yes, resolved.number, resolved.choice)
    n_given = sum(one is not None for one in given)
    if resolved.is_void:
        return None if n_given == 0 else f"expected a value or void, found {_show(given)} and void"
    wanted = {"yes-no": 0, "number": 1, "choice": 2}[asked.form]
    n_choices = math.inf if asked.choices is None else len(asked.choices)
    is_in_range = (resolved.number is None or math.isfinite(resolved.number)) and (
        resolved.choice is None or 0 <= resolved.choice < n_choices
    )
    if n_given == 1 and given[wanted] is not None and is_in_range:
        return None
    return f"expected {KNOWN[asked.form]} of a question of the form {asked.form}, found {_show(given)}"


def _show(given: tuple[object, ...]) -> str:
    found = [str(one) for one in given if one is not None]
    return " and ".join(found) or "nothing"
