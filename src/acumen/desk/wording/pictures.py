"""What was found, as pictures: the tree of the advice, how runs end, how the value moves with each input."""

from itertools import count

from acumen import charts
from acumen.desk.planning.simulate import Simulated
from acumen.desk.planning.tree import Act, Branch, Tree, readable
from acumen.desk.planning.why import Why
from acumen.desk.wording.figures import is_left, say_hours, say_number, say_prob
from acumen.desk.wording.lines import clip
from acumen.errors import UsageError

N_POINTS = 120
N_NAME_COLUMNS = 26
N_TREE_DEPTH = 5  # deeper than this no page shows it; --depth asks for more or less
ENDS = {"done": "the goal is reached", "failed": "the goal has failed", "stop": "stop"}


def ask_within(told: Simulated) -> tuple[float, ...]:
    """So many hours at even distances that the curve of the ends is smooth."""
    return tuple(1.25 * told.hours.q95 * (number + 1) / N_POINTS for number in range(N_POINTS))


def picture_ends(told: Simulated, path: str) -> None:
    """The share of runs that ended, and how, over hours; `told` as asked with `ask_within`."""
    reached, stopped, failed = zip(*((at.reached, at.stopped, at.failed) for at in told.within), strict=True)
    chart = charts.draw_ends(
        [at.hours for at in told.within],
        reached,
        stopped,
        failed,
        title=f"How {told.plan} ends, over hours",
        subtitle=f"{told.runs:,} runs of the advice, seed {told.seed}; half end within {say_hours(told.hours.q50)}",
    )
    chart.save(path)


def picture_why(found: Why, path: str) -> None:
    """The tornado; `UsageError` where no swing was computed."""
    now = found.answer.break_even_worth if found.answer.worth is None else found.answer.value
    rows = [
        (f"{clip(s.id, N_NAME_COLUMNS)}: {s.input} {_say(s.low)} … {_say(s.high)}", s.value_low, s.value_high)
        for s in found.swings
        if s.value_low is not None and s.value_high is not None
    ]
    if not rows or now is None:
        raise UsageError("there is nothing to draw: no input of this plan was moved", hint="acumen why PLAN says why")
    what = "break-even worth" if found.answer.worth is None else "value"
    labels, low, high = zip(*rows, strict=True)
    title = f"How the {what} of {found.answer.plan} moves with each input"
    charts.draw_tornado(labels, low, high, now=now, title=title, unit=f"{what}, hours").save(path)


def _say(figure: object) -> str:
    return say_number(figure) if isinstance(figure, int | float) else " to ".join(map(say_number, _ends_of(figure)))


def _ends_of(figure: object) -> tuple[float, ...]:
    return tuple(figure) if isinstance(figure, tuple | list) else ()


def picture_tree(whole: Tree, path: str) -> None:
    """The advice from left to right; situations beyond the depth shown are named, not followed."""
    if not whole.acts:
        raise UsageError("there is nothing to draw: the advice is to stop", hint="acumen next PLAN says why")
    numbers, rows = {act.number: index for index, act in enumerate(whole.acts)}, count()
    ends: list[charts.Box] = []
    lines: list[charts.Line] = []
    places: dict[int, float] = {}
    by_number = {act.number: act for act in whole.acts}

    def place(act: Act) -> float:
        """Lay out what follows first; stand in the middle of it."""
        places[act.number] = 0.0
        found = []
        for branch, is_solid in ((act.if_it_works, True), (act.if_not, False)):
            if branch.chance <= 0.0:
                continue
            if branch.number in by_number:
                if branch.number not in places:
                    found.append(place(by_number[branch.number]))
                target = numbers[branch.number]
            else:
                row = float(next(rows))
                found.append(row)
                target = len(whole.acts) + len(ends)
                ends.append(_end(branch, act.depth, row))
            lines.append(charts.Line(start=numbers[act.number], end=target, is_solid=is_solid))
        places[act.number] = sum(found) / len(found) if found else float(next(rows))
        return places[act.number]

    for act in whole.acts:
        if act.number not in places:
            place(act)
    boxes = [_box(act, places[act.number]) for act in whole.acts]
    subtitle = f"goal reached {say_prob(whole.chance)}, {say_hours(whole.hours)} expected"
    charts.draw_tree([*boxes, *ends], lines, title=f"What to do in {whole.plan}", subtitle=subtitle).save(path)


def _box(act: Act, row: float) -> charts.Box:
    patience = f"up to {say_hours(act.patience)}; " if act.patience is not None and is_left(act.leave_chance) else ""
    foot = f"{patience}come to in {say_prob(act.reach)}"
    return charts.Box(column=act.depth - 1, row=row, head=clip(act.id, N_NAME_COLUMNS), foot=foot)


def _end(branch: Branch, depth: int, row: float) -> charts.Box:
    head = ENDS.get(branch.next, f"{clip(branch.next, N_NAME_COLUMNS - 2)} …")
    return charts.Box(column=depth, row=row, head=head, foot=f"with {say_prob(branch.chance)} from here", is_end=True)


__all__ = ["N_TREE_DEPTH", "ask_within", "picture_ends", "picture_tree", "picture_why", "readable"]
