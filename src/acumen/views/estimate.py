"""What a saying of hours has meant, in words."""

from acumen.judgment.censored_outcomes import LEAST_ENDED
from acumen.judgment.durations import Meaning
from acumen.pages.columns import wrap
from acumen.pages.number_format import say_hours, say_number
from acumen.views.earned import say_record

UNBROKEN = "\N{NO-BREAK SPACE}"


def write_lines(meaning: Meaning) -> list[str]:
    """`said 4 to 12 h; such sayings have meant 5 to 19 h (n = 40)`, and what that leans on."""
    if meaning.is_figure:
        said = say_hours(meaning.said_low_hours)
        meant = f"{_between(meaning.low_hours, meaning.high_hours)}, {say_hours(meaning.middle_hours)} in the middle"
    else:
        said = _between(meaning.said_low_hours, meaning.said_high_hours)
        meant = _between(meaning.low_hours, meaning.high_hours)
    where = f" in {meaning.domain}" if meaning.domain else ""
    count = f"(n = {meaning.n:,}{where})".replace(" ", UNBROKEN)
    lines = [line.replace(UNBROKEN, " ") for line in wrap(f"said {said}; such sayings have meant {meant} {count}")]
    record = say_record(meaning.weight, n=meaning.n_all, n_least=LEAST_ENDED)
    if meaning.weight <= 0.0 and not meaning.is_figure:
        return [*wrap(f"said {said}; taken as it stands"), *wrap(f"  {record}.")]
    spread = "" if meaning.weight > 0.0 else "; the spread is that of misses around what was said"
    return [*lines, *wrap(f"  {record}{spread}.")]


def _between(low: float, high: float) -> str:
    return f"{say_number(low)} to {say_hours(high)}"
