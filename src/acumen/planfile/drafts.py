"""The plan that a dialogue has told: what was said stands there, what was not is marked `fill in`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from acumen.planfile.fields import RESERVED, is_id
from acumen.planfile.scalars import write_chance, write_hours
from acumen.planfile.writing import quoted
from acumen.records import Hours

FILL_IN = "fill in"
N_ID_CHARACTERS = 24  # so that tables have room beside it
WAY = "way"  # what comes behind a step's id in the name of a group


class PlanPart(NamedTuple):
    """A step to be: what is true when it has worked, what it needs, and another way to it, if there is one."""

    id: str
    title: str
    needs: tuple[str, ...] = ()  # ids of other parts
    chance: float | None = None
    hours: Hours | None = None
    other: "PlanPart | None" = None


class Draft(NamedTuple):
    """A plan to be, its parts from the first to the goal."""

    plan: str
    title: str
    worth: float | None
    parts: Sequence[PlanPart]

    @property
    def n_missing(self) -> int:
        """How many figures are to be filled in."""
        steps = [one for part in self.parts for one in (part, part.other) if one is not None]
        return (self.worth is None) + sum((one.chance is None) + (one.hours is None) for one in steps)


def write_draft(draft: Draft) -> str:
    """The text of the plan."""
    names = {part.id: part.id if part.other is None else f"{part.id}-{WAY}" for part in draft.parts}
    return "\n".join(_lines(draft, names)) + "\n"


def make_id(title: str, taken: Sequence[str]) -> str:
    """A short id out of the first words of a title, unlike those that are taken."""
    words = "".join(sign if is_id(f"a{sign}") and sign != "-" else " " for sign in title.casefold()).split()
    found = ""
    for word in words:
        longer = f"{found}-{word}" if found else word[:N_ID_CHARACTERS]
        if len(longer) > N_ID_CHARACTERS:
            break
        found = longer
    found = found if is_id(found or "-") and found not in RESERVED else f"step-{found}".rstrip("-")
    n = 1
    while (name := found if n == 1 else f"{found}-{n}") in taken or f"{name}-{WAY}" in taken:
        n += 1
    return name


def _lines(draft: Draft, names: dict[str, str]) -> Iterator[str]:
    yield "# As it was told to `acumen new --ask`. What to do next: acumen next FILE"
    yield f"plan: {quoted(draft.plan)}"
    yield f"title: {quoted(draft.title)}"
    if draft.worth is None:
        yield f"worth:  # {FILL_IN}: the most hours of your time that success is worth"
    else:
        yield f"worth: {write_hours(draft.worth)}  # hours of your time that success is worth"
    yield "goal:"
    yield "  all:"
    for part in draft.parts:
        if part.other is None:
            yield from _step(part, names, " " * 4)
            continue
        yield "    - any:"
        yield f"        name: {names[part.id]}"
        yield "        of:"
        for one in (part, part.other):
            yield from _step(one, names, " " * 10)


def _step(part: PlanPart, names: dict[str, str], margin: str) -> Iterator[str]:
    yield f"{margin}- step: {part.id}"
    yield f"{margin}  title: {quoted(part.title)}"
    if part.needs:
        yield f"{margin}  needs: [{', '.join(names[one] for one in part.needs)}]"
    yield f"{margin}  chance:{_figure(None if part.chance is None else write_chance(part.chance), 'such as 70%')}"
    yield f"{margin}  hours:{_figure(None if part.hours is None else write_hours(part.hours), 'such as 4 to 12')}"


def _figure(said: str | None, such: str) -> str:
    return f"  # {FILL_IN}, {such}" if said is None else f" {said}"
