"""The examples that a row shows run as they stand, and leave behind what the row says."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from acumen.catalog import Verb, by_name
from acumen.cli import calling, main
from acumen.desk.front import schemas
from acumen.results.result import Result
from tests.catalog.examples import Scene
from tests.docs.sessions import ROOT

DOING = [verb for verb in by_name().values() if verb.does]
ANYTHING = "batch"  # what its lines do, and the row can't know that
ELSEWHERE = "demo"  # it makes a folder of its own


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Result]]:
    """What the commands that are run answer with, by their names; as JSON it has to fit the schema of the command."""
    found: dict[str, list[Result]] = defaultdict(list)
    show = calling._show

    def note(verb: Verb, result: Result, *rest: Any, **more: Any) -> None:  # noqa: ANN401 -- as it is called
        found[verb.name].append(result)
        show(verb, result, *rest, **more)

    monkeypatch.setattr(calling, "_show", note)
    return found


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("examples"))


@pytest.mark.parametrize("verb", DOING, ids=lambda verb: str(verb.name))
def test_every_example_of_a_row_runs_answers_by_its_schema_and_leaves_behind_what_the_row_says(
    verb: Verb, scene: Scene, answers: dict[str, list[Result]]
) -> None:
    assert any(f"acumen {verb.name}" in example for example in verb.examples)
    came = scene.run(verb.name)
    for example, printed in came.printed.items():
        assert printed or ">" in example, example
        assert not printed.startswith(("error:", "Usage: acumen [")), f"{example}\n{printed}"
    for answer in answers[verb.name]:
        told = json.loads(answer.to_json())
        assert told["schema"] == answer.schema_version()
        Draft202012Validator(schemas.find(verb.name)).validate(told)
    assert answers[verb.name]
    is_longer, is_fuller = came.n_records[1] > came.n_records[0], came.n_files[1] > came.n_files[0]
    assert is_longer == (verb.effect in {"appends", "asks", "erases"}) or verb.name == ANYTHING
    assert is_fuller or verb.effect != "rewrites" or verb.name == ELSEWHERE
    assert not is_fuller or verb.effect in {"rewrites", "appends"}


def test_what_is_called_instant_loads_no_numerics(tmp_path: Path) -> None:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    run = [sys.executable, "-m", "tests.catalog.examples", str(tmp_path)]
    ended = subprocess.run(run, capture_output=True, check=True, text=True, env={**os.environ, "PYTHONPATH": paths})
    assert ended.stdout.splitlines()[-1].split() == ["loaded"]


def test_help_shows_the_examples_and_what_a_call_leaves_behind(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("ledger redact", "score"):
        assert main([*name.split(), "--help"]) == 0
        said = capsys.readouterr().out
        assert all(f"\n  {example}\n" in said for example in by_name()[name].examples)
    assert "Writes nothing. May take a second." in said
