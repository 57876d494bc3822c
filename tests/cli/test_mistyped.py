"""Whoever mistypes a command, an option, a file, a key or a name is told what was meant, and how to go on."""

import shlex
from pathlib import Path

import pytest

from acumen.cli import main

Said = pytest.CaptureFixture[str]
PLAN = "plan: bench\nworth: 40\ngoal: {step: measure, chance: 60%, hours: 3}\n"
HARD = "plan: p\ndue: 2027-01-05\nHours-per-week: 10\ngoal: {step: a, probability: 60%, effort: 3, depends_on: b}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> Path:
    """A folder with a plan that is followed, and a wrong one."""
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bench.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "hard.yaml").write_text(HARD, encoding="utf-8")
    assert main(["adopt", "bench.yaml"]) == 0
    assert main(["predict", "The build is green", "70%"]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "code", "meant"),
    [
        ("strat", 2, "acumen start"),
        ("abandn", 2, "acumen stop"),  # a word for it that there never was, mistyped
        ("verifi", 2, "acumen ledger verify"),
        ("ledger verfy", 2, "acumen ledger verify"),
        ("ratings pars", 2, "acumen ratings pairs"),
        ("evidence chek", 1, "acumen evidence check"),
        ("next --worht 3", 2, "--worth"),
        ("--versoin", 2, "--version"),
        ("next bench.yml", 1, "bench.yaml"),
        ("check Bench", 1, "bench.yaml"),
        ("import bench.csv", 1, "bench.yaml"),
        ("start mesure", 1, "`measure`"),
        ("next --plan bnech", 1, "`bench`"),
        ("next bnech", 1, "`bench`"),
        ("resolve 'The biuld is green' yes", 1, "The build is green"),
        ("ledger set persn Ada", 1, "person"),
        ("help scor", 1, "score"),
        ("check --schema nxt", 1, "next"),
    ],
)
def test_the_hint_names_what_was_meant(typed: str, code: int, meant: str, capsys: Said) -> None:
    assert main(shlex.split(typed)) == code
    said = capsys.readouterr().err
    assert "hint: did you mean " in said
    assert meant in said.partition("did you mean ")[2].partition("?")[0]


def test_a_word_like_none_gets_no_guess(capsys: Said) -> None:
    for typed in ("xyzzy", "next --xyzzy", "next xyzzy"):
        assert main(typed.split()) in {1, 2}
        assert "did you mean" not in capsys.readouterr().err


def test_a_key_that_other_tools_have_is_told_in_the_words_of_a_plan(capsys: Said) -> None:
    assert main(["check", "hard.yaml"]) == 1
    said = capsys.readouterr().err
    for line in ("`ship: 2027-03-12`", "`hours: 10 per week`", "`chance: 60%`", "`hours: 2 to 6`", "`needs: [STEP]`"):
        assert line in said
    assert "missing-key" not in said  # they are there, by other names


@pytest.mark.parametrize("verb", ["next", "why", "tree", "simulate", "probes"])
def test_a_plan_that_is_followed_may_be_named_where_a_file_may(verb: str, here: Path, capsys: Said) -> None:
    (here / "bench.yaml").rename(here / "elsewhere.yaml")
    assert main([verb, "--plan", "bench"]) == 0
    wanted = capsys.readouterr().out
    for typed in ("bench", "ben"):
        assert main([verb, typed]) == 0
        assert capsys.readouterr().out == wanted
    assert main([verb, "bnech"]) == 1
    assert "hint: did you mean `bench`?" in capsys.readouterr().err
