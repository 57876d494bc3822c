"""Write the ledgers of this folder: `python tests/golden/write_golden.py`. Those of a released version stay.

Every kind is in them, plain and with all fields, words redacted, figures redacted, and a kind that nobody knows.
"""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from acumen.desk.book import Book
from acumen.desk.ledgers.export import export
from acumen.desk.plans.read import read_plan
from acumen.ledger.sqlite import SqliteLedger
from acumen.records import (
    Act,
    AdviceGiven,
    AlarmRung,
    AnchorPlaced,
    ArtifactChecked,
    BaselineSet,
    Correction,
    Criterion,
    EvidenceSeen,
    ForecastMade,
    HoursTold,
    IdeaListed,
    IdeaTurnedOut,
    Imported,
    Interval,
    Leaning,
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
    Reader,
    Record,
    Redaction,
    RubricAdopted,
    Seat,
    SettingTold,
    SourceLeftOut,
    StepEnded,
    StepStarted,
    TimeSpent,
    without_words,
    wrap,
)

FOLDER = Path(__file__).parent
NOW = datetime(2026, 11, 25, 9, 30, 0, 123456, tzinfo=UTC)
PLAN = """\
plan: golden
title: A plan with "words"
worth: 400
ship: 2027-03-01
goal:
  all:
    - {step: check, chance: 95%, hours: 2 to 6, title: Prüfer, note: "a – b", domain: tooling}
    - any:
        name: signal
        of:
          - {step: plain, chance: 30%, hours: 24}
          - {step: primed, chance: {h: 80%, otherwise: 15%}, hours: 20 to 60, fails: 5 to 15, needs: [check]}
hypotheses:
  h: {claim: It matters, chance: 55%}
probes:
  - {probe: ten, about: h, hours: 0.3, positive: {h: 80%, otherwise: 20%}}
"""


def fill(book: Book) -> None:
    """Write everything."""
    plan, words = without_words(read_plan(PLAN))
    person, _ = book.write(PersonNamed(name="Zoë Quimby"), PersonNamed(name="Me Myself", is_me=True))
    (adopted,) = book.write(PlanAdopted(plan=plan, words=words, text=PLAN))
    revised = msgspec.structs.replace(plan, worth=300.0)
    yes_no, number, choice, unsaid = book.write(
        QuestionAsked(form="yes-no", due_at=NOW + timedelta(days=9), domain="d", claim="Will it work?", resolution="a"),
        QuestionAsked(form="number", claim="How many?", unit="h", source="a table"),
        QuestionAsked(form="choice", claim="Which?", choices=("a", "b", "ü")),
        QuestionAsked(form="yes-no", claim="words that were redacted: Wenceslaus"),
    )
    followed: list[Record] = [
        PlanRevised(adopted=adopted, plan=revised, words=words, text=PLAN),
        AdviceGiven(plan=adopted, next="check", position=2, hash="0" * 64, acumen="0.1.0"),
        AdviceGiven(
            plan=adopted,
            next="check",
            position=2,
            hash="0" * 64,
            acumen="0.1.0",
            patience_hours=5.5,
            value=10.0,
            lower=9.5,
            upper=10.5,
            status="bracketed",
            chance=0.25,
            hours=12.0,
            worth=300.0,
            said_next="plain",
            said_chance=0.3,
        ),
        StepStarted(plan=adopted, step="plain", chance=0.3, hours=24.0),
        StepStarted(
            plan=adopted,
            step="primed",
            chance=plan.goal.of[1].of[1].chance,  # type: ignore[union-attr]
            hours=Interval(low_hours=20.0, high_hours=60.0),
            fails=Interval(low_hours=5.0, high_hours=15.0),
            domain="d",
            patience_hours=14.0,
            is_anew=True,
            person=person,
        ),
        TimeSpent(plan=adopted, step="primed", hours=3.5),
        StepEnded(plan=adopted, step="primed", ended="left"),
        StepEnded(plan=adopted, step="plain", ended="succeeded", hours=24.0),
        ForecastMade(question=yes_no, chance=0.7, person=person, manner="gut", reason="because"),
        ForecastMade(question=number, quantiles=((0.1, 1.0), (0.5, 2.5), (0.9, 1e9)), manner="considered"),
        ForecastMade(question=choice, chances=(0.2, 0.3, 0.5)),
        ForecastMade(question=unsaid, chance=0.01),
        QuestionResolved(question=yes_no, yes=False, person=person, source="the log"),
        QuestionResolved(question=number, number=-0.5),
        QuestionResolved(question=choice, choice=2),
        QuestionResolved(question=unsaid, is_void=True),
        EvidenceSeen(plan=adopted, hypothesis="h", chances=(("yes", 0.8), ("no", 0.2))),
        EvidenceSeen(
            plan=adopted,
            hypothesis="h",
            chances=(("yes", 1.0), ("no", 0.01)),
            source="plain",
            leans=(Leaning(artifact="bug", chance=0.05), Leaning(artifact="leak", chance=0.1, shows=0.5)),
            why="two curves",
        ),
        ArtifactChecked(plan=adopted, artifact="bug", chance=0.0, why="read by two"),
        PlanRevised(adopted=adopted, plan=revised, is_belief_now=True),
        Note(about=yes_no, text="line one\nline two"),
        Note(),
    ]
    ids = book.write(*followed, happened_at=[NOW - timedelta(minutes=number) for number in range(len(followed))])
    book.write(Correction(corrects=ids[-1], why="empty"), Correction(corrects=ids[-2]))
    book.write(Imported(form="table", n_rows=3, is_mine=True, source="rows.csv"))
    first = next(iter(book.ledger.read(until=1)))
    ours = (str(first.sealed.open_envelope().id),)
    book.write(Imported(form="ledger", ids=ours, position=1, hash=first.hash.hex(), writer="w", source="a.jsonl"))
    finish(book, unsaid, ids[5])


