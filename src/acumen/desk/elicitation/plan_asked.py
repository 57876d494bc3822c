"""A plan by questions: the goal, its worth, and what must be true before it, back to today; each part at most two days."""

from collections.abc import Iterator, Sequence
from typing import cast

from acumen.desk.elicitation.asking import SaidEnoughError, Talk, ask
from acumen.desk.elicitation.worth_asked import find_worth
from acumen.errors import UsageError
from acumen.planfile.drafts import Draft, PlanPart, make_id
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread, shorten
from acumen.records import Hours, Interval
from acumen.results.asking import PlanQuestion

MOST_HOURS = 16.0  # of a part that one can judge: two days
LIKELY = 0.9  # from here on nobody is asked for another way
N_TITLE_CHARACTERS = 120
FIGURES = (("hours", read_hours), ("chances", read_chance))
NOTHING = frozenset({"", "-", "no", "none", "nothing", "today", "now"})


def tell_plan(plan: str) -> Talk[Draft]:
    """The plan called `plan`, as far as it was told. Raises UsageError where nothing was."""
    told = _Told()
    goal, worth = "", None
    try:
        goal = yield from ask(PlanQuestion(about="goal"), _read_title)
        last = told.add(goal)
        worth = yield from find_worth(goal)
        yield from _work_back(told, last)
        yield from _other_way(told)
    except SaidEnoughError:
        pass
    if not goal:
        raise UsageError("nothing was said, so nothing was written", hint="acumen new FILE writes a plan to edit")
    return Draft(plan=plan, title=goal, worth=worth, parts=told.in_order())


class _Told:
    """The parts that have been told of so far, by their ids."""

    def __init__(self) -> None:
        self.parts: dict[str, PlanPart] = {}

    def add(self, title: str) -> str:
        """The id of the part of that title, a new one if there is none."""
        same = next((one.id for one in self.parts.values() if one.title.casefold() == title.casefold()), None)
        if same is not None:
            return same
        name = make_id(title, tuple(self.parts))
        self.parts[name] = PlanPart(name, title)
        return name

    def put(self, part: PlanPart) -> None:
        """Say more of a part."""
        self.parts[part.id] = part

    def titles(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.parts[name].title for name in names)

    def hangs_on(self, name: str) -> set[str]:
        """The part and all that it needs."""
        found, rest = set[str](), [name]
        while rest:
            one = rest.pop()
            if one not in found:
                found.add(one)
                rest += self.parts[one].needs
        return found

    def in_order(self) -> tuple[PlanPart, ...]:
        """Each after what it needs."""
        found: dict[str, PlanPart] = {}
        rest = list(self.parts)
        while rest:
            name = rest[-1]
            before = [one for one in self.parts[name].needs if one not in found]
            rest += before
            if not before:
                found[name] = self.parts[rest.pop()]
        return tuple(found.values())


def _work_back(told: _Told, goal: str) -> Talk[None]:
    """From the goal to what can begin today. A part that takes long is cut in two, as long as something lies halfway."""
    rest, is_known = [goal], set[str]()
    while rest:
        name = rest.pop()
        if name not in is_known:
            is_known.add(name)
            rest += reversed([one for one in (yield from _before(told, name)) if one not in is_known | set(rest)])
        middle = yield from _size(told, name)
        if middle is not None:
            is_known.add(middle)
            rest += [middle, name]


def _before(told: _Told, name: str) -> Talk[list[str]]:
    """What must be true just before a part."""

    def read(text: str) -> list[str] | Misread:
        titles = list(_split(text))
        wrong = next((one for title in titles if isinstance(one := _read_title(title), Misread)), None)
        if wrong is not None:
            return wrong
        known = {part.title.casefold(): part.id for part in told.parts.values()}
        round_ = [one for one in titles if one.casefold() in known and name in told.hangs_on(known[one.casefold()])]
        if round_:
            hint = "name something earlier, or press Enter where it can begin today"
            return Misread(
                code="in-a-circle", message=f"expected what comes before, found {shorten(round_[0])}", hint=hint
            )
        return titles

    titles = yield from ask(PlanQuestion(about="before", part=told.parts[name].title), read)
    needs = tuple(dict.fromkeys(told.add(" ".join(title.split())) for title in titles))
    told.put(told.parts[name]._replace(needs=needs))
    return list(needs)


