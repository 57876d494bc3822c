"""The states that a dated plan can come to, as columns: which steps may be started in each, and where they lead.

A state is the status of every step, 0 untried, 1 succeeded, 2 failed or left. In every state a node has three figures:

    truth      0 open, 1 true, 2 false, by its members (Kleene) and, for a step, by its needs
    missing    the least sum of cuts which, taken as true, make it true; inf where none does
    at best    the same if all that is open came true

A step is useful while it can lower the goal's missing worth, or makes true what a useful step needs. `is_merged`: what is of
no use any more takes one status, so that states from which the same can come are one; hours used then differ within a state.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.problem import Kind
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, dependencies_first, subtree

MAX_STEPS = 39  # 3^39 is the last power of 3 that a number of 64 bits holds

Codes: TypeAlias = npt.NDArray[np.int8]  # (n_states, n_steps)
Floats: TypeAlias = npt.NDArray[np.float64]
Numbers: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedStates:
    """Rows in an order in which every step leads to a later row; row 0 is where the plan stands."""

    steps: tuple[int, ...]  # node numbers of the columns
    codes: Codes
    missing: Floats  # (n_states,) of the goal
    truth: Codes  # (n_states,) of the goal, nothing missing
    won: Numbers  # (n_states, n_steps) the row after the step succeeded; -1 where it may not be started
    lost: Numbers  # likewise after it failed or was left


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the codes of some states come to."""

    truths: Codes  # (n, n_nodes)
    missing: Floats  # (n, n_nodes)
    at_best: Floats
    useful: Bools  # (n, n_nodes)
    may_start: Bools  # (n, n_steps)
    is_wanted: Bools  # (n, n_nodes) a useful step needs it, or something inside


def explore(dated: DatedProblem, statuses: tuple[int, ...] | None, *, is_merged: bool, max_states: int) -> DatedStates:
    """Every state that can be reached from `statuses`. Raises TooManyStatesError beyond the limit, or beyond 39 steps."""
    problem = dated.problem
    steps = problem.steps
    begun = statuses or (OPEN,) * len(problem.nodes)
    if len(steps) > MAX_STEPS:
        raise TooManyStatesError
    tree = _Tree(dated)
    powers = 3 ** np.arange(len(steps), dtype=np.int64)
    frontier = np.array([[begun[step] for step in steps]], dtype=np.int8)
    if is_merged:
        frontier = tree.merged(frontier)
    known = frontier @ powers
    first_key = int(known[0])
    rows: list[tuple[Numbers, Codes, Floats, Codes, Numbers, Numbers]] = []
    while len(frontier):
        seen = tree.look(frontier)
        keys = frontier.astype(np.int64) @ powers
        won, won_codes = _after(tree, frontier, seen, TRUE, powers, is_merged=is_merged)
        lost, lost_codes = _after(tree, frontier, seen, FALSE, powers, is_merged=is_merged)
        rows.append((keys, frontier, seen.missing[:, 0], seen.truths[:, 0], won, lost))
        found = np.concatenate([won_codes, lost_codes])
        found_keys, places = np.unique(found.astype(np.int64) @ powers, return_index=True)
        is_new = ~np.isin(found_keys, known, assume_unique=True)
        known = np.concatenate([known, found_keys[is_new]])
        if len(known) > max_states:
            raise TooManyStatesError
        frontier = found[places[is_new]]
    return _in_order(rows, steps, first_key)


def look_at(dated: DatedProblem, codes: Codes) -> tuple[Floats, Codes]:
    """What the goal misses in some states, and its truth."""
    seen = _Tree(dated).look(codes)
    return seen.missing[:, 0], seen.truths[:, 0]


def look_through(dated: DatedProblem, codes: Codes) -> tuple[Floats, Bools, Codes]:
    """Of some states what the goal misses; which steps may be started and could matter; and the truth of every node."""
    seen = _Tree(dated).look(codes)
    return seen.missing[:, 0], seen.may_start, seen.truths


def startable(dated: DatedProblem, codes: Codes) -> frozenset[int]:
    """Node numbers of the steps that may be started in a state, one row, and could matter."""
    seen = _Tree(dated).look(codes)
    return frozenset(step for column, step in enumerate(dated.problem.steps) if seen.may_start[0, column])


def _after(
    tree: "_Tree", codes: Codes, seen: _Seen, end: int, powers: Numbers, *, is_merged: bool
) -> tuple[Numbers, Codes]:
    """Keys of what every step leads to, -1 where it may not be started; and the codes of those."""
    states, steps = np.nonzero(seen.may_start)
    after = codes[states]
    after[np.arange(len(states)), steps] = end
    if is_merged and len(after):
        after = tree.merged(after)
    keys = np.full(codes.shape, -1, dtype=np.int64)
    keys[states, steps] = after.astype(np.int64) @ powers
    return keys, after


def _in_order(
    rows: list[tuple[Numbers, Codes, Floats, Codes, Numbers, Numbers]], steps: tuple[int, ...], first_key: int
) -> DatedStates:
    """DatedStates numbered by how many steps have ended, and keys made numbers."""
    keys, codes, missing, truth, won, lost = (np.concatenate(column) for column in zip(*rows, strict=True))
    n_ended = np.count_nonzero(codes, axis=1)
    order = np.lexsort((keys, keys != first_key, n_ended))
    by_key = np.argsort(keys[order], kind="stable")
    sorted_keys = keys[order][by_key]

    def numbered(targets: Numbers) -> Numbers:
        places = np.searchsorted(sorted_keys, np.maximum(targets, sorted_keys[0]))
        return np.where(targets < 0, -1, by_key[np.minimum(places, len(by_key) - 1)])

    return DatedStates(
        steps=steps,
        codes=codes[order],
        missing=missing[order],
        truth=truth[order],
        won=numbered(won[order]),
        lost=numbered(lost[order]),
    )


