"""Whatever the text, reading ends with a plan or with mistakes: it never raises, and never gives both."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from acumen.errors import Problem
from acumen.planfile import nodes, read, write
from acumen.planfile.report import Report
from acumen.records import Plan
from acumen.testing.plans import plans

VALID = """\
plan: countdown
title: Does it work?
worth: 400
ship: 2027-03-01
goal:
  all:
    - step: checker
      chance: 95%
      hours: 2 to 6
      note: |
        two
        lines
    - any:
        name: signal
        of:
          - {step: base, chance: 19:1, hours: 2 d, needs: checker}
          - step: primed-rl
            needs: [checker, base]
            chance: {primed: 80%, otherwise: 15%}
            hours: 20 to 60
            fails: 5 to 15
          - step: other
            chance: [{when: {primed: no, why: a}, then: 80%}, {otherwise: 10%}]
            hours: 30 min
hypotheses:
  primed: {claim: "Priming: it matters", chance: 55%}
  why: {claim: x, states: {a: 20%, b: 50%, c: 30%}}
probes:
  - probe: ten-prompts
    about: why
    hours: 0.3
    positive: {a: 10%, b: 40%, c: 80%}
"""
PIECES = [*"\n \t:[]{}'\"|#%?-&*!<>~\x00\ud800🙂", "", "- ", "&a ", "*a", "!!", "<<", "-1", "yes", "step", "all"]
NAMES = """plan title worth ship goal hypotheses probes step chance hours fails needs domain note all any name of
claim states probe about positive when then otherwise h a b yes no stop"""
KEYS = st.sampled_from(NAMES.split())
SCALARS = st.one_of(
    st.sampled_from(["50%", "0.5", "95", "2 to 6", "6 to 2", "30 min", "h", "a", "b", "yes", "no", "", "2027-03-01"]),
    KEYS,
    st.integers(),
    st.floats(),
    st.none(),
    st.text(max_size=5),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=25,
)


def check(data: str | bytes) -> Plan | None:
    """Read, and hold what must hold of any text."""
    plan, problems = read(data, source="p.yaml")
    assert (plan is None) == bool(problems)
    places = [(problem.where.line, problem.where.column) for problem in problems]
    assert places == sorted(places)
    n_lines = len(data.decode("utf-8", "replace").splitlines() if isinstance(data, bytes) else data.splitlines()) + 1
    assert all(1 <= line <= n_lines and column >= 1 for line, column in places)
    assert all(problem.code and problem.message and str(problem) for problem in problems)
    if plan is not None:
        assert read(write(plan)) == (plan, ())
    return plan


def test_the_plan_that_is_damaged_below_is_sound() -> None:
    assert check(VALID) is not None


@given(st.text())
@example("\ufeff")
@example('a: "\\UFFFFFFFF"')
@example('a: "\\ud800"')
@example("%YAML 1.999999999999999999999999\n---\n")
@example("!%ff x")
@example("%TAG ! !\n--- !x y")
@example("a: !<> b")
@example("a\x85b: c")
@example("\r\r\n\u2028- x")
def test_any_text_is_read(text: str) -> None:
    check(text)


@given(st.binary())
@example(b"\xff\xfea\x00")
@example(b"\xef\xbb\xbfplan: x\xf0\x9f")
def test_any_bytes_are_read(data: bytes) -> None:
    check(data)


@given(st.text("ab:-[]{},&*!|>'\"%@`?# \n\t\\~<.", max_size=60))
def test_any_text_of_yaml_signs_is_read(text: str) -> None:
    check(text)


@given(TREES)
def test_any_tree_is_read(tree: Any) -> None:  # noqa: ANN401
    check(json.dumps(tree))


@given(st.dictionaries(st.sampled_from(["goal", "hypotheses", "probes", "worth", "ship"]), TREES))
def test_any_tree_below_the_keys_of_a_plan_is_read(parts: dict[str, Any]) -> None:
    check(json.dumps({"plan": "p", **parts}))


@given(st.data())
def test_a_sound_plan_with_characters_lost_doubled_or_put_in_is_read(data: st.DataObject) -> None:
    text = VALID
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 4)))
        put_in = data.draw(st.one_of(st.sampled_from(PIECES), st.just(2 * text[start:end])))
        text = text[:start] + put_in + text[end:]
    check(text)


@given(st.data())
def test_a_sound_plan_with_lines_lost_doubled_moved_or_indented_is_read(data: st.DataObject) -> None:
    lines = VALID.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        to = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["lose", "double", "move", "indent"]))
        line = lines.pop(at)
        if change == "double":
            lines[at:at] = [line, line]
        elif change == "move":
            lines.insert(to, line)
        elif change == "indent":
            lines.insert(at, data.draw(st.sampled_from([f" {line}", f"  {line}", line[1:], line[2:]])))
    check("\n".join(lines))


@given(plans(), st.data())
def test_any_plan_cut_short_is_read(plan: Plan, data: st.DataObject) -> None:
    encoded = write(plan).encode()
    check(encoded[: data.draw(st.integers(0, len(encoded)))])


def parsed_with(text: str, loader: str) -> tuple[nodes.Node | None, tuple[Problem, ...]]:
    """The nodes of a text as the named loader of PyYAML sees them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_LOADER", getattr(yaml, loader))
        report = Report(text, "p.yaml")
        return nodes.parse(text, report), report.problems()


@settings(max_examples=30)
@given(plans())
def test_the_loader_in_c_and_the_one_in_python_see_the_same_plan(plan: Plan) -> None:
    for text in (write(plan), VALID):
        assert parsed_with(text, "SafeLoader") == parsed_with(text, "CSafeLoader")
