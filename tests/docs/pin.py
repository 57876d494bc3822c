"""The pin: what every documented command prints, as text and as JSON, for steps that move code and may change no output.

`python -m tests.docs.pin FOLDER` writes a file for each page and form into FOLDER. Do so at two commits and compare the
folders (`diff -r`): a step that was to change nothing shows nothing. Text alone is also held by the documents themselves.
"""

import sys
import tempfile
from pathlib import Path

from acumen.catalog import by_name
from tests.docs.sessions import DOCUMENTS, ROOT, Terminal, sessions


def with_json(words: list[str]) -> list[str]:
    """The command with `--json`, where it takes that."""
    verb = by_name().get(" ".join(words[:2])) or by_name().get(words[0] if words else "")
    takes_json = verb is not None and bool(verb.json and verb.does)
    return [*words, "--json"] if takes_json and "--json" not in words else words


def record(document: Path, *, is_json: bool) -> str:
    """All commands of a page and what they print, one after another in one folder."""
    with tempfile.TemporaryDirectory() as name:
        terminal = Terminal(Path(name))
        parts = []
        for command, _ in sessions(document.read_text(encoding="utf-8")):
            printed = terminal.run(command, change=with_json) if is_json else terminal.run(command)
            parts.append(f"$ {command}\n{printed}")
        return "".join(parts).replace(name, "FOLDER")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for page in DOCUMENTS:
        stem = "-".join(page.relative_to(ROOT).with_suffix("").parts)
        for form in ("text", "json"):
            (folder / f"{stem}.{form}").write_text(record(page, is_json=form == "json"), encoding="utf-8")
