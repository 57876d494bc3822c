"""Each kind of record as a few words."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from acumen.history import Hiding, History
from acumen.history.entry import Said
from acumen.inputs.bet_text import say_chance, say_range
from acumen.inputs.claims import name_claim
from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.records import (
    Act,
    AdviceGiven,
    AlarmRung,
    AnchorPlaced,
    ArtifactChecked,
    BaselineSet,
    Correction,
    EvidenceSeen,
    ForecastMade,
    HoursTold,
    IdeaListed,
    IdeaTurnedOut,
    Imported,
    MarkGiven,
    Note,
    PersonNamed,
    PlanAdopted,
    PlanParked,
    PlanRevised,
    PlanStopped,
    QuestionAsked,
    QuestionResolved,
    RatingGiven,
    Redaction,
    RubricAdopted,
    SettingTold,
    SourceLeftOut,
    StepEnded,
    StepStarted,
    TimeSpent,
)

GONE = "(redacted)"
UNSAID = "(nothing said)"
HIDDEN = "(shown once you have said yours)"


def tell(history: History, *, writer: str) -> "Telling":
    """Words for the records of a history, as the owner of the ledger of `writer` may see them."""
    return Telling(history, writer)


class Telling:
    """Says of a record what it is, looking up what it refers to."""

    def __init__(self, history: History, writer: str) -> None:
        """Hold the history."""
        self._history, self._hiding = history, Hiding(history, writer=writer)
        self._words: dict[type, Callable[[Any], str]] = {
            PlanAdopted: lambda record: f"adopted {record.plan.plan}",
            PlanRevised: lambda record: f"revised {record.plan.plan}",
            PlanStopped: lambda record: "stopped" + _because(record.why),
            PlanParked: _parked,
            StepStarted: _started,
            TimeSpent: lambda record: f"{say_hours(record.hours)} on {record.step}",
            StepEnded: _ended,
            EvidenceSeen: _seen,
            ArtifactChecked: _checked,
            AdviceGiven: _advised,
            BaselineSet: lambda record: f"promised {record.ship}: on time {say_prob(record.on_time)}",
            AlarmRung: _rung,
            Act: lambda record: f"{record.verb}, as one",
            HoursTold: _told_hours,
            PersonNamed: lambda record: f"person: {record.name or UNSAID}",
            Note: lambda record: f"note: {record.text or UNSAID}",
            Correction: self._corrected,
            Redaction: lambda record: f"redacted {record.redacts[:8]}" + (" wholly" if record.is_all else ""),
            Imported: lambda record: f"imported {record.source or record.form}",
            SettingTold: lambda record: f"set {record.key} to {record.value or GONE}",
            SourceLeftOut: lambda record: f"left out {record.source or GONE}",
            AnchorPlaced: lambda record: f"heads are noted in {record.place or GONE}",
            QuestionAsked: lambda record: f"asked: {_claim(record)}",
            ForecastMade: lambda record: (
                f"forecast {_forecast(record, self._asked(record))}: {self._claim(record.question)}"
            ),
            QuestionResolved: lambda record: (
                f"resolved {_outcome(record, self._asked(record))}: {self._claim(record.question)}"
            ),
            IdeaListed: lambda record: f"idea: {record.title or GONE}",
            RatingGiven: lambda record: f"rated {say_number(record.score)}: {self._title(record.idea)}",
            IdeaTurnedOut: lambda record: f"turned out {_worth(record)}: {self._title(record.idea)}",
            RubricAdopted: lambda record: f"rubric: {record.rubric}",
            MarkGiven: lambda record: f"marked {record.criterion} {say_number(record.score)}",
        }

    def say(self, said: Said[Any]) -> str:
        """What the record says, in a line."""
        match said.record:
            case PersonNamed(name=None) | Note(text=None) if said.is_redacted:
                return f"{'note' if isinstance(said.record, Note) else 'person'}: {GONE}"
            case ForecastMade() if self._hiding.hides(said):
                return f"forecast {HIDDEN}: {self._claim(said.record.question)}"
            case RatingGiven() if self._hiding.hides(said):
                return f"rated {HIDDEN}: {self._title(said.record.idea)}"
            case MarkGiven() if self._hiding.hides(said):
                return f"marked {said.record.criterion} {HIDDEN}"
        words = self._words.get(type(said.record))
        return said.record.KIND if words is None else words(said.record)

    def plan_of(self, said: Said[Any]) -> str | None:
        """The id of the plan that a record is about."""
        if isinstance(said.record, PlanAdopted):
            return said.id
        if isinstance(said.record, PlanRevised):
            return said.record.adopted
        if isinstance(said.record, Correction):
            return self._plan_by_record.get(said.record.corrects)
        return getattr(said.record, "plan", None)

    def slug_of(self, said: Said[Any]) -> str | None:
        """The slug of that plan, where it is known."""
        facts = self._history.plans.by_id.get(self.plan_of(said) or "")
        return None if facts is None or facts.adopted is None else facts.adopted.record.plan.plan

    @cached_property
    def _plan_by_record(self) -> dict[str, str]:
        """Which plan each record of a plan is about."""
        found: dict[str, str] = {}
        for id_, facts in self._history.plans.by_id.items():
            about: list[Said[Any]] = [*facts.revisions, *facts.starts, *facts.spent, *facts.ends]
            about += [
                *facts.evidence,
                *facts.checks,
                *facts.advice,
                *facts.stops,
                *facts.parks,
                *facts.baselines,
                *facts.alarms,
            ]
            found |= {id_: id_} | {one.id: id_ for one in about}
        return found

    def _claim(self, question: str) -> str:
        asked = self._question(question)
        return GONE if asked is None else _claim(asked)

    def _asked(self, record: ForecastMade | QuestionResolved) -> QuestionAsked | None:
        return self._question(record.question)

    def _question(self, question: str) -> QuestionAsked | None:
        facts = self._history.questions.by_id.get(question)
        return None if facts is None or facts.subject is None else facts.subject.record

    def _title(self, idea: str) -> str:
        facts = self._history.ratings.by_id.get(idea)
        return GONE if facts is None or facts.subject is None else facts.subject.record.title or GONE

    def _corrected(self, record: Correction) -> str:
        act = self._history.marks.acts.get(record.corrects)  # no line of the log shows its id
        what = record.corrects[:8] if act is None else f"all that one {act.record.verb} wrote"
        return f"undid {what}" + (f": {record.why}" if record.why else "")


def _because(why: str | None) -> str:
    return f": {why}" if why else ""


def _parked(record: PlanParked) -> str:
    if record.is_resumed:
        return "resumed" + _because(record.why)
    until = "" if record.until is None else f" until {record.until:%Y-%m-%d}"
    return f"parked{until}" + _because(record.why)


def _claim(asked: QuestionAsked) -> str:
    return name_claim(asked.claim, asked.source, gone=GONE)


def _started(record: StepStarted) -> str:
    verb = "said again for" if record.is_anew else "started"
    return f"{verb} {record.step}: {say_chance(record.chance)}, {say_range(record.hours)}"


def _told_hours(record: HoursTold) -> str:
    said = record.said_hours
    words = (
        f"{say_hours(record.low_hours or 0.0)} to {say_hours(record.high_hours or 0.0)}"
        if said is None
        else say_hours(said)
    )
    return f"{record.title or UNSAID}: said {words}, took {say_hours(record.taken_hours)}"


def _ended(record: StepEnded) -> str:
    return f"{record.step} {record.ended}" + ("" if record.hours is None else f" after {say_hours(record.hours)}")


def _seen(record: EvidenceSeen) -> str:
    source = "" if record.source is None else f", from {record.source}"
    why = "" if record.why is None else f": {record.why}"
    return f"evidence on {record.hypothesis}{source}{why}"


def _checked(record: ArtifactChecked) -> str:
    how = {0.0: "ruled out", 1.0: "found"}.get(record.chance, say_prob(record.chance))
    return f"artifact {record.artifact}: {how}" + (f", {record.why}" if record.why else "")


def _advised(record: AdviceGiven) -> str:
    hours = "" if record.patience_hours is None else f", up to {say_hours(record.patience_hours)}"
    return f"advised: {record.next}{hours}"


def _rung(record: AlarmRung) -> str:
    if record.what == "hours":
        return f"alarm: hours run over what was said (e-value {say_number(record.e_value)})"
    return f"alarm: the date is in danger, on time {say_prob(record.on_time)}"


def _forecast(record: ForecastMade, asked: QuestionAsked | None) -> str:
    if record.chance is not None:
        return say_prob(record.chance)
    if record.quantiles is not None:
        figures = [say_number(value) for _, value in record.quantiles]
        return (" to " if len(figures) == 2 else ", ").join(figures) + _unit(asked)  # noqa: PLR2004 -- the ends of a range
    return ", ".join(
        f"{_choice(number, asked)} {say_prob(chance)}" for number, chance in enumerate(record.chances or ())
    )


def _outcome(record: QuestionResolved, asked: QuestionAsked | None) -> str:
    if record.is_void:
        return "void"
    if record.yes is not None:
        return "yes" if record.yes else "no"
    return _choice(record.choice, asked) if record.number is None else say_number(record.number) + _unit(asked)


def _unit(asked: QuestionAsked | None) -> str:
    return f" {asked.unit}" if asked is not None and asked.unit else ""


def _choice(number: int | None, asked: QuestionAsked | None) -> str:
    """Its name, or its number where the name is gone."""
    if asked is None or asked.choices is None or number is None or not 0 <= number < len(asked.choices):
        return f"choice {number}"
    return asked.choices[number]


def _worth(record: IdeaTurnedOut) -> str:
    return say_hours(record.worth_hours) if record.worth_hours is not None else say_number(record.score or 0.0)