class _Tree:
    """The all/any tree, for looking at many states at once."""

    def __init__(self, dated: DatedProblem) -> None:
        self.nodes = dated.problem.nodes
        self.cuts = dated.cuts
        self.steps = dated.problem.steps  # columns beyond these are of probes, which are no part of the tree
        self.column = {step: column for column, step in enumerate(self.steps)}
        self.order = dependencies_first(dated.problem, range(len(self.nodes)))
        self.inside = {node: subtree(dated.problem, node) for node in range(len(self.nodes))}
        self.needers: dict[int, list[int]] = {}
        for step in self.steps:
            for need in self.nodes[step].needs:
                self.needers.setdefault(need, []).append(step)

    def look(self, codes: Codes) -> _Seen:
        """Figures of every node in every state."""
        n_states, n_nodes = len(codes), len(self.nodes)
        truths = np.zeros((n_nodes, n_states), dtype=np.int8)
        missing = np.zeros((n_nodes, n_states))
        at_best = np.zeros((n_nodes, n_states))
        for node in self.order:
            if self.nodes[node].kind == Kind.STEP:
                truths[node] = codes[:, self.column[node]]
                for need in self.nodes[node].needs:
                    truths[node][(truths[node] == OPEN) & (truths[need] == FALSE)] = FALSE
                missing[node] = np.where(truths[node] == TRUE, 0.0, math.inf)
                at_best[node] = np.where(truths[node] == FALSE, math.inf, 0.0)
            else:
                self._group(node, truths, missing, at_best)
        useful, wanted = self._useful(truths, missing, at_best)
        may_start = np.stack([self._may_start(step, truths, useful) for step in self.steps], axis=1)
        return _Seen(
            truths=truths.T,
            missing=missing.T,
            at_best=at_best.T,
            useful=useful.T,
            may_start=may_start,
            is_wanted=wanted.T,
        )

    def _group(self, node: int, truths: Codes, missing: Floats, at_best: Floats) -> None:
        members = list(self.nodes[node].members)
        is_any = self.nodes[node].kind == Kind.ANY
        decisive, other = (TRUE, FALSE) if is_any else (FALSE, TRUE)
        below = truths[members]
        is_open = (below == OPEN).any(axis=0)
        truths[node] = np.where((below == decisive).any(axis=0), decisive, np.where(is_open, OPEN, other))
        if is_any:
            missing[node], at_best[node] = missing[members].min(axis=0), at_best[members].min(axis=0)
        else:
            cuts = np.array([self.cuts[member] for member in members])[:, None]
            missing[node] = np.minimum(missing[members], cuts).sum(axis=0)
            at_best[node] = np.minimum(at_best[members], cuts).sum(axis=0)

    def _useful(self, truths: Codes, missing: Floats, at_best: Floats) -> tuple[Bools, Bools]:
        """Whether a node's coming true may still matter; and whether a useful step needs it, or something inside."""
        shape = truths.shape
        lowers = np.zeros(shape, dtype=np.bool_)  # may lower what the goal misses
        awaited = np.zeros(shape, dtype=np.bool_)  # its truth is needed
        wanted = np.zeros(shape, dtype=np.bool_)
        for node in reversed(self.order):
            here, cut = self.nodes[node], self.cuts[node]
            needers = self.needers.get(node, [])
            for needer in needers:
                open_and_useful = (lowers[needer] | awaited[needer]) & (truths[needer] == OPEN)
                awaited[node] |= open_and_useful & (truths[node] == OPEN)
                wanted[node] |= open_and_useful
            if here.parent < 0:
                lowers[node] = at_best[node] < missing[node]
            else:
                around = here.parent
                if self.nodes[around].kind == Kind.ANY:
                    gains = at_best[node] < missing[around]
                else:
                    gains = np.minimum(at_best[node], cut) < np.minimum(missing[node], cut)
                lowers[node] = lowers[around] & gains
                awaited[node] |= awaited[around] & (truths[node] == OPEN) & (truths[around] == OPEN)
        return lowers | awaited, wanted

    def _may_start(self, step: int, truths: Codes, useful: Bools) -> Bools:
        found: Bools = useful[step] & (truths[step] == OPEN)
        for need in self.nodes[step].needs:
            found &= truths[need] == TRUE
        return found

    def merged(self, codes: Codes) -> Codes:
        """The same states, with one status for all that can't matter any more."""
        seen = self.look(codes)
        found = codes.copy()
        for step in self.steps:
            column = found[:, self.column[step]]
            column[(column == OPEN) & ~seen.useful[:, step]] = FALSE
        inside_wanted = self._holds_wanted(seen.is_wanted)
        for node in reversed(self.order):
            steps = [self.column[inner] for inner in self.inside[node] if inner in self.column]
            is_done = ~seen.useful[:, node] & ~inside_wanted[:, node]
            for truth, figure, settled in ((TRUE, seen.missing, 0.0), (FALSE, seen.at_best, math.inf)):
                rows = is_done & (seen.truths[:, node] == truth) & (figure[:, node] == settled)
                found[np.ix_(np.nonzero(rows)[0], np.array(steps))] = truth
        return found

    def _holds_wanted(self, wanted: Bools) -> Bools:
        found = np.zeros_like(wanted)
        for node in range(len(self.nodes)):
            found[:, node] = wanted[:, self.inside[node]].any(axis=1)
        return found
