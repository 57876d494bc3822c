"""A policy in words: numbered situations, each once, with what follows success and failure.

What follows stands right below where it can; where both branches go on, the second is set in.
"""

from collections.abc import Iterator

from acumen.desk.plans.policy_tree import readable
from acumen.pages import Block, Column, Gap, Headline, Span, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.columns import clip
from acumen.pages.figures import chance, hours
from acumen.pages.number_format import is_left, say_hours, say_prob
from acumen.results.plans import Arrow, Tree, TreeStep
from acumen.views.due_days import say_without, write_passed, write_uncounted

N_NAME_COLUMNS = 34
N_LABEL_COLUMNS = 15  # of what an action came to, and how likely that is
N_INDENT = 2
MOST_INDENT = 16
ENDS = {"done": "the goal is reached", "failed": "the goal has failed", "stop": "stop"}


def write_tree(whole: Tree) -> Iterator[Block]:
    """The whole text."""
    shown = readable(whole)
    yield from write_passed(shown.passed)
    yield from write_uncounted(shown.uncounted)
    yield from _headline(shown)
    indents = _indents(shown)
    for act in shown.acts:
        yield Gap()
        yield from _act(act, min(MOST_INDENT, N_INDENT * indents[act.number]))
    if len(shown.acts) < shown.n_acts:
        shares = f"{len(shown.acts)} of {shown.n_acts:,} situations are shown"
        yield Gap()
        yield Text(f"{shares}, to a depth of {shown.depth}; --depth sets how deep.")
    yield from notes(shown.notes)


def _headline(shown: Tree) -> Iterator[Block]:
    what = "The advice" if shown.anyway is None else "Going on all the same"
    due = "" if shown.by_day is None else f" by {shown.by_day}"
    yield Headline(f"{what} for {shown.plan}{due}, in full", is_cut=True)
    if shown.anyway is not None:
        yield Text(f"The advice is to stop: at a worth of {say_hours(shown.worth or 0.0)} this does not pay.", indent=2)
    if shown.next in ("done", "failed") and not shown.acts:
        yield Text(f"Nothing is left to do: {ENDS[shown.next]}{say_without(shown.part_ids)}.", indent=2)
        return
    if not shown.acts:
        yield Text("Stop: nothing in it is worth starting. `next` says what it would take.", indent=2)
        return
    whole = f" (with nothing missing {say_prob(shown.whole_prob)})" if shown.whole_prob is not None else ""
    ends = [("goal reached", shown.reached), ("goal failed", shown.failed), ("given up", shown.stopped)]
    said = ", ".join(
        f"{name} {say_prob(prob)}{whole if at == 0 else ''}" for at, (name, prob) in enumerate(ends) if prob > 0.0
    )
    yield Text(f"It ends: {said}.", indent=2)
    worth = ""
    if shown.anyway is not None and shown.value is not None:
        worth = f", a loss of {say_hours(-shown.value)} (`why` says what would turn it)"
    elif shown.objective == "net" and shown.value is not None:
        made = shown.made_hours or 0.0
        than = "stopping" if shown.made_hours is None else f"the {say_hours(made)} of what is there"
        worth = f" and is worth {say_hours(shown.value - made)} more than {than}"
    yield Text(f"It takes {say_hours(shown.hours)} on average{worth}.", indent=2)


def _indents(shown: Tree) -> dict[int, int]:
    """How far each situation is set in: as the one that leads to it first, one more where that has two that go on."""
    indents = {1: 0}
    for act in shown.acts:
        here = indents[act.number]
        both = [branch.number for branch in (act.if_it_works, act.if_not) if branch.number is not None]
        new = [number for number in both if number not in indents]
        for place, number in enumerate(new):
            indents[number] = here + (len(new) > 1 and place == 0)
    return indents


def _act(act: TreeStep, indent: int) -> Iterator[Block]:
    is_patient = act.patience_hours is not None and is_left(act.leave_chance)
    patience = f", for up to {say_hours(act.patience_hours or 0.0)}" if is_patient else ""
    name = Span(clip(act.id, N_NAME_COLUMNS), "id")
    yield Text((f"{act.number}. ", name, patience), indent, indent + 2, aside=f"reached in {say_prob(act.reach)}")
    branches = zip(act.labels, (act.if_it_works, act.if_not), strict=True)
    rows = [
        (label, chance(branch.chance), hours(branch.hours, f"after {say_hours(branch.hours)}"), _follow(branch))
        for label, branch in branches
        if branch.chance > 0.0
    ]
    n_label = max(map(len, act.labels))
    columns = (
        Column(width=n_label, gap=0, name="end"),
        Column(width=N_LABEL_COLUMNS - n_label, is_right=True, name="chance"),
        Column(width=17, gap=2, is_loose=True, name="hours"),
        Column(gap=2, is_loose=True, name="then"),
    )
    yield Table(columns, tuple(rows), indent=indent + 3)


def _follow(branch: Arrow) -> str:
    if branch.next in ENDS and branch.number is None:
        return f"{ENDS[branch.next]}{say_without(branch.part_ids)}"
    number = "(not shown) " if branch.number is None else f"{branch.number}. "
    return number + clip(branch.next, N_NAME_COLUMNS - len(number))
