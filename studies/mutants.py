"""What the tests would not notice: `python -m studies.mutants [--seed 1 …] [--n 60] [--jobs 2] [--notes FOLDER] [--list]`.

Lists every comparison, boundary, sign and constant of the source, draws some by a seed (at least four of each room), changes
one at a time in a copy of the project and runs the tests that run the changed place, the nearest and cheapest first, up to
`--seconds` of CPU as they took when noted; which those are is noted in a run of the whole suite (`mutant_tests`; kept in
FOLDER, where only tests that are not noted yet are run the next time). Where nothing is noted, as in constants at the head
of a module and in compiled code, it runs the tests that run the module at all, else those of its room, the nearest first.
What stands in functions is changed in forks of one process (`mutant_forks`), the rest in processes started anew. A mutant
is caught when a test fails that passes without the change, when tests take ten times the CPU that they took, or when they
wait for what never comes (three minutes without half a second of CPU); a run that only the clock ends is not caught, as a
busy machine would do the same. What survives is a missing test, one that is too dear to be run, or says the same as before
(then it goes into `EQUIVALENT` with its reason). Prints which test caught what, the survivors, how many were caught by pins
alone (tests that compare with what somebody has looked at) and a Markdown row of counts.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path

from studies.mutant_equals import EQUIVALENT
from studies.mutant_sites import PACKAGE, ROOT, Site, all_sites
from studies.mutant_tests import CHOSEN, JOBS, NOTES, TOLD, Runs, may_be_swapped

COPIED = ("src", "tests", "studies", "benchmarks", "examples", "docs", ".ci")
COPIED_FILES = (
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Makefile",
    "constraints.txt",
    "LICENSE",
)
N_LEAST_PER_ROOM = 4
AIM = 0.85
TESTS_SECONDS = 30.0
CPU_SECONDS = 900  # the whole suite takes some 800
START_SECONDS, TIMES = 60, 10  # to load and collect, and times as much as the tests took, before they have no end
WALL_SECONDS = 5400.0  # then a run has told nothing
ASLEEP_SECONDS, MOVES_SECONDS = (
    180.0,
    0.5,
)  # without so much CPU for so long nothing waits for the machine, only for itself

# A room's tests where they do not lie in tests/ROOM: suites for others are tried where they are used.
TESTS_OF = {
    "testing": ("tests/ledger", "tests/planfile", "tests/records"),
    "errors": ("tests/cli", "tests/planfile"),
    "results": ("tests/results", "tests/views", "tests/docs", "tests/cli", "tests/desk"),
    "views": ("tests/views", "tests/docs", "tests/cli"),  # the documented sessions are what holds most words
    "pages": ("tests/pages", "tests/views", "tests/docs", "tests/cli"),
    "borders": ("tests/borders", "tests/cli"),
    "cli": ("tests/cli", "tests/docs"),
    "version": ("tests/cli/test_package.py",),
    "__init__": ("tests/cli/test_package.py", "tests/desk/wording"),
    "__main__": ("tests/cli",),
}


def draw(sites: Sequence[Site], n: int, *, seed: int, n_least: int = N_LEAST_PER_ROOM) -> list[Site]:
    """`n` sites by a seed: at least `n_least` of each room (as far as it has them), the rest from everywhere alike."""
    rng = random.Random(seed)
    shuffled = rng.sample(list(sites), len(sites))
    counts: Counter[str] = Counter()
    first: list[Site] = []
    rest: list[Site] = []
    for site in shuffled:
        (first if counts[site.room] < n_least else rest).append(site)
        counts[site.room] += 1
    return [*first, *rest[: max(0, n - len(first))]]


def order_tests(site: Site, root: Path = ROOT) -> list[str]:
    """Test files of the site's room, the nearest first: of the module's name, of its folder, of the room."""
    folders = TESTS_OF.get(site.room, (f"tests/{site.room}",))
    paths = {path for folder in folders for path in _test_files(root / folder)}
    parts = Path(site.path).with_suffix("").parts
    stem = parts[-1] if parts[-1] != "__init__" else parts[-2] if len(parts) > 1 else "package"

    def distance(path: Path) -> tuple[int, int, str]:
        found = path.relative_to(root / "tests").parts
        n_shared = sum(1 for _ in _while_equal(found[:-1], parts[:-1]))
        return (0 if found[-1] == f"test_{stem}.py" else 1, -n_shared, path.as_posix())

    return [path.relative_to(root).as_posix() for path in sorted(paths, key=distance)]


def _while_equal(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return
        yield left


def _test_files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("test_*.py"))


def copy_project(folder: Path, root: Path = ROOT) -> Path:
    """The project in a folder of its own, with what is compiled of it already and still holds."""
    for name in COPIED:
        shutil.copytree(root / name, folder / name)
    for name in COPIED_FILES:
        shutil.copy2(root / name, folder / name)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "src"], cwd=folder, check=False)
    return folder


@contextmanager
def changed(site: Site, root: Path) -> Iterator[None]:
    """A place changed in a copy of the project, and put back as it was, its time of writing included."""
    path = root / PACKAGE / site.path
    source, was = path.read_text(encoding="utf-8"), path.stat()
    path.write_text(site.apply(source), encoding="utf-8")
    Path(cache_from_source(str(path))).unlink(missing_ok=True)  # within a second it would pass for the change
    try:
        yield
    finally:
        path.write_text(source, encoding="utf-8")
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))  # what was compiled from it holds


def limit_of(seconds: float) -> float:
    """The CPU after which tests that took so much have no end."""
    return START_SECONDS + TIMES * seconds


def _environment(root: Path) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    own = {"PYTHONPATH": f"{root / 'src'}:{root}", "PYTHONDONTWRITEBYTECODE": "1"}
    return {"ACUMEN_DATA": str((ROOT / "../shared/data").resolve()), **inherited, **own}


# What is started is a process that ends itself when it has had its seconds, however many others it shares the machine with;
# and that heeds Ctrl-C, which a shell takes from what it starts in the background, as tests at a terminal would wait for ever.
LIMITED = """\
import resource, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 5))
import pytest
sys.exit(pytest.main(sys.argv[2:]))
"""
ENDLESS = "no end"


def failing_test(names: Sequence[str], root: Path, *, chosen: Sequence[str] = (), seconds: float | None = None) -> str:
    """The first test of those files that fails, ENDLESS where they have no end, empty where all pass (or nothing is known).

    `chosen`: of their tests only these, in this order.
    """
    options = ["-q", "-x", "-rfE", "-n", "0", "-p", "no:cacheprovider"]
    command = [sys.executable, "-c", LIMITED, str(int(seconds or CPU_SECONDS)), *options, *names]
    with tempfile.TemporaryFile("w+") as told, tempfile.NamedTemporaryFile("w", encoding="utf-8") as listed:
        environment = _environment(root)
        if chosen:
            listed.write("\n".join(map(json.dumps, chosen)))
            listed.flush()
            environment |= {CHOSEN: listed.name, "PYTEST_PLUGINS": "studies.mutant_tests"}
        under_way = subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        code = under_way.returncode = await_end(under_way.pid)
        told.seek(0)
        found = re.findall(r"^(?:FAILED|ERROR) ([^\s\[]+)", told.read(), flags=re.MULTILINE)
    return found[0] if found else ENDLESS if code else ""


def await_end(child: int) -> int:
    """Wait until a process and its session end, or end them when nothing has moved for long; 0: well, or it took too long."""
    began = moved_at = time.monotonic()
    seconds = 0.0
    while True:
        ended, code = os.waitpid(child, os.WNOHANG)
        if ended:
            return code
        time.sleep(0.02)
        now, found = time.monotonic(), _cpu_seconds(child) if time.monotonic() - moved_at > 1.0 else seconds
        if found is None or found > seconds + MOVES_SECONDS:
            seconds, moved_at = found or 0.0, now
        if now - moved_at > ASLEEP_SECONDS or now - began > WALL_SECONDS:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return int(now - began <= WALL_SECONDS)


def _cpu_seconds(session: int) -> float | None:
    """What the processes of a session have had so far; None where the system does not say."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else None