def fill_ratings(book: Book) -> None:
    """Write what is said of ideas and by criteria."""
    (person,) = book.write(PersonNamed(name="Zoë Quimby"))
    idea, bare, unsaid = book.write(
        IdeaListed(domain="d", worth_hours=400.0, title="Prüfe zuerst", text="line one\nline two"),
        IdeaListed(person=person, title="plain"),
        IdeaListed(title="words that were redacted: Wenceslaus", worth_hours=0.5),
    )
    criteria = (Criterion(id="quick", parts=(Criterion(id="speed", weight=45.0), Criterion(id="works", weight=25.0))),)
    followed: list[Record] = [
        RatingGiven(
            idea=idea,
            score=7.0,
            scale=(0.0, 10.0),
            criterion="novel",
            person=person,
            manner="gut",
            is_blind=True,
            reason="because",
        ),
        RatingGiven(idea=bare, score=-1.5, scale=(-2.0, 2.0)),
        RatingGiven(idea=unsaid, score=3.0, scale=(1.0, 5.0), manner="considered"),
        IdeaTurnedOut(idea=idea, worth_hours=12.5, person=person, source="the log"),
        IdeaTurnedOut(idea=bare, score=4.0, scale=(1.0, 5.0)),
        RubricAdopted(
            rubric="r", scale=(0.0, 10.0), criteria=criteria, words={"speed": "Tempo – ü"}, text="rubric: r\n"
        ),
        RubricAdopted(rubric="bare", scale=(1.0, 5.0), criteria=()),
        MarkGiven(
            rubric="r",
            criterion="speed",
            score=8.0,
            scale=(0.0, 10.0),
            about=person,
            person=person,
            manner="considered",
            reason="fast",
        ),
        MarkGiven(rubric="r", criterion="works", score=2.0, scale=(0.0, 10.0)),
    ]
    ids = book.write(*followed, happened_at=[NOW - timedelta(minutes=number) for number in range(len(followed))])
    book.write(Correction(corrects=bare, why="not mine"))
    finish(book, unsaid, ids[1])


