"""The questions of a dialogue that makes a plan, in words."""

from collections.abc import Iterator

from acumen.pages import Block, Text
from acumen.pages.columns import clip
from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.results.asking import PlanQuestion

N_PART_COLUMNS = 40
HOURS_OF_A_DAY, HOURS_OF_A_WEEK = 8.0, 40.0
BEGIN = (
    "One question a line. Enter leaves out what may be left out. Ctrl-D ends: what is there is written, the rest marked"
    " to be filled in. Ctrl-C ends and writes nothing."
)
WORTH = (
    "What is it worth to you? Think of it as for sale, and sure. How many hours of your time would you give for it? Not how"
    " many it will take, nor what it is worth to others."
)


def write_question(asked: PlanQuestion) -> Iterator[Block]:
    """What was wrong with the last answer, and the question."""
    if asked.misread:
        yield Text(f"{asked.misread}{f' ({asked.hint})' if asked.hint else ''}")
    for words in _words(asked):
        yield Text(words, hang=0)


def _words(asked: PlanQuestion) -> Iterator[str]:
    part, way = _quoted(asked.part), _way(asked)
    match asked.about:
        case "goal":
            if not asked.misread:
                yield BEGIN
            yield "What will be true when the goal is reached? (such as: The paper is submitted)"
        case "worth":
            if asked.n_asked == 0 and not asked.misread:
                yield WORTH
            yield f"Would you give {_time(asked.hours or 0.0)} for it? (y, n, ? where you hesitate, or your own figure)"
        case "before":
            yield f"What, in words, must be true just before {part}? (several: ; between; Enter: nothing, it can begin today)"
        case "hours":
            yield f"How many hours of work {way}, when it works? (4 to 12: nine times in ten between them)"
        case "halfway":
            most = say_hours(asked.hours or 0.0)
            yield f"{most} is long to judge: what, in words, will be true about halfway {way}? (Enter: leave it whole)"
        case "chance":
            yield "How likely is that to work? (such as 70%)"
        case "other way":
            chance = say_prob(asked.chance or 0.0)
            yield f"At {chance} this is the likeliest to fail: {part}. Should it: is there another way {way}? (Enter: none)"


def _way(asked: PlanQuestion) -> str:
    start = " and ".join(map(_quoted, asked.so_far)) or "today"
    return f"from {start} to {_quoted(asked.part)}"


def _quoted(part: str) -> str:
    return f"“{clip(part, N_PART_COLUMNS)}”"


def _time(hours: float) -> str:
    """As people say it, with the hours."""
    for unit, name in ((HOURS_OF_A_WEEK, "week"), (HOURS_OF_A_DAY, "day")):
        if hours >= unit:
            n = hours / unit
            return f"{say_number(n)} {name}{'' if n == 1 else 's'} of work ({say_number(hours)} h)"
    return f"{say_number(hours)} h of work" if hours >= 1.0 else say_hours(hours)
