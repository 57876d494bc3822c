"""The ways in which the advice ends, in words: those that matter, each with what it adds, and the rest together."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from acumen.pages import Column, Row, Table
from acumen.pages.columns import N_COLUMNS, clip
from acumen.pages.figures import chance, hours
from acumen.pages.number_format import say_change
from acumen.results.sensitivity import End, ScenarioShown

N_WAYS = 3  # to the goal, one by one
N_ENDS = 6  # short of it
N_CELL_COLUMNS = 10
N_STEP_COLUMNS = 30
N_NAME_COLUMNS = N_COLUMNS - 3 * N_CELL_COLUMNS


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Some ways to end, taken together."""

    label: str
    chance: float
    hours: float
    value: float | None
    is_part: bool = False  # of the line above


def merge(found: Sequence[ScenarioShown], *, n_ends: int = N_ENDS) -> list[Line]:
    """All ways to the goal as one, with the likeliest as its parts; others by where they end.

    The values of lines that are no parts sum to the whole.
    """
    done = [way for way in found if way.end == "done"]
    told = [way for way in done if way.step_ids or way.part_ids]
    more = "more than " if len(told) < len(done) else ""
    lines = []
    if done:
        lines.append(
            _together("the goal is reached" + (f", in {more}{len(told):,} ways" if len(done) > 1 else ""), done)
        )
        lines += _ways(told, [way for way in done if way not in told])
    others = sorted((way for way in found if way.end != "done"), key=lambda way: -abs(way.value or way.chance))
    shown = others if len(others) <= n_ends + 1 else others[:n_ends]
    lines += [_together(_say_end(way), [way]) for way in shown]
    rest = others[len(shown) :]
    return [*lines, _together(f"{len(rest)} other ends short of the goal", rest)] if rest else lines


def _say_end(way: ScenarioShown) -> str:
    words: dict[End, tuple[str, str]] = {
        "failed": ("the goal fails with ", "the goal has failed"),
        "stop": ("given up after ", "stop at once"),
        "done": ("the goal is reached with ", "the goal is reached"),
    }
    lead, alone = words[way.end]
    return lead + clip(way.step_ids[0], N_STEP_COLUMNS) if way.step_ids else alone


def _ways(told: Sequence[ScenarioShown], untold: Sequence[ScenarioShown]) -> Iterator[Line]:
    """The likeliest ways to the goal, by the steps in which they differ; those that are not told apart come last."""
    if len(told) + len(untold) < 2:  # noqa: PLR2004 -- one way is the whole
        return
    common = set.intersection(*(set(way.step_ids) for way in told)) if told else set()
    never = set.intersection(*(set(way.part_ids) for way in told)) if told else set()
    shown = told if len(told) <= N_WAYS + 1 and not untold else told[:N_WAYS]
    for way in shown:
        named = ", ".join(clip(step, N_STEP_COLUMNS) for step in way.step_ids if step not in common)
        gone = ", ".join(clip(part, N_STEP_COLUMNS) for part in way.part_ids if part not in never)
        label = " ".join([*([f"by {named}"] if named else []), *([f"without {gone}"] if gone else [])])
        yield msgspec.structs.replace(_together(label or "without any more", [way]), is_part=True)
    rest = [*told[len(shown) :], *untold]
    if rest:
        count = f"{len(told) - len(shown):,} other ways" if not untold else "many other ways"
        yield msgspec.structs.replace(_together(f"in {count}", rest), is_part=True)


def _together(label: str, ways: Iterable[ScenarioShown]) -> Line:
    found = list(ways)
    chance = sum(way.chance for way in found)
    hours = sum(way.chance * way.hours for way in found) / chance
    values = [way.value for way in found if way.value is not None]
    return Line(label=label, chance=chance, hours=hours, value=sum(values) if values else None)


def write_scenarios(found: Sequence[ScenarioShown], what: str, adds: str | None) -> Table:
    """A heading and a row for each of `merge`; `adds` stands above what they add, where there is such a figure."""
    heads = ["chance", "hours", *([adds] if adds else [])]
    columns = (
        Column(head=what, width=N_NAME_COLUMNS - 2, is_folded=True, name="end"),
        *(Column(head=head, width=N_CELL_COLUMNS, is_right=True) for head in heads),
    )
    rows: list[Row] = []
    for line in merge(found):
        adding = [hours(line.value, "" if line.value is None else say_change(line.value))] if adds else []
        rows.append((f"{'  ' if line.is_part else ''}{line.label}", chance(line.chance), hours(line.hours), *adding))
    return Table(columns, tuple(rows))
