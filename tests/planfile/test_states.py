"""The chances of the states of a hypothesis are all there is: what they sum to is said where it is not 100 %."""

import pytest

from acumen.planfile.reading import read

PLAN = """\
plan: states
worth: 60
goal: {{all: [{{step: a, chance: 50%, hours: 2}}]}}
hypotheses:
  h: {{claim: One of three, states: {{x: 20%, y: 30%, z: {last}}}}}
"""


@pytest.mark.parametrize(("last", "said"), [("40%", "90 %"), ("60%", "110 %"), ("50.5%", "100.5 %")])
def test_chances_that_do_not_sum_to_all_are_refused_with_their_sum(last: str, said: str) -> None:
    _, problems = read(PLAN.format(last=last))
    assert [one.message for one in problems] == [f"expected chances that sum to 100 %, found {said}"]


def test_chances_that_sum_to_all_are_read() -> None:
    plan, problems = read(PLAN.format(last="50%"))
    assert not problems
    assert plan is not None
