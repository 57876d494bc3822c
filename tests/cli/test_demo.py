"""The demo: a ledger of its own that says what the file of examples says, and commands that run as they are printed."""

import importlib.util
import json
import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from acumen.cli import main
from acumen.desk.book import open_book
from acumen.desk.ledgers.demo import LOOK, QUARTER, open_demo
from acumen.desk.ledgers.verify import verify
from acumen.errors import UsageError
from tests.cli.test_commands import ROOT
from tests.docs.sessions import call

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
Said = pytest.CaptureFixture[str]
SAME_DIGITS = 6  # what is computed may differ in its last digits from machine to machine


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_quarter", ROOT / "examples" / "write_quarter.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rounded(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.{SAME_DIGITS}g}")
    if isinstance(value, dict):
        return {name: rounded(inside) for name, inside in value.items() if name != "hash"}
    return [rounded(inside) for inside in value] if isinstance(value, list) else value


def meaning(lines: list[bytes]) -> list[object]:
    """Each record as plain values: who said what when; what hashes come to is left out, and last digits."""
    told: list[object] = []
    for line in lines[1:]:
        one = json.loads(line)
        kept = {name: one["envelope"][name] for name in ("id", "kind", "happened_at", "written_at", "writer", "count")}
        told.append((kept, rounded(one.get("figures")), one.get("words")))
    return told


def test_the_file_is_what_its_writer_writes_now() -> None:
    hint = "it says something else now: python examples/write_quarter.py"
    assert meaning(writer().write()) == meaning(QUARTER.read_bytes().splitlines(keepends=True)), hint


def test_the_file_is_the_one_among_the_examples_and_goes_into_the_package() -> None:
    assert (ROOT / "examples" / "a-quarter.jsonl").resolve() == QUARTER.resolve()
    assert '"desk/ledgers/*.jsonl"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_it_is_a_sound_ledger_of_the_past_with_all_that_the_demo_promises(tmp_path: Path) -> None:
    made = open_demo(tmp_path, now=NOW)
    assert made.now < datetime(2026, 1, 1, tzinfo=UTC)
    with open_book(made.ledger, now=made.now) as book:
        assert verify(book).is_sound
        envelopes = [kept.sealed.open_envelope() for kept in book.ledger.read()]
        assert all(one.written_at <= made.now and one.happened_at <= one.written_at for one in envelopes)
        kinds = [one.kind for one in envelopes]
    assert (kinds.count("plan-adopted"), made.n_records) == (2, len(kinds))
    assert 35 <= kinds.count("forecast-made") <= 45
    assert {"step-started", "step-ended", "evidence-seen", "idea-listed", "rating-given"} <= set(kinds)


def run(command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        ["/bin/sh", "-c", f'acumen() {{ "{sys.executable}" -m acumen "$@"; }}; {command}'],
        env={**os.environ, "PYTHONPATH": paths, **variables},
        capture_output=True,
        check=False,
        text=True,
    )


def test_what_it_prints_runs_as_it_stands_and_the_own_ledger_stays_as_it_was(tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    told = run("acumen demo", ACUMEN_LEDGER=str(own), TMPDIR=str(tmp_path))
    assert (told.returncode, told.stderr) == (0, "")
    lines = [line.strip() for line in told.stdout.splitlines()]
    (enter,) = [line for line in lines if line.startswith("export ")]
    (leave,) = [line for line in lines if line.startswith("unset ")]
    printed = [
        line[line.index("acumen ") :] for line in lines if "acumen " in line and line != enter and "acumen-" not in line
    ]
    assert printed == [command for command, _ in LOOK]
    ended = run(
        f'{enter}; env -0 | tr "\\0" "\\n" | grep ^ACUMEN_; {printed[0]} > /dev/null && {leave} && echo "left: $ACUMEN_LEDGER"',
        ACUMEN_LEDGER=str(own),
    )
    *entered, left = ended.stdout.splitlines()
    assert (left, ended.stderr, ended.returncode) == ("left: ", "", 0)
    variables = dict(line.split("=", 1) for line in entered)
    assert variables.keys() >= {"ACUMEN_LEDGER", "ACUMEN_NOW"}
    for command in printed:
        shown, talk = call(shlex.split(command)[1:], folder=tmp_path, environment={**os.environ, **variables})
        assert (bool(shown), talk) == (True, ""), command
    assert not own.exists()
    assert all(len(line) <= 80 for line in told.stdout.splitlines() if str(tmp_path) not in line)


def test_each_demo_has_a_folder_of_its_own_and_json_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told = []
    for _ in range(2):
        assert main(["demo", "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0]["ledger"] != told[1]["ledger"]
    assert all(Path(one["ledger"]).is_file() for one in told)
    with pytest.raises(UsageError, match="is there already"):
        open_demo(told[0]["folder"], now=NOW)


def test_on_windows_the_lines_are_those_of_its_shell(tmp_path: Path) -> None:
    made = open_demo(tmp_path, now=NOW, is_windows=True)
    assert made.enter.startswith('set "ACUMEN_LEDGER=')
    assert made.leave == 'set "ACUMEN_LEDGER=" & set "ACUMEN_NOW="'
