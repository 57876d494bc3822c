"""What every test may lean on: one Hypothesis profile that repeats itself, the real data, where there is any, and a budget."""

import gc
import os
import random
from collections import defaultdict
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from acumen.catalog import Verb
from acumen.records import sealing
from acumen.results.result import Result
from acumen.views import registry

registry.install()  # as a face does
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is loaded: workers share the cores, and waiting threads burn them

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_DATA = "../shared/data"
N_HEAVIEST = 10
WORTH_TELLING_SECONDS = 20.0
CPU = "cpu_seconds"

# The same examples on every machine and every run; `--hypothesis-profile=search` looks for new ones.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, print_blob=True, max_examples=40
)
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
def held_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a command shows in a test, as text too, has to be as its JSON Schema says."""
    from acumen.cli import calling

    show = calling._show

    def hold(verb: Verb, result: Result, *rest: Any, **more: Any) -> None:  # noqa: ANN401 -- as it is called
        from tests.answers import hold_result

        if type(result).__name__ != "Schema":  # what it shows is the schema itself
            hold_result(result)
        show(verb, result, *rest, **more)

    monkeypatch.setattr(calling, "_show", hold)


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


class Budget:
    """Seconds of CPU, child processes included, of each test file; the heaviest are printed at the end of a run."""

    def __init__(self) -> None:
        self.at = cpu_seconds()
        self.spent: dict[str, float] = defaultdict(float)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note what it took to get here, and leave what was loaded out of every garbage collection to come."""
        gc.collect()
        gc.freeze()
        self.at = cpu_seconds()
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput[CPU] = self.at
        elif not session.config.getoption("numprocesses", None):
            self.spent["(loading the tests)"] += self.at

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Give the report what was spent since the last one: it travels from a worker with it."""
        report = yield
        now = cpu_seconds()
        report.user_properties.append((CPU, now - self.at))
        self.at = now
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add it to the file's; each report carries those of the phases before it too."""
        if report.user_properties and report.user_properties[-1][0] == CPU:
            self.spent[report.nodeid.partition("::")[0]] += float(str(report.user_properties[-1][1]))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """A worker of pytest-xdist has ended."""
        self.spent["(loading the tests)"] += getattr(node, "workeroutput", {}).get(CPU, 0.0)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the sum and the heaviest."""
        total = sum(self.spent.values())
        if total < WORTH_TELLING_SECONDS:
            return
        terminalreporter.section(f"{total:.0f} s of CPU, of which the heaviest")
        for name, seconds in sorted(self.spent.items(), key=lambda pair: -pair[1])[:N_HEAVIEST]:
            terminalreporter.write_line(f"{seconds:6.1f} s  {name}")


def cpu_seconds() -> float:
    """Of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def pytest_configure(config: pytest.Config) -> None:
    """Keep the budget."""
    config.pluginmanager.register(Budget(), "budget")
