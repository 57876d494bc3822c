"""Changes tried within one running process: a plugin of pytest that forks for each change, puts it in, and runs its tests.

To start anew takes five to ten seconds of CPU a change, most of it for loading; a fork takes none. What stands in a function
is changed by giving every function made from that source the changed code; what is run as a module is loaded (constants at
its head, defaults), and what is compiled to machine code, can't be changed so. The file is changed as well, for what a test
starts as a process of its own or loads later.
"""

import gc
import importlib
import json
import os
import resource
import signal
import sys
import types
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from studies.mutant_sites import PACKAGE, ROOT, Site, find_sites
from studies.mutant_tests import JOBS, TOLD
from studies.mutants import ENDLESS, await_end, changed, limit_of


def codes(code: types.CodeType) -> dict[tuple[str, int], types.CodeType]:
    """The code of every function of a module, by its name and line."""
    found: dict[tuple[str, int], types.CodeType] = {}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            found[inner.co_qualname, inner.co_firstlineno] = inner
            found |= codes(inner)
    return found


def swap(path: Path, before: str, after: str, functions: Sequence[types.FunctionType]) -> None:
    """Give the functions of a file the code that its changed text means."""
    old, new = (codes(compile(text, str(path), "exec", dont_inherit=True)) for text in (before, after))
    for function in functions:
        key = function.__code__.co_qualname, function.__code__.co_firstlineno
        if key in new and new[key] != old.get(key):
            function.__code__ = new[key]


UNTOLD = "not tried:"


class _Server:
    """In place of running the tests that were collected: for each job a fork that runs its tests up to the first that fails."""

    def __init__(self) -> None:
        self.failed = ""
        self.items: dict[str, pytest.Item] = {}
        self.functions: Mapping[str, list[types.FunctionType]] = {}
        self.broken: dict[str, bool] = {}  # whether a test fails without any change

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.items = {item.nodeid: item for item in session.items}
        load_all()
        sys.dont_write_bytecode = True  # from here on for changes too
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        self.functions = live_functions()
        gc.collect()
        gc.freeze()
        os.set_inheritable(int(os.environ[TOLD]), False)  # noqa: FBT003 -- as it is called
        with os.fdopen(int(os.environ[TOLD]), "w", encoding="utf-8", buffering=1) as told:
            for job in json.loads(Path(os.environ[JOBS]).read_text(encoding="utf-8")):
                told.write(json.dumps([job["key"], self.catcher(job)]) + "\n")
        return True

    def catcher(self, job: Mapping[str, Any]) -> str:
        """The first test that fails because of the change."""
        path, start, after = job["key"]
        source = (ROOT / PACKAGE / path).read_text(encoding="utf-8")
        site = next(site for site in find_sites(path, source) if (site.start, site.after) == (start, after))
        left = [name for name in job["tests"] if name in self.items and not self.broken.get(name)]
        while left:
            with changed(site, ROOT):
                name = self.run(left, job["seconds"], site)
            if name.startswith(UNTOLD):
                print(f"{site}: {name}", file=sys.stderr)
                return ""
            if name in {"", ENDLESS} or not self.is_broken(name):
                return name
            left = [other for other in left if not self.broken.get(other)]
        return ""

    def is_broken(self, name: str) -> bool:
        if name not in self.broken:
            self.broken[name] = bool(self.run([name], limit_of(0.0), None))
        return self.broken[name]

    def run(self, names: Sequence[str], seconds: float, site: Site | None) -> str:
        """The first test that fails in a fork, ENDLESS where they have no end, empty where all pass."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            self._run_here(names, seconds, site, writing)
        os.close(writing)
        code = await_end(child)
        with os.fdopen(reading, encoding="utf-8") as told:
            found = told.read()
        return found or (ENDLESS if code else "")

    def _run_here(self, names: Sequence[str], seconds: float, site: Site | None, writing: int) -> None:
        """Run in the fork and end it."""
        code = 1
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
            nowhere = os.open(os.devnull, os.O_RDWR)
            for number in range(3):
                os.dup2(nowhere, number)
            if site:
                path = ROOT / PACKAGE / site.path
                after = path.read_text(encoding="utf-8")
                before = after[: site.start] + site.before + after[site.start + len(site.after) :]
                swap(path, before, after, self.functions[str(path)])
            chosen = [self.items[name] for name in names]
            for item, following in zip(chosen, [*chosen[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    os.write(writing, self.failed.encode())
                    break
            code = 0
        except BaseException as error:  # noqa: BLE001 -- it is told, and nothing may leave the fork
            os.write(writing, f"{UNTOLD} {error!r}".encode())
        finally:
            os._exit(code)


def load_all() -> None:
    """Every module, so that no fork has to load any."""
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        name = path.relative_to(ROOT / "src").with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        if not name.endswith("__main__"):
            importlib.import_module(name)


def live_functions() -> Mapping[str, list[types.FunctionType]]:
    """Every function there is, by the file that it was made from."""
    gc.unfreeze()
    found: dict[str, list[types.FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType):
            found[one.__code__.co_filename].append(one)
    return found


def pytest_configure(config: pytest.Config) -> None:
    """Serve, where there is something to be tried."""
    if JOBS in os.environ:
        config.pluginmanager.register(_Server(), "changes in forks")
