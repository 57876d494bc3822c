"""The states of a whole: what is tied is explored only as far as all that stands beside it leaves room."""

import pytest

from acumen.decision import Kind, Limits
from acumen.decision.backward_induction import layout
from acumen.decision.backward_induction.automaton import TooManyStatesError
from acumen.decision.backward_induction.layout import lay_out
from acumen.decision.tree_structure import normal_form, view
from benchmarks.drawn_plans import Shape, draw_tree


def test_what_is_tied_is_explored_as_far_as_the_steps_beside_it_leave_room(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def explore(*_: object, max_states: int, max_visits: int) -> None:
        assert max_visits > 0
        asked.append(max_states)
        raise TooManyStatesError

    problem, _ = draw_tree(3, Shape(n_steps=14, depth=3, root=Kind.ALL, left=1.0, needs=0.1))
    seen = view(problem, "net", (0,) * len(problem.nodes))
    branch = normal_form(seen)
    monkeypatch.setattr(layout, "explore", explore)
    for most, room in ((6_784, 6_784 // 16), (1_000_000, 62_500)):  # beside it stand four steps of two states
        with pytest.raises(TooManyStatesError):
            lay_out(seen, branch, limits=Limits(max_states=most))
        assert asked.pop() == room
    with pytest.raises(TooManyStatesError):
        lay_out(seen, branch, limits=Limits(max_states=16))
    assert not asked, "what stands beside it is too much already"


def test_with_just_the_room_it_takes_all_states_are_found() -> None:
    problem, _ = draw_tree(3, Shape(n_steps=14, depth=3, root=Kind.ALL, left=1.0, needs=0.1))
    seen = view(problem, "net", (0,) * len(problem.nodes))
    assert lay_out(seen, normal_form(seen), limits=Limits(max_states=6_784)).n_states == 6_784
    with pytest.raises(TooManyStatesError):
        lay_out(seen, normal_form(seen), limits=Limits(max_states=6_783))