def _size(told: _Told, name: str) -> Talk[str | None]:
    """Hours and chance of a part; where it takes long, the id of what lies halfway to it instead."""
    part = told.parts[name]
    before = told.titles(part.needs)
    hours = yield from _ask_hours(part.title, before)
    most = hours.high_hours if isinstance(hours, Interval) else hours
    if most > MOST_HOURS:

        def read(text: str) -> str | Misread:
            known = {one.title.casefold() for one in told.parts.values()}
            if text.strip().casefold() in known:
                return Misread(code="known-part", message=f"expected something new, found {shorten(text)}")
            return "" if text.strip().casefold() in NOTHING else _read_title(text)

        title = yield from ask(PlanQuestion(about="halfway", part=part.title, so_far=before, hours=most), read)
        if title:
            middle = told.add(title)
            told.put(told.parts[middle]._replace(needs=part.needs))
            told.put(part._replace(needs=(middle,)))
            return middle
    told.put(part := part._replace(hours=hours))
    chance = yield from ask(PlanQuestion(about="chance", part=part.title, so_far=before), read_chance)
    told.put(part._replace(chance=chance))
    return None


def _other_way(told: _Told) -> Talk[None]:
    """Another way to what is likeliest to fail."""
    part = min(told.parts.values(), key=lambda one: 1.0 if one.chance is None else one.chance)
    if part.chance is None or part.chance >= LIKELY:
        return
    before = told.titles(part.needs)
    question = PlanQuestion(about="other way", part=part.title, so_far=before, chance=part.chance)
    title = yield from ask(question, lambda text: "" if text.strip().casefold() in NOTHING else _read_title(text))
    if not title:
        return
    name = make_id(title, tuple(told.parts))
    other = PlanPart(name, title, needs=part.needs)
    told.put(part._replace(other=other))
    hours = yield from _ask_hours(title, before)
    other = other._replace(hours=hours)
    told.put(part._replace(other=other))
    chance = yield from ask(PlanQuestion(about="chance", part=title, so_far=before), read_chance)
    told.put(part._replace(other=other._replace(chance=chance)))


def _ask_hours(title: str, before: tuple[str, ...]) -> Talk[Hours]:
    found = yield from ask(PlanQuestion(about="hours", part=title, so_far=before), _read_hours)
    return cast("Hours", found)  # mypy joins the two kinds of hours to `object`


def _split(text: str) -> Iterator[str]:
    """What stands between semicolons, but for what says that there is nothing."""
    for piece in text.split(";"):
        if piece.strip().casefold() not in NOTHING:
            yield piece.strip()


def _read_title(text: str) -> str | Misread:
    """A line of words that can be written down."""
    title = " ".join(text.split())
    if len(title) > N_TITLE_CHARACTERS:
        message = f"expected at most {N_TITLE_CHARACTERS} characters, found {len(title)}"
        return Misread(code="title-too-long", message=message, hint="a few words do; the file has room for a `note`")
    if not any(sign.isalnum() for sign in title) or not title.isprintable():
        return Misread(code="title-unreadable", message=f"expected some words, found {shorten(title)}")
    figure = next((name for name, read in FIGURES if not isinstance(read(title), Misread)), None)
    if figure is not None:  # typed a question too early
        message = f"expected in words what will be true, found {figure}: {shorten(title)}"
        return Misread(code="title-a-figure", message=message, hint=f"{figure} are asked for later")
    return title


def _read_hours(text: str) -> Hours | Misread:
    found = read_hours(text)
    if found == 0.0:
        return Misread(
            code="hours-none", message="expected hours above 0, found '0'", hint="write `5 min` if it is that short"
        )
    return found
