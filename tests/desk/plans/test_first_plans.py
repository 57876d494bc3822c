import shlex
from functools import cache
from pathlib import Path

import pytest

from acumen.desk.plans.changes import change
from acumen.desk.plans.read import read_plan
from acumen.desk.plans.solve import solve
from acumen.desk.plans.turning import teach
from acumen.results.plans import Answer
from acumen.views.registry import view
from tests.desk.plans.first_plans import FIRST_PLANS
from tests.docs.sessions import run_here
from tests.printed import choices, commands


@cache
def first_answer(name: str) -> Answer:
    plan = read_plan(FIRST_PLANS[name])
    return teach(solve(plan), plan)


@pytest.mark.parametrize("name", FIRST_PLANS)
def test_the_first_answer_on_a_first_plan_names_what_to_do_or_what_sinks_it_and_what_would_turn_it(name: str) -> None:
    plan, answer = read_plan(FIRST_PLANS[name]), first_answer(name)
    if answer.next != "stop":
        assert answer.value is not None
        assert answer.value > 0.0
        assert str(answer).startswith(f"Next: {answer.next}")
        return
    found = answer.anyway
    assert found is not None
    assert found.sinks
    assert [turn.id for turn in found.turns or ()][:1] == ["worth"]
    for turn in found.turns or ():
        if turn.setting is not None:  # what `next FILE --set` takes
            assert solve(change(plan, settings=dict([turn.setting.split("=", 1)]))).next != "stop", turn
    said = str(answer)
    assert found.sinks[0].id in said.partition("What sinks it")[2].partition("Any one of these")[0]
    assert "To start at a worth of" in said


@pytest.mark.parametrize("name", FIRST_PLANS)
def test_what_the_first_answer_prints_to_be_typed_runs(name: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(FIRST_PLANS[name], encoding="utf-8")
    environment = {"ACUMEN_LEDGER": str(tmp_path / "ledger.sqlite"), "ACUMEN_NOW": "2026-02-02T09:00Z"}
    typed = ["acumen next own.yaml", *(way for one in commands(view(first_answer(name))) for way in choices(one))]
    for command in typed:
        code, said, talk = run_here(shlex.split(command)[1:], folder=tmp_path, environment=environment)
        assert code == 0, (command, talk)
        assert said.startswith(b"Next: "), command


def test_there_are_twenty_of_them() -> None:
    assert len(FIRST_PLANS) == 20


def test_a_chain_of_long_shots_is_sunk_by_the_longest_shot_whose_work_is_small() -> None:
    plan = read_plan(FIRST_PLANS["novel"])  # a draft of 500 h at 40 %, an agent at 5 %, a publisher at 30 %
    found = teach(solve(plan), plan).anyway
    assert found is not None
    assert found.chance == pytest.approx(0.4 * 0.05 * 0.3)
    assert found.hours == pytest.approx(10 + 0.3 * (20 + 0.05 * 500), rel=1e-3)
    assert {sink.id for sink in found.sinks or ()} == {"draft", "agent", "publisher"}
