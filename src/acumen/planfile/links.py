"""What must hold between the parts of a plan: ids are unique, needs are known, and nothing waits for itself."""

from acumen.planfile.context import Context, Declared
from acumen.planfile.report import N_SHOWN
from acumen.readings.misread import cut, listed, shorten

_N_NAMED = 8  # ids shown of a long cycle


def check_links(context: Context) -> None:
    """Report ids that are taken, needs that can't be met and circles of needs."""
    numbers = _check_unique(context)
    edges = _check_needs(context, numbers)
    _check_circles(context, edges)


def _check_unique(context: Context) -> dict[str, int]:
    """The number of what each id was first given to, in the order of the text."""
    numbers: dict[str, int] = {}
    for number, declared in sorted(enumerate(context.declared), key=lambda pair: pair[1].at):
        if declared.id is None:
            continue
        first = context.declared[numbers.setdefault(declared.id, number)]
        if first is not declared:
            line = context.report.where(first.at).line
            found = f"{shorten(declared.id)} again (the {first.kind} on line {line} has it)"
            context.report.add("duplicate-id", declared.at, f"expected an id of its own, found {found}", "rename one")
    return numbers


def _check_needs(context: Context, numbers: dict[str, int]) -> list[list[tuple[int, int]]]:
    """For each thing declared, (number, place) of what it needs, in so far as that makes sense; -1 for members."""
    edges: list[list[tuple[int, int]]] = [[] for _ in context.declared]
    known = [other.id for other in context.declared if other.id is not None and other.kind in ("step", "group")]
    for number, declared in enumerate(context.declared):
        if declared.parent is not None:
            edges[declared.parent].append((number, -1))
        for need, at in declared.needs:
            target = numbers.get(need)
            if target is None:
                _report_unknown(need, at, known, context)
            elif _is_sensible(declared, target, at, context):
                edges[number].append((target, at))
    return edges


def _report_unknown(need: str, at: int, known: list[str], context: Context) -> None:
    hint = context.report.did_you_mean(need, known, f"ids of steps and named groups are {listed(known) or 'none'}")
    context.report.add("needs-unknown", at, f"expected the id of a step or group, found {shorten(need)}", hint)


def _is_sensible(declared: Declared, target: int, at: int, context: Context) -> bool:
    """Report a need of a step by itself or by a member of the needed group, and of what is no step or group."""
    report = context.report
    needed = context.declared[target]
    shown = shorten(needed.id or "")
    if needed.kind not in ("step", "group"):
        message = f"expected the id of a step or group, found the {needed.kind} {shown}"
        report.add("needs-not-a-step", at, message, "only what can succeed can be needed")
    elif needed.id == declared.id:
        report.add("needs-itself", at, f"expected the id of another step, found {shown} itself", "remove it")
    elif target in _groups_around(declared, context):
        message = f"expected a step or group elsewhere, found {shown}, which the step is in"
        report.add(
            "needs-own-group", at, message, "a group can't succeed before its members; need a step in it instead"
        )
    else:
        return True
    return False


def _groups_around(declared: Declared, context: Context) -> set[int]:
    groups = set()
    parent = declared.parent
    while parent is not None:
        groups.add(parent)
        parent = context.declared[parent].parent
    return groups


def _check_circles(context: Context, edges: list[list[tuple[int, int]]]) -> None:
    """Depth-first, without recursion: an edge back to where the path has been closes a circle."""
    place = [-1] * len(edges)  # on the path; -2: done
    next_edge = [0] * len(edges)
    n_found = 0
    for start in range(len(edges)):
        path = [start] if place[start] == -1 else []
        if path:
            place[start] = 0
        while path and n_found <= N_SHOWN:
            number = path[-1]
            if next_edge[number] == len(edges[number]):
                place[path.pop()] = -2
                continue
            target, _ = edges[number][next_edge[number]]
            next_edge[number] += 1
            if place[target] == -1:
                place[target] = len(path)
                path.append(target)
            elif place[target] >= 0:
                _report_circle(path[place[target] :], context, edges)
                n_found += 1


def _report_circle(circle: list[int], context: Context, edges: list[list[tuple[int, int]]]) -> None:
    """Show the circle at the need, of those in it, that comes last in the text."""
    following = dict(zip(circle, [*circle[1:], circle[0]], strict=True))
    at, last = max((at, number) for number in circle for target, at in edges[number] if target == following[number])
    turned = [following[last]]
    while turned[-1] != last:
        turned.append(following[turned[-1]])
    ids = [context.declared[number].id for number in [last, *turned]]
    names = [cut(id_) for id_ in ids if id_ is not None]
    if len(names) > _N_NAMED:
        names = [*names[: _N_NAMED - 2], "…", *names[-2:]]
    message = f"expected needs that can be met in some order, found the circle {' → '.join(names)}"
    context.report.add("needs-circular", at, message, "remove one of these needs")
