"""Plans, their revisions, and what was done about their steps."""

from typing import Any, ClassVar

import msgspec

from acumen.history.entry import Order, Said, order
from acumen.records import (
    AdviceGiven,
    AlarmRung,
    ArtifactChecked,
    BaselineSet,
    EvidenceSeen,
    HoursTold,
    PlanAdopted,
    PlanParked,
    PlanRevised,
    PlanStopped,
    StepEnded,
    StepStarted,
    TimeSpent,
)

KINDS = (
    PlanAdopted,
    PlanRevised,
    StepStarted,
    TimeSpent,
    StepEnded,
    EvidenceSeen,
    ArtifactChecked,
    AdviceGiven,
    BaselineSet,
    AlarmRung,
    HoursTold,
    PlanStopped,
    PlanParked,
)


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
    stops: list[Said[PlanStopped]] = []
    parks: list[Said[PlanParked]] = []
    baselines: list[Said[BaselineSet]] = []
    alarms: list[Said[AlarmRung]] = []


def facts_until(facts: PlanFacts, end: Order, *, is_with: bool = True) -> PlanFacts:
    """What was said up to a place in the order of history; `is_with`: what stands at that place included."""

    def upto(said: list[Any]) -> list[Any]:
        return [one for one in said if order(one) < end or (is_with and order(one) == end)]

    return PlanFacts(
        adopted=next(iter(upto([] if facts.adopted is None else [facts.adopted])), None),
        revisions=upto(facts.revisions),
        starts=upto(facts.starts),
        spent=upto(facts.spent),
        ends=upto(facts.ends),
        evidence=upto(facts.evidence),
        checks=upto(facts.checks),
        advice=upto(facts.advice),
        stops=upto(facts.stops),
        parks=upto(facts.parks),
        baselines=upto(facts.baselines),
        alarms=upto(facts.alarms),
    )


class AllPlanFacts(msgspec.Struct, kw_only=True):
    """By the id of the adoption; hours told of work done elsewhere by the id of the record."""

    TAKES: ClassVar = frozenset(kind.KIND for kind in KINDS)

    by_id: dict[str, PlanFacts] = {}
    told: dict[str, Said[HoursTold]] = {}

    def add(self, said: Said[Any]) -> None:
        """Keep what belongs here."""
        match said.record:
            case HoursTold():
                self.told[said.id] = said
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
            case PlanStopped():
                self._of(said.record.plan).stops.append(said)
            case BaselineSet():
                self._of(said.record.plan).baselines.append(said)
            case AlarmRung():
                self._of(said.record.plan).alarms.append(said)
            case PlanParked():
                self._of(said.record.plan).parks.append(said)

    def _of(self, plan: str) -> PlanFacts:
        return self.by_id.setdefault(plan, PlanFacts())
