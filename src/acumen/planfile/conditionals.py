"""Chances: a figure, or one that depends on hypotheses, as a mapping by state or as a list of `when` and `then`."""

from acumen.planfile.context import Context, States
from acumen.planfile.fields import Fields, as_mapping, as_scalar, understood
from acumen.planfile.nodes import MappingNode, Node, Scalar, Sequence
from acumen.readings.chances import read_chance
from acumen.readings.misread import listed, shorten
from acumen.records import Case, Chance, Conditional

_LIST_HINT = "write `chance: [{when: {a: yes, b: no}, then: 80%}, {otherwise: 10%}]`"
_OTHERWISE_HINT = "add `otherwise: …`, the chance in every other case"


def read_any_chance(node: Node, context: Context) -> Chance | None:
    """The chance that stands there, or None after reporting every mistake in it."""
    if isinstance(node, MappingNode):
        return _read_by_state(node, context)
    if isinstance(node, Sequence):
        return _read_cases(node, context)
    return read_plain_chance(node, context)


def read_plain_chance(node: Node, context: Context) -> float | None:
    """A chance that depends on nothing."""
    scalar = as_scalar(node, "a chance", context.report)
    return None if scalar is None else understood(scalar, read_chance, context.report)


def _read_by_state(mapping: MappingNode, context: Context) -> Conditional | None:
    """`{primed: 80%, otherwise: 15%}`: keys are a binary hypothesis, or states of one hypothesis."""
    otherwise: float | None = None
    cases: list[tuple[tuple[str, str] | None, float | None]] = []
    n_before = context.report.n_mistakes
    for key, value in mapping.entries:
        chance = read_plain_chance(value, context)
        if key.text == "otherwise":
            otherwise = chance
        else:
            cases.append((_state_named(context.spell(key), context), chance))
    has_otherwise = any(key.text == "otherwise" for key, _ in mapping.entries)
    _check_by_state(mapping, [state for state, _ in cases], context, has_otherwise=has_otherwise)
    if context.report.n_mistakes > n_before:
        return None
    return Conditional(
        cases=tuple(Case(when=(state,), then=then) for state, then in cases if state is not None and then is not None),
        otherwise=otherwise,
    )


def _state_named(key: Scalar, context: Context) -> tuple[str, str] | None:
    """(hypothesis, state) that a key of a chance stands for."""
    states = context.states.get(key.text)
    if states is not None and states.ids is None:
        return None
    if states is not None and states.is_binary:
        return key.text, "yes"
    if states is not None:
        message = f"expected a state of {key.text!r}, found the hypothesis itself"
        context.report.add("unknown-state", key.at, message, f"its states are {listed(states.ids or ())}")
    elif key.text in context.hypothesis_of:
        return context.hypothesis_of[key.text], key.text
    else:
        _unknown_hypothesis(key, context, "a hypothesis or state")
    return None


def _unknown_hypothesis(key: Scalar, context: Context, wanted: str) -> None:
    if not context.is_every_hypothesis_read:
        return
    known = f"known are {listed(context.words_of_hypotheses())}" if context.states else "the plan has no `hypotheses`"
    hint = context.report.did_you_mean(key.text, context.words_of_hypotheses(), known)
    context.report.add("unknown-hypothesis", key.at, f"expected {wanted}, found {shorten(key.text)}", hint)


def _check_by_state(
    mapping: MappingNode, states: list[tuple[str, str] | None], context: Context, *, has_otherwise: bool
) -> None:
    """All keys speak of one hypothesis, and every state of it has a chance."""
    report = context.report
    if not states:
        message = "expected a chance for a state of a hypothesis, found none"
        report.add("no-case", mapping.at, message, "write a plain chance: `chance: 80%`")
        return
    known = [state for state in states if state is not None]
    if len(set(known)) < len(known):
        report.add("case-repeated", mapping.at, "expected each case once, found one in two spellings", "remove one")
    if len(known) < len(states):
        return  # something in it has been reported; what it covers can't be told
    hypotheses = list(dict.fromkeys(hypothesis for hypothesis, _ in known))
    if len(hypotheses) > 1:
        message = f"expected states of one hypothesis, found {listed(hypotheses)}"
        report.add("several-hypotheses", mapping.at, message, _LIST_HINT)
        return
    declared = context.states[hypotheses[0]]
    if has_otherwise or declared.ids is None:
        return
    uncovered = [state for state in declared.ids if (hypotheses[0], state) not in known]
    if uncovered:
        which = "in case it does not hold" if declared.is_binary else f"for {listed(uncovered)}"
        message = f"expected a chance for every state of {hypotheses[0]!r}, found none {which}"
        report.add("otherwise-missing", mapping.at, message, _OTHERWISE_HINT)


