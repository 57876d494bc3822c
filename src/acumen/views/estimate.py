"""What a saying of hours has meant, in words."""

from collections.abc import Iterator

from acumen.judgment.censored_outcomes import LEAST_ENDED
from acumen.judgment.durations import Meaning
from acumen.pages import Block, Span, Text
from acumen.pages.number_format import say_hours, say_number
from acumen.views.earned import say_record


def write_meaning(meaning: Meaning) -> Iterator[Block]:
    """`said 4 to 12 h; such sayings have meant 5 to 19 h (n = 40)`, and what that leans on."""
    meant = _between(meaning.low_hours, meaning.high_hours)
    said = (
        say_hours(meaning.said_low_hours)
        if meaning.is_figure
        else _between(meaning.said_low_hours, meaning.said_high_hours)
    )
    middle = f", {say_hours(meaning.middle_hours)} in the middle" if meaning.is_figure else ""
    where = f" in {meaning.domain}" if meaning.domain else ""
    record = say_record(meaning.weight, n=meaning.n_all, n_least=LEAST_ENDED)
    if meaning.weight <= 0.0 and not meaning.is_figure:
        yield Text(f"said {said}; taken as it stands")
        yield Text(f"{record}.", indent=2)
        return
    spread = "" if meaning.weight > 0.0 else "; the spread is that of misses around what was said"
    yield Text((f"said {said}; such sayings have meant ", Span(meant, "hours"), f"{middle} (n = {meaning.n:,}{where})"))
    yield Text(f"{record}{spread}.", indent=2)


def _between(low: float, high: float) -> str:
    return f"{say_number(low)} to {say_hours(high)}"
