"""The words of a plan apart from its figures, so that they can be redacted and what was bet stays."""

from typing import TypeAlias, TypeVar

import msgspec

from acumen.records.plan import Group, Hypothesis, Node, Plan, Probe, Step

Words: TypeAlias = dict[str, dict[str, str]]  # by what they belong to: the field and its text
Worded = TypeVar("Worded", Plan, Step, Hypothesis, Probe)

EMPTY = {"title": None, "note": None, "claim": ""}  # what a field says without its words
OF_THE_PLAN = "."  # no id is a dot


class _Take:
    """Take the words out of an entry and keep them."""

    def __init__(self) -> None:
        self.words: Words = {}

    def __call__(self, key: str, entry: Worded) -> Worded:
        found = {name: getattr(entry, name, None) for name in EMPTY}
        texts = {name: text for name, text in found.items() if text}
        if not texts:
            return entry
        self.words[key] = texts
        return msgspec.structs.replace(entry, **{name: EMPTY[name] for name in texts})


class _Put:
    """Put words in where they belong."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, key: str, entry: Worded) -> Worded:
        texts = {name: text for name, text in self.words.get(key, {}).items() if hasattr(entry, name)}
        return msgspec.structs.replace(entry, **texts) if texts else entry


def without_words(plan: Plan) -> tuple[Plan, Words]:
    """The plan without titles, notes and claims, and these by what they belong to."""
    take = _Take()
    return _visit(plan, take), take.words


def with_words(plan: Plan, words: Words | None) -> Plan:
    """The plan with its words put back; as it is where they were redacted."""
    return _visit(plan, _Put(words)) if words else plan


def _visit(plan: Plan, visit: _Take | _Put) -> Plan:
    """The plan with every entry as `visit` wants it."""
    return msgspec.structs.replace(
        visit(OF_THE_PLAN, plan),
        goal=_visit_node(plan.goal, visit),
        hypotheses=tuple(visit(hypothesis.id, hypothesis) for hypothesis in plan.hypotheses),
        probes=tuple(visit(probe.id, probe) for probe in plan.probes),
    )


def _visit_node(node: Node, visit: _Take | _Put) -> Node:
    if isinstance(node, Group):
        return msgspec.structs.replace(node, of=tuple(_visit_node(member, visit) for member in node.of))
    return visit(node.id, node)