def note_runs(folder: Path, root: Path, *, n_jobs: int) -> None:
    """Run all tests of a copy that are not noted yet, and note in the folder what each of them runs."""
    if (mark := folder / "source.txt").exists() and mark.read_text(encoding="utf-8") == _digest():
        return
    environment = _compiling(root) | {NOTES: str(folder), "PYTEST_PLUGINS": "studies.mutant_tests"}
    options = ["-q", "-n", str(n_jobs), "-p", "no:cacheprovider", "--ignore=tests/house", "tests"]
    subprocess.run([sys.executable, "-m", "pytest", *options], cwd=root, env=environment, check=False)
    mark.write_text(_digest(), encoding="utf-8")


def _compiling(root: Path) -> dict[str, str]:
    """Where nothing is changed what was compiled may be kept."""
    return {name: text for name, text in _environment(root).items() if name != "PYTHONDONTWRITEBYTECODE"}


def _digest() -> str:
    paths = sorted(path for name in ("src", "tests") for path in (ROOT / name).rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def chosen_tests(site: Site, runs: Runs, root: Path, seconds: float) -> list[str]:
    """Those worth running for a site, pins last: they notice every change and judge none."""
    found = runs.tests(site)
    if not found:
        files = {name: number for number, name in enumerate(order_tests(site, root))}
        known = [test for test in runs.seconds if test.partition("::")[0] in files]
        found = sorted(known, key=lambda test: (files[test.partition("::")[0]], runs.seconds[test]))
    pins = [test for test in found if is_pin(test)]
    return [*runs.affordable([test for test in found if not is_pin(test)], seconds), *runs.affordable(pins, seconds)]


def is_pin(test: str) -> bool:
    """Whether it compares with what somebody has looked at, and says nothing of what is right."""
    return "pinned" in test.partition("::")[0].rpartition("/")[2]


def caught_by(site: Site, root: Path, runs: Runs, seconds: float = TESTS_SECONDS) -> str:
    """Change the copy, run the tests, put it back; a test that fails without the change as well catches nothing."""
    with changed(site, root):
        name = _failing_of(site, root, runs, seconds)
    if name in {"", ENDLESS}:
        return name
    return "" if failing_test([name], root) else name


def _failing_of(site: Site, root: Path, runs: Runs, seconds: float) -> str:
    tests = chosen_tests(site, runs, root, seconds)
    if not tests:
        return failing_test(order_tests(site, root), root)
    for chunk in runs.chunks(tests):
        limit = limit_of(sum(runs.seconds[test] for test in chunk))
        files = list(dict.fromkeys(test.partition("::")[0] for test in chunk))
        if name := failing_test(files, root, chosen=chunk, seconds=limit):
            return name
    return ""


def forked(sites: Sequence[Site], root: Path, runs: Runs, seconds: float) -> Iterator[tuple[Site, str]]:
    """Each with the test that catches it, tried in forks of one process."""
    by_key = {(site.path, site.start, site.after): site for site in sites}
    tests = {key: chosen_tests(site, runs, root, seconds) for key, site in by_key.items()}
    jobs = [
        {"key": key, "tests": names, "seconds": limit_of(sum(runs.seconds[name] for name in names))}
        for key, names in tests.items()
    ]
    files = sorted({name.partition("::")[0] for names in tests.values() for name in names})
    files = [name for name in files if (root / name).exists()]
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "-p", "studies.mutant_forks"]
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as listed:
        listed.write(json.dumps(jobs))
        listed.flush()
        reading, writing = os.pipe()
        environment = _compiling(root) | {JOBS: listed.name, TOLD: str(writing)}
        command = [sys.executable, "-m", "pytest", *options, *files]
        nowhere = subprocess.DEVNULL  # what tests say goes nowhere, as it is told here which fails
        server = subprocess.Popen(command, cwd=root, env=environment, stdin=nowhere, stdout=nowhere, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as told:
            for line in told:
                key, name = json.loads(line)
                yield by_key.pop(tuple(key)), name
        server.wait()
    for site in by_key.values():
        yield site, "NOT TRIED"


def examine(sites: Sequence[Site], runs: Runs, root: Path, *, n_jobs: int, seconds: float) -> dict[Site, str]:
    """The test that catches each, empty where none does."""
    swapped = [site for site in sites if may_be_swapped(site) and runs.tests(site)]
    anew = [site for site in sites if site not in set(swapped)]

    def look(number: int) -> Iterator[tuple[Site, str]]:
        with tempfile.TemporaryDirectory() as folder:
            own = copy_project(Path(folder) / "copy", root) if number else root
            if mine := swapped[number::n_jobs]:
                yield from forked(mine, own, runs, seconds)
            for site in anew[number::n_jobs]:
                yield site, caught_by(site, own, runs, seconds)

    def tell(number: int) -> dict[Site, str]:
        found = {}
        for site, name in look(number):
            found[site] = name
            print("caught  " if name else "SURVIVED", site, f"  [{name}]" if name else "", flush=True)
        return found

    with ThreadPoolExecutor(n_jobs) as pool:
        return {site: name for found in pool.map(tell, range(n_jobs)) for site, name in found.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, change, test, count; 1 where fewer than 85 % were caught."""
    parser = argparse.ArgumentParser(prog="python -m studies.mutants", description="What the tests would not notice.")
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="one or several; what both draw is tried once")
    parser.add_argument("--n", type=int, default=60, help="mutants to draw")
    parser.add_argument("--jobs", type=int, default=2, help="copies of the project to work in")
    parser.add_argument("--notes", type=Path, help="folder with what tests run: read from there, or written into it")
    parser.add_argument("--seconds", type=float, default=TESTS_SECONDS, help="of CPU for the tests of each, as noted")
    parser.add_argument("--room", help="of this room only, or of a folder in it")
    parser.add_argument("--list", action="store_true", help="list every change that may be made, and run nothing")
    told = parser.parse_args(arguments)
    sites = [site for site in all_sites() if told.room in {None, site.room} or site.path.startswith(f"{told.room}/")]
    if told.list:
        print(*sites, sep="\n")
        return 0
    drawn = {seed: draw(sites, told.n, seed=seed) for seed in told.seed}
    with tempfile.TemporaryDirectory() as place:
        root, folder = copy_project(Path(place) / "copy"), told.notes or Path(place) / "notes"
        folder.mkdir(parents=True, exist_ok=True)
        note_runs(folder, root, n_jobs=told.jobs)
        every = list(dict.fromkeys(site for some in drawn.values() for site in some))
        catchers = examine(every, Runs.read(folder), root, n_jobs=told.jobs, seconds=told.seconds)
    shares = [
        report({site: catchers[site] for site in some}, f"{seed} | {len(sites):,}") for seed, some in drawn.items()
    ]
    return int(min(shares) < AIM)


def report(catchers: Mapping[Site, str], told: str) -> float:
    """Print the survivors and a row of counts; the share that was caught."""
    alive = [site for site, name in catchers.items() if not name]
    missing = [site for site in alive if (site.path, site.text.strip(), site.after) not in EQUIVALENT]
    n_same, n_pins = len(alive) - len(missing), sum(map(is_pin, catchers.values()))
    n_meant = len(catchers) - n_same
    share = (n_meant - len(missing)) / n_meant
    print("\nSurvivors:" if missing else "\nNo survivors.", *missing, sep="\n")
    print("\n| seed | of | drawn | say the same | caught | by pins alone | | |\n|--:|--:|--:|--:|--:|--:|--:|:--|")
    word = "reached" if share >= AIM else "missed"
    print(f"| {told} | {len(catchers)} | {n_same} | {n_meant - len(missing)} | {n_pins} | {share:.0%} | {word} |")
    return share


if __name__ == "__main__":
    sys.exit(main())
