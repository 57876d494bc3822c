"""Random histories: verbs in any order, at any time, of anything; then copies, merges and undo of undo have to agree."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from acumen.desk.beliefs.believe import believe
from acumen.desk.beliefs.evidence import evidence
from acumen.desk.book import Book, open_book
from acumen.desk.elicitation.idea_add import add_idea
from acumen.desk.elicitation.idea_rate import rate_idea
from acumen.desk.elicitation.people import people
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.question_list import list_questions
from acumen.desk.elicitation.resolve import resolve
from acumen.desk.elicitation.rubric_mark import mark_criteria
from acumen.desk.ledgers.export import export
from acumen.desk.ledgers.merge import take_over
from acumen.desk.ledgers.redact import redact
from acumen.desk.ledgers.verify import verify
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.done import done
from acumen.desk.loop.due_dates import due
from acumen.desk.loop.log import log
from acumen.desk.loop.next import next_
from acumen.desk.loop.spend import spend
from acumen.desk.loop.start import start
from acumen.desk.loop.status import status
from acumen.desk.loop.undo import undo
from acumen.errors import AcumenError
from acumen.records import EndWord, Note
from studies.attack_row import Row
from tests.desk.elicitation.blind_histories import N_VERBS as BLIND_VERBS
from tests.desk.elicitation.blind_histories import run
from tests.desk.ledgers.books import told

N_VERBS = 15
BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
STEPS = ("a", "b", "c")
ENDS: tuple[EndWord, ...] = ("succeeded", "failed", "left")
NAMES = (None, None, "Ada", "Bo", "Zoë")
PLAN = """\
plan: {slug}
worth: 60
goal:
  any:
    - {{step: a, chance: 30%, hours: 2 to 5}}
    - {{step: {second}, chance: {{h: 80%, otherwise: 20%}}, hours: 4 to 16, fails: 1 to 9}}
    - {{step: c, chance: 55%, hours: 9}}
hypotheses:
  h: {{claim: it matters, chance: {prior}%}}
probes:
  - {{probe: look, about: h, hours: 1, positive: {{h: 80%, otherwise: 20%}}}}
