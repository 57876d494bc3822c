"""What came out of one person's chances, row by row: as said, and as a correction known at the time would have had it.

A step counts by the event that was bet on when it was started: that it works within the patience shown then, said p·F_s(q),
with the hours as said. One left before that has no outcome.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from acumen.desk.calibration.data import ONESELF, Settled
from acumen.distributions import LogNormal
from acumen.history import StepRow
from acumen.inputs.matching import domain_key
from acumen.judgment.calibration import PERSON, Sayings, observed
from acumen.judgment.calibration.prequential import follow
from acumen.judgment.censored_outcomes import EndedStep, end_likelihoods
from acumen.records import Manner

Kind: TypeAlias = Literal["question", "step"]
ROUNDED = 0.995  # a patience is shown in three digits, and people leave by what they are shown


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """One chance that came out. Days since 1970 (UTC)."""

    key: str  # of the question, or of plan and step
    kind: Kind
    prob: float  # of the event, as said
    corrected: float  # and by what was known when it was said
    outcome: float  # 1 or 0
    domain: str | None
    manner: Manner | None
    horizon_days: float | None
    said_days: float
    known_days: float
    is_proven: bool
    is_standing: bool  # what one said last of it, considered before gut
    writer: str = ""


def score(settled: Settled) -> tuple[Scored, ...]:
    """Everything with an outcome, in the order in which it was said."""
    steps = settled.steps
    corrected = _correct_on_the_way(settled)
    found = [*_questions(settled, corrected[len(steps) :]), *_steps(steps, corrected[: len(steps)])]
    return tuple(sorted(found, key=lambda row: (row.said_days, row.key)))


def said_within(row: StepRow) -> float:
    """F_s(q): the chance, as said, that it shows within the patience if it works at all; 1 where it was to run in full."""
    patience = row.patience_hours
    if patience is None or patience <= 0.0:
        return 1.0
    if not row.is_open_ended:
        return float(patience >= ROUNDED * row.low_hours)
    return LogNormal.from_interval(row.low_hours, row.high_hours, is_cut=row.fails_low_hours is None).cdf(patience)


def outcome_within(row: StepRow) -> float | None:
    """Whether it worked within the patience: 1, 0, or None where it was left before, or the hours were not told."""
    patience = row.patience_hours
    if patience is None or patience <= 0.0:
        return None if row.ended == "left" else float(row.ended == "succeeded")
    if row.hours is None:
        return None
    if row.ended == "succeeded":
        return float(row.hours * ROUNDED <= patience)
    return 0.0 if row.ended == "failed" or row.hours >= ROUNDED * patience else None


def ended_step(row: StepRow) -> EndedStep:
    """A step whose hours were told, as judgment sees it."""
    return EndedStep(
        low_hours=row.low_hours,
        high_hours=row.high_hours,
        end=row.ended,  # type: ignore[arg-type]  # one of the three, see settled
        at_hours=row.hours or 0.0,
        chance=row.chance,
        fails_low_hours=row.fails_low_hours,
        fails_high_hours=None if row.fails_high_hours == row.fails_low_hours else row.fails_high_hours,
        domain=domain_key(row.domain) or "",
        said_days=row.said_days,
        known_days=row.known_days,
    )


def _correct_on_the_way(settled: Settled) -> list[float]:
    """What each chance would have been corrected to when it was said: those of steps, then those of questions."""
    sayings = _sayings(settled)
    if not sayings.n:
        return []
    return [float(prob) for prob in follow(sayings, prior=PERSON).corrected]


def _sayings(settled: Settled) -> Sayings:
    """With the likelihoods of ends by hours as said, as what hours have meant was not known yet."""
    pairs = np.array([_likelihoods(row) for row in settled.steps]).reshape(-1, 2)
    return weigh(settled, settled.steps, pairs[:, 0], pairs[:, 1])


def weigh(
    settled: Settled,
    steps: Sequence[StepRow],
    if_true: NDArray[np.float64],  # (n_steps,) likelihood of how each ended, had it been going to work
    if_false: NDArray[np.float64],  # (n_steps,)
) -> Sayings:
    """Chances of steps, in that order, and of all questions, with the likelihoods of what came of each."""
    columns = settled.questions
    yes = np.array([outcome or 0.0 for outcome in columns.outcome])
    return observed(
        [row.chance for row in steps] + [prob or 0.0 for prob in columns.prob],
        np.concatenate([if_true, yes]),
        np.concatenate([if_false, 1.0 - yes]),
        persons=[ONESELF] * settled.n,
        domains=(tuple(map(domain_key, [*(row.domain for row in steps), *columns.domain])),),
        questions=[row.key for row in steps] + list(columns.question),
        made_days=[row.said_days for row in steps] + list(columns.said_at),
        known_days=[row.known_days for row in steps] + [at or 0.0 for at in columns.known_at],
    )


def _likelihoods(row: StepRow) -> tuple[float, float]:
    if row.tells_hours:
        return end_likelihoods(ended_step(row), row.low_hours, row.high_hours)
    return (1.0, 0.0) if row.ended == "succeeded" else (0.0, 1.0)


def _questions(settled: Settled, corrected: Sequence[float]) -> Iterator[Scored]:
    columns = settled.questions
    thought = {
        columns.question[at]
        for at in range(columns.n_rows)
        if columns.manner[at] != "gut" and not columns.is_superseded[at]
    }
    for at in range(columns.n_rows):
        prob, outcome, known_at = columns.prob[at], columns.outcome[at], columns.known_at[at]
        if prob is None or outcome is None or known_at is None:
            continue
        is_last = not columns.is_superseded[at]
        yield Scored(
            key=columns.question[at],
            kind="question",
            prob=prob,
            corrected=corrected[at],
            outcome=outcome,
            domain=columns.domain[at],
            manner=columns.manner[at],
            horizon_days=columns.horizon_days[at],
            said_days=columns.said_at[at],
            known_days=known_at,
            is_proven=bool(columns.is_proven[at]),
            writer=columns.writer[at],
            is_standing=is_last and (columns.manner[at] != "gut" or columns.question[at] not in thought),
        )


def _steps(steps: Sequence[StepRow], corrected: Sequence[float]) -> Iterator[Scored]:
    for row, chance in zip(steps, corrected, strict=True):
        outcome = outcome_within(row)
        if outcome is None:
            continue
        within = said_within(row)
        yield Scored(
            key=row.key,
            kind="step",
            prob=row.chance * within,
            corrected=chance * within,
            outcome=outcome,
            domain=row.domain,
            manner=None,
            horizon_days=row.known_days - row.said_days,
            said_days=row.said_days,
            known_days=row.known_days,
            is_proven=row.is_proven,
            is_standing=True,
            writer=row.writer,
        )
