"""Write a quarter of somebody's work: `python examples/write_quarter.py` writes what `acumen demo` shows.

All of it is invented, and said through the verbs with a clock that this file sets and numbers from a seed: two plans, forty
forecasts, evidence, ideas, a rejection. Whoever says it is about right of code and too sure of experiments.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import acumen

FILE = Path(__file__).with_name("a-quarter.jsonl")  # a link to where the program keeps it
FIRST, LAST = datetime(2025, 10, 1, 9, tzinfo=UTC), datetime(2025, 12, 22, 9, tzinfo=UTC)
SEED = 25
N_SURE = 0.25  # how much too high chances of experiments are
PAPER = b"""\
plan: retrieval-paper
title: Short passages are enough for retrieval
worth: 320
goal:
  all:
    - {step: baseline, title: Rebuild the published baseline, chance: 85%, hours: 6 to 18, domain: code}
    - any:
        name: signal
        of:
          - {step: short-index, chance: {clean: 60%, otherwise: 15%}, hours: 10 to 35, domain: experiment, needs: [baseline]}
          - {step: mixed-index, chance: 45%, hours: 14 to 45, domain: experiment, needs: [baseline]}
    - {step: ablation, title: What each part brings, chance: 80%, hours: 8 to 24, domain: experiment, needs: [baseline]}
    - {step: write-up, title: The paper, chance: 92%, hours: 25 to 50, domain: writing}
hypotheses:
  clean: {claim: The test labels are clean enough to see a difference, chance: 65%}
probes:
  - {probe: audit, title: Look at forty labels, about: clean, hours: 3, positive: {clean: 85%, otherwise: 25%}}
"""
TOOL = b"""\
plan: labelling-tool
title: A tool with which two people label alike
worth: 70
goal:
  all:
    - {step: sketch, title: One screen that works, chance: 90%, hours: 3 to 9, domain: code}
    - any:
        name: agreement
        of:
          - {step: examples, chance: 55%, hours: 4 to 14, domain: experiment, needs: [sketch]}
          - {step: rules, chance: 40%, hours: 3 to 10, domain: experiment, needs: [sketch]}
    - {step: hand-over, title: Somebody else installs it, chance: 85%, hours: 2 to 6, domain: code, needs: [sketch]}
