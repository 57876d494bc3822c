"""Names, claims and ids on the command line: compared by what spellings have in common, kept as they were typed."""

import json
from pathlib import Path

import pytest

from acumen.cli import main

Said = pytest.CaptureFixture[str]
COMPOSED, DECOMPOSED = "Jos\u00e9", "Jose\u0301"
PLAN = """\
plan: My-Plan
worth: 40
goal: {any: [{step: caf\u00e9, chance: {h: 80%, otherwise: 10%}, hours: 2}, {step: B, chance: 60%, hours: 4 to 16}]}
hypotheses: {h: {claim: c, chance: 40%}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ledger and a plan."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def told(capsys: Said, *command: str) -> dict[str, object]:
    capsys.readouterr()
    assert main([*command, "--json"]) == 0, capsys.readouterr().err
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_a_name_composed_in_two_ways_is_one_person_as_first_typed(capsys: Said) -> None:
    assert main(["predict", "a claim", "50%", "--as", DECOMPOSED]) == 0
    assert main(["predict", "another claim", "50%", "--as", COMPOSED.upper()]) == 0
    people = told(capsys, "ledger", "people")["people"]
    assert isinstance(people, list)
    assert [one["name"] for one in people] == [None, DECOMPOSED]
    assert people[1]["n_forecasts"] == 2


def test_a_claim_composed_in_two_ways_is_asked_once(capsys: Said) -> None:
    assert told(capsys, "predict", f"{COMPOSED} wins", "50%")["is_new"]
    assert not told(capsys, "predict", f"{DECOMPOSED}  WINS.", "60%")["is_new"]


@pytest.mark.parametrize(("name", "code"), [("ad", 0), ("ADA", 0), ("a", 1), ("x", 1)])
def test_whoever_looks_may_be_named_by_a_beginning_that_nobody_else_has(name: str, code: int, capsys: Said) -> None:
    for said_by in ("Ada", "Anna"):
        assert main(["predict", "a claim", "50%", "--as", said_by]) == 0
    assert main(["questions", "--as", name]) == code
    assert main(["predict", "another", "50%", "--as", name]) == 0, "who speaks is taken as written"
    capsys.readouterr()


@pytest.mark.parametrize("name", ["you", "You", " YOU "])
def test_nobody_is_called_what_the_reader_is_called(name: str, capsys: Said) -> None:
    assert main(["predict", "a claim", "50%", "--as", name]) == 1
    assert "expected a name that tells who" in capsys.readouterr().err
    assert main(["log"]) == 1 or "a claim" not in capsys.readouterr().out


def test_me_is_the_owner(capsys: Said) -> None:
    assert main(["predict", "a claim", "50%", "--as", "me"]) == 0
    people = told(capsys, "ledger", "people")["people"]
    assert isinstance(people, list)
    assert [(one["is_me"], one["n_forecasts"]) for one in people] == [(True, 1)]


def test_a_row_of_you_in_a_table_is_the_readers_own_as_a_table_that_went_out_says_so(here: Path, capsys: Said) -> None:
    (here / "t.csv").write_text("who,p\nyou,40\n", encoding="utf-8")
    assert main(["import", "t.csv", "--prob", "p", "--percent", "--person", "who"]) == 0
    capsys.readouterr()
    people = told(capsys, "ledger", "people")["people"]
    assert isinstance(people, list)
    assert [(one["is_me"], one["name"], one["n_forecasts"]) for one in people] == [(True, None, 1)]


@pytest.mark.parametrize("claim", ["cafe", "2027", "deadbeef", "c0ffee", "1e10"])
def test_a_claim_that_looks_like_an_id_can_be_asked_and_that_is_said(claim: str, capsys: Said) -> None:
    assert main(["predict", claim, "50%"]) == 0
    said = capsys.readouterr().out
    assert f"Said 50 %: {claim}" in said
    assert f"Taken as a claim: no question has an id that begins with {claim}." in said
    assert main(["resolve", claim, "yes"]) == 0


def test_questions_and_ideas_are_listed_by_a_domain_in_any_spelling(capsys: Said) -> None:
    assert main(["predict", "a claim", "50%", "--domain", f"{COMPOSED}'s"]) == 0
    assert main(["ideas", "add", "an idea", "--domain", f"{COMPOSED}'s"]) == 0
    wanted = f"{DECOMPOSED}'S"
    for command in (["questions"], ["ideas", "list"], ["ideas", "next"]):
        capsys.readouterr()
        assert main([*command, "--domain", wanted]) == 0
        said = capsys.readouterr().out
        assert "a claim" in said or "an idea" in said


def test_ids_are_found_in_any_spelling(capsys: Said) -> None:
    assert main(["next", "plan.yaml", "--set", "CAFE\u0301.chance=90%", "--drop", "b"]) == 0
    assert main(["adopt", "plan.yaml"]) == 0
    assert main(["start", "Cafe\u0301", "--plan", "my-plan"]) == 0
    assert main(["spend", "CAF\u00c9", "1"]) == 0
    assert main(["evidence", "add", "H", "--if-true", "90%", "--if-false", "10%", "--artifact", "Bug: 5%"]) == 0
    assert main(["evidence", "check", "bug", "--ruled-out"]) == 0
    assert main(["done", "cafe\u0301", "--succeeded", "--hours", "2"]) == 0
    status = json.dumps(told(capsys, "log"), ensure_ascii=False)
    assert "caf\u00e9" in status
    assert "cafe\u0301" not in status
