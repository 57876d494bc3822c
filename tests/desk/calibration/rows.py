"""Steps that ended and books with forecasts, for the tests of what a record says."""

import numpy as np

from acumen.desk.book import Book
from acumen.desk.elicitation.predict import predict
from acumen.desk.elicitation.resolve import resolve
from acumen.history import StepRow
from tests.desk.elicitation.books import later, new_book


def step(
    number: int = 0,
    *,
    chance: float = 0.8,
    ended: str = "succeeded",
    hours: float | None = 5.0,
    patience: float | None = None,
    low_hours: float = 2.0,
    high_hours: float = 20.0,
    fails: tuple[float, float] | None = None,
    domain: str | None = "code",
) -> StepRow:
    """A step said on day `number` and ended half a day later."""
    return StepRow(
        key=f"plan {number}",
        chance=chance,
        low_hours=low_hours,
        high_hours=high_hours,
        fails_low_hours=fails[0] if fails else None,
        fails_high_hours=fails[1] if fails else None,
        patience_hours=patience,
        ended=ended,
        hours=hours,
        domain=domain,
        said_days=20_000.0 + number,
        known_days=20_000.5 + number,
        is_proven=True,
    )


def forecast(
    book: Book,
    claim: str,
    said: dict[str | None, str],
    outcome: str | None,
    *,
    domain: str | None = None,
    days: float = 1.0,
) -> Book:
    """Everybody's forecast of a new question (None: oneself), the outcome `days` later; the book as it is then."""
    question = None
    for person, words in said.items():
        told = predict(book, question or claim, words, person=person, domain=None if question else domain)
        question = told.shown.question
    after = later(book, days)
    if outcome is not None and question is not None:
        resolve(after, question, outcome)
    return after


def over_confident(n: int = 60) -> Book:
    """`n` times 80 % in code, every second one true."""
    book = new_book()
    for number in range(n):
        book = forecast(book, f"claim {number}", {None: "80%"}, "yes" if number % 2 else "no", domain="code")
    return book


def a_year(seed: int = 1, n: int = 60) -> Book:
    """Oneself better than Ben in code and worse in biology, half of each."""
    rng = np.random.default_rng(seed)
    book = new_book()
    for number in range(n):
        domain = ("code", "biology")[number % 2]
        outcome = bool(rng.random() < 0.5)
        right, blind = ("85%", "15%") if outcome else ("15%", "85%"), ("50%", "50%")
        good, bad = right[0], blind[0]
        said = {None: good if domain == "code" else bad, "Ben": bad if domain == "code" else good}
        book = forecast(book, f"claim {number}", said, "yes" if outcome else "no", domain=domain)
    return book
