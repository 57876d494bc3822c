"""Run the examples of the catalogue's rows where they are meant to run: in the ledger of `acumen demo`, beside plan.yaml.

`python -m tests.catalog.examples FOLDER` runs those of every row that says it is instant, and prints what numerics it loaded.
"""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from acumen.catalog import by_name
from acumen.desk.book import open_book
from acumen.desk.ledgers.demo import open_demo
from acumen.views import registry
from tests.docs.sessions import Terminal

NUMERICS = ("numpy", "scipy", "numba")
LEDGER = "ledger.sqlite"
DAY = datetime(2027, 2, 1, 9, tzinfo=UTC)


class Outcome(NamedTuple):
    """What came of a row's examples: what each printed; the ledger and the folder before and after."""

    printed: Mapping[str, str]
    n_records: tuple[int, int]
    n_files: tuple[int, int]


class Scene:
    """The demo, once; each row gets a copy of it in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Make it in `folder`."""
        self._folder = folder
        self._made = open_demo(folder / "the-demo", now=DAY)
        self.now = self._made.now

    def run(self, name: str) -> Outcome:
        """The examples of the row of that name, one after another."""
        verb = by_name()[name]
        terminal, here = self.enter(name), self._folder / name
        if "plan.yaml" in " ".join(verb.examples):
            terminal.run("acumen new")
        before = self._count(here)
        printed = {example: terminal.run(example) for example in verb.examples}
        after = self._count(here)
        return Outcome(printed, (before[0], after[0]), (before[1], after[1]))

    def enter(self, name: str) -> Terminal:
        """A terminal in a new folder of that name, with a copy of the ledger."""
        here = self._folder / name
        here.mkdir()
        (here / LEDGER).write_bytes(Path(self._made.ledger).read_bytes())
        terminal = Terminal(here)
        terminal.environment["ACUMEN_NOW"] = self.now.isoformat()
        return terminal

    def _count(self, here: Path) -> tuple[int, int]:
        with open_book(str(here / LEDGER), now=self.now) as book:
            return book.ledger.head().position, len(list(here.iterdir()))


if __name__ == "__main__":
    registry.install()
    scene = Scene(Path(sys.argv[1]))
    for name, verb in by_name().items():
        if verb.does and verb.cost == "instant":
            scene.run(name)
    print("loaded", *(module for module in NUMERICS if module in sys.modules))  # noqa: T201 -- what it is for
