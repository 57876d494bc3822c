"""The artifacts that a probe lists: ways in which its answer may mislead, each one event for all probes that name it."""

import msgspec

from acumen.planfile.context import Context
from acumen.planfile.fields import Fields, as_mapping, as_sequence, check_id
from acumen.planfile.nodes import Node, Scalar
from acumen.planfile.scalars import write_chance
from acumen.readings.chances import read_chance
from acumen.readings.misread import shorten
from acumen.records import N_ARTIFACTS, Chance, Conditional, ProbeArtifact

_KEYS = ("artifact", "chance", "shows")
_HINT = "write `artifacts: [{artifact: bug, chance: 5%}]`"


def read_artifacts(
    fields: Fields, positive: Chance | None, context: Context
) -> tuple[ProbeArtifact, ...] | msgspec.UnsetType:
    """What stands under `artifacts:` of a probe; unset where there is none."""
    value = fields.values.get("artifacts")
    sequence = None if value is None else as_sequence(value, "a list of artifacts", context.report, _HINT)
    if sequence is None or not sequence.items:
        return msgspec.UNSET
    if isinstance(positive, Conditional) and len({name for case in positive.cases for name, _ in case.when}) > 1:
        message = "expected a `positive` that depends on one hypothesis in a probe with artifacts, found several"
        hint = "write `positive` by the hypothesis the probe is about, or leave `artifacts` out"
        context.report.add("artifacts-several-hypotheses", fields.keys["artifacts"].at, message, hint)
    found: dict[str, ProbeArtifact] = {}
    for item in sequence.items:
        _read_artifact(item, found, context)
    return tuple(found.values())


def _read_artifact(item: Node, found: dict[str, ProbeArtifact], context: Context) -> None:
    """Add one to those of the same probe."""
    report = context.report
    mapping = as_mapping(item, "an artifact, a mapping with `artifact` and `chance`", report, _HINT)
    if mapping is None:
        return
    fields = Fields(mapping, report)
    fields.only(_KEYS, ("artifact", "chance"), "an artifact", {})
    name = fields.scalar("artifact", "a name")
    chance, shows = fields.figure("chance", "a chance", read_chance), fields.figure("shows", "a chance", read_chance)
    if name is None:
        return
    check_id(name, (), report)
    name = context.spell_artifact(name)
    if name.text in found:
        message = f"expected each artifact once in a probe, found {shorten(name.text)} again"
        report.add("artifact-repeated", name.at, message, "remove one of the two")
    elif chance is not None:
        _check_said(name, chance, context, fields.values["chance"].at)
        found[name.text] = ProbeArtifact(artifact=name.text, chance=chance, shows=1.0 if shows is None else shows)


def _check_said(name: Scalar, chance: float, context: Context, at: int) -> None:
    """One artifact has one chance, and there are not too many."""
    said = context.artifacts.setdefault(name.text, chance)
    if said != chance:
        message = f"expected the chance {write_chance(said)} of {shorten(name.text)}, found {write_chance(chance)}"
        hint = "an artifact is one event for all probes that name it: write the same chance, or give it another name"
        context.report.add("artifact-chance-differs", at, message, hint)
    elif len(context.artifacts) == N_ARTIFACTS + 1 and next(reversed(context.artifacts)) == name.text:
        message = f"expected at most {N_ARTIFACTS} different artifacts in a plan, found another, {shorten(name.text)}"
        context.report.add("too-many-artifacts", name.at, message, "name fewer, or larger ones")
