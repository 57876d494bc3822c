"""A policy for dated plans of any size: the action that looks best by a rough figure of what comes after it.

No state is kept, so nothing is too big. In a state, with h hours left, every node of the tree gets in one pass from below

    P      chance that it comes true if its members are taken one after another, in the ratio order of siblings
    C      expected hours of that
    M, S²  mean and variance of the hours until it is true, if it comes true

of the steps that fit: that take, with what is needed beside them, no more than h. Then

    outlook(s, h) = max( worth now,  P·Φ((h − M)/S)·(worth at M less what is missing) − (1 + price)·C )

and the action is the one whose p·outlook(won) + (1−p)·outlook(lost) − (1 + price)·hours is most, if that beats shipping at
once or giving up. Steps that tell about hypotheses move the chances of the others in `won` and `lost`, so probes are weighed
by what they tell. `price` is what an hour is taken to be worth elsewhere; it and the share of typical hours that has to fit
are settings that `estimated.py` chooses by runs. The figure is a rule of thumb: what the policy is worth is found by runs.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from acumen.decision.dated.outlook_kernel import TYPICAL
from acumen.decision.dated.problem import DatedProblem
from acumen.decision.dated.states import Codes, Floats, Numbers
from acumen.decision.problem import Kind
from acumen.decision.solution import STOP
from acumen.decision.tree_structure import FALSE, OPEN, TRUE, dependencies_first, subtree
from acumen.distributions import Attempt, Fixed

N_STAKES = 33  # for which it is known how long a step deserves
LEAST_STAKE = 1e-3  # of the worth
FIGURES = 10  # their place among the arguments
N_NOTES = 10  # figures of a node that the kernel keeps
N_QUANTILES = 40  # of hours, for their mean and variance
N_CELLS = 64  # of the hours until the last day that pays
LEAST_PROB = 1e-6  # of a success: it can't show sooner
PROBE = -2  # the parent of what is no part of the tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """How carefully hours are kept for what comes after."""

    price: float = 0.0  # of an hour, beyond itself
    typical: float = 0.5  # the quantile of a step's hours that has to fit beside the others
    keeps_rest: bool = True  # whether a step is left so that what would come after it still fits


PLAIN = Caution()


@dataclass(frozen=True, kw_only=True, eq=False)
class OutlookPolicy:
    """Rows are the statuses of the actions, (n, n_actions): 0 untried, 1 succeeded, 2 failed or left.

    `first`: a step to begin with whatever it looks like, by column, and the hours to leave it after.
    """

    dated: DatedProblem
    begun: tuple[int, ...]  # statuses of all nodes, and probes
    setting: Caution
    first: tuple[int, float] | None = None

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Numbers of the actions, one for each column."""
        return self.dated.actions

    @cached_property
    def tree(self) -> "OutlookTree":
        """The plan as arrays."""
        return outlook_tree(self.dated, self.begun, self.setting)

    def retuned(self, setting: Caution) -> "OutlookPolicy":
        """The same in another setting."""
        other = replace(self, setting=setting)
        other.__dict__["tree"] = retuned(self.tree, setting)
        return other

    def begun_with(self, column: int, hours: float) -> "OutlookPolicy":
        """The same with a first step, left after so many hours."""
        other = replace(self, first=(column, hours))
        other.__dict__["tree"] = self.tree
        return other

    def at_start(self, n_runs: int) -> Codes:
        """The state in which the plan stands, once for each run."""
        return np.tile(np.array([[self.begun[step] for step in self.steps]], dtype=np.int8), (n_runs, 1))

    def after(self, rows: Codes, column: int, is_won: np.ndarray) -> Codes:
        """The states that an end leads to."""
        found = rows.copy()
        found[:, column] = np.where(is_won, TRUE, FALSE)
        return found

    def stands(self, rows: Codes) -> tuple[Floats, Codes]:
        """What the goal misses, and its truth."""
        return self.tree.stands(rows)

    def look(self, rows: Codes, used: Floats) -> tuple[Numbers, Floats]:
        """What looks best in every row, and how long it deserves."""
        columns, leave = self.tree.look(rows, used)
        if self.first is not None:
            is_start = (rows == self.at_start(1)).all(axis=1)
            columns = np.where(is_start, self.first[0], columns)
            leave = np.where(is_start, self.first[1], leave)
        return columns, leave


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OutlookTree:
    """The plan as the kernel takes it, probes as nodes outside the tree."""

    dated: DatedProblem
    fixed: tuple[Any, ...]  # arguments of the kernel up to the price
    setting: Caution
    stakes: Floats  # (N_STAKES,) ascending
    patience: Floats  # (n_actions, N_STAKES) hours that a step deserves for that stake; inf for commitments

    def look(self, rows: Codes, used: Floats) -> tuple[Numbers, Floats]:
        """What looks best in every row, and how long it deserves."""
        keys = np.ascontiguousarray(np.concatenate([rows.astype(np.float64), used[:, None]], axis=1))
        _, places, back = np.unique(
            keys.view(np.dtype((np.void, keys.shape[1] * 8))).ravel(), return_index=True, return_inverse=True
        )
        chosen, stakes, rests, _ = self.weigh(rows[places], used[places])
        return chosen[back.ravel()], self.deserved(chosen, stakes, rests, used[places])[back.ravel()]

    def weigh(self, rows: Codes, used: Floats) -> tuple[Numbers, Floats, Floats, Floats]:
        """Columns, stakes and what is needed after; and, of the last row, what every action is worth."""
        from acumen.decision.dated import compiled  # noqa: PLC0415 -- the compiler takes half a second to load

        n_nodes, n_actions, n_worlds = len(self.fixed[1]), rows.shape[1], len(self.fixed[13])
        chosen = np.full(len(rows), STOP, dtype=np.int64)
        stakes, rests, first = np.zeros(len(rows)), np.zeros(len(rows)), np.full(n_actions, math.nan)
        compiled.choose_many(
            rows.copy(), used, *self.fixed, self.setting.price, np.zeros(n_actions), np.zeros(n_worlds),
            np.zeros(n_nodes, dtype=np.int64), np.zeros((2, n_nodes)), np.zeros((N_NOTES, n_nodes)),
            np.zeros(n_nodes, dtype=np.int64), np.zeros(self.fixed[11].shape[1]), first, chosen, stakes, rests,
        )  # fmt: skip
        return chosen, stakes, rests, first

    def deserved(self, columns: Numbers, stakes: Floats, rests: Floats, used: Floats) -> Floats:
        """Hours after which a step is left: by its stake, and so that what would come after it still fits.

        Once that does not fit any more, it stays to the end: the date itself ends it.
        """
        inside = np.maximum(columns, 0)
        at = np.searchsorted(self.stakes, stakes, side="right").clip(1, N_STAKES) - 1
        hours: Floats = self.patience[inside, at]
        if not self.setting.keeps_rest:
            return hours
        left = self.dated.last_hours - used - rests
        found: Floats = np.where(np.isfinite(hours) & np.isfinite(rests) & (left > 0.0), np.minimum(hours, left), hours)
        return found

    def stands(self, rows: Codes) -> tuple[Floats, Codes]:
        """What the goal misses, and its truth."""
        from acumen.decision.dated.states import look_at  # noqa: PLC0415 -- loaded already

        return look_at(self.dated, rows)


