import json
from pathlib import Path

import pytest

from acumen.catalog import by_name
from acumen.catalog.plans import MAX_RUNS
from acumen.cli import main
from acumen.decision.policies import simulation
from acumen.desk.plans.policy_tree import tree
from acumen.desk.plans.simulate import N_RUNS, SEED, simulate
from tests.cli.test_commands import EXAMPLES, run

Said = pytest.CaptureFixture[str]
EXAMPLE = str(EXAMPLES[0])


def test_simulate_prints_the_text_and_json(capsys: Said) -> None:
    assert main(["simulate", EXAMPLE]) == 0
    assert capsys.readouterr().out == f"{simulate(EXAMPLE)}\n"
    arguments = ["--runs", "500", "--seed", "3", "--worth", "500", "--objective", "hours", "--within", "30"]
    assert main(["simulate", EXAMPLE, "--json", *arguments]) == 0
    told = simulate(EXAMPLE, runs=500, seed=3, worth=500, objective="hours", within=(30.0,))
    assert json.loads(capsys.readouterr().out) == json.loads(told.to_json())


def test_tree_prints_the_text_json_and_diagrams(capsys: Said) -> None:
    assert main(["tree", EXAMPLE, "--depth", "3"]) == 0
    assert capsys.readouterr().out == f"{tree(EXAMPLE, depth=3)}\n"
    assert main(["tree", EXAMPLE, "--json", "--worth", "500", "--objective", "hours"]) == 0
    assert capsys.readouterr().out == tree(EXAMPLE, worth=500.0, objective="hours").to_json() + "\n"
    for form in ("mermaid", "graphviz"):
        assert main(["tree", EXAMPLE, "--format", form]) == 0
        assert capsys.readouterr().out == tree(EXAMPLE).draw(form) + "\n"


@pytest.mark.parametrize("command", ["simulate", "tree", "why"])
def test_a_chart_is_written_in_place_of_the_page_and_beside_any_other_form(
    command: str, capsys: Said, tmp_path: Path
) -> None:
    arguments = [command, EXAMPLE, *(["--runs", "200"] if command == "simulate" else [])]
    assert main(arguments) == 0
    assert capsys.readouterr().err == ""
    file = tmp_path / "chart.svg"
    assert main([*arguments, "--chart", str(file)]) == 0
    assert tuple(capsys.readouterr()) == ("", f"wrote {file}\n")
    assert main([*arguments, "--chart", str(file), "--json"]) == 0
    assert capsys.readouterr().out.startswith("{")
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_where_nothing_can_be_drawn_the_answer_is_given_all_the_same(capsys: Said, tmp_path: Path) -> None:
    Path(tmp_path / "sure.yaml").write_text("plan: p\nworth: 5\ngoal: {step: a, chance: 0%, hours: 3}\n")
    assert main(["tree", str(tmp_path / "sure.yaml"), "--chart", str(tmp_path / "chart.svg")]) == 1
    said = capsys.readouterr()
    assert "Stop: nothing in it is worth starting." in said.out
    assert "there is nothing to draw" in said.err


def test_a_wrong_ending_is_refused_before_anything_is_computed(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acumen.desk.plans.policy_tree.tree", lambda *_, **__: pytest.fail("computed"))
    assert main(["tree", EXAMPLE, "--chart", "chart.gif"]) == 1
    assert "expected a file ending in .svg, .png or .html, found 'chart.gif'" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["16", "16 h", "2 d", "960 min"])
def test_a_worth_has_units_as_in_a_plan_file(said: str, capsys: Said) -> None:
    assert main(["tree", EXAMPLE, "--json", "--worth", said]) == 0
    assert json.loads(capsys.readouterr().out)["worth"] == 16.0


@pytest.mark.parametrize("said", ["2 x", "1 to 3", "-4", "many"])
def test_a_worth_that_is_no_figure_ends_with_2(said: str, capsys: Said) -> None:
    assert main(["next", EXAMPLE, "--worth", said]) == 2
    assert "write hours, or a figure with its unit" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("command", ["simulate", "tree"])
def test_a_plan_is_read_from_standard_input(command: str) -> None:
    piped, named = run(command, "-", stdin=EXAMPLES[0].read_bytes()), run(command, EXAMPLE)
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == named.stdout


@pytest.mark.parametrize("wrong", [["simulate", "--runs", "0"], ["simulate", "--seed", "x"], ["tree", "--depth", "0"]])
def test_a_wrong_option_ends_with_2(wrong: list[str], capsys: Said) -> None:
    assert main([wrong[0], EXAMPLE, *wrong[1:]]) == 2
    assert f"hint: acumen {wrong[0]} [OPTIONS]" in capsys.readouterr().err


def test_the_options_say_what_the_desk_does() -> None:
    defaults = {one.name: one.default for one in by_name()["simulate"].takes}
    assert (defaults["runs"], defaults["seed"]) == (N_RUNS, SEED)
    assert MAX_RUNS == simulation.MAX_RUNS
