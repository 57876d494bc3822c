"""Plans, their revisions, and what was done about their steps."""

from typing import Any, ClassVar

import msgspec

from acumen.history.said import Said
from acumen.records import (
    AdviceGiven,
    ArtifactChecked,
    EvidenceSeen,
    PlanAdopted,
    PlanRevised,
    StepEnded,
    StepStarted,
    TimeSpent,
)

KINDS = (PlanAdopted, PlanRevised, StepStarted, TimeSpent, StepEnded, EvidenceSeen, ArtifactChecked, AdviceGiven)


class PlanFacts(msgspec.Struct, kw_only=True):
    """What was said of one plan, in the order of arrival; `adopted` is None until the adoption itself arrives."""

    adopted: Said[PlanAdopted] | None = None
    revisions: list[Said[PlanRevised]] = []
    starts: list[Said[StepStarted]] = []
    spent: list[Said[TimeSpent]] = []
    ends: list[Said[StepEnded]] = []
    evidence: list[Said[EvidenceSeen]] = []
    checks: list[Said[ArtifactChecked]] = []
    advice: list[Said[AdviceGiven]] = []


class AllPlanFacts(msgspec.Struct, kw_only=True):
    """By the id of the adoption."""

    TAKES: ClassVar = frozenset(kind.KIND for kind in KINDS)

    by_id: dict[str, PlanFacts] = {}

    def add(self, said: Said[Any]) -> None:
        """Keep what belongs here."""
        match said.record:
            case PlanAdopted():
                self._of(said.id).adopted = said
            case PlanRevised():
                self._of(said.record.adopted).revisions.append(said)
            case StepStarted():
                self._of(said.record.plan).starts.append(said)
            case TimeSpent():
                self._of(said.record.plan).spent.append(said)
            case StepEnded():
                self._of(said.record.plan).ends.append(said)
            case EvidenceSeen():
                self._of(said.record.plan).evidence.append(said)
            case ArtifactChecked():
                self._of(said.record.plan).checks.append(said)
            case AdviceGiven():
                self._of(said.record.plan).advice.append(said)

    def _of(self, plan: str) -> PlanFacts:
        return self.by_id.setdefault(plan, PlanFacts())
