"""What can be written down besides plans: one frozen type per kind.

Every type names its kind and version, and which of its fields are words (see `sealing`); all others are figures. A field that
holds words may be None: it reads None once it is redacted. Ids are those of other records: `plan` is the first adoption
of a plan, `question` a question asked, `person` a person named. No person means the ledger's own writer.
"""

from datetime import datetime
from typing import ClassVar, Literal, TypeAlias

import msgspec

from acumen.records.calls import Call
from acumen.records.hours_told import HoursTold
from acumen.records.plan import Chance, Hours, Plan
from acumen.records.promises import AlarmRung, BaselineSet
from acumen.records.record import Record
from acumen.records.stops import PlanParked, PlanStopped

EndWord: TypeAlias = Literal["succeeded", "failed", "left"]
Form: TypeAlias = Literal["yes-no", "number", "choice"]
Manner: TypeAlias = Literal["gut", "considered"]


class PersonNamed(Record, frozen=True, kw_only=True):
    """Somebody whose forecasts are kept here; others refer to them by this record's id."""

    KIND: ClassVar = "person-named"
    WORDS: ClassVar = frozenset({"name"})
    name: str | None = None
    is_me: bool = False  # the writer's own name: what the writer says without a person was said by the one of this name


class PlanAdopted(Record, frozen=True, kw_only=True):
    """A plan is followed from now on. `plan` is without its words; `records.with_words` puts them back."""

    KIND: ClassVar = "plan-adopted"
    WORDS: ClassVar = frozenset({"words", "text"})
    plan: Plan
    words: dict[str, dict[str, str]] | None = None  # by id: titles, notes, claims
    text: str | None = None  # the file as it was read


class PlanRevised(Record, frozen=True, kw_only=True):
    """The plan first adopted as `adopted` says something else from now on; what happened to its steps stays."""

    KIND: ClassVar = "plan-revised"
    WORDS: ClassVar = frozenset({"words", "text"})
    adopted: str
    plan: Plan
    words: dict[str, dict[str, str]] | None = None
    text: str | None = None
    is_belief_now: bool = False  # its chances of hypotheses are the belief at this moment: what came before is in them


class StepStarted(Record, frozen=True, kw_only=True):
    """Work on a step begins: a forecast of its chance and hours. Again while it is under way: of what then remains."""

    KIND: ClassVar = "step-started"
    plan: str
    step: str
    chance: Chance
    hours: Hours
    fails: Hours | None = None
    domain: str | None = None
    patience_hours: float | None = None  # shown at the start, from the start on; None: to be carried through
    is_anew: bool = False  # said while under way, about the rest
    person: str | None = None


class TimeSpent(Record, frozen=True, kw_only=True):
    """So many further hours were spent on a step."""

    KIND: ClassVar = "time-spent"
    plan: str
    step: str
    hours: float


class StepEnded(Record, frozen=True, kw_only=True):
    """How a step or a probe ended; `hours` in total, None where nobody said."""

    KIND: ClassVar = "step-ended"
    plan: str
    step: str
    ended: EndWord | Literal["positive", "negative"]
    hours: float | None = None


