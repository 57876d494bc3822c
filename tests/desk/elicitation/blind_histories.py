"""Random histories of people who ask, say, settle, take back and redact, and what the owner may see of them at each moment.

The oracle is written from the promise alone: what others say of a subject shows once the owner has said something of it
(by that criterion), or once it was known; neither is ever lost, whatever is taken back. Every saying has a figure of its own,
so that it is known again in any text.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import msgspec

from acumen.desk.book import Book
from acumen.desk.elicitation.idea_add import add_idea
from acumen.desk.elicitation.idea_list import list_ideas
from acumen.desk.elicitation.idea_outcome import look_back, turn_out
from acumen.desk.elicitation.idea_rate import rate_idea
from acumen.desk.elicitation.people import call_me, people
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.elicitation.rubric_mark import mark_criteria
from acumen.desk.elicitation.rubric_show import show_criteria
from acumen.desk.elicitation.rubric_trend import criteria_trend
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.tables_out import write_calendar, write_table
from acumen.desk.loop.due_dates import due
from acumen.desk.loop.log import log
from acumen.desk.loop.undo import undo
from acumen.errors import AcumenError
from acumen.ledger.memory import MemoryLedger
from tests.desk.elicitation.books import NOW, picture_of

N_VERBS = 14
NAMES = (None, "Ada", "Bo")
SUBJECTS = ("question 0", "question 1", "idea 0", "idea 1", "speed", "working")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A saying: its subject, the figure by which it is known again, and who said it (None: the owner)."""

    id: str
    subject: str
    figure: str
    person: str | None


class Life:
    """A history on its way, with all that the oracle knows of it."""

    def __init__(self, seed: int) -> None:
        """Begin with everything asked, so that each subject stays the same."""
        self.rng = random.Random(seed)
        self.book = Book(MemoryLedger(writer=self.rng.randbytes(12).hex()), now=NOW, draw=self.rng.randbytes)
        self.said: list[Said] = []
        self.outcomes: list[str] = []
        self.corrections: list[str] = []
        self.opened: set[str] = set()
        self.names: list[str] = []
        self.faults: Counter[str] = Counter()
        for number in range(2):
            predict(self.book, f"question {number}", "50%", person="Asker")
            add_idea(self.book, f"idea {number}", person="Asker")
            rate_idea(self.book, f"idea {number}", 5, person="Asker")

    def figure(self) -> str:
        """A new one from 1.011 to 8.999 that no other, and hardly a mean of others, comes to."""
        number = len(self.said) + 1
        return f"{1 + number % 8}.{11 + number * 6_151 % 988:03d}"

    def say(self) -> None:
        """Something of a subject by somebody."""
        subject, person, figure = self.rng.choice(SUBJECTS), self.rng.choice(NAMES), self.figure()
        if subject.startswith("question"):
            told = predict(self.book, subject, f"{float(figure) * 10:.2f}%", person=person)
            (made,) = (one for one in told.shown.forecasts if one.forecast == told.forecast)
            subject, id_, is_blind = told.question, told.forecast, made.is_blind
        elif subject.startswith("idea"):
            rated = rate_idea(self.book, subject, f"{figure}/10", person=person)
            id_, is_blind = rated.rating, rated.is_blind
        else:
            (given,) = mark_criteria(self.book, {subject: figure}, person=person).given
            id_, is_blind = given.id, given.is_blind
        if person is None or person == self.me:
            others = any(one.person not in {None, self.me} for one in self.said if one.subject == subject)
            self.faults["blind though seen"] += bool(is_blind) and subject in self.opened and others
            self.faults["not blind though unseen"] += is_blind is False and subject not in self.opened
            self.opened.add(subject)
        self.said.append(Said(id=id_, subject=subject, figure=figure, person=person))

    @property
    def me(self) -> str | None:
        """The name under which the owner stands."""
        return people(self.book).people[0].name

    def be(self) -> None:
        """The owner is Ada: all of which she has spoken lies open to them, whatever becomes of it."""
        call_me(self.book, "Ada")
        self.opened |= {one.subject for one in self.said if one.person == "Ada"}
        self.names += [one.id for one in log(self.book, n=1).entries]

    def settle(self) -> None:
        """A question or an idea becomes known."""
        subject = self.rng.choice(SUBJECTS[:4])
        if subject.startswith("idea"):
            found = turn_out(self.book, subject, float(self.rng.randint(20, 60))).outcome_id or ""
        else:
            told = resolve(self.book, subject, self.rng.choice(["yes", "no", "void"]))
            subject, found = told.question, told.resolution
        self.outcomes.append(found)
        self.opened.add(subject)

    def take_back(self) -> None:
        """A saying, an outcome or an earlier undo."""
        pool = [one.id for one in self.said] + self.outcomes + self.corrections + 4 * self.names
        if pool:
            self.corrections.append(undo(self.book, self.rng.choice(pool)).id)
            if self.me == "Ada":
                self.opened |= {one.subject for one in self.said if one.person == "Ada"}

    def redact(self) -> None:
        """Words or all of a saying or an outcome."""
        pool = [one.id for one in self.said] + self.outcomes
        if pool:
            redact(self.book, self.rng.choice(pool), why="x", is_all=True)

    def live(self) -> None:
        """One verb; a refusal changes nothing."""
        verb = self.rng.choice(
            [self.say] * 6 + [self.settle] * 2 + [self.take_back] * 4 + [self.redact, self.be, self.be]
        )
        self.book.now += timedelta(minutes=1)
        position, n_said = self.book.ledger.head().position, len(self.said)
        try:
            verb()
        except AcumenError:
            self.faults["refused and written"] += (
                self.book.ledger.head().position != position or len(self.said) != n_said
            )

    def judge(self, book: Book | None = None) -> None:
        """Nothing is shown that is hidden; nothing of it is hidden that was seen and counts."""
        text = "\n".join(shown(book or self.book))
        for one in self.said:
            if one.person is not None and one.subject not in self.opened:
                self.faults["shown"] += any(spelling in text for spelling in spell(float(one.figure)))


