"""One verdict in the same words everywhere: what a gate has let through, and why."""

import pytest

from acumen.views.earned import say_earned, say_weight


@pytest.mark.parametrize(
    ("weight", "n", "said"),
    [
        (0.0, 0, "not applied yet: nothing has come out"),
        (0.2, 1, "counts for a fifth so far: 1 outcome can't tell yet whether it helps"),
        (0.34, 12, "counts for a third so far: 12 outcomes can't tell yet whether it helps"),
        (0.9, 40, "counts for nine tenths: on 40 outcomes not seen before it would have helped"),
        (0.5, 40, "counts for half: on 40 outcomes not seen before it would have helped"),
        (0.04, 1200, "counts for a twentieth: on 1,200 outcomes not seen before it would have made your figures worse"),
        (1e-4, 300, "counts for nothing: on 300 outcomes not seen before it would have made your figures worse"),
        (0.0, 3, "not applied: 3 outcomes can't bear it out"),
    ],
)
def test_a_weight_is_said_with_its_count_and_why(weight: float, n: int, said: str) -> None:
    assert say_earned(weight, n=n) == said


def test_below_the_least_number_of_ended_steps_nothing_is_applied() -> None:
    assert say_earned(0.2, n=2, n_least=3, things="ended steps") == "not applied yet: below 3 ended steps"
    assert say_earned(0.2, n=3, n_least=3, things="ended steps").startswith("counts for a fifth so far: 3 ended steps")


def test_shares_in_words_rise_with_the_weight() -> None:
    said = [say_weight(at / 1000) for at in range(1001)]
    names = list(dict.fromkeys(said))
    assert names[0] == "nothing"
    assert names[-1] == "nearly all"
    assert [name for at, name in enumerate(said) if at == 0 or said[at - 1] != name] == names


@pytest.mark.parametrize(
    ("weight", "said"),
    [(0.1, "a tenth"), (0.25, "a quarter"), (0.333, "a third"), (0.5, "half"), (0.75, "three quarters")],
)
def test_plain_fractions_are_called_what_they_are(weight: float, said: str) -> None:
    assert say_weight(weight) == said


ENDS = [
    (0.005, "nothing", "a hundredth"),
    (0.015, "a hundredth", "a fiftieth"),
    (0.035, "a fiftieth", "a twentieth"),
    (0.075, "a twentieth", "a tenth"),
    (0.15, "a tenth", "a fifth"),
    (0.225, "a fifth", "a quarter"),
    (0.29, "a quarter", "a third"),
    (0.365, "a third", "two fifths"),
    (0.45, "two fifths", "half"),
    (0.55, "half", "three fifths"),
    (0.635, "three fifths", "two thirds"),
    (0.71, "two thirds", "three quarters"),
    (0.775, "three quarters", "four fifths"),
    (0.85, "four fifths", "nine tenths"),
    (0.95, "nine tenths", "nearly all"),
]


@pytest.mark.parametrize(("end", "below", "from_here"), ENDS)
def test_a_share_has_the_words_of_the_nearest_that_is_easily_said(end: float, below: str, from_here: str) -> None:
    assert (say_weight(end - 1e-9), say_weight(end)) == (below, from_here)


def test_from_half_on_it_would_have_helped_and_below_three_twentieths_done_harm() -> None:
    ways = ("would have made your figures worse", "can't tell yet", "can't tell yet", "would have helped")
    for weight, way in zip((0.15 - 1e-9, 0.15, 0.5 - 1e-9, 0.5), ways, strict=True):
        assert way in say_earned(weight, n=40)
