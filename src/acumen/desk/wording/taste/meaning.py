"""What one saying has meant, in one or two lines."""

from acumen.desk.taste.meaning import MeantChance, MeantHours
from acumen.desk.wording.figures import say_hours, say_number, say_prob
from acumen.desk.wording.lines import wrap
from acumen.desk.wording.taste.origins import write_origins


def write_chance(told: MeantChance) -> list[str]:
    """What it has meant, and where that comes from."""
    return [*_chance(told), *write_origins(told.origins, f"acumen chance {told.said:.12g}", indent="  ")]


def _chance(told: MeantChance) -> list[str]:
    """`Said 80 %; such sayings have meant 52 % (n = 60 in coding; weight 0.98)`."""
    said = f"Said {say_prob(told.said)}"
    if told.weight <= 0.0:
        return wrap(f"{said}; taken as it stands: {_unearned(told.n_all, told.gained_nats)}.")
    meant = f"{_percent(told.prob)}, 9 in 10 between {_percent(told.lower)} and {_percent(told.upper)}"
    return wrap(f"{said}; such sayings have meant {meant} ({_count(told.n, told.n_all, told.domain, told.weight)}).")


def write_hours(told: MeantHours) -> list[str]:
    """What they have meant, and where that comes from."""
    return [*_hours(told), *write_origins(told.origins, f"acumen estimate {_typed(told)}", indent="  ")]


def _typed(told: MeantHours) -> str:
    """The hours as they are typed."""
    if told.figure is not None:
        return f"{told.figure:g}"
    return f"'{told.said_low_hours:g} to {told.said_high_hours:g}'"


def _hours(told: MeantHours) -> list[str]:
    """`Said 4 to 12 h; such sayings have meant 5 to 19 h, 10 h in the middle (n = 40 in coding; weight 0.97)`."""
    between = _between(told.said_low_hours, told.said_high_hours)
    said = f"Said {between}"
    if told.figure is not None:
        said = f"Said {say_hours(told.figure)}, taken for {between}, as wide as intervals usually are"
    if told.weight <= 0.0:
        return wrap(f"{said}; left as it stands: {_unearned(told.n_all, told.gained_nats)}.")
    meant = f"{_between(told.low_hours, told.high_hours)}, {say_hours(told.middle_hours)} in the middle"
    return wrap(f"{said}; such sayings have meant {meant} ({_count(told.n, told.n_all, told.domain, told.weight)}).")


def _count(n: int, n_all: int, domain: str | None, weight: float) -> str:
    where = "" if domain is None else f" in {domain}"
    where += "" if n == n_all else f", {n_all:,} in all"
    return f"n = {n:,}{where}; weight {weight:.2f}"


def _unearned(n: int, nats: float) -> str:
    if n == 0:
        return "nothing has come out yet"
    outcome = "1 outcome does" if n == 1 else f"{n:,} outcomes do"
    gained = f"gained {say_number(nats)}" if nats >= 0.0 else f"would have lost {say_number(-nats)}"
    return f"{outcome} not bear out a change (it {gained} nats)"


def _between(low: float, high: float) -> str:
    return f"{say_number(low)} to {say_hours(high)}"


def _percent(prob: float) -> str:
    return say_prob(round(prob, 2)) if 0.01 <= prob <= 0.99 else say_prob(prob)  # noqa: PLR2004 -- would round to certain
