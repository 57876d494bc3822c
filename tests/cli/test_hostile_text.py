"""Hostile text in every field of every command, against the screen, JSON, pictures, a page and a notebook."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest

from acumen.cli import main
from acumen.cli.commands import all_commands
from tests.hostile import CONTROL, FORGED, WORST_ARGUMENT, find_raw
from tests.terminal import pieces

Said = pytest.CaptureFixture[str]
QUOTED = json.dumps("".join(sign for sign in WORST_ARGUMENT if sign <= "\uffff"))
PLAN = f"""\
plan: p
title: {QUOTED}
worth: 40
goal:
  any:
    - {{step: a, title: {QUOTED}, chance: 30%, hours: 2, domain: {QUOTED}, note: {QUOTED}}}
    - {{step: b, title: {QUOTED}, chance: {{h: 80%, otherwise: 20%}}, hours: 4 to 16}}
hypotheses:
  h: {{claim: {QUOTED}, chance: 40%}}
probes:
  - {{probe: look, title: {QUOTED}, about: h, hours: 1, positive: {{h: 80%, otherwise: 20%}}}}
"""
PLAIN = {  # of the arguments that a command can't do without: something that is there
    "plan": "plan.yaml",
    "hypothesis": "h",
    "step": "a",
    "says": "50%",
    "file": "table.csv",
}


COMMANDS = {words: command for words, command in all_commands().items() if command.verb.does and words != ("batch",)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with hostile text in whatever takes text, a plan, a table."""
    path = tmp_path_factory.mktemp("hostile")
    before = Path.cwd()
    os.chdir(path)
    (path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    row = '"' + WORST_ARGUMENT.replace('"', '""') + '"'
    (path / "table.csv").write_text(f"item,rater,score,{row}\n{row},{row},3,{row}\nb,{row},4,{row}\n", encoding="utf-8")
    os.environ["ACUMEN_LEDGER"] = str(path / "l.sqlite")
    evil, word = WORST_ARGUMENT, WORST_ARGUMENT.translate(dict.fromkeys(map(ord, ",=:")))
    try:
        for command in (
            ["predict", evil, "40%", "--domain", evil, "--resolution", evil, "--why", evil, "--as", evil],
            ["predict", evil, "30%", "--why", evil],
            ["predict", f"2 {evil}", "4 to 12", "--unit", evil],
            ["predict", f"3 {evil}", f"{word}=20%, b=80%"],
            ["resolve", "3 x", "b", "--source", evil],
            ["adopt", "plan.yaml"],
            ["start", "a"],
            ["evidence", "add", "h", "--if-true", "90%", "--if-false", "10%", "--artifact", "bug: 5%", "--why", evil],
            ["ideas", "add", evil, "--domain", evil, "--why", evil],
            ["ideas", "rate", "x", "8", "--why", evil],
            ["criteria", "rate", "speed", "7", "--why", evil, "--of", evil],
        ):
            assert main(command) == 0, command
    finally:
        del os.environ["ACUMEN_LEDGER"]
        os.chdir(before)
    return path


@pytest.fixture(autouse=True)
def here(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to work in."""
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUMEN_LEDGER", str(tmp_path / "l.sqlite"))
    return tmp_path


def word_for(parameter: click.Parameter, *, evil: bool) -> str | None:
    """A value for a parameter: hostile, or one that is there; None where it takes no text."""
    if isinstance(parameter.type, click.Choice):
        return None if evil else str(parameter.type.choices[0])
    if not isinstance(parameter.type, click.types.StringParamType):
        return None if evil else "1"
    return WORST_ARGUMENT if evil else PLAIN.get(str(parameter.name), "x")


def ways(command: click.Command) -> Iterator[list[str]]:
    """The command with nothing hostile, with every argument hostile, and with each option hostile in turn."""
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option) and not one.is_flag]
    plain = [word_for(one, evil=False) or "x" for one in arguments if one.required]
    must = [part for one in options if one.required for part in (one.opts[0], word_for(one, evil=False) or "x")]
    yield [*must, *plain]
    yield [*must, "--", *[word_for(one, evil=True) or "1" for one in arguments]]
    for option in options:
        evil = word_for(option, evil=True)
        if evil is not None:
            yield [*[part for part in must if part != option.opts[0]], option.opts[0], evil, *plain]


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_no_command_sends_a_sign_that_a_screen_obeys(path: tuple[str, ...], capsys: Said) -> None:
    command = COMMANDS[path]
    is_exact = path == ("export",)  # byte for byte where no terminal is, see below
    has_json = any("--json" in one.opts for one in command.params)
    for way in ways(command):
        for form in ([], ["--json"]) if has_json else ([],):
            code = main([*path, *form, *way])
            said = capsys.readouterr()
            assert code in {0, 1, 2}
            assert is_exact or not find_raw(said.out), (path, way)
            assert not find_raw(said.err), (path, way)
            if form and code == 0:
                json.loads(said.out)


@pytest.mark.parametrize("command", [["adopt"], ["next"], ["init", "--ledger"], ["tree"], ["ideas", "--ledger"]])
def test_a_file_whose_name_has_lines_begins_none(command: list[str], here: Path, capsys: Said) -> None:
    name = f"line\n{FORGED}"
    (here / name).write_bytes(b"plan: \xff\n" if "--ledger" not in command else b"")
    assert main([*command, name]) in {0, 1}
    said = capsys.readouterr()
    assert not find_raw(said.out + said.err)


@pytest.mark.parametrize(
    "command",
    [
        ["predict", "claim \udcff", "50%"],
        ["predict", "claim", "50%", "--as", "\udcff"],
        ["resolve", "claim", "yes", "--source", "\udcff"],
        ["ideas", "add", "\udcff"],
        ["import", "e\udcff.jsonl"],
        ["next", "--ledger", "bad\udcff.sqlite"],
    ],
)
def test_bytes_that_are_no_text_are_refused_in_words(command: list[str], here: Path, capsys: Said) -> None:
    before = sorted(here.iterdir())
    assert main(command) in {1, 2}
    assert capsys.readouterr().err.startswith("error: expected arguments in UTF-8, found ")
    assert sorted(here.iterdir()) == before


def test_json_says_what_was_written_to_the_letter(capsys: Said) -> None:
    assert main(["questions", "--all", "--json"]) == 0
    out = capsys.readouterr().out
    claims = {json.dumps(one["claim"]) for one in json.loads(out)["questions"]}
    assert json.dumps(" ".join(WORST_ARGUMENT.split())) in claims


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize(
    "command", [["log"], ["questions", "--all"], ["questions", "--all", "--json"], ["export"], ["next"]]
)
def test_a_real_terminal_gets_nothing_to_obey_but_bold(command: list[str], here: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "acumen", *command], cwd=here, stdout=follower, stderr=follower)
    os.close(follower)
    try:
        shown = "".join(pieces(leader))
    except BaseException:
        process.kill()
        raise
    finally:
        status = process.wait(timeout=60)
        os.close(leader)
    assert status == 0
    text = shown.replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\r\n", "\n")
    assert text
    assert not find_raw(text)


@pytest.mark.parametrize(
    "command", [["tree"], ["tree", "plan.yaml"], ["simulate", "plan.yaml"], ["why", "plan.yaml"], ["ideas"]]
)
def test_pictures_are_valid_and_obey_nothing(command: list[str], here: Path, capsys: Said) -> None:
    for form in ("svg", "png", "html"):
        assert main([*command, "--chart", f"c.{form}"]) == 0, capsys.readouterr().err
    drawn = (here / "c.svg").read_text(encoding="utf-8")
    ET.fromstring(drawn)  # noqa: S314 -- a file of our own
    assert not find_raw(drawn)
    assert (here / "c.png").read_bytes().startswith(b"\x89PNG")
    page = (here / "c.html").read_text(encoding="utf-8")
    start = page.index('vegaEmbed("#chart"')
    assert not find_raw(page[start:])
    assert "<script>alert" not in page[start:]
    assert "<img src=x" not in page[start:]


@pytest.mark.parametrize("text", CONTROL)
def test_a_notebook_shows_every_sign(text: str) -> None:
    import acumen

    plan = PLAN.replace(QUOTED, json.dumps(text))
    record = acumen.read_plan(plan)
    for told in (acumen.solve(record), acumen.tree(record), acumen.why(record), acumen.simulate(record)):
        assert not find_raw(str(told))
        show = getattr(told, "_repr_markdown_", None)
        assert show is None or not find_raw(show())
