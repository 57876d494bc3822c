"""`acumen probes` and `acumen why` without a file: the adopted plan from where it stands."""

import json
import math
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.desk.book import open_book
from acumen.desk.plans.value_of_information import probes
from acumen.desk.sensitivity.why import BEGUN, why
from acumen.desk.state.current_plan import choose, progress_of
from tests.desk.beliefs.books import PROBED
from tests.desk.loop.books import START, TEXT

Said = pytest.CaptureFixture[str]


@pytest.fixture
def ledger(tmp_path: Path, capsys: Said) -> str:
    """Two plans adopted, one of them with a probe that has answered."""
    name = str(tmp_path / "ledger")
    for text in (PROBED, TEXT):
        (tmp_path / "plan.yaml").write_text(text)
        assert main(["adopt", str(tmp_path / "plan.yaml"), "--ledger", name]) == 0
    assert main(["done", "ask", "--positive", "--hours", "1", "--ledger", name]) == 0
    capsys.readouterr()
    return name


def test_probes_prices_what_is_left_of_the_adopted_plan(ledger: str, capsys: Said) -> None:
    assert main(["probes", "--plan", "probed", "--ledger", ledger, "--worth", "40"]) == 0
    text = capsys.readouterr().out
    with open_book(ledger, now=START) as book:
        chosen = choose(book, "probed")
    expected = probes(chosen.believed, worth=40.0, progress=progress_of(chosen.state))
    assert text == f"{expected}\n"
    assert "again" in text
    assert "ask" not in text
    assert main(["probes", "--plan", "probed", "--ledger", ledger, "--worth", "40", "--json"]) == 0
    assert capsys.readouterr().out == expected.to_json() + "\n"


def test_why_tells_how_the_adopted_plan_ends_from_here(ledger: str, capsys: Said) -> None:
    assert main(["why", "--plan", "probed", "--ledger", ledger, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with open_book(ledger, now=START) as book:
        chosen = choose(book, "probed")
    expected = why(chosen.believed, progress=progress_of(chosen.state))
    assert told == json.loads(expected.to_json())
    assert math.fsum(way.value or 0.0 for way in expected.scenarios) == pytest.approx(expected.answer.value)
    assert BEGUN in expected.notes
    assert main(["why", "--plan", "probed", "--ledger", ledger]) == 0
    assert "Note: What would change the advice is looked for in a plan's file" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["probes", "why"])
def test_where_two_are_adopted_one_has_to_be_named(command: str, ledger: str, capsys: Said) -> None:
    assert main([command, "--ledger", ledger]) == 1
    assert "name it with --plan: probed, small" in capsys.readouterr().err
