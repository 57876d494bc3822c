"""A date in danger, and hours that run over what was said, in words; and what was promised of a date, beside it now."""

from collections.abc import Iterator
from datetime import date

from acumen.pages import Block, Text
from acumen.pages.number_format import say_number
from acumen.results.dates import Alarm, DateCounted, SinceThen

CLEAR = 0.005  # of a chance: what is shown as no change
UNUSUAL = 0.2  # of plans whose figures are right: what happens to more of them is no sign against a plan


def write_alarms(dated: DateCounted | None, *, indent: int = 0) -> Iterator[Block]:
    """A sentence for each alarm that holds."""
    if dated is not None:
        yield from (Text(_alarm(alarm, dated), indent=indent, hang=indent + 2) for alarm in dated.alarms)


def say_promised(dated: DateCounted | None) -> str:
    """What it was when it was promised, where that is shown as another figure."""
    if dated is None or dated.promised is None or dated.promised_at is None:
        return ""
    if abs(dated.promised - dated.on_time) < CLEAR:
        return ""
    return f" (promised {_percent(dated.promised)} on {_day(dated.promised_at.date())})"


def _alarm(alarm: Alarm, dated: DateCounted) -> str:
    if alarm.what == "date":
        were = f"on time {_percent(dated.on_time)}, where {_percent(dated.promised or 0.0)} was promised"
        often = f"{100.0 * alarm.right_prob:.0f} of 100"
        right = f"Of plans whose figures are right, at most {often} fall as far"
        little = "" if alarm.right_prob < UNUSUAL else ", so it says little against yours"
        return f"The date is in danger: {were}. {right}{little}."
    times = "" if alarm.times_said is None else f": steps took {say_number(alarm.times_said)} times what you said"
    most = f"1 of {say_number(float(f'{alarm.e_value or 1.0:.2g}'))}"
    return f"Your hours run over{times}. Of plans whose figures are right, at most {most} ever looks like this."


def write_since(since: SinceThen | None) -> Iterator[Block]:
    """The chance of the date then and now, and what has changed it."""
    if since is None:
        return
    then = f"Since {_day(since.day)}: on time {_percent(since.then_prob)} then, {_percent(since.current_prob)} now."
    parts = (
        (since.by_work, "by what you did and told"),
        (since.by_time, "by working time that passed without work on it"),
        (since.by_plan, "by what was edited in the plan"),
        (since.by_record, "by what your record says of your figures"),
    )
    points = _fitting(
        [change for change, _ in parts], round(100.0 * since.current_prob) - round(100.0 * since.then_prob)
    )
    told = [f"{n:+d} {words}".replace("-", "−") for n, (_, words) in zip(points, parts, strict=True) if n]
    yield Text(f"{then}{' In points: ' if told else ''}{', '.join(told)}{'.' if told else ''}")


def _fitting(changes: list[float], total: int) -> list[int]:
    """Whole points that sum to the difference as it is shown: the largest part takes what rounding leaves."""
    points = [round(100.0 * change) for change in changes]
    largest = max(range(len(changes)), key=lambda at: abs(changes[at]))
    points[largest] += total - sum(points)
    return points


def _percent(prob: float) -> str:
    return f"{100.0 * prob:.0f} %"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
