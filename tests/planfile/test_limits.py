"""Texts that are too large, too deep or not texts: reported in words, soon, and never by a crash."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from acumen.planfile import read, write
from acumen.planfile.nodes import N_BYTES, N_NODES
from acumen.records import Group

MOST_SECONDS = 20.0  # of processor time, a few times what is needed; without the limits it would be minutes, or no end


def with_steps(n_steps: int) -> str:
    steps = "".join(
        f"    - step: s{n}\n      title: Step {n}\n      chance: 95%\n      hours: 2 to 6\n"
        f"      needs: [s{max(n - 1, 0)}]\n"
        for n in range(1, n_steps)
    )
    return f"plan: p\ngoal:\n  all:\n    - {{step: s0, chance: 95%, hours: 1}}\n{steps}"


def codes(text: str | bytes) -> list[str]:
    started = time.process_time()
    plan, problems = read(text)
    assert time.process_time() - started < MOST_SECONDS
    assert (plan is None) == bool(problems)
    return [problem.code for problem in problems]


def test_ten_thousand_steps_are_read() -> None:
    plan, problems = read(with_steps(10_000))
    assert problems == ()
    assert plan is not None
    assert isinstance(plan.goal, Group)
    assert len(plan.goal.of) == 10_000


def test_two_thousand_steps_are_written_as_they_were_read() -> None:
    plan, _ = read(with_steps(2_000))
    assert plan is not None
    assert read(write(plan)) == (plan, ())


def test_one_step_more_is_one_mistake_at_that_step() -> None:
    _, problems = read(with_steps(10_001))
    assert [(problem.code, problem.where.line, problem.where.column) for problem in problems] == [
        ("too-many-steps", 5 + 9_999 * 5, 7)
    ]
    assert problems[0].message == "expected at most 10,000 steps, found 10,001"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 5_000, "too-deep"),
        ("[" * 5_000 + "]" * 5_000, "too-deep"),
        ("plan: p\ngoal: " + "{all: [" * 5_000, "too-deep"),
        ("plan: p\ngoal: " + "{all: [" * 2_500 + "]}" * 2_500, "too-deep"),
        ("".join(" " * depth + "a:\n" for depth in range(3_500)), "too-deep"),
        ("- " * 5_000 + "a", "too-deep"),
        ("? " * 5_000 + "a", "too-deep"),
        ("[" * 1_000_000, "too-deep"),
        ("{a: " * 1_000_000, "too-deep"),
        ("[" + "a," * (N_NODES + 1) + "]", "too-many-values"),
        ("a" * (N_BYTES + 1), "too-large"),
        (b"a" * (N_BYTES + 1), "too-large"),
        ("#" * N_BYTES, "empty"),
        ("\n" * (N_BYTES // 10), "empty"),
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_a_text_beyond_a_limit_is_one_mistake(text: str | bytes, code: str) -> None:
    assert codes(text) == [code]


def test_a_hundred_levels_are_not_too_deep() -> None:
    groups = "{all: [" * 48 + "{step: s, chance: 100%, hours: 1}" + "]}" * 48
    assert codes(f"plan: p\ngoal: {groups}") == []
    groups = "{all: [" * 49 + "{step: s, chance: 100%, hours: 1, needs: [t]}" + "]}" * 49
    assert codes(f"plan: p\ngoal: {groups}") == ["too-deep"]


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"plan: p\ntitle: caf\xe9 x\n", 2, 11, "expected UTF-8, found the byte 0xe9"),
        ("plan: p\ntitle: é".encode() + b"\xff", 2, 9, "expected UTF-8, found the byte 0xff"),
        (b"\xef\xbb\xbfplan: \xc3", 1, 7, "expected UTF-8, found the byte 0xc3"),
        ("plan: p".encode("utf-16"), 1, 1, "expected UTF-8, found the byte 0xff"),
    ],
)
def test_a_byte_that_is_not_utf8_is_shown_where_it_stands(data: bytes, line: int, column: int, message: str) -> None:
    plan, problems = read(data)
    assert plan is None
    assert [(problem.code, problem.where.line, problem.where.column) for problem in problems] == [
        ("not-utf8", line, column)
    ]
    assert problems[0].message == message


def test_an_alias_bomb_is_refused_without_unfolding_it() -> None:
    names = "abcdefghi"
    unfolding = (f"{name}: &{name} [{', '.join(9 * ['*' + of])}]" for of, name in pairwise(names))
    lines = ["a: &a [x, x]", *unfolding]
    found = codes("\n".join(lines))
    assert set(found) <= {"alias", "unknown-key", "missing-key"}
    assert found.count("alias") == 9 + 8 * 9


def test_beyond_a_hundred_mistakes_their_number_is_given() -> None:
    _, problems = read("plan: p\n" + "".join(f"x{n}: y\n" for n in range(150)))
    assert len(problems) == 101
    assert problems[-1].code == "more-mistakes"
    assert problems[-1].message == "51 more mistakes from here on"  # 150 keys and no goal
    assert problems[-1].where.line == 101


def unknown_needs() -> str:
    steps = (f"    - {{step: step{n}, chance: 100%, hours: 1, needs: [stap{n}, stip{n}]}}\n" for n in range(9_000))
    return "plan: p\ngoal:\n  all:\n" + "".join(steps)


def one_long_circle() -> str:
    steps = (f"    - {{step: s{n}, chance: 100%, hours: 1, needs: [s{(n + 1) % 9_000}]}}\n" for n in range(9_000))
    return "plan: p\ngoal:\n  all:\n" + "".join(steps)


def everything_needs_everything() -> str:
    names = [f"s{n}" for n in range(300)]
    steps = (
        f"    - {{step: {name}, chance: 100%, hours: 1, needs: [{', '.join(other for other in names if other != name)}]}}\n"
        for name in names
    )
    return "plan: p\ngoal:\n  all:\n" + "".join(steps)


def unknown_keys() -> str:
    return "plan: p\n" + "".join(f"hypothesys{n}: y\n" for n in range(30_000))


def unknown_states() -> str:
    states = ", ".join(f"state{n}: 0" for n in range(5_000))
    keys = ", ".join(f"stale{n}: 0" for n in range(5_000))
    return (
        f"plan: p\ngoal: {{step: s, hours: 1, chance: {{{keys}}}}}\n"
        f"hypotheses:\n  h:\n    claim: x\n    states: {{one: 1, {states}}}\n"
    )


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (unknown_needs, "needs-unknown"),
        (one_long_circle, "needs-circular"),
        (everything_needs_everything, "needs-circular"),
        (unknown_keys, "unknown-key"),
        (unknown_states, "unknown-hypothesis"),
    ],
)
def test_a_file_full_of_one_mistake_is_reported_soon(make: Callable[[], str], code: str) -> None:
    assert code in codes(make())


def test_a_long_circle_is_shown_in_short() -> None:
    _, problems = read(one_long_circle())
    assert problems[0].message.endswith("the circle s8999 → s0 → s1 → s2 → s3 → s4 → … → s8998 → s8999")
