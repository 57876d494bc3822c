import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from acumen.cli import main

ROOT = Path(__file__).parents[2]
Said = pytest.CaptureFixture[str]
LOADED = """\
import sys
from acumen.cli import main
code = main(sys.argv[1:])
print(code or 0, *sorted({"numpy", "scipy", "numba", "altair"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new ledger and a clock that stands."""
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", "2027-02-01T09:00:00+00:00")
    return tmp_path


def say(capsys: Said, *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def tell(capsys: Said, *arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(say(capsys, *arguments, "--json"))
    return found


def test_ideas_from_the_first_to_who_was_right(capsys: Said, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Begin: acumen ideas add" in say(capsys, "ideas")
    for at in range(4):
        told = tell(capsys, "ideas", "add", f"Idea {at}", "--worth", f"{10 + at} d", "--domain", "data", "--why", "so")
    assert told["n_ideas"] == 4
    shown = tell(capsys, "ideas", "next", "--seed", "0")["to_rate"]
    assert isinstance(shown, dict)
    assert f"Rated 7 on 0 to 10: {shown['title']}" in say(capsys, "ideas", "rate", "7", "--gut", "--why", "hm")
    assert "3 left" in say(capsys, "ideas", "rate", str(shown["title"]), "6", "--considered")
    for at in range(4):
        say(capsys, "ideas", "rate", f"Idea {at}", str(2 * at), "--as", "Ada")
        say(capsys, "ideas", "rate", f"Idea {at}", str(2 * at + 1))
    say(capsys, "ideas", "rate", "Idea 0", "-1", "--scale", "-2 to 2", "--criterion", "novel")
    assert "90 %" in say(capsys, "ideas", "list", "--domain", "data", "--open")
    assert "novel" in say(capsys, "ideas", "list", "Idea", "0")
    assert "Agreement" not in say(capsys, "ideas", "compare", "ada", "--mine", ".8", "--theirs", ".8")
    assert "beyond noise" in say(capsys, "ideas", "compare", "Ada")
    monkeypatch.setenv("ACUMEN_NOW", "2027-05-01T09:00:00+00:00")
    for at in range(4):
        say(capsys, "ideas", "outcome", f"Idea {at}", f"{20 * at + 1}", "--on", "2027-04-01", "--source", "the paper")
    known = tell(capsys, "ideas", "outcome")
    right = known["track_record"]
    assert isinstance(right, dict)
    assert [one["n"] for one in right["raters"]] == [4, 4]
    assert len(json.loads(say(capsys, "ideas", "list", "--known", "--json"))["rows"]) == 4
    say(capsys, "ideas", "--chart", str(here / "ideas.svg"))
    assert "<svg" in (here / "ideas.svg").read_text(encoding="utf-8")
    assert "rated" in say(capsys, "log")
    assert main(["ideas", "--json", "next"]) == 2
    assert main(["ideas", "outcome", "Idea 0"]) == 2


def test_criteria_from_the_ready_rubric_to_a_trend(capsys: Said, here: Path) -> None:
    assert "getting ideas to work quickly               70 %" in say(capsys, "criteria")
    text = say(capsys, "criteria", "show", "--yaml")
    (here / "mine.yaml").write_text(text.replace("weight: 45", "weight: 55"), encoding="utf-8")
    assert tell(capsys, "criteria", "use", str(here / "mine.yaml"))["is_ready"] is False
    say(capsys, "criteria", "rate", "speed", "7", "making things work", "6", "--on", "2026-02-01", "--gut")
    say(capsys, "criteria", "rate", "speed", "7", "--as", "Ada", "--of", "me", "--why", "fast")
    assert "one rating: cannot tell" in say(capsys, "criteria", "trend")
    assert tell(capsys, "criteria", "trend", "--as", "Ada")["is_me"] is False
    assert tell(capsys, "criteria", "--as", "Ada")["n_hidden"] == 1
    assert main(["criteria", "rate", "speed"]) == 2
    assert main(["criteria", "rate", "speed", "7", "speed", "8"]) == 2
    assert main(["criteria", "--json", "trend"]) == 2
    assert main(["criteria", "rate", "sped", "7"]) == 1
    assert "hint:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("ideas", "add", "One more"),
        ("ideas", "rate", "Idea", "7"),
        ("ideas", "next"),
        ("ideas", "list"),
        ("ideas", "outcome", "Idea", "40"),
        ("criteria", "rate", "speed", "7"),
        ("criteria", "show"),
    ],
    ids=" ".join,
)
def test_a_small_ledger_loads_no_numerics_and_nothing_waits_for_an_answer(
    capsys: Said, arguments: tuple[str, ...]
) -> None:
    say(capsys, "ideas", "add", "Idea")
    say(capsys, "ideas", "rate", "Idea", "3", "--as", "Ada")
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert ended.stderr.splitlines()[-1] == "0", ended.stderr
    assert ended.stdout
