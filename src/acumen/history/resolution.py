"""Which questions, forecasts and outcomes count, in which order, and what does not fit together.

Order: `said.order`. What was corrected does not count, with one exception: a forecast, or its question, withdrawn after the
outcome was known counts all the same, so that a lost bet can't be taken back. For that any outcome ever said will do, also
one that was itself corrected later: to reopen a question is no way round. Of several outcomes the first counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from acumen.errors import Problem
from acumen.history.corrections import MarkFacts
from acumen.history.entry import Said, order, problem
from acumen.history.people import People, read_people
from acumen.history.questions import QuestionFacts
from acumen.history.questions_folded import Forecast, Outcome, Question, Questions
from acumen.history.replay import History
from acumen.history.validity import forecast_mistake, resolution_mistake
from acumen.records import ForecastMade, QuestionAsked, QuestionResolved

NEVER = datetime.max.replace(tzinfo=UTC)


def read_questions(history: History, *, writer: str, ids: Iterable[str] | None = None) -> Questions:
    """What the sections `questions` and `marks` come to, seen from the ledger of `writer`: all of it, or some questions."""
    desk = _Settling(history.marks, read_people(history.marks, writer=writer))
    by_id = history.questions.by_id
    asked = by_id.items() if ids is None else [(id_, by_id[id_]) for id_ in ids if id_ in by_id]
    found = [desk.settle(id_, facts) for id_, facts in asked]
    kept = sorted((one for one in found if one is not None), key=lambda one: (one.asked_at, one.id))
    problems = sorted(desk.problems, key=lambda one: (one.where.line, one.code))
    return Questions(by_id={one.id: one for one in kept}, people=desk.people, problems=tuple(problems))


def withdrawals(marks: MarkFacts) -> dict[str, datetime]:
    """When each record that does not count any more was withdrawn, as it was written or said to be, whichever is later."""
    gone = marks.corrected()
    found: dict[str, datetime] = {}
    for id_, said in marks.corrections.items():
        target = said.record.corrects
        if id_ not in gone and target in gone:
            at = max(said.happened_at, said.written_at)
            found[target] = min(at, found.get(target, NEVER))
    return found


class _Settling:
    """What all questions share while they are read, and the problems found so far."""

    def __init__(self, marks: MarkFacts, people: People) -> None:
        self.people = people
        self.problems: list[Problem] = []
        self._withdrawn: Mapping[str, datetime] = withdrawals(marks)
        self._tables = {said.record.writer for said in marks.imports.values() if said.record.form == "table"}
        self._erased = {said.record.redacts for said in marks.redactions.values() if said.record.is_all}

    def settle(self, id_: str, facts: QuestionFacts) -> Question | None:
        """One question, or None where it was withdrawn in time, erased, or never arrived."""
        if facts.asked is None:
            if id_ not in self._erased:
                self._report_orphans(id_, facts)
            return None
        asked = facts.asked.record
        self._report_times(facts)
        resolutions = sorted(self._sound_resolutions(asked, facts.resolutions), key=order)
        known_at = min((one.happened_at for one in resolutions if not one.record.is_void), default=NEVER)
        if self._is_withdrawn(facts.asked, known_at):
            return None
        standing = [one for one in resolutions if one.id not in self._withdrawn]
        self._report_conflicts(standing)
        outcome = self._outcome(standing[0]) if standing else None
        forecasts = [
            self._forecast(said, outcome)
            for said in sorted(facts.forecasts, key=order)
            if self._fits(said, asked) and not self._is_withdrawn(said, known_at)
        ]
        return Question(
            id=id_,
            form=asked.form,
            person=self.people.key(None, facts.asked.writer),
            asked_at=facts.asked.happened_at,
            position=facts.asked.position,
            due_at=asked.due_at,
            domain=asked.domain,
            claim=asked.claim,
            resolution=asked.resolution,
            choices=asked.choices,
            unit=asked.unit,
            source=asked.source,
            forecasts=mark_superseded(forecasts),
            outcome=outcome,
            withdrawn_at=self._withdrawn.get(id_),
        )

    def _is_withdrawn(self, said: Said[QuestionAsked] | Said[ForecastMade], known_at: datetime) -> bool:
        at = self._withdrawn.get(said.id)
        return at is not None and at < known_at

    def _sound_resolutions(
        self, asked: QuestionAsked, resolutions: Sequence[Said[QuestionResolved]]
    ) -> list[Said[QuestionResolved]]:
        sound = []
        for said in resolutions:
            mistake = resolution_mistake(said.record, asked)
            if mistake is None:
                sound.append(said)
            elif said.id not in self._withdrawn:
                self.problems.append(problem("wrong-outcome", said.position, mistake))
        return sound

    def _fits(self, said: Said[ForecastMade], asked: QuestionAsked) -> bool:
        mistake = forecast_mistake(said.record, asked)
        if mistake is not None and said.id not in self._withdrawn:
            self.problems.append(problem("wrong-forecast", said.position, mistake))
        return mistake is None

    def _report_orphans(self, id_: str, facts: QuestionFacts) -> None:
        positions = [said.position for said in facts.forecasts] + [said.position for said in facts.resolutions]
        message = f"expected a question that was asked, found {id_}"
        self.problems += [problem("unknown-question", position, message) for position in positions]

    def _report_times(self, facts: QuestionFacts) -> None:
        times = [(said.happened_at, said.written_at, said.position) for said in facts.forecasts]
        times += [(said.happened_at, said.written_at, said.position) for said in facts.resolutions]
        for happened_at, written_at, position in times:
            if happened_at > written_at:
                hint = "undo it and say it again"
                self.problems.append(
                    problem("in-the-future", position, "was written down before it happened", hint=hint)
                )

    def _report_conflicts(self, standing: Sequence[Said[QuestionResolved]]) -> None:
        for other in standing[1:]:
            if _value(other.record) != _value(standing[0].record):
                message = (
                    f"expected one outcome of a question, found another than that at position {standing[0].position}"
                )
                hint = "undo the wrong one; until then the one that was known first counts"
                self.problems.append(problem("two-outcomes", other.position, message, hint=hint))

    def _outcome(self, said: Said[QuestionResolved]) -> Outcome:
        resolved = said.record
        return Outcome(
            id=said.id,
            known_at=said.happened_at,
            position=said.position,
            yes=resolved.yes,
            number=resolved.number,
            choice=resolved.choice,
            is_void=resolved.is_void,
            person=self.people.key(resolved.person, said.writer),
            source=resolved.source,
        )

    def _forecast(self, said: Said[ForecastMade], outcome: Outcome | None) -> Forecast:
        """A forecast beside what is known of its question; whether it is superseded comes later."""
        made = said.record
        is_proven = None
        if outcome is not None:
            is_before = said.position < outcome.position and max(said.happened_at, said.written_at) <= outcome.known_at
            is_proven = is_before and said.writer not in self._tables  # nothing imported is proven
        return Forecast(
            id=said.id,
            person=self.people.key(made.person, said.writer),
            said_at=said.happened_at,
            position=said.position,
            chance=made.chance,
            quantiles=made.quantiles,
            chances=made.chances,
            manner=made.manner,
            reason=made.reason,
            is_late=outcome is not None and said.happened_at > outcome.known_at,
            is_proven=is_proven,
            withdrawn_at=self._withdrawn.get(said.id),
            writer=said.writer,
        )


def _value(resolved: QuestionResolved) -> tuple[bool | None, float | None, int | None, bool]:
    return resolved.yes, resolved.number, resolved.choice, resolved.is_void


def mark_superseded(forecasts: Sequence[Forecast]) -> tuple[Forecast, ...]:
    """Of each person and manner (none given counts as considered) the last that is not late stands."""
    last: dict[tuple[str, bool], str] = {}
    for one in forecasts:
        if not one.is_late:
            last[one.person, one.manner == "gut"] = one.id
    return tuple(
        one if one.is_superseded is is_over else msgspec.structs.replace(one, is_superseded=is_over)
        for one in forecasts
        for is_over in [not (one.is_late or last[one.person, one.manner == "gut"] == one.id)]
    )
