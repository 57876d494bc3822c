"""Changes to a plan in thought: values set anew, steps left out. The file they came from is never touched."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from acumen.borders.signs import as_named
from acumen.errors import UsageError
from acumen.planfile.report import Report
from acumen.planfile.scalars import complement, write_chance, write_hours
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours, read_worth
from acumen.readings.misread import Misread, listed, shorten
from acumen.records import Chance, Conditional, Group, Hours, Hypothesis, Node, Plan, Probe, Step, walk
from acumen.results.sensitivity import Change

STEP_KEYS = ("chance", "hours", "fails")
SET_HINT = "write STEP.KEY=VALUE with a key of chance, hours, fails, or worth=HOURS"


def change(plan: Plan, *, settings: Mapping[str, str | float] | None = None, drops: Iterable[str] = ()) -> Plan:
    """The plan with `settings` (`{"checker.chance": "60%", "worth": 300}`) and without the steps and groups `drops`.

    Values are read as in a plan file. A dropped member of an `any` is one way less, a dropped member of an `all` is taken
    as not needed; nothing needs what was dropped. Raises UsageError.

    >>> plan = acumen.read_plan('plan.yaml')
    >>> acumen.change(plan, settings={'real-thing.chance': '50%', 'worth': 100}).worth
    100.0
    """
    return change_and_tell(plan, settings=settings, drops=drops)[0]


def change_and_tell(
    plan: Plan, *, settings: Mapping[str, str | float] | None = None, drops: Iterable[str] = ()
) -> tuple[Plan, tuple[Change, ...]]:
    """The changed plan, and every change in words."""
    ids = [*(id_ for node in walk(plan.goal) if (id_ := _id(node))), *(hypothesis.id for hypothesis in plan.hypotheses)]
    unwanted = tuple(dict.fromkeys(as_named(name, ids) for name in _names("drops", drops)))
    changes: list[Change] = []
    for told, value in _known(settings).items():
        id_, dot, key = told.partition(".")
        name = f"{as_named(id_, ids)}{dot}{key}" if dot else told
        _refuse_both(name, unwanted)
        plan, made = _set(plan, name, str(value))
        changes.append(made)
    for id_ in unwanted:
        _check_known(plan, id_)
    plan, dropped = _drop(plan, unwanted)
    return plan, (*changes, *dropped)


def _names(what: str, names: object) -> list[str]:
    """Names, in order; UsageError where they are none."""
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise UsageError(f"expected {what} to be a list of ids, found {names!r}", hint=f'{what}=["some-step"]')
    found = list(names)
    if not all(isinstance(name, str) for name in found):
        raise UsageError(f"expected {what} to be texts, found {found!r}", hint="write them as in a plan file")
    return found


def _known(settings: Mapping[str, str | float] | None) -> Mapping[str, str | float]:
    if settings is not None and not isinstance(settings, Mapping):
        raise UsageError(f"expected settings by name, found {settings!r}", hint='settings={"some-step.chance": "60%"}')
    _names("the keys of settings", settings or {})
    return settings or {}


def _refuse_both(name: str, unwanted: tuple[str, ...]) -> None:
    id_, dot, _ = name.partition(".")
    if dot and id_ in unwanted:
        raise UsageError(f"expected `{id_}` to be set or dropped, found both", hint="leave one of the two out")


def _set(plan: Plan, name: str, text: str) -> tuple[Plan, Change]:
    """One value set anew."""
    id_, dot, key = name.partition(".")
    if not dot:
        if name != "worth":
            raise UsageError(f"expected `worth` or STEP.KEY to set, found {shorten(name)}", hint=SET_HINT)
        worth = _understood(name, read_worth(text))
        before = None if plan.worth is None else write_hours(plan.worth)
        return msgspec.structs.replace(plan, worth=worth), Change(
            what=name, old_text=before, new_text=write_hours(worth)
        )
    hypothesis = next((found for found in plan.hypotheses if found.id == id_), None)
    if hypothesis is not None:
        return _set_belief(plan, hypothesis, key, text)
    return _set_step(plan, _find_step(plan, id_), key, text)


def _set_step(plan: Plan, step: Step, key: str, text: str) -> tuple[Plan, Change]:
    what = f"{step.id}.{key}"
    changed: Step
    before: str | None
    if key == "chance":
        chance = _understood(what, read_chance(text))
        changed = msgspec.structs.replace(step, chance=chance)
        before, after = _say_chance(step.chance), write_chance(chance)
    elif key == "hours":
        hours = _hours(what, text)
        changed = msgspec.structs.replace(step, hours=hours)
        before, after = write_hours(step.hours), write_hours(hours)
    elif key == "fails":
        fails = _hours(what, text)
        changed = msgspec.structs.replace(step, fails=fails)
        before, after = None if step.fails is None else write_hours(step.fails), write_hours(fails)
    else:
        raise _unknown_key(what, key, STEP_KEYS, "step")
    goal = _with_step(plan.goal, changed)
    return msgspec.structs.replace(plan, goal=goal), Change(what=what, old_text=before, new_text=after)


def _set_belief(plan: Plan, hypothesis: Hypothesis, key: str, text: str) -> tuple[Plan, Change]:
    """The chance of a hypothesis that holds or does not."""
    what = f"{hypothesis.id}.{key}"
    if key != "chance":
        raise _unknown_key(what, key, ("chance",), "hypothesis")
    if not hypothesis.is_binary:
        message = f"expected a hypothesis that holds or does not, found several states in {shorten(hypothesis.id)}"
        raise UsageError(message, hint="change the chances of its states in the file")
    chance = _understood(what, read_chance(text))
    changed = msgspec.structs.replace(hypothesis, states=(("yes", chance), ("no", complement(chance))))
    hypotheses = tuple(changed if found.id == changed.id else found for found in plan.hypotheses)
    before = write_chance(dict(hypothesis.states)["yes"])
    return msgspec.structs.replace(plan, hypotheses=hypotheses), Change(
        what=what, old_text=before, new_text=write_chance(chance)
    )


def _understood(what: str, value: float | Misread) -> float:
    """The value, or the mistake that a plan file would report."""
    if isinstance(value, Misread):
        raise _misread(what, value)
    return value


def _hours(what: str, text: str) -> Hours:
    hours = read_hours(text)
    if isinstance(hours, Misread):
        raise _misread(what, hours)
    return hours


def _misread(what: str, misread: Misread) -> UsageError:
    return UsageError(f"{what}: {misread.message}", hint=misread.hint)


def _say_chance(chance: Chance) -> str:
    if not isinstance(chance, Conditional):
        return write_chance(chance)
    return f"by {listed(dict.fromkeys(hypothesis for case in chance.cases for hypothesis, _ in case.when), 2)}"


def _unknown_key(what: str, key: str, known: tuple[str, ...], kind: str) -> UsageError:
    hint = _nearest(key, known, f"of a {kind} can be set: {listed(known)}")
    return UsageError(f"{what}: expected a key of a {kind} that can be set, found {shorten(key)}", hint=hint)


def _nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    return Report("", "").did_you_mean(word, known, otherwise)


def _find_step(plan: Plan, id_: str) -> Step:
    nodes = list(walk(plan.goal))
    for node in nodes:
        if isinstance(node, Step) and node.id == id_:
            return node
    if any(isinstance(node, Group) and node.name == id_ for node in nodes):
        raise UsageError(
            f"expected the id of a step, found the group {shorten(id_)}", hint="set the values of its steps"
        )
    ids = [node.id for node in nodes if isinstance(node, Step)]
    hint = _nearest(id_, ids, f"steps are {listed(ids)}")
    raise UsageError(f"expected the id of a step, found {shorten(id_)}", hint=hint)


def _with_step(node: Node, changed: Step) -> Node:
    """The tree with one step replaced."""
    if isinstance(node, Step):
        return changed if node.id == changed.id else node
    return msgspec.structs.replace(node, of=tuple(_with_step(member, changed) for member in node.of))


def _id(node: Node) -> str | None:
    return node.id if isinstance(node, Step) else node.name


def _check_known(plan: Plan, id_: str) -> None:
    """Only steps and named groups below the goal can be left out."""
    ids = [found for node in walk(plan.goal) if (found := _id(node)) is not None]
    if id_ not in ids:
        hint = _nearest(id_, ids, f"steps and named groups are {listed(ids)}")
        raise UsageError(f"expected the id of a step or group to drop, found {shorten(id_)}", hint=hint)
    if _id(plan.goal) == id_:
        raise UsageError(
            f"expected a part of the goal to drop, found the goal itself, {shorten(id_)}",
            hint="name a step or a group below it",
        )


def _drop(plan: Plan, unwanted: tuple[str, ...]) -> tuple[Plan, tuple[Change, ...]]:
    """The plan without some steps and groups, and without needs of anything that went with them."""
    if not unwanted:
        return plan, ()
    gone: dict[str, None] = {}
    changes: list[Change] = []
    goal = _without(plan.goal, unwanted, gone, changes)
    probes = tuple(_less_needy(probe, gone) for probe in plan.probes)
    waiting = [node for node in walk(goal) if isinstance(node, Step) and any(need in gone for need in node.needs)]
    for step in waiting:
        left = [need for need in step.needs if need not in gone]
        changes.append(Change(what=f"{step.id}.needs", old_text=listed(step.needs), new_text=listed(left) or "nothing"))
    return msgspec.structs.replace(plan, goal=_free(goal, gone), probes=probes), tuple(changes)


def _without(group: Node, unwanted: tuple[str, ...], gone: dict[str, None], changes: list[Change]) -> Node:
    """The group less its unwanted members; `gone` gathers every id that went, `changes` says so."""
    if isinstance(group, Step):
        return group
    kept: list[Node] = []
    for member in group.of:
        if _id(member) not in unwanted:
            kept.append(_without(member, unwanted, gone, changes))
            continue
        gone.update((id_, None) for node in walk(member) if (id_ := _id(node)) is not None)
        where = f" in `{group.name}`" if group.name else ""
        note = (
            f"was one of the ways{where}; taken as never available"
            if group.kind == "any"
            else f"was required{where}; taken as not needed, which is not the same as failed"
        )
        changes.append(Change(what=_id(member) or "", old_text="in the plan", new_text=None, note=note))
    if not kept:
        what = f"the group `{group.name}`" if group.name else f"an `{group.kind}`"
        hint = f"drop the group: `{group.name}`" if group.name else "keep one of its members, or give the group a name"
        raise UsageError(f"expected a member left in {what}, found all dropped", hint=hint)
    return msgspec.structs.replace(group, of=tuple(kept))


def _free(node: Node, gone: dict[str, None]) -> Node:
    """The tree without needs of what is gone."""
    if isinstance(node, Step):
        return _less_needy(node, gone)
    return msgspec.structs.replace(node, of=tuple(_free(member, gone) for member in node.of))


Needy = TypeVar("Needy", Step, Probe)


def _less_needy(action: Needy, gone: dict[str, None]) -> Needy:
    if not any(need in gone for need in action.needs):
        return action
    return msgspec.structs.replace(action, needs=tuple(need for need in action.needs if need not in gone))
