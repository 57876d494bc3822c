"""A plan as it stands: what it says now, and what happened to each of its steps."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from acumen.errors import Problem
from acumen.history.corrections import MarkFacts
from acumen.history.entry import Said, order, problem
from acumen.history.evidence import Heard, find_cut, hear, written
from acumen.history.goal_status import goal_truth
from acumen.history.plans import AllPlanFacts, PlanFacts, facts_until
from acumen.history.respelling import respell_facts
from acumen.history.steps import StepPast, StepSaid, recount
from acumen.records import (
    AdviceGiven,
    AlarmRung,
    BaselineSet,
    Interval,
    Plan,
    PlanAdopted,
    PlanParked,
    PlanRevised,
    PlanStopped,
    Probe,
    Step,
    walk,
    with_words,
)

LAST = "\U0010ffff"  # after every writer, of what happened at the same moment


class PlanState(msgspec.Struct, frozen=True, kw_only=True):
    """A plan by the id of its adoption. `steps`: all of today's steps and probes, then those only the past knows."""

    id: str
    plan: Plan
    adopted_at: datetime
    said_at: datetime  # when it came to say what it says now
    n_revisions: int
    steps: tuple[StepPast, ...]
    advice: Said[AdviceGiven] | None  # the last one
    problems: tuple[Problem, ...]
    heard: Heard = Heard()  # of its hypotheses
    stopped: Said[PlanStopped] | None = None  # the first time that counts
    baseline: Said[BaselineSet] | None = None  # the last promise of the date that the plan has now
    alarms: tuple[Said[AlarmRung], ...] = ()  # that rang since, undone or not: none rings twice
    undone: frozenset[str] = frozenset()  # ids of those that do not count
    parked: Said[PlanParked] | None = None  # what was last said of its resting, if that was not that it goes on

    def rests(self, now: datetime) -> bool:
        """Whether it is parked at that moment."""
        return self.parked is not None and _rests(self.parked, now)

    @property
    def under_way(self) -> tuple[StepPast, ...]:
        """Steps started and not ended that today's plan has, the first started first."""
        here = {action.id for action in actions(self.plan)}
        found = [step for step in self.steps if step.is_under_way and step.id in here]
        return tuple(sorted(found, key=lambda step: step.sayings[0].said_at))

    def step(self, id_: str) -> StepPast | None:
        """One of them by its id."""
        return next((step for step in self.steps if step.id == id_), None)


def actions(plan: Plan) -> tuple[Step | Probe, ...]:
    """Steps in the order of the file, then probes."""
    return (*(node for node in walk(plan.goal) if isinstance(node, Step)), *plan.probes)


def plan_states(plans: AllPlanFacts, marks: MarkFacts, *, ids: Collection[str] | None = None) -> tuple[PlanState, ...]:
    """Every plan whose adoption counts (of those in `ids`, where they are given), in the order of adoption."""
    corrected = marks.corrected()
    asked = plans.by_id if ids is None else {id_: plans.by_id[id_] for id_ in ids if id_ in plans.by_id}
    found = [state for id_, facts in asked.items() if (state := plan_state(id_, facts, corrected)) is not None]
    places = {id_: order(facts.adopted) for id_, facts in asked.items() if facts.adopted is not None}
    return tuple(sorted(found, key=lambda state: places[state.id]))


def plan_as_of(plans: AllPlanFacts, marks: MarkFacts, id_: str, at: datetime) -> PlanState | None:
    """One plan as it stood at a moment, by what counts today; as it was adopted, where that came later."""
    facts = plans.by_id.get(id_)
    if facts is None or facts.adopted is None:
        return None
    end = max(order(facts.adopted), (at, LAST, 0, ""))
    return plan_state(id_, facts_until(facts, end), marks.corrected())


