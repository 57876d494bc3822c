import pytest

from acumen.errors import UsageError
from acumen.inputs.rubric import RESEARCH, RubricPart, TypedRubric

TWO = TypedRubric(
    rubric="r",
    parts=(
        RubricPart(name="a", weight=1.0),
        RubricPart(name="b", weight=9.0, parts=(RubricPart(name="c", weight=2.0), RubricPart(name="d", weight=1.0))),
    ),
)


def test_weights_are_those_of_what_has_no_parts_and_sum_to_one() -> None:
    assert TWO.weights() == {"a": 0.25, "c": 0.5, "d": 0.25}
    assert [part.total for part in TWO.parts] == [1.0, 3.0]
    assert RubricPart(name="x").total == 0.0


def test_a_score_is_the_weighted_mean_of_the_marks() -> None:
    assert TWO.score({"a": 8.0, "c": 2.0, "d": 4.0}) == 4.0


def test_the_ready_rubric_weighs_as_it_was_published() -> None:
    assert {name: round(weight, 12) for name, weight in RESEARCH.weights().items()} == {
        "speed": 0.45,
        "making things work": 0.25,
        "day-to-day direction": 0.10,
        "long-range direction": 0.10,
        "communication": 0.05,
        "other": 0.05,
    }
    assert [part.total for part in RESEARCH.parts] == [70.0, 20.0, 5.0, 5.0]


@pytest.mark.parametrize(
    ("weights", "is_fine"), [((), False), ((0.0,), False), ((1.0, -0.1), False), ((0.5, 0.0), True), ((1e-9,), True)]
)
def test_weights_are_nothing_or_more_and_one_is_more(weights: tuple[float, ...], is_fine: bool) -> None:  # noqa: FBT001
    rubric = TypedRubric(rubric="r", parts=tuple(RubricPart(name=str(n), weight=w) for n, w in enumerate(weights)))
    if is_fine:
        assert sum(rubric.weights().values()) == 1.0
        return
    with pytest.raises(UsageError, match="weights of 0 or more in r, one of them above 0"):
        rubric.weights()


def test_a_criterion_stands_once_and_every_mark_belongs_to_one() -> None:
    twice = TypedRubric(rubric="r", parts=(RubricPart(name="a", weight=1.0),) * 2)
    with pytest.raises(UsageError, match="each criterion of r once, found 'a' twice"):
        twice.weights()
    for marks, named in (({"a": 1.0, "c": 1.0}, "d"), ({"a": 1.0, "c": 1.0, "d": 1.0, "b": 1.0}, "b")):
        with pytest.raises(UsageError, match=f"one mark for each criterion of r: '{named}'") as refused:
            TWO.score(marks)
        assert refused.value.hint == "its criteria: a, c, d"
