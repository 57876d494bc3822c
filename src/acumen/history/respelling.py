"""One spelling for every id of a plan: a version or a record that spells one otherwise speaks of the same thing.

Ids are kept as they were typed and compared folded (`borders.signs.fold`). What was said before is read as the plan spells it
today, so that nothing that comes after has to compare spellings.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from acumen.borders.signs import fold
from acumen.history.entry import Said
from acumen.history.plans import PlanFacts
from acumen.records import Case, Chance, Conditional, Group, Hypothesis, Node, Plan, Probe, Step, walk

T = TypeVar("T")
OF_ENTRIES = "ids"  # steps, groups, probes and hypotheses share one set of ids; states and artifacts have their own


def respell_facts(facts: PlanFacts, versions: list[Said[Any]]) -> PlanFacts:
    """The same facts with every id as the last version that has it spells it; `versions` in order, the last one counts."""
    spelling = find_spelling([said.record.plan for said in versions])
    if spelling is None:
        return facts
    return PlanFacts(
        adopted=None if facts.adopted is None else _plan_said(facts.adopted, spelling),
        revisions=[_plan_said(said, spelling) for said in facts.revisions],
        starts=[_step_said(said, spelling) for said in facts.starts],
        spent=[_step_said(said, spelling) for said in facts.spent],
        ends=[_step_said(said, spelling) for said in facts.ends],
        evidence=[_evidence_said(said, spelling) for said in facts.evidence],
        checks=[_replace(said, artifact=spelling.artifact(said.record.artifact)) for said in facts.checks],
        stops=facts.stops,
        parks=facts.parks,
        baselines=facts.baselines,
        alarms=facts.alarms,
        advice=[_replace(said, next=spelling.id(said.record.next)) for said in facts.advice],
    )


def respell(plan: Plan, after: Plan) -> Plan:
    """A plan with its ids as a later version of it spells them."""
    spelling = find_spelling([plan, after])
    return plan if spelling is None else spelling.plan(plan)


def find_spelling(plans: Iterable[Plan]) -> "Spelling | None":
    """How the last of these plans spells what any of them names; None where all spell alike."""
    last: dict[tuple[str, str], str] = {}
    is_mixed = False
    for plan in plans:
        for key, id_ in _ids(plan):
            is_mixed |= last.get(key, id_) != id_
            last[key] = id_
    return Spelling(last) if is_mixed else None


def _ids(plan: Plan) -> Iterable[tuple[tuple[str, str], str]]:
    """Every id with what it is known by."""
    for node in walk(plan.goal):
        id_ = node.id if isinstance(node, Step) else node.name
        if id_ is not None:
            yield (OF_ENTRIES, fold(id_)), id_
    for hypothesis in plan.hypotheses:
        yield (OF_ENTRIES, fold(hypothesis.id)), hypothesis.id
        for state, _ in hypothesis.states:
            yield (f"states {fold(hypothesis.id)}", fold(state)), state
    for probe in plan.probes:
        yield (OF_ENTRIES, fold(probe.id)), probe.id
        for listed in probe.misled_by:
            yield ("artifacts", fold(listed.artifact)), listed.artifact


class Spelling:
    """The one spelling of each id."""

    def __init__(self, spelt: Mapping[tuple[str, str], str]) -> None:
        """By what it is of, and folded."""
        self._spelt = spelt

    def id(self, id_: str) -> str:
        """A step, group, probe or hypothesis."""
        return self._spelt.get((OF_ENTRIES, fold(id_)), id_)

    def state(self, hypothesis: str, state: str) -> str:
        """A state of a hypothesis."""
        return self._spelt.get((f"states {fold(hypothesis)}", fold(state)), state)

    def artifact(self, name: str) -> str:
        """A way in which evidence misleads."""
        return self._spelt.get(("artifacts", fold(name)), name)

    def plan(self, plan: Plan) -> Plan:
        """A whole plan."""
        return msgspec.structs.replace(
            plan,
            goal=self._node(plan.goal),
            hypotheses=tuple(self._hypothesis(one) for one in plan.hypotheses),
            probes=tuple(self._probe(one) for one in plan.probes),
        )

    def _node(self, node: Node) -> Node:
        if isinstance(node, Group):
            name = None if node.name is None else self.id(node.name)
            return msgspec.structs.replace(node, name=name, of=tuple(self._node(member) for member in node.of))
        needs = tuple(map(self.id, node.needs))
        return msgspec.structs.replace(node, id=self.id(node.id), needs=needs, chance=self.chance(node.chance))

    def _hypothesis(self, one: Hypothesis) -> Hypothesis:
        states = tuple((self.state(one.id, state), prob) for state, prob in one.states)
        return msgspec.structs.replace(one, id=self.id(one.id), states=states)

    def _probe(self, one: Probe) -> Probe:
        changed = msgspec.structs.replace(
            one,
            id=self.id(one.id),
            about=self.id(one.about),
            needs=tuple(map(self.id, one.needs)),
            positive=self.chance(one.positive),
        )
        if not one.misled_by:
            return changed
        listed = tuple(msgspec.structs.replace(it, artifact=self.artifact(it.artifact)) for it in one.misled_by)
        return msgspec.structs.replace(changed, artifacts=listed)

    def chance(self, chance: Chance) -> Chance:
        """A chance that may depend on hypotheses."""
        if not isinstance(chance, Conditional):
            return chance
        cases = tuple(
            Case(when=tuple((self.id(name), self.state(name, state)) for name, state in case.when), then=case.then)
            for case in chance.cases
        )
        return msgspec.structs.replace(chance, cases=cases)


def _replace(said: Said[Any], **changed: object) -> Said[Any]:
    """The same record with some of its fields spelt otherwise."""
    return msgspec.structs.replace(said, record=msgspec.structs.replace(said.record, **changed))


def _plan_said(said: Said[Any], spelling: Spelling) -> Said[Any]:
    words = said.record.words
    spelt = words and {spelling.id(key): texts for key, texts in words.items()}
    return _replace(said, plan=spelling.plan(said.record.plan), words=spelt)


def _step_said(said: Said[Any], spelling: Spelling) -> Said[Any]:
    changed: dict[str, object] = {"step": spelling.id(said.record.step)}
    if hasattr(said.record, "chance"):
        changed["chance"] = spelling.chance(said.record.chance)
    return _replace(said, **changed)


def _evidence_said(said: Said[Any], spelling: Spelling) -> Said[Any]:
    one = said.record
    return _replace(
        said,
        hypothesis=spelling.id(one.hypothesis),
        chances=tuple((spelling.state(one.hypothesis, state), chance) for state, chance in one.chances),
        source=None if one.source is None else spelling.id(one.source),
        leans=tuple(msgspec.structs.replace(it, artifact=spelling.artifact(it.artifact)) for it in one.leans),
    )