def plan_slugs(plans: AllPlanFacts, marks: MarkFacts) -> dict[str, str]:
    """The slug of every plan whose adoption counts, by its id."""
    corrected = marks.corrected()
    found: dict[str, str] = {}
    for id_, facts in plans.by_id.items():
        if facts.adopted is not None and id_ not in corrected:
            last = max(_counting(facts.revisions, corrected), key=order, default=facts.adopted)
            found[id_] = last.record.plan.plan
    return found


def open_plans(plans: AllPlanFacts, marks: MarkFacts, *, now: datetime | None = None) -> list[str]:
    """Ids of the plans whose adoption counts, whose goal is neither reached nor lost, and that nobody has stopped.

    `now`: without those that are parked at that moment. Nothing is looked at but ends.
    """
    corrected = marks.corrected()
    found = []
    for id_, facts in plans.by_id.items():
        if facts.adopted is None or id_ in corrected or _counting(facts.stops, corrected):
            continue
        parked = _parked(facts, corrected)
        if now is not None and parked is not None and _rests(parked, now):
            continue
        spelt, (*_, last) = spell_alike(facts, facts.adopted, corrected)
        ended: dict[str, bool] = {}
        for said in sorted(_counting(spelt.ends, corrected), key=order):
            if said.record.ended in ("succeeded", "failed", "left"):
                ended.setdefault(said.record.step, said.record.ended == "succeeded")
        if goal_truth(last.record.plan, ended) is None:
            found.append(id_)
    return found


def plan_state(id_: str, facts: PlanFacts, corrected: frozenset[str]) -> PlanState | None:
    """One plan; None where its adoption is unknown or was undone."""
    adopted = facts.adopted
    if adopted is None or id_ in corrected:
        return None
    facts, versions = spell_alike(facts, adopted, corrected)
    plans = [_whole(version) for version in versions]
    kinds = {action.id: isinstance(action, Probe) for plan in plans[:-1] for action in actions(plan)}
    here = {action.id: isinstance(action, Probe) for action in actions(plans[-1])}
    kinds |= here
    by_step: dict[str, list[StepSaid]] = {id_: [] for id_ in here}
    for said in _step_said(facts, corrected):
        by_step.setdefault(said.record.step, []).append(said)
    steps, problems = [], list(_clock_problems(facts, corrected))
    for step in (*here, *sorted(by_step.keys() - here.keys())):
        about = by_step[step]
        past, wrong = recount(step, about, is_probe=kinds.get(step, False), is_known=step in kinds)
        steps.append(past)
        problems.extend(wrong)
    stopped = min(_counting(facts.stops, corrected), key=order, default=None)
    if stopped is not None:
        steps = [_left_by(stopped, past) for past in steps]
    advice = max(_counting(facts.advice, corrected), key=order, default=None)
    cut = find_cut(versions)
    evidence, checks = _counting(facts.evidence, corrected), _counting(facts.checks, corrected)
    heard, wrong = hear(
        plans[-1], evidence, checks, versions=versions, ends=steps, cut=cut, known=_known(cut, by_step, kinds)
    )
    problems.extend(wrong)
    baseline, alarms = _promised(facts, corrected, plans[-1])
    return PlanState(
        id=id_,
        plan=plans[-1],
        adopted_at=adopted.happened_at,
        said_at=versions[-1].happened_at,
        n_revisions=len(versions) - 1,
        steps=tuple(steps),
        advice=advice,
        problems=tuple(sorted(problems, key=lambda one: (one.where.line, one.code, one.message))),
        heard=heard,
        stopped=stopped,
        parked=_parked(facts, corrected),
        baseline=baseline,
        alarms=alarms,
        undone=frozenset(said.id for said in alarms if said.id in corrected),
    )


def _promised(
    facts: PlanFacts, corrected: frozenset[str], plan: Plan
) -> tuple[Said[BaselineSet] | None, tuple[Said[AlarmRung], ...]]:
    """The last promise of the day that the plan has now, and alarms that rang since."""
    promised = [said for said in _counting(facts.baselines, corrected) if said.record.ship == plan.ship]
    baseline = max(promised, key=order, default=None)
    return baseline, tuple(said for said in facts.alarms if baseline and said.record.baseline == baseline.id)