def spell(figure: float) -> tuple[str, ...]:
    """How a figure would stand in JSON and in words, as a score or as a chance."""
    in_json = (f": {figure:g},", f": {figure / 10:.4f}".rstrip("0") + ",")
    return (
        *in_json,
        f",{figure / 10:.4f}".rstrip("0") + ",",
        f"forecast {10 * figure:.1f} %",
        f"rated {figure:.2f}:",
        f"marked speed {figure:.2f}",
    )


def shown(book: Book) -> list[str]:
    """All that the owner is told."""
    told = [
        due(book),
        list_questions(book, state="all"),
        *(list_questions(book, search=f"question {number}", state="all") for number in range(2)),
        list_ideas(book),
        look_back(book),
        show_criteria(book),
        criteria_trend(book),
        people(book),
        log(book, n=None),
    ]
    texts = [f"{one}\n{one.to_json()}" for one in told] + [picture_of(list_ideas(book))]
    tables = [*write_table(book, "questions"), *write_table(book, "forecasts"), *write_calendar(book)]
    texts += [b"".join(tables).decode()]
    other = copy_of(book)  # what is tried may be done
    for attempt in (
        lambda: undo(other, "0"),
        lambda: resolve(other, "question", "4"),
        lambda: rate_idea(other, "idea", "x"),
    ):
        try:
            attempt()
        except AcumenError as error:
            texts.append(f"{error} {error.hint}")
    return texts


def copy_of(book: Book) -> Book:
    """Another ledger with the same records."""
    copy = Book(MemoryLedger(writer="f" * 24), now=book.now)
    take_over(copy, export(book), source="copy.jsonl")
    return copy


def run(seeds: range, *, every: int = 1, note: Callable[[int, Counter[str]], None] | None = None) -> Counter[str]:
    """So many histories; the faults found in them, looked for after every few verbs and in a copy at the end."""
    faults: Counter[str] = Counter()
    for seed in seeds:
        life = Life(seed)
        for number in range(N_VERBS):
            life.live()
            if number % every == 0 or number == N_VERBS - 1:
                life.judge()
        life.judge(copy_of(life.book))
        if note is not None and any(life.faults.values()):
            note(seed, life.faults)
        faults += life.faults
    return faults