def _read_cases(sequence: Sequence, context: Context) -> Conditional | None:
    """`[{when: {primed: yes, h: a}, then: 80%}, {otherwise: 10%}]`: the first case that holds counts."""
    report = context.report
    n_before = report.n_mistakes
    otherwise: float | None = None
    has_otherwise = False
    cases: list[Case] = []
    seen: set[frozenset[tuple[str, str]]] = set()
    for number, item in enumerate(sequence.items):
        mapping = as_mapping(item, "a case `{when: …, then: …}` or `{otherwise: …}`", report, _LIST_HINT)
        if mapping is None:
            continue
        fields = Fields(mapping, report)
        if "otherwise" in fields.values:
            has_otherwise = True
            otherwise = _read_otherwise(fields, context, is_last=number == len(sequence.items) - 1)
            continue
        case = _read_case(fields, context)
        if case is None:
            continue
        if frozenset(case.when) in seen:
            report.add("case-repeated", mapping.at, "expected each case once, found this one before", "remove one")
        seen.add(frozenset(case.when))
        cases.append(case)
    if report.n_mistakes > n_before:
        return None
    if not has_otherwise:
        message = "expected `{otherwise: …}` as the last case, found none"
        report.add("otherwise-missing", sequence.at, message, _OTHERWISE_HINT)
        return None
    if not cases:
        message = "expected a case with `when` and `then`, found none"
        report.add("no-case", sequence.at, message, "write a plain chance: `chance: 80%`")
        return None
    return Conditional(cases=tuple(cases), otherwise=otherwise)


def _read_otherwise(fields: Fields, context: Context, *, is_last: bool) -> float | None:
    fields.only(("otherwise",), (), "the last case", {})
    if not is_last:
        message = "expected `otherwise` last, found cases after it"
        context.report.add("otherwise-not-last", fields.keys["otherwise"].at, message, "move it to the end of the list")
    return read_plain_chance(fields.values["otherwise"], context)


def _read_case(fields: Fields, context: Context) -> Case | None:
    n_before = context.report.n_mistakes
    fields.only(("when", "then"), ("when", "then"), "a case", {})
    then = read_plain_chance(fields.values["then"], context) if "then" in fields.values else None
    when = _read_when(fields.values["when"], context) if "when" in fields.values else ()
    return Case(when=when, then=then) if then is not None and context.report.n_mistakes == n_before else None


def _read_when(node: Node, context: Context) -> tuple[tuple[str, str], ...]:
    """(hypothesis, state) of each entry of a `when`."""
    report = context.report
    mapping = as_mapping(node, "`hypothesis: state` after `when:`", report, "write `when: {primed: yes}`")
    if mapping is None:
        return ()
    if not mapping.entries:
        report.add("no-case", mapping.at, "expected `hypothesis: state`, found none", "write `when: {primed: yes}`")
    when = []
    for spelt, value in mapping.entries:
        key, state = context.spell(spelt), as_scalar(value, f"a state of {shorten(spelt.text)}", report)
        states = context.states.get(key.text)
        if states is None:
            _unknown_hypothesis(key, context, "a hypothesis")
        elif state is not None:
            state = context.spell(state)
            _check_state(state, key.text, states, context)
            when.append((key.text, state.text))
    if len({hypothesis for hypothesis, _ in when}) < len(when):
        report.add(
            "case-repeated", mapping.at, "expected each hypothesis once, found one in two spellings", "remove one"
        )
    return tuple(when)


def _check_state(state: Scalar, hypothesis: str, states: States, context: Context) -> None:
    if states.ids is None or state.text in states.ids:
        return
    message = f"expected a state of {hypothesis!r}, found {shorten(state.text)}"
    hint = context.report.did_you_mean(state.text, states.ids, f"its states are {listed(states.ids)}")
    context.report.add("unknown-state", state.at, message, hint)