def _left_by(stopped: Said[PlanStopped], past: StepPast) -> StepPast:
    """A step as it is once the plan was given up: what may be left at any time is left, with the hours told."""
    if not past.is_under_way or not isinstance(past.sayings[-1].hours, Interval):
        return past
    return msgspec.structs.replace(
        past,
        ended="left",
        ended_at=max(stopped.happened_at, past.last_at or stopped.happened_at),
        ended_position=stopped.position,
        end_id=stopped.id,
    )


def _parked(facts: PlanFacts, corrected: frozenset[str]) -> Said[PlanParked] | None:
    """What was last said of its resting; None where that was that it goes on."""
    last = max(_counting(facts.parks, corrected), key=order, default=None)
    return None if last is None or last.record.is_resumed else last


def _rests(parked: Said[PlanParked], now: datetime) -> bool:
    return parked.record.until is None or now < parked.record.until


def spell_alike(
    facts: PlanFacts, adopted: Said[PlanAdopted], corrected: frozenset[str]
) -> tuple[PlanFacts, list[Said[PlanAdopted] | Said[PlanRevised]]]:
    """The versions that count, in order, and the facts with every id spelt as the last of them has it."""
    versions = [adopted, *sorted(_counting(facts.revisions, corrected), key=order)]
    if len(versions) == 1:
        return facts, versions
    spelt = respell_facts(facts, versions)
    return spelt, [spelt.adopted or adopted, *sorted(_counting(spelt.revisions, corrected), key=order)]


def _known(
    cut: Said[PlanRevised] | None, by_step: Mapping[str, list[StepSaid]], kinds: Mapping[str, bool]
) -> tuple[StepPast, ...]:
    """Every step as it stood when the belief was set."""
    if cut is None:
        return ()
    before = {id_: [said for said in about if written(said) < written(cut)] for id_, about in by_step.items()}
    return tuple(recount(id_, about, is_probe=kinds.get(id_, False))[0] for id_, about in before.items() if about)


def lost_plans(plans: AllPlanFacts, marks: MarkFacts) -> tuple[Problem, ...]:
    """A problem for each plan that records speak of and whose adoption is not here or was undone."""
    corrected = marks.corrected()
    problems = []
    for id_, facts in plans.by_id.items():
        told: list[Said[Any]] = [*facts.revisions, *facts.evidence, *facts.checks]
        about = [*_step_said(facts, corrected), *_counting(told, corrected)]
        if about and (facts.adopted is None or id_ in corrected):
            first = min(about, key=order)
            message = f"{len(about)} records speak of a plan that was never adopted here, or whose adoption was undone"
            problems.append(problem("plan-not-adopted", first.position, message))
    return tuple(sorted(problems, key=lambda one: one.where.line))


def _whole(version: Said[PlanAdopted] | Said[PlanRevised]) -> Plan:
    return with_words(version.record.plan, version.record.words)


def _counting(said: Iterable[Said], corrected: frozenset[str]) -> list[Said]:  # type: ignore[type-arg]
    return [one for one in said if one.id not in corrected]


def _step_said(facts: PlanFacts, corrected: frozenset[str]) -> list[StepSaid]:
    found: list[StepSaid] = [*facts.starts, *facts.spent, *facts.ends]
    return [one for one in found if one.id not in corrected]


def _clock_problems(facts: PlanFacts, corrected: frozenset[str]) -> list[Problem]:
    """Records of one writer that say they were written before an earlier one."""
    latest: dict[str, datetime] = {}
    problems = []
    for one in sorted(_step_said(facts, corrected), key=lambda said: (said.writer, said.count)):
        before = latest.get(one.writer)
        if before is not None and one.written_at < before:
            message = f"step `{one.record.step}`: written before an earlier record of the same writer"
            problems.append(problem("clock-backward", one.position, message, hint="look at the clock of that machine"))
        latest[one.writer] = max(one.written_at, before or one.written_at)
    return problems
