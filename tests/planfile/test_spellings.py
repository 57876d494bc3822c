"""Ids in any script, and two spellings of one id."""

import pytest

from acumen.planfile import read
from acumen.planfile.fields import is_id
from acumen.records import Conditional, Step, walk

COMPOSED, DECOMPOSED = "caf\u00e9", "cafe\u0301"


@pytest.mark.parametrize(
    "text",
    [
        "परीक्षा",
        "ทดสอบ",
        "দ্বিতীয়",
        "тест",
        "試験-1",
        "اختبار",
        "\u0645\u06cc\u200c\u062e",
        "שָׁלוֹם",
        COMPOSED,
        DECOMPOSED,
        "_x",
        "Ⅻ",
    ],
)
def test_an_id_may_be_in_any_script_with_its_marks(text: str) -> None:
    assert is_id(text)
    plan, problems = read(f"plan: {text}\ngoal: {{step: {text}, chance: 50%, hours: 1}}\n")
    assert not problems
    assert plan is not None
    assert (plan.plan, next(iter(walk(plan.goal)))) == (text, plan.goal)


@pytest.mark.parametrize(
    "text", ["", "-a", "a b", "\u0301a", "a.b", "a\u202eb", "a/b", "\u200ca", "a\U0001f600", "x" * 101]
)
def test_what_could_not_be_named_elsewhere_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_a_mended_id_is_suggested_with_its_marks() -> None:
    _, problems = read('plan: p\ngoal: {step: "परीक्षा एक!", chance: 50%, hours: 1}\n')
    assert [problem.hint for problem in problems] == ["write `परीक्षा-एक`"]


PLAN = """\
plan: p
goal:
  all:
    - {{step: first, needs: [{two}], chance: 50%, hours: 1}}
    - {{step: {one}, chance: {{{hypothesis}: 50%, otherwise: 10%}}, hours: 1}}
    - {{step: last, chance: [{{when: {{{hypothesis}: Yes}}, then: 20%}}, {{otherwise: 10%}}], hours: 1}}
hypotheses: {{Sound: {{claim: c, chance: 50%}}}}
probes: [{{probe: q, about: {hypothesis}, hours: 1, positive: {{{hypothesis}: 50%, otherwise: 10%}}}}]
"""


@pytest.mark.parametrize(("one", "two"), [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED), ("Check", "check")])
def test_ids_are_matched_in_any_spelling_and_kept_as_they_were_given(one: str, two: str) -> None:
    plan, problems = read(PLAN.format(one=one, two=two, hypothesis="sound"))
    assert not problems
    assert plan is not None
    steps = [node for node in walk(plan.goal) if isinstance(node, Step)]
    assert steps[1].id == one
    assert steps[0].needs == (one,)
    assert plan.probes[0].about == "Sound"
    for chance in (steps[1].chance, steps[2].chance, plan.probes[0].positive):
        assert isinstance(chance, Conditional)
        assert chance.cases[0].when == (("Sound", "yes"),)


@pytest.mark.parametrize(
    ("goal", "code"),
    [
        ("{all: [{step: A, chance: 50%, hours: 1}, {step: a, chance: 50%, hours: 1}]}", "duplicate-id"),
        (
            f"{{all: [{{step: {COMPOSED}, chance: 50%, hours: 1}}, {{step: {DECOMPOSED}, chance: 50%, hours: 1}}]}}",
            "duplicate-id",
        ),
        ("{step: a, chance: {h: 50%, H: 10%, otherwise: 1%}, hours: 1}", "case-repeated"),
        ("{step: a, chance: [{when: {h: yes, H: no}, then: 1%}, {otherwise: 1%}], hours: 1}", "case-repeated"),
        ("{step: Stop, chance: 50%, hours: 1}", "reserved-id"),
        ("{step: a, needs: [A], chance: 50%, hours: 1}", "needs-itself"),
    ],
)
def test_two_spellings_of_one_id_are_no_two_ids(goal: str, code: str) -> None:
    _, problems = read(f"plan: p\ngoal: {goal}\nhypotheses: {{h: {{claim: c, chance: 50%}}}}\n")
    assert [problem.code for problem in problems] == [code]
