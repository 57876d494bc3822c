import pytest

from acumen.borders.figures import LEAST, MOST
from acumen.planfile.rubrics import N_CRITERIA, read_rubric, ready_rubric
from acumen.records import Criterion


def codes(text: str) -> list[tuple[str, int]]:
    found, problems = read_rubric(text)
    assert (found is None) == bool(problems)
    return [(one.code, one.where.line) for one in problems]


def test_the_ready_rubric_reads() -> None:
    found, problems = read_rubric(ready_rubric())
    assert not problems
    assert found is not None
    assert (found.rubric, found.scale, found.text) == ("empirical-research", (0.0, 10.0), ready_rubric())
    assert found.criteria[0] == Criterion(
        id="quick", parts=(Criterion(id="speed", weight=45.0), Criterion(id="working", weight=25.0))
    )
    assert (found.words or {})["working"] == "making things work"


def test_a_scale_and_weights_in_percent_are_read() -> None:
    found, _ = read_rubric("rubric: r\nscale: -2 to 2\ncriteria: [{criterion: a, weight: 30%}]\n")
    assert found is not None
    assert (found.scale, found.criteria) == ((-2.0, 2.0), (Criterion(id="a", weight=30.0),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rubric: r\n", [("missing-key", 1)]),
        ("- a\n", [("wrong-kind", 1)]),
        ("rubric: r\ncriteria: []\n", [("empty-list", 2)]),
        ("rubric: r\ncriteria: [{criterion: a}]\n", [("missing-key", 2)]),
        ("rubric: r\ncriteria: [{criterion: a, weight: -1}]\n", [("bad-weight", 2)]),
        ("rubric: r\ncriteria: [{criterion: a, weight: nan}]\n", [("bad-weight", 2)]),
        ("rubric: r\ncriteria: [{criterion: a b, weight: 1}]\n", [("bad-id", 2)]),
        ("rubric: r\ncriteria:\n- {criterion: a, weight: 1}\n- {criterion: a, weight: 1}\n", [("duplicate-id", 4)]),
        ("rubric: r\ncriteria: [{criterion: a, weight: 0}]\n", [("no-weight", 1)]),
        ("rubric: r\nscale: 5 to 1\ncriteria: [{criterion: a, weight: 1}]\n", [("bad-scale", 2)]),
        ("rubric: r\nscales: 1\ncriteria: [{criterion: a, weight: 1}]\n", [("unknown-key", 2)]),
        ("rubric: r\ncriteria: [{criterion: a, weight: 1, of: [{criterion: b, weight: 1}]}]\n", [("two-weights", 2)]),
        (
            "rubric: r\ncriteria: [{criterion: a, weight: x, of: {}}]\n",
            [("two-weights", 2), ("bad-weight", 2), ("wrong-kind", 2)],
        ),
        (
            "rubric: r\ncriteria:\n" + "".join(f"- {{criterion: c{n}, weight: 1}}\n" for n in range(N_CRITERIA + 1)),
            [("too-many-criteria", N_CRITERIA + 3)],
        ),
        ("rubric: [\n", [("not-yaml", 2)]),
        ("", [("empty", 1)]),
    ],
)
def test_mistakes_are_reported_with_their_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize("scale", [f"0 to {LEAST:.15f}", f"0 to {MOST:.0f}", f"-1 to {MOST - 1:.0f}", "0 to 1"])
def test_the_widest_and_the_narrowest_scale_are_read(scale: str) -> None:
    assert codes(f"rubric: r\nscale: {scale}\ncriteria: [{{criterion: a, weight: 1}}]\n") == []


@pytest.mark.parametrize("scale", [f"0 to {LEAST / 2:.16f}", f"-1 to {MOST:.0f}", "1 to 1", "0 to nan", "0.. to 1"])
def test_a_scale_of_no_width_or_beyond_what_can_be_computed_with_is_refused(scale: str) -> None:
    assert codes(f"rubric: r\nscale: {scale}\ncriteria: [{{criterion: a, weight: 1}}]\n") == [("bad-scale", 2)]


def test_as_many_criteria_as_allowed_are_read() -> None:
    text = "rubric: r\ncriteria:\n" + "".join(f"- {{criterion: c{n}, weight: 1}}\n" for n in range(N_CRITERIA))
    assert codes(text) == []
