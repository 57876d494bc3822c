"""What was kept is said to be kept, also where the answer could not be shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from acumen.cli import main
from acumen.desk.book import open_book
from acumen.errors import UsageError
from tests.cli.test_commands import ROOT

NOW = "2027-02-01T09:00+00:00"
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")


def sh(tmp_path: Path, command: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("acumen ", f"{sys.executable} -m acumen ", 1)],
        env={**os.environ, "ACUMEN_LEDGER": str(tmp_path / "l.sqlite"), "ACUMEN_NOW": NOW, "PYTHONPATH": paths},
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )


def ids_of(tmp_path: Path) -> list[str]:
    from datetime import UTC, datetime

    with open_book(str(tmp_path / "l.sqlite"), now=datetime(2027, 2, 1, tzinfo=UTC)) as book:
        return [kept.sealed.open_envelope().id for kept in book.ledger.read()]


@needs_full
@pytest.mark.parametrize("json", ["", "--json"])
def test_a_full_disk_behind_the_output_says_that_the_record_was_kept_and_its_id(tmp_path: Path, json: str) -> None:
    ended = sh(tmp_path, f"acumen predict 'It rains' 50% {json} > /dev/full")
    assert ended.returncode == 1
    question, forecast, *_ = ids_of(tmp_path)
    said = ended.stderr.splitlines()
    assert said[0].startswith("error: the output can't be written")
    assert said[1] == f"kept all the same: question-asked {question[:8]}, forecast-made {forecast[:8]}"
    assert said[2].startswith("hint: don't write it again")
    assert len(said) == 3


@needs_full
@pytest.mark.parametrize(
    "command",
    [
        "adopt examples/two-ways.yaml",
        "init",
        "people --me Ada",
        "ideas add 'One'",
        "import examples/my-forecasts.csv --prob chance --outcome worked --domain kind --at said_on --known known_on",
    ],
)
def test_every_command_that_writes_says_so(tmp_path: Path, command: str) -> None:
    ended = sh(tmp_path, f"acumen {command} > /dev/full")
    assert ended.returncode == 1
    kept = ids_of(tmp_path) if command != "init" else []
    assert ("kept all the same" in ended.stderr) is bool(kept), ended.stderr
    assert not kept or kept[0][:8] in ended.stderr


def test_a_closed_output_is_no_success_where_something_was_kept(tmp_path: Path) -> None:
    ended = sh(tmp_path, "acumen predict 'It rains' 50% >&-")
    assert ended.returncode == 1
    assert f"forecast-made {ids_of(tmp_path)[1][:8]}" in ended.stderr
    assert sh(tmp_path, "acumen questions >&-").returncode == 0


def test_a_reader_that_has_gone_hears_of_what_was_kept_and_a_question_stays_quiet(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(
        "import os, subprocess, sys\n"
        "reader, writer = os.pipe()\n"
        "os.close(reader)\n"
        "ended = subprocess.run([sys.executable, '-m', 'acumen', *sys.argv[1:]], stdout=writer, stderr=subprocess.PIPE)\n"
        "sys.stderr.buffer.write(ended.stderr)\n"
        "sys.exit(ended.returncode)\n"
    )
    ended = sh(tmp_path, "acumen predict 'It rains' 50%".replace("acumen ", f"{sys.executable} {tmp_path}/run.py ", 1))
    assert (ended.returncode, ended.stderr.splitlines()[0][:26]) == (1, "kept all the same: questio")
    assert sh(tmp_path, "acumen adopt examples/two-ways.yaml").returncode == 0
    n_before = len(ids_of(tmp_path))
    ended = sh(tmp_path, f"{sys.executable} {tmp_path}/run.py next")
    assert len(ids_of(tmp_path)) == n_before  # the advice was kept with the adoption
    assert ended.stderr == ""


def test_an_error_after_the_writing_says_that_it_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise UsageError("too late")

    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    monkeypatch.setenv("ACUMEN_NOW", NOW)
    monkeypatch.setattr("acumen.desk.elicitation.predict._show", fail)
    assert main(["predict", "It rains", "50%"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: too late\nkept all the same: question-asked ")
    assert main(["resolve", "snow", "yes"]) == 1
    assert "kept" not in capsys.readouterr().err
