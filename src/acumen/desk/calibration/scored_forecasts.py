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
from acumen.history import CountedForecast, StepRow
from acumen.inputs.matching import domain_key
from acumen.judgment.calibration import PERSON, FittedCorrection, Sayings, observed
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


def score(settled: Settled, learned: FittedCorrection | None = None) -> tuple[Scored, ...]:
    """Everything with an outcome, in the order in which it was said; `learned`: what was learnt from just that."""
    steps = settled.steps
    corrected = _correct_on_the_way(settled, learned)
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


def _correct_on_the_way(settled: Settled, learned: FittedCorrection | None) -> list[float]:
    """What each chance would have been corrected to when it was said: those of steps, then those of questions.

    Where no step tells hours, that is how the gate of what was learnt was found, and need not be found again.
    """
    if learned is not None and learned.n == settled.n and not any(row.tells_hours for row in settled.steps):
        return [float(prob) for prob in learned.on_the_way]
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
    asked = settled.questions
    yes = np.array([row.outcome or 0.0 for row in asked])
    return observed(
        [row.chance for row in steps] + [row.made.chance or 0.0 for row in asked],
        np.concatenate([if_true, yes]),
        np.concatenate([if_false, 1.0 - yes]),
        persons=[ONESELF] * settled.n,
        domains=(tuple(map(domain_key, [*(row.domain for row in steps), *(row.question.domain for row in asked)])),),
        questions=[row.key for row in steps] + [row.question.id for row in asked],
        made_days=[row.said_days for row in steps] + [row.said_days for row in asked],
        known_days=[row.known_days for row in steps] + [row.known_days or 0.0 for row in asked],
    )


def _likelihoods(row: StepRow) -> tuple[float, float]:
    if row.tells_hours:
        return end_likelihoods(ended_step(row), row.low_hours, row.high_hours)
    return (1.0, 0.0) if row.ended == "succeeded" else (0.0, 1.0)


def _questions(settled: Settled, corrected: Sequence[float]) -> Iterator[Scored]:
    standing = {row.made.id for row in stand(settled.questions)}
    for row, chance in zip(settled.questions, corrected, strict=True):
        if row.made.chance is None or row.outcome is None or row.known_days is None:
            continue
        yield Scored(
            key=row.question.id,
            kind="question",
            prob=row.made.chance,
            corrected=chance,
            outcome=row.outcome,
            domain=row.question.domain,
            manner=row.made.manner,
            horizon_days=row.horizon_days,
            said_days=row.said_days,
            known_days=row.known_days,
            is_proven=bool(row.made.is_proven),
            writer=row.made.writer,
            is_standing=row.made.id in standing,
        )


def stand(rows: Sequence[CountedForecast]) -> list[CountedForecast]:
    """What was said last of each question, considered before gut."""
    last = [row for row in rows if not row.made.is_superseded]
    thought = {row.question.id for row in last if row.made.manner != "gut"}
    return [row for row in last if row.made.manner != "gut" or row.question.id not in thought]


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
