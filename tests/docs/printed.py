"""What the commands of a page print to be typed next, run as it stands with another plan followed beside.

A command is looked at twice: as it is documented, and once more in the copy, as it would be said to somebody who follows two
plans; what is printed there has to run. A bare `acumen start` alone may ask which of both is meant.
"""

import contextlib
import json
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from acumen.pages.blocks import Page
from acumen.results.result import Result
from acumen.views import registry
from tests.docs.sessions import Terminal
from tests.printed import commands, filled

RIVAL = "plan: rival\nworth: 9000\ngoal: {step: rival-work, chance: 80%, hours: 10 to 30}\n"
PLACES = {
    "HOURS": "0.5",
    "TOTAL": "30",
    "SCORE": "6",
    "NUMBER": "3",
    "CHOICE": "small",
    "KEY VALUE": "person Jo",
    "SOURCE": "old",
}
ASKS_WHICH = "expected one plan, found 2"
MAKES_FILES = ("acumen new", "export ")  # not run again
OLD_NAME = " is called acumen "


class Watch:
    """Notes what is shown while it is entered; `faults`: commands that did not run, with what they said."""

    def __init__(self, terminal: Terminal) -> None:
        """Of what this terminal runs."""
        self.faults: list[str] = []
        self.n_run = 0
        self._terminal, self._tried = terminal, set[str]()
        self._pages: list[Page] = []
        self._copy = terminal.folder / "copy.sqlite"
        (terminal.folder / "rival.yaml").write_text(RIVAL, encoding="utf-8")

    def __enter__(self) -> Self:
        """Begin."""
        self._view = registry.view

        def view(result: Result) -> Page:
            page = self._view(result)
            self._pages.append(page)
            return page

        registry.view = view
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        """End."""
        registry.view = self._view

    @contextlib.contextmanager
    def around(self, command: str) -> Iterator[None]:
        """Look at what the command prints that is run within."""
        ledger = self._terminal.folder / self._terminal.environment["ACUMEN_LEDGER"]
        before = ledger.read_bytes() if ledger.exists() else None
        self._pages.clear()
        yield
        if self._printed():
            kept = dict(self._terminal.environment)
            self._terminal.environment["ACUMEN_LEDGER"] = self._copy.name
            try:
                self._look(command, before, code=self._terminal.codes[-1])
            finally:
                self._terminal.environment = kept

    def _printed(self) -> list[str]:
        return list(dict.fromkeys(one for page in self._pages for one in commands(page)))

    def _look(self, command: str, before: bytes | None, *, code: int) -> None:
        """The same beside the rival, then all that is printed there, each from where the first has led."""
        self._copy.unlink(missing_ok=True)
        if before is not None:
            self._copy.write_bytes(before)
        self._terminal.run("acumen adopt rival.yaml")
        assert self._terminal.codes[-1] == 0
        if not command.startswith(MAKES_FILES):
            self._pages.clear()
            said = self._terminal.run(command)
            if self._terminal.codes[-1] != code and not (command == "acumen start" and ASKS_WHICH in said):
                self.faults.append(f"{command}: {said}")
        state = self._copy.read_bytes()
        for one in self._printed():
            for complete in filled(one, self._fill):
                self._try(complete)
                self._copy.write_bytes(state)

    def _try(self, command: str) -> None:
        if command in self._tried:  # in another state of the same page
            return
        self._tried.add(command)
        self.n_run += 1
        said = self._terminal.run(command)
        if self._terminal.codes[-1] != 0 or OLD_NAME in said:
            self.faults.append(f"{command}: {said}")

    def _fill(self, place: str) -> str:
        if place in {"ID", "ID VALUE"}:
            asked = json.loads(self._terminal.run("acumen questions --json"))["questions"]
            first = next(one["question"] for one in asked if one["form"] == "yes-no")
            return first if place == "ID" else f"{first} yes"
        if place == "P:HASH":
            head = json.loads(self._terminal.run("acumen ledger verify --json"))
            return f"{head['position']}:{head['hash']}"
        assert place in PLACES, f"nobody can tell what to put in the place of {place}"
        return PLACES[place]
