"""Figures beyond what can be computed with: refused in words or answered, never with nan, a warning or a traceback."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.desk.front import score
from acumen.errors import UsageError
from acumen.tables.table import parse_table

Said = pytest.CaptureFixture[str]
EXTREMES = ("1e308", "-1e308", "1e-308", "1e15", "1e-15", "1e16", "0", "nan", "inf", "1e1000")
PLAN = """\
plan: p
worth: 40
goal: {any: [{step: a, chance: {h: 80%, otherwise: 20%}, hours: 2}, {step: b, chance: 60%, hours: 4 to 16}]}
hypotheses: {h: {claim: c, chance: 40%}}
"""
COLUMNS = ["--item", "item", "--rater", "rater", "--score", "score"]
DECISION = ["--accept", "26%", "--reliability", ".4"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan, a ledger, an idea."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    (tmp_path / "p.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text("a,b,w\nx,y,x\ny,z,y\nx,z,z\n", encoding="utf-8")
    for command in (["adopt", "p.yaml"], ["ideas", "add", "first"]):
        assert main(command) == 0
    return tmp_path


def write_table(name: str, head: str, rows: Sequence[tuple[object, ...]]) -> None:
    Path(name).write_text("\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n", encoding="utf-8")


def commands_with(x: str) -> list[list[str]]:
    mixed = [(f"i{i}", f"r{r}", x if (i + r) % 2 else i + 1) for i in range(4) for r in range(2)]
    split = [(f"i{i}", f"r{r}", x if i % 2 else f"-{x.removeprefix('-')}") for i in range(4) for r in range(2)]
    write_table("mixed.csv", "item,rater,score", mixed)
    write_table("split.csv", "item,rater,score", split)
    write_table("said.csv", "est,act", [(x, "1e-6")] * 40)
    write_table("taken.csv", "est,act", [("1e6", x)] * 40)
    found = [["ratings", f"{table}.csv", *COLUMNS] for table in ("mixed", "split")]
    if x in {"1e15", "1e-15", "nan"}:  # it fits the same table again
        found += [["appraise", *DECISION, "--outcome", "rejected", "--ratings", "mixed.csv", *COLUMNS]]
    found += [["backtest", "hours", f"{t}.csv", "--estimate", "est", "--actual", "act"] for t in ("said", "taken")]
    found += [
        ["appraise", *DECISION, "--outcome", way, "--prior", f"{mean},{sd}"]
        for way in ("accepted", "rejected")
        for mean, sd in ((x, "1"), ("0", x), ("10", "0.1"), ("-10", "0.1"), ("1e6", "1e-6"))
    ]
    return [
        *found,
        ["ideas", "add", f"idea {x}", "--worth", x],
        ["ideas", "rate", "first", x, "--scale", f"0 to {x}"],
        ["criteria", "rate", "speed", x],
        ["appraise", "--pool", x],
        ["ratings", "mixed.csv", *COLUMNS, "--accept", x],
        ["predict", f"low {x}", f"0 to {x}"],
        ["predict", f"wide {x}", f"-{x.removeprefix('-')} to {x}"],
        ["resolve", f"wide {x}", x],
        ["predict", f"chance {x}", x],
        ["ratings", "pairs", "pairs.csv", "--first", "a", "--second", "b", "--winner", "w", "--prior-sd", x],
        ["meant", x],
        ["meant", f"1 to {x}"],
        ["next", "p.yaml", "--worth", x],
        ["next", "p.yaml", "--set", f"a.hours={x}"],
        ["evidence", "add", "h", "--if-true", x, "--if-false", "10%"],
        ["score"],
        ["questions", "--all"],
        ["ideas"],
    ]


@pytest.mark.parametrize("x", EXTREMES)
def test_an_extreme_figure_is_refused_in_words_or_answered(x: str, capsys: Said) -> None:
    for command in commands_with(x):
        code = main(command)
        said = capsys.readouterr()
        assert code in {0, 1, 2}, command
        assert not re.search(r"\b(nan|inf)\b", said.out + re.sub(r"(?<!\w)'[^']*'", "", said.err)), (command, said)
        assert "please report it" not in said.err, command
        assert code == 0 or ("error: " in said.err and "hint: " in said.err), (command, said.err)


def test_a_number_beyond_says_what_is_expected(capsys: Said) -> None:
    assert main(["predict", "n", "0 to 1e308"]) == 1
    assert "expected a figure of 1e-100 to 1e100 in size, or 0, found '1e308'" in capsys.readouterr().err
    assert main(["appraise", *DECISION, "--outcome", "rejected", "--prior", "1e308,1"]) == 1
    assert "expected a mean from -10 to 10 and an sd from 0.1 to 10, in sds of the pool" in capsys.readouterr().err


@pytest.mark.parametrize("error", [ZeroDivisionError, OverflowError, RecursionError, MemoryError])
def test_what_slips_through_ends_in_words_all_the_same(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(score, "look", fail)
    assert main(["score"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert "hint: " in said


@pytest.mark.parametrize(
    ("name", "text"), [("deep.json", "[" * 100_000), ("deep.jsonl", '{"a":' * 100_000), ("deep.yaml", "{a: " * 100_000)]
)
def test_what_is_nested_too_deeply_is_refused(name: str, text: str, here: Path, capsys: Said) -> None:
    (here / name).write_text(text, encoding="utf-8")
    command = ["check", name] if name.endswith("yaml") else ["import", name]
    if name.endswith("json"):
        command += ["--from", "predictionbook"]
    assert main(command) == 1
    said = capsys.readouterr().err
    assert said.startswith(("error: ", "deep.yaml:1:401: expected at most 100 lists"))
    assert "please report it" not in said


def test_a_wide_table_is_read_and_a_doubled_name_found() -> None:
    n_columns = 16_000  # minutes where each name is counted among all
    text = ",".join(f"c{n}" for n in range(n_columns)) + "\n" + ",".join("1" for _ in range(n_columns)) + "\n"
    assert len(parse_table(text, source="t.csv").columns) == n_columns
    with pytest.raises(UsageError, match="'c1' 2 times"):
        parse_table("c1,c2,c1\n1,2,3\n", source="t.csv").texts("c1")


def test_of_a_wide_table_a_few_columns_are_named(here: Path, capsys: Said) -> None:
    (here / "wide.csv").write_text(",".join(f"c{n}" for n in range(5_000)) + "\n", encoding="utf-8")
    assert main(["ratings", "pairs", "wide.csv", "--first", "x", "--second", "c1", "--winner", "c2"]) == 1
    assert len(capsys.readouterr().err) < 1_000
