"""Hypotheses, evidence and what could mislead."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from acumen.results.plans import InformationWorth
from acumen.results.result import Result

TurnKind: TypeAlias = Literal["evidence", "artifact", "step", "probe"]


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Something that moved a belief: chances of the states in the order of the plan, before and after.

    `bits`: how far the log-odds of `yes` moved; of several states, of the one likeliest now. None: to or from a certainty.
    """

    happened_at: datetime
    kind: TurnKind
    id: str  # of the record of evidence or a check, or of the step or probe
    what: str  # in few words
    before: tuple[float, ...]
    after: tuple[float, ...]
    bits: float | None


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """A hypothesis: what the plan says of each state, the belief now, and every turn between the two."""

    hypothesis: str
    claim: str | None
    states: tuple[str, ...]
    is_binary: bool
    prior: tuple[float, ...]
    current: tuple[float, ...]
    entropy_bits: float
    trail: tuple[Turn, ...]


class Believed(Result, frozen=True, kw_only=True):
    """Every hypothesis of the plan `id`. `n_earlier` pieces of evidence count no more since the belief was set at `set_at`."""

    id: str
    plan: str
    hypotheses: tuple[Stand, ...]
    set_at: datetime | None
    n_earlier: int
    notes: tuple[str, ...]


class Reweighed(msgspec.Struct, frozen=True, kw_only=True):
    """A hypothesis whose belief the check moved; bits as of `Turn`."""

    hypothesis: str
    states: tuple[str, ...]
    is_binary: bool
    before: tuple[float, ...]
    after: tuple[float, ...]
    bits: float | None


class ArtifactStanding(Result, frozen=True, kw_only=True):
    """The chance of the artifact as it was said before and is from now on, and what follows."""

    id: str
    plan: str
    artifact: str
    old_chance: float
    chance: float
    moved: tuple[Reweighed, ...]
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A hypothesis: the chance of each state now, and were the artifact found or ruled out; None where that can't be."""

    hypothesis: str
    states: tuple[str, ...]
    current: tuple[float, ...]
    if_found: tuple[float, ...] | None
    if_ruled_out: tuple[float, ...] | None


class Misleading(msgspec.Struct, frozen=True, kw_only=True):
    """A way to be misled. `said`: its chance as it was said; `chance`: now, given all that was seen.

    `bits`: what being told whether it is present would tell about the hypotheses; `check_worth`: what that would be worth to
    the plan, between two proven bounds; None where no worth is said or the plan can't be solved.
    """

    artifact: str
    said: float
    chance: float
    evidence_ids: tuple[str, ...]  # ids of the evidence that leans on it
    bits: float
    check_worth: InformationWorth | None
    moved: tuple[Moved, ...]


class Doubted(Result, frozen=True, kw_only=True):
    """Every artifact that evidence leans on, the one most worth a look first."""

    id: str
    plan: str
    worth: float | None
    ways: tuple[Misleading, ...]
    n_pieces: int
    notes: tuple[str, ...]
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too


class IfFrom(msgspec.Struct, frozen=True, kw_only=True):
    """The belief if the evidence were read off the result of `source`, and so stood for it."""

    source: str
    belief: tuple[float, ...]


class JointEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """An artifact, and the most that all evidence on the hypothesis that leans on it can give together."""

    artifact: str
    chance: float
    n_pieces: int
    cap_bits: float | None  # None: no bound


class EvidenceWeighed(Result, frozen=True, kw_only=True):
    """Evidence that was written down, and the belief in each state before and after.

    `bits`: how far the log-odds of `yes`, or of the state likeliest now, moved; None: to or from a certainty.
    """

    id: str
    plan: str
    hypothesis: str
    states: tuple[str, ...]
    is_binary: bool
    before: tuple[float, ...]
    after: tuple[float, ...]
    bits: float | None
    source: str | None
    if_from: tuple[IfFrom, ...]
    joint: tuple[JointEvidence, ...]
    notes: tuple[str, ...]
    others: tuple[str, ...] = ()  # plans that are open too, so that a command has to name this one
    named: str = ""  # how a command names it beside them: its short name, or its id where another has that name too


class PlanRate(msgspec.Struct, frozen=True, kw_only=True):
    """What was gained in one plan, in bits; `n`: results, evidence and checks behind it; per hour None where none was told.

    `goal_bits` is None where no advice was kept that it could be read off.
    """

    plan: str
    total_hours: float
    n: int
    bits: float
    bits_per_hour: float | None
    goal_bits: float | None
    goal_bits_per_hour: float | None


class InformationRates(Result, frozen=True, kw_only=True):
    """The last `weeks`, plan by plan, and all of them together."""

    weeks: int
    plans: tuple[PlanRate, ...]
    all: PlanRate
    n_unread: int  # plans in which what was seen can't come about, left out


class BeliefEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something that may have moved beliefs; `about`: the hypotheses it speaks of by itself."""

    at: datetime
    position: int
    kind: TurnKind
    id: str
    what: str
    about: tuple[str, ...]
