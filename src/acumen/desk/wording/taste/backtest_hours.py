"""A backtest of hours in words for a terminal: lines of at most 80 columns, no colour."""

from datetime import UTC, datetime, timedelta

from acumen.desk.scoring.backtest_hours import HoursBacktest
from acumen.desk.scoring.resampling import Interval
from acumen.desk.wording.figures import say_number, say_prob
from acumen.desk.wording.lines import N_COLUMNS, clip, pad, wrap

N_LABEL_COLUMNS = 23
N_CELL_COLUMNS = 19
N_PROBLEMS = 3
TEN = 10.0
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
    """The whole text."""
    since = f"made from {_day(found.cut)} on" if found.has_dates else f"after row {found.cut:,.0f}"
    lines = wrap(
        f"{found.n:,} estimates of {clip(found.source, N_COLUMNS)} {since}; {found.n_train:,} outcomes were known by then",
        "",
    )
    lines += ["", _row("", ("as said", "corrected", "difference"))]
    for key, label in LABELS.items():
        parts = (found.raw_intervals, found.corrected_intervals, found.difference_intervals)
        cells: list[Interval] = [getattr(part, key) for part in parts]
        is_share = key in SHARES
        lines.append(_row("  " + label, [_figure(cell.value, is_share=is_share) for cell in cells]))
        lines.append(_row("", [_between(cell, is_share=is_share) for cell in cells]))
    lines += ["", *wrap(_verdict(found), "")]
    lines += wrap(
        "As said: log-normal around the estimate, with the spread of the outcomes known by then "
        f"(sd {say_number(found.raw_sd)} in logs). Less is better; intervals should hold what they claim. "
        "Below each figure: its 5 % and 95 % points.",
        "",
    )
    if found.n_left_out:
        lines += ["", f"{found.n_left_out:,} rows were left out: a figure or a date is missing or can't be read."]
        lines += [clip(f"  {problem}", N_COLUMNS) for problem in found.problems[:N_PROBLEMS]]
        if len(found.problems) > N_PROBLEMS:
            lines.append(f"  … and {len(found.problems) - N_PROBLEMS:,} more cells (--json has all)")
    return lines


def _verdict(found: HoursBacktest) -> str:
    """Apply or leave, and why."""
    change = found.difference_intervals.crps_log
    certain = "" if change.high < 0.0 or change.low > 0.0 else ", though the interval holds 0"
    if found.verdict == "apply":
        return (
            f"Apply: the correction would have helped{certain}. The gate lets {say_prob(found.weight)} of it through."
        )
    if found.weight <= 0.0:
        return "Leave: the record has not earned a correction; what was said stands."
    return f"Leave: the correction would not have helped{certain}."


def _day(days: float) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)).date().isoformat()


def _row(label: str, cells: "list[str] | tuple[str, ...]") -> str:
    return (pad(label, N_LABEL_COLUMNS) + "".join(pad(cell, N_CELL_COLUMNS, is_right=True) for cell in cells)).rstrip()


def _figure(value: float, *, is_share: bool) -> str:
    return f"{100.0 * value:.1f} %" if is_share else f"{value:,.3f}" if abs(value) < TEN else f"{value:,.1f}"


def _between(interval: Interval, *, is_share: bool) -> str:
    low, high = (_figure(value, is_share=is_share).removesuffix(" %") for value in (interval.low, interval.high))
    return f"{low} … {high}"
