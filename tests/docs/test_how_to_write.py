"""What docs/how-to-write.md says of its plans is so."""

import re

import pytest

from acumen import solve
from acumen.planfile import read
from acumen.records import Plan
from tests.docs.sessions import ROOT

TEXT = (ROOT / "docs" / "how-to-write.md").read_text(encoding="utf-8")
PLANS = {block.split()[1]: block for block in re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)}
FIRST = {  # what the page says comes first, and what follows a failure of it
    "second-try": ("first-try", "stop"),
    "sure-way": ("ask-the-authors", "collect-again"),
    "labelling": ("labelling-tool", "label-by-hand"),
    "write-up": ("experiment", None),
    "shared-base": ("own-machines", "rented"),
    "shared-doubt": ("small-model", None),
    "look-first": ("ten-examples", "stop"),
    "with-extras": ("core", None),
    "two-prizes": ("paper", None),
}


def plan_called(name: str) -> Plan:
    plan, problems = read(PLANS[name])
    assert problems == ()
    assert plan is not None
    return plan


def test_every_shape_of_the_page_has_its_plan_and_every_heading_its_place_in_the_list() -> None:
    assert PLANS.keys() == FIRST.keys()
    assert re.findall(r"^\d+\. \[(.*?)\]", TEXT, re.MULTILINE) == re.findall(r"^## (.*)$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("name", FIRST)
def test_the_advice_is_the_one_the_page_tells(name: str) -> None:
    advice = solve(plan_called(name))
    first, after_failure = FIRST[name]
    assert advice.next == first
    assert after_failure is None or (advice.if_not is not None and advice.if_not.next == after_failure)


def test_a_failed_first_try_lowers_the_belief_from_75_to_47_percent() -> None:
    (belief,) = solve(plan_called("second-try")).beliefs
    assert belief.chance_if_not == pytest.approx(0.75 * 0.3 / (0.75 * 0.3 + 0.25))
    assert "from 75 % to 47 %" in TEXT


def test_going_by_hand_at_once_costs_about_seven_hours() -> None:
    advice = solve(plan_called("labelling"))
    values = {ranked.id: ranked.value for ranked in advice.ranked}
    by_hand = values["label-by-hand"]
    assert advice.value is not None
    assert by_hand is not None
    assert advice.value - by_hand == pytest.approx(7.1, abs=0.1)