class Leaning(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An artifact that evidence leans on: where it is present the evidence is seen with chance `shows`, whatever is true."""

    artifact: str
    chance: float | None = None  # that it is present; None: as was said of it before
    shows: float = 1.0


class EvidenceSeen(Record, frozen=True, kw_only=True):
    """Something that speaks for or against a hypothesis: the chance of seeing it in each of its states.

    `source`: the step or probe whose result it was read off; it then stands for all that this result tells.
    """

    KIND: ClassVar = "evidence-seen"
    WORDS: ClassVar = frozenset({"why"})
    plan: str
    hypothesis: str
    chances: tuple[tuple[str, float], ...]  # (state, chance of seeing it)
    source: str | None = None
    leans: tuple[Leaning, ...] = ()
    why: str | None = None  # what was seen


class ArtifactChecked(Record, frozen=True, kw_only=True):
    """The chance of an artifact from now on, apart from what the evidence says of it: 0 ruled out, 1 found."""

    KIND: ClassVar = "artifact-checked"
    WORDS: ClassVar = frozenset({"why"})
    plan: str
    artifact: str
    chance: float
    why: str | None = None


class QuestionAsked(Record, frozen=True, kw_only=True):
    """Something that will be known; of a choice, forecasts and outcomes give numbers of `choices`, from 0."""

    KIND: ClassVar = "question-asked"
    WORDS: ClassVar = frozenset({"claim", "resolution", "choices", "unit", "source"})
    form: Form
    due_at: datetime | None = None
    domain: str | None = None
    claim: str | None = None
    resolution: str | None = None  # how it will be decided
    choices: tuple[str, ...] | None = None
    unit: str | None = None
    source: str | None = None  # where it came from, for what was imported


class ForecastMade(Record, frozen=True, kw_only=True):
    """What somebody says of a question: one of the three, as its form asks."""

    KIND: ClassVar = "forecast-made"
    WORDS: ClassVar = frozenset({"reason"})
    question: str
    chance: float | None = None  # yes-no
    quantiles: tuple[tuple[float, float], ...] | None = None  # number: (level, value), both ascending
    chances: tuple[float, ...] | None = None  # choice: one each, summing to 1
    person: str | None = None
    manner: Manner | None = None
    is_blind: bool | None = None  # said before any other's could be seen; None: nobody noted it
    reason: str | None = None


class QuestionResolved(Record, frozen=True, kw_only=True):
    """What it turned out to be, or that nothing counts (void). The envelope's `happened_at` is when it became known."""

    KIND: ClassVar = "question-resolved"
    WORDS: ClassVar = frozenset({"source"})
    question: str
    yes: bool | None = None
    number: float | None = None
    choice: int | None = None
    is_void: bool = False
    person: str | None = None  # who decided it
    source: str | None = None


class AdviceGiven(Record, frozen=True, kw_only=True):
    """What `next` said of an adopted plan, kept when it changes or is acted on: advice is a forecast too."""

    KIND: ClassVar = "advice-given"
    plan: str
    next: str  # a step, a probe, `stop`, `done` or `failed`
    position: int  # of the ledger's head it was computed from, and its hash
    hash: str
    acumen: str  # version
    patience_hours: float | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    status: str | None = None
    chance: float | None = None
    hours: float | None = None
    worth: float | None = None
    said_next: str | None = None  # what it would have been without the correction one's record had earned
    said_chance: float | None = None
    on_time: float | None = None  # P(something is shipped by the date), where one counts


class IdeaListed(Record, frozen=True, kw_only=True):
    """An idea to be rated. `worth_hours`: what its owner says it is worth, in hours of their time."""

    KIND: ClassVar = "idea-listed"
    WORDS: ClassVar = frozenset({"title", "text"})
    domain: str | None = None
    worth_hours: float | None = None
    person: str | None = None  # whose idea it is
    title: str | None = None
    text: str | None = None


class RatingGiven(Record, frozen=True, kw_only=True):
    """What somebody makes of an idea: as a whole, or by one criterion."""

    KIND: ClassVar = "rating-given"
    WORDS: ClassVar = frozenset({"reason"})
    idea: str
    score: float
    scale: tuple[float, float]  # the lowest and the highest score there is
    criterion: str | None = None
    person: str | None = None
    manner: Manner | None = None
    is_blind: bool = False  # said before any other's could be seen
    reason: str | None = None


class IdeaTurnedOut(Record, frozen=True, kw_only=True):
    """What an idea turned out to have been worth: hours, or a score. The envelope's `happened_at` is when it became known."""

    KIND: ClassVar = "idea-turned-out"
    WORDS: ClassVar = frozenset({"source"})
    idea: str
    worth_hours: float | None = None
    score: float | None = None
    scale: tuple[float, float] | None = None  # of the score
    person: str | None = None  # who says so
    source: str | None = None


class Criterion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Part of a rubric; what has parts weighs what they weigh together."""

    id: str
    weight: float = 0.0
    parts: tuple["Criterion", ...] = ()


class RubricAdopted(Record, frozen=True, kw_only=True):
    """Criteria by which people are marked from now on."""

    KIND: ClassVar = "rubric-adopted"
    WORDS: ClassVar = frozenset({"words", "text"})
    rubric: str
    scale: tuple[float, float]  # the lowest and the highest mark there is
    criteria: tuple[Criterion, ...]
    words: dict[str, str] | None = None  # titles by id, that of the rubric too
    text: str | None = None  # the file as it was read


class MarkGiven(Record, frozen=True, kw_only=True):
    """How somebody does by one criterion of a rubric, at the time when it happened."""

    KIND: ClassVar = "mark-given"
    WORDS: ClassVar = frozenset({"reason"})
    rubric: str  # the slug: the same criterion of a rubric adopted anew is the same
    criterion: str
    score: float
    scale: tuple[float, float]
    about: str | None = None  # who is marked; None: the ledger's writer
    person: str | None = None  # who marks
    manner: Manner | None = None
    is_blind: bool | None = None  # as of a forecast, on this occasion
    reason: str | None = None


class Note(Record, frozen=True, kw_only=True):
    """Words, and the record they are about, if any."""

    KIND: ClassVar = "note"
    WORDS: ClassVar = frozenset({"text"})
    about: str | None = None
    text: str | None = None


class Act(Record, frozen=True, kw_only=True):
    """Several records that one command wrote, in order: they are undone together, by correcting this one."""

    KIND: ClassVar = "act"
    verb: str  # the command
    ids: tuple[str, ...]


class Correction(Record, frozen=True, kw_only=True):
    """A record that does not count any more. What replaces it, if anything, is another record.

    Of a record that lists others (an act, or what was imported) none of those counts any more but for `leaves`: whatever
    else was said rests on them.
    """

    KIND: ClassVar = "correction"
    WORDS: ClassVar = frozenset({"why"})
    corrects: str
    leaves: tuple[str, ...] = ()
    why: str | None = None


class Seat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Of what a saying or an outcome was that is gone: what was seen because of it stays seen."""

    subject: str  # question, idea, or the slug of a rubric
    criterion: str | None = None
    about: str | None = None  # who was marked
    person: str | None = None  # who said it; None: its writer
    at: datetime | None = None  # when, of a mark


class Redaction(Record, frozen=True, kw_only=True):
    """Words were removed from a record, or (`is_all`) its figures too; the bytes are gone wherever this is known."""

    KIND: ClassVar = "redaction"
    WORDS: ClassVar = frozenset({"why"})
    redacts: str
    is_all: bool = False
    seat: Seat | None = None  # of what its figures said
    why: str | None = None


class Imported(Record, frozen=True, kw_only=True):
    """Records taken over from elsewhere. From a ledger: its head, and the ids of its records in order.

    With these and the records themselves the source's chain can be computed again.
    """

    KIND: ClassVar = "imported"
    WORDS: ClassVar = frozenset({"source"})
    form: Literal["ledger", "table"]
    ids: tuple[str, ...] = ()  # of a ledger: all of its records in order; of a table: those that it brought
    elsewhere: tuple[tuple[int, str], ...] = ()  # (place in ids, SHA-256 of the envelope there) where ours is another
    position: int | None = None
    hash: str | None = None
    n_rows: int | None = None
    is_mine: bool = False  # what the source's own writer said is mine
    writer: str | None = None  # the source's own writer
    source: str | None = None  # the file's name
    had: tuple[tuple[int, int], ...] = ()  # (first, last) places in ids, of a ledger, that were here before


class SettingTold(Record, frozen=True, kw_only=True):
    """How somebody wants something done; of each key, what a person said last counts. Keys: `desk.keeping.settings`."""

    KIND: ClassVar = "setting-told"
    WORDS: ClassVar = frozenset({"value"})
    key: str
    value: str | None = None


class SourceLeftOut(Record, frozen=True, kw_only=True):
    """What came from a table or another ledger teaches nothing any more, and is in no report: for whoever wrote this."""

    KIND: ClassVar = "source-left-out"
    WORDS: ClassVar = frozenset({"source"})
    writer: str  # of the records that came from there, as the import names it
    source: str | None = None  # by which name it was left out


class AnchorPlaced(Record, frozen=True, kw_only=True):
    """Heads of this ledger are noted in a place outside of it from now on: a file, or the notes of a git repository."""

    KIND: ClassVar = "anchor-placed"
    WORDS: ClassVar = frozenset({"place"})
    form: Literal["file", "git"]
    place: str | None = None  # the absolute path of the file, or of the repository's folder


KINDS: tuple[type[Record], ...] = (
    PersonNamed,
    PlanAdopted,
    PlanRevised,
    StepStarted,
    TimeSpent,
    StepEnded,
    PlanStopped,
    PlanParked,
    EvidenceSeen,
    ArtifactChecked,
    Call,
    QuestionAsked,
    ForecastMade,
    QuestionResolved,
    HoursTold,
    AdviceGiven,
    BaselineSet,
    AlarmRung,
    IdeaListed,
    RatingGiven,
    IdeaTurnedOut,
    RubricAdopted,
    MarkGiven,
    Note,
    Act,
    Correction,
    Redaction,
    Imported,
    AnchorPlaced,
    SettingTold,
    SourceLeftOut,
)
