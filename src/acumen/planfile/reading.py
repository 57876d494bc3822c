"""From text to a plan: the goal's tree of steps and groups. Hypotheses are read first: chances speak of them."""

from typing import Literal

import msgspec

from acumen.errors import Problem
from acumen.planfile.artifacts import read_artifacts
from acumen.planfile.calendars import PLAN_KEYS, read_cut, read_dates, read_due
from acumen.planfile.conditionals import read_any_chance
from acumen.planfile.context import Context, Declared
from acumen.planfile.fields import RESERVED, Fields, as_mapping, as_scalar, as_sequence, check_id, wrong_kind
from acumen.planfile.hypotheses import read_hypotheses
from acumen.planfile.links import check_links
from acumen.planfile.nodes import MappingNode, Node, Scalar, Sequence, decode, parse
from acumen.planfile.other_words import OF_PLANS, OF_STEPS
from acumen.readings.hours import read_hours, read_worth
from acumen.readings.misread import Misread, listed, shorten
from acumen.readings.moments import read_date
from acumen.records import Group, Hours, Plan, Probe, Step
from acumen.records import Node as PlanNode

N_STEPS = 10_000

_PLAN_KEYS = ("plan", "title", "worth", "ship", *PLAN_KEYS, "goal", "hypotheses", "probes")
_STEP_KEYS = ("step", "title", "chance", "hours", "fails", "needs", "due", "cut", "domain", "note")
_PROBE_KEYS = ("probe", "title", "about", "hours", "positive", "artifacts", "needs", "domain", "note")
_GROUP_KINDS: tuple[Literal["all", "any"], ...] = ("all", "any")
_GROUP_HINTS = {
    "name": "a group's name stands inside: `all: {name: …, of: […]}`",
    "cut": "a group's cut stands inside: `all: {cut: …, of: […]}`",
    "needs": "only steps and probes have needs: give them to the steps of the group",
}
_NODE_HINT = "write `- step: some-id` with its `chance` and `hours`, or `- all:` or `- any:` with a list"


