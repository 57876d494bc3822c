"""Tied steps explored by compiled code: the same states and actions as in plain Python, and the same limits."""

from collections.abc import Iterator

import numpy as np
import pytest

from acumen.decision import DecisionProblem
from acumen.decision.backward_induction import explore
from acumen.decision.backward_induction.automaton import SETTLES, Automaton
from acumen.decision.backward_induction.explore_kernel import is_hopeless
from acumen.decision.backward_induction.explored import explored
from acumen.decision.tree_structure import Branch, Copies, Entangled, View, normal_form, view
from tests.oracles.random_problems import add_needs, random_leavable_problem, random_plain_problem, seeded

MANY = {"max_states": 1_000_000, "max_visits": 1_000_000_000}


def knots(problem: DecisionProblem) -> Iterator[tuple[View, Entangled]]:
    """The members that needs tie together, everywhere in a problem."""
    seen = view(problem, "net", (0,) * len(problem.nodes))
    waiting = [normal_form(seen)] if seen.truths[0] == 0 else []
    while waiting:
        for part in waiting.pop().parts:
            for inner in part.of if isinstance(part, Copies) else (part,):
                if isinstance(inner, Branch):
                    waiting.append(inner)
                elif isinstance(inner, Entangled):
                    yield seen, inner


def graph(automaton: Automaton) -> list[list[tuple[int, int, int]]]:
    """Its states in the order in which they are met; an end is -1 or -2."""
    place, rows = {0: 0}, []
    for state in place_in_turn(place):
        row = []
        for action in automaton.actions[state]:
            ends = []
            for end in (action.win, action.loss):
                assert end > state or end == SETTLES
                is_last = end in (SETTLES, automaton.n_states - 1)
                ends.append((-1 if end == SETTLES else -2) if is_last else place.setdefault(end, len(place)))
            row.append((action.step, *ends))
        rows.append(row)
    return [[(step, won, lost) for step, won, lost in row] for row in rows]


def place_in_turn(place: dict[int, int]) -> Iterator[int]:
    """The keys of a mapping that grows while they are gone through."""
    at = 0
    while at < len(place):
        yield list(place)[at]
        at += 1


def test_the_states_are_those_of_plain_python_and_so_are_the_limits() -> None:
    n_seen = 0
    for seed in range(120):
        rng = seeded(seed)
        draw = random_leavable_problem if seed % 2 else random_plain_problem
        for seen, knot in knots(add_needs(rng, draw(rng, max_steps=7))):
            cluster = explore.gather(seen, knot)
            start = explore.canonical(cluster, [seen.truths[node] for node in cluster.numbers])
            assert not isinstance(start, int)
            for takes_first in (False, True):
                plainly = explore._explored_plainly(cluster, start, takes_first=takes_first, **MANY)
                compiled = explored(cluster, start, takes_first=takes_first, **MANY)
                assert plainly is not None
                assert compiled is not None
                assert graph(plainly) == graph(compiled)
                assert plainly.steps == compiled.steps
                assert plainly.n_actions == compiled.n_actions
                most = plainly.n_states - 1  # all but the one in which they have ended
                limits = {"takes_first": takes_first, "max_visits": MANY["max_visits"]}
                assert explored(cluster, start, max_states=most, **limits) is not None
                assert most < 2 or explored(cluster, start, max_states=most - 1, **limits) is None
                n_seen += 1
    assert n_seen > 100


@pytest.mark.parametrize(
    ("sizes", "most", "is_too_many"),
    [
        ([99, 4_688, 141_748], 3_000_000, True),  # the first levels of 94 steps that needs tie
        ([230, 26_000], 1_000_000, True),
        ([22, 201, 1_076, 3_985, 11_168, 24_974, 46_166], 3_000_000, False),  # of a plan with 857,087 states
        ([22, 201, 1_076, 3_985, 11_168, 24_974, 46_166, 72_384, 98_117, 116_604], 700_000, True),
        ([11, 47, 125, 242, 360, 422, 389, 283], 100_000, False),
    ],
)
def test_what_the_sizes_of_the_first_levels_promise_is_foreseen(sizes: list[int], most: int, is_too_many: bool) -> None:  # noqa: FBT001
    levels = np.array([1, *sizes], dtype=float)
    assert is_hopeless(levels, len(levels), sum(sizes) + 1, most) == is_too_many
