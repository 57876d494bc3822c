"""A policy in words for a terminal: numbered situations, each once, with what follows success and failure.

What follows stands right below where it can; where both branches go on, the second is set in.
"""

from collections.abc import Iterator

from acumen.desk.plans.policy_tree import readable
from acumen.pages.columns import N_COLUMNS, clip, pad, width, wrap
from acumen.pages.number_format import is_left, say_hours, say_prob
from acumen.results.plans import Arrow, Tree, TreeStep

N_NAME_COLUMNS = 34
N_LABEL_COLUMNS = 15  # of what an action came to, and how likely that is
N_INDENT = 2
MOST_INDENT = 16
ENDS = {"done": "the goal is reached", "failed": "the goal has failed", "stop": "stop"}


def write_lines(whole: Tree) -> list[str]:
    """The whole text."""
    shown = readable(whole)
    lines = list(_headline(shown))
    indents = _indents(shown)
    for act in shown.acts:
        lines += ["", *_act(act, " " * min(MOST_INDENT, N_INDENT * indents[act.number]))]
    if len(shown.acts) < shown.n_acts:
        shares = f"{len(shown.acts)} of {shown.n_acts:,} situations are shown"
        lines += ["", f"{shares}, to a depth of {shown.depth}; --depth sets how deep."]
    for note in shown.notes:
        lines += ["", *wrap(f"Note: {note}")]
    return lines


def _headline(shown: Tree) -> Iterator[str]:
    yield clip(f"The advice for {shown.plan}, in full", N_COLUMNS)
    if shown.next in ("done", "failed") and not shown.acts:
        yield f"  Nothing is left to do: {ENDS[shown.next]}."
        return
    if not shown.acts:
        yield "  Stop: nothing in it is worth starting. `acumen next` says what it would take."
        return
    ends = [("goal reached", shown.reached), ("goal failed", shown.failed), ("given up", shown.stopped)]
    said = ", ".join(f"{name} {say_prob(prob)}" for name, prob in ends if prob > 0.0)
    yield f"  It ends: {said}."
    if shown.objective == "net" and shown.value is not None:
        yield f"  It takes {say_hours(shown.hours)} on average and is worth {say_hours(shown.value)} more than stopping."
    else:
        yield f"  It takes {say_hours(shown.hours)} on average."


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


def _act(act: TreeStep, indent: str) -> Iterator[str]:
    head = f"{indent}{act.number}. {clip(act.id, N_NAME_COLUMNS)}"
    if act.patience is not None and is_left(act.leave_chance):
        head += f", for up to {say_hours(act.patience)}"
    come_to = f"come to in {say_prob(act.reach)}"
    yield head + pad(come_to, max(2 + width(come_to), N_COLUMNS - width(head)), is_right=True)
    for label, branch in zip(act.labels, (act.if_it_works, act.if_not), strict=True):
        if branch.chance > 0.0:
            chance = pad(say_prob(branch.chance), N_LABEL_COLUMNS - width(label), is_right=True)
            yield f"{indent}   {label}{chance}  after {pad(say_hours(branch.hours), 9)}  {_follow(branch)}"


def _follow(branch: Arrow) -> str:
    if branch.next in ENDS and branch.number is None:
        return ENDS[branch.next]
    number = "(not shown) " if branch.number is None else f"{branch.number}. "
    return number + clip(branch.next, N_NAME_COLUMNS - len(number))