def read(text: str | bytes, *, source: str = "<text>") -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan in a text, or None with every mistake found in it, in the order of the text."""
    decoded, report = decode(text, source)
    root = None if report.n_mistakes else parse(decoded, report)
    plan = None if root is None else _read_plan(root, Context(report))
    problems = report.problems()
    return (None if problems else plan), problems


def _read_plan(root: Node, context: Context) -> Plan | None:
    report = context.report
    context.expect(root)
    mapping = as_mapping(root, "a plan, a mapping with the keys `plan` and `goal`", report, "see `acumen new`")
    if mapping is None:
        return None
    fields = Fields(mapping, report)
    if "portfolio" in fields.keys and "goal" not in fields.keys:
        at = fields.keys["portfolio"].at
        report.add("portfolio", at, "expected a plan, found a portfolio", "acumen portfolio FILE divides its hours")
        return None
    fields.only(_PLAN_KEYS, ("plan", "goal"), "a plan", OF_PLANS)
    slug = fields.scalar("plan", "an id")
    if slug is not None:
        check_id(slug, (), report)
    hypotheses = read_hypotheses(fields, context)
    goal = _read_node(fields.values["goal"], context, None) if "goal" in fields.values else None
    probes = _read_probes(fields, context)
    _check_size(context)
    check_links(context)
    worth = fields.figure("worth", "hours", read_worth)
    ship = fields.figure("ship", "a day", read_date)
    dates = read_dates(fields, ship, context)
    title = fields.text("title")
    if slug is None or goal is None or report.n_mistakes:
        return None
    return Plan(
        plan=slug.text,
        title=title,
        worth=worth,
        ship=ship,
        goal=goal,
        hypotheses=hypotheses,
        probes=probes,
        hours_per_week=dates.hours_per_week,
        days=dates.days,
        off=dates.off,
        late=dates.late,
        together=dates.together,
    )


def _check_size(context: Context) -> None:
    n_steps = len(context.steps_at)
    if n_steps > N_STEPS:
        message = f"expected at most {N_STEPS:,} steps, found {n_steps:,}"
        hint = "put parts of the plan into files of their own, each one step here"
        context.report.add("too-many-steps", context.steps_at[N_STEPS], message, hint)


def _read_node(node: Node, context: Context, parent: int | None) -> PlanNode | None:
    """A step or a group."""
    hint = "put the list under `all:` or `any:`" if isinstance(node, Sequence) else _NODE_HINT
    mapping = as_mapping(node, "a step or a group", context.report, hint)
    if mapping is None:
        return None
    fields = Fields(mapping, context.report)
    kinds = [kind for kind in _GROUP_KINDS if kind in fields.values]
    is_step = "step" in fields.values
    if len(kinds) + is_step > 1:
        both = sorted((fields.keys[kind] for kind in (*kinds, *["step"] * is_step)), key=lambda key: key.at)
        message = f"expected one of `step`, `all` and `any`, found {listed(f'`{key.text}`' for key in both)} together"
        context.report.add("mixed-node", both[1].at, message, "give each an item of its own, starting with `- `")
    elif is_step or (not kinds and any(key in _STEP_KEYS for key in fields.keys)):
        return _read_step(fields, context, parent)
    elif kinds:
        fields.only((kinds[0],), (), "a group's item", _GROUP_HINTS)
    else:
        message = f"expected the key `step`, `all` or `any`, found {listed(map(shorten, fields.keys)) or 'nothing'}"
        context.report.add("not-a-step", mapping.at, message, _NODE_HINT)
    groups = [_read_group(kind, fields.values[kind], mapping.at, context, parent) for kind in kinds]
    return groups[0] if groups else None


def _read_group(
    kind: Literal["all", "any"], value: Node, at: int, context: Context, parent: int | None
) -> Group | None:
    """The members of `all` or `any`, a list or a mapping with `name` and `of`."""
    report = context.report
    name: Scalar | None = None
    of: Node | None = value
    cut: float | msgspec.UnsetType = msgspec.UNSET
    if isinstance(value, MappingNode):
        fields = Fields(value, report)
        hint = "members stand in a list: start each with `- `"
        fields.only(("name", "cut", "of"), ("of",), f"`{kind}`", dict.fromkeys(("step", "all", "any"), hint))
        name, of = fields.scalar("name", "an id"), fields.values.get("of")
        cut = read_cut(fields, context, parent)
    if name is not None:
        check_id(name, RESERVED, report)
        name = context.spell(name)
    number = context.declare(
        Declared(
            kind="group",
            at=name.at if name else at,
            id=name.text if name else None,
            parent=parent,
            group_kind=kind,
            is_cut=cut is not msgspec.UNSET,
        )
    )
    sequence = None if of is None else as_sequence(of, f"a list of steps and groups in `{kind}`", report, _NODE_HINT)
    if sequence is None:
        return None
    if not sequence.items:
        report.add("empty-group", sequence.at, f"expected a step or a group in `{kind}`, found none", _NODE_HINT)
    members = [_read_node(item, context, number) for item in sequence.items]
    return Group(kind=kind, of=tuple(member for member in members if member), name=name.text if name else None, cut=cut)


def _read_step(fields: Fields, context: Context, parent: int | None) -> Step | None:
    context.steps_at.append(fields.at)
    fields.only(_STEP_KEYS, ("step", "chance", "hours"), "a step", OF_STEPS)
    id_ = _read_id(fields, "step", context)
    needs = _read_needs(fields, context)
    cut = read_cut(fields, context, parent)
    context.declare(
        Declared(
            kind="step",
            at=id_.at if id_ else fields.at,
            id=id_.text if id_ else None,
            needs=needs,
            parent=parent,
            is_cut=cut is not msgspec.UNSET,
        )
    )
    chance = read_any_chance(fields.values["chance"], context) if "chance" in fields.values else None
    hours = _read_hours(fields, "hours")
    fails = _read_hours(fields, "fails")
    due = read_due(fields, context)
    title, domain, note = (fields.text(key) for key in ("title", "domain", "note"))
    if id_ is None or chance is None or hours is None:
        return None
    return Step(
        id=id_.text,
        title=title,
        chance=chance,
        hours=hours,
        fails=fails,
        needs=tuple(need for need, _ in needs),
        domain=domain,
        note=note,
        due=due,
        cut=cut,
    )


def _read_probes(fields: Fields, context: Context) -> tuple[Probe, ...]:
    if "probes" not in fields.values:
        return ()
    hint = "start each probe with `- probe: some-id`"
    sequence = as_sequence(fields.values["probes"], "a list of probes", context.report, hint)
    mappings = [as_mapping(item, "a probe", context.report, hint) for item in (sequence.items if sequence else ())]
    probes = [_read_probe(Fields(mapping, context.report), context) for mapping in mappings if mapping]
    return tuple(probe for probe in probes if probe)


def _read_probe(fields: Fields, context: Context) -> Probe | None:
    fields.only(_PROBE_KEYS, ("probe", "about", "hours", "positive"), "a probe", {})
    id_ = _read_id(fields, "probe", context)
    needs = _read_needs(fields, context)
    context.declare(Declared(kind="probe", at=id_.at if id_ else fields.at, id=id_.text if id_ else None, needs=needs))
    about = _read_about(fields, context)
    hours = _read_hours(fields, "hours")
    positive = read_any_chance(fields.values["positive"], context) if "positive" in fields.values else None
    artifacts = read_artifacts(fields, positive, context)
    title, domain, note = (fields.text(key) for key in ("title", "domain", "note"))
    if id_ is None or about is None or hours is None or positive is None:
        return None
    return Probe(
        id=id_.text,
        title=title,
        about=about.text,
        hours=hours,
        positive=positive,
        artifacts=artifacts,
        needs=tuple(need for need, _ in needs),
        domain=domain,
        note=note,
    )


def _read_about(fields: Fields, context: Context) -> Scalar | None:
    """The hypothesis a probe tells about."""
    about = fields.scalar("about", "a hypothesis")
    about = None if about is None else context.spell(about)
    if about is None or about.text in context.states or not context.is_every_hypothesis_read:
        return about
    known = f"hypotheses are {listed(context.states)}" if context.states else "the plan has no `hypotheses`"
    hint = context.report.did_you_mean(about.text, context.states, known)
    message = f"expected the id of a hypothesis, found {shorten(about.text)}"
    context.report.add("unknown-hypothesis", about.at, message, hint)
    return about


def _read_id(fields: Fields, key: str, context: Context) -> Scalar | None:
    scalar = fields.scalar(key, "an id")
    if scalar is not None:
        check_id(scalar, RESERVED, context.report)
        return context.spell(scalar)
    return scalar


def _read_hours(fields: Fields, key: str) -> Hours | None:
    scalar = fields.scalar(key, "hours")
    hours = None if scalar is None else read_hours(scalar.text)
    if scalar is not None and isinstance(hours, Misread):
        fields.report.add(hours.code, scalar.at, hours.message, hours.hint)
    return None if isinstance(hours, Misread) else hours


def _read_needs(fields: Fields, context: Context) -> tuple[tuple[str, int], ...]:
    """(id, place) of every need; one id alone may stand without a list."""
    value = fields.values.get("needs")
    if value is None:
        return ()
    if isinstance(value, MappingNode):
        wrong_kind(value, "a list of ids after `needs:`", context.report, "write `needs: [first, second]`")
        return ()
    items = value.items if isinstance(value, Sequence) else (value,)
    scalars = [as_scalar(item, "an id after `needs:`", context.report) for item in items]
    needs: dict[str, int] = {}
    for scalar in (None if one is None else context.spell(one) for one in scalars):
        if scalar is not None and scalar.text in needs:
            message = f"expected each need once, found {shorten(scalar.text)} again"
            context.report.add("need-repeated", scalar.at, message, "remove one of the two")
        elif scalar is not None:
            needs[scalar.text] = scalar.at
    return tuple(needs.items())
