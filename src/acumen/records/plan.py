"""A plan as it was said: the goal's tree, its hypotheses and its probes.

Values are what the words of the file mean (0.95 for `95%`, hours for `2 d`), never what they imply: no mean is taken,
no default filled in, nothing corrected here.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

import msgspec


class Interval(msgspec.Struct, frozen=True, kw_only=True, tag="interval"):
    """Open-ended work: 5 % of the hours it may take lie below `low_hours`, 95 % below `high_hours`."""

    low_hours: float
    high_hours: float


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a conditional chance: `when` every named hypothesis is in the named state, `then` the chance."""

    when: tuple[tuple[str, str], ...]  # (hypothesis id, state id); a binary hypothesis has the states `yes` and `no`
    then: float


class Conditional(msgspec.Struct, frozen=True, kw_only=True, tag="conditional"):
    """A chance that depends on hypotheses: the first case that holds counts, else `otherwise` (None: cases cover all)."""

    cases: tuple[Case, ...]
    otherwise: float | None


Hours: TypeAlias = float | Interval
Chance: TypeAlias = float | Conditional


class DaySpan(msgspec.Struct, frozen=True, kw_only=True):
    """Days from `first` to `last`, both in it."""

    first: date
    last: date


class Step(msgspec.Struct, frozen=True, kw_only=True, tag="step"):
    """One uncertain piece of work. Plain `hours` are a commitment; an `Interval` may be left at any time.

    What has to do with dates is unset rather than empty where it is not said, so that a ledger from before there was any
    reads, and is written, as ever.
    """

    id: str
    chance: Chance
    hours: Hours
    fails: Hours | None = None  # hours until failure shows itself; None: as the standard says
    title: str | None = None
    needs: tuple[str, ...] = ()
    domain: str | None = None
    note: str | None = None
    due: date | msgspec.UnsetType = msgspec.UNSET  # not true by the end of this day: it has failed
    cut: float | msgspec.UnsetType = msgspec.UNSET  # hours of worth that are lost where it is missing at the end


class Group(msgspec.Struct, frozen=True, kw_only=True, tag="group"):
    """`all`: true when every member is; `any`: true when one is. `name` is its id, if it has one; `cut` as for a step."""

    kind: Literal["all", "any"]
    of: tuple["Step | Group", ...]
    name: str | None = None
    cut: float | msgspec.UnsetType = msgspec.UNSET


Node: TypeAlias = Step | Group


class Hypothesis(msgspec.Struct, frozen=True, kw_only=True):
    """An explanation that steps and probes may depend on; `states` are (id, chance) and sum to 1.

    A binary hypothesis, `chance: 55%` in the file, has the states `yes` and `no`.
    """

    id: str
    claim: str
    states: tuple[tuple[str, float], ...]
    is_binary: bool = True


N_ARTIFACTS = 12  # that can be weighed together, in all probes of a plan


class ProbeArtifact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A way in which a probe may mislead: where it is present, a positive answer has chance `shows`, whatever is true."""

    artifact: str
    chance: float  # that it is present; one event for all probes and evidence that name it
    shows: float = 1.0


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """Work that tells about a hypothesis and does not advance the goal; `positive` is the chance of a positive answer.

    With artifacts that is the chance where none of them is present. They are unset rather than empty where there are none,
    so that a ledger from before there were any reads, and is written, as ever.
    """

    id: str
    about: str
    hours: Hours
    positive: Chance
    title: str | None = None
    needs: tuple[str, ...] = ()
    domain: str | None = None
    note: str | None = None
    artifacts: tuple[ProbeArtifact, ...] | msgspec.UnsetType = msgspec.UNSET

    @property
    def misled_by(self) -> tuple[ProbeArtifact, ...]:
        """Its artifacts, empty where there are none."""
        return () if isinstance(self.artifacts, msgspec.UnsetType) else self.artifacts


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A goal as a tree of bets. `worth` is the hours of one's time that success is worth.

    With `ship` and `hours_per_week` it is dated: worth is earned by the end of that day, or falls after it as `late` says.
    """

    plan: str  # slug
    goal: Node
    title: str | None = None
    worth: float | None = None
    ship: date | None = None
    hypotheses: tuple[Hypothesis, ...] = ()
    probes: tuple[Probe, ...] = ()
    hours_per_week: float | msgspec.UnsetType = msgspec.UNSET
    days: tuple[int, ...] | msgspec.UnsetType = msgspec.UNSET  # of the week that are worked on, Monday is 0
    off: tuple[DaySpan, ...] | msgspec.UnsetType = msgspec.UNSET  # days without work
    late: float | msgspec.UnsetType = msgspec.UNSET  # hours of worth that are lost a week after `ship`
    together: float | msgspec.UnsetType = (
        msgspec.UNSET
    )  # share of the log-variance of hours that all steps have in common


def hypotheses_of(chance: Chance) -> tuple[str, ...]:
    """Ids of the hypotheses a chance depends on, each once."""
    if not isinstance(chance, Conditional):
        return ()
    return tuple(dict.fromkeys(hypothesis for case in chance.cases for hypothesis, _ in case.when))


def probe_artifacts(plan: Plan) -> dict[str, float]:
    """Every artifact that a probe lists, with the chance that the plan gives it."""
    return {listed.artifact: listed.chance for probe in plan.probes for listed in probe.misled_by}


def walk(node: Node) -> Iterator[Node]:
    """Every group and step at or below `node`, parents before members, members in the order of the file."""
    yield node
    if isinstance(node, Group):
        for member in node.of:
            yield from walk(member)