"""
VIEWS: tuple[Callable[[Book], object], ...] = (
    lambda book: str(log(book)),
    lambda book: str(list_questions(book, state="all")),
    lambda book: str(due(book)),
    lambda book: str(people(book)),
    lambda book: str(status(book)),
    lambda book: str(next_(book)),
    lambda book: str(believe(book)),
)


def _any_id(book: Book, rng: random.Random) -> str:
    position = book.ledger.head().position
    if position == 0:
        return "0000"
    at = rng.randint(1, position)
    (kept,) = book.ledger.read(after=at - 1, until=at)
    return str(kept.open_envelope().id)


def _act(book: Book, rng: random.Random) -> None:
    """One verb with any arguments."""
    on = None if rng.random() < 0.7 else f"2026-{rng.randint(1, 6):02d}-{rng.randint(1, 28):02d}"
    claim, name = f"claim {rng.randrange(4)} comes true", rng.choice(NAMES)
    match rng.randrange(17):
        case 0 | 1 | 2:
            predict(book, claim, f"{rng.randint(1, 99)}%", person=name, on=on, domain=rng.choice([None, "d"]))
        case 3:
            predict(book, f"number {rng.randrange(2)}", f"{rng.randint(1, 5)} to {rng.randint(6, 12)}", person=name)
        case 4 | 5:
            resolve(book, claim, rng.choice(["yes", "no", "void"]), on=on)
        case 6:
            plan = PLAN.format(slug=rng.choice("pq"), second=rng.choice(["b", "bb"]), prior=rng.choice([20, 60]))
            adopt(book, plan, belief_now=rng.random() < 0.3)
        case 7:
            start(book, rng.choice(STEPS), plan=rng.choice("pq"), on=on)
        case 8:
            spend(book, rng.choice([0.5, 3.0]), rng.choice(STEPS), plan=rng.choice("pq"))
        case 9:
            done(book, rng.choice(ENDS), rng.choice(STEPS), plan=rng.choice("pq"))
        case 10 | 11:
            undo(book, rng.choice([None, _any_id(book, rng)]))
        case 12:
            redact(book, _any_id(book, rng), why="asked to", is_all=rng.random() < 0.3)
        case 13:
            evidence(book, "h", plan=rng.choice("pq"), if_true="90%", if_false="20%", artifacts=["bug: 5%"])
        case 14:
            add_idea(book, f"idea {rng.randrange(3)}", worth=float(rng.randint(1, 90)))
            rate_idea(book, f"idea {rng.randrange(3)}", float(rng.randint(0, 10)), person=name)
        case 15:
            mark_criteria(book, {"speed": rng.randint(0, 10), "working": rng.randint(0, 10)}, of=name, person=name)
        case _:
            book.write(Note(text="a note"))


def _history(rng: random.Random, counts: Counter[str]) -> Book:
    """So many verbs on an empty ledger; the clock may go back."""
    book = open_book(None, now=BEGUN, draw=rng.randbytes)
    for _ in range(N_VERBS):
        book.now += timedelta(hours=rng.choice([1, 5, 30, 200, -40]))
        counts["verbs"] += 1
        _try(lambda: _act(book, rng), counts)
    return book


def _try(call: Callable[[], object], counts: Counter[str]) -> object:
    try:
        return call()
    except AcumenError as error:
        counts["refused"] += 1
        return str(error)
    except Exception as error:  # noqa: BLE001 -- what is counted
        counts["traceback"] += 1
        counts[f"{type(error).__name__}: {error}"[:80]] += 1
        return None


def _look(book: Book, counts: Counter[str]) -> list[object]:
    return [_try(lambda view=view: view(book), counts) for view in VIEWS]  # type: ignore[misc]


def _copy(book: Book) -> Book:
    other = open_book(None, now=book.now)
    take_over(other, export(book), source="copy")
    return other


def _judge(books: list[Book], rng: random.Random, counts: Counter[str]) -> None:
    """A copy says the same; both orders of merging say the same; an undo of an undo leaves all as it was."""
    for book in books:
        book.now = BEGUN + timedelta(days=400)  # past all that was said, so that `next` keeps its advice once
        counts["unsound"] += not verify(book).is_sound
        _look(book, counts)  # `next` keeps its advice
        before = _look(book, counts)
        if book.ledger.head().position == 0:
            continue
        counts["copies differ"] += _look(_copy(book), counts) != before
        try:
            correction = undo(book, _any_id(book, rng)).id
            undo(book, correction)
        except AcumenError:
            continue
        counts["undo of undo differs"] += _look(book, counts)[1:] != before[1:]  # but for the log, which has both
    merged = []
    for order in (books, books[::-1]):
        target = open_book(None, now=max(book.now for book in books))
        for book in order:
            _try(lambda book=book, target=target: take_over(target, export(book), source="other"), counts)  # type: ignore[misc]
        counts["unsound"] += not verify(target).is_sound
        merged.append(told(target))
    counts["merges differ"] += sum(one != other for one, other in pairwise(merged))


def blind_histories(n: int, seed: int) -> Row:
    """Histories of people who ask, say, settle, take back and redact, with an oracle of what the owner may see."""
    begin = 1_000_003 * seed
    counts = run(range(begin, begin + n), every=2)
    found = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items())) or "nothing hidden was shown"
    return Row(
        attack=f"random histories of {BLIND_VERBS} verbs, looked at for what is hidden",
        n=n,
        found=found,
        n_bad=counts.total(),
    )


def histories(n: int, seed: int) -> Row:
    """Pairs of histories, each merged with the other."""
    counts = Counter[str]()
    for number in range(0, n, 2):
        rng = random.Random(1_000_003 * seed + number)
        books = [_history(rng, counts) for _ in range(2)]
        _try(lambda books=books, rng=rng: _judge(books, rng, counts), counts)  # type: ignore[misc]
    bad = ("traceback", "unsound", "copies differ", "merges differ", "undo of undo differs")
    for what in bad:
        counts[what] += 0
    found = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
    return Row(attack=f"random histories of {N_VERBS} verbs", n=n, found=found, n_bad=sum(counts[what] for what in bad))
