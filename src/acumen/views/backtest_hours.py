"""A backtest of hours in words for a terminal: lines of at most 80 columns, no colour."""

import math
from datetime import UTC, datetime, timedelta

from acumen.judgment.censored_outcomes import LEAST_ENDED
from acumen.pages.columns import N_COLUMNS, clip, pad, wrap
from acumen.pages.commands import fold_command
from acumen.pages.number_format import say_number
from acumen.results.backtests import HoursBacktest, Resampled
from acumen.views.earned import say_record
from acumen.views.estimate import write_lines as write_meaning

N_LABEL_COLUMNS = 23
N_CELL_COLUMNS = 19
N_PROBLEMS = 3
TEN, MANY = 10.0, 1e5
JUST = 0.005  # of a log ratio: told as exactly what was said
LABELS = {
    "crps_log": "CRPS of log hours",
    "crps": "CRPS, hours",
    "pinball": "pinball loss, hours",
    "mdape": "median error",
    "cov50": "50 % intervals hold",
    "cov90": "90 % intervals hold",
}
SHARES = frozenset({"mdape", "cov50", "cov90"})


def write_lines(found: HoursBacktest) -> list[str]:
    """The whole text: what was found and how sure that is, the figures behind it, what to type."""
    since = f"made from {_day(found.cut)} on" if found.has_dates else f"after row {found.cut:,.0f}"
    lines = [*_ratio(found), *wrap(_verdict(found), "")]
    if found.meant is not None:
        lines += ["", *write_meaning(found.meant)]
    lines += [
        "",
        *wrap(
            f"Tested on {found.n:,} estimates {since}, {found.n_train:,} outcomes being known by then. Below each "
            "figure its 5 % and 95 % points:",
            "",
        ),
    ]
    lines += ["", _row("", ("as said", "corrected", "difference"))]
    for key, label in LABELS.items():
        parts = (found.raw_intervals, found.corrected_intervals, found.difference_intervals)
        cells: list[Resampled] = [getattr(part, key) for part in parts]
        is_share = key in SHARES
        lines.append(_row("  " + label, [_figure(cell.value, is_share=is_share) for cell in cells]))
        lines.append(_row("", [_between(cell, is_share=is_share) for cell in cells]))
    lines += wrap(
        "As said: log-normal around the estimate, with the spread of the outcomes known by then "
        f"(sd {say_number(found.raw_sd)} in logs). Less is better; intervals should hold what they claim.",
        "",
    )
    if found.n_left_out:
        lines += ["", f"{found.n_left_out:,} rows were left out: a figure or a date is missing or can't be read."]
        lines += [clip(f"  {problem}", N_COLUMNS) for problem in found.problems[:N_PROBLEMS]]
        if len(found.problems) > N_PROBLEMS:
            lines.append(f"  … and {len(found.problems) - N_PROBLEMS:,} more cells (--json has all)")
    act = _act(found)
    return [*lines, "", *act] if act else lines


def _ratio(found: HoursBacktest) -> list[str]:
    """`You take 1.3 times what you say`: the median of the file."""
    one = found.ratio
    takes = f"{say_number(one.median)} times what you say"
    if abs(math.log(one.median)) < JUST:
        takes = "what you say"
    return wrap(
        f"You take {takes}: the median of {one.n:,} estimates, 95 % interval {say_number(one.lower)} to "
        f"{say_number(one.upper)}. One in ten takes {say_number(one.one_in_ten)} times as long as said, or longer.",
        "",
    )


def _verdict(found: HoursBacktest) -> str:
    """In the words of every other place, and where the test part says otherwise, that."""
    said = say_record(found.weight, n=found.n_known, n_least=LEAST_ENDED)
    change = found.difference.crps_log
    against = ""
    if found.verdict == "apply" and change >= 0.0:
        against = "; on those tested below it did not"
    elif found.verdict == "leave" and found.difference_intervals.crps_log.high < 0.0:
        against = "; on those tested below it did help"
    return f"{said}{against}."


def _act(found: HoursBacktest) -> list[str]:
    """What to type to use what was found."""
    if found.meant is not None or not found.command:
        return []
    return ["What 8 hours have meant by this table:", *fold_command(f"{found.command} --say 8")]


def _day(days: float) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)).date().isoformat()


def _row(label: str, cells: "list[str] | tuple[str, ...]") -> str:
    return (pad(label, N_LABEL_COLUMNS) + "".join(pad(cell, N_CELL_COLUMNS, is_right=True) for cell in cells)).rstrip()


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
