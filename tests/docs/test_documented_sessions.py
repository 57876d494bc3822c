"""The documents show what the program prints: every ```console block that begins with `$ acumen` or `$ printf` is run.

`python -m tests.docs.test_documented_sessions` writes into the documents what the program prints today.
"""

import re
import tempfile
from pathlib import Path

import pytest

from acumen.pages import Hint
from acumen.pages.blocks import Page
from acumen.results.result import Result
from acumen.views import registry
from tests.docs.printed import Watch
from tests.docs.sessions import BLOCK, DOCUMENTS, ROOT, Terminal, rewrite, sessions

OWN = "ledger.sqlite"  # stands for the ledger that is there before the page is tried
THROW_AWAY = f"export ACUMEN_LEDGER=$(mktemp -d)/{OWN}"
STILL = re.compile(re.escape(THROW_AWAY) + r" ACUMEN_NOW=202\d-\d\d-\d\dT09:00Z")  # shown on any day as on that one
OF_A_DAY = re.compile(
    r"^acumen (adopt|start|done|spend|status|log|predict|resolve|due|import|score|meant|ideas|criteria|evidence)\b"
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_shows_what_the_program_prints(document: Path, tmp_path: Path) -> None:
    if not document.exists():
        pytest.skip(f"{document.name} is not written yet")
    terminal = Terminal(tmp_path)
    with Watch(terminal) as watch:
        for command, output in sessions(document.read_text(encoding="utf-8")):
            with watch.around(command):
                assert terminal.run(command) == output, f"{document.name}: $ {command}"
    assert not watch.faults, (
        "what a document shows as printed has to run as it stands, with another plan followed beside"
    )
    assert not (tmp_path / OWN).exists(), "the ledger of whoever tries the page was written"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_session_that_names_a_throw_away_ledger_does_so_in_its_first_line(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    commands = [command for command, _ in sessions(text)]
    naming = [command for command in commands if command.startswith("export ACUMEN_LEDGER=")]
    assert len(naming) <= 1, "one throw-away ledger for a page"
    for first in naming:
        assert STILL.fullmatch(first), "in it the clock stands still"
        (block,) = [found for found in BLOCK.findall(text) if f"$ {first}\n" in found]
        assert block.startswith(f"$ {first}\n")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_session_asks_for_nothing_that_only_one_day_has(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    used = [command for command, _ in sessions(text) if OF_A_DAY.search(command)]
    assert not used or STILL.search(text), "the clock stands still where a record is looked at"


def test_a_printed_command_that_does_not_run_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = registry.view

    def say_more(result: Result) -> Page:
        return (*real(result), Hint("Then", "resolve nothing yes|no"), Hint("Or", "due"), Hint("Or", "taste"))

    monkeypatch.setattr(registry, "view", say_more)
    terminal = Terminal(tmp_path)
    terminal.environment["ACUMEN_LEDGER"] = "other.sqlite"
    with Watch(terminal) as watch, watch.around("acumen predict 'It rains' 70%"):
        terminal.run("acumen predict 'It rains' 70%")
    assert [fault.partition(":")[0] for fault in watch.faults] == [
        "acumen resolve nothing yes",
        "acumen resolve nothing no",
        "acumen taste",
    ]
    assert watch.n_run == 6  # with `when it is known: acumen resolve ID yes|no`


def test_a_page_that_writes_into_the_ledger_of_whoever_tries_it_is_found(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.run("acumen predict 'It rains' 70%")
    assert (tmp_path / OWN).exists()


def test_the_page_about_next_shows_sessions() -> None:
    assert len(sessions((ROOT / "docs" / "next.md").read_text(encoding="utf-8"))) >= 2


def test_sessions_are_found_and_told_apart() -> None:
    text = "```console\n$ acumen --version\n1\n\n2\n$ acumen check --schema\n```\n```console\n$ make demo\n```\n"
    assert sessions(text) == [("acumen --version", "1\n\n2\n"), ("acumen check --schema", "")]


def test_a_command_is_run_and_its_talk_kept(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert terminal.run("acumen --version | tr a-z A-Z").startswith("ACUMEN ")
    assert terminal.run("acumen next nowhere.yaml").startswith("error: ")


def test_what_a_shell_does_is_done(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert terminal.run("export ACUMEN_LEDGER=$(mktemp -d)/tour.sqlite") == ""
    assert terminal.environment["ACUMEN_LEDGER"].endswith("/tour.sqlite")
    assert terminal.run("printf 'a; b | c > d\\n' > it.txt; cat it.txt") == "a; b | c > d\n"
    assert terminal.run("acumen predict 'It; | works' 70%  > said.txt; acumen questions --json > all.json") == ""
    assert "It; | works" in (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert '"n_all": 1' in (tmp_path / "all.json").read_text(encoding="utf-8")


def test_rewriting_replaces_outputs_and_nothing_else() -> None:
    text = "a\n```console\n$ acumen x\nold\n$ acumen y\n```\nb\n```console\n$ make\nkept\n```\n"
    new = "a\n```console\n$ acumen x\nACUMEN X\n$ acumen y\nACUMEN Y\n```\nb\n```console\n$ make\nkept\n```\n"
    assert rewrite(text, lambda command: f"{command.upper()}\n") == new


if __name__ == "__main__":
    for page in DOCUMENTS:
        with tempfile.TemporaryDirectory() as name:
            here = Terminal(Path(name))
            before = page.read_text(encoding="utf-8")
            page.write_text(rewrite(before, here.run), encoding="utf-8")
