"""Hostile text in every field of every verb: what reaches a terminal, a picture, a page, a notebook."""

import contextlib
import io
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import click

import acumen
from acumen.cli import main as run
from acumen.cli.commands import all_commands
from studies.attack_row import Row
from tests.cli.test_hostile_text import PLAN, QUOTED, ways, word_for
from tests.hostile import HOSTILE, WORST_ARGUMENT, find_raw

EXACT = (("export",),)  # byte for byte where no terminal is
PICTURED = (["tree"], ["tree", "plan.yaml"], ["simulate", "plan.yaml"], ["why", "plan.yaml"], ["ideas"])


@contextlib.contextmanager
def _at(folder: Path) -> Iterator[None]:
    """Work there, with a ledger of its own."""
    before, ledger = Path.cwd(), os.environ.get("ACUMEN_LEDGER")
    os.chdir(folder)
    os.environ["ACUMEN_LEDGER"] = str(folder / "l.sqlite")
    try:
        yield
    finally:
        os.chdir(before)
        if ledger is None:
            del os.environ["ACUMEN_LEDGER"]
        else:
            os.environ["ACUMEN_LEDGER"] = ledger


def _say(words: list[str], counts: Counter[str], *, is_exact: bool = False, is_json: bool = False) -> None:
    """Run a command and look at what it has shown."""
    out, error = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    counts["commands"] += 1
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            code = run(words)
    except BaseException as raised:  # noqa: BLE001 -- what is counted
        counts["traceback"] += 1
        counts[f"{type(raised).__name__} of {words[0]}"] += 1
        return
    counts["refused" if code else "answered"] += 1
    shown, talk = (stream.buffer.getvalue().decode() for stream in (out, error))
    counts["raw signs"] += bool(find_raw(talk)) + (not is_exact and bool(find_raw(shown)))
    if is_json and code == 0:
        try:
            json.loads(shown)
        except ValueError:
            counts["broken JSON"] += 1


def _prepare(folder: Path, text: str, counts: Counter[str]) -> None:
    """A plan, a table, and a ledger that holds this text in every field that takes one."""
    quoted = json.dumps("".join(sign for sign in text if sign <= "\uffff"))
    (folder / "plan.yaml").write_text(PLAN.replace(QUOTED, quoted), encoding="utf-8")
    row = '"' + text.replace('"', '""') + '"'
    (folder / "table.csv").write_text(
        f"item,rater,score,{row}\n{row},{row},3,{row}\nb,{row},4,{row}\n", encoding="utf-8"
    )
    name = text.strip() or "x"
    for words in (
        ["predict", f"x {text}", "40%", "--domain", text, "--resolution", text, "--why", text, "--as", name],
        ["predict", f"x {text}", "30%", "--why", text],
        ["predict", f"2 {text}", "4 to 12", "--unit", text],
        ["adopt", "plan.yaml"],
        ["start", "a"],
        ["evidence", "add", "h", "--if-true", "90%", "--if-false", "10%", "--artifact", "bug: 5%", "--why", text],
        ["ideas", "add", f"x {text}", "--domain", text, "--why", text],
        ["ideas", "rate", "x", "8", "--why", text],
        ["criteria", "rate", "speed", "7", "--why", text, "--of", name],
    ):
        _say(words, counts)


def _every_command(counts: Counter[str]) -> None:
    """Each with nothing hostile and with each of its fields hostile in turn; as text and as JSON."""
    for path, command in all_commands().items():
        has_json = any("--json" in one.opts for one in command.params)
        for way in ways(command):
            for form in ([], ["--json"]) if has_json else ([],):
                _say([*path, *form, *way], counts, is_exact=path in EXACT, is_json=bool(form))


def _each_field(text: str, counts: Counter[str]) -> None:
    """Each option of each command with this text alone."""
    for path, command in all_commands().items():
        arguments = [one for one in command.params if isinstance(one, click.Argument) and one.required]
        plain = [word_for(one, evil=False) or "x" for one in arguments]
        for option in command.params:
            if isinstance(option, click.Option) and not option.is_flag and word_for(option, evil=True) is not None:
                _say([*path, option.opts[0], text, *plain], counts, is_exact=path in EXACT)
        _say([*path, "--", *[text for _ in plain]], counts, is_exact=path in EXACT)


def _pictures(folder: Path, counts: Counter[str]) -> None:
    """SVG that is XML and says nothing raw, pages whose data is only data."""
    for words in PICTURED:
        for form in ("svg", "html"):
            file = folder / f"c.{form}"
            file.unlink(missing_ok=True)
            _say([*words, "--chart", file.name], counts)
            if not file.exists():
                continue
            counts["pictures"] += 1
            drawn = file.read_text(encoding="utf-8")
            if form == "svg":
                try:
                    ET.fromstring(drawn)  # noqa: S314 -- a file of our own
                except ET.ParseError:
                    counts["broken pictures"] += 1
            else:
                drawn = drawn[drawn.index('vegaEmbed("#chart"') :]
                counts["live markup"] += "<script>alert" in drawn or "<img src=x" in drawn
            counts["raw signs"] += bool(find_raw(drawn))


def _notebook(text: str, counts: Counter[str]) -> None:
    """What a notebook shows of a plan."""
    try:
        record = acumen.read_plan(PLAN.replace(QUOTED, json.dumps("".join(sign for sign in text if sign <= "\uffff"))))
    except acumen.AcumenError:
        return
    for told in (acumen.solve(record), acumen.tree(record), acumen.simulate(record)):
        show = getattr(told, "_repr_markdown_", None)
        counts["raw signs"] += bool(find_raw(str(told))) + bool(show is not None and find_raw(show()))
        counts["notebook cells"] += 1


def texts(n: int) -> Row:
    """The worst of all against every field of every command, then the first `n` texts one by one."""
    counts = Counter[str]()
    with tempfile.TemporaryDirectory() as name, _at(Path(name)):
        _prepare(Path(name), WORST_ARGUMENT, counts)
        _every_command(counts)
        _pictures(Path(name), counts)
    for text in HOSTILE[:n]:
        with tempfile.TemporaryDirectory() as name, _at(Path(name)):
            argument = text.replace("\x00", "")
            _prepare(Path(name), argument, counts)
            _each_field(argument, counts)
            _pictures(Path(name), counts)
            _notebook(text, counts)
    bad = ("traceback", "raw signs", "broken JSON", "broken pictures", "live markup")
    for what in bad:
        counts[what] += 0
    n_said = counts.pop("commands")
    found = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
    return Row(attack="hostile text in every field", n=n_said, found=found, n_bad=sum(counts[what] for what in bad))
