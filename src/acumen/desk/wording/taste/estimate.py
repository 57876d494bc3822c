"""What a saying of hours has meant, in words."""

from acumen.desk.wording.figures import say_hours, say_number
from acumen.desk.wording.lines import wrap
from acumen.judgment.hours import Meaning

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
    if meaning.weight <= 0.0:
        known = (
            "nothing has ended yet" if meaning.n_all == 0 else f"{meaning.n_all:,} outcomes do not bear out a change"
        )
        if not meaning.is_figure:
            lines = wrap(f"said {said}; taken as it stands: {known}")
        else:
            lines += wrap(f"  The spread is that of misses around what was said: {known}.")
    elif meaning.n < meaning.n_all:
        lines += wrap(f"  Leans on {meaning.n_all:,} outcomes in all.")
    return lines


def _between(low: float, high: float) -> str:
    return f"{say_number(low)} to {say_hours(high)}"
