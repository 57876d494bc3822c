"""What could come of a dated plan at most: every step tried, and none of the hours counted.

Whether a step works hangs on no hours, so how likely the least that can be missing then is 0, or little enough to ship, is
known exactly. Runs are weighed so that they show just these shares (post-stratification; Cochran, Sampling Techniques, 5A.9):
a plan whose date does not bind then ships as often as it can come true, and no plan oftener.
"""

from dataclasses import dataclass

import numpy as np

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.states import Bools, DatedStates, Floats, Numbers, explore
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import OPEN, TRUE, dependencies_first

MAX_STATES = 20_000  # that are looked at for it alone
N_LEAST = 20  # runs of a kind, fewer of which are counted with the kind below


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleShares:
    """P(nothing need be missing), and P(something, little enough to ship), all steps tried."""

    whole: float
    some: float

    @property
    def shipped(self) -> float:
        """The largest chance there can be."""
        return self.whole + self.some


def shares(dated: DatedProblem, begun: tuple[int, ...], states: DatedStates | None = None) -> PossibleShares | None:
    """Backward over the states, merged; None where there are too many to look at.

    `states`: of this plan from where it stands, where they are known.
    """
    if states is None:
        try:
            states = explore(dated, begun[: len(dated.problem.nodes)], is_merged=True, max_states=MAX_STATES)
        except TooManyStatesError:
            return None
    belief = np.ones(1) if dated.shared is None else np.array(dated.shared.belief)
    found = np.zeros(2)
    for world, prob in enumerate(belief / belief.sum()):
        found += prob * _in_world(dated, states, world)
    whole, shipped = (min(1.0, float(prob)) for prob in found)
    return PossibleShares(whole=whole, some=max(0.0, shipped - whole))


def _in_world(dated: DatedProblem, states: DatedStates, world: int) -> Floats:
    chances = [
        dated.shared.chances[step][world]
        if dated.shared is not None and dated.is_telling(step)
        else dated.attempt(step).chance
        for step in states.steps
    ]
    likely = np.stack([states.missing == 0.0, states.missing < dated.worths[0]], axis=1).astype(float)
    may_start = states.won >= 0
    column = np.argmax(may_start, axis=1)
    level = np.where(may_start.any(axis=1), np.count_nonzero(states.codes, axis=1), -1)
    for ended in range(int(level.max()), -1, -1):
        rows = np.nonzero(level == ended)[0]
        tried = column[rows]
        chance = np.array(chances)[tried][:, None]
        likely[rows] = chance * likely[states.won[rows, tried]] + (1.0 - chance) * likely[states.lost[rows, tried]]
    first: Floats = likely[0]
    return first


def least_missing(dated: DatedProblem, begun: tuple[int, ...], works: dict[int, Bools], n_runs: int) -> Floats:
    """What is missing of the goal in each run, every step tried, (n_runs,); inf where it can't come true."""
    nodes = dated.problem.nodes
    truths: dict[int, Bools] = {}
    missing: dict[int, Floats] = {}
    for node in dependencies_first(dated.problem, range(len(nodes))):
        here = nodes[node]
        if here.kind == Kind.STEP:
            open_ = works[node] if begun[node] == OPEN else np.zeros(n_runs, dtype=np.bool_)
            for need in here.needs:
                open_ = open_ & truths[need]
            truths[node] = open_ | (begun[node] == TRUE)
            missing[node] = np.where(truths[node], 0.0, np.inf)
            continue
        members = here.members
        if here.kind == Kind.ANY:
            truths[node] = np.any([truths[member] for member in members], axis=0)
            missing[node] = np.min([missing[member] for member in members], axis=0)
        else:
            truths[node] = np.all([truths[member] for member in members], axis=0)
            missing[node] = np.sum([np.minimum(missing[one], dated.cuts[one]) for one in members], axis=0)
    return missing[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Runs of kinds that exclude one another, each with the chance that it is known to have."""

    of_run: Numbers  # (n_runs,) place among `probs`
    probs: tuple[float, ...]


def one_kind(n_runs: int) -> Kinds:
    """Nothing is known: every run counts alike."""
    return Kinds(of_run=np.zeros(n_runs, dtype=np.int64), probs=(1.0,))


def kinds(are: tuple[Bools, ...], probs: tuple[float, ...]) -> Kinds:
    """Runs that are so, with the chance of each kind; what is none of them is one kind more.

    Of a kind that is too rare to be seen, the chance is counted with the next; of the last, with nothing.
    """
    n_runs = len(are[0])
    of_run, owed, n_waiting = np.zeros(n_runs, dtype=np.int64), 0.0, 0
    found: list[float] = []
    for is_so, prob in zip((*are, ~np.any(are, axis=0)), (*probs, max(0.0, 1.0 - sum(probs))), strict=True):
        of_run[is_so], owed, n_waiting = len(found), owed + prob, n_waiting + int(np.count_nonzero(is_so))
        if n_waiting >= min(N_LEAST, n_runs):
            found, owed, n_waiting = [*found, owed], 0.0, 0
    return Kinds(of_run=of_run, probs=tuple([*found, owed] if n_waiting else found))
