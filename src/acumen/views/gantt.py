"""A dated plan as the source of a Gantt chart for Mermaid: steps as the runs have them, and the day it ships."""

from collections.abc import Iterator

from acumen.results.dates import ShipDate

SAFE = " _.-"  # besides letters and figures: others would end a name, or begin a comment


def write_gantt(told: ShipDate) -> Iterator[str]:
    """Days of a step are those of the middle run; `crit`: half its hours would gain most."""
    yield "gantt"
    yield f"  title {_name(told.plan)}, on time {100.0 * told.on_time:.0f} %"
    yield "  dateFormat YYYY-MM-DD"
    yield "  axisFormat %d %b"
    if told.off:
        yield f"  excludes {', '.join(str(day) for day in told.off)}"
    yield "  section steps"
    for number, one in enumerate(told.schedule, 1):
        critical = "crit, " if one.is_critical else ""
        yield f"  {_name(one.step)} :{critical}s{number}, {one.begin_day}, {max(1, (one.end_day - one.begin_day).days + 1)}d"
    yield "  section date"
    yield f"  ships :milestone, ship, {told.ship}, 0d"


def _name(text: str) -> str:
    return "".join(sign if sign.isalnum() or sign in SAFE else " " for sign in text).strip() or "step"
