"""Ledgers in memory with a record of sayings that came out, and a plan whose choice turns on them."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from acumen.desk.book import Book, open_book
from acumen.desk.plans.read import read_plan
from acumen.distributions import LogNormal
from acumen.records import (
    ForecastMade,
    Interval,
    PlanAdopted,
    QuestionAsked,
    QuestionResolved,
    StepEnded,
    StepStarted,
    without_words,
)

START = datetime(2026, 11, 1, tzinfo=UTC)

TWO_WAYS = """
plan: two-ways
worth: 40
goal:
  any:
    - {step: risky, chance: 80%, hours: 8, domain: ml}
    - {step: other, chance: 69%, hours: 7, domain: ops}
"""
TWO_DOUBTFUL_WAYS = TWO_WAYS.replace("80%", "60%").replace("69%", "55%")


def settled_forecasts(outcomes: Sequence[bool], *, chance: float = 0.8, domain: str | None = "ml") -> Book:
    """One forecast of `chance` a day, each known half an hour later."""
    book = open_book(None, now=START)
    for number, yes in enumerate(outcomes):
        forecast(book, number, yes, chance=chance, domain=domain)
    return book


def forecast(book: Book, number: float, yes: bool, *, chance: float, domain: str | None) -> None:  # noqa: FBT001
    """Say something on day `number`, and see what comes of it."""
    book.now = START + timedelta(days=number)
    (question,) = book.write(QuestionAsked(form="yes-no", claim=f"claim {number}", domain=domain))
    book.write(ForecastMade(question=question, chance=chance))
    book.now += timedelta(minutes=30)
    book.write(QuestionResolved(question=question, yes=yes))


def evenly(n: int, n_true: int) -> list[bool]:
    """`n` outcomes, `n_true` of them true, spread evenly."""
    return [number * n_true // n != (number + 1) * n_true // n for number in range(n)]


def adopt(book: Book, text: str) -> str:
    """Adopt a plan written out; the id of the adoption."""
    bare, words = without_words(read_plan(text))
    (id_,) = book.write(PlanAdopted(plan=bare, words=words or None, text=text))
    return id_


def steps_left_by_policy(n: int, *, true_chance: float, patience_hours: float, seed: int) -> Book:
    """`n` steps said at 50 %, 2 to 20 h, each left after the patience unless it has worked by then."""
    rng = random.Random(seed)
    book, hours = open_book(None, now=START), Interval(low_hours=2.0, high_hours=20.0)
    took = LogNormal.from_interval(2.0, 20.0, is_cut=True)
    plan = PlanAdopted(plan=read_plan(TWO_WAYS))
    for number in range(n):
        (id_,) = book.write(plan)
        book.write(
            StepStarted(plan=id_, step="risky", chance=0.5, hours=hours, patience_hours=patience_hours, domain="ml")
        )
        works_at = took.quantile(rng.random()) if rng.random() < true_chance else 20.0
        book.now = START + timedelta(hours=30 * (number + 1))
        is_left = works_at > patience_hours
        spent = patience_hours if is_left else works_at
        book.write(StepEnded(plan=id_, step="risky", ended="left" if is_left else "succeeded", hours=spent))
    return book
