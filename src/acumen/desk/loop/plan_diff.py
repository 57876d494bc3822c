"""What one version of a plan says and another does not, in words of the plan file."""

from collections.abc import Collection, Iterator

import msgspec

from acumen.history import respell
from acumen.history.respelling import find_spelling
from acumen.planfile.scalars import write_chance, write_hours
from acumen.planfile.writing import written_dates
from acumen.readings.misread import listed
from acumen.records import Chance, Conditional, Hours, Hypothesis, Node, Plan, Probe, Step, walk
from acumen.results.sensitivity import Change

Words = str | None


def differences(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Every difference, in the order of the plan: what it is worth, its steps, its groups, its hypotheses and probes.

    An id in another spelling is the same id; that it is spelt otherwise is all that is said of it.
    """
    spelt = respell(before, after)
    return (
        *_head(before, after),
        *_spellings(before, after),
        *_compared(spelt, after),
    )


def _compared(before: Plan, after: Plan) -> Iterator[Change]:
    """Of two plans that spell their ids alike."""
    yield from (
        *_entries(_steps(before), _steps(after)),
        *_tree(before, after),
        *_rest(before, after),
    )


def _spellings(before: Plan, after: Plan) -> Iterator[Change]:
    """Ids of entries that are the same but for how they are spelt."""
    spelling = find_spelling([before, after])
    if spelling is not None:
        for id_ in _ids(before):
            yield from _changed(id_, id_, spelling.id(id_))


def _ids(plan: Plan) -> Iterator[str]:
    for node in walk(plan.goal):
        if isinstance(node, Step):
            yield node.id
        elif node.name is not None:
            yield node.name
    yield from (one.id for one in plan.hypotheses)
    yield from (one.id for one in plan.probes)


def _head(before: Plan, after: Plan) -> Iterator[Change]:
    yield from _changed("plan", before.plan, after.plan)
    yield from _changed("title", before.title, after.title)
    yield from _changed("worth", _hours(before.worth), _hours(after.worth))
    yield from _changed("ship", _text(before.ship), _text(after.ship))
    old, new = dict(written_dates(before)), dict(written_dates(after))
    for key in dict.fromkeys([*old, *new]):
        yield from _changed(key, old.get(key), new.get(key))


def _rest(before: Plan, after: Plan) -> Iterator[Change]:
    yield from _entries({h.id: _said(h) for h in before.hypotheses}, {h.id: _said(h) for h in after.hypotheses})
    yield from _entries({p.id: _said(p) for p in before.probes}, {p.id: _said(p) for p in after.probes})


def _tree(before: Plan, after: Plan) -> Iterator[Change]:
    """The tree itself, where steps that are in both stand in it differently."""
    common = _steps(before).keys() & _steps(after).keys()
    old, new = _shape(before.goal, common), _shape(after.goal, common)
    if old != new:
        yield Change(what="goal", old_text=old, new_text=new)


def _shape(node: Node, ids: Collection[str]) -> str:
    """The tree in a line, of these steps only; empty where none of them is in it."""
    if isinstance(node, Step):
        return node.id if node.id in ids else ""
    members = [shape for member in node.of if (shape := _shape(member, ids))]
    return f"{node.kind}({', '.join(members)})" if members else ""


def _steps(plan: Plan) -> dict[str, dict[str, Words]]:
    return {node.id: _said(node) for node in walk(plan.goal) if isinstance(node, Step)}


def _said(entry: Step | Probe | Hypothesis) -> dict[str, Words]:
    """The keys of an entry and what stands there."""
    if isinstance(entry, Hypothesis):
        return {
            "claim": entry.claim,
            "states": ", ".join(f"{name} {write_chance(prob)}" for name, prob in entry.states),
        }
    said: dict[str, Words] = {"hours": _hours(entry.hours), "needs": listed(entry.needs) or None}
    if isinstance(entry, Step):
        said = {"chance": _chance(entry.chance), **said, "fails": _hours(entry.fails)}
        said |= {"due": _text(entry.due or None), "cut": _cut(entry.cut)}
    else:
        said = {"about": entry.about, "positive": _chance(entry.positive), "artifacts": _artifacts(entry), **said}
    return {**said, "domain": entry.domain, "title": entry.title, "note": entry.note}


def _entries(before: dict[str, dict[str, Words]], after: dict[str, dict[str, Words]]) -> Iterator[Change]:
    for id_, said in after.items():
        if id_ not in before:
            figures = [said[key] for key in ("chance", "positive", "states", "hours") if said.get(key)]
            yield Change(what=id_, old_text=None, new_text=", ".join(figure for figure in figures if figure))
            continue
        for key, text in said.items():
            yield from _changed(f"{id_}.{key}", before[id_][key], text)
    for id_ in before:
        if id_ not in after:
            yield Change(what=id_, old_text="in the plan", new_text=None)


def _changed(what: str, before: Words, after: Words) -> Iterator[Change]:
    if before != after:
        yield Change(what=what, old_text=before, new_text=after)


def _chance(chance: Chance) -> str:
    if not isinstance(chance, Conditional):
        return write_chance(chance)
    cases = [f"{write_chance(case.then)} when {' and '.join(map(' is '.join, case.when))}" for case in chance.cases]
    return ", ".join(
        [*cases, *([f"otherwise {write_chance(chance.otherwise)}"] if chance.otherwise is not None else [])]
    )


def _artifacts(probe: Probe) -> Words:
    shown = [f"{one.artifact} {write_chance(one.chance)} shows {write_chance(one.shows)}" for one in probe.misled_by]
    return ", ".join(shown) or None


def _cut(cut: float | msgspec.UnsetType) -> Words:
    return None if cut is msgspec.UNSET else write_hours(cut)


def _hours(hours: Hours | None) -> Words:
    return None if hours is None else write_hours(hours)


def _text(value: object) -> Words:
    return None if value is None else str(value)