"""
FORECASTS = {  # claims by domain, each with the chance in percent that is said of it
    "code": {
        "The loader reads all nine files": 90,
        "The index fits into memory": 80,
        "Tests pass after the upgrade": 70,
        "The profiler shows the tokenizer on top": 50,
        "Half of the index is enough for the same speed": 40,
        "The cache hits more than nine times in ten": 60,
        "The nightly job ends before eight": 85,
        "Merging the two branches takes an hour at most": 60,
        "The old results load without a converter": 70,
        "The new format is smaller by a third": 75,
        "The figure script runs on the other machine": 80,
        "No crash in a week of use": 65,
        "The search answers within 50 ms": 55,
        "Ada's review finds no mistake": 30,
    },
    "experiment": {
        "The baseline is within a point of the paper": 85,
        "Short passages win on the first data set": 75,
        "The gain is there on the third data set": 55,
        "The gain stays with the larger model": 70,
        "Doubling the batch changes nothing": 80,
        "The second seed agrees with the first": 90,
        "The learning rate of the paper is the best one": 60,
        "Removing the title costs two points": 65,
        "Mixed lengths beat short ones": 45,
        "The audit finds fewer than five wrong labels": 70,
        "Two labellers agree on nine in ten": 75,
        "Examples help more than rules": 60,
        "The effect is there without stemming": 80,
        "Ten questions are enough to see it": 50,
        "Re-ranking brings less than a point": 70,
        "The curve flattens before 10,000 passages": 65,
        "Noise in the labels hides the third effect": 40,
        "The larger model needs fewer passages": 60,
    },
    "reviews": {
        "The workshop takes the abstract": 60,
        "Reviewer 2 asks for another baseline": 70,
        "The mentor likes the second idea most": 40,
        "The conference takes the first version": 35,
    },
}


class Quarter:
    """A ledger in memory whose clock goes on."""

    def __init__(self) -> None:
        """Begin on the first day."""
        self.rng = random.Random(SEED)  # noqa: S311 -- nothing secret; the same in every run
        self.book = acumen.open_book(None, now=FIRST, draw=self.rng.randbytes)

    def go(self, day: int, hour: int = 9) -> acumen.Book:
        """The ledger so many days after the first one."""
        now = FIRST + timedelta(days=day, hours=hour - FIRST.hour)
        self.book = acumen.Book(self.book.ledger, now=now, draw=self.rng.randbytes)
        return self.book


def write() -> list[bytes]:
    """Every line of the export."""
    quarter = Quarter()
    said = list(draw_forecasts(random.Random(SEED)))  # noqa: S311 -- as above
    for day in range((LAST - FIRST).days + 1):
        for verb, *words in DIARY.get(day, ()):
            do(quarter.go(day, 14), str(verb), *words)
        for claim, domain, percent, first, last, is_true in said:
            if day == first:
                due = FIRST.date() + timedelta(days=last)
                acumen.predict(quarter.go(day, 10), claim, f"{percent}%", by=due, domain=domain)
            if day == last:
                acumen.resolve(quarter.go(day, 17), claim, is_true)
    return list(acumen.export(quarter.book))


def draw_forecasts(rng: random.Random) -> Iterator[tuple[str, str, int, int, int, bool]]:
    """Claim, domain, percent, the day it is said on, that on which it is known (some: after the end), what came of it."""
    n_days = (LAST - FIRST).days
    for domain, claims in FORECASTS.items():
        for claim, percent in claims.items():
            first = rng.randrange(1, n_days - 3)
            last = first + rng.randint(4, 20)
            is_true = 100.0 * rng.random() < percent - (100.0 * N_SURE if domain == "experiment" else 0.0)
            yield claim, domain, percent, first, last, is_true


def do(book: acumen.Book, verb: str, *words: str | float) -> None:
    """One line of `DIARY`."""
    match verb, words:
        case "begin", ():
            begin(book)
        case "start", (str() as plan, str() as step):
            acumen.start(book, step, plan=plan)
        case "spend", (str() as plan, str() as step, float() as hours):
            acumen.spend(book, hours, step, plan=plan)
        case (("succeeded" | "failed" | "left" | "positive"), (str() as plan, str() as step, float() as hours)):
            acumen.done(book, verb, step, plan=plan, hours=hours)
        case "seen", (str() as hypothesis, float() as if_true, float() as if_false, str() as why):
            acumen.evidence_add(book, hypothesis, plan="retrieval-paper", if_true=if_true, if_false=if_false, why=why)
        case "worth", (str() as idea, str() as score):
            acumen.ideas_outcome(book, idea, score, source="tried in November")


def begin(book: acumen.Book) -> None:
    """Two plans, and three ideas that two people rate blind."""
    acumen.adopt(book, PAPER)
    acumen.adopt(book, TOOL)
    for title, scores in IDEAS.items():
        acumen.ideas_add(book, title, domain="retrieval")
        for person, score in scores.items():
            acumen.ideas_rate(book, title, score, person=person)


IDEAS: dict[str, dict[str | None, str]] = {
    "Short passages are enough": {None: "8", "Ada": "7"},
    "Ask the index which passages it confuses": {None: "6", "Ada": "8"},
    "A benchmark of questions nobody can answer": {None: "7", "Ada": "4"},
}
PAPER_, TOOL_ = "retrieval-paper", "labelling-tool"
DIARY: dict[int, tuple[tuple[str | float, ...], ...]] = {  # by day after the first, at two in the afternoon
    0: (("begin",), ("start", PAPER_, "audit")),
    1: (("positive", PAPER_, "audit", 3.5), ("start", PAPER_, "baseline")),
    5: (("spend", PAPER_, "baseline", 9.0),),
    8: (("succeeded", PAPER_, "baseline", 16.0), ("start", TOOL_, "sketch")),
    12: (("succeeded", TOOL_, "sketch", 5.0), ("start", TOOL_, "examples")),
    17: (("failed", TOOL_, "examples", 9.0), ("start", TOOL_, "rules")),
    21: (("seen", "clean", 0.7, 0.3, "two labellers agree on 34 of 40"),),
    23: (("succeeded", TOOL_, "rules", 8.5), ("start", PAPER_, "short-index")),
    30: (("spend", PAPER_, "short-index", 12.0),),
    36: (("failed", PAPER_, "short-index", 31.0),),
    38: (
        ("seen", "clean", 0.2, 0.6, "a third of the misses are labels that are wrong"),
        ("start", PAPER_, "mixed-index"),
    ),
    45: (("spend", PAPER_, "mixed-index", 15.0),),
    52: (("worth", "A benchmark of questions nobody can answer", "3/10"),),
    58: (("succeeded", PAPER_, "mixed-index", 38.0),),
    61: (("start", PAPER_, "ablation"),),
    72: (("succeeded", PAPER_, "ablation", 27.0),),
    75: (("start", PAPER_, "write-up"),),
    81: (("spend", PAPER_, "write-up", 14.0),),
}


def main(file: Path) -> None:
    """Write the file."""
    file.write_bytes(b"".join(write()))
    print(f"wrote {file}")  # noqa: T201 -- a program


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