def outlook_tree(dated: DatedProblem, begun: tuple[int, ...], setting: Caution) -> OutlookTree:
    """The arrays of a plan from where it stands."""
    problem, actions = dated.problem, dated.actions
    n_nodes, n_all = len(problem.nodes), len(problem.nodes) + dated.n_probes
    columns = np.full(n_all, -1)
    columns[list(actions)] = np.arange(len(actions))
    inside = [node.needs if node.kind == Kind.STEP else node.members for node in problem.nodes]
    inside += [dated.needs(n_nodes + probe) for probe in range(dated.n_probes)]
    kinds = [0 if node.kind == Kind.STEP else 1 if node.kind == Kind.ALL else 2 for node in problem.nodes]
    counted = [_counts(dated, node, need) for node, below in enumerate(inside) for need in below]
    parents = [node.parent for node in problem.nodes] + [PROBE] * dated.n_probes
    stakes = dated.worths[0] * np.geomspace(LEAST_STAKE, 1.0, N_STAKES)
    belief, telling = _telling(dated, actions)
    telling[[begun[action] != OPEN for action in actions]] = -1.0  # what has shown before is in the belief
    fixed = (
        np.array([*dependencies_first(problem, range(n_nodes)), *range(n_nodes, n_all)]),
        np.array([*kinds, *[0] * dated.n_probes]),
        np.array(parents),
        columns,
        np.array(begun[:n_all]),
        np.concatenate([[0], np.cumsum([len(below) for below in inside])]),
        np.array([node for below in inside for node in below], dtype=np.int64),
        np.array(counted, dtype=np.bool_),
        np.array([*dated.cuts, *[math.inf] * dated.n_probes]),
        np.array(actions),
        np.array([_figures(dated, action, setting) for action in actions]),
        np.array([_shown(dated, action) for action in actions]),
        dated.last_hours / N_CELLS,
        belief,
        telling,
        np.array(dated.by_hours),
        np.array(dated.worths),
    )
    patience = np.array([[_patience(dated, action, stake) for stake in stakes] for action in actions])
    return OutlookTree(dated=dated, fixed=fixed, setting=setting, stakes=stakes, patience=patience)


