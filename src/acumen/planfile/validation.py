"""Plans built in Python meet the rules of plans that were read: what is wrong is reported as in a plan file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from acumen import planfile
from acumen.errors import UsageError
from acumen.readings.hours import MAX_HOURS, MAX_SPREAD, MIN_SPREAD
from acumen.records import (
    N_ARTIFACTS,
    Chance,
    Conditional,
    Group,
    Hours,
    Interval,
    Node,
    Plan,
    Probe,
    Step,
    hypotheses_of,
    probe_artifacts,
)

SUM_TOLERANCE = 1e-6  # of the chances of a hypothesis's states


def refuse_unsound(plan: Plan, nodes: Sequence[Node]) -> None:
    """PlanError with every mistake where the plan has one; `nodes` are all groups and steps of its goal."""
    has_worth = plan.worth is None or 0.0 < plan.worth <= MAX_HOURS
    if (
        has_worth
        and _has_known_links(nodes)
        and all(_is_sound(node) for node in nodes)
        and _has_sound_beliefs(plan, nodes)
    ):
        return
    planfile.write(plan)  # reads what it has written, and reports what it finds
    raise UsageError(
        "expected a plan whose steps can be told apart and started, found one that isn't",
        hint="write it with acumen.planfile.write and look at the text with `acumen check`",
    )


def _has_sound_beliefs(plan: Plan, nodes: Sequence[Node]) -> bool:
    """Whether hypotheses sum to 1, and chances and probes speak of those there are."""
    states = {hypothesis.id: dict(hypothesis.states) for hypothesis in plan.hypotheses}
    ids = [key for key in (*map(_id, nodes), *states, *(probe.id for probe in plan.probes)) if key is not None]
    if any(count > 1 for count in Counter(ids).values()):
        return False
    for probs in states.values():
        if not all(0.0 <= prob <= 1.0 for prob in probs.values()) or abs(sum(probs.values()) - 1.0) > SUM_TOLERANCE:
            return False
    known = {_id(node) for node in nodes}
    for probe in plan.probes:
        if probe.about not in states or not known.issuperset(probe.needs) or not _is_sound_hours(probe.hours):
            return False
        if probe.misled_by and (not _has_sound_artifacts(probe) or len(probe_artifacts(plan)) > N_ARTIFACTS):
            return False
    said = [(one.artifact, one.chance) for probe in plan.probes for one in probe.misled_by]
    if len(set(said)) > len(dict(said)):
        return False  # one artifact, two chances
    chances = [*(node.chance for node in nodes if isinstance(node, Step)), *(probe.positive for probe in plan.probes)]
    return all(_is_sound_chance(chance, states) for chance in chances)


def _has_sound_artifacts(probe: Probe) -> bool:
    """Whether their figures are chances, each is named once, and what they mislead about is one hypothesis."""
    names = [listed.artifact for listed in probe.misled_by]
    figures = [figure for listed in probe.misled_by for figure in (listed.chance, listed.shows)]
    return (
        len(set(names)) == len(names)
        and all(0.0 <= figure <= 1.0 for figure in figures)
        and (len(hypotheses_of(probe.positive)) <= 1)
    )


def _is_sound_chance(chance: Chance, states: Mapping[str, Mapping[str, float]]) -> bool:
    if not isinstance(chance, Conditional):
        return 0.0 <= chance <= 1.0
    thens = [*(case.then for case in chance.cases), *([] if chance.otherwise is None else [chance.otherwise])]
    named = [pair for case in chance.cases for pair in case.when]
    return all(0.0 <= then <= 1.0 for then in thens) and all(state in states.get(name, {}) for name, state in named)


def _is_sound(node: Node) -> bool:
    """Whether the figures of one step, or the members of one group, are within their domain."""
    if isinstance(node, Group):
        return len(node.of) > 0 and node.kind in {"all", "any"}
    is_chance = isinstance(node.chance, Conditional) or 0.0 <= node.chance <= 1.0
    return is_chance and _is_sound_hours(node.hours) and (node.fails is None or _is_sound_hours(node.fails))


def _is_sound_hours(hours: Hours) -> bool:
    if isinstance(hours, Interval):
        is_rising = 0.0 < hours.low_hours < hours.high_hours <= MAX_HOURS
        return is_rising and MIN_SPREAD * hours.low_hours <= hours.high_hours <= MAX_SPREAD * hours.low_hours
    return 0.0 <= hours <= MAX_HOURS


def _has_known_links(nodes: Sequence[Node]) -> bool:
    """Whether ids are unique, needs are known, and nothing depends on itself."""
    if any(_id(node) in {"", "stop", "otherwise"} for node in nodes):
        return False
    keys = [_id(node) or number for number, node in enumerate(nodes)]
    if any(count > 1 for count in Counter(keys).values()):
        return False
    known, at = set(keys), {id(node): key for node, key in zip(nodes, keys, strict=True)}
    depends: dict[str | int, list[str | int]] = {}
    for node, key in zip(nodes, keys, strict=True):
        depends[key] = [at[id(member)] for member in node.of] if isinstance(node, Group) else list(node.needs)
        if not known.issuperset(depends[key]):
            return False
    try:
        TopologicalSorter(depends).prepare()
    except CycleError:
        return False
    return True


def _id(node: Node) -> str | None:
    return node.id if isinstance(node, Step) else node.name
