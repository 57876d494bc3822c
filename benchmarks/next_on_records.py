"""`acumen next` on a ledger of 1,000,000 records against one of 1,000: whole processes, and inside one."""

import os
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from acumen.desk.book import open_book
from acumen.desk.loop.adopt import adopt
from acumen.desk.loop.next import next_
from acumen.desk.plans.read import read_plan
from acumen.records import (
    ForecastMade,
    Interval,
    PlanAdopted,
    QuestionAsked,
    QuestionResolved,
    Record,
    StepEnded,
    StepStarted,
    TimeSpent,
    new_id,
    without_words,
)
from benchmarks.measure import ROOT, child_environment, ratios, say_seconds, spread, time_call, write_table
from benchmarks.start_up import SMALL_PLAN, find_program

SIZES = (1_000, 1_000_000)
PLAN_SHARE = 0.12  # of the records are about plans; the others about questions
N_ROUNDS = 15
BATCH = 5_000
N_RECORDS_OF_A_PLAN = 13
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
STEPS = ("checker", "direct", "primed", "write-up")


def fill(path: Path, n_records: int) -> int:
    """A ledger of about so many records: finished plans, settled questions, and one plan half done. Gives the number."""
    with open_book(str(path), now=NOW) as book:
        waiting: list[Record] = []
        ids: list[str] = []
        while (position := book.ledger.head().position) < PLAN_SHARE * n_records:
            n_plans = min(BATCH, int(PLAN_SHARE * n_records - position)) // N_RECORDS_OF_A_PLAN + 1
            plans = [made for number in range(n_plans) for made in _finished_plan(f"p{position}-{number}")]
            book.write(*[record for record, _ in plans], ids=[id_ for _, id_ in plans])
        while book.ledger.head().position + len(waiting) < n_records - 4:
            for record, id_ in _question(len(ids)):
                waiting.append(record)
                ids.append(id_)
            if len(waiting) >= BATCH or book.ledger.head().position + len(waiting) >= n_records - 4:
                book.write(*waiting, ids=ids[-len(waiting) :])
                waiting = []
        book.now += timedelta(days=1)
        plan = adopt(book, SMALL_PLAN).id
        book.write(*_step(plan, "checker")[:2])
        next_(book, plan)  # as whoever works with it has asked before: what can be cached is
        return book.ledger.head().position


def _finished_plan(slug: str) -> list[tuple[Record, str]]:
    """A plan adopted, and its steps ended so that its goal is lost."""
    text = SMALL_PLAN.replace("plan: small", f"plan: {slug}")
    plan, words = without_words(read_plan(text))
    adopted = new_id()
    told = [record for step in STEPS for record in _step(adopted, step)]
    return [(PlanAdopted(plan=plan, words=words, text=text), adopted), *[(record, new_id()) for record in told]]


def _step(plan: str, step: str) -> list[Record]:
    """Started, told of, failed."""
    hours = Interval(low_hours=2.0, high_hours=6.0)
    return [
        StepStarted(plan=plan, step=step, chance=0.5, hours=hours, domain="code", patience_hours=6.0),
        TimeSpent(plan=plan, step=step, hours=2.5),
        StepEnded(plan=plan, step=step, ended="failed", hours=4.0),
    ]


def _question(number: int) -> list[tuple[Record, str]]:
    """Asked, forecast twice, resolved."""
    question = new_id()
    return [
        (QuestionAsked(form="yes-no", domain="code", claim=f"Question number {number} comes true"), question),
        (ForecastMade(question=question, chance=0.6), new_id()),
        (ForecastMade(question=question, chance=0.7), new_id()),
        (QuestionResolved(question=question, yes=number % 3 == 0), new_id()),
    ]


def ask(path: Path) -> None:
    """`acumen next` as a process, or stop with what it said."""
    environment = {**child_environment(), "ACUMEN_LEDGER": str(path), "ACUMEN_NOW": "2026-03-04T09:00+00:00"}
    command = [*find_program(), "next"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise RuntimeError(ended.stderr)


def ask_inside(path: Path) -> None:
    """The same in this process, the file opened anew."""
    with open_book(str(path), now=NOW + timedelta(days=2)) as book:
        next_(book)


def report() -> str:
    """One table: seconds for each size, and the ratio of the two."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{size}.sqlite" for size in SIZES]
        counts = [fill(path, size) for path, size in zip(paths, SIZES, strict=True)]
        rows = []
        for name, call in (("process", ask), ("inside", ask_inside)):
            taken: list[list[float]] = [[], []]
            for turn in range(N_ROUNDS + 1):
                for place, path in enumerate(paths):
                    seconds = time_call(lambda path=path, call=call: call(path))  # type: ignore[misc]
                    if turn > 0:
                        taken[place].append(seconds)
            ratio = ratios(taken[1], taken[0])
            rows.append((name, *(say_seconds(spread(one)) for one in taken), f"{ratio:.2f}", "at most 1.5"))
        megabytes = [os.stat(path).st_size / 1e6 for path in paths]  # noqa: PTH116
    table = write_table(["`acumen next`", *(f"{count:,} records" for count in counts), "times", "target"], rows)
    files = " and ".join(f"{size:.1f} MB" for size in megabytes)
    note = (
        f"{PLAN_SHARE:.0%} of the records are about plans (a plan of four steps has 13), the others about questions; one plan "
        f"is half done. Files of {files}. Median (least to largest) of {N_ROUNDS} rounds in turn."
    )
    return f"## `next` on a long record\n\n{table}\n\n{note}"
