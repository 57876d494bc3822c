"""What was found, as pictures: the tree of the advice, how runs end, what moves the value and what makes it up."""

from collections.abc import Sequence

from acumen import charts
from acumen.charts import Chart, check_path
from acumen.errors import UsageError
from acumen.pages.columns import clip
from acumen.pages.number_format import is_left, say_change, say_hours, say_number, say_prob
from acumen.results.plans import Arrow, Figure, Simulated, Tree, TreeStep
from acumen.results.sensitivity import Input, Swing, Why
from acumen.views.due_days import say_without
from acumen.views.scenarios import Line, merge

N_BOXES = 16  # the likeliest situations, unless a depth is asked for
MOST_BOXES = 80
N_NAME_COLUMNS = 24
N_END_COLUMNS = 36
N_SWINGS = 12
N_PARTS = 8  # ways to end that are short of the goal
__all__ = ["Chart", "check_path", "draw_ends", "draw_tree", "draw_why"]

ENDS = {"done": "goal reached", "failed": "goal failed", "stop": "stop"}
READ_TREE = "Solid: it works. Dashed: it does not, or its time is up. Beside each: chance, mean hours."
READ_SWINGS = "each input alone: chances by 0.5 in log-odds, hours by a factor of 1.5"


def draw_ends(told: Simulated, marks: Sequence[float] = ()) -> Chart:
    """The share of runs that ended, and how, over hours; with a worth, what they brought."""
    curve = told.curve
    if not told.n_situations or curve.curve_hours[-1] <= 0.0:
        raise UsageError("there is nothing to draw: the advice takes no hours", hint="`next` says why")
    columns = (curve.curve_hours, curve.reached_curve, curve.stopped_curve, curve.failed_curve)
    half = f"half are over within {say_hours(told.hours_quantiles.q50)}"
    over_hours = charts.draw_ends(
        *columns,
        title=f"How {clip(told.plan, N_NAME_COLUMNS)} ends",
        subtitle=f"{told.runs:,} runs of the advice (seed {told.seed}); {half}",
        asked=marks,
    )
    if told.worth is None:
        return over_hours
    subtitle = f"{say_hours(told.worth)} where the goal is reached, less the hours it takes"
    return charts.stack(
        over_hours, charts.draw_net(*columns, worth=told.worth, title="What a run brings", subtitle=subtitle)
    )


def draw_why(found: Why) -> Chart:
    """The tornado, and below it what makes up the value: as much of the two as is known; `UsageError` where nothing is."""
    answer = found.answer
    what = "break-even worth" if answer.status == "break-even" else "value"
    what = what if answer.objective == "net" else "expected hours"
    now = answer.break_even_worth if what == "break-even worth" else answer.value
    swings = [swing for swing in found.swings if _moves(swing)][:N_SWINGS]
    lines = [line for line in merge(found.scenarios, n_ends=N_PARTS) if not line.is_part and line.value is not None]
    labels = [f"{clip(swing.id, N_NAME_COLUMNS)}, {_input(swing.input, swing.current)}" for swing in swings]
    names = [clip(line.label, N_END_COLUMNS) for line in lines]
    label_pixels = charts.room_for([*labels, *names])
    panels = []
    if swings and now is not None:
        panels.append(
            charts.draw_tornado(
                labels,
                [swing.value_low or 0.0 for swing in swings],
                [swing.value_high or 0.0 for swing in swings],
                now=now,
                title=f"What moves the {what} of {clip(answer.plan, N_NAME_COLUMNS)}, now {say_hours(now)}",
                subtitle=READ_SWINGS,
                unit=what if answer.objective == "hours" else f"{what}, in hours",
                low_words=[_say(swing.input, swing.low) for swing in swings],
                high_words=[_say(swing.input, swing.high) for swing in swings],
                label_pixels=label_pixels,
            )
        )
    if len(lines) > 1 and now is not None:
        come = (
            f"Where the {what} of {clip(answer.plan, N_NAME_COLUMNS)} {'come' if what.endswith('s') else 'comes'} from"
        )
        panels.append(_parts(lines, names, now, title=come, label_pixels=label_pixels))
    if not panels:
        raise UsageError("there is nothing to draw: no input moves the value", hint="`why` says more")
    return charts.stack(*panels)


