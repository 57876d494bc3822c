"""A backtest of hours in words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from acumen.judgment.censored_outcomes import LEAST_ENDED
from acumen.pages import Block, Cell, Command, Gap, Headline, Row, Table, Text
from acumen.pages.columns import N_COLUMNS, clip
from acumen.pages.commands import PROGRAM
from acumen.pages.figures import columns, number
from acumen.pages.number_format import say_number
from acumen.results.backtests import HoursBacktest, Resampled
from acumen.views.earned import say_record
from acumen.views.estimate import write_meaning
from acumen.views.ratio import say_ratio

N_LABEL_COLUMNS = 23
N_CELL_COLUMNS = 19
HEADS = (("as said", N_CELL_COLUMNS), ("corrected", N_CELL_COLUMNS), ("difference", N_CELL_COLUMNS))
COLUMNS = columns("", *HEADS, width=N_LABEL_COLUMNS, name="measure")
N_PROBLEMS = 3
TEN, MANY = 10.0, 1e5
LABELS = {
    "crps_log": "miss, log h (CRPS)",
    "crps": "miss, hours (CRPS)",
    "pinball": "miss of quantiles, h",
    "mdape": "median error",
    "cov50": "50 % intervals hold",
    "cov90": "90 % intervals hold",
}
SHARES = frozenset({"mdape", "cov50", "cov90"})


def write_backtest(found: HoursBacktest) -> Iterator[Block]:
    """The whole text: what was found and how sure that is, the figures behind it, what to type."""
    since = f"made from {_day(found.cut)} on" if found.has_dates else f"after row {found.cut:,.0f}"
    yield _ratio(found)
    yield Text(_verdict(found), hang=0)
    if found.meant is not None:
        yield Gap()
        yield from write_meaning(found.meant)
    yield Gap()
    yield Text(
        f"Tested on {found.n:,} estimates {since}, {found.n_train:,} outcomes being known by then. Below each "
        "figure its 5 % and 95 % points:",
        hang=0,
    )
    yield Gap()
    yield Table(COLUMNS, tuple(row for key, label in LABELS.items() for row in _rows(found, key, label)))
    yield Text(
        "As said: log-normal around the estimate, with the spread of the outcomes known by then "
        f"(sd {say_number(found.raw_sd)} in logs). Less is better; intervals should hold what they claim.",
        hang=0,
    )
    if found.n_left_out:
        yield Gap()
        yield Text(f"{found.n_left_out:,} rows were left out: a figure or a date is missing or can't be read.")
        yield from (Text(clip(str(problem), N_COLUMNS)) for problem in found.problems[:N_PROBLEMS])
        if len(found.problems) > N_PROBLEMS:
            yield Text(f"… and {len(found.problems) - N_PROBLEMS:,} more cells (--json has all)", indent=2)
    if found.meant is None and found.command:
        yield Gap()
        yield Text("What 8 hours have meant by this table:")
        yield Command(f"{found.command} --say 8".removeprefix(f"{PROGRAM} "))


def _ratio(found: HoursBacktest) -> Headline:
    """`You take 1.3 times what you say`: the median of the file."""
    return Headline(say_ratio(found.ratio, things="estimates"), hang=0)


def _verdict(found: HoursBacktest) -> str:
    """In the words of every other place, and where the test part says otherwise, that."""
    said = say_record(found.weight, n=found.n_known, n_least=LEAST_ENDED)
    change = found.difference.crps_log
    against = ""
    if found.verdict == "apply" and change >= 0.0:
        against = "; on those tested below it did not"
    elif found.verdict == "leave" and found.difference_intervals.crps_log_interval.high < 0.0:
        against = "; on those tested below it did help"
    return f"{said}{against}."


def _day(days: float) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)).date().isoformat()


def _rows(found: HoursBacktest, key: str, label: str) -> Iterator[Row]:
    """The figures of one measure, and below them how far they can be told."""
    parts = (found.raw_intervals, found.corrected_intervals, found.difference_intervals)
    cells: list[Resampled] = [getattr(part, f"{key}_interval") for part in parts]
    is_share = key in SHARES
    yield label, *(number(cell.value, _figure(cell.value, is_share=is_share)) for cell in cells)
    yield Cell(f"{label}, 5 % and 95 %", ""), *(_between(cell, is_share=is_share) for cell in cells)


def _figure(value: float, *, is_share: bool) -> str:
    if is_share:
        return f"{_long(100.0 * value)} %"
    return f"{value:,.3f}" if abs(value) < TEN else _long(value)


def _long(value: float) -> str:
    return f"{value:,.1f}" if abs(value) < MANY else f"{value:.2e}"


def _between(interval: Resampled, *, is_share: bool) -> str:
    low, high = (_figure(value, is_share=is_share).removesuffix(" %") for value in (interval.low, interval.high))
    if len(low) + len(high) > N_CELL_COLUMNS - 4:
        low, high = (f"{(100.0 if is_share else 1.0) * value:.0e}" for value in (interval.low, interval.high))
    return f"{low} … {high}"