def retuned(tree: OutlookTree, setting: Caution) -> OutlookTree:
    """The same in another setting: only the quantiles that have to fit are others."""
    figures = tree.fixed[FIGURES].copy()
    figures[:, TYPICAL] = [
        tree.dated.attempt(action).success.quantile(setting.typical) for action in tree.dated.actions
    ]
    return replace(tree, setting=setting, fixed=(*tree.fixed[:FIGURES], figures, *tree.fixed[FIGURES + 1 :]))


def _patience(dated: DatedProblem, action: int, stake: float) -> float:
    attempt = dated.attempt(action)
    return attempt.gain(stake).patience_hours if dated.may_be_left(action) else math.inf


def _telling(dated: DatedProblem, actions: tuple[int, ...]) -> tuple[Floats, Floats]:
    """The belief, (n_worlds,), and chances in each world, (n_actions, n_worlds), of what tells; -1 of what does not."""
    if dated.shared is None:
        return np.ones(1), np.full((len(actions), 1), -1.0)
    n_worlds = len(dated.shared.belief)
    rows = [dated.shared.chances.get(action, (-1.0,) * n_worlds) for action in actions]
    return np.array(dated.shared.belief), np.array(rows, dtype=np.float64).reshape(len(actions), n_worlds)


def _is_fixed(attempt: Attempt) -> bool:
    return not attempt.may_be_left and isinstance(attempt.success, Fixed)


def _figures(dated: DatedProblem, action: int, setting: Caution) -> list[float]:
    """What the kernel knows of an action; the hours are the most that it deserves."""
    attempt = dated.attempt(action)
    return [
        attempt.chance,
        _patience(dated, action, dated.worths[0]),
        attempt.success.quantile(LEAST_PROB),
        min(dated.last_hours, dated.due_hours_of(action)),
        attempt.success.quantile(setting.typical),
        float(_is_fixed(attempt)),
    ]


def _shown(dated: DatedProblem, action: int) -> list[list[float]]:
    """Rows of `shown`: what comes of an action that has 0 … N_CELLS cells of hours; of fixed hours what comes of it anyway."""
    attempt, may_be_left = dated.attempt(action), dated.may_be_left(action)
    edges = [math.inf] * (N_CELLS + 1)
    if not _is_fixed(attempt):
        edges = [dated.last_hours * cell / N_CELLS for cell in range(N_CELLS + 1)]
    within = [attempt.success.cdf(hours) if math.isfinite(hours) else 1.0 for hours in edges]
    won, lost = (
        [one.expected_spent_hours(hours) if may_be_left else one.mean_hours for hours in edges]
        for one in (attempt.success, attempt.failure)
    )
    draws = np.array([attempt.success.quantile((at + 0.5) / N_QUANTILES) for at in range(N_QUANTILES)])
    counts = [max(1, int(np.count_nonzero(draws <= hours))) for hours in edges]
    means = [float(draws[:count].mean()) for count in counts]
    variances = [float(draws[:count].var()) for count in counts]
    return [within, won, lost, means, variances]


def _counts(dated: DatedProblem, node: int, need: int) -> bool:
    """Whether a need has to be counted beside its step: not where both are needed anyway, below one `all`."""
    nodes = dated.problem.nodes
    if node >= len(nodes) or nodes[node].kind != Kind.STEP:
        return False
    around = nodes[node].parent
    while around >= 0 and need not in subtree(dated.problem, around):
        around = nodes[around].parent
    return around < 0 or nodes[around].kind != Kind.ALL