def fill_anchors(book: Book) -> None:
    """Write where heads are noted."""
    kept, unsaid, erased = book.write(
        AnchorPlaced(form="file", place="heads.txt"),
        AnchorPlaced(form="git", place="words that were redacted: Wenceslaus"),
        AnchorPlaced(form="git"),
    )
    del kept
    finish(book, unsaid, erased)


def fill_settings(book: Book) -> None:
    """Write what was set and left out."""
    kept, unsaid, out, erased = book.write(
        SettingTold(key="person", value="Zoë Quimby"),
        SettingTold(key="person", value="words that were redacted: Wenceslaus"),
        SourceLeftOut(writer="0" * 24, source="rows.csv"),
        SettingTold(key="mood"),
    )
    book.write(SourceLeftOut(writer="1" * 24), Correction(corrects=out))
    del kept
    finish(book, unsaid, erased)


def fill_acts(book: Book) -> None:
    """Write what ties records together, what they leave, and whether something was said blind."""
    person, question, forecast = (f"{n}" * 24 for n in range(3))
    records = (
        PersonNamed(name="Zoë Quimby"),
        QuestionAsked(form="yes-no", claim="words that were redacted: Wenceslaus"),
        ForecastMade(question=question, chance=0.7, person=person, is_blind=True),
    )
    book.write(*records, ids=(person, question, forecast), verb="predict")
    later, mark, erased = book.write(
        ForecastMade(question=question, chance=0.6, is_blind=False),
        MarkGiven(rubric="r", criterion="works", score=2.0, scale=(0.0, 10.0), is_blind=True),
        MarkGiven(rubric="r", criterion="speed", score=3.0, scale=(0.0, 10.0), about=person, is_blind=False),
    )
    (act,) = book.write(Act(verb="criteria rate", ids=(mark, erased)))
    book.write(
        Correction(corrects=act, leaves=(mark,)),
        Imported(form="table", ids=(later,), n_rows=1, writer="w", source="rows.csv"),
    )
    first = next(iter(book.ledger.read(until=1)))
    book.write(Imported(form="ledger", ids=(person,), had=((0, 0),), position=1, hash=first.hash.hex(), writer="w"))
    seat = Seat(subject="r", criterion="speed", about=person, at=NOW)
    finish(book, question, erased, seat=seat)


def fill_hours(book: Book) -> None:
    """Write hours that were told of work done elsewhere."""
    plain = HoursTold(
        title="Prüfer", said_hours=2.0, taken_hours=3.5, domain="tooling", said_at=NOW - timedelta(days=3)
    )
    _, unsaid, erased = book.write(
        plain,
        HoursTold(title="words that were redacted: Wenceslaus", low_hours=2.0, high_hours=6.0, taken_hours=7.0),
        HoursTold(said_hours=1.0, taken_hours=1.0, person="0" * 24),
        happened_at=NOW - timedelta(days=1),
    )
    finish(book, unsaid, erased)


def fill_stops(book: Book) -> None:
    """Write what was given up, parked and resumed."""
    plan, words = without_words(read_plan(PLAN))
    given_up, parked, erased, unsaid = book.write(
        PlanAdopted(plan=plan, words=words, text=PLAN),
        PlanAdopted(plan=plan),
        PlanAdopted(plan=plan),
        Note(text="words that were redacted: Wenceslaus"),
    )
    book.write(
        StepStarted(plan=given_up, step="plain", chance=0.3, hours=Interval(low_hours=20.0, high_hours=60.0)),
        PlanStopped(plan=given_up, why="nobody pays"),
        PlanParked(plan=parked, until=NOW + timedelta(days=30), why="summer"),
        PlanParked(plan=parked, is_resumed=True),
        PlanParked(plan=parked),
        PlanStopped(plan=erased),
    )
    finish(book, unsaid, erased)


