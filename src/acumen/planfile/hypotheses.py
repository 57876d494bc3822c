"""The hypotheses of a plan, with what they may be: yes or no, or one of several states."""

import math

from acumen.planfile.conditionals import read_plain_chance
from acumen.planfile.context import Context, Declared, States
from acumen.planfile.fields import RESERVED, STATES_OF_BINARY, Fields, as_mapping, check_id
from acumen.planfile.nodes import Node, Scalar
from acumen.planfile.scalars import complement
from acumen.records import Hypothesis

_KEYS = ("claim", "chance", "states")
_SUM_TOLERANCE = 1e-6


def read_hypotheses(fields: Fields, context: Context) -> tuple[Hypothesis, ...]:
    """Every hypothesis under `hypotheses:`; what they are called is kept in the context."""
    if "hypotheses" not in fields.values:
        return ()
    hint = "write `hypotheses: {some-id: {claim: …, chance: 50%}}`"
    mapping = as_mapping(fields.values["hypotheses"], "a mapping of hypotheses", context.report, hint)
    if mapping is None:
        context.is_every_hypothesis_read = False
        return ()
    hypotheses = [_read_hypothesis(key, value, context) for key, value in mapping.entries]
    return tuple(hypothesis for hypothesis in hypotheses if hypothesis is not None)


def _read_hypothesis(key: Scalar, value: Node, context: Context) -> Hypothesis | None:
    report = context.report
    check_id(key, RESERVED, report)
    key = context.spell(key)
    context.declare(Declared(kind="hypothesis", at=key.at, id=key.text))
    context.states[key.text] = States(is_binary=False, ids=None)
    mapping = as_mapping(
        value, "a mapping with `claim` and `chance` or `states`", report, "write `{claim: …, chance: 50%}`"
    )
    if mapping is None:
        context.is_every_hypothesis_read = False
        return None
    fields = Fields(mapping, report)
    fields.only(_KEYS, ("claim",), "a hypothesis", {})
    claim = fields.text("claim")
    _check_one_belief(fields, context)
    states: tuple[tuple[str, float], ...] | None = None
    is_binary = "states" not in fields.values
    if not is_binary:
        states = _read_states(key.text, fields.values["states"], context)
    elif "chance" in fields.values:
        context.states[key.text] = States(is_binary=True, ids=STATES_OF_BINARY)
        chance = read_plain_chance(fields.values["chance"], context)
        states = None if chance is None else (("yes", chance), ("no", complement(chance)))
    if claim is None or states is None:
        return None
    return Hypothesis(id=key.text, claim=claim, states=states, is_binary=is_binary)


def _check_one_belief(fields: Fields, context: Context) -> None:
    """A hypothesis has a `chance` or `states`."""
    if "chance" in fields.values and "states" in fields.values:
        second = max(fields.keys["chance"], fields.keys["states"], key=lambda key: key.at)
        message = "expected `chance` or `states`, found both"
        context.report.add("chance-and-states", second.at, message, "remove one of the two")
    elif "chance" not in fields.values and "states" not in fields.values:
        context.is_every_hypothesis_read = False
        message = "expected the key `chance` or `states` in a hypothesis, found neither"
        context.report.add("missing-key", fields.at, message, "add a line `chance: …`, your belief before any evidence")


def _read_states(hypothesis: str, value: Node, context: Context) -> tuple[tuple[str, float], ...] | None:
    """At least two states with chances that sum to 1."""
    report = context.report
    mapping = as_mapping(value, "a mapping of states", report, "write `states: {a: 20%, b: 80%}`")
    if mapping is None:
        context.is_every_hypothesis_read = False
        return None
    entries = [(context.spell(key), chance) for key, chance in mapping.entries]
    context.states[hypothesis] = States(is_binary=False, ids=tuple(key.text for key, _ in entries))
    chances = []
    for key, chance in entries:
        check_id(key, (*RESERVED, *STATES_OF_BINARY), report)
        context.declare(Declared(kind="state", at=key.at, id=key.text))
        context.hypothesis_of.setdefault(key.text, hypothesis)
        chances.append((key.text, read_plain_chance(chance, context)))
    states = tuple((state, chance) for state, chance in chances if chance is not None)
    if len(chances) < 2:  # noqa: PLR2004
        message = f"expected at least two states, found {len(chances)}"
        report.add("too-few-states", mapping.at, message, "for a hypothesis that holds or not, write `chance: 55%`")
    elif len(states) == len(chances):
        total = math.fsum(chance for _, chance in states)
        if abs(total - 1.0) > _SUM_TOLERANCE:
            message = f"expected chances that sum to 100 %, found {100 * total:.6g} %"
            report.add("states-sum", mapping.at, message, "change them, or add a state for what is left")
    return states
