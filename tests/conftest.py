"""What every test may lean on: one Hypothesis profile that repeats itself, and the real data, where there is any."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from acumen.records import sealing
from acumen.views import registry

registry.install()  # as a face does

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_DATA = "../shared/data"

# The same examples on every machine and every run; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("search", derandomize=False, deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("repeatable")


def find_data(name: str, *, folder: str) -> Path | str:
    """Where the real data `name` lies, or in words what is missing and where it was looked for."""
    path = (ROOT / folder / name).resolve()
    if path.exists():
        return path
    return f"real data: {name} is not there; looked for {path} ($ACUMEN_DATA, default {DEFAULT_DATA})"


@pytest.fixture
def realdata() -> Callable[[str], Path]:
    """Give the path of real data by its name, `realdata("sip/tasks.csv")`; skip the test where it is absent."""

    def find(name: str) -> Path:
        found = find_data(name, folder=os.environ.get("ACUMEN_DATA", DEFAULT_DATA))
        if isinstance(found, str):
            pytest.skip(found)
        return found

    return find


@pytest.fixture(autouse=True)
def seeded_ids(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw ids and salts by the test's name: what a test sees is the same in every run, and no fault is found by luck.

    Processes that a test forks draw from the system, as they would all draw the same.
    """
    draw, here = random.Random(request.node.nodeid).randbytes, os.getpid()

    def urandom(n_bytes: int) -> bytes:
        return draw(n_bytes) if os.getpid() == here else os.urandom(n_bytes)

    monkeypatch.setattr(sealing, "urandom", urandom)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for real data, so that `-m "not realdata"` leaves them out."""
    for item in items:
        if "realdata" in getattr(item, "fixturenames", ()):
            item.add_marker("realdata")