def fill_calls(book: Book) -> None:
    """Write what was said by a call that had an id of its own, once and then again."""
    book.write(PersonNamed(name="Prüfer", is_me=True))
    for _ in range(2):
        once = book.once("run-7/step-3 → Prüfer")
        once.transact(lambda once=once: once.write(Note(text="said once"), Note(text="and this"), verb="note"))  # type: ignore[misc]
    erased, unsaid = book.write(Note(text="an erased note"), Note(text="words that were redacted: Wenceslaus"))
    finish(book, unsaid, erased)


def fill_dates(book: Book) -> None:
    """Write down what was promised of a date, and alarms."""
    plan = read_plan(DATED)
    bare, words = without_words(plan)
    (adopted,) = book.write(PlanAdopted(plan=bare, words=words or None, text=DATED))
    figures = {"ship": date(2026, 12, 18), "hours_until": 132.0, "on_time": 0.61, "acumen": "0.1.0"}
    first, _ = book.write(
        BaselineSet(plan=adopted, **figures),  # type: ignore[arg-type]
        BaselineSet(plan=adopted, value=179.0, tripwires=(("a", date(2026, 11, 4)),), is_asked=True, **figures),  # type: ignore[arg-type]
    )
    book.write(AdviceGiven(plan=adopted, next="a", position=2, hash="0" * 64, acumen="0.1.0", on_time=0.61))
    for what in ("date", "hours"):
        book.write(AlarmRung(plan=adopted, baseline=first, what=what, level=1, on_time=0.3, e_value=12.5))
    erased, unsaid = book.write(Note(text="an erased note"), Note(text="words that were redacted: Wenceslaus"))
    finish(book, unsaid, erased)


def finish(book: Book, unsaid: str, erased: str, *, seat: Seat | None = None) -> None:
    """A record of a kind that nobody knows; words redacted, and figures."""
    future = {"id": "f" * 24, "kind": "dream", "version": 3, "writer": "w", "count": 1}
    book.ledger.append([wrap(b'{"of":1}', b'{"words":"x"}', happened_at=NOW, written_at=NOW, salt=bytes, **future)])  # type: ignore[arg-type]
    book.write(Redaction(redacts=unsaid, why="asked to"), Redaction(redacts=erased, is_all=True, seat=seat))


def read_all(book: Book) -> list[dict[str, object]]:
    """What every record says, in plain values."""
    reader = Reader()
    told = []
    for kept in book.ledger.read():
        opened = reader.open(kept.sealed)
        told.append(
            {
                "envelope": msgspec.to_builtins(opened.envelope),
                "record": None if opened.record is None else msgspec.to_builtins(opened.record),
                "is_redacted": opened.is_redacted,
            }
        )
    return told


DATED = """plan: dated
worth: 100
ship: 2026-12-18
hours: 20 per week
days: mon to thu
off: 2026-12-07
late: 5 per week
together: 20%
goal: {all: [{step: a, chance: 60%, hours: 8, due: 2026-11-20}, {step: b, chance: 70%, hours: 4 to 12, cut: 20}]}
"""

LEDGERS: dict[str, Callable[[Book], None]] = {
    "version-1": fill,
    "version-1-ratings": fill_ratings,
    "version-1-anchors": fill_anchors,
    "version-1-settings": fill_settings,
    "version-1-acts": fill_acts,
    "version-1-hours": fill_hours,
    "version-1-stops": fill_stops,
    "version-1-calls": fill_calls,
    "version-1-dates": fill_dates,
}


def write(name: str) -> None:
    """Write the three files of a ledger anew."""
    database = FOLDER / f"{name}.sqlite"
    database.unlink(missing_ok=True)
    rng = random.Random(1)
    with Book(SqliteLedger(database, writer="0123456789abcdef01234567"), now=NOW, draw=rng.randbytes) as book:
        LEDGERS[name](book)
        (FOLDER / f"{name}.jsonl").write_bytes(b"".join(export(book)))
        told = msgspec.json.format(msgspec.json.encode(read_all(book)), indent=1)
    (FOLDER / f"{name}.json").write_bytes(told + b"\n")


if __name__ == "__main__":
    for each in LEDGERS:
        write(each)
