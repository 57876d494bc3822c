"""A policy as the source of a diagram, for Mermaid and for Graphviz. Names come from a file and are quoted for each."""

from collections.abc import Iterator

from acumen.desk.plans.policy_tree import readable
from acumen.pages.columns import clip
from acumen.pages.number_format import is_left, say_hours, say_prob
from acumen.results.plans import Arrow, Tree, TreeStep
from acumen.views.due_days import say_without
from acumen.views.policy_tree import ENDS

N_LABEL_CHARACTERS = 40


def write_mermaid(whole: Tree) -> Iterator[str]:
    """A flowchart from the top down."""
    shown = readable(whole)
    yield "flowchart TD"
    for act in shown.acts:
        yield f'  s{act.number}["{"<br>".join(map(_mermaid, _label(act)))}"]'
    for end in _ends(shown):
        yield f'  {_target(end)}(["{_mermaid(_end_label(end))}"])'
    if not shown.acts:
        yield f'  {shown.next}(["{ENDS[shown.next]}"])'
    for act in shown.acts:
        for label, branch in _branches(act):
            yield f'  s{act.number} -->|"{_mermaid(_edge_label(label, branch))}"| {_target(branch)}'


def write_graphviz(whole: Tree) -> Iterator[str]:
    """A directed graph for `dot`."""
    shown = readable(whole)
    yield "digraph policy {"
    yield "  node [shape=box];"
    for act in shown.acts:
        label = "\\n".join(map(_graphviz, _label(act)))
        yield f'  s{act.number} [label="{label}"];'
    for end in _ends(shown):
        yield f'  {_target(end)} [shape=oval, label="{_graphviz(_end_label(end))}"];'
    if not shown.acts:
        yield f'  {shown.next} [shape=oval, label="{ENDS[shown.next]}"];'
    for act in shown.acts:
        for which, branch in _branches(act):
            yield f'  s{act.number} -> {_target(branch)} [label="{_graphviz(_edge_label(which, branch))}"];'
    yield "}"


def _branches(act: TreeStep) -> list[tuple[str, Arrow]]:
    """What can follow."""
    both = zip(act.labels, (act.if_it_works, act.if_not), strict=True)
    return [(label, branch) for label, branch in both if branch.chance > 0.0]


def _ends(shown: Tree) -> list[Arrow]:
    """Every end that is led to, and every step that is named without being shown, once."""
    ends = {_target(branch): branch for act in shown.acts for _, branch in _branches(act) if branch.number is None}
    return list(ends.values())


def _target(branch: Arrow) -> str:
    """The name of a node in the diagram."""
    if branch.number is not None:
        return f"s{branch.number}"
    without = "".join(f"_{part.encode().hex()}" for part in branch.part_ids)
    return f"end_{branch.next}{without}" if branch.next in ENDS else "more_" + branch.next.encode().hex()


def _label(act: TreeStep) -> tuple[str, ...]:
    name = clip(act.id, N_LABEL_CHARACTERS)
    is_patient = act.patience_hours is not None and is_left(act.leave_chance)
    return (name, f"for up to {say_hours(act.patience_hours or 0.0)}") if is_patient else (name,)


def _end_label(end: Arrow) -> str:
    made = f"{ENDS.get(end.next)}{clip(say_without(end.part_ids), N_LABEL_CHARACTERS)}"
    return made if end.next in ENDS else f"{clip(end.next, N_LABEL_CHARACTERS)} …"


def _edge_label(label: str, branch: Arrow) -> str:
    return f"{label} {say_prob(branch.chance)}, {say_hours(branch.hours)}"


def _mermaid(text: str) -> str:
    """Signs that mean something to Mermaid or HTML as entities."""
    return "".join(sign if sign.isalnum() or sign in " .,%…_-" else f"#{ord(sign)};" for sign in text)


def _graphviz(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