def _moves(swing: Swing) -> bool:
    return swing.value_low is not None and swing.value_high is not None and swing.value_low != swing.value_high


def _parts(lines: Sequence[Line], names: Sequence[str], now: float, *, title: str, label_pixels: float) -> Chart:
    return charts.draw_parts(
        names,
        [line.value or 0.0 for line in lines],
        [f"{say_change(line.value or 0.0)} ({say_prob(line.chance)})" for line in lines],
        title=title,
        subtitle=f"what each way to end adds to the {say_hours(now)} (and how likely it is)",
        label_pixels=label_pixels,
    )


def _input(name: Input, figure: Figure) -> str:
    return f"chance {_say(name, figure)}" if name == "chance" else _say(name, figure)


def _say(name: Input, figure: Figure) -> str:
    if isinstance(figure, tuple):
        return f"{say_number(figure[0])} to {say_number(figure[1])} h"
    return say_prob(figure) if name == "chance" else say_hours(figure)


def draw_tree(whole: Tree, n_boxes: int) -> Chart:
    """The likeliest situations of the advice."""
    if not whole.acts:
        raise UsageError("there is nothing to draw: the advice is to stop", hint="`next` says why")
    acts = _likeliest(whole.acts, n_boxes)
    numbers = {act.number: index for index, act in enumerate(acts)}
    shown = f"The likeliest {len(acts)} of {whole.n_acts:,} situations. " if len(acts) < whole.n_acts else ""
    ends = f"{shown}Goal reached {say_prob(whole.reached)}, {say_hours(whole.hours)} on average."
    boxes = [_box(act, numbers) for act in acts]
    return charts.draw_tree(
        boxes, title=f"What to do in {clip(whole.plan, N_NAME_COLUMNS)}", subtitle=[READ_TREE, ends]
    )


def _likeliest(acts: Sequence[TreeStep], n_most: int) -> list[TreeStep]:
    """So many situations that hang together, the likeliest first to be taken; in the order of reading."""
    by_number = {act.number: act for act in acts}
    edge, kept = {acts[0].number}, set[int]()
    while edge and len(kept) < n_most:
        number = max(edge, key=lambda number: (by_number[number].reach, -number))
        edge.remove(number)
        kept.add(number)
        both = (by_number[number].if_it_works, by_number[number].if_not)
        edge |= {way.number for way in both if way.number in by_number} - kept
    return [act for act in acts if act.number in kept]


def _box(act: TreeStep, numbers: dict[int, int]) -> charts.Box:
    is_patient = act.patience_hours is not None and is_left(act.leave_chance)
    patience = f"up to {say_hours(act.patience_hours or 0.0)}, " if is_patient else ""
    return charts.Box(
        number=act.number,
        head=clip(act.id, N_NAME_COLUMNS - 2),
        foot=f"{patience}reached in {say_prob(act.reach)}",
        hint=act.title or act.id,
        won=_way("works", act, act.if_it_works, numbers),
        lost=_way("if not", act, act.if_not, numbers),
    )


def _way(name: str, act: TreeStep, branch: Arrow, numbers: dict[int, int]) -> charts.Way | None:
    if branch.chance <= 0.0:
        return None
    is_end = branch.number is None and branch.next in ENDS
    more = f"{branch.number}. " if branch.number is not None else ""
    return charts.Way(
        prob=act.reach * branch.chance,
        label=(f"{name} {say_prob(branch.chance)}", say_hours(branch.hours)),
        to=numbers.get(branch.number or 0),
        end=f"{ENDS[branch.next]}{clip(say_without(branch.part_ids), N_NAME_COLUMNS)}"
        if is_end
        else f"{more}{clip(branch.next, N_NAME_COLUMNS - 4)} …",
        is_goal=is_end and branch.next == "done",
    )


def draw_boxes(tree: Tree, *, boxes: int | None = None) -> Chart:
    """The likeliest situations as a picture: so many; unless said, 16, or up to 80 of a depth that was asked for."""
    if boxes is not None and boxes < 1:
        raise UsageError(
            f"expected boxes to be a whole number from 1 on, found {boxes!r}", hint="name a number from 1 on"
        )
    return draw_tree(tree, boxes or (N_BOXES if tree.depth is None else MOST_BOXES))
