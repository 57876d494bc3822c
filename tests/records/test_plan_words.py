import json

import msgspec
from hypothesis import given

from acumen.records import Plan, Step, walk, with_words, without_words
from acumen.testing.plans import plans


@given(plans())
def test_a_plan_comes_back_with_its_words(plan: Plan) -> None:
    bare, words = without_words(plan)
    assert with_words(bare, words) == plan
    assert with_words(plan, None) == plan
    assert with_words(bare, {}) == bare


@given(plans())
def test_what_is_left_has_no_words_and_all_figures(plan: Plan) -> None:
    bare, words = without_words(plan)
    assert not bare.title
    assert not any(node.title or node.note for node in walk(bare.goal) if isinstance(node, Step))
    assert not any(hypothesis.claim for hypothesis in bare.hypotheses)
    assert not any(probe.title or probe.note for probe in bare.probes)
    assert without_words(bare) == (bare, {})
    dropped = {"title", "note", "claim"}
    assert _without(json.loads(msgspec.json.encode(bare)), dropped) == _without(
        json.loads(msgspec.json.encode(plan)), dropped
    )
    assert all(texts.keys() <= dropped for texts in words.values())


def _without(value: object, names: set[str]) -> object:
    if isinstance(value, dict):
        return {name: _without(member, names) for name, member in value.items() if name not in names}
    return [_without(member, names) for member in value] if isinstance(value, list) else value


def test_words_go_by_the_id_of_what_they_belong_to() -> None:
    plan = Plan(plan="p", title="The plan", goal=Step(id="a", chance=0.5, hours=1.0, title="First", note="soon"))
    bare, words = without_words(plan)
    assert words == {".": {"title": "The plan"}, "a": {"title": "First", "note": "soon"}}
    assert bare == Plan(plan="p", goal=Step(id="a", chance=0.5, hours=1.0))
